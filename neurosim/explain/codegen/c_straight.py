"""Straight code as C: the same lines as Python's, for networks of so few weights that each has a name of its own.

    int train(long steps, const int *places, const double *rows, const double *masks,
              double *state, const double *settings, double *nets, double *work)
    int answer(long samples, const double *rows, const double *state, double *outs, double *errors)

    places    which rows each step learns from, one after the other; of steps of ANY size how many, then which
    rows      the inputs and targets of every sample          masks    of each sample in turn, where outs are dropped
    state     all that goes from step to step: carried.py     nets     of the last sample of the last step
    work      room for numbers: `room` of them                errors   E of each sample; NULL: nobody asks

Both return whether something was divided by 0, has no value or is beyond a double: then Python's own code is to say
what comes of it, and what they have made is not to be used.
"""

import re

from ..naming import name_of, suffixes
from .answering import SymbolicAnswer
from .c_notation import C, functions, loaded, statements, stored
from .straight import ANY, Loop, indented, texts
from .symbols import Symbols

HEAD = """#include <fenv.h>
#include <float.h>
#include <math.h>
#include <stddef.h>
#if FLT_EVAL_METHOD != 0
#error "a double would have more digits here than Python's float"
#endif"""
TRAIN = """int train(long steps, const int *restrict places, const double *restrict rows, const double *restrict masks,
          double *restrict state, const double *restrict settings, double *restrict nets, double *restrict work)"""
ANSWER = """int answer(long samples, const double *restrict rows, const double *restrict state,
           double *restrict outs, double *restrict errors)"""
WENT_WRONG = "return fetestexcept(FE_DIVBYZERO | FE_INVALID | FE_OVERFLOW) != 0;"


def c_source(network, samples=1, reduction="mean"):
    """The text of both functions, for steps of so many samples; ANY: of any number, in a loop."""
    with Symbols(C) as symbols:
        train = trains(Loop(network, symbols, samples, reduction), samples)
    with Symbols(C) as symbols:
        answer = answers(SymbolicAnswer(network, symbols))
    return joined([train, answer])


def joined(parts):
    text = "\n\n".join(parts)
    return "\n".join([HEAD, *functions(text), "", text, ""])


def trains(loop, samples):
    """The loop over steps."""
    known = [*texts(loop.state), *loop.row]
    if samples == ANY:
        body = one_by_one(loop, known)
    else:
        update, moves = loop.update(loop.slopes, loop.nets)
        lines = statements([*update, *moves], known)
        body = [*given(loop, samples, lines), *lines[:len(update)], *nets(loop, "k == steps"), *lines[len(update):]]
    text = "\n".join(body)
    settings, state = loop.network.optimizer.settings, loaded(texts(loop.state), "state", text, "double")
    kept = [f"state[{place}] = {name};" for place, name in enumerate(texts(loop.state)) if mentions(text, name)]
    return function(TRAIN, [
        *loaded(settings, "settings", text), *state, "long k;", *unused(text, "masks"), "(void) work;",
        "feclearexcept(FE_ALL_EXCEPT);", "for (k = 1; k <= steps; k++) {", indented(body), "}", *kept, WENT_WRONG])


def one_by_one(loop, known):
    """A step on any number of samples: their slopes add up."""
    sums, learn, update, moves = loop.in_parts()
    learn = statements(learn, [*known, *sums])
    learn = [*given(loop, 1, learn), *learn, *nets(loop, "k == steps && sample == samples")]
    update = statements([*update, *moves], [*known, *sums])
    count = ["const double count = (double) samples;"] if loop.reduction == "mean" else []
    return ["const int samples = *places++;", "int sample;", *[f"double {name} = -0.0;" for name in sums],
            "for (sample = 1; sample <= samples; sample++) {", indented(learn), "}", *count, *update]


def given(loop, samples, lines):
    """What a step on so many samples learns from, as far as these lines mention it."""
    text, names, made = "\n".join(lines), loop.names, []
    width = len(names.inputs) + len(names.targets)
    masks = [name_of("mask", h) for layer, neurons in zip(loop.network.layers, names.neurons)
             if layer in loop.network.dropouts for h in neurons]
    for suffix in suffixes(samples):
        row = [name + suffix for name in [*names.inputs, *names.targets]]
        made += [f"const double *row{suffix} = rows + {width} * (size_t) *places++;",
                 *loaded(row, f"row{suffix}", text), *loaded([name + suffix for name in masks], "masks", text)]
        made += [f"masks += {len(masks)};"] if masks else []
    return made


def nets(loop, condition):
    return [f"if ({condition}) {{", indented(stored(texts(loop.nets), "nets")), "}"]


def answers(answer):
    """The loop over samples."""
    text = "\n".join([*answer.lines, *answer.of_error, answer.error.text, *texts(answer.outs)])
    width, count = len(answer.row), len(answer.outs)
    error = [*statements(answer.of_error, answer.row), f"*errors++ = {answer.error.text};"]
    lines = [*loaded(answer.row, "rows", text), *statements(answer.lines, answer.row),
             *stored(texts(answer.outs), "outs"), f"rows += {width};", f"outs += {count};",
             "if (errors) {", indented(error), "}"]
    return function(ANSWER, [*loaded(texts(answer.state), "state", text), "feclearexcept(FE_ALL_EXCEPT);",
                             "for (; samples > 0; samples--) {", indented(lines), "}", WENT_WRONG])


def function(head, lines):
    return f"{head}\n{{\n{indented(lines)}\n}}"


def unused(text, name):
    return [] if mentions(text, name) else [f"(void) {name};"]


def mentions(text, name):
    return re.search(rf"\b{name}\b", text) is not None
