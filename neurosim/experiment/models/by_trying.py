"""What a model does not tell of itself, found by asking it: which activations give its answers, which loss its E."""

from __future__ import annotations

from itertools import cycle, product
from math import isfinite
from random import Random

from ...core.activations import ACTIVATIONS
from ...core.guard.arrays import plain
from ...core.guard.errors import NeurosimError
from ...core.layers import make_layer
from ...core.losses import LOSSES
from ...core.maths import INFINITY, absolute, total
from ...core.training import REDUCTIONS, combined

TYPE_CHECKING = False    # as typing has it, which takes a while to import
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import Any
    from .model import Model

ROWS, NEAR = 24, 1e-4    # of inputs to try; single precision agrees to six digits
WIDER = (1.0, 5.0, 25.0)    # so that nets of either sign come about, whatever the biases are
CLEARLY, SAME = 10.0, 1e-7    # times as near is the one that is meant (gelu_tanh is near gelu), but for rounding
USUAL_FIRST = ["mean_squared_error", *LOSSES]    # of one or two outputs, another comes to the same
HIDDEN = [name for name in ACTIVATIONS if name != "softmax"]


def rows_to_try(columns: int, low: float = -2.0, high: float = 2.0) -> list[list[float]]:
    """The same numbers every time."""
    random = Random(columns)
    return [[random.uniform(low, high) for _ in range(columns)] for _ in range(ROWS)]


def inputs_to_try(model: Model) -> list[list[float]]:
    """Some of them far from 0."""
    rows = rows_to_try(model.sizes[0])
    return [[factor * value for value in row] for row, factor in zip(rows, cycle(WIDER))]


def activations_of(model: Model) -> list[Any]:
    """One for each layer: those that the model tells, or else the only ones that give its own answers.

    Raises NeurosimError where they cannot be found, and where those it tells give other answers.
    """
    told = [layer.activation for layer in model.layers]
    wanted = answers_of(model)
    if wanted is None:
        if None in told:
            raise NeurosimError("activation", f"{len(told)} names, one for each layer, such as "
                                f"{','.join(['relu'] * (len(told) - 1) + ['linear'])}",
                                problem="; ".join(["the model tells none", *model.notes]))
        return told
    tried = [(distance(model, names, wanted), names) for names in choices(told)]
    nearest = min(far for far, _ in tried)
    found = [names for far, names in tried if far <= NEAR and far <= max(CLEARLY * nearest, SAME)]
    if found and all(names[:-1] == found[0][:-1] for names in found):    # a linear last layer comes first
        if len(found) > 1:
            model.notes.append(f"of the last layer, {' and '.join(str(names[-1]) for names in found)} give its answers")
        return found[0]
    if None not in told:
        raise NeurosimError("model", "a row of linear layers, each with an activation, nothing else", problem=f"it "
                            f"answers otherwise than its layers with {', '.join(map(str, told))}")
    raise NeurosimError("activation", f"{len(told)} names, one for each layer", problem="the model tells none, and "
                        + ("several give its answers" if found else "no usual ones give its answers"))


def answers_of(model: Model) -> list[list[float]] | None:
    """What the model answers to rows of ours; None where it cannot be asked."""
    if model.answer is None:
        return None
    try:
        answers = plain(model.answer(inputs_to_try(model)))
        return [list(map(float, row if isinstance(row, list) else [row])) for row in map(plain, answers)]
    except Exception as error:    # whatever a stranger's program does
        model.notes.append(f"the model could not be asked ({type(error).__name__}), so its answers are not compared")
        return None


def choices(told: Sequence[Any]) -> Iterator[list[Any]]:
    """What is not told: one activation for all hidden layers, and one for the last."""
    for hidden, last in product(HIDDEN if None in told[:-1] else [None], ACTIVATIONS if told[-1] is None else [None]):
        yield [hidden if name is None else name for name in told[:-1]] + [told[-1] or last]


def distance(model: Model, activations: Sequence[Any], wanted: list[list[float]]) -> float:
    """How far layers with these activations are from the model's own answers, at most; of what is beyond NEAR it does
    not matter how far."""
    layers = [make_layer(**{**layer.fields(), "activation": activation})
              for layer, activation in zip(model.layers, activations)]
    furthest = 0.0
    for inputs, outs in zip(inputs_to_try(model), wanted):
        furthest = max(furthest, between(fed_forward(layers, inputs), outs))
        if furthest > NEAR:
            break
    return furthest


def fed_forward(layers, outs):
    for layer in layers:
        outs = layer.feed_forward(outs)
    return outs


def between(values: Sequence[float], wanted: Sequence[float]) -> float:
    """How far they are apart, as a share; infinity where these are not as many, or no finite numbers."""
    apart = [absolute(value - other) / (1.0 + absolute(other)) for value, other in zip(values, wanted)]
    return max(apart) if len(values) == len(wanted) and all(map(isfinite, apart)) else INFINITY


def loss_of(call: Callable[[list[list[float]], list[list[float]]], float], outputs: int) -> tuple[str, str]:
    """(loss, reduction) that give what `call(outs, targets)` gives, for shares and for any numbers that it can take.

    Raises NeurosimError where none does.
    """
    targets = [[float(place == i % max(outputs, 2)) for place in range(outputs)] for i in range(ROWS)]
    rows = [list(map(shares, rows_to_try(outputs, 0.1, 0.9))), rows_to_try(outputs, -4.0, 4.0)]
    wanted = [(outs, called(call, outs, targets)) for outs in rows]
    for name, reduction in product(USUAL_FIRST, REDUCTIONS):
        if all(value is None or between([error_of(name, reduction, outs, targets)], [value]) <= NEAR
               for outs, value in wanted):
            return name, reduction
    raise NeurosimError("loss", "one of neurosim's losses, summed or averaged over the samples",
                        problem="none gives what it gives")


def called(call, outs, targets):
    """What it gives; None where it cannot take such outs."""
    try:
        value = float(plain(call(outs, targets)))
    except Exception:    # whatever a stranger's function does
        return None
    return value if isfinite(value) else None


def error_of(name, reduction, outs, targets):
    """The error by a loss of ours; infinity where it is not defined."""
    loss = LOSSES.make(name)
    if loss.targets_wanted(len(outs[0])) != len(targets[0]):
        return INFINITY
    try:
        return combined([total(loss.errors(row, out)) for row, out in zip(targets, outs)], reduction)
    except NeurosimError:
        return INFINITY


def shares(row):
    """Numbers that add up to 1; one alone stays as it is."""
    return [value / total(row) for value in row] if len(row) > 1 else row
