"""Which samples each step learns from, and what dropout leaves out in it: as the experiment itself will draw them."""

from copy import deepcopy

from ...explain.naming import Names

MOST_ENTRIES = 40_000    # places of samples and masks of neurons: some 80 KB


def order_of(experiment):
    """The batches of the steps to come, and the masks of each as a string of 0 and 1, sample after sample.

    After the last the page begins again. So does the experiment, if it draws nothing by chance; `drawn` says that it
    does.

    >>> import neurosim
    >>> order_of(neurosim.load("worked-example"))
    {'kind': 'given', 'drawn': False, 'batches': [[0]], 'masks': [], 'dropped': [], 'seed': 0}
    """
    ahead = deepcopy(experiment)
    dropouts, batches = ahead.network.dropouts, ahead.batches
    drawn = bool(dropouts) or batches.order != "given"
    found, masks = [], []
    for _ in range(steps_to_draw(ahead) if drawn else batches.steps_in_an_epoch()):
        batch = next(batches)
        found.append(batch)
        if dropouts:
            masks.append(mask(dropouts, len(batch)))
    return {"kind": batches.order, "drawn": drawn, "batches": found, "masks": masks,
            "dropped": dropped(experiment.network), "seed": experiment.seed}


def steps_to_draw(experiment):
    """As many as the experiment asks for, in whole epochs, if there is room."""
    batches, neurons = experiment.batches, sum(len(layer.neurons) for layer in experiment.network.dropouts)
    entries = min(batches.batch_size, batches.count) * (1 + neurons)
    epoch = batches.steps_in_an_epoch()
    steps = max(min(experiment.steps, MOST_ENTRIES // entries), 1)
    return max(steps // epoch, 1) * epoch


def dropped(network):
    """The neurons that masks are for, in their order, and by how much those that stay are multiplied."""
    names = Names(network).neurons
    return [[h, 1.0 / (1.0 - layer.dropout)]
            for layer, neurons in zip(network.layers, names) if layer in network.dropouts for h in neurons]


def mask(dropouts, samples):
    for layer in dropouts:
        layer.draw(samples)
    rows = zip(*[layer.masks for layer in dropouts])
    return "".join("0" if factor == 0.0 else "1" for row in rows for layer in row for factor in layer)
