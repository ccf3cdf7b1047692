"""Whether the gradient is right, and what a gradient is, as tables."""

from ...explain.arithmetic import nearest
from ...explain.check.precision import digits_of, digits_of_agreement
from ...explain.naming import slope_of
from ...explain.notation import TEXT, pretty, shown, significant
from .blocks import Digits, Heading, Name, Paragraph, Table
from .arithmetic_report import arithmetic_line
from .wording import counted, drawn_line, listed, step_title

MOST_ROWS, MOST_LETTERS = 40, 40    # a screenful, and a column
SAYS = {"agrees": "", "rounding": "rounding", "differs": "DIFFERS", "kink": "kink"}


def check_report(check):
    """Each slope by backpropagation, by central difference and by forward mode, the worst first; what to say of it."""
    yield from header(check)
    rows, left_out = check.comparisons[:MOST_ROWS], check.comparisons[MOST_ROWS:]
    yield Table(["", "backpropagation", "central difference", "digits", "forward mode", "digits", ""],
                [comparison_row(row, digits_of(check.arithmetic)) for row in rows])
    if left_out:
        yield Paragraph(f"And {counted(len(left_out), 'slope')} more that agree no worse.")
    yield Paragraph(f"central difference: (E(w + h) − E(w − h)) / 2h with h = {check.h:g}, times |w| where that is "
                    "above 1. It is the way forward, run twice; h² and the rounding of E keep it from the last digits.")
    yield Paragraph("forward mode: the way forward, run once on numbers that carry their slope by w along; no h.")
    yield Paragraph("digits: how many agree with backpropagation, counted from the first of the layer's largest slope.")
    yield from remarks(check)
    yield Paragraph(summary(check))


def header(found):
    yield Heading(step_title(found))
    yield Paragraph(drawn_line(found.network))
    yield from arithmetic_line(found.arithmetic)


def comparison_row(row, digits):
    def agreeing(error):
        return None if error is None else digits_of_agreement(error, digits)
    return [Name(slope_of("E", row.name)), figure(row.gradient), figure(row.central), agreeing(row.central_error),
            figure(row.forward), agreeing(row.error), verdict(row)]


def figure(value):
    """With all its digits, as far as they fit a column: small differences are what the table is for."""
    if value is None:
        return None
    text = shown(None, 16)(value)
    return Digits(text if len(text) <= MOST_LETTERS else significant(MOST_LETTERS - 8)(value), value)


def verdict(row):
    word = SAYS[row.verdict] + (f": {named(row.kinks)}" if row.kinks else "")
    return ", ".join(filter(None, [word, "" if row.trained else "not trained"]))


def named(names):
    return listed(list(map(pretty, names)), 3)


def remarks(check):
    """What is to be said of rounding, kinks and frozen parameters, where there are some."""
    if check.of("rounding"):
        yield Paragraph("rounding: in these numbers they differ; run again with more digits, the same code agrees. "
                        "So the formulas are right, and what differs is lost to rounding.")
    if check.of("kink"):
        yield Paragraph("kink: h would carry this net, or out, over a point where a slope jumps, or E is not defined, "
                        "so there is nothing to compare: skipped.")
    if not all(row.trained for row in check.comparisons):
        yield Paragraph("not trained: no step moves it, but it has a slope like any other.")


def summary(check):
    differing, skipped = check.of("differs"), check.of("kink")
    compared = len(check.comparisons) - len(skipped)
    left_out = f", {len(skipped)} skipped" if skipped else ""
    if not compared:
        return f"Nothing could be compared{left_out}."
    if differing:
        names = listed([pretty(slope_of("E", row.name)) for row in differing])
        differ = "differ" if len(differing) > 1 else "differs"
        return f"{len(differing)} of {counted(compared, 'slope')} {differ}{left_out}: {names}."
    rounding = len(check.of("rounding"))
    more = f", {rounding} of them with more digits" if rounding else ""
    return f"{counted(compared, 'slope')} compared{left_out}: all agree{more}."


def nudge_report(nudges):
    """What the slope predicts beside what happens, for smaller and smaller nudges."""
    w, slope = nudges.name, pretty(slope_of("E", nudges.name))
    yield from header(nudges)
    numbers = (nudges.value, nudges.error, nudges.slope)
    value, error, gradient = (TEXT.number_text(each, significant(12))[1] for each in numbers)
    yield Paragraph(f"{w} = {value},  E = {error},  {slope} = {gradient}")
    headers = [f"nudge of {w}", f"predicted ΔE = {slope} · nudge", f"actual ΔE = E({w} + nudge) − E({w})",
               "actual / predicted"]
    yield Table(headers, [nudge_row(*row) for row in nudges.rows])
    yield Paragraph(moral(nudges, slope))


def nudge_row(nudge, predicted, actual, ratio):
    def figure(value):
        return None if value is None else Digits(significant(9)(nearest(value)), nearest(value))
    return [nearest(nudge), *map(figure, (predicted, actual, ratio))]


def moral(nudges, slope):
    if nudges.kinks:
        return (f"Even the smallest nudge carries {named(nudges.kinks)} over a kink, where the slope jumps. "
                f"Just at a kink there is no derivative: {slope} is the slope of one side, by convention.")
    if nudges.is_lost:
        return (f"E before and after the smallest nudge share all the digits that {nudges.arithmetic.name} has, and "
                "nothing is left of their difference: take more, or exact.")
    if nudges.slope == 0.0:
        return f"{slope} is 0: a small nudge changes E not at all, or by far less than the nudge."
    return (f"{slope} is the change of E for each unit of {nudges.name}, and is exact in the limit: the smaller the "
            "nudge, the nearer the ratio is to 1.")
