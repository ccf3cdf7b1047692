"""Sentences about quantities, networks and steps, for every report."""

from ..arithmetic import nearest


def about(trace, name):
    """What a quantity is, in words."""
    quantity = trace.quantities[name]
    return WORDS[quantity.kind](trace, name, quantity.owner)


def weight(trace, owner):
    """`w1, the weight from i1 to h1` or `b1, the bias of h1`."""
    sources, neurons = trace.names.ends[owner]
    if sources:
        return f"{owner}, the weight from {sources} to {neurons[0]}"
    return f"{owner}, the bias of {listed(neurons)}"


def remembered(trace, name, owner):
    """`what adam keeps of w1, the weight from i1 to h1, after the step`"""
    of = f" of {weight(trace, owner)}" if owner else " for all weights"
    return f"what {trace.network.optimizer.name} keeps{of}" + (", after the step" if name.endswith("_new") else "")


def target(trace, owner):
    if len(trace.names.targets) < len(trace.names.outputs):
        return f"the number of the right class, from 0 for o1 to {len(trace.names.outputs) - 1} for {trace.names.outputs[-1]}"
    return f"what o{owner[1:]} should put out"


WORDS = {
    "input": lambda trace, name, owner: f"what comes in at {owner}",
    "target": lambda trace, name, owner: target(trace, owner),
    "weight": lambda trace, name, owner: weight(trace, owner),
    "bias": lambda trace, name, owner: weight(trace, owner),
    "setting": lambda trace, name, owner: f"a setting of the optimizer {trace.network.optimizer.name}",
    "memory": lambda trace, name, owner: remembered(trace, name, owner),
    "net": lambda trace, name, owner: f"what {owner} adds up from its inputs",
    "whole": lambda trace, name, owner: f"what {owner} would put out if nothing were left out",
    "mask": lambda trace, name, owner: f"dropout: 0 leaves {owner} out for this sample, more than 1 makes up for others",
    "out": lambda trace, name, owner: f"what {owner} puts out",
    "exp": lambda trace, name, owner: f"e to the net of {owner}, the greatest net taken off first so that it cannot overflow",
    "max_net": lambda trace, name, owner: "the greatest net of the layer: it cancels in the softmax, and keeps e^net finite",
    "log_sum": lambda trace, name, owner: "the logarithm of the sum of e to every net, the greatest net taken off first",
    "softmax": lambda trace, name, owner: f"what softmax makes of the net of {owner}: its share of e^net",
    "sum_exp": lambda trace, name, owner: "what the softmax divides by, so that the outs add up to 1",
    "error": lambda trace, name, owner: f"the part of the error that is {owner}'s" if owner else
             f"the error of the network, {trace.network.loss.formula}",
    "dE_dout": lambda trace, name, owner: f"how the error changes with what {owner} puts out",
    "dout_dnet": lambda trace, name, owner: "how an out changes with a net: the slope of the activation",
    "dE_dnet": lambda trace, name, owner: f"how the error changes with the net of {owner}: the δ of other books",
    "dnet_dw": lambda trace, name, owner: f"how a net changes with {weight(trace, owner)}: it is what the weight multiplies",
    "dE_dw": lambda trace, name, owner: f"how the error changes with {weight(trace, owner)}",
    "dE_db": lambda trace, name, owner: f"how the error changes with {weight(trace, owner)}",
    "new": lambda trace, name, owner: f"{weight(trace, owner)}, after the step",
}


def listed(names, most=6):
    """a, b and c; a long list is cut and counted."""
    if len(names) > most:
        return ", ".join(names[:most - 1]) + f" and {len(names) - most + 1} more"
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))


def counted(count, thing):
    """`1 path`, `2 paths`."""
    return f"{count:,} {thing}" + ("" if count == 1 else "s")


def network_line(network):
    """The network and what it learns by, on one line: the loss with its constant, the optimizer with its settings."""
    return f"{network_words(network)};  {loss_line(network)};  {network.optimizer}"


def network_words(network):
    """`2-2-2 network, sigmoid → sigmoid`"""
    activations = " → ".join(map(activation_words, network.layers[:8])) + (" → …" if len(network.layers) > 8 else "")
    return f"{network.sizes()} network, {activations}"


def activation_words(layer):
    dropout = getattr(layer, "dropout", 0.0)
    return layer.activation.name + (f" with dropout {nearest(dropout):g}" if dropout else "")


def loss_line(network):
    """The formula, and what its n is."""
    outputs = len(network.layers[-1].neurons)
    return network.loss.formula + (f", n = {counted(outputs, 'output')}" if "/ n" in network.loss.formula else "")
