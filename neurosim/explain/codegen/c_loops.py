"""C with loops over neurons and weights: the text does not grow with the network, so that wide layers compile at once.

What stands in the loops is what the core makes of symbols, for one neuron and one weight. The loops are the core's:
`Neuron.weigh`, `NeuronLayer.dE_dinputs` and `dE_dbs`, `Optimizer.step`. What a layer does with all its nets at once
(softmax, normalisation) is written out, neuron by neuron. The functions are those of c_straight.py.

    net_0[j], out_0[j], ...    of neuron j of the first layer           w, x    a weight and its input
    S    the state: carried.py                                          G       the slopes of a batch, which add up
"""

import re
from itertools import accumulate

from ...core.loss import Loss
from ..naming import name_of
from .c_layers import LayerInC, looped, side_by_side
from .c_moves import Moves
from .c_notation import C, functions, loaded
from .c_straight import ANSWER, HEAD, TRAIN, WENT_WRONG, function, unused
from .straight import ANY, indented
from .symbols import Symbols

MOST_WRITTEN_OUT = 64    # neurons of a layer, or outputs of a loss, that is no loop


def can_loop(network):
    """Whether nothing in it would have to be written out at length."""
    wide = [len(layer.neurons) for layer in network.layers if not side_by_side(layer)]
    wide += [len(network.layers[-1].neurons)] * (type(network.loss) is not Loss)
    return not network.asks_all and max(wide, default=0) <= MOST_WRITTEN_OUT


def looped_source(network, samples=1, reduction="mean"):
    """The text of both functions, for steps of one sample, or of ANY number."""
    with Symbols(C) as symbols:
        parts = [without_unread(trains, network, symbols, samples, reduction),
                 without_unread(answers, network, symbols)]
    text = "\n\n".join(parts)
    return "\n".join([HEAD, *functions(text), "", text, ""])


def room(network, samples):
    """How many numbers `work` has room for."""
    return sum(len(group) for layer in network.layers for group in layer.parameters()) if samples == ANY else 0


def without_unread(text_of, *arguments):
    """The text, without what is remembered and never asked for."""
    text = text_of(*arguments)
    arrays = re.findall(r"^    double (\w+)\[\d+\];$", text, re.MULTILINE)
    unread = [name for name in arrays if len(re.findall(rf"\b{name}\b", text)) - 1
              == len(re.findall(rf"^ *{name}\[\w+\] = ", text, re.MULTILINE))]
    return text_of(*arguments, unread)


def layers_of(network, symbols, training, unread):
    """Each with the place where its parameters begin in the state."""
    made, begin = [], 0
    for place, layer in enumerate(network.layers):
        made.append(LayerInC(layer, place, begin, symbols, training and layer in network.dropouts,
                             unread))
        begin += sum(map(len, layer.parameters()))
    return made, begin


def trains(network, symbols, samples, reduction, unread=()):
    """The loop over steps."""
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
        count = ["const double count = (double) samples;"] if reduction == "mean" else []
        body = ["const int samples = *places++;", "int sample;", f"for (i = 0; i < {end}; i++) G[i] = -0.0;",
                "for (sample = 1; sample <= samples; sample++) {",
                indented([*learn, *nets, *moves.added()]), "}", *count, *moves.of_sums(reduction)]
    else:
        body = [*learn, *moves.online(), *nets]
    arrays = [f"double {name}[{count}];" for layer in layers for name, count in layer.arrays.items()]
    text = "\n".join(body)
    return function(TRAIN, [
        *loaded(network.optimizer.settings, "settings", text), "double *const S = state;",
        *(["double *const G = work;"] if samples == ANY else ["(void) work;"]), *arrays, *moves.loaded(), "long k;",
        "int i, j;", *unused(text, "masks"), "feclearexcept(FE_ALL_EXCEPT);",
        "for (k = 1; k <= steps; k++) {", indented(body), "}", *moves.stored(), WENT_WRONG])


def nets_of(layers):
    begins = accumulate([layer.count for layer in layers], initial=0)
    return [line for layer, begin in zip(layers, begins) for line in layer.nets(begin)]


def given(network, layers):
    """The sample: its inputs, its targets; and the masks, layer by layer."""
    inputs, lines = len(network.layers[0].neurons[0].weights), []
    width = inputs + network.loss.targets_wanted(len(network.layers[-1].neurons))
    lines += [f"const double *const row = rows + {width} * (size_t) *places++, *const t = row + {inputs};"]
    for layer in layers:
        if layer.dropped:
            lines += [f"const double *const mask_{layer.place} = masks;", f"masks += {layer.count};"]
    return lines


def slopes_of_loss(network, last, symbols):
    """How E changes with each out."""
    outs, target = name_of("out", last.place), name_of("dE_dout", last.place)
    last.arrays[target] = last.count
    if type(network.loss) is Loss:
        slope = network.loss.dE_dout(symbols.given("t[j]"), symbols.given(f"{outs}[j]"), float(last.count))
        return looped("j", last.count, last.lines([(f"{target}[j]", slope)]))
    targets = [symbols.given(f"t[{j}]") for j in range(network.loss.targets_wanted(last.count))]
    slopes = network.loss.dE_douts(targets, [symbols.given(f"{outs}[{j}]") for j in range(last.count)])
    return ["{", indented(last.lines([(f"{target}[{j}]", slope) for j, slope in enumerate(slopes)])), "}"]


def answers(network, symbols, unread=()):
    """The loop over samples."""
    layers, _ = layers_of(network, symbols, False, unread)
    last, inputs = layers[-1], len(network.layers[0].neurons[0].weights)
    forward = [line for layer in layers for line in layer.forward()]
    width = inputs + network.loss.targets_wanted(last.count)
    outs = f"for (j = 0; j < {last.count}; j++) outs[j] = out_{last.place}[j];"
    error = ["double E = -0.0;", *parts_of_error(network, last, symbols), "*errors++ = E;"]
    body = [*forward, outs, f"outs += {last.count};", "if (errors) {", indented(error), "}", f"rows += {width};"]
    arrays = [f"double {name}[{count}];" for layer in layers for name, count in layer.arrays.items()]
    text = "\n".join(body)
    names = ["const double *const row = rows;"] + [f"const double *const t = rows + {inputs};"]
    loops = [f"int {', '.join(name for name in 'ij' if f'({name} = 0' in text)};"]
    return function(ANSWER, ["const double *const S = state;", *arrays, *loops, "feclearexcept(FE_ALL_EXCEPT);",
                             "for (; samples > 0; samples--) {", indented([*names, *body]), "}", WENT_WRONG])


def parts_of_error(network, last, symbols):
    """E += the part of each output."""
    outs = name_of("out", last.place)
    if type(network.loss) is Loss:
        part = network.loss.error(symbols.given("t[j]"), symbols.given(f"{outs}[j]"), float(last.count))
        return looped("j", last.count, last.lines([("E", part)], "+="))
    targets = [symbols.given(f"t[{j}]") for j in range(network.loss.targets_wanted(last.count))]
    parts = network.loss.errors(targets, [symbols.given(f"{outs}[{j}]") for j in range(last.count)])
    return ["{", indented(last.lines([("E", part) for part in parts], "+=")), "}"]
