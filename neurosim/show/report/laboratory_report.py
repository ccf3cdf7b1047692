"""The laboratory's report: the error of each network by step, how far each gradient points astray, what it comes to."""

from ...explain.notation import significant
from .blocks import Curve, Heading, Paragraph, Table
from .pictures import drawable, error_words
from .wording import about_great, counted, listed, network_line

STRAIGHT = 1.0 - 1e-9    # a cosine as near to 1 as rounding lets it
MOST = 4                 # spoilt networks side by side in a table
six = significant(6)
SOLVED = {True: "solved", False: "not solved", None: None}


def laboratory_report(laboratory):
    experiment, (right, *spoilt) = laboratory.experiment, laboratory.courses
    yield Heading(f"{experiment.name}: {counted(laboratory.steps, 'step')}, right and spoilt, from the same weights")
    yield Paragraph(network_line(experiment.network))
    yield from [Paragraph(f"{course.name}: {course.mistake.describe()}") for course in spoilt]
    groups = [spoilt[place:place + MOST] for place in range(0, len(spoilt), MOST)]
    yield from [errors_table([right, *group]) for group in groups or [[]]]
    yield Paragraph(f"E over all samples, as each network works it out for itself; seed {experiment.seed}.")
    yield from map(Paragraph, about_great([error for course in laboratory.courses for _, error in course.errors]))
    if spoilt:
        yield from map(directions_table, groups)
        yield Paragraph("The spoilt gradient beside the right one at the same weights, over all samples: the cosine "
                        "of the angle between them (1: the same direction; below 0: uphill), and how many of its signs "
                        "are wrong." + of_others(spoilt))
    yield ends_table(laboratory.courses)
    if laboratory.criterion:
        yield Paragraph(f"solved: {laboratory.criterion.sentence}.")
    yield from [Paragraph(conclusion(course, right)) for course in spoilt]


def errors_table(courses):
    steps = list(dict.fromkeys(step for course in courses for step, _ in course.errors))
    by_step = [dict(course.errors) for course in courses]
    rows = [[f"{step:,}", *[errors.get(step) for errors in by_step]] for step in steps]
    return Table(["step", *[course.name for course in courses]], rows, caption="error by step")


def directions_table(courses):
    headers = [text for course in courses for text in (f"{course.name}: cosine", "wrong signs")]
    steps = list(dict.fromkeys(step for course in courses for step, *_ in course.directions))
    by_step = [{step: (cosine, f"{wrong:.0%}") for step, cosine, wrong in course.directions} for course in courses]
    rows = [[f"{step:,}", *[cell for directions in by_step for cell in directions.get(step, (None, None))]]
            for step in steps]
    return Table(["step", *headers], rows, caption="gradient by step")


def of_others(spoilt):
    """Of networks that compute something else, the angle says less than it seems to."""
    others = [course.name for course in spoilt if course.otherwise]
    if not others:
        return ""
    works = "works" if len(others) == 1 else "work"
    return f" But {listed(others)} {works} out another error from the same weights: there it is between two functions."


def ends_table(courses):
    """A row for each network: how far it came, and what of it."""
    rows = [[course.name, *last(course), course.end.partition(" (expected")[0] or SOLVED[course.solved]]
            for course in courses]
    return Table(["network", "step", "error", ""], rows, caption="at the end")


def last(course):
    return [f"{course.errors[-1][0]:,}", course.errors[-1][1]] if course.errors else ["0", None]


def conclusion(course, right):
    """One sentence, true for these numbers."""
    if course.end:
        return f"{course.name}: {course.end}."
    if course.same_as(right):
        why = ("it is another convention that comes to the same" if course.mistake.convention
               else "this experiment does not show the mistake")
        return f"{course.name}: the error is the right network's at every step looked at; {why}."
    first, final = course.errors[0][1], course.errors[-1][1]
    moves = "falls" if final < first else "rises" if final > first else "stays"
    error = f"{course.name}: the error {moves}, from {six(first)} to {six(final)}"
    return f"{error}{of_gradient(course, moves)}."


def of_gradient(course, moves):
    """What is to be said of the gradient. It is wrong only where the right network has the same error."""
    worst = course.worst()
    if course.otherwise:
        step, own, true = course.otherwise
        has = "has no error at all" if true is None else f"has {six(true)}"
        return (f", as it works it out: at step {step:,} it takes its error to be {six(own)}, where the right network "
                f"with the same weights {has}{beside(*worst) if worst else ''}")
    if worst is None:
        return "; its gradient, or the right one, is 0 at every step looked at"
    step, cosine, wrong = worst
    if cosine > STRAIGHT:
        return ("; its gradient points the right way at every step looked at: its length, or what is done with it, "
                "is another matter")
    joint = ", although its gradient is wrong" if moves == "falls" else "; its gradient is wrong"
    signs = f"{wrong:.0%} of the signs are" if wrong else "no sign is"
    return f"{joint}: at step {step:,} the cosine is {figure(cosine)}, and {signs} wrong"


def beside(step, cosine, wrong):
    return f"; beside that one's gradient, its own has a cosine of {figure(cosine)} at step {step:,}"


def figure(cosine):
    """Three digits, and as many more as it takes not to say 1."""
    texts = (f"{cosine:.{digits}g}" for digits in range(3, 18))
    return next(text for text in texts if text not in ("1", "-1") or abs(cosine) >= 1.0)


def laboratory_pictures(laboratory):
    """The error of each network by step, and the direction of each spoilt gradient, by factors of steps."""
    courses = laboratory.curves()
    errors = [(course.name, drawable(course.errors)) for course in courses]
    series = [(name, *map(list, zip(*points)), "line") for name, points in errors if points]
    positive = all(error > 0.0 for _, _, errors, _ in series for error in errors)
    up = error_words(laboratory.experiment)
    yield Curve("error by step", "step", up, series, logarithmic=positive, log_across=True)
    cosines = [(course.name, [(step, cosine) for step, cosine, _ in course.directions if cosine is not None])
               for course in courses[1:]]
    if any(points for _, points in cosines):
        yield Curve("spoilt gradient and right gradient", "step", "cosine of the angle between them",
                    [(name, *map(list, zip(*points)), "line") for name, points in cosines if points], log_across=True)
