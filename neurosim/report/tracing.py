"""The trace of one step, as tables: forward, error, backward, and a row for each weight and bias."""

from .blocks import Heading, Name, Paragraph, Table
from .numbers import numbers_report
from .wording import counted, listed, network_line

MOST_TERMS = 8     # more inputs than this, and the terms of net are added up in the table


def trace_report(trace):
    """Everything one step computes."""
    yield Heading(title(trace))
    yield Paragraph(network_line(trace.network))
    yield from numbers_report(trace)
    for number in range(1, len(trace.batch) + 1):
        yield from sample_report(trace, number)
    yield from weights_report(trace)


def title(trace):
    samples = listed([str(place + 1) for place in trace.places])
    numbers = f", numbers {trace.arithmetic.name}" if trace.numbers() else ""
    return f"{trace.title}: step {trace.step}, sample{'s' * (len(trace.places) > 1)} {samples}{numbers}"


def sample_report(trace, number):
    """Forward, error and backward of one sample; with several samples in the step each gets a heading."""
    several = len(trace.batch) > 1
    value = Reader(trace, f"_s{number}" if several else "")
    if several:
        yield Heading(f"Sample {trace.places[number - 1] + 1}", 2)
    yield Heading("Forward: net = the sum of weight · input, and the bias;  out = f(net)", 3)
    for layer in range(len(trace.network.layers)):
        yield forward_table(trace, layer, value)
    yield Heading(f"Error: {trace.network.loss.formula}", 3)
    yield error_table(trace, value)
    yield Heading("Backward: ∂E/∂net = ∂E/∂out · ∂out/∂net", 3)
    for layer in reversed(range(len(trace.network.layers))):
        yield from backward_tables(trace, layer, value)


class Reader:
    """Values by name, for one sample of the step."""

    def __init__(self, trace, suffix):
        self.quantities, self.suffix = trace.quantities, suffix

    def __call__(self, name):
        quantity = self.quantities.get(name + self.suffix)
        return quantity and quantity.value

    def terms(self, h, one_by_one, has_bias):
        """What each input adds to the net of h, or what all of them do; and the bias, if there is one."""
        quantity = self.quantities[f"net_{h}{self.suffix}"]
        if one_by_one:
            return [term.value for term in quantity.terms()]
        body = quantity.expression.body
        return [side.value for side in body.args] if has_bias else [body.value]


def forward_table(trace, layer, value):
    sources, neurons = trace.names.sources(layer), trace.names.neurons[layer]
    biases = bool(trace.names.biases[layer])
    short = len(sources) <= MOST_TERMS
    headers = ["neuron", *([f"{source} · w" for source in sources] if short else [f"Σ of {len(sources)} input · w"]),
               *["bias"] * biases, "net", "out"]
    rows = [[h, *value.terms(h, short, biases), value(f"net_{h}"), value(f"out_{h}")] for h in neurons]
    return Table(headers, rows, caption=layer_caption(trace, layer))


def layer_caption(trace, layer):
    activation, last = trace.network.layers[layer].activation, layer == len(trace.network.layers) - 1
    which = "output layer" if last else "hidden layer" if len(trace.network.layers) == 2 else f"hidden layer {layer + 1}"
    return f"{which} ({activation})"


def error_table(trace, value):
    rows = [[o, value(t), value(f"out_{o}"), value(f"E_{o}")] for o, t in zip(trace.names.outputs, trace.names.targets)]
    return Table(["output", "target", "out", "E"], [*rows, ["all", None, None, value("E")]])


def backward_tables(trace, layer, value):
    neurons = trace.names.neurons[layer]
    own_slope = value(f"dout_{neurons[0]}_dnet_{neurons[0]}") is not None and not layer_wide(trace, layer)
    headers = ["neuron", Name("dE_dout"), *[Name("dout_dnet")] * own_slope, Name("dE_dnet")]
    rows = [[h, value(f"dE_dout_{h}"), *[value(f"dout_{h}_dnet_{h}")] * own_slope, value(f"dE_dnet_{h}")] for h in neurons]
    yield Table(headers, rows, caption=layer_caption(trace, layer))
    if not own_slope:
        rows = [[Name(f"out_{out}"), *[value(f"dout_{out}_dnet_{net}") for net in neurons]] for out in neurons]
        yield Table([Name("dout_dnet"), *[Name(f"net_{net}") for net in neurons]], rows, caption="every out by every net: the Jacobian")


def layer_wide(trace, layer):
    return trace.network.layers[layer].activation.f is None


def weights_report(trace):
    """One row for each weight and bias: from, to, value, its slope, what the step takes off, and the new value."""
    yield Heading("Weights and biases: ∂E/∂w = ∂E/∂net · ∂net/∂w", 2 if len(trace.batch) > 1 else 3)
    several = len(trace.batch) > 1
    if several:
        yield Paragraph(f"∂E/∂w is the {trace.reduction} over {counted(len(trace.batch), 'sample')}.")
    slope = [] if several else [Name("dnet_dw")]
    rows = [weight_row(trace, name, several) for name in trace.names.all_parameters()]
    yield Table(["", "from", "to", "value", *slope, Name("dE_dw"), change_title(trace), "new value"], rows)


def weight_row(trace, name, several):
    source, neurons = trace.names.ends[name]
    net_slope = trace.quantities.get(f"dnet_{neurons[0]}_d{name}")
    new = trace.quantities[f"{name}_new"]
    middle = [] if several else [net_slope.value if net_slope else 1.0]
    return [name, source or "1", listed(neurons, 3), trace[name], *middle, trace[f"dE_d{name}"], change(new), new.value]


def change_title(trace):
    return "η · ∂E/∂w" if trace.network.optimizer.name == "sgd" else "change"


def change(new):
    """What the step takes off: the right side of the minus in the update's own formula."""
    return new.expression.body.args[1].value if new.expression.body.op == "sub" else "not trained"
