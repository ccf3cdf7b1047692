"""The trace of one step, as tables: forward, error, backward, and a row for each weight and bias."""

from ...explain.kinds import KINDS, kind_activated
from ...explain.naming import (after_step, name_of, parameter_kind, sample_of, slope_of, suffixes, template,
                               without_owner)
from ...explain.warnings import WARNINGS, find_warnings
from .blocks import Equation, Heading, Name, Paragraph, Table
from .arithmetic_report import numbers_report
from .wording import about_great, counted, drawn_line, dropout, listed, loss_line, normalized, step_title

NORMALIZED = ("In a layer that is normalised: normed = (net − mean) / deviation, deviation = √(variance + eps), "
              "shifted = g · normed + b, and out = f(shifted).")
MOST_TERMS = 8     # more inputs than this, and the terms of net are added up in the table


def trace_report(trace):
    """Everything one step computes."""
    yield Heading(step_title(trace))
    yield Paragraph(drawn_line(trace.network))
    if len(trace.batch) > 1:
        yield Paragraph(f"E and ∂E/∂w are the {trace.reduction} over {counted(len(trace.batch), 'sample')}.")
    if any(normalized(layer) for layer in trace.network.layers):
        yield Paragraph(NORMALIZED)
    yield from numbers_report(trace, trace.quantities.values())
    found = find_warnings(trace)
    for place, suffix in zip(trace.places, suffixes(len(trace.batch))):
        yield from sample_report(trace, place, suffix, found)
    yield from weights_report(trace)
    yield from memory_report(trace)
    yield from running_report(trace)


def sample_report(trace, place, suffix, found):
    """Forward, error and backward of one sample; with several samples in the step each gets a heading."""
    value = SampleValues(trace, suffix, found)
    if suffix:
        yield Heading(f"Sample {place + 1}", 2)
    yield Heading("Forward: net = the sum of weight · input, and the bias;  out = f(net)", 3)
    for layer in range(len(trace.network.layers)):
        yield forward_table(trace, layer, value)
    yield Heading(f"Error: {loss_line(trace.network)}", 3)
    yield error_table(trace, value)
    yield from map(Paragraph, about_great([value.named("E")]))
    yield Heading("Backward: ∂E/∂net = ∂E/∂out · ∂out/∂net", 3)
    for layer in reversed(range(len(trace.network.layers))):
        yield from backward_tables(trace, layer, value)
    yield from [Paragraph(WARNINGS[mark]) for mark in value.all_marks()]


class SampleValues:
    """Values by name, for one sample of the step; and their marks."""

    def __init__(self, trace, suffix, found):
        self.quantities, self.suffix = trace.quantities, suffix
        self.of_all = {name: quantity.value for name, quantity in trace.quantities.items() if sample_of(name) is None}
        self.marks = {name: marks for name, marks in found.items() if name.endswith(suffix)}

    def all_marks(self):
        return [mark for mark in WARNINGS if any(mark in found for found in self.marks.values())]

    def with_marks(self, headers, rows, *kinds):
        """The rows, each of a neuron, with one more column where a quantity of these kinds is marked."""
        found = [self.marks_of([template(kind).format(row[0]) + self.suffix for kind in kinds]) for row in rows]
        if not any(found):
            return headers, rows
        return [*headers, ""], [[*row, ", ".join(marks)] for row, marks in zip(rows, found)]

    def marks_of(self, names):
        return list(dict.fromkeys(mark for name in names for mark in self.marks.get(name, ())))

    def __call__(self, kind, owner):
        """The owner's number of a kind; None where it has none."""
        return self.named(name_of(kind, owner))

    def named(self, name):
        quantity = self.quantities.get(name + self.suffix)
        return quantity and quantity.value

    def slope(self, out, net, given="net"):
        """How the out of a neuron changes with the net of another, or its own; or with what is `given` in its place."""
        return self.named(slope_of(name_of("out", out), name_of(given, net)))

    def of_neuron(self, kinds, h, layer):
        """Numbers of the neuron in this sample, or in all of them, or of its layer: the first that there is."""
        found = [(self(kind, h), self.of_all.get(name_of(kind, h)), self(kind, layer)) for kind in kinds]
        return [next((number for number in numbers if number is not None), None) for numbers in found]

    def terms(self, h, one_by_one, has_bias):
        """What each input adds to the net of h, or what all of them do; and the bias, if there is one."""
        quantity = self.quantities[name_of("net", h) + self.suffix]
        if one_by_one:
            return [term.value for term in quantity.terms()]
        body = quantity.expression.body
        return [side.value for side in body.args] if has_bias else [body.value]


def forward_table(trace, layer, value):
    names, sources, neurons = trace.names, trace.names.sources(layer), trace.names.neurons[layer]
    normed = kinds_of_normalization(trace.network.layers[layer], "forward")
    biases = bool(names.biases[layer]) and not normed    # there it is a shift
    drops = trace.network.layers[layer] in trace.network.dropouts
    short = len(sources) <= MOST_TERMS
    headers = ["neuron", *([f"{source} · w" for source in sources] if short else [f"Σ of {len(sources)} input · w"]),
               *["bias"] * biases, "net", *normed, *["mask"] * drops, "out"]
    rows = [[h, *value.terms(h, short, biases), value("net", h), *value.of_neuron(normed, h, names.layers[layer]),
             *[value("mask", h)] * drops, value("out", h)] for h in neurons]
    given = kind_activated(trace.network.layers[layer])
    return Table(*value.with_marks(headers, rows, given, "out"), caption=layer_caption(trace, layer))


def layer_caption(trace, layer):
    layers = trace.network.layers
    hidden = "hidden layer" if len(layers) == 2 else f"hidden layer {layer + 1}"
    which = "output layer" if layer == len(layers) - 1 else hidden
    share = dropout(layers[layer])
    return f"{which} ({layers[layer].activation}{f', dropout {share:g}' if share else ''}{normalized(layers[layer])})"


def error_table(trace, value):
    """A row for each output. A target for all of them stands in the last row; a softmax in the loss has a column."""
    outputs, targets = trace.names.outputs, trace.names.targets
    of_all = len(targets) != len(outputs)
    softmax = ["softmax"] * (value("softmax", outputs[0]) is not None)
    rows = [[o, None if of_all else value.named(t), value("out", o), *[value("softmax", o) for _ in softmax],
             value("E", o)] for o, t in zip(outputs, targets * len(outputs))]
    last = ["all", value.named(targets[0]) if of_all else None, None, *[None for _ in softmax], value.named("E")]
    return Table(["output", "target", "out", *softmax, "E"], [*rows, last])


def backward_tables(trace, layer, value):
    neurons, name = trace.names.neurons[layer], trace.names.layers[layer]
    own_slope, normed = not layer_wide(trace, layer), kinds_of_normalization(trace.network.layers[layer], "backward")
    given = kind_activated(trace.network.layers[layer])
    slope = slope_of("out", given)
    headers = ["neuron", Name("dE_dout"), *[Name(slope)] * own_slope, *map(Name, normed), Name("dE_dnet")]
    rows = [[h, value("dE_dout", h), *[value.slope(h, h, given)] * own_slope, *value.of_neuron(normed, h, name),
             value("dE_dnet", h)] for h in neurons]
    headers, rows = value.with_marks(headers, rows, slope, "dE_dout")
    yield Table(headers, rows, caption=layer_caption(trace, layer))
    if not own_slope:
        rows = [[Name(name_of("out", out)), *[value.slope(out, net) for net in neurons]] for out in neurons]
        caption = "every out by every net, the Jacobian: ∂E/∂net adds up ∂E/∂out · ∂out/∂net down its column"
        yield Table([Name("dout_dnet"), *[Name(name_of("net", net)) for net in neurons]], rows, caption)


def kinds_of_normalization(layer, stage):
    """The kinds that only a normalised layer has, and a table of this stage shows beside the others."""
    if not hasattr(layer, "scales"):
        return []
    return [kind for kind, row in KINDS.items() if row.normalizing and row.stage == stage and not row.carried]


def layer_wide(trace, layer):
    return trace.network.layers[layer].activation.f is None


def weights_report(trace):
    """One row for each weight and bias: from, to, value, its slope, what the step takes off, and the new value."""
    what = "Weights, scales and biases" if any(trace.names.scales) else "Weights and biases"
    yield Heading(f"{what}: ∂E/∂w = ∂E/∂net · ∂net/∂w", 2 if len(trace.batch) > 1 else 3)
    several = len(trace.batch) > 1
    if several:
        yield Equation("E", trace.quantities["E"].expression.body, trace["E"])
    slope = [] if several else [Name("dnet_dw")]
    rows = [weight_row(trace, name, several) for name in trace.names.all_parameters()]
    yield Table(["", "from", "to", "value", *slope, Name("dE_dw"), change_title(trace), "new value"], rows)


def weight_row(trace, name, several):
    source, neurons = trace.names.ends[name]
    net_slope = trace.quantities.get(slope_of(name_of("net", neurons[0]), name))
    new = trace.quantities[after_step(name)]
    middle = [] if several else [factor(trace, name, neurons[0], net_slope)]
    slope = trace[slope_of("E", name)]
    return [name, source or "1", listed(neurons, 3), trace[name], *middle, slope, change(new), new.value]


def factor(trace, name, h, net_slope):
    """What ∂E/∂net, or at a scale ∂E/∂shifted, is multiplied by: a weight's input, the normed net, 1 for a bias."""
    if parameter_kind(name) == "scale":
        return trace[name_of("normed", h)]
    return net_slope.value if net_slope else 1.0


def change_title(trace):
    """What the step takes off: the slope itself if nothing is remembered, else what the update makes of it."""
    return "change" if trace.network.optimizer.directs else "η · ∂E/∂w"


def change(new):
    """What the step takes off: the right side of the minus in the update's own formula."""
    return new.expression.body.args[1].value if new.expression.body.op == "sub" else "not trained"


def memory_report(trace):
    """What the optimizer remembers: a row for each weight and bias that it moves, before the step and after."""
    optimizer, rows, common = trace.network.optimizer, {}, []
    for quantity in trace.quantities.values():
        if quantity.kind == "memory" and quantity.owner:
            rows.setdefault(quantity.owner, {})[without_owner(quantity.name, quantity.owner)] = quantity.value
        elif quantity.kind == "memory":
            common.append([Name(quantity.name), quantity.value])
    if rows:
        carried = [column for name in optimizer.initial_memory for column in (name, after_step(name))]
        columns = list(dict.fromkeys([*carried, *next(iter(rows.values()))]))
        yield Heading(f"Memory of {optimizer.name}", 2 if len(trace.batch) > 1 else 3)
        yield Table(["", *map(Name, columns)], [[name, *[rows[name][column] for column in columns]]
                                               for name in trace.names.all_parameters() if name in rows])
    if common:
        yield Table(["for all weights", "value"], common)


def running_report(trace):
    """The running means of normalised layers, before the step and after."""
    neurons = [h for layer, names in zip(trace.network.layers, trace.names.neurons) if layer.running for h in names]
    if neurons:
        kinds = [kind for kind, row in KINDS.items() if row.normalizing and row.carried]
        yield Heading("Running means, for answers outside training", 2)
        yield Table(["neuron", *map(Name, before_and_after(kinds))],
                    [[h, *map(trace.__getitem__, before_and_after(name_of(kind, h) for kind in kinds))]
                     for h in neurons])


def before_and_after(names):
    """Each name, and what its number is called after the step."""
    return [each for name in names for each in (name, after_step(name))]
