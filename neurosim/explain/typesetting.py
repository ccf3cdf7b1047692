"""LaTeX and MathML: the notations of printed mathematics. Fractions are drawn, names have subscripts.

LaTeX is written so that Markdown leaves it alone: no |, no *, no backslash before a punctuation mark, and every _
stands after a letter or a digit. It needs amsmath; MathJax and KaTeX have all of it. MathML comes without <math>.
"""

import re

from .naming import PARAMETERS, before_step, is_after_step, parts_of_slope, parts_of_symbol, sample_of, without_sample
from .notation import ATOM, BEYOND, Notation, significant

# Names: what stands in line, what below it, what is raised.


def name_writer(symbol, slope):
    """How a notation writes names: symbol(base, below, raised) one of them, slope(effect, cause) a fraction of two.

    What belongs to sample 2 has (2) raised, what comes after the step +. Weights are the same for all samples.
    """
    def quantity(name, sample, after=""):
        base, below = parts_of_symbol(name)
        return symbol(base, below.replace("_", ","), ("" if base in PARAMETERS else sample) + after)

    def write(name):
        sample, bare = sample_of(name), without_sample(name)
        raised, parts = f"({sample})" if sample else "", parts_of_slope(bare)
        if parts:
            return slope(*[quantity(part, raised) for part in parts])
        return quantity(before_step(bare), raised, "+" if is_after_step(bare) else "")

    return write


LATEX_LETTERS = {"learning_rate": r"\eta", "alpha": r"\alpha", "eps": r"\varepsilon", "beta": r"\beta",
                 "m_hat": r"\hat m", "v_hat": r"\hat v"}
HAT = "<mover><mi>{}</mi><mo>^</mo></mover>"
MATHML_LETTERS = {"learning_rate": "<mi>η</mi>", "alpha": "<mi>α</mi>", "eps": "<mi>ε</mi>", "beta": "<mi>β</mi>",
                  "m_hat": HAT.format("m"), "v_hat": HAT.format("v")}


def latex_symbol(base, below, raised):
    """One letter leans, a word stands upright. What is below it is in its \\mathrm, so that the _ follows a letter."""
    is_letter = len(base) == 1 or base in LATEX_LETTERS
    below = rf"\mathrm{{{below}}}" if is_letter and below[:1].isalpha() else below
    scripts = (f"_{{{below}}}" if below else "") + (f"^{{{raised}}}" if raised else "")
    if is_letter:
        return LATEX_LETTERS.get(base, base) + scripts
    return r"\mathrm{%s%s}" % (re.sub("[_ ]", r"\\ ", base), scripts)


def mathml_symbol(base, below, raised):
    marks = [MATHML_LETTERS.get(base, f"<mi>{base.replace('_', ' ')}</mi>")]
    marks += [f"<mn>{below}</mn>" if below.isdigit() else f"<mi>{below}</mi>"] if below else []
    marks += ["<mo>+</mo>" if raised == "+" else f"<mtext>{raised}</mtext>"] if raised else []
    tag = "msubsup" if below and raised else "msub" if below else "msup"
    return f"<{tag}>{''.join(marks)}</{tag}>" if len(marks) > 1 else marks[0]


latex_name = name_writer(latex_symbol, lambda effect, cause: rf"\frac{{\partial {effect}}}{{\partial {cause}}}")
mathml_name = name_writer(mathml_symbol, lambda effect, cause:
                          f"<mfrac><mrow><mo>∂</mo>{effect}</mrow><mrow><mo>∂</mo>{cause}</mrow></mfrac>")

# Numbers.


def latex_digits(text):
    """A number's strength and its look: 3.2e-05 is 3.2 · 10⁻⁵, 7/2400 a fraction.

    >>> latex_digits("0.5"), latex_digits("3.2e-05"), latex_digits("7/2400")
    ((9, '0.5'), (3, '3.2 \\\\times 10^{-5}'), (3, '\\\\frac{7}{2400}'))
    """
    if text == BEYOND:
        return ATOM, rf"\text{{{text}}}"
    mantissa, power, exponent = text.partition("e")
    if power:
        return 3, rf"{mantissa} \times 10^{{{int(exponent)}}}"
    if "/" in text:
        return 3, r"\frac{%s}{%s}" % tuple(text.split("/"))
    return ATOM, text


def mathml_digits(text):
    if text == BEYOND:
        return ATOM, f"<mtext>{text}</mtext>"
    mantissa, power, exponent = text.partition("e")
    if power:
        raised = f"<mn>{abs(int(exponent))}</mn>"
        raised = f"<mrow>{MINUS}{raised}</mrow>" if int(exponent) < 0 else raised
        return 3, f"<mn>{mantissa}</mn><mo>×</mo><msup><mn>10</mn>{raised}</msup>"
    if "/" in text:
        return 3, "<mfrac><mn>%s</mn><mn>%s</mn></mfrac>" % tuple(text.split("/"))
    return ATOM, f"<mn>{text}</mn>"


# Formulas. The strengths are those of notation.py, but that a fraction bar and a root hold together what they cover.

LATEX = Notation({
    "add": (1, "{} + {}", (1, 2)), "sub": (1, "{} - {}", (1, 2)), "neg": (1.5, "-{}", (3,)),
    "mul": (2, r"{} \cdot {}", (2, 3)), "div": (3, r"\frac{{{}}}{{{}}}", (0, 0)),
    "ratio": (3, r"\frac{{{}}}{{{}}}", (0, 0)),
    "times_log": (2, r"{} \cdot \ln\left({}\right)", (2, 0)), "square": (4, "{}^{{2}}", (5,)),
    "exp": (4, "e^{{{}}}", (0,)),
    "sqrt": (5, r"\sqrt{{{}}}", (0,)),
    "gt": (0.5, "{} > {}", (1, 1)), "ge": (0.5, r"{} \ge {}", (1, 1)),
    "lt": (0.5, "{} < {}", (1, 1)), "le": (0.5, r"{} \le {}", (1, 1)),
    "expm1": (1, "e^{{{}}} - 1", (0,)), "log": r"\ln", "log1p": (ATOM, r"\ln\left(1 + {}\right)", (2,)),
    "absolute": (ATOM, r"\left\lvert {}\right\rvert", (0,)),
    "tanh": r"\tanh", "sign": r"\operatorname{sign}", "normal_cdf": r"\Phi", "normal_density": r"\varphi",
    "largest": r"\max",
    "where": (0, r"\begin{{cases}} {1} & \text{{if }} {{{0}}} \cr {2} & \text{{otherwise}} \end{{cases}}", (0, 0, 0)),
}, name=latex_name, number=significant(9), digits=latex_digits, most_terms=8, dots=r"\cdots\text{{ ({} more)}}",
    call=r"{}\left({}\right)", bracket=r"\left({}\right)", loose=(r"\frac", "^"))


MINUS = '<mo form="prefix">−</mo>'
FRACTION = "<mfrac><mrow>{}</mrow><mrow>{}</mrow></mfrac>"
FENCED = "<mrow><mo>(</mo>{}<mo>)</mo></mrow>"
LN = "<mi>ln</mi><mo>&#x2061;</mo>"
EXP = "<msup><mi>e</mi><mrow>{}</mrow></msup>"

MATHML = Notation({
    "add": (1, "{}<mo>+</mo>{}", (1, 2)), "sub": (1, "{}<mo>−</mo>{}", (1, 2)), "neg": (1.5, MINUS + "{}", (3,)),
    "mul": (2, "{}<mo>·</mo>{}", (2, 3)), "div": (3, FRACTION, (0, 0)), "ratio": (3, FRACTION, (0, 0)),
    "times_log": (2, "{}<mo>·</mo>" + LN + FENCED, (2, 0)),
    "square": (4, "<msup><mrow>{}</mrow><mn>2</mn></msup>", (5,)),
    "exp": (4, EXP, (0,)), "sqrt": (5, "<msqrt>{}</msqrt>", (0,)),
    "gt": (0.5, "{}<mo>&gt;</mo>{}", (1, 1)), "ge": (0.5, "{}<mo>≥</mo>{}", (1, 1)),
    "lt": (0.5, "{}<mo>&lt;</mo>{}", (1, 1)), "le": (0.5, "{}<mo>≤</mo>{}", (1, 1)),
    "expm1": (1, EXP + "<mo>−</mo><mn>1</mn>", (0,)), "log": "<mi>ln</mi>",
    "log1p": (ATOM, LN + FENCED.format("<mn>1</mn><mo>+</mo>{}"), (2,)),
    "absolute": (ATOM, '<mrow><mo form="prefix">|</mo>{}<mo form="postfix">|</mo></mrow>', (0,)),
    "tanh": "<mi>tanh</mi>", "sign": "<mi>sign</mi>", "normal_cdf": "<mi>Φ</mi>", "normal_density": "<mi>φ</mi>",
    "largest": "<mi>max</mi>",
    "where": (0, "<mrow><mo>{{</mo><mtable><mtr><mtd>{1}</mtd><mtd><mtext>if&#xa0;</mtext>{0}</mtd></mtr>"
                 "<mtr><mtd>{2}</mtd><mtd><mtext>otherwise</mtext></mtd></mtr></mtable></mrow>", (0, 0, 0)),
}, name=mathml_name, number=significant(9), digits=mathml_digits, minus=MINUS,
    most_terms=8, dots="<mtext>… ({} more)</mtext>",
    call="{}<mo>&#x2061;</mo>" + FENCED, bracket=FENCED, comma="<mo>,</mo>", loose=("<mfrac", "<msup", "<msubsup"))
