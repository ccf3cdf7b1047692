"""The fourth question: is a wrong number another number of the step, or of the step before or after?"""

from ...explain.naming import without_sample
from ...explain.notation import pretty
from .evidence import PLAIN, departure, evidence
from .readings import Reader
from .search import fits

TIMES = {1.0: "", -1.0: "−", 2.0: "2 · ", 0.5: "½ · "}
NEAR, FAR = 2.5, 4.0    # digits to tell a number from the others of its neuron or weight; from all of the step
MOST_EQUAL = 2      # numbers of the step that are equal, as ∂E/∂b is δ: of more, none is told
MOST_SAMPLES = 50
WHY = {("dE_dout", "dE_dnet"): ": the slope of the activation is already in it",
       ("dE_dnet", "dE_dout"): ": the slope of the activation is not in it yet",
       ("out", "net"): ": the activation is still missing", ("net", "out"): ": it is activated already"}


class AnotherQuantity:
    """A number of the learner that is another number of the step, or some times that.

    name    of the number that is wrong      other    of the one that it is      times    1, -1, 2 or ½
    """

    def __init__(self, name, other, times, why=""):
        self.name, self.other, self.times, self.why = name, other, times, why

    @property
    def sentence(self):
        """Completes "Your "."""
        return f"{pretty(self.name)} is {TIMES[self.times]}{pretty(self.other)}{self.why}"

    def to_dict(self):
        return {"name": self.name, "is": self.other, "times": self.times}

    def __repr__(self):
        return f"AnotherQuantity({self.sentence})"


def identities(diagnosis):
    """What each number that follows from nothing really is."""
    return [found for name in diagnosis.slips if (found := identity(diagnosis, diagnosis.answer(name)))]


def identity(diagnosis, answer):
    """Among the numbers of the same neuron or weight first: the more there are, the more digits it takes to choose."""
    owner = diagnosis.owner_of(answer.name)
    names = [name for name in diagnosis.trace.quantities if name != answer.name]
    owned = [name for name in names if owner and without_sample(diagnosis.owner_of(name)) == without_sample(owner)]
    if departure(answer, diagnosis.expected[answer.name]) < 1.0:
        return None
    near = equals(diagnosis, answer, owned, NEAR)
    found = near or equals(diagnosis, answer, names, FAR)
    return found[0] if near or 0 < len(found) <= MOST_EQUAL else None


def equals(diagnosis, answer, names, least):
    """What of these the number is, or is some times of; nothing where it has too few digits to say."""
    known = min(answer.digits, departure(answer, 0.0))
    found = []
    for times in TIMES:
        for name in names if known >= least + (times != 1.0) and not found else ():
            value = diagnosis.right.get(name, 0.0) * times
            if value and answer.fits(value):
                why = slope_in_it(diagnosis, answer.name, name, times)
                found.append(AnotherQuantity(answer.name, name, times, why))
    return found


def slope_in_it(diagnosis, name, other, times):
    """What is said more where δ was given as the slope by the out, or the other way round."""
    kinds = diagnosis.kind(name), diagnosis.kind(other)
    if times != 1.0:
        return ""
    return WHY.get(kinds, "")


# The numbers of another step, or of another sample.

class OtherStep:
    """A step, or a sample of it, whose numbers all of these are."""

    def __init__(self, step, sample=None):
        self.step, self.sample = step, sample

    @property
    def sentence(self):
        """Completes "These are the right numbers "."""
        return f"of sample {self.sample + 1}" if self.sample is not None else f"of step {self.step}"

    def to_dict(self):
        return {"step": self.step} if self.sample is None else {"step": self.step, "sample": self.sample + 1}

    def __repr__(self):
        return f"OtherStep({self.sentence})"


def other_step(diagnosis):
    """The step before or after, the first of all, or another sample, where all the numbers are right there."""
    off = [diagnosis.answer(name) for name in diagnosis.differing]
    if evidence(off, diagnosis.expected) < PLAIN + 1.0:
        return None
    return next((step for step, reader in readers(diagnosis) if is_of(diagnosis, reader)), None)


def readers(diagnosis):
    trainer, judged = diagnosis.trainer, diagnosis.trace.step
    for step in dict.fromkeys([diagnosis.step + 1, diagnosis.step - 1, 1]):
        if step > 0 and step != diagnosis.step and diagnosis.sample is None:
            yield OtherStep(judged + step - diagnosis.step), Reader(trainer, step)
    if len(diagnosis.trace.batch) == 1:
        for sample in range(min(len(trainer.samples), MOST_SAMPLES)):
            if sample not in diagnosis.trace.places:
                yield OtherStep(judged, sample), Reader(trainer, diagnosis.step, sample)


def is_of(diagnosis, reader):
    numbers = reader.read(after="E_new" in diagnosis.right)
    return numbers is not None and fits(diagnosis.answers, numbers)
