"""What books, courses and programs write for the numbers of a step, and what each stands for here.

WRITTEN is the table: a row for each habit, with examples. `canonical` applies it and knows no network; a layer's
numbers at once, and places in a matrix, are read by matrix_names.py.
"""

import re
from unicodedata import normalize

from ..core.guard.errors import echo

LOSS_WORDS = r"(?:[Ee]_?total|total_?error|[Ll]oss|[Cc]ost|[Ee]rror|E|L|J|C)"
SAMPLE_MARK = r"((?:_s\d+)?)"


class Spelling:
    """A habit: what matches the pattern becomes `ours`; examples are pairs of what is written and what it is here."""

    def __init__(self, habit, pattern, ours, *examples):
        self.habit, self.pattern, self.ours, self.examples = habit, re.compile(pattern), ours, examples

    def apply(self, name):
        return self.pattern.sub(self.ours, name, count=1)


# What stands around a symbol.
AFTER_STEP = [
    Spelling("after the step", r"^(.+?)(?:\^?\+|_?new|_next|_updated|\^?\*|'|′)$", r"\1",
             ("w5+", "w5_new"), ("w5⁺", "w5_new"), ("w5'", "w5_new"), ("w5_next", "w5_new"), ("E⁺", "E_new")),
    Spelling("after the step", r"^new_?(.+)$", r"\1", ("new_w5", "w5_new"))]
SLOPES = [
    Spelling("δ, the slope by net", r"^(?:δ|delta|Delta|Δ)_?(?=[ho]\d)", "dE_dnet_",
             ("δ_o1", "dE_dnet_o1"), ("delta_o1", "dE_dnet_o1"), ("δh1", "dE_dnet_h1")),
    Spelling("a gradient", r"^(?:grad(?:ient)?|∇)_?(?=.)", "dE_d", ("grad_w5", "dE_dw5"), ("∇w5", "dE_dw5")),
    Spelling("a slope without its E", r"^d(?=(?:[wbg]_?\d+|(?:z|a|net|out)_?[ho]\d+(?:_s?\d+)*)$)", "dE_d",
             ("dw5", "dE_dw5"), ("db1", "dE_db1"), ("dz_h1", "dE_dnet_h1"), ("da_h1", "dE_dout_h1")),
    Spelling("a slope as a fraction", rf"^d({LOSS_WORDS})_d", r"dE_d",
             ("∂E/∂w5", "dE_dw5"), ("dL/dw5", "dE_dw5"), ("∂E_total/∂w5", "dE_dw5"), ("dJ/db1", "dE_db1"))]

# A symbol by itself, or on either side of a slope.
SYMBOLS = [
    Spelling("the error", rf"^{LOSS_WORDS}$", "E", ("loss", "E"), ("cost", "E"), ("L", "E"), ("E_total", "E")),
    Spelling("an output's error", rf"^{LOSS_WORDS}_?(o\d+)", r"E_\1", ("L_o1", "E_o1"), ("loss_o1", "E_o1")),
    Spelling("the learning rate", r"^(?:η|eta|lr|alpha|α|learning_?rate)$", "learning_rate",
             ("η", "learning_rate"), ("eta", "learning_rate"), ("lr", "learning_rate"), ("alpha", "learning_rate")),
    Spelling("a net", r"^(?:z|Z|in|net)_?(?=[ho]\d)", "net_",
             ("z_h1", "net_h1"), ("zh1", "net_h1"), ("in_o1", "net_o1")),
    Spelling("an out", r"^(?:a|A|out)_?(?=[ho]\d)", "out_", ("a_h1", "out_h1"), ("outo1", "out_o1")),
    Spelling("an out by its neuron's name", rf"^([ho]\d+(?:_\d+)?){SAMPLE_MARK}$", r"out_\1\2",
             ("o1", "out_o1"), ("h1", "out_h1")),
    Spelling("an answer", r"^(?:ŷ|y_?hat|y_?pred)_?(\d+)", r"out_o\1", ("ŷ1", "out_o1"), ("y_hat1", "out_o1")),
    Spelling("an input", r"^x_?(\d+)", r"i\1", ("x1", "i1"), ("x_2", "i2")),
    Spelling("a target", r"^target_?o?(\d+)", r"t\1", ("target1", "t1"), ("target_o1", "t1")),
    Spelling("a parameter by its number", r"^([wbg])_(\d+)", r"\1\2", ("w_5", "w5"), ("w_{5}", "w5"), ("b_1", "b1"))]
WRITTEN = [*AFTER_STEP, *SLOPES, *SYMBOLS]
TEX = re.compile(r"\\(partial|delta|eta|nabla|hat|theta)|[\\${}]")
COMMANDS = {"partial": "d", "delta": "δ", "eta": "η", "nabla": "∇", "hat": "", "theta": "θ", None: ""}


def canonical(written):
    """The name as it stands in files, of what a learner writes.

    >>> [canonical(name) for name in ("δ_o1", "dE/dw5", "∂E_total/∂w5", "w5⁺", "w5'", "∂out_h1/∂net_h1", "da_h1/dz_h1")]
    ['dE_dnet_o1', 'dE_dw5', 'dE_dw5', 'w5_new', 'w5_new', 'dout_h1_dnet_h1', 'dout_h1_dnet_h1']
    """
    name, after = without_mark(plain(written))
    name = re.sub(r"(?<!\^)\((\d+)\)", r"_s\1", name.replace("/", "_"))
    for spelling in SLOPES:
        name = spelling.apply(name)
    slope = re.fullmatch(r"d(.+?)_d(.+)", name)
    name = f"d{symbol(slope[1])}_d{symbol(slope[2])}" if slope else symbol(name)
    return name + after


def plain(written):
    """Without spaces and the signs of LaTeX; ∂ is d, ₁ is 1."""
    name = normalize("NFKC", written if isinstance(written, str) else echo(written))
    name = name.strip().replace(" ", "").replace("∂", "d")
    return TEX.sub(lambda found: COMMANDS[found[1]], name)


def without_mark(name):
    """The name, and "_new" where it has a mark of what is once the step is taken."""
    for spelling in AFTER_STEP:
        if spelling.pattern.match(name):
            return spelling.apply(name), "_new"
    return name, ""


def symbol(name):
    for spelling in SYMBOLS:
        if spelling.pattern.match(name):
            return spelling.apply(name)
    return name
