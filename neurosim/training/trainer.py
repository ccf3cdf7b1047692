"""A trainer: a network, the samples it learns from, and chance. Whoever takes steps has one of them take them."""

from ..core.guard import checks
from ..core.guard.errors import Diverged, NeurosimError, Undefined
from ..core.guard.sizes import size_of
from ..core.training import MOST_SAMPLES, Batches, combined, train
from .building import build_network
from .divergence import LOOK, check_finite, check_trace, first_bad_step
from .state import state_of


class Trainer:
    """All that a training step depends on, made from the document of an experiment.

    network        as trained so far, for `steps_taken` steps
    samples        pairs (inputs, targets)          batches    which of them come next
    test_samples   pairs that are never learnt from
    reduction      "mean" or "sum", over a batch
    random         the one private generator, of first weights, order and dropout; `seed` is what it began with
    straight       what takes many steps at once in Python, once it was printed (straight_steps.py)
    compiled       the same in C, once it was compiled (compiled_steps.py)

    >>> from neurosim.examples.lookup import document_of
    >>> trainer = Trainer(document_of("worked-example"))
    >>> before = trainer.take(10_000)
    >>> trainer.error()
    3.510187782978859e-05
    """

    def __init__(self, document):
        from random import Random
        if not isinstance(document, dict) or not {"name", "training", "samples", "layers"} <= document.keys():
            raise NeurosimError("document", "what neurosim.load makes experiments of", document)
        self.document = document
        self.name, self.training = document["name"], document["training"]
        self.seed = document.get("seed") or 0
        self.random = Random(self.seed)
        self.network = build_network(document, self.seed, self.random)
        self.samples, self.test_samples = ([(sample["inputs"], sample["targets"]) for sample in document.get(key, ())]
                                           for key in ("samples", "test_samples"))
        self.reduction = self.training["reduction"]
        self.batches = Batches(len(self.samples), self.training["batch_size"], self.training["order"], self.random)
        self.steps_taken, self.past, self.straight, self.compiled = 0, None, None, None

    def __getstate__(self):
        """A copy prints for itself: the function is of this network."""
        return {**self.__dict__, "straight": None, "compiled": None}

    def __deepcopy__(self, memo):
        """A copy that can go its own way; it has no history yet. Samples and the document are shared."""
        from copy import copy, deepcopy
        memo[id(self)] = other = copy(self)
        other.past = None
        memo[id(self.random)] = copy(self.random)    # its own, too; not number by number
        for part in ("network", "random", "batches"):
            setattr(other, part, deepcopy(getattr(self, part), memo))
        other.samples = list(self.samples)
        return other

    @property
    def history(self):
        """Every step that it was trained for."""
        if self.past is None:
            from .history import History
            self.past = History(self)
        return self.past

    @property
    def size(self):
        """How large it is: core/guard/sizes.py."""
        return size_of(self.network, self.batches.batch_size, len(self.samples))

    @property
    def steps(self):
        """How many steps the document asks for."""
        if "epochs" in self.training:
            return self.training["epochs"] * self.batches.steps_in_an_epoch()
        return self.training["steps"]

    def error(self, straight=None):
        """The error over all samples, by its own reduction; infinity where it is beyond a double. Raises Diverged where
        it is no number.

        straight    what `straight_for` gave, for these samples
        """
        answered = straight and straight.answered(self)
        places = range(len(self.samples))[-1 if answered else 0:]    # the last by the neurons, to hold its numbers
        errors = [self.error_of(place) for place in places]
        error = combined(answered[0] if answered else errors, self.reduction)
        if error != error:
            raise Diverged("", problem=f"diverged at step {self.steps_taken}: E = {error}")
        return error

    def answers(self, straight=None):
        """The outs of each sample; `straight` as for `error`."""
        answered = straight and straight.answered(self)
        asked = self.samples[-1:] if answered else self.samples
        outs = self.network.answers([inputs for inputs, _ in asked])
        return [*answered[1][:-1], *outs] if answered else outs

    def error_of(self, place):
        """E of one sample."""
        try:
            return self.network.error(*self.samples[place])
        except Undefined as error:
            raise error.of_sample(place + 1) from None

    # Steps.

    def take(self, steps, straight=None):
        """Take steps, and return the state before them. Raises the Diverged of the first that comes to a number beyond
        a float, or what else ended them; then all is as it was before that step.

        straight    what `straight_for` gave for all the steps of which these are some; None: it is asked
        """
        good = state_of(self)
        try:
            self.run_steps(steps, straight)
            check_finite(self)
        except (ArithmeticError, ValueError) as problem:
            raise first_bad_step(self, good, self.steps_taken - good["step"]) or problem from None
        return good

    def portions(self, steps, straight=None):
        """The same in portions, for whoever shows how far it is: yields the count of each, once its steps are taken."""
        while steps:
            count = min(steps, straight.stride if straight else LOOK)
            self.take(count, straight)
            steps -= count
            yield count

    def run_steps(self, steps, straight=None):
        """Take steps, in any arithmetic, and do not look whether all is well."""
        for _ in self.parts(steps, straight or self.straight_for(steps)):
            pass

    def parts(self, steps, straight=None, watch=None):
        """The same in parts: yields how many were taken, after each step, or after many that were taken at once.

        The neurons take a step that is alone, and those that straight code cannot.
        """
        while steps:
            count = straight.run_steps(self, min(steps, straight.stride)) if straight and steps > 1 else 0
            if count:
                yield count
            else:
                count = min(steps, straight.stride) if straight else steps
                for _ in train(self.network, self.samples, self.batches, count, self.reduction, watch):
                    self.steps_taken += 1
                    yield 1
            steps -= count

    def straight_for(self, steps, engine=None):
        """What takes so many steps at once, kept for the next time; None where there is none, or it does not pay."""
        from .engines import engine_for
        return engine_for(self, steps, engine)

    def train_on(self, feeder, batch_size=None):
        """Learn from an iterable of samples, to its end; returns how many steps that took."""
        from itertools import islice
        size = self.batches.batch_size
        if batch_size is not None:
            size = checks.integer(batch_size, "batch_size", high=MOST_SAMPLES)
        feeder = iter(checks.iterable(feeder, "feeder", "an iterable of (inputs, targets)"))
        before = self.steps_taken
        while self.network.train_on(islice(feeder, size), size, self.reduction):
            self.steps_taken += 1
            check_finite(self)
        return self.steps_taken - before

    # What a step looks like.

    def trace(self, sample=None, step=1, numbers="float"):
        """The trace of a step to come; the trainer stays as it is."""
        from .ahead import traces
        return next(traces(self, step, step, sample, numbers))

    def trace_of(self, places, numbers="float"):
        """The trace of a step that learns from these places in `samples`, on an instrumented copy of the network."""
        from ..explain.trace import take_trace
        try:
            trace = take_trace(self.network, [self.samples[place] for place in places], self.reduction, numbers)
        except Undefined as error:
            raise error.of_sample(places[error.place] + 1) from None
        check_trace(self.labelled(trace, places))
        return trace

    def labelled(self, trace, places):
        """The trace, with where it was taken."""
        trace.title, trace.step, trace.places = self.name, self.steps_taken + 1, places
        trace.origin, trace.seed = self.document, self.seed
        return trace

    def __repr__(self):
        return f"Trainer({self.name}, {self.network.sizes()}, {self.steps_taken} steps taken)"
