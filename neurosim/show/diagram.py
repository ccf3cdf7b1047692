"""The picture of a network with its numbers, as shapes; render/svg.py and render/tikz.py are two notations for them.

Neurons of a layer stand above each other, layers side by side. A weight is written on its line where no two lines
cross: so far from the layer before as that has neurons.
"""

from itertools import accumulate

from ..explain.notation import pretty
from .report.blocks import RADIUS, Circle, Drawing, Label, Line

ACROSS, LABEL = 165.0, 34.0        # from layer to layer, at the least; half the width of a label
LEAST_UP, LINE_UP = 74.0, 15.0     # from neuron to neuron, from label to label, at the least
MARGIN, BESIDE = 30.0, 92.0        # around all; for what stands beside the first layer and the last
MOST_LABELS = 16                   # weights between two layers; of more, only the lines are drawn


def diagram(network, names, value, samples=()):
    """The Drawing of a network: value(name) is the text of the number that is written for a name.

    samples    what the network is given, as in a trace's batch: of a single one the numbers stand in the picture
    """
    columns = [names.inputs, *names.neurons]
    height = 2 * MARGIN + max([LEAST_UP * len(max(columns, key=len)), *map(label_height, columns, columns[1:])])
    rights = list(accumulate(map(gap, columns, columns[1:]), initial=MARGIN + BESIDE))
    places = {name: at(right, place, len(column), height) for right, column in zip(rights, columns)
              for place, name in enumerate(column)}
    shapes = [*connections(names, places, value), *circles(places), *beside(network, names, places, value, samples)]
    return Drawing(shapes, rights[-1] + BESIDE + MARGIN, height + LINE_UP, is_complete(columns))


def gap(before, after):
    """From a layer to the next: so far that no label stands on a neuron."""
    if len(before) * len(after) > MOST_LABELS:
        return 1.5 * ACROSS
    return max(ACROSS, (RADIUS + LABEL) / way(len(before), len(after)))


def way(before, after):
    """The part of the way from layer to layer at which all labels have a height of their own."""
    return 0.5 if after == 1 else 1.0 / (before + 1)


def label_height(before, after):
    """What the labels between two layers need."""
    return LINE_UP * len(after) * (len(before) + 1) if len(before) * len(after) <= MOST_LABELS else 0.0


def is_complete(columns):
    """Whether every weight stands in the picture."""
    return all(len(before) * len(after) <= MOST_LABELS for before, after in zip(columns, columns[1:]))


def at(right, place, count, height):
    return right, MARGIN + (height - 2 * MARGIN) / count * (place + 0.5)


def connections(names, places, value):
    """All lines, then all labels, so that no line crosses a label."""
    lines, labels = [], []
    for layer, neurons in enumerate(names.neurons):
        sources = names.sources(layer)
        part, is_said = way(len(sources), len(neurons)), len(sources) * len(neurons) <= MOST_LABELS
        for h, weights in zip(neurons, names.weights[layer]):
            lines += [connection(places[source], places[h]) for source in sources]
            labels += [on_line(places[source], places[h], part, given(w, value))
                       for source, w in zip(sources, weights) if is_said]
    return lines + labels


def connection(start, end):
    (x, y), (to_x, to_y) = start, end
    length = ((to_x - x) ** 2 + (to_y - y) ** 2) ** 0.5
    right, down = (to_x - x) / length * RADIUS, (to_y - y) / length * RADIUS
    return Line(x + right, y + down, to_x - right, to_y - down)


def on_line(start, end, part, text):
    (x, y), (to_x, to_y) = start, end
    return Label(x + part * (to_x - x), y + part * (to_y - y), text)


def given(name, value):
    return f"{pretty(name)} = {value(name).replace('-', '−')}"


def circles(places):
    return [Circle(x, y, name) for name, (x, y) in places.items()]


def beside(network, names, places, value, samples):
    """Biases below neurons, inputs and targets beside theirs where there is one sample, activations below layers."""
    for layer, neurons in enumerate(names.neurons):
        of_neurons = [*names.biases[layer] * len(neurons)] if len(names.biases[layer]) == 1 else names.biases[layer]
        for h, b in zip(neurons, of_neurons):
            x, y = places[h]
            yield Label(x + RADIUS, y + RADIUS + 9.0, given(b, value), "end")
        yield Label(places[neurons[0]][0], MARGIN / 2, network.layers[layer].activation.name)
    if len(samples) == 1:
        outputs = names.outputs if len(names.targets) == len(names.outputs) else names.outputs[:1]
        for name, (x, y) in [(i, places[i]) for i in names.inputs]:
            yield Label(x - RADIUS - 6.0, y, given(name, value), "end")
        for t, o in zip(names.targets, outputs):
            yield Label(places[o][0] + RADIUS + 6.0, places[o][1], given(t, value), "start")
