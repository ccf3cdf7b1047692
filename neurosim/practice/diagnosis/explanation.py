"""An explanation: a mistake, or two at once, that gives a learner's numbers."""

from ..mistakes import MISTAKES


class Explanation:
    """A mistake, or two at once, that gives the learner's numbers.

    forms       the forms of the mistakes, one or two
    explains    the names of the numbers that differ and come out so
    leaves      those that it leaves unexplained
    """

    def __init__(self, forms, numbers, explains, leaves=()):
        self.forms, self.numbers, self.explains, self.leaves = list(forms), numbers, list(explains), list(leaves)

    @property
    def mistakes(self):
        return [form.mistake for form in self.forms]

    @property
    def mistake(self):
        """The name, or the names of a pair."""
        return " and ".join(mistake.name for mistake in self.mistakes)

    @property
    def sentence(self):
        """What was done: completes `this is what comes out when ...`."""
        return ", and ".join(form.mistake.describe(form.where) for form in self.forms)

    @property
    def is_convention(self):
        return all(mistake.convention for mistake in self.mistakes)

    @property
    def decimals(self):
        """To how many decimals intermediate results are rounded; None where that is not the point."""
        return next((form.where for form in self.forms if form.mistake.name == "rounded"), None)

    def spoil(self, experiment):
        for form in self.forms:
            form.spoil(experiment)

    def to_dict(self):
        found = {"mistake": self.mistake, "explains": self.explains, "sentence": self.sentence,
                 "advice": " ".join(mistake.advice for mistake in self.mistakes), "convention": self.is_convention}
        if self.leaves:
            found["leaves"] = self.leaves
        return {**found, "decimals": self.decimals} if self.decimals is not None else found

    def __repr__(self):
        return f"Explanation({self.mistake})"


class RoundedAnswers:
    """Rounding as read off the learner's own numbers, rather than tried out."""

    def __init__(self, decimals):
        self.mistake, self.where = MISTAKES["rounded"], decimals

    def spoil(self, experiment):
        self.mistake.spoil(experiment, self.where)
