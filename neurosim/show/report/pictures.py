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
    yield Curve("error by step", "step", error_words(training.experiment), series, logarithmic=positive)
    network, samples, units = training.experiment.network, training.experiment.samples, training.units
    if len(samples[0][0]) == 1:
        yield fitted_curve(network, samples, units)
    elif len(samples[0][0]) == 2:
        yield from boundaries(network, samples, units)


def drawable(errors):
    """The errors that a picture has room for."""
    return [(step, error) for step, error in errors if error < GREATEST]


def error_words(experiment):
    """What E is of, for an axis."""
    count = len(experiment.samples)
    return "E" if count == 1 else f"E, {experiment.reduction} over {count} samples"


def fitted_curve(network, samples, units):
    """Each output over the input, with the samples, in the units of their table."""
    given = [inputs[0] for inputs, _ in samples]
    xs = spread(given, FINE)
    outs = list(zip(*[units.plain("targets", network.feed_forward([x])) for x in xs]))
    across, seen = ([units.inputs([x])[0] for x in each] for each in (xs, given))
    lines = [(f"o{i}", across, ys, "line") for i, ys in enumerate(outs, 1)]
    targets = zip(*[units.plain("targets", targets) for _, targets in samples])
    dots = [(f"t{i}", seen, ts, "dots") for i, ts in enumerate(targets, 1)]
    [axis], ups = units.names("inputs", 1), units.names("targets", len(lines))
    up = ups[0] if len(ups) == 1 and ups != ["t1"] else "out"
    return Curve("the fit and the samples", axis, up, [*lines, *dots],
                 alike={dot: line for (dot, *_), (line, *_) in zip(dots, lines)})


def boundaries(network, samples, units):
    """Each output over the plane of the two inputs, in the units of their table; the samples by their target."""
    xs, ys = (spread([inputs[i] for inputs, _ in samples], COARSE) for i in (0, 1))
    answers = [[network.feed_forward([x, y]) for x in xs] for y in ys]
    for output in range(len(answers[0][0])):
        dots = {}
        for inputs, targets in samples:
            target = targets[min(output, len(targets) - 1)]
            dots.setdefault(f"target {target:g}", []).append(tuple(units.inputs(inputs)))
        grid = [[outs[output] for outs in row] for row in answers]
        across, up = zip(*map(units.inputs, zip(xs, ys)))
        yield Field(f"out of o{output + 1}", *units.names("inputs", 2), across, up, grid, dots)


def spread(values, count):
    """So many numbers, evenly from a little below the least to a little above the greatest."""
    low, high = min(values), max(values)
    margin = MARGIN * (high - low or 1.0)
    step = (high - low + 2 * margin) / (count - 1)
    return [low - margin + i * step for i in range(count)]
