"""The published figure beside ours, and what to say of it.

    agrees         to every digit printed
    rounded        cut off instead, or off by no more than the source's own rounding accounts for
    explained      differs, and we know why: the cause, when it is run, gives the published figure
    unexplained    differs
"""

from copy import deepcopy
from decimal import ROUND_DOWN, Decimal

from ...core.maths import total
from .formulas import value_of

LAST_BITS = Decimal("2e-15")    # of a number: what the order of additions may change


class Verdict:
    """A figure, our value for it, and what to say; `reproduced` is what its cause gives when it is run."""

    def __init__(self, figure, value, reproduced=None):
        self.figure, self.value, self.reproduced = figure, value, reproduced
        self.word = word(figure, value, reproduced)

    @property
    def sentence(self):
        """Why it differs; nothing where it agrees."""
        return self.figure.cause.sentence if self.figure.cause and self.word in ("rounded", "explained") else ""

    @property
    def shown(self):
        """Our value, with as many digits as were published."""
        return in_the_manner_of(self.figure.printed, self.value)

    @property
    def reproduced_shown(self):
        """What the cause gives, with as many digits."""
        return in_the_manner_of(self.figure.meant or self.figure.printed, self.reproduced)

    def to_dict(self):
        return {"ours": self.figure.ours, "step": self.figure.when, "published": self.figure.printed,
                "shown": self.shown, "value": self.value, "verdict": self.word,
                "cause": self.sentence, "reproduced": self.reproduced}

    def __repr__(self):
        return f"Verdict({self.figure!r} {self.word}, {self.shown})"


def word(figure, value, reproduced):
    if is_rounded_to(figure.printed, value):
        return "agrees"
    if figure.cut and is_cut_to(figure.printed, value):
        return "rounded"
    if figure.within and abs(Decimal(value) - Decimal(figure.printed)) <= Decimal(figure.within):
        return "rounded"
    fits = is_cut_to if figure.cut else is_rounded_to
    known = reproduced is not None and fits(figure.meant or figure.printed, reproduced)
    return "explained" if known else "unexplained"


def is_rounded_to(printed, value):
    """Whether a figure is a value, rounded to the digits printed.

    >>> is_rounded_to("0.35891648", 0.35891647971788465), is_rounded_to("0.35891649", 0.35891647971788465)
    (True, False)
    """
    half = Decimal((0, (5,), Decimal(printed).as_tuple().exponent - 1))
    return abs(Decimal(value) - Decimal(printed)) <= half + abs(Decimal(value)) * LAST_BITS


def is_cut_to(printed, value):
    """Whether a figure is a value, cut off after the digits printed.

    >>> is_cut_to("0.17", 0.1787), is_cut_to("0.18", 0.1787)
    (True, False)
    """
    last = Decimal((0, (1,), Decimal(printed).as_tuple().exponent))
    return Decimal(value).quantize(last, ROUND_DOWN) == Decimal(printed)


def in_the_manner_of(printed, value):
    """A value with the digits, and the exponent, that a figure has.

    >>> in_the_manner_of("0.3589", 0.35891647971788465), in_the_manner_of("1.38E+01", 13.8324)
    ('0.3589', '1.38E+01')
    """
    mantissa, e, _ = printed.upper().partition("E")
    digits = len(mantissa.partition(".")[2])
    return f"{value:.{digits}E}" if e else f"{value:.{digits}f}"


def verdicts(publication):
    """What to say of each figure of a published example, in its order."""
    ours, runs = PublishedRun(publication, publication.figures), {}
    caused = [figure for figure in publication.figures if figure.cause and figure.cause.variant]
    for variant in {figure.cause.variant for figure in caused}:
        figures = [figure for figure in caused if figure.cause.variant == variant]
        runs[variant] = PublishedRun(publication, figures, variant)
    return [verdict(figure, ours, runs) for figure in publication.figures]


def otherwise(publication):
    """Each Otherwise of a published example, what it does in a few words, and the value."""
    from ...practice.mistakes import known
    runs = [(each, PublishedRun(publication, [each], each.variant)) for each in publication.otherwise]
    return [(each, known(each.variant).describe(), run.value(each, each.ours)) for each, run in runs]


def verdict(figure, ours, runs):
    value, cause = ours.value(figure, figure.ours), figure.cause
    if cause is None or figure.within:
        return Verdict(figure, value)
    return Verdict(figure, value, (runs[cause.variant] if cause.variant else ours).value(figure, figure.formula))


class PublishedRun:
    """The example's experiment, as it should be or spoilt, and the traces of the steps that some places speak of."""

    def __init__(self, publication, places, variant=None):
        from ...examples.lookup import document_of
        from ...practice.mistakes import spoilt
        from ...training.trainer import Trainer
        trainer = Trainer(document_of(publication.experiment))
        self.trainer = spoilt(trainer, variant) if variant else trainer
        steps = {step for place in places for step in range(place.first, place.last + 1)}
        self.traces = dict(self.taken(sorted(steps)))

    def taken(self, steps):
        ahead = deepcopy(self.trainer)
        for step in steps:
            ahead.run_steps(step - 1 - ahead.steps_taken)
            yield step, ahead.trace()

    def value(self, place, formula):
        steps = range(place.first, place.last + 1)
        return total([value_of(formula, self.traces[step].__getitem__) for step in steps])
