"""An experiment: a network, the samples it learns from, and how. The front door of the library.

Here are the questions that one may ask; who answers them is imported then, so that `import neurosim` stays quick.
"""

from __future__ import annotations

from ..core.guard import checks
from ..core.network import NeuralNetwork
from ..explain.viewable import with_views
from .with_studies import WithStudies

TYPE_CHECKING = False    # as typing has it, which takes a while to import
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from typing import Any
    from ..explain.check.gradient_check import GradientCheck
    from ..explain.check.nudge import Nudges
    from ..explain.derivation import Derivation
    from ..explain.trace import Trace
    from ..practice.diagnosis.diagnosis import Diagnosis
    from ..show.explorer.inline import Inline
    from ..studies.landscape import Landscape
    from ..studies.slice import Slice
    from ..explain.hints import Document, Path, Progress, Sample, Samples, Watch
    from ..training.outcome import Training
    from ..training.prediction import Prediction
    from ..training.trainer import Trainer


class Experiment(WithStudies):
    """A network, its samples, and how it is trained; `load` and `build` make one, too. Its `trainer` takes the steps.

    network     a NeuralNetwork: it is trained itself, no copy
    samples     pairs (inputs, targets); or (X, y), arrays or tables with a row for each sample
    training    how, as in a file: steps or epochs, batch_size, reduction ("mean" or "sum"), order; `test` is beside it

    Instead of network and samples it takes the document of `to_document`.

    >>> network = NeuralNetwork.build(2, 2, 1, seed=1)
    >>> Experiment(network, [([0, 1], [1]), ([1, 1], [0])], batch_size="all").train(steps=10).steps
    10

    >>> experiment = load("worked-example")
    >>> experiment.train(steps=10_000).errors[-1]
    (10000, 3.510187782978859e-05)
    """

    def __init__(self, network: NeuralNetwork | Document | Trainer, samples: Samples | None = None, *,
                 name: str = "experiment", seed: int | None = None, **training: Any) -> None:
        from .in_code import trainer_of
        known = network if samples is None and not isinstance(network, NeuralNetwork) else None
        super().__init__(known or trainer_of(network, samples, name, seed, training))

    def train(self, steps: int | None = None, watch: Watch | None = None, checkpoint: Path | None = None,
              every: int = 1000, progress: Progress | None = None, unrolled: bool | None = None,
              engine: str | None = None) -> Training:
        """Take `steps` steps (None: as many as the file asks for) and return what came of it.

        watch         is called with the Trace of each step, just before the step is taken
        checkpoint    a file to keep the run in, `every` so many steps and at the end: see `resume`
        progress      progress(taken, steps, step) goes through the steps `taken`, as tqdm does
        engine        "neurons": neuron by neuron; "python": by one straight function printed for this network, several
                      times as fast; "c": the same in C, compiled, more than ten times as fast once more; None: what
                      pays. The numbers are the same to the last bit
        unrolled      True and False are the engines "python" and "neurons"

        Raises Diverged where a number leaves the range of floats; the network is then as it was before that step.
        """
        from ..training.run import trained
        return self.mine(trained(self.trainer, steps, watch, checkpoint, every, progress, unrolled, engine=engine))

    def train_on(self, feeder: Iterable[Sample], batch_size: int | None = None) -> int:
        """Learn from any iterable of (inputs, targets), a generator too, to its end; returns how many steps it took.

        batch_size    samples in a step (None: as many as the experiment's own steps have)

        A feeder cannot be wound back: there is no checkpoint, and no error of the whole. Raises Diverged as `train`.

        >>> load("xor").train_on((([x, 1], [1 - x]) for x in (0, 1, 1)), batch_size=2)
        2
        """
        return self.trainer.train_on(feeder, batch_size)

    def resume(self, path: Path, steps: int | None = None, watch: Watch | None = None, checkpoint: Path | None = None,
               every: int = 1000, progress: Progress | None = None, force_data: bool = False,
               unrolled: bool | None = None, engine: str | None = None) -> Training:
        """Go on with the run that was kept in a checkpoint, until it has taken `steps` steps in all.

        What comes of it is what `train` would have come to without a break, bit by bit. A checkpoint of another
        experiment is refused; `force_data` takes one that differs in its samples alone.
        """
        from ..training.run import trained
        path = checks.path(path, "path")
        return self.mine(trained(self.trainer, steps, watch, checkpoint, every, progress, unrolled, path, force_data,
                                 engine))

    def predict(self, inputs: Sequence[Sequence[float]]) -> Prediction:
        """What the network answers to rows of inputs, in the units of the experiment's table; returns a Prediction.

        >>> load("worked-example").predict([[0.05, 0.10]]).outputs
        [[0.7513650695523157, 0.7729284653214625]]
        """
        from ..training.prediction import Prediction
        return self.mine(Prediction(self.trainer, inputs))

    def read_inputs(self, path: Path) -> list[list[float]]:
        """Rows for `predict` from a CSV file; columns are found by the names of the experiment's own."""
        from ..files.csv_inputs import read_inputs
        names = [column.get("name") for column in self.document.get("columns", {"inputs": ()})["inputs"]]
        return read_inputs(checks.path(path, "path"), self.document["inputs"], names if None not in names else ())

    def error(self) -> float:
        """The error over all samples, by its own reduction; infinity where it is beyond a double."""
        return self.trainer.error()

    def trace(self, sample: int | None = None, step: int = 1, numbers: str = "float") -> Trace:
        """Every number of a step to come: `step` 1 is the next. The experiment itself stays as it is.

        sample     its place in `samples`, to see it in place of the one the step would take
        numbers    "float", "rounded:4", "decimal:30", "fraction" or "exact": the arithmetic to compute in. The steps
                   before are taken in it, too, but for "exact", which is given what floats have learnt before

        >>> load("worked-example").trace(numbers="rounded:4")["out_h1"]
        0.5933
        """
        return self.trainer.trace(sample, step, numbers)

    def traces(self, first: int, last: int, sample: int | None = None, numbers: str = "float",
               progress: Progress | None = None) -> Iterator[Trace]:
        """The traces of the steps from `first` to `last`, one after the other; `progress` as in `train`."""
        from ..training.ahead import traces
        return traces(self.trainer, first, last, sample, numbers, progress)

    def explain(self, goal: str, sample: int | None = None, step: int = 1, numbers: str = "float") -> Derivation:
        """The derivation of a quantity, by its name: `print(experiment.explain("w1"))`."""
        return self.trace(sample, step, numbers).explain(goal)

    def landscape(self, along: Sequence[str] | None = None, directions: str | None = None, seed: int | None = None,
                  steps: int | None = None, points: int = 41, span: float | None = None,
                  ranges: Sequence[Sequence[float]] | None = None, progress: Progress | None = None
                  ) -> Landscape | Slice:
        """Train a copy, and survey the error around the end; returns a Landscape, which prints itself.

        along         two parameters such as ("w5", "w6"), the others being as they are at the end; or one, ("w5",):
                      a Slice, with the tangent and the step, of the network as it is unless `steps` says otherwise; or
        directions    "random": two of them, "filter-normalised", drawn with `seed` (None: the experiment's)
        steps         to train; None: as the file says, 0: none, so that it is the landscape around the network as it is
        points        along each side of the grid        progress    as in `train`: the steps, then the points
        span          how far it goes from the end; or ranges, as ((low, high), (low, high)); None: the path fits in

        >>> surface = load("worked-example").landscape(["w5", "w6"], steps=0, points=3)
        >>> surface.xs[1], surface.errors[1][1]
        (0.4, 0.2983711087600027)
        """
        if isinstance(along, (list, tuple)) and len(along) == 1 and directions is None:
            from ..studies.slice import slice_along
            found: Any = slice_along(self.trainer, along[0], steps, points, span, ranges, progress)
        else:
            from ..studies.landscape import landscape
            found = landscape(self.trainer, along, directions, seed, steps, points, span, ranges, progress)
        return Experiment(found.experiment).mine(found)

    def explore(self, path: Path | None = None, hide: Sequence[str] = (), step: int = 1) -> Inline | None:
        """Write the next step as one page that computes, for the browser; whole, or not at all.

        path    None: it is not written, but returned, and a notebook shows it
        hide    what the page does not show: any of forward, errors, gradients, updates
        step    at which it opens
        """
        from ..show.explorer import explored
        from ..files.output import write_file
        if path is None:
            from ..show.explorer.inline import Inline
            return Inline(explored(self.trainer, hide, step), self.name)
        write_file(checks.path(path, "path"), explored(self.trainer, hide, step))
        return None

    def diagnose(self, answers: Mapping[str, float | str], step: int = 1, sample: int | None = None,
                 numbers: str = "float", tolerance: float | None = None,
                 progress: Progress | None = None) -> Diagnosis:
        """Where a learner's numbers go wrong, and which known mistakes give exactly these; returns a Diagnosis.

        answers      name -> number, or the text of one; the name in any notation, `w5+` for the new weight, `E+` for E
                     after the step. How precise a number is, is read off its digits
        tolerance    in place of that: how far off a number may be
        progress     as in `train`: for the mistakes that are tried out, then for pairs of them

        Raises NeurosimError for a name that there is not, and for what is no number.

        >>> load("worked-example").diagnose({"dE_dw5": 0.0822, "dE_dw1": 0.00182}).explanations
        [Explanation(missing_hidden_slope)]
        """
        from ..practice.diagnosis.diagnosis import Diagnosis
        return Diagnosis(self.trainer, answers, step, sample, numbers, tolerance, progress)

    def check(self, sample: int | None = None, step: int = 1, numbers: str = "float",
              progress: Progress | None = None) -> GradientCheck:
        """Compare the slope of every weight and bias with its central difference and with forward mode; returns a
        GradientCheck. `sample`, `step` and `numbers` are those of `trace`; `numbers` has ten digits or more. `progress`
        is as in `train`: for the steps before, then for the slopes.

        >>> load("worked-example").check()["w5"].verdict
        'agrees'
        """
        from ..explain.check.gradient_check import check_gradient
        from ..training.ahead import probe
        return probe(self.trainer, check_gradient, sample, step, numbers, progress)

    def nudge(self, name: str, sample: int | None = None, step: int = 1, numbers: str = "decimal:40",
              progress: Progress | None = None) -> Nudges:
        """What its slope says that a nudge of a weight or bias does to E, beside what it does; returns Nudges.
        The rest is as in `check`: with few digits, little is left of a small change.

        >>> [ratio.nearest() for _, _, _, ratio in load("worked-example").nudge("w5").rows[:3]]
        [0.992274355968671, 0.9992532805133384, 0.9999255919269698]
        """
        from ..explain.check.nudge import nudge_parameter
        from ..training.ahead import probe
        return probe(self.trainer, lambda *step: nudge_parameter(name, *step[:-1]), sample, step, numbers, progress)

    def to_document(self) -> Document:
        """The experiment as a dict like the file's, with the weights as they are now."""
        from ..training.building import as_document
        return as_document(self.trainer)

    def save(self, path: Path) -> None:
        """Write the experiment as a file, with the weights as they are now; whole, or not at all."""
        from ..files import write_experiment
        from ..files.output import write_file
        write_file(checks.path(path, "path"), write_experiment(self.to_document()))

    def export(self, path: Path, to: str, sample: int | None = None, step: int = 1, loop: bool = False) -> None:
        """Write one step as a file to take along: `to` is "python", "c", "xlsx" or "pytorch"; `sample` and `step` are
        of `trace`. With `loop` the program trains, for as many steps as the file asks for."""
        from ..show.exports import check_form, export
        from ..files.output import write_file
        check_form(to, loop or None)
        write_file(checks.path(path, "path"), export(self.trace(sample, step), to, self.trainer if loop else None))

    def __repr__(self) -> str:
        count = len(self.samples)
        return f"Experiment({self.name}, {self.network.sizes()}, {count} sample{'s' * (count != 1)})"


with_views(Experiment)    # in a notebook it shows its network

from .loading import load    # noqa: E402, F401   it makes an Experiment
