"""A learner's own training step, tried out on networks that are chosen to tell mistakes apart.

With two outputs a mean of squares has the slope of half their sum; in a square layer a transposed matrix goes
unnoticed; with one hidden layer nobody sees which of its neighbours a layer listens to; biases of 0 hide a bias left
out. So the probes have three layers of other sizes, weights of both signs, and biases that all differ.
"""

from __future__ import annotations

from copy import deepcopy

from ...core.guard.errors import NeurosimError
from ...examples.lookup import document_of
from ...explain.naming import after_step, slope_of
from ...explain.viewable import Viewable
from ...training.trainer import Trainer
from .answers import Answer, read_number
from ..mistakes import MISTAKES
from .readings import Reader
from .search import fits, forms

TYPE_CHECKING = False    # as typing has it, which takes a while to import
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from typing import Any
    from ...explain.hints import Document

SHAPES = ((3, 4, 2, 3), (2, 4, 3, 5), (4, 3, 3, 3))
RATE, CLOSE = 0.7, 1e-11    # of the step; and how near a new weight must come


def diagnose_function(step: Callable[..., Any], shapes: Iterable[Sequence[int]] = SHAPES, activation: str = "sigmoid",
                      loss: str = "half_squared_error", gradients: bool = False) -> Probing:
    """Which mistakes a training step makes; `print` shows it.

    step(weights, biases, inputs, targets, learning_rate) takes one step of gradient descent on one sample, and returns
    (weights, biases) as they are after it; or it changes the lists it was given and returns None.

        weights[layer][neuron][input], biases[layer][neuron], inputs, targets    plain lists of floats, new each time

    shapes        sizes of the networks to try, inputs first; where the step can do one hidden layer only:
                  [(3, 4, 3), (2, 2, 2)]
    activation    of every layer;  loss    what is descended
    gradients     whether the step returns (dE_dweights, dE_dbiases), and moves nothing

    Raises NeurosimError where what comes back has another shape, or no weight has moved; an exception of the step
    itself comes through.

    >>> from neurosim import NeuralNetwork, NeuronLayer
    >>> def frozen(weights, biases, inputs, targets, learning_rate):
    ...     layers = [NeuronLayer(rows, row, train_bias=False) for rows, row in zip(weights, biases)]
    ...     NeuralNetwork(layers, optimizer={"name": "sgd", "learning_rate": learning_rate}).train(inputs, targets)
    ...     return [[neuron.weights for neuron in layer.neurons] for layer in layers], biases
    >>> diagnose_function(frozen, shapes=[(3, 4, 3)])
    Probing(1 probe: biases match bias_not_trained or bias_trained_later)
    """
    if not callable(step):
        raise NeurosimError("step", "a function step(weights, biases, inputs, targets, learning_rate)", step)
    probes = [ProbeNetwork(step, sizes, activation, loss, gradients, seed) for seed, sizes in enumerate(shapes, 1)]
    return Probing(probes)


class ProbeNetwork:
    """The step on one network: `answers[group]` are its numbers; a group is the weights of a layer, or the biases."""

    def __init__(self, step: Callable[..., Any], sizes: Sequence[int], activation: str, loss: str, gradients: bool,
                 seed: int) -> None:
        self.sizes = sizes
        trainer = probe_trainer(sizes, activation, loss, seed)
        self.reader = Reader(trainer)
        self.right = self.reader.read()
        self.forms = {(form.mistake.name, form.where): form for form in forms(self.reader, self.right)}
        weights = [[list(neuron.weights) for neuron in layer.neurons] for layer in trainer.network.layers]
        biases = [layer.biases for layer in trainer.network.layers]
        inputs, targets = trainer.samples[0]
        given = deepcopy([weights, biases, inputs, targets])
        returned = step(*given, RATE)
        returned = tuple(given[:2]) if returned is None and not gradients else returned
        found = [pair(returned, place) for place in (0, 1)]
        if not gradients and shaped(found[0], weights, "weights") == weights:
            raise NeurosimError("step", "new weights to be returned, or the given lists to be changed",
                                problem="no weight has moved")
        named = self.named(found[0], weights, "weights", gradients), self.named(found[1], biases, "biases", gradients)
        self.answers = {**{f"layer-{number} gradients": group for number, group in enumerate(named[0], 1)},
                        "biases": [answer for group in named[1] for answer in group]}

    def named(self, found: Any, like: list[Any], what: str, gradients: bool) -> list[list[Answer]]:
        """The numbers of each layer as answers; they must come in lists like those that went in."""
        names = self.reader.names.weights if what == "weights" else self.reader.names.biases
        return [[answer_of(name, value, gradients) for name, value in zip(flat(group), flat(values))]
                for group, values in zip(names, shaped(found, like, what))]

    def matches(self, group: str, numbers: dict[str, float]) -> bool:
        return fits(self.answers[group], numbers)


def answer_of(name: str, value: float, gradients: bool) -> Answer:
    name = slope_of("E", name) if gradients else after_step(name)
    return Answer(name, name, value, tolerance=CLOSE)


def pair(returned: Any, place: int) -> Any:
    if not isinstance(returned, (tuple, list)) or len(returned) != 2:
        raise NeurosimError("step", "the pair (weights, biases) to be returned", returned)
    return returned[place]


def shaped(found: Any, like: Any, where: str) -> Any:
    """Nested lists, or arrays, of one shape as nested lists of floats."""
    if not isinstance(like, list):
        return read_number(found, where)[1]
    try:
        found = list(found)
    except TypeError:
        raise NeurosimError(f"step: {where}", f"a list of length {len(like)}", found) from None
    if len(found) != len(like):
        raise NeurosimError(f"step: {where}", f"a list of length {len(like)}", got=str(len(found)))
    return [shaped(each, other, f"{where}[{place}]") for place, (each, other) in enumerate(zip(found, like))]


def flat(values: list[Any]) -> list[Any]:
    return [each for value in values for each in (flat(value) if isinstance(value, list) else [value])]


def probe_trainer(sizes: Sequence[int], activation: str, loss: str, seed: int) -> Trainer:
    """A network of these sizes; no two of its numbers are the same."""
    from random import Random
    random = Random(seed)

    def some(count: int) -> list[float]:
        return [round(random.uniform(0.1, 0.9) * random.choice((-1, 1)), 3) for _ in range(count)]
    layers = [{"activation": activation, "weights": [some(inputs) for _ in range(neurons)], "biases": some(neurons)}
              for inputs, neurons in zip(sizes, sizes[1:])]
    targets = [round(random.uniform(0.05, 0.95), 3) for _ in range(sizes[-1])]
    document = {"format": "neurosim-experiment", "version": 1, "name": "-".join(map(str, sizes)), "inputs": sizes[0],
                "layers": layers, "loss": loss, "optimizer": {"name": "sgd", "learning_rate": RATE},
                "samples": [{"inputs": some(sizes[0]), "targets": targets}], "seed": 0}
    return Trainer(document_of(document))


class Probing(Viewable):
    """What came of it.

    groups    "layer-1 gradients", "layer-2 gradients", ..., "biases": name -> the mistakes it matches on all probes
              that have it, as (name, where); None where it is right on all; [] where no known mistake fits
    mistakes  the names of those that match everything at once
    """

    def __init__(self, probes: list[ProbeNetwork]) -> None:
        self.probes = probes
        names = dict.fromkeys(group for probe in probes for group in probe.answers if group != "biases")
        self.groups = {group: self.matching(group) for group in [*names, "biases"]}
        wrong = [set(found) for found in self.groups.values() if found is not None]
        self.mistakes = list(dict.fromkeys(name for name, _ in self.sorted(set.intersection(*wrong) if wrong else ())))

    def matching(self, group: str) -> list[tuple[str, Any]] | None:
        probes = [probe for probe in self.probes if group in probe.answers]
        if all(probe.matches(group, probe.right) for probe in probes):
            return None
        keys = dict.fromkeys(key for probe in probes for key in probe.forms)
        return [key for key in keys if all(self.fits(probe, group, key) for probe in probes)]

    def fits(self, probe: ProbeNetwork, group: str, key: tuple[str, Any]) -> bool:
        """A mistake that a probe cannot show leaves it right."""
        return probe.matches(group, probe.forms[key].numbers if key in probe.forms else probe.right)

    def sorted(self, keys: Iterable[tuple[str, Any]]) -> list[tuple[str, Any]]:
        order = list(dict.fromkeys(key for probe in self.probes for key in probe.forms))
        return sorted(keys, key=order.index)

    @property
    def agree(self) -> bool:
        return all(found is None for found in self.groups.values())

    def told(self) -> Iterator[tuple[str, list[str]]]:
        """(group, names of mistakes) for each group that is off; the mistakes that match everything come alone."""
        for group, found in self.groups.items():
            if found is not None:
                yield group, self.mistakes or list(dict.fromkeys(name for name, _ in found))

    @staticmethod
    def sentences(names: Iterable[str]) -> list[tuple[str, str]]:
        """(what is done, what to do) for each of these mistakes."""
        return [(MISTAKES[name].sentence, MISTAKES[name].advice) for name in names]

    def to_dict(self) -> Document:
        return {"format": "neurosim-probing", "version": 1, "agree": self.agree, "mistakes": self.mistakes,
                "probes": ["-".join(map(str, probe.sizes)) for probe in self.probes],
                "groups": {group: found if found is None else list(dict.fromkeys(name for name, _ in found))
                           for group, found in self.groups.items()}}

    def __repr__(self) -> str:
        count = f"{len(self.probes)} probe" + "s" * (len(self.probes) != 1)
        said = "; ".join(f"{group} match {' or '.join(names) or 'no known mistake'}" for group, names in self.told())
        return f"Probing({count}: {said or 'all right'})"
