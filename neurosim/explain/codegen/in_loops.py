"""A training loop with loops over neurons and weights, in C or JavaScript: the text does not grow with the network, so
that wide layers compile at once.

What stands in the loops is what the core makes of symbols, for one neuron and one weight. The loops are the core's:
`Neuron.weigh`, `NeuronLayer.dE_dinputs` and `dE_dbs`, `Optimizer.step`. What a layer does with all its nets at once
(softmax, normalisation) is written out, neuron by neuron. The functions are those of languages.py.

    net_0[j], out_0[j], ...    of neuron j of the first layer        work    the slopes of a batch, which add up
    rows[row + i]              input i of the sample                 rows[row + inputs + j]    its target j
"""

import re
from itertools import accumulate

from ...core.loss import Loss
from ..naming import name_of
from .languages import C, loaded, mentions
from .looped_layers import LoopedLayer, looped, side_by_side
from .looped_moves import Moves
from .straight import ANY, indented
from .symbols import Symbols

MOST_WRITTEN_OUT = 64    # neurons of a layer, or outputs of a loss, that is no loop


def can_loop(network):
    """Whether nothing in it would have to be written out at length."""
    wide = [len(layer.neurons) for layer in network.layers if not side_by_side(layer)]
    wide += [len(network.layers[-1].neurons)] * (type(network.loss) is not Loss)
    together = network.optimizer.clip is not None and network.optimizer.clip.asks_all
    return not network.asks_all and not together and max(wide, default=0) <= MOST_WRITTEN_OUT


def in_loops(network, samples=1, reduction="mean", language=C):
    """The text of both functions, for steps of one sample, or of ANY number."""
    with Symbols(language) as symbols:
        return language.program([without_unread(trains, network, symbols, samples, reduction),
                                 without_unread(answers, network, symbols)])


def room(network, samples):
    """How many numbers `work` has room for."""
    return sum(len(group) for layer in network.layers for group in layer.parameters()) if samples == ANY else 0


def without_unread(text_of, *arguments):
    """The text, without what is remembered and never asked for."""
    text, arrays = text_of(*arguments)
    unread = [name for name in arrays if len(re.findall(rf"\b{name}\b", text)) - 1
              == len(re.findall(rf"^ *{name}\[\w+\] = ", text, re.MULTILINE))]
    return text_of(*arguments, unread)[0]


def layers_of(network, symbols, training, unread):
    """Each with the place where its parameters begin in the state."""
    made, begin = [], 0
    for place, layer in enumerate(network.layers):
        made.append(LoopedLayer(layer, place, begin, symbols, training and layer in network.dropouts, unread))
        begin += sum(map(len, layer.parameters()))
    return made, begin


def trains(network, symbols, samples, reduction, unread=()):
    """The loop over steps; and the arrays in it."""
    language = symbols.notation
    layers, end = layers_of(network, symbols, True, unread)
    moves = Moves(network, layers, end, symbols)
    first = next(layer.place for layer in layers if any(layer.trained))
    learn = [line for layer in layers for line in layer.forward()] + slopes_of_loss(network, layers[-1], symbols)
    for layer in layers[:first:-1]:
        learn += [*layer.backward(), *layer.dE_dinputs()]
    learn += layers[first].backward()
    learn = [*given(network, layers), *learn]
    nets = ["if (k == steps) {", indented(nets_of(layers)), "}"]
    if samples == ANY:
        count = [language.fixed("count", "samples")] if reduction == "mean" else []
        body = [language.place("samples", "places[at++]"), language.counters("sample"),
                f"for (i = 0; i < {end}; i++) work[i] = -0.0;",
                "for (sample = 1; sample <= samples; sample++) {",
                indented([*learn, *nets, *moves.added()]), "}", *count, *moves.of_sums(reduction)]
    else:
        body = [*learn, *moves.online(), *nets]
    text = "\n".join(body)
    return framed("train", layers, language, [
        *loaded(network.optimizer.settings, "settings", text, language.fixed), *moves.loaded(),
        language.count("k", 0), language.count("at", 0), language.count("mask", 0) if mentions(text, "mask") else "",
        "for (k = 1; k <= steps; k++) {", indented(body), "}", *moves.stored()])


def framed(name, layers, language, lines):
    """A function with what its lines need; and its arrays."""
    arrays = {array: count for layer in layers for array, count in layer.arrays.items()}
    counters = [each for each in "ij" if f"for ({each} = " in "\n".join(lines)]
    return language.function(name, arrays, [language.counters(*counters), *lines]), arrays


def nets_of(layers):
    begins = accumulate([layer.count for layer in layers], initial=0)
    return [line for layer, begin in zip(layers, begins) for line in layer.nets(begin)]


def given(network, layers):
    """The sample: its inputs, its targets; and the masks, layer by layer."""
    language = layers[0].symbols.notation
    masks = [(layer.name("mask"), layer.count) for layer in layers if layer.dropped]
    return [language.place("row", f"{width(network)} * places[at++]"),
            *[line for name, count in masks for line in (language.place(name, "mask"), f"mask += {count};")]]


def width(network):
    """Of a row."""
    return inputs(network) + network.loss.targets_wanted(len(network.layers[-1].neurons))


def inputs(network):
    return len(network.layers[0].neurons[0].weights)


def target(network, j):
    return f"rows[row + {inputs(network)} + {j}]"


def slopes_of_loss(network, last, symbols):
    """How E changes with each out."""
    outs, slopes_of_outs = name_of("out", last.place), name_of("dE_dout", last.place)
    last.arrays[slopes_of_outs] = last.count
    if type(network.loss) is Loss:
        wanted, out = symbols.given(target(network, "j")), symbols.given(f"{outs}[j]")
        slope = network.loss.dE_dout(wanted, out, float(last.count))
        return looped("j", last.count, last.lines([(f"{slopes_of_outs}[j]", slope)]))
    targets = [symbols.given(target(network, j)) for j in range(network.loss.targets_wanted(last.count))]
    slopes = network.loss.dE_douts(targets, [symbols.given(f"{outs}[{j}]") for j in range(last.count)])
    return ["{", indented(last.lines([(f"{slopes_of_outs}[{j}]", slope) for j, slope in enumerate(slopes)])), "}"]


def answers(network, symbols, unread=()):
    """The loop over samples; and the arrays in it."""
    layers, _ = layers_of(network, symbols, False, unread)
    last, language = layers[-1], symbols.notation
    forward = [line for layer in layers for line in layer.forward()]
    outs = f"for (j = 0; j < {last.count}; j++) outs[{last.count} * k + j] = out_{last.place}[j];"
    error = [language.variable("E", "-0.0"), *parts_of_error(network, last, symbols), "errors[k] = E;"]
    row = language.place("row", f"{width(network)} * k")
    body = [row, *forward, outs, "if (errors) {", indented(error), "}"]
    return framed("answer", layers, language, [
        language.count("k", 0), "for (k = 0; k < samples; k++) {", indented(body), "}"])


def parts_of_error(network, last, symbols):
    """E += the part of each output."""
    outs = name_of("out", last.place)
    if type(network.loss) is Loss:
        part = network.loss.error(symbols.given(target(network, "j")), symbols.given(f"{outs}[j]"), float(last.count))
        return looped("j", last.count, last.lines([("E", part)], "+="))
    targets = [symbols.given(target(network, j)) for j in range(network.loss.targets_wanted(last.count))]
    parts = network.loss.errors(targets, [symbols.given(f"{outs}[{j}]") for j in range(last.count)])
    return ["{", indented(last.lines([("E", part) for part in parts], "+=")), "}"]
