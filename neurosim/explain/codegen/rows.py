"""What a step learns from, as a row of numbers: inputs, masks and targets, sample by sample."""

from itertools import chain

from ..naming import name_of, suffixes


def row_names(network, names, samples):
    """The names of the numbers in a row of so many samples."""
    dropped = [h for layer, neurons in zip(network.layers, names.neurons) if layer in network.dropouts for h in neurons]
    of_a_sample = [*names.inputs, *[name_of("mask", h) for h in dropped], *names.targets]
    return [name + suffix for suffix in suffixes(samples) for name in of_a_sample]


def samples_of(batch, masks=()):
    """The inputs, the masks of the neurons that may be dropped, and the targets, sample by sample."""
    if not masks:
        return [number for sample in batch for numbers in sample for number in numbers]
    return [number for (inputs, targets), mask in zip(batch, masks)
            for numbers in (inputs, mask, targets) for number in numbers]


def drawn_masks(network, count):
    """The masks of the next step, which are not drawn again: for a copy that takes its steps by program."""
    if not network.dropouts:
        return ()
    for layer in network.dropouts:
        layer.draw(count)
    masks = [list(chain.from_iterable(layer.masks[sample] for layer in network.dropouts)) for sample in range(count)]
    for layer in network.dropouts:
        layer.draw(0)
    return masks


def coming_masks(network, count):
    """The same, and the network will draw them again."""
    if not network.dropouts:
        return ()
    randoms = {id(layer.random): layer.random for layer in network.dropouts}.values()
    states = [random.getstate() for random in randoms]
    masks = drawn_masks(network, count)
    for random, state in zip(randoms, states):
        random.setstate(state)
    return masks
