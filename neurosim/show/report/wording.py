"""Sentences about quantities, networks and steps, for every report."""

from ...explain.arithmetic import nearest


def about(trace, name):
    """What a quantity is, in words."""
    quantity = trace.quantities[name]
    words, owner = WORDS[quantity.kind], quantity.owner
    if callable(words):
        return words(trace, name, owner)
    return words.format(owner=owner, weight=weight(trace, name, owner) if owner in trace.names.ends else "")


def weight(trace, name, owner):
    """`w1, the weight from i1 to h1` or `b1, the bias of h1`."""
    source, neurons = trace.names.ends[owner]
    return f"{owner}, the weight from {source} to {neurons[0]}" if source else f"{owner}, the bias of {listed(neurons)}"


def setting(trace, name, owner):
    return f"a setting of the optimizer {trace.network.optimizer.name}"


def remembered(trace, name, owner):
    """`what adam keeps of w1, the weight from i1 to h1, after the step`"""
    of = f" of {weight(trace, name, owner)}" if owner else " for all weights"
    return f"what {trace.network.optimizer.name} keeps{of}" + (", after the step" if name.endswith("_new") else "")


def target(trace, name, owner):
    *_, last = outputs = trace.names.outputs
    if len(trace.names.targets) < len(outputs):
        return f"the number of the right class, from 0 for o1 to {len(outputs) - 1} for {last}"
    return f"what o{owner[1:]} should put out"


def error(trace, name, owner):
    if owner:
        return f"the part of the error that is {owner}'s"
    return f"the error of the network, {trace.network.loss.formula}"


WORDS = {
    "input": "what comes in at {owner}", "target": target,
    "weight": weight, "bias": weight, "setting": setting, "memory": remembered,
    "net": "what {owner} adds up from its inputs",
    "whole": "what {owner} would put out if nothing were left out",
    "mask": "dropout: 0 leaves {owner} out for this sample, more than 1 makes up for others",
    "out": "what {owner} puts out",
    "exp": "e to the net of {owner}, the greatest net taken off first so that it cannot overflow",
    "max_net": "the greatest net of the layer: it cancels in the softmax, and keeps e^net finite",
    "log_sum": "the logarithm of the sum of e to every net, the greatest net taken off first",
    "softmax": "what softmax makes of the net of {owner}: its share of e^net",
    "sum_exp": "what the softmax divides by, so that the outs add up to 1",
    "error": error,
    "dE_dout": "how the error changes with what {owner} puts out",
    "dout_dnet": "how an out changes with a net: the slope of the activation",
    "dE_dnet": "how the error changes with the net of {owner}: the δ of other books",
    "dnet_dw": "how a net changes with {weight}: it is what the weight multiplies",
    "dE_dw": "how the error changes with {weight}", "dE_db": "how the error changes with {weight}",
    "new": "{weight}, after the step",
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
    return layer.activation.name + (f" with dropout {dropout(layer):g}" if dropout(layer) else "")


def dropout(layer):
    """How likely it is that a neuron is left out, as a float in every arithmetic."""
    return nearest(getattr(layer, "dropout", 0.0))


def loss_line(network):
    """The formula, and what its n is."""
    outputs = len(network.layers[-1].neurons)
    return network.loss.formula + (f", n = {counted(outputs, 'output')}" if "/ n" in network.loss.formula else "")
