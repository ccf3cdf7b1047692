"""The page, put together: one file that loads nothing. The security policy allows exactly its own script and style."""

import re
from base64 import b64encode
from hashlib import sha256
from html import escape
from importlib.resources import files
from json import dumps

from ...core.guard import checks
from ...explain.expression import Expression
from ...explain.kinds import held_by
from ...explain.notation import JAVASCRIPT
from .document import PARTS, document, traces_of
from .shapes import Shapes
from .order import order_of
from .javascript import fast_programs, step_program

SCRIPTS = ("numbers.js", "training.js", "formulas.js", "fields.js", "diagram.js", "labels.js", "light.js", "tables.js",
           "curves.js", "total.js", "why.js", "play.js", "changes.js", "page.js")
MOST_STEP = 9_999_999    # to which a link may lead: seven digits, as page.js has them


def explored(experiment, hide=(), step=1):
    """The page of an experiment, as text, which opens at that step. `hide` names parts: forward, errors, gradients,
    updates.

    Raises NeurosimError for a part that is not one of these, and for a step with too many numbers for one page.

    >>> import neurosim
    >>> page = explored(neurosim.load("worked-example").trainer)
    >>> page.startswith("<!doctype html>"), len(page.encode()) < 150_000
    (True, True)
    """
    check_parts(hide)
    checks.integer(step, "step", 1, MOST_STEP)
    order, shapes = order_of(experiment), Shapes()
    traces = traces_of(experiment, order)
    data, style = document(experiment, traces, order, shapes, hide, step), read("page.css")
    numbers, *scripts = (filled(read(name), kinds_in_tables()) for name in SCRIPTS)
    script = "\n".join(['"use strict";', numbers, printed(experiment, traces, shapes), *scripts])
    return filled(read("page.html"), {
        "title": escape(experiment.name), "data": in_a_script(data), "style": style, "script": script,
        "style-hash": hashed(style), "script-hash": hashed(script)})


def is_page(path):
    """Whether a file is such a page, by its title."""
    with open(path, "rb") as file:
        return " · one training step</title>".encode() in file.read(4000)


def check_parts(hide):
    """NeurosimError for what is no list of parts."""
    for part in checks.sequence(hide, "hide", "a list of parts"):
        checks.choice(part, "hide", PARTS, "part")


def in_a_script(data):
    """JSON in which nothing ends the script that it stands in, nor begins a comment."""
    text = dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.replace("</", "<\\/").replace("<!--", "\\u003c!--")


def printed(experiment, traces, shapes):
    """Printed: a step for each size of a batch, to be looked at and to be fast; what each shape of formula comes to."""
    return "\n".join([
        *[step_program(trace, f"step_{size}") for size, trace in traces.items()],
        fast_programs(experiment.network, list(traces), experiment.reduction),
        f"const steps = {{{', '.join(f'{size}: step_{size}' for size in traces)}}};",
        shapes.script(), loss_kink(experiment.network.loss)])


def loss_kink(loss):
    """Where the slope of the loss jumps: a function that is 0 there."""
    if loss.kink is None:
        return "const lossKink = null;"
    target, out = Expression.given("target", 1.0), Expression.given("out", 1.0)
    return f"const lossKink = (target, out) => {JAVASCRIPT.write(loss.kink(target, out))};"


def kinds_in_tables():
    """The kinds that the page's tables of numbers have a column or a row for."""
    kinds = {"forward": ["mask", *held_by("neuron", "forward")], "backward": held_by("neuron", "backward"),
             "layer": [*held_by("layer"), "log_sum"]}
    return {f"{where}-kinds": dumps(names) for where, names in kinds.items()}


def read(name):
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


def hashed(text):
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def filled(template, parts):
    """The template with what stands between percent signs replaced, once: what is filled in is not looked at again."""
    return re.sub(r"%([a-z-]+)%", lambda found: parts[found[1]], template)
