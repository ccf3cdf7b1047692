"""All that goes from step to step, as one list and back: weights and biases, and what the optimizer remembers."""

from itertools import islice

from ...core.parameters import parameters, put_parameters


def carried(network):
    """Weights and biases front to back, what is remembered once for all, what is remembered of each that is trained."""
    optimizer = network.optimizer
    values = [*parameters(network), *optimizer.shared_memory.values()]
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
    optimizer.shared_memory.update(zip(optimizer.shared_memory, values))
    for memory, count in optimizer.memories(network) if optimizer.initial_memory else ():
        for name in optimizer.initial_memory:
            memory[name] = list(islice(values, count))


def settings(optimizer):
    return [getattr(optimizer, name) for name in optimizer.settings]
