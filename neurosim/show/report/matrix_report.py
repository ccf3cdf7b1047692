"""One step in the form of matrices, as courses write it: each formula with its shapes, and beside it the same numbers.

    Z1 = W1 X + b1        A1 = f(Z1)        dZ2 = A2 − Y        dW1 = dZ1 Xᵀ / m

A row is a neuron's, a column a sample's; a d before a letter is the slope of E by it.
"""

from ...core.guard.errors import NeurosimError
from ...core.maths import absolute
from ...explain.arithmetic import nearest
from ...explain.naming import after_step, name_of, slope_of, suffixes
from .blocks import Heading, Paragraph, Table
from .wording import step_title
from .wording import counted, drawn_line, dropout, normalized

ALIKE = 1e-12    # relative: what another order of operations may change


def matrix_report(trace):
    """The step of a network of ordinary layers. NeurosimError where a layer is more than that."""
    step = MatrixStep(trace)
    yield Heading(step_title(trace))
    yield Paragraph(drawn_line(trace.network))
    yield Paragraph(f"A row is a neuron's, a column a sample's: m = {counted(len(trace.batch), 'sample')}.")
    yield Heading("Forward", 3)
    yield from step.given()
    for layer in step.layers:
        yield from step.forward(layer)
    yield Heading("Backward", 3)
    for layer in reversed(step.layers):
        yield from step.backward(layer)
    yield Heading("Update: W⁺ = W − η · (what the optimizer makes of dW)", 3)
    for layer in step.layers:
        yield step.parameters(layer, after_step, f"W{layer}⁺", f"b{layer}⁺", "")


class MatrixStep:
    """The numbers of a trace by layer, counted from 1, and the formulas that have them."""

    def __init__(self, trace):
        self.trace, self.names, self.count = trace, trace.names, len(trace.batch)
        self.suffixes = suffixes(self.count)
        self.layers = range(1, len(trace.network.layers) + 1)
        for layer in trace.network.layers:
            if normalized(layer) or dropout(layer):
                raise NeurosimError("notation", "neurons, as matrices are for layers without dropout and normalisation",
                                    "matrix")

    def neurons(self, layer):
        return self.names.neurons[layer - 1] if layer else self.names.inputs

    def wide(self, *names):
        """A row for each name, a column for each sample."""
        return [[self.trace.value(name + suffix) for suffix in self.suffixes] for name in names]

    def shape(self, layer):
        return f"{len(self.neurons(layer))} × {self.count}"

    def weights_shape(self, layer):
        return f"{len(self.neurons(layer))} × {len(self.neurons(layer - 1))}"

    def columns(self):
        return [f"sample {place + 1}" for place in self.trace.places]

    def matrix(self, letter, owners, rows, formula):
        return Table([letter, *self.columns()], [[owner, *row] for owner, row in zip(owners, rows)], formula)

    def outs(self, layer):
        return f"A{layer}" if layer else "X"

    # The way forward.

    def given(self):
        inputs, targets = self.names.inputs, self.names.targets
        yield self.matrix("X", inputs, self.wide(*inputs), f"X: {self.shape(0)}, the inputs")
        yield self.matrix("Y", targets, self.wide(*targets), f"Y: {len(targets)} × {self.count}, the targets")

    def forward(self, layer):
        before, neurons = self.outs(layer - 1), self.neurons(layer)
        yield self.parameters(layer, str, f"W{layer}", f"b{layer}", f"W{layer}: {self.weights_shape(layer)}")
        bias = f" + b{layer}" if self.names.biases[layer - 1] else ""
        shapes = f"{self.shape(layer)} = {self.weights_shape(layer)} · {self.shape(layer - 1)}"
        yield self.of_neurons("net", f"Z{layer}", layer, f"Z{layer} = W{layer} {before}{bias}        {shapes}")
        activation = self.trace.network.layers[layer - 1].activation.name
        yield self.matrix(f"A{layer}", neurons, self.wide(*(name_of("out", h) for h in neurons)),
                          f"A{layer} = {activation}(Z{layer})")

    def of_neurons(self, kind, letter, layer, formula):
        neurons = self.neurons(layer)
        return self.matrix(letter, neurons, self.wide(*(name_of(kind, h) for h in neurons)), formula)

    def parameters(self, layer, named, weights, biases, formula):
        """Weights in rows of neurons, and the bias that each neuron has."""
        own = self.names.biases[layer - 1]
        shared = [*own] * len(self.neurons(layer)) if len(own) == 1 else own
        rows = [[h, *[self.trace.value(named(name)) for name in [*ws, *shared[place:place + 1]]]]
                for place, (h, ws) in enumerate(zip(self.neurons(layer), self.names.weights[layer - 1]))]
        return Table([weights, *self.neurons(layer - 1), *[biases] * bool(own)], rows, formula)

    # The way back.

    def backward(self, layer):
        yield self.of_neurons("dE_dnet", f"dZ{layer}", layer, f"dZ{layer} = {self.delta(layer)}")
        share = f" / {self.count}" if self.count > 1 and self.trace.reduction == "mean" else ""
        shapes = f"{self.weights_shape(layer)} = {self.shape(layer)} · {self.turned(layer - 1)}"
        formula = f"dW{layer} = dZ{layer} {self.outs(layer - 1)}ᵀ{share}        {shapes}"
        own = self.names.biases[layer - 1]
        added = f"        db{layer} = the sum of dZ{layer} over samples{' and neurons' * (len(own) == 1)}{share}"
        yield self.parameters(layer, lambda name: slope_of("E", name), f"dW{layer}", f"db{layer}",
                              formula + added * bool(own))

    def turned(self, layer):
        return f"{self.count} × {len(self.neurons(layer))}"

    def delta(self, layer):
        """How dZ comes about: at the end from the loss, as short as the numbers allow; before, through the weights."""
        last = layer == self.layers[-1]
        if last and (words := self.difference()):
            return words
        before = f"dA{layer}" if last else f"(W{layer + 1}ᵀ dZ{layer + 1})"
        if self.is_coupled(layer):
            return f"Jᵀ {before}, with the Jacobian J = ∂A{layer}/∂Z{layer} of each sample"
        shapes = "" if last else (f"        {self.shape(layer)} = {len(self.neurons(layer))} × "
                                  f"{len(self.neurons(layer + 1))} · {self.shape(layer + 1)}")
        return f"{before} ∘ f′(Z{layer}){shapes}"

    def is_coupled(self, layer):
        """Whether a net of the layer moves several outs."""
        first, *others = self.neurons(layer)
        return any(slope_of(name_of("out", h), name_of("net", first)) + self.suffixes[0] in self.trace.quantities
                   for h in others)

    def difference(self):
        """A − Y, with a factor, where that is what dZ comes to in every place; "" where it is not."""
        outputs, targets = self.names.outputs, self.names.targets
        if len(outputs) != len(targets):
            return ""
        deltas, outs, wanted = (self.wide(*names) for names in ([name_of("dE_dnet", o) for o in outputs],
                                                                [name_of("out", o) for o in outputs], targets))
        triples = [tuple(map(nearest, each)) for rows in zip(deltas, outs, wanted) for each in zip(*rows)]
        n, difference = len(outputs), f"A{self.layers[-1]} − Y"
        for times, words in ((1.0, difference), (1.0 / n, f"({difference}) / {n}"), (2.0, f"2 · ({difference})"),
                             (2.0 / n, f"2 · ({difference}) / {n}")):
            if all(absolute(dz - times * (out - target)) <= ALIKE * absolute(dz) for dz, out, target in triples):
                return words
        return ""
