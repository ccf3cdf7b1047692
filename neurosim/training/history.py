"""The history of an experiment: any step that it has been trained for, with every number and why.

Steps are not stored. While a run lasts, its state is kept now and then, and a step that is asked for is taken once more
from the state before it: it has nothing to go by but that state, so it comes to the same bits.
"""

from __future__ import annotations

import pickle
from bisect import bisect_left
from copy import deepcopy
from struct import Struct

from ..core.guard import checks
from ..core.guard.errors import NeurosimError
from ..core.parameters import trained
from ..explain.codegen.textbook import is_textbook
from ..explain.written_names import canonical
from .state import restore

TYPE_CHECKING = False    # as typing has it, which takes a while to import
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from ..explain.hints import Document, Value
    from ..explain.trace import Trace
    from .trainer import Trainer

STRIDE = 1000           # steps between two kept states, as long as they fit into
MOST_BYTES = 2**24      # all kept states; a small network's take some 3 bytes a step, mostly of its generator
WORDS = Struct("625I")  # that state: 624 words and a position


class History:
    """The steps of an experiment, as they were. To go through it yields their traces, oldest first.

    `at(n)` is the trace of step n. Step 1 is the first. As steps are no places in a
    list, which count from 0, there is no history[0].

    What step n shows is what `experiment.trace(step=n)` would have shown before training: `w5` as it is before the
    step, `w5_new` as it is after, `E` the error on the samples that the step learns from, before it learns.
    So there is no step 0: how it was before training is seen in step 1.

    It goes on from one `train` to the next. It begins anew, with the next step, where a run does not go on from where
    the last one ended: a checkpoint was resumed, or somebody has changed weights, settings or samples by hand.

    >>> from neurosim import load
    >>> experiment = load("xor", seed=1)
    >>> run = experiment.train(steps=2000)
    >>> experiment.history, experiment.history.at(1234).step
    (History(2000 steps), 1234)
    >>> len(experiment.history), next(iter(experiment.history)).step
    (2000, 1)
    >>> experiment.history.first(lambda step: step["w5"] * step["w5_new"] < 0.0).step    # when did w5 change sign?
    27
    """

    def __init__(self, trainer: Trainer) -> None:
        self.trainer, self.steps = trainer, range(1, 1)
        self.kept: dict[int, bytes] = {}    # steps taken -> the state after them, pickled; `bytes` in all
        self.state: Document = {}
        self.circumstances: tuple[object, ...] = ()

    # While a run lasts.

    def begin(self, state: Document) -> None:
        """A run begins here."""
        found = circumstances(self.trainer)
        if not self.kept or state != self.state or found != self.circumstances:
            self.origin, self.circumstances = None, found
            if not is_textbook(self.trainer.network):    # it may change as it goes
                self.origin = deepcopy(self.trainer)
            self.kept, self.bytes, self.stride, self.steps = {}, 0, STRIDE, range(state["step"] + 1, state["step"] + 1)
            self.keep(state)
        self.state = state

    def reach(self, state: Document) -> None:
        """A run has come to here."""
        self.state, self.steps = state, range(self.steps.start, state["step"] + 1)
        if state["step"] >= self.due:
            self.keep(state)

    def back_to(self, state: Document) -> None:
        """Later steps are as if they had not been."""
        self.state, self.steps = state, range(self.steps.start, state["step"] + 1)
        self.kept = {step: kept for step, kept in self.kept.items() if step <= state["step"]}
        self.due = state["step"]

    def keep(self, state: Document) -> None:
        """Keep this state; where they get too many, every other one stays, and so on, but the first always."""
        self.kept[state["step"]] = pickle.dumps({**state, "random": packed(state["random"])})
        self.bytes += len(self.kept[state["step"]])
        while len(self.kept) > 2 and self.bytes > MOST_BYTES:
            self.stride *= 2
            self.kept = dict(list(self.kept.items())[::2])
            self.bytes = sum(map(len, self.kept.values()))
        self.due = state["step"] + self.stride

    # Afterwards.

    def __len__(self) -> int:
        return len(self.steps)

    def __iter__(self) -> Iterator[Trace]:
        return self.replayed(self.steps)

    def at(self, step: int) -> Trace:
        """The Trace of one step.

        >>> from neurosim import load
        >>> experiment = load("worked-example")
        >>> run = experiment.train(steps=100)
        >>> print(experiment.history.at(100).explain("w5_new"))    # doctest: +ELLIPSIS
        w5⁺
        ...
        """
        step = checks.integer(step, "step")
        if not self.steps:
            raise NeurosimError("step", problem="no step has been taken yet: train first")
        if step not in self.steps:
            expected = f"a step from {self.steps[0]:,} to {self.steps[-1]:,}, which this history has"
            raise NeurosimError("step", expected, step)
        return next(self.replayed(range(step, step + 1)))

    def first(self, condition: Callable[[Trace], object]) -> Trace | None:
        """The Trace of the first step for which condition(trace) is true; None where there is none.

        >>> from neurosim import load
        >>> experiment = load("worked-example")
        >>> run = experiment.train(steps=500)
        >>> experiment.history.first(lambda step: step["E"] < 0.01).step
        174
        """
        if not callable(condition):
            raise NeurosimError("condition", "a function of a trace", condition)
        return next(filter(condition, self), None)

    def path(self, name: str) -> list[tuple[int, Value]]:
        """A quantity by step: [(step, value), ...] for each step that has it.

        >>> from neurosim import load
        >>> experiment = load("worked-example")
        >>> run = experiment.train(steps=2)
        >>> experiment.history.path("w5")
        [(1, 0.4), (2, 0.35891647971788465)]
        """
        names = dict.fromkeys([*[name] * isinstance(name, str), canonical(name)])
        path = [(trace.step, trace.value(name)) for trace in self for name in names if name in trace.index]
        if self.steps and not path:
            self.at(self.steps[-1]).find(name)
        return path

    @property
    def errors(self) -> list[tuple[int, Value]]:
        """The error by step: [(step, E), ...], each on the samples that the step learns from, before it learns."""
        return self.path("E")

    def replayed(self, steps: range) -> Iterator[Trace]:
        """The traces of some of the steps, one after the other."""
        from .replay import traced_steps
        if steps:
            kept = list(self.kept)
            step = kept[bisect_left(kept, steps.start) - 1]
            again = self.copied()
            state = pickle.loads(self.kept[step])
            restore(again, {**state, "random": unpacked(state["random"])})
            again.take(steps.start - 1 - step)
            yield from traced_steps(again, len(steps))

    def after(self, steps: list[int]) -> Iterator[Trainer]:
        """A trainer as it was after each of these steps, given in order; it is one that is taken along."""
        if steps and self.steps:
            again = self.copied()
            state = pickle.loads(next(iter(self.kept.values())))
            restore(again, {**state, "random": unpacked(state["random"])})
            straight = again.straight_for(steps[-1] - again.steps_taken)
            for step in steps:
                again.take(step - again.steps_taken, straight)
                yield again

    def copied(self) -> Trainer:
        """A copy to take steps with, made when it is needed: until Python 3.12, what was copied is a tenth slower."""
        if self.origin is None:
            if circumstances(self.trainer) != self.circumstances:
                problem = "settings or samples were changed by hand since, so the steps cannot be taken again"
                raise NeurosimError("history", problem=problem)
            self.origin = deepcopy(self.trainer)
        return deepcopy(self.origin)

    def __repr__(self) -> str:
        return f"History({len(self)} steps)" if self.steps else "History(no step yet)"


def circumstances(trainer: Trainer) -> tuple[object, ...]:
    """What a run depends on beside its state, as far as it may be changed by hand."""
    network, batches = trainer.network, trainer.batches
    return (network, type(network), {name: getattr(network.optimizer, name) for name in network.optimizer.settings},
            [(type(layer), layer.bias, trained(layer)) for layer in network.layers],
            list(trainer.samples), trainer.reduction, batches.batch_size, batches.order)


def packed(random: tuple[int, tuple[int, ...], float | None]) -> tuple[int, bytes, float | None]:
    """The state of a generator, its words in one piece: to pickle them one by one takes longer than all else."""
    version, words, half = random
    return version, WORDS.pack(*words), half


def unpacked(random: tuple[int, bytes, float | None]) -> tuple[int, tuple[int, ...], float | None]:
    version, words, half = random
    return version, WORDS.unpack(words), half
