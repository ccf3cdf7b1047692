"""An experiment: a network, the samples it learns from, and how. The front door of the library.

What only some questions need is imported where they are asked, so that `import neurosim` stays quick.
"""

from .training.building import build_network
from .core.guard import checks
from .core.guard.errors import Diverged, NeurosimError, Undefined
from .core.maths import INFINITY
from .core.training import Batches, combined, train
from .training.outcome import Training


def load(source, seed=None, warn=None):
    """The experiment of a built-in name, a file, "-" for standard input, or a dict like the file's.

    `seed` replaces the file's. Raises NeurosimError where something is wrong with it, naming the place.

    >>> load("worked-example")
    Experiment(worked-example, 2-2-2, 1 sample)
    """
    from .examples.lookup import document_of
    document = document_of(source, warn)
    return Experiment(document if seed is None else {**document, "seed": checks.integer(seed, "seed", 0, 2**64 - 1)})


class Experiment:
    """A network, its samples, and how it is trained; made by `load`.

    network    the NeuralNetwork, as trained so far        samples    pairs (inputs, targets)
    seed       of the one private generator that draws first weights and the order of samples

    >>> experiment = load("worked-example")
    >>> experiment.train(steps=10_000).errors[-1]
    (10000, 3.510187782978859e-05)
    """

    def __init__(self, document):
        from random import Random
        self.document = document
        self.name, self.training = document["name"], document["training"]
        self.seed = fresh_seed() if document.get("seed") is None else document["seed"]
        self.random = Random(self.seed)
        self.network = build_network(document, self.random)
        self.samples = [(sample["inputs"], sample["targets"]) for sample in document["samples"]]
        self.reduction = self.training["reduction"]
        self.batches = Batches(len(self.samples), self.training["batch_size"], self.training["order"], self.random)
        self.steps_taken, self.past = 0, None

    @property
    def history(self):
        """Every step that it has been trained for, as it was: `history.at(7312).explain("w5")`."""
        if self.past is None:
            from .training.history import History
            self.past = History(self)
        return self.past

    def __deepcopy__(self, memo):
        """A copy that can go its own way; it has no history yet. What nobody changes is shared: samples, and the document."""
        from copy import copy, deepcopy
        memo[id(self)] = other = copy(self)
        other.past = None
        memo[id(self.random)] = copy(self.random)    # of its own, too, and no look at each of the 625 numbers of its state
        for part in ("network", "random", "batches"):
            setattr(other, part, deepcopy(getattr(self, part), memo))
        other.samples = list(self.samples)
        return other

    @property
    def steps(self):
        """How many steps the file asks for."""
        return self.training["epochs"] * self.batches.steps_in_an_epoch() if "epochs" in self.training else self.training["steps"]

    # Learning.

    def train(self, steps=None, watch=None, checkpoint=None, every=1000, progress=None, unrolled=None):
        """Take `steps` steps (None: as many as the file asks for) and return what came of it.

        watch         is called with the Trace of each step, just before the step is taken
        checkpoint    a file to keep the run in, `every` so many steps and at the end: see `resume`
        progress      progress(taken, steps, step) goes through the steps `taken` and shows how far they are, as tqdm does
        unrolled      False: neuron by neuron; True: by one straight function printed for this network, several times as
                      fast; None: where that pays. The numbers are the same to the last bit

        Raises Diverged where a number leaves the range of floats; the network is then as it was before that step.
        """
        steps = self.steps if steps is None else checks.integer(steps, "steps", low=0)
        return self.run(steps, self.keeper(checkpoint, every), watch, progress, unrolled)

    def train_on(self, feeder, batch_size=None):
        """Learn from any iterable of (inputs, targets), a generator too, to its end, and return how many steps that took.

        batch_size    samples in a step (None: as many as the experiment's own steps have)

        A feeder cannot be wound back, so there is no checkpoint and no error of the whole. Raises Diverged at a step that
        leaves the range of floats.

        >>> load("xor").train_on((([x, 1], [1 - x]) for x in (0, 1, 1)), batch_size=2)
        2
        """
        from itertools import islice
        from .training.divergence import first_nonfinite
        size = self.batches.batch_size if batch_size is None else checks.integer(batch_size, "batch_size")
        before, feeder = self.steps_taken, iter(feeder)
        while self.network.train_on(islice(feeder, size), size, self.reduction):
            self.steps_taken += 1
            found = first_nonfinite(self.network)
            if found:
                raise Diverged("", problem=f"diverged at step {self.steps_taken}: {found[0]} = {found[1]}")
        return self.steps_taken - before

    def resume(self, path, steps=None, watch=None, checkpoint=None, every=1000, progress=None, force_data=False, unrolled=None):
        """Go on with the run that was kept in a checkpoint, until it has taken `steps` steps in all.

        What comes of it is what `train` would have come to without a break, bit by bit. A checkpoint of another
        experiment is refused; `force_data` takes one that differs in its samples alone.
        """
        from .training.checkpoints import resume
        steps = self.steps if steps is None else checks.integer(steps, "steps", low=0)
        keeper = self.keeper(checkpoint, every)
        return self.run(steps, keeper, watch, progress, unrolled, *resume(self, checks.path(path, "path"), steps, force_data))

    def keeper(self, checkpoint, every):
        from .training.checkpoints import Keeper
        return None if checkpoint is None else Keeper(self, checks.path(checkpoint, "checkpoint"), every)

    def run(self, steps, keeper, watch, progress, unrolled, resumed=0, errors=()):
        from .training.run import Run
        self.batches.check(self.samples)
        straight = None if watch else self.unrolled(steps - resumed, unrolled)
        run = Run(self, steps, keeper, resumed, errors, straight)
        run.go(watch and self.watcher(watch), progress)
        return Training(self, run.steps, run.errors, resumed)

    def unrolled(self, steps, wanted=None):
        """What takes many steps at once; None where there is no such thing, or where it does not pay."""
        from .training.straight_steps import unrolled
        return unrolled(self, steps, wanted if wanted is None else checks.boolean(wanted, "unrolled"))

    def watcher(self, watch):
        from .training.replay import tracer
        if not callable(watch):
            raise NeurosimError("watch", "a function of a trace", watch)
        trace = tracer(self)
        return lambda batch: watch(trace(batch))

    def error(self):
        """The error over all samples, by the experiment's own reduction."""
        error = combined([self.error_of(place) for place in range(len(self.samples))], self.reduction)
        if not -INFINITY < error < INFINITY:
            raise Diverged("", problem=f"diverged at step {self.steps_taken}: E = {error}")
        return error

    def error_of(self, place):
        """E of one sample."""
        try:
            return self.network.error(*self.samples[place])
        except Undefined as error:
            raise error.of_sample(place + 1) from None

    # Looking.

    def trace(self, sample=None, step=1, numbers="float"):
        """Every number of a step to come: `step` 1 is the next. The experiment itself stays as it is.

        sample     its place in `samples`, to see it in place of the one the step would take
        numbers    "float", "rounded:4", "decimal:30", "fraction" or "exact": the arithmetic to compute in. The steps
                   before are taken in it, too, but for "exact", which is given what floats have learnt before

        >>> load("worked-example").trace(numbers="rounded:4")["out_h1"]
        0.5933
        """
        return next(self.traces(step, step, sample, numbers))

    def traces(self, first, last, sample=None, numbers="float", progress=None):
        """The traces of the steps from `first` to `last`, one after the other; `progress` as in `train`."""
        from .explain.arithmetic import make_arithmetic
        from .training.replay import traced_steps, instrumented_steps
        arithmetic, progress = make_arithmetic(numbers), progress or (lambda taken, steps, step: taken)
        checks.integer(first, "step")
        checks.integer(last, "step", first)
        steps = last - first + 1
        try:
            ahead = self.before(first, sample, arithmetic, progress)
            by_program = arithmetic.name == "float" and sample is None
            taken = traced_steps(ahead, steps) if by_program else instrumented_steps(ahead, steps, sample, arithmetic)
            yield from progress(taken, last, first - 1)
        except ArithmeticError:    # as the eps of adam, in four decimals
            raise NeurosimError("numbers", "more digits, or exact", problem=f"a divisor is rounded to 0 in {numbers}") from None

    def before(self, step, sample, arithmetic, progress=lambda taken, steps, step: taken):
        """A copy as it is before that step, in numbers of the arithmetic; the place of the sample is checked, too."""
        checks.integer(step, "step")
        self.batches.check(self.samples)
        if sample is not None:
            checks.integer(sample, "sample", 0, len(self.samples) - 1)
        ahead = self.in_numbers(arithmetic)
        if type(arithmetic.carried(1.0)) is float:
            ahead.advance(step - 1, progress)
        else:
            ahead.run_steps(step - 1)
        return ahead

    def in_numbers(self, arithmetic):
        """A copy whose weights, settings and samples are what the arithmetic carries from step to step."""
        from copy import deepcopy
        from .explain.arithmetic.conversion import convert, converted_batch
        other = deepcopy(self)
        convert(other.network, arithmetic.carried)
        other.samples = converted_batch(other.samples, arithmetic.carried)
        return other

    def advance(self, steps, progress=lambda taken, steps, step: taken):
        """Take steps that nobody looks at. Raises the Diverged of the first of them that comes to a number beyond a float."""
        from .training.divergence import steps_with_looks
        for _ in progress(steps_with_looks(self, steps), steps, 0):
            pass

    def run_steps(self, steps):
        """The same without a look whether all is well, in any arithmetic."""
        straight = self.unrolled(steps)
        if straight:
            steps -= straight.run_steps(steps - 1)    # the neurons take the last one, and hold what it works out
        for _ in train(self.network, self.samples, self.batches, steps, self.reduction):
            self.steps_taken += 1

    def trace_of(self, batch, numbers="float"):
        """The trace of a step that learns from these places in `samples`."""
        from .explain.trace import take_trace
        try:
            trace = take_trace(self.network, [self.samples[place] for place in batch], self.reduction, numbers)
        except Undefined as error:
            raise error.of_sample(batch[error.place] + 1) from None
        self.labelled(trace, batch)
        for quantity in trace:
            if type(quantity.value) is float and not -INFINITY < quantity.value < INFINITY:    # other numbers reach further
                raise Diverged("", problem=f"diverged at step {trace.step}: {quantity.name} = {quantity.value}")
        return trace

    def labelled(self, trace, batch):
        """The trace, with where it was taken."""
        trace.title, trace.step, trace.places = self.name, self.steps_taken + 1, batch
        trace.origin, trace.seed = self.document, self.seed
        return trace

    def explain(self, goal, sample=None, step=1, numbers="float"):
        """The derivation of a quantity, by its name: `print(experiment.explain("w1"))`."""
        return self.trace(sample, step, numbers).explain(goal)

    def landscape(self, along=None, directions=None, seed=None, steps=None, points=41, span=None, ranges=None):
        """Train (a copy; the experiment stays as it is) and survey the error around the end; returns a Landscape, which prints itself.

        along         two parameters such as ("w5", "w6"), the others being as they are at the end; or
        directions    "random": two of them, "filter-normalised", drawn with `seed` (None: the experiment's)
        steps         to train; None: as the file says, 0: none, so that it is the landscape around the network as it is
        points        along each side of the grid
        span          how far it goes from the end; or ranges, as ((low, high), (low, high)); None: the path fits in

        >>> surface = load("worked-example").landscape(["w5", "w6"], steps=0, points=3)
        >>> surface.xs[1], surface.errors[1][1]
        (0.4, 0.2983711087600027)
        """
        from .studies.landscape import landscape
        return landscape(self, along, directions, seed, steps, points, span, ranges)

    def explore(self, path, hide=()):
        """Write the next step as one page for the browser that computes: see `neurosim explore --help`; whole, or not at all.

        hide    what the page does not show: any of forward, errors, gradients, updates
        """
        from .show.explorer import explored
        from .files.output import write_file
        write_file(path, explored(self, hide))

    def diagnose(self, answers, step=1, sample=None, numbers="float", tolerance=None):
        """Where a learner's numbers go wrong, and which known mistakes give exactly these: `print(experiment.diagnose({...}))`.

        answers      name -> number, or the text of one; the name in any notation, `w5+` for the new weight, `E+` for E after
                     the step. How precise a number is, is read off its digits
        tolerance    in place of that: how far off a number may be

        Raises NeurosimError for a name that there is not, and for what is no number.

        >>> load("worked-example").diagnose({"dE_dw5": 0.0822, "dE_dw1": 0.00182}).explanations
        [Explanation(missing_hidden_slope)]
        """
        from .practice.diagnosis.diagnosis import Diagnosis
        return Diagnosis(self, answers, step, sample, numbers, tolerance)

    def lab(self, mistakes, steps=None):
        """Train a copy, and a spoilt one for each of these mistakes, side by side: `print(load("xor").lab(["updated_weights"]))`.

        mistakes    names of `neurosim mistakes`        steps    of each; None: as many as the file asks for

        The experiment itself stays as it is. Raises NeurosimError for a mistake that there is not, or not here.
        """
        from .studies.laboratory import compare
        return compare(self, mistakes, steps)

    # Checking.

    def check(self, sample=None, step=1, numbers="float"):
        """Compares the slope of every weight and bias with its central difference and with forward mode; returns a
        GradientCheck, which prints itself. `sample`, `step` and `numbers` are those of `trace`; `numbers` has ten digits or more.

        >>> load("worked-example").check()["w5"].verdict
        'agrees'
        """
        from .explain.check.gradient_check import check_gradient
        return self.probed(check_gradient, sample, step, numbers)

    def nudge(self, name, sample=None, step=1, numbers="decimal:40"):
        """What its slope says that a nudge of a weight or bias does to E, beside what it does; returns Nudges, which print
        themselves. `sample`, `step` and `numbers` are those of `trace`: with few digits, little is left of a small change.

        >>> [ratio.nearest() for _, _, _, ratio in load("worked-example").nudge("w5").rows[:3]]
        [0.992274355968671, 0.9992532805133384, 0.9999255919269698]
        """
        from functools import partial
        from .explain.check.nudge import nudge_parameter
        return self.probed(partial(nudge_parameter, name), sample, step, numbers)

    def probed(self, ask, sample, step, numbers):
        """ask(network, batch, reduction, numbers) at a step to come; what it returns is told where that was."""
        from .explain.arithmetic import make_arithmetic
        arithmetic = make_arithmetic(numbers)
        ahead = self.before(step, sample, arithmetic)
        places = next(ahead.batches) if sample is None else [sample]
        try:
            found = ask(ahead.network, [ahead.samples[place] for place in places], ahead.reduction, arithmetic)
        except Undefined as error:
            raise error.of_sample(places[error.place] + 1) from None
        found.title, found.step, found.places = self.name, ahead.steps_taken + 1, places
        return found

    # Keeping.

    def to_document(self):
        """The experiment as a dict like the file's, with the weights as they are now."""
        from .explain.arithmetic import nearest
        layers = [{**layer, "weights": [list(map(nearest, neuron.weights)) for neuron in now.neurons],
                   "biases": list(map(nearest, now.biases))}
                  for layer, now in zip(self.document["layers"], self.network.layers)]
        return {**self.document, "layers": layers, "seed": self.seed}

    def save(self, path):
        """Write the experiment as a file, with the weights as they are now; whole, or not at all."""
        from .files import write_experiment
        from .files.output import write_file
        write_file(checks.path(path, "path"), write_experiment(self.to_document()))

    def export(self, path, to, sample=None, step=1, loop=False):
        """Write one step as a file to take along: `to` is "python", "xlsx" or "pytorch"; `sample` and `step` are those of
        `trace`. With `loop` the program trains, for as many steps as the file asks for."""
        from .show.exports import check_form, export
        from .files.output import write_file
        loop = self if loop else None
        check_form(to, loop)
        write_file(path, export(self.trace(sample, step), to, loop))

    def __repr__(self):
        count = len(self.samples)
        return f"Experiment({self.name}, {self.network.sizes()}, {count} sample{'s' * (count != 1)})"


def fresh_seed():
    """A seed from the operating system: short enough to copy by hand."""
    import os
    return int.from_bytes(os.urandom(4), "big")
