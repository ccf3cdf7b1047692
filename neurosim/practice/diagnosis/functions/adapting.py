"""A network of somebody's own, with weights that it keeps itself, as a step that `diagnose_function` can try out."""

from __future__ import annotations

import inspect
from copy import copy, deepcopy

from ....core.guard.errors import NeurosimError
from .parameters_of_objects import slots_of

TYPE_CHECKING = False    # as typing has it, which takes a while to import
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

METHODS = ("train_step", "train", "fit", "learn", "step", "update", "backprop", "backpropagate", "backward")
RATES = ("learning_rate", "lr", "eta", "alpha", "rate", "learningrate", "learning_r", "step_size")
ONCE = ("epochs", "epoch", "iterations", "iters", "n_iter", "num_epochs", "n_epochs", "steps", "num_iterations")


def adapt(net: Any, loss: Callable[..., Any] | None = None, *,
          train: str | Callable[..., Any] | None = None) -> Adapted:
    """Make a step for `diagnose_function` of an object with weights of its own; it is left as it is, a copy is tried.

    net      W1, b1, W2, b2 as attributes, or weights and biases, or layers with weights and bias, or params["W1"]; or
             a torch.nn.Module. Lists, arrays or tensors, which way round they may lie
    loss     of a torch.nn.Module, as loss(outs, targets): its own gradients are then taken
    train    the method that takes one step, by name; or a function train(net, inputs, targets). None: `train`, `fit`
             or another usual name

    The learning rate is set where the object has an attribute for it, or given to the method if it takes one.

    >>> class Net:
    ...     def __init__(self):
    ...         self.W1, self.b1, self.learning_rate = [[0.1, 0.2]], [0.3], 0.5
    ...     def train(self, x, t):
    ...         delta = self.W1[0][0] * x[0] + self.W1[0][1] * x[1] + self.b1[0] - t[0]
    ...         self.W1 = [[w - self.learning_rate * delta * each for w, each in zip(self.W1[0], x)]]
    ...         self.b1 = [self.b1[0] - self.learning_rate * delta]
    >>> from neurosim import diagnose_function
    >>> diagnose_function(adapt(Net()), activations=["linear"])
    Probing(2 probes: all right)
    """
    if inspect.isclass(net):
        raise NeurosimError("net", "an object, made with its sizes",
                            problem=f"a class, {net.__name__}, not yet an object")
    return Adapted(net, loss, train)


def copy_of(net: Any) -> Any:
    """A copy that may be trained; what cannot be copied, such as a module that it holds, is shared."""
    try:
        return deepcopy(net)
    except TypeError:
        other = copy(net)
        for name, value in vars(net).items():
            try:
                setattr(other, name, deepcopy(value))
            except TypeError:
                setattr(other, name, value)
        return other


class Adapted:
    """A step whose weights are put into a copy of the object, and read from there after it has taken one itself.

    shapes        the sizes that the object has      has_biases    whether it has any
    """

    def __init__(self, net: Any, loss: Any = None, train: Any = None) -> None:
        self.net, self.loss, self.train = net, loss, train
        self.slots = slots_of(net)
        self.is_module = callable(getattr(net, "named_parameters", None))
        if self.is_module and loss is None and train is None:
            raise NeurosimError("loss", "loss(outs, targets), such as torch.nn.MSELoss(), or train=a function")
        self.shapes, self.has_biases = [self.slots.sizes()] * 2, bool(self.slots.biases)
        self.method = None if self.is_module and train is None else self.found_method()

    def found_method(self) -> Callable[..., Any]:
        """What takes a step: (net, inputs, targets, ...)."""
        if callable(self.train):
            return self.train
        name = self.train or next((name for name in METHODS if callable(getattr(self.net, name, None))), None)
        if name is None or not callable(getattr(type(self.net), name, None)):
            raise NeurosimError("train", "the name of the method that takes one step, or a function of (net, inputs, "
                                "targets)", name, problem=f"{type(self.net).__name__} has no such method")
        return getattr(type(self.net), name)

    def fresh(self) -> Adapted:
        """One that remembers nothing of the steps before."""
        return Adapted(copy_of(self.net), self.loss, self.train)

    def __call__(self, weights: Any, biases: Any, inputs: Any, targets: Any, learning_rate: float) -> Any:
        """Raises ValueError where the matrices lie another way round than the object's own."""
        self.slots.put(weights, biases if self.has_biases else [])
        if self.method is None:
            self.descend(inputs, targets, learning_rate)
        else:
            for name in RATES:
                if hasattr(self.net, name):
                    setattr(self.net, name, learning_rate)
            self.method(self.net, *self.converted(inputs, targets), **self.further(learning_rate))
        return self.slots.get()

    def converted(self, inputs: Any, targets: Any) -> tuple[Any, Any]:
        """A module wants tensors like its own."""
        if not self.is_module:
            return inputs, targets
        like = self.slots.weights[0].value
        return tuple(like.new_tensor(values) if isinstance(values, list) else values.to(like.dtype)
                     for values in (inputs, targets))

    def further(self, rate: float) -> dict[str, Any]:
        """What the method takes besides: the learning rate, and how often: once."""
        given: dict[str, Any] = {}
        for name in list(inspect.signature(self.method).parameters)[3:]:    # type: ignore[arg-type]
            if name.lower() in RATES:
                given[name] = rate
            elif name.lower() in ONCE:
                given[name] = 1
        return given

    def descend(self, inputs: Any, targets: Any, rate: float) -> None:
        """One step along the module's own gradients."""
        inputs, targets = self.converted(inputs, targets)
        self.net.zero_grad()
        self.loss_of(self.net(inputs), targets).backward()
        for slot in (*self.slots.weights, *self.slots.biases):
            slot.value.data -= rate * slot.value.grad

    def loss_of(self, outs: Any, targets: Any) -> Any:
        """A loss that wants the number of a class is given that, where the targets are 1 for it, 0 for the others."""
        try:
            return self.loss(outs, targets)
        except (RuntimeError, ValueError):
            if not bool((targets.max(-1).values == 1).all()):
                raise
            return self.loss(outs, targets.argmax(-1))
