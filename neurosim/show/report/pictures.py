"""What training did, as pictures: the error by step; for one input the fitted curve, for two the boundary."""

from .blocks import Curve, Field

FINE, COARSE = 300, 80    # points along a curve, and along a side of a plane
MARGIN = 0.1              # how far the picture goes beyond the samples
GREATEST = 1e250          # error: an axis of logarithms goes on by a twentieth, and has to stay within doubles


def training_pictures(training):
    """The error curve; and, where the inputs fit on paper, what the network answers to all of them."""
    points = training.curve()
    drawn = {"": drawable([(step, error) for step, error, _ in points]),
             "test": drawable([(step, error) for step, _, error in points if error is not None])}
    series = [(label, *zip(*found), "line") for label, found in drawn.items() if found]
    positive = all(error > 0.0 for found in drawn.values() for _, error in found)
    names = {"": "training" if drawn["test"] else "", "test": "test"}
    series = [(names[label], steps, errors, style) for label, steps, errors, style in series]
    yield Curve("error by step", "step", "E", series, logarithmic=positive)
    network, samples = training.experiment.network, training.experiment.samples
    if len(samples[0][0]) == 1:
        yield fitted_curve(network, samples)
    elif len(samples[0][0]) == 2:
        yield from boundaries(network, samples)


def drawable(errors):
    """The errors that a picture has room for."""
    return [(step, error) for step, error in errors if error < GREATEST]


def fitted_curve(network, samples):
    """Each output over the input, with the samples."""
    given = [inputs[0] for inputs, _ in samples]
    xs = spread(given, FINE)
    outs = list(zip(*[network.feed_forward([x]) for x in xs]))
    lines = [(f"o{i}", xs, ys, "line") for i, ys in enumerate(outs, 1)]
    targets = zip(*[targets for _, targets in samples])
    dots = [(f"t{i}", given, ts, "dots") for i, ts in enumerate(targets, 1)]
    return Curve("the fit and the samples", "i1", "out", [*lines, *dots])


def boundaries(network, samples):
    """Each output over the plane of the two inputs; the samples by their target."""
    xs, ys = (spread([inputs[i] for inputs, _ in samples], COARSE) for i in (0, 1))
    answers = [[network.feed_forward([x, y]) for x in xs] for y in ys]
    for output in range(len(answers[0][0])):
        dots = {}
        for inputs, targets in samples:
            target = targets[min(output, len(targets) - 1)]
            dots.setdefault(f"target {target:g}", []).append(tuple(inputs))
        grid = [[outs[output] for outs in row] for row in answers]
        yield Field(f"out of o{output + 1}", "i1", "i2", xs, ys, grid, dots)


def spread(values, count):
    """So many numbers, evenly from a little below the least to a little above the greatest."""
    low, high = min(values), max(values)
    margin = MARGIN * (high - low or 1.0)
    step = (high - low + 2 * margin) / (count - 1)
    return [low - margin + i * step for i in range(count)]
