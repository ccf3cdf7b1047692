"""The laboratory's report: the error of each network by step, how far each spoilt gradient points astray, and what that comes to."""

from .blocks import Curve, Heading, Paragraph, Table
from .wording import counted, network_line

STRAIGHT = 1.0 - 1e-9    # a cosine as near to 1 as rounding lets it


def laboratory_report(laboratory):
    experiment, courses = laboratory.experiment, laboratory.courses
    yield Heading(f"{experiment.name}: {counted(laboratory.steps, 'step')}, right and spoilt, from the same weights")
    yield Paragraph(network_line(experiment.network))
    yield from [Paragraph(f"{course.name}: {course.mistake.describe()}") for course in laboratory.spoilt]
    yield errors_table(courses)
    yield Paragraph(f"E over all samples, as each network works it out for itself; seed {experiment.seed}.")
    yield directions_table(laboratory.spoilt)
    yield Paragraph("The spoilt gradient beside the right one at the same weights, over all samples: the cosine of the angle between "
                    "them (1: the same direction; below 0: uphill), and how many of its signs are wrong.")
    yield from [Paragraph(conclusion(course)) for course in laboratory.spoilt]


def errors_table(courses):
    steps = list(dict.fromkeys(step for course in courses for step, _ in course.errors))
    by_step = [dict(course.errors) for course in courses]
    rows = [[f"{step:,}", *[errors.get(step) for errors in by_step]] for step in steps]
    return Table(["step", *[course.name for course in courses]], rows, caption="error by step")


def directions_table(courses):
    headers = [text for course in courses for text in (f"{course.name}: cosine", "wrong signs")]
    steps = list(dict.fromkeys(step for course in courses for step, *_ in course.directions))
    by_step = [{step: (cosine, f"{wrong:.0%}") for step, cosine, wrong in course.directions} for course in courses]
    rows = [[f"{step:,}", *[cell for directions in by_step for cell in directions.get(step, (None, None))]] for step in steps]
    return Table(["step", *headers], rows, caption="gradient by step")


def conclusion(course):
    """One sentence, true for these numbers."""
    if course.end:
        return f"{course.name}: {course.end}."
    first, last = course.errors[0][1], course.errors[-1][1]
    moves = "falls" if last < first else "rises" if last > first else "stays"
    error = f"{course.name}: the error {moves}, from {first:.6g} to {last:.6g}"
    worst = course.worst()
    if worst is None:
        return f"{error}; its gradient is 0."
    step, cosine, wrong = worst
    if cosine > STRAIGHT:
        return f"{error}; its gradient points the right way at every step looked at: its length, or what is done with it, is another matter."
    joint = ", although its gradient is wrong" if moves == "falls" else "; its gradient is wrong"
    return f"{error}{joint}: at step {step:,} the cosine is {cosine:.3g}, and {wrong:.0%} of the signs are wrong."


def laboratory_pictures(laboratory):
    """The error of each network by step."""
    series = [(course.name, *map(list, zip(*course.errors)), "line") for course in laboratory.courses if course.errors]
    yield Curve("error by step", "step", "E", series, logarithmic=all(error > 0.0 for _, _, errors, _ in series for error in errors))
