"""All that goes from step to step, as one list and back: parameters, running means, what the optimizer remembers."""

from itertools import chain, islice

from ...core.parameters import parameters, put_parameters


def carried(network):
    """Parameters front to back, running means, what is remembered once for all, then of each parameter trained."""
    optimizer = network.optimizer
    values = [*parameters(network), *chain.from_iterable(running(network)), *optimizer.shared_memory.values()]
    for memory, count in optimizer.memories(network) if optimizer.initial_memory else ():
        for name, first in optimizer.initial_memory.items():
            values += memory.get(name) or [first] * count
    return values


def carry(network, values):
    """Puts them back to where they are from."""
    optimizer, values = network.optimizer, iter(values)
    if optimizer.layers is not network.layers:
        optimizer.begin(network)
    put_parameters(network, values)
    for numbers in running(network):
        numbers[:] = islice(values, len(numbers))
    optimizer.shared_memory.update(zip(optimizer.shared_memory, values))
    for memory, count in optimizer.memories(network) if optimizer.initial_memory else ():
        for name in optimizer.initial_memory:
            memory[name] = list(islice(values, count))


def running(network):
    """The running means of layers that have some, each a list."""
    return [getattr(layer, name) for layer in network.layers for name in layer.running]


def settings(optimizer):
    """What the optimizer was told, in the order in which formulas are given it."""
    return [getattr(optimizer, name) for name in optimizer.settings]
