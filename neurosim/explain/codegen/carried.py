"""All that goes from step to step, as one list and back: parameters, what layers remember, what the optimizer remembers."""

from itertools import chain, islice

from ...core.parameters import parameters, put_parameters


RUNNING = ("running_means", "running_variances")    # of a layer that normalises


def carried(network):
    """Parameters front to back, running means, what is remembered once for all, and of each parameter that is trained."""
    optimizer = network.optimizer
    values = [*parameters(network), *chain(*running(network)), *optimizer.shared_memory.values()]
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
    for group in running(network):
        group[:] = islice(values, len(group))
    optimizer.shared_memory.update(zip(optimizer.shared_memory, values))
    for memory, count in optimizer.memories(network) if optimizer.initial_memory else ():
        for name in optimizer.initial_memory:
            memory[name] = list(islice(values, count))


def running(network):
    """The lists of running means, as they stand in the layers."""
    return [getattr(layer, kind) for layer in network.layers for kind in RUNNING if hasattr(layer, kind)]


def settings(optimizer):
    """What the optimizer was told, in the order in which formulas are given it."""
    return [getattr(optimizer, name) for name in optimizer.settings]
