"""Training: step after step over the samples. Online, mini-batch and full batch are one loop."""

from __future__ import annotations

from itertools import islice

from .draws import draw_many
from .guard import checks
from .guard.errors import NeurosimError, Undefined
from .maths import total

TYPE_CHECKING = False    # as typing has it, which takes a while to import
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from .network import NeuralNetwork

    Row = Sequence[float]
    Sample = tuple[Row, Row]    # inputs, targets

ORDERS = ("given", "shuffled", "random")
REDUCTIONS = ("mean", "sum")
MOST_SAMPLES = 10**9    # in one step: more than any memory holds


class Batches:
    """Which samples each step learns from, as lists of places in 0 ... count - 1.

    order      "given": one after the other; "shuffled": so, in a new order each epoch; "random": drawn with replacement
    random     a `random.Random` of the experiment's own; only "shuffled" and "random" draw from it

    An epoch ends with a smaller batch where the samples do not come out even.

    >>> batches = Batches(3, batch_size=2)
    >>> next(batches), next(batches), next(batches)
    ([0, 1], [2], [0, 1])
    """

    def __init__(self, count, batch_size=1, order="given", random=None):
        self.count = checks.integer(count, "count")
        self.batch_size = count if batch_size == "all" else checks.integer(batch_size, "batch_size")
        self.order, self.random = checks.choice(order, "order", ORDERS, "order"), random
        if order != "given" and not hasattr(random, "randrange"):
            raise NeurosimError("random", f"a random.Random, as the order is {order!r}", random)
        self.waiting = []    # the rest of this epoch

    def __next__(self):
        if self.order == "random":
            return [self.random.randrange(self.count) for _ in range(self.batch_size)]
        if not self.waiting:
            self.begin_epoch()
        batch = self.waiting[:self.batch_size]
        del self.waiting[:self.batch_size]
        return batch

    def begin_epoch(self):
        self.waiting = list(range(self.count))
        if self.order == "shuffled":
            self.random.shuffle(self.waiting)

    def __iter__(self):
        return self

    def take(self, steps, samples):
        """What so many steps learn from, out of a list of samples: batches; the samples themselves where each is of 1.
        >>> Batches(3, batch_size=2).take(5, ["a", "b", "c"]), Batches(3).take(5, ["a", "b", "c"])
        ([['a', 'b'], ['c'], ['a', 'b'], ['c'], ['a', 'b']], ['a', 'b', 'c', 'a', 'b'])
        """
        if self.order == "random":
            return self.split([samples[place] for place in draw_many(self.random, self.count, steps * self.batch_size)])
        taken, epoch = [], self.steps_in_an_epoch()
        while len(taken) < steps:
            missing = steps - len(taken)
            if not self.waiting and self.order == "given" and missing >= epoch:    # whole epochs are alike
                taken += self.split(samples) * (missing // epoch)
                continue
            if not self.waiting:
                self.begin_epoch()
            count = missing * self.batch_size
            taken += self.split([samples[place] for place in self.waiting[:count]])
            del self.waiting[:count]
        return taken

    def split(self, samples):
        if self.batch_size == 1:
            return samples
        return [samples[i:i + self.batch_size] for i in range(0, len(samples), self.batch_size)]

    def check(self, samples):
        """NeurosimError where somebody has added a sample, or taken one away."""
        if len(samples) != self.count:
            expected = f"{self.count}, as many as the batches are drawn from"
            raise NeurosimError("samples", expected, got=str(len(samples)))

    def steps_in_an_epoch(self):
        return -(-self.count // self.batch_size)


def train(network: NeuralNetwork, samples: Sequence[Sample], batches: Batches, steps: int, reduction: str = "mean",
          watch: Callable[[list[int]], object] | None = None) -> Iterator[list[int]]:
    """`steps` steps; each learns from the next of the batches. Yields after each step, so that one may look.

    watch(batch) is called before each step, with the places of the samples it will learn from.

    >>> from neurosim.core.network import NeuralNetwork
    >>> network, samples = NeuralNetwork.build(2, 2, 1, seed=1), [([0.0, 1.0], [1.0]), ([1.0, 1.0], [0.0])]
    >>> before = network.calculate_total_error(samples)
    >>> for batch in train(network, samples, Batches(2), steps=100):
    ...     pass
    >>> network.calculate_total_error(samples) < before
    True
    """
    steps = checks.integer(steps, "steps", low=0)
    checks.choice(reduction, "reduction", REDUCTIONS, "reduction")
    for _ in range(steps):
        batch = next(batches)
        if watch:
            watch(batch)
        try:
            network.learn([samples[place] for place in batch], reduction)
        except Undefined as error:
            raise error.of_sample(batch[error.place] + 1) from None
        yield batch


def train_on_sample(network: NeuralNetwork, inputs: Row, targets: Row) -> None:
    """Take one step on one sample."""
    network.learn([(inputs, targets)])


def train_on(network: NeuralNetwork, feeder: Iterable[Sample], batch_size: int = 1, reduction: str = "mean") -> int:
    """Take steps on mini-batches from any iterable of (inputs, targets), a generator too, to its end; returns how many.

    >>> from neurosim.core.network import NeuralNetwork
    >>> NeuralNetwork.build(1, 1).train_on((([x / 10], [x / 10]) for x in range(10)), batch_size=4)
    3
    """
    batch_size = checks.integer(batch_size, "batch_size", high=MOST_SAMPLES)
    feeder, steps = iter(checks.iterable(feeder, "feeder", "an iterable of (inputs, targets)")), 0
    while batch := list(islice(feeder, batch_size)):
        network.learn([checks.pair(sample, "sample") for sample in batch], reduction)
        steps += 1
    return steps


# Questions to a network.

def answers(network: NeuralNetwork, rows: Iterable[Row]) -> list[list[float]]:
    """Answer a batch: N rows of P inputs in, N rows of K outs out."""
    return [network.feed_forward(inputs) for inputs in checks.sequence(rows, "rows", "a list of lists of numbers")]


def error(network: NeuralNetwork, inputs: Row, targets: Row) -> float:
    """Work out E for one sample."""
    network.feed_forward(inputs)
    return total(network.errors(targets))


def calculate_total_error(network: NeuralNetwork, samples: Iterable[Sample]) -> float:
    """Add up E over all samples, each (inputs, targets)."""
    checks.iterable(samples, "samples", "a list of (inputs, targets)")
    return total([network.error(*checks.pair(sample, "sample")) for sample in samples])


def combined(errors, reduction):
    """The error of a batch: the mean, or the sum, of its samples' errors."""
    return total(errors) if reduction == "sum" else total(errors) / float(len(errors))
