"""Why does it not learn? Trains, looks, and tries what may cure it."""

from __future__ import annotations

from ...core.guard import checks
from ...core.guard.errors import NeurosimError
from ...explain.arithmetic import nearest_finite
from ...explain.viewable import Viewable
from ...training.ahead import checked_progress
from ...training.building import steps_of
from ...training.engines import estimated
from ...training.trainer import Trainer
from . import causes_of_samples, causes_of_shape, causes_of_steps, causes_of_neurons    # noqa: F401   fill the table
from .attempt import WELL, Attempt
from .cause import CAUSES
from .yardstick import Yardstick

TYPE_CHECKING = False    # as typing has it, which takes a while to import
if TYPE_CHECKING:
    from ...explain.hints import Document, Progress
    from .cause import KnownCause

SECONDS = 2.0      # of straight Python that an attempt takes, at most: of more steps the first are taken
FEW = 50           # steps that show nothing
ENOUGH = 1000      # steps that are taken in their place
CURED = 0.5        # what a cure leaves of what was left to learn, at most
LEAST = 0.75       # what it leaves of all there is to learn, at most
CURED_TESTS = 0.8  # what a cure leaves of the error of the test samples, at most
LAST_THOUGHT = 3   # the weight of causes that are looked for where no other explains it,
MUCH = 0.4         # and so much is left to learn, at least
NOWHERE = 0.5      # so much is left where training got nowhere, at least
A_MOMENT = 0.5     # seconds of straight Python that an attempt may take where nobody asked for it


class Finding:
    """A cause that was seen, and the change that cures it best of those that were tried.

    numbers    that show it, by the holes of its sentence
    change     the cure in words     error    E with it, after `steps` steps     left    to learn, as a share
    judged     what says how good it is: see `Cause`
    """

    def __init__(self, cause: KnownCause, numbers: dict[str, object], change: str, attempt: Attempt) -> None:
        self.cause, self.numbers, self.change, self.steps = cause, numbers, change, attempt.trainer.steps_taken
        self.error, self.left = getattr(attempt, "last_test" if cause.judge == "last_test" else "last"), attempt.share
        self.judged = getattr(attempt, cause.judge)

    @property
    def sentence(self) -> str:
        return self.cause.sentence.format(**self.numbers)

    def to_dict(self) -> Document:
        return {"cause": self.cause.name, "sentence": self.sentence, "numbers": self.numbers,
                "first_step": self.cause.first_step,
                "cure": {"change": self.change, "error": nearest_finite(self.error), "steps": self.steps}}

    def __repr__(self) -> str:
        return f"Finding({self.cause.name})"


class Why(Viewable):
    """Why training gets nowhere: `findings`, the weightiest first; none where all is well.

    attempt    the experiment as it is, trained for `steps` steps; `asked` is how many it is to take
    tried      how many changes were tried
    """

    def __init__(self, experiment: Trainer, asked: int, attempt: Attempt) -> None:
        self.experiment, self.asked, self.attempt, self.steps = experiment, asked, attempt, attempt.steps
        self.findings: list[Finding] = []
        self.tried = 0

    @property
    def is_well(self) -> bool:
        """Whether nothing was found."""
        return not self.findings

    @property
    def is_explained(self) -> bool:
        """Whether a cure that was tried leaves nothing to be desired."""
        return any(finding.left <= WELL for finding in self.findings)

    def asks_for(self, cause: KnownCause) -> bool:
        """Whether a cause comes into question by now."""
        if cause.weight == LAST_THOUGHT and (self.is_explained or self.attempt.share <= MUCH):
            return False
        return not (self.attempt.is_well and cause.is_of_failures)

    def to_dict(self) -> Document:
        attempt = self.attempt
        return {"format": "neurosim-why", "version": 1, "experiment": self.experiment.name, "steps": self.steps,
                "error_before": nearest_finite(attempt.first), "error_after": nearest_finite(attempt.last),
                "error_of_constant": nearest_finite(attempt.yardstick.constant), "learnt": attempt.is_well,
                "causes": [finding.to_dict() for finding in self.findings]}

    def __repr__(self) -> str:
        return f"Why({self.experiment.name}, {self.findings})"


def why(trainer: Trainer, steps: int | None = None, progress: Progress | None = None) -> Why:
    """Train the experiment of a trainer from its beginning, and find out: see `Experiment.why`."""
    asked = trainer.steps if steps is None else checks.integer(steps, "steps", low=0)
    found, causes = seen(trainer, asked), by_weight()
    for cause in checked_progress(progress)(iter(causes), len(causes), 0):
        find(found, cause)
    found.findings.sort(key=lambda finding: finding.left > WELL)    # of one weight those that cure it first
    return found


def why_in_brief(document: Document, steps: int, error: float) -> Why | None:
    """The same up to the first cause whose cure leaves nothing to be desired, for whoever did not ask; None where that
    would take longer than a moment, or where training, which came to that error, got somewhere."""
    trainer = Trainer(document)
    if estimated(trainer, steps) > A_MOMENT or Yardstick(trainer, trainer.network.loss).share(error) < NOWHERE:
        return None
    found = seen(trainer, steps)
    for cause in by_weight():
        if not found.is_explained:
            find(found, cause)
    return found


def by_weight() -> list[KnownCause]:
    """The causes in the order in which they are looked for."""
    return sorted(CAUSES.values(), key=lambda cause: cause.weight)


def seen(trainer, asked):
    """The experiment as it is, trained."""
    steps = ENOUGH if asked < FEW else asked
    document = trainer.document
    most = int(steps * SECONDS / max(estimated(trainer, steps), 1e-9))
    return Why(trainer, asked, Attempt(document, max(1, min(steps, most))).go(closely=True))


def find(found, cause):
    """Add the finding of a cause, where it is seen and a change that is tried cures it."""
    attempt = found.attempt
    numbers = looked(cause, attempt) if found.asks_for(cause) else None
    best = None
    for change, changed in trials(cause, attempt) if numbers is not None else ():
        found.tried += 1
        finding = Finding(cause, numbers, change, changed)
        if best is None or finding.judged < best.judged:
            best = finding
        if cause.is_of_failures and best.judged <= WELL:
            break
    if best and cures(best, attempt):
        found.findings.append(best)


def looked(cause, attempt):
    """The numbers that show a cause; None where it is not seen, or numbers are beyond floats."""
    try:
        return cause.look(attempt)
    except (ArithmeticError, ValueError):
        return None


def trials(cause, attempt):
    """(change, what came of it) of each cure that can be tried here: a loss may not fit the last layer."""
    for cure in cause.cures:
        for change, document in cure(attempt.document):
            try:
                yield change, tried(attempt, document)
            except NeurosimError:
                continue


def tried(attempt, document):
    """A changed experiment, trained for as long as the first, in steps or epochs as its file has it."""
    before = steps_of(attempt.document)
    steps = attempt.steps * steps_of(document) // before if before else attempt.steps
    return Attempt(document, max(steps, 1), attempt.loss).go(closely=False)


def cures(finding, attempt):
    """Whether a change is a cure: half as much is left, at most, and of what there is to learn not nearly all."""
    before, most = getattr(attempt, finding.cause.judge), CURED_TESTS if finding.cause.judge == "last_test" else CURED
    return finding.judged <= most * before and (finding.left <= LEAST or not finding.cause.is_of_failures)
