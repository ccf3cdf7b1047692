"""Marks: neurons at which a slope says less than it seems to.

    saturated    the out is exactly a limit of its activation, as 0 or 1 of the sigmoid: in floats its slope is then 0
    kink         the slope jumps just here, and the one taken is a convention: relu at a net of 0, |target − out| of 0

To add one, add its sentence to WARNINGS, and yield it from `of_sample`.
"""

from .kinds import kind_activated
from .naming import name_of, slope_of, suffixes, template

WARNINGS = {
    "saturated": "saturated: the out is exactly at a limit of its activation, as floats have no number between. "
                 "So ∂out/∂net is exactly 0, ∂E/∂net is 0 with it, and the weights into this neuron stop learning "
                 "from this sample, however wrong the answer is.",
    "kink": "kink: just here the slope jumps, and there is no derivative; the slope taken is a convention "
            "(0; for leaky_relu and elu the one from below).",
}


def find_warnings(trace):
    """Quantity name -> its marks, where it has one. Only floats are marked: other arithmetics keep their digits.

    >>> from neurosim.core.network import NeuralNetwork
    >>> from neurosim.explain.trace import take_trace
    >>> network = NeuralNetwork.build(1, 1, seed=1)
    >>> network.layers[0].biases = [800.0]
    >>> find_warnings(take_trace(network, [([1.0], [0.0])]))
    {'out_o1': ['saturated'], 'dout_o1_dnet_o1': ['saturated']}
    """
    found = {}
    for suffix in suffixes(len(trace.batch)):
        for name, mark in of_sample(trace, suffix):
            if name + suffix in trace.index and mark not in found.setdefault(name + suffix, []):
                found[name + suffix].append(mark)
    return found


def of_sample(trace, suffix):
    """(name, mark) of one sample's quantities, layer by layer."""
    def value(name):
        number = trace.value(name + suffix)
        return number if type(number) is float else None

    for layer, neurons in zip(trace.network.layers, trace.names.neurons):
        for h in neurons:
            given = kind_activated(layer)
            net, out, slope = name_of(given, h), name_of("out", h), template(slope_of("out", given)).format(h)
            whole = value(name_of("whole", h))    # before dropout, which may make any out a 0
            if (value(out) if whole is None else whole) in layer.activation.limits and value(slope) == 0.0:
                yield from ((name, "saturated") for name in (out, slope))
            if value(net) in layer.activation.kinks:
                yield from ((name, "kink") for name in (net, slope))
    kink = trace.network.loss.kink
    for o, t in zip(trace.names.outputs, trace.names.targets) if kink else ():
        target, out = value(t), value(name_of("out", o))
        if None not in (target, out) and kink(target, out) == 0.0:
            yield name_of("dE_dout", o), "kink"
