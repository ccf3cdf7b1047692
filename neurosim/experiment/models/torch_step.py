"""A step of PyTorch beside ours: every number that it goes through, and the first that differs."""

from __future__ import annotations

from copy import deepcopy
from functools import cached_property
from itertools import chain, repeat

from .. import Experiment
from ...core.guard import checks
from ...core.guard.arrays import in_a_row, plain, shape_of
from ...core.guard.errors import NeurosimError
from ...core.layers import make_layer
from ...core.maths import absolute
from ...core.network import NeuralNetwork
from ...explain.naming import after_step, name_of, slope_of, suffixes
from ...explain.viewable import Viewable
from .taking_over import samples_for, take_activations
from .torch_model import is_torch, linear_names, loss_in_torch, optimizer_in_torch, read_torch

TYPE_CHECKING = False    # as typing has it, which takes a while to import
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any
    from ...explain.hints import Choice, Document
    from ...explain.trace import Trace
    from ...practice.diagnosis.explanation import Explanation

# By the bytes of a number: how far off it may be, as a share of the greatest of its kind in its layer; and at least.
ROOM = {2: (3e-2, 1e-2), 4: (1e-4, 1e-6), 8: (1e-9, 1e-14)}


def watch_torch(model: Any, loss: Callable[..., Any], x: Any, y: Any, optimizer: Any = None, *,
                activation: Choice | Sequence[Choice] | None = None) -> TorchStep:
    """Take the same step by PyTorch and by neurosim: forward, error, backward; `print` shows both, number by number.

    model         a torch.nn.Module of linear layers; it stays as it is, a copy is run
    loss          loss(outs, y), such as torch.nn.MSELoss(): which of ours it is, is found by trying
    x, y          tensors: a sample, or a row for each of several; y may have the numbers of classes
    optimizer     of torch.optim, for the parameters of the model: then the new weights are compared, too
    activation    a name for each layer, or one for all; None: as the model tells, or those that give its answers

    A slope within a batch is that of the sample's own E: where PyTorch averages, its slopes are given times the number
    of samples. Raises NeurosimError where the model, or the loss, is none of ours.
    """
    check_torch(model, loss, x, y)
    found = read_torch(model)
    names = linear_names(model)
    if not names:
        raise NeurosimError("model", "layers that are torch.nn.Linear, to be watched")
    take_activations(found, activation, are_tried=False)    # where it answers otherwise, it is shown where
    if any(layer.normalize for layer in found.layers):
        raise NeurosimError("model", "one without BatchNorm1d and LayerNorm, to be watched")
    if model.training and any(layer.dropout for layer in found.layers):
        raise NeurosimError("model", "model.eval() before", problem="dropout leaves out other neurons each time")
    our_loss, reduction = loss_in_torch(model, loss, found.sizes[-1])
    network = NeuralNetwork([make_layer(**layer.fields()) for layer in found.layers], our_loss,
                            "sgd" if optimizer is None else optimizer_in_torch(optimizer))
    samples = samples_for(found, pairs_of_tensors(x, y), our_loss)
    experiment = Experiment(network, samples, name="torch", batch_size="all", reduction=reduction)
    trace = experiment.trace()
    theirs = Watched(model, names, optimizer).numbers(loss, x, y, trace)
    return TorchStep(experiment, trace, theirs, ROOM[next(iter(model.parameters())).element_size()])


def check_torch(model, loss, x, y):
    """NeurosimError where PyTorch could not take the step itself."""
    if not is_torch(model):
        raise NeurosimError("model", "a torch.nn.Module", model)
    checks.function(loss, "loss", "a loss of PyTorch, such as torch.nn.MSELoss()")
    for field, tensor in (("x", x), ("y", y)):
        if not hasattr(tensor, "requires_grad"):
            raise NeurosimError(field, "a tensor", tensor)


def pairs_of_tensors(x, y):
    """(inputs, targets) of one sample, or of several; targets may be a number alone."""
    if len(shape_of(x) or ()) < 2:
        return [(plain(x), plain(y))]
    rows, targets = list(map(flat, plain(x))), in_a_row(plain(y))
    if len(targets) != len(rows):
        raise NeurosimError("y", f"{len(rows)} rows, one for each row of x", got=str(len(targets)))
    return list(zip(rows, targets))


class Watched:
    """A copy of a module that remembers what goes into its linear layers and what comes out of them."""

    def __init__(self, model: Any, names: Sequence[str], optimizer: Any = None) -> None:
        self.model, self.optimizer = deepcopy((model, optimizer))    # at once, so that its parameters are the copy's
        modules = dict(self.model.named_modules())
        for module in modules.values():
            if getattr(module, "inplace", False):    # it would write its outs where the nets stand
                module.inplace = False
        self.layers = [modules[name] for name in names]
        self.seen: dict[int, tuple[Any, Any]] = {}
        for layer in self.layers:
            layer.register_forward_hook(self.remember)

    def remember(self, layer: Any, given: Any, out: Any) -> None:
        """What went in, and what came out."""
        self.seen[id(layer)] = kept(given[0]), kept(out)

    def numbers(self, loss: Callable[..., Any], x: Any, y: Any, trace: Trace) -> dict[str, float | None]:
        """Every number of the step by the name that it has in our trace; None where backward has not come to it."""
        outs = kept(self.model(x))
        error = loss(outs, y)
        self.model.zero_grad()
        error.backward()
        found, names, samples = {"E": plain(error.detach())}, trace.names, len(trace.batch)
        times = float(samples) if trace.reduction == "mean" else 1.0
        after = [*(self.seen[id(layer)][0] for layer in self.layers[1:]), outs]
        for place, layer in enumerate(self.layers):
            neurons, (_, nets) = names.neurons[place], self.seen[id(layer)]
            for kind, tensor in (("net", nets), ("out", after[place])):
                found.update(zip(of_samples(kind, neurons, samples), flat(plain(tensor.detach()))))
                if nets.requires_grad:
                    found.update(zip(of_samples(slope_of("E", kind), neurons, samples), slopes(tensor, times)))
            for own, tensor in parameters_of(layer, names, place):
                if tensor.requires_grad:
                    found.update(zip((slope_of("E", name) for name in own), slopes(tensor)))
        return {**found, **self.moved(names)} if self.optimizer else found

    def moved(self, names: Any) -> dict[str, float]:
        """Every weight and bias after the step."""
        self.optimizer.step()
        found: dict[str, float] = {}
        for place, layer in enumerate(self.layers):
            for own, tensor in parameters_of(layer, names, place):
                found.update(zip(map(after_step, own), flat(plain(tensor.detach()))))
        return found


def parameters_of(layer, names, place):
    """(the names of its numbers, the tensor) of the weights, and of the biases where there are any."""
    yield flat(names.weights[place]), layer.weight
    if layer.bias is not None:
        yield names.biases[place], layer.bias


def kept(tensor):
    """The tensor, which will remember its slope."""
    if tensor.requires_grad:
        tensor.retain_grad()
    return tensor


def of_samples(kind, neurons, samples):
    """The names of what each neuron has for each sample."""
    return [name_of(kind, neuron) + suffix for suffix in suffixes(samples) for neuron in neurons]


def slopes(tensor, times=1.0):
    """The slope of each number of a tensor; None for those that backward has not come to."""
    return repeat(None) if tensor.grad is None else [slope * times for slope in flat(plain(tensor.grad))]


def flat(values):
    return [each for value in values for each in flat(value)] if isinstance(values, list) else [values]


class TorchStep(Viewable):
    """The numbers of one step by PyTorch and by neurosim: `rows` has (name, PyTorch's, ours, whether they agree).

    PyTorch's is None where its backward has not come to the number.

    experiment    the same step here, to ask further; its `trace` has our numbers
    """

    def __init__(self, experiment: Experiment, trace: Trace, theirs: dict[str, float | None],
                 room: tuple[float, float]) -> None:
        self.experiment, self.trace = experiment, trace
        self.tolerance = None if room == ROOM[8] else room[1]    # doubles are judged by their digits
        share, least = room
        rooms = {name: share * scale + least for name, scale in scales_of(trace).items()}
        self.rows = [(name, theirs[name], quantity.value, is_within(theirs[name], quantity.value, rooms[name]))
                     for name, quantity in trace.quantities.items() if name in theirs]

    @property
    def agree(self) -> bool:
        return self.first_difference is None

    @property
    def first_difference(self) -> str | None:
        """The first number that differs, in order of computation; None where all agree."""
        return next((name for name, *_, agrees in self.rows if not agrees), None)

    @cached_property
    def explanations(self) -> list[Explanation]:
        """The known mistakes that PyTorch would have to make to come to its numbers: see `Experiment.diagnose`."""
        if self.agree:
            return []
        numbers = {name: theirs for name, theirs, *_ in self.rows if theirs is not None}
        return self.experiment.diagnose(numbers, tolerance=self.tolerance).explanations

    @property
    def causes(self) -> list[str]:
        """What the first that differs is worked out from, as far as PyTorch has it."""
        if self.first_difference is None:
            return []
        watched = {name for name, *_ in self.rows}
        return [name for name in self.trace.explain(self.first_difference).steps[0].causes if name in watched]

    def to_dict(self) -> Document:
        return {"format": "neurosim-torch-step", "version": 1, "agree": self.agree,
                "first_difference": self.first_difference,
                "numbers": [{"name": name, "torch": theirs, "neurosim": ours, "agrees": agrees}
                            for name, theirs, ours, agrees in self.rows]}

    def __repr__(self) -> str:
        what = "all agree" if self.agree else f"first difference: {self.first_difference}"
        return f"TorchStep({len(self.rows)} numbers, {what})"


def is_within(theirs: float | None, ours: Any, room: float) -> bool:
    return theirs is not None and absolute(theirs - ours) <= room


def scales_of(trace: Trace) -> dict[str, float]:
    """By name: the greatest number of its kind in its layer."""
    layers = layers_by_owner(trace.names)
    scales: dict[Any, float] = {}
    places = {name: (quantity.kind, layers.get(quantity.owner)) for name, quantity in trace.quantities.items()}
    for name, place in places.items():
        scales[place] = max(scales.get(place, 0.0), absolute(trace.value(name)))
    return {name: scales[place] for name, place in places.items()}


def layers_by_owner(names: Any) -> dict[str, int]:
    """The place of the layer that a neuron, a weight, a bias belongs to, by its name."""
    owners = zip(names.neurons, names.weights, names.biases)
    return {owner: place for place, (neurons, rows, biases) in enumerate(owners)
            for owner in (*neurons, *biases, *chain.from_iterable(rows))}
