"""How a learner's step wants to be called: with lists, arrays or tensors, lying which way round; it is tried out."""

import inspect
import sys
from copy import deepcopy

from ....core.guard.errors import NeurosimError, echo
from .probe_network import RATE, by_group
from .returned import Unsummed, flat, read_returned

# What a step may raise because its arguments lie another way round; any other exception comes through.
OF_SHAPE = (TypeError, ValueError, IndexError, AttributeError, RuntimeError, KeyError)
INPUTS = ("x", "xs", "inputs", "input", "inputs_list", "input_list", "input_data", "data", "training_data", "x_train",
          "training_inputs", "features", "sample")
WANTED = "step(weights, biases, inputs, targets, learning_rate)"


class Way:
    """One way to call it.

    kind       "lists", "arrays" (numpy's) or "tensors" (torch's)
    weights    "rows": a row of a matrix belongs to a neuron; "columns": a matrix is (inputs, outputs)
    biases     "flat", "row" (1, n) or "column" (n, 1)
    samples    "flat", "row" or "column"; of a batch: "flat" is a sample in each row, "column" one in each column
    """

    def __init__(self, kind, weights, biases="flat", samples="flat"):
        self.kind, self.weights, self.biases, self.samples = kind, weights, biases, samples

    def arguments(self, weights, biases, batch, is_batch):
        """Fresh ones for every call."""
        inputs, targets = map(list, zip(*deepcopy(batch)))
        if not is_batch:
            inputs, targets = inputs[0], targets[0]
        return [[self.made(turned(rows) if self.weights == "columns" else deepcopy(rows)) for rows in weights],
                [self.made(laid(row, self.biases)) for row in biases],
                self.made(self.sample(inputs)), self.made(self.sample(targets))]

    def sample(self, values):
        if isinstance(values[0], list):
            return turned(values) if self.samples == "column" else values
        return laid(values, self.samples)

    def made(self, values):
        """As an array or a tensor of double precision, by the library that the learner has imported already."""
        if self.kind == "lists":
            return values
        if self.kind == "arrays":
            return sys.modules["numpy"].array(values, dtype=float)
        torch = sys.modules["torch"]
        return torch.tensor(values, dtype=torch.float64)

    def __repr__(self):
        return f"Way({self.kind}, weights in {self.weights}, biases {self.biases}, samples {self.samples})"


def turned(rows):
    return list(map(list, zip(*rows)))


def laid(values, how):
    return {"flat": list(values), "row": [list(values)], "column": [[value] for value in values]}[how]


LAYINGS = [("rows", "flat", "flat"), ("columns", "flat", "flat"), ("rows", "column", "column"),
           ("columns", "row", "row"), ("rows", "flat", "row"), ("columns", "flat", "row"), ("rows", "row", "row"),
           ("columns", "column", "column"), ("columns", "flat", "column"), ("rows", "flat", "column"),
           ("rows", "column", "flat"), ("columns", "column", "flat")]


def ways(weights=None):
    """Those to try, in turn; `weights` where it was told how a matrix lies."""
    libraries = [("numpy", "arrays"), ("torch", "tensors")]
    kinds = ["lists", *(kind for library, kind in libraries if library in sys.modules)]
    return [Way(kind, *laying) for kind in kinds for laying in (LAYINGS[:2] if kind == "lists" else LAYINGS)
            if weights in (None, laying[0])]


class Caller:
    """Calls a step on probes, and reads what comes back.

    gradients    whether it returns slopes, and moves nothing
    rate         the learning rate that it is given
    """

    def __init__(self, step, gradients=False, biases=True, rate=RATE):
        self.step, self.gradients, self.rate, self.unsummed = step, gradients, rate, set()
        self.makes_steps, self.wants_biases = wants(step)
        self.has_biases = biases and self.wants_biases and getattr(step, "has_biases", True)

    def changes(self, probe, way, rate=None):
        """How far each group of parameters was taken, as `changes_of` has it, and all numbers that came back."""
        step = self.fresh_step()
        weights, biases, after, values = probe.weights, probe.biases, [], []
        for batch in probe.batches():
            matrices, rows = self.called(step, way, weights, biases, batch, probe.batch is not None, rate or self.rate)
            values += [*flat(matrices), *flat(rows)]
            if self.gradients:
                matrices, rows = less(probe.weights, matrices), less(probe.biases, rows)
            after.append(pairs_of_layers(matrices, rows))
            weights, biases = matrices, rows
        found = by_group(pairs_of_layers(probe.weights, probe.biases), after)
        if not self.gradients and not any(any(found[group]) for group in found if group[1] == "weights"):
            raise NeurosimError("step", "new weights to be returned, or the given lists to be changed",
                                problem="no weight has moved")
        return found, values

    def fresh_step(self):
        """One that remembers nothing of other networks."""
        if self.makes_steps:
            return self.step()
        return self.step.fresh() if hasattr(self.step, "fresh") else self.step

    def called(self, step, way, weights, biases, batch, is_batch, rate):
        given = way.arguments(weights, biases, batch, is_batch)
        returned = step(*(given if self.wants_biases else [given[0], *given[2:]]), rate)
        matrices, rows = read_returned(returned, given[:2] if self.has_biases else given[0], weights,
                                       biases if self.has_biases else [], self.gradients, way.weights == "columns")
        self.unsummed |= {layer for layer, row in enumerate(rows) if isinstance(row, Unsummed)}
        return matrices, rows


def pairs_of_layers(matrices, rows):
    return [([w for row in matrix for w in row], rows[place] if rows else []) for place, matrix in enumerate(matrices)]


def less(values, others):
    """Number by number; so that what was a gradient is what it would have been subtracted from."""
    if isinstance(values, list):
        return [less(a, b) for a, b in zip(values, others)]
    return values - others


def wants(step):
    """(whether it makes the step when called without arguments, whether it takes biases). Raises NeurosimError."""
    if not callable(step):
        raise NeurosimError("step", f"a function {WANTED}", step)
    if not can_take(step, 5) or takes_inputs_first(step):
        if can_take(step, 0):
            return True, True
        if can_take(step, 4) and not takes_inputs_first(step):
            return False, False
        raise NeurosimError("step", f"a function {WANTED}; of an object with its own weights, "
                            "neurosim.adapt(net), or neurosim.adapt(net, train=\"its method\")", got=signature_of(step))
    return False, True


def takes_inputs_first(step):
    """Whether its first parameter is called as inputs are: then it has weights of its own."""
    try:
        names = list(inspect.signature(step).parameters)
    except (TypeError, ValueError):
        return False
    return bool(names) and names[0].lower() in INPUTS


def can_take(step, count):
    """Whether it can be called with so many arguments; of what has no signature, it is believed."""
    try:
        inspect.signature(step).bind(*[None] * count)
    except TypeError:
        return False
    except ValueError:
        return count == 5
    return True


def signature_of(step):
    name = getattr(step, "__name__", type(step).__name__)
    return f"{name}{inspect.signature(step)}"[:100]


class Calls:
    """What came of calling it in one way, on all probes.

    seen      for each probe, the changes by group        values    every number that came back
    unsummed  the groups of biases that kept a column for each sample of a batch; they are not among the changes
    """

    def __init__(self, caller, way, probes):
        self.way, self.seen, self.values = way, [], []
        caller.unsummed = set()
        for probe in probes:
            changes, values = caller.changes(probe, way)
            self.seen.append(changes)
            self.values += values
        self.unsummed = [(layer, "biases") for layer in sorted(caller.unsummed)]
        for changes in self.seen:
            for group in self.unsummed:
                changes.pop(group, None)


def all_calls(caller, probes, weights=None):
    """The Calls of each way that runs; where none does, the first error, with what to pass."""
    errors, ran = [], False
    for way in ways(weights):
        try:
            calls = Calls(caller, way, probes)
        except OF_SHAPE as error:
            errors.append(error)
            continue
        ran = True
        yield calls
    if not ran:
        first = next((error for error in errors if isinstance(error, NeurosimError)), errors[0])    # which has run
        raise first if isinstance(first, NeurosimError) else cannot_be_called(first, probes[0], caller) from first


def cannot_be_called(error, probe, caller):
    """What to pass, where the step has failed whichever way it was called."""
    first = probe.weights[0]
    what = f"weights[0] is ({len(first)}, {len(first[0])}), a row for each neuron; (inputs, outputs) was tried too"
    return NeurosimError("step", f"a function {WANTED} that works on a network of {probe.name}: {what}; "
                         "shapes=(2, 5, 1) says which networks it can do, batch=4 gives it several samples at once",
                         problem=f"{type(error).__name__}: {echo(str(error))[1:-1]}")
