"""The whole training loop of a network as the text of one Python function: forward, backward, update, for many steps.

    train(steps, state, settings) -> (the state after them, the nets of the last sample)

    steps       for each step a row of the sample's inputs, masks and targets; with batches a list of such rows
    state       weights, biases and the optimizer's memory, in the order of `state_names`

Numbers have the names that they have everywhere. Python reaches the first 256 names of a function faster than the rest,
so that the weights of a large network come last.
"""

from functools import lru_cache

from .compiling import Compiled
from ..naming import Names
from .straight_parts import LayerText, adding_rule, loss_text, moving_rule

MANY_NAMES = 200


@lru_cache(maxsize=8)
def compiled(source):
    """The function; the last few are kept."""
    return Compiled(source, "train")


def source(network, batches=False, reduction="mean"):
    """The text of the function; `batches` says whether a step has more than one sample.

    >>> from neurosim.core.network import NeuralNetwork
    >>> print(source(NeuralNetwork.build(1, 1)))
    def train(steps, state, settings):
        learning_rate, = settings
        w1, b1 = state
        for i1, t1 in steps:
            net_o1 = w1 * i1 + b1
            out_o1 = 1.0 / (1.0 + exp(-net_o1))
            dE_dnet_o1 = (out_o1 - t1) * (out_o1 * (1.0 - out_o1))
            w1 -= learning_rate * (dE_dnet_o1 * i1)
            b1 -= learning_rate * dE_dnet_o1
        return [w1, b1], [net_o1,]
    """
    names, optimizer = Names(network), network.optimizer
    made = {}
    layers = [LayerText(layer, place, names, made) for place, layer in enumerate(network.layers)]
    step, rule = moving_rule(optimizer, reduction if batches else "")
    learn = [layer.forward() for layer in layers] + backward(layers, loss_text(network, names))
    row = listed(row_names(network, names))
    if batches:
        slopes = [f"dE_d{name}" for layer in layers for group in layer.trained() for name in group]
        learn += [layer.update(adding_rule()) for layer in layers]
        update = [filled_in(rule, name) for layer in layers for group in layer.trained() for name in group]
        body = [f"{' = '.join(slopes)} = NOTHING", f"for {row} in rows:", indented(learn), "count = float(len(rows))", *step, *update]
    else:
        body = [*learn, *step, *[layer.update(rule) for layer in layers]]
    state = state_names(network, names)
    nets = [f"net_{h}" for neurons in names.neurons for h in neurons]
    first = [f"{kind}_{h}" for kind in ("dE_dnet", "out") for neurons in names.neurons for h in neurons] + row_names(network, names)
    head = [f"{' = '.join(first)} = 0.0"] if len(state) > MANY_NAMES else []
    head += [f"{listed(optimizer.settings)} = settings", f"{listed(state)} = state"]
    body = [*head, f"for {'rows' if batches else row} in steps:", indented(body), f"return [{listed(state)}], [{listed(nets)}]"]
    return f"def train(steps, state, settings):\n{indented(body)}"


def backward(layers, dE_douts):
    """From the loss back to the first layer in which something learns."""
    texts, first = [], next(place for place, layer in enumerate(layers) if any(layer.trained()))
    for place in range(len(layers) - 1, first - 1, -1):
        texts.append(layers[place].backward(dE_douts))
        dE_douts = layers[place].dE_dinputs() if place > first else None
    return texts


def filled_in(rule, name):
    """The rule for a weight whose slope is worked out already."""
    return rule.replace("<w>", name)


def indented(texts):
    return "\n".join(["    " + text.replace("\n", "\n    ") for text in texts if text])


def listed(names):
    """a, b, c, also where there is one alone."""
    return ", ".join(names) + "," * (len(names) == 1)


def row_names(network, names):
    """The numbers of a sample: its inputs, the masks of neurons that may be dropped, its targets."""
    masks = [f"mask_{h}" for layer, neurons in zip(network.layers, names.neurons) if layer in network.dropouts for h in neurons]
    return [*names.inputs, *masks, *names.targets]


def state_names(network, names):
    """All that goes from step to step."""
    optimizer, found = network.optimizer, [name for layer in names.grouped() for group in layer for name in group]
    for layer, groups in zip(network.layers, names.grouped()):
        trained = [*groups[:-1] * layer.train_weights, *groups[-1:] * layer.train_bias]
        found += [f"{kind}_{name}" for group in trained for kind in optimizer.initial_memory for name in group]
    return [*found, *optimizer.shared_memory]
