"""A training loop with a line for each number, in C or JavaScript: the same lines as Python's, for networks of so few
weights that each has a name of its own. The functions are those of languages.py.
"""

from ..naming import name_of, suffixes
from .answering import SymbolicAnswer
from .languages import C, loaded, mentions, statements, stored
from .straight import ANY, Loop, indented, texts
from .symbols import Symbols


def written_out(network, samples=1, reduction="mean", language=C):
    """The text of both functions, for steps of so many samples; ANY: of any number, in a loop."""
    with Symbols(language) as symbols:
        train = trains(Loop(network, symbols, samples, reduction), samples, language)
    with Symbols(language) as symbols:
        answer = answers(SymbolicAnswer(network, symbols), language)
    return language.program([train, answer])


def trains(loop, samples, language):
    """The loop over steps."""
    known = [*texts(loop.state), *loop.row]
    if samples == ANY:
        body = one_by_one(loop, known, language)
    else:
        update, moves = loop.update(loop.slopes, loop.nets)
        lines = statements([*update, *moves], known, language)
        body = [*given(loop, samples, lines, language), *lines[:len(update)], *nets(loop, "k == steps"),
                *lines[len(update):]]
    text = "\n".join(body)
    settings, state = loop.network.optimizer.settings, texts(loop.state)
    kept = [f"state[{place}] = {name};" for place, name in enumerate(state) if mentions(text, name)]
    return language.function("train", {}, [
        *loaded(settings, "settings", text, language.fixed), *loaded(state, "state", text, language.variable),
        language.count("k", 0), language.count("at", 0), language.count("mask", 0) if mentions(text, "mask") else "",
        "for (k = 1; k <= steps; k++) {", indented(body), "}", *kept])


def one_by_one(loop, known, language):
    """A step on any number of samples: their slopes add up."""
    sums, learn, update, moves = loop.in_parts()
    learn = statements(learn, [*known, *sums], language)
    learn = [*given(loop, 1, learn, language), *learn, *nets(loop, "k == steps && sample == samples")]
    update = statements([*update, *moves], [*known, *sums], language)
    count = [language.fixed("count", "samples")] if loop.reduction == "mean" else []
    return [language.place("samples", "places[at++]"), language.counters("sample"),
            *[language.variable(name, "-0.0") for name in sums],
            "for (sample = 1; sample <= samples; sample++) {", indented(learn), "}", *count, *update]


def given(loop, samples, lines, language):
    """What a step on so many samples learns from, as far as these lines mention it."""
    text, names, made = "\n".join(lines), loop.names, []
    width = len(names.inputs) + len(names.targets)
    masks = [name_of("mask", h) for layer, neurons in zip(loop.network.layers, names.neurons)
             if layer in loop.network.dropouts for h in neurons]
    for suffix in suffixes(samples):
        row = [name + suffix for name in [*names.inputs, *names.targets]]
        made += [language.place(f"row{suffix}", f"{width} * places[at++]"),
                 *loaded(row, "rows", text, language.fixed, f"row{suffix} + "),
                 *loaded([name + suffix for name in masks], "masks", text, language.fixed, "mask + ")]
        made += [f"mask += {len(masks)};"] if masks else []
    return made


def nets(loop, condition):
    return [f"if ({condition}) {{", indented(stored(texts(loop.nets), "nets")), "}"]


def answers(answer, language):
    """The loop over samples."""
    text = "\n".join([*answer.lines, *answer.of_error, answer.error.text, *texts(answer.outs)])
    width, outs = len(answer.row), texts(answer.outs)
    error = [*statements(answer.of_error, answer.row, language), f"errors[k] = {answer.error.text};"]
    lines = [language.place("row", f"{width} * k"), *loaded(answer.row, "rows", text, language.fixed, "row + "),
             *statements(answer.lines, answer.row, language),
             *[f"outs[{len(outs)} * k + {place}] = {out};" for place, out in enumerate(outs)],
             "if (errors) {", indented(error), "}"]
    return language.function("answer", {}, [
        *loaded(texts(answer.state), "state", text, language.fixed), language.count("k", 0),
        "for (k = 0; k < samples; k++) {", indented(lines), "}"])
