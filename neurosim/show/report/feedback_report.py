"""A page for one student: the marks, where the first slip is and what is right there, and every number."""

from ...explain.arithmetic import nearest
from ...explain.expression import Expression
from ...explain.kinds import stage
from ...explain.notation import pretty
from ..language import say
from .blocks import Digits, Heading, Name, Paragraph, SideBySide, Table
from .wording import listed

MOST_FURTHER = 12    # slips that are told after the first


def feedback_report(grade, language="en"):
    student = grade.student
    yield Heading(say("feedback.title", language, title=grade.assignment.title, student=student.name))
    yield Paragraph(say("feedback.sheet", language, variant=student.variant, check=student.check))
    yield Paragraph(say("feedback.marks", language, points=f"{grade.points:g}", most=f"{grade.most:g}"))
    yield from outcome(grade, language)
    yield from slips_told(grade, language)
    yield from numbers_told(grade, language)


def outcome(grade, language):
    """Which are right, and what became of the others; one sentence where all are right, or none was written."""
    if not grade.given:
        return (yield Paragraph(say("feedback.nothing", language)))
    if grade.count("right") == len(grade.numbers):
        return (yield Paragraph(say("feedback.all_right", language)))
    for verdict in grade.marks:
        names = [number.name for number in grade.numbers if number.verdict == verdict]
        if names:
            yield Paragraph(say(f"feedback.of_{verdict}", language, count=len(names), names=names_listed(names),
                                marks=f"{grade.marks[verdict]:g}"))


def names_listed(names):
    return listed(list(map(pretty, names)), len(names))


def slips_told(grade, language):
    """The first with its formula beside the right one; the others in a sentence or two; and what to practise."""
    if not grade.slips:
        return
    first, *others = grade.slips
    yield Heading(say("feedback.first", language), 2)
    yield from slip_told(grade, first, language)
    yield from formulas(grade, first, language)
    if others:
        yield Heading(say("feedback.further", language), 2)
    for slip in others[:MOST_FURTHER]:
        yield from slip_told(grade, slip, language)
    yield Paragraph(say("feedback.practise", language, stages="; ".join(stages(grade, language))))


def slip_told(grade, slip, language):
    """What was done, and what it should have come to."""
    name = slip.names[0]
    value = grade.assignment.written(grade.follows.get(name, grade.student.key[name]))
    should_be = say("slip.should_be", language, name=pretty(name), value=value)
    advice = [slip.mistake.advice] if slip.mistake else []
    yield Paragraph(" ".join([*slip_sentences(grade, slip, name, language), should_be, *advice]))


def slip_sentences(grade, slip, name, language="en"):
    """What was done, told of one of the numbers that it is in; and what else gives these; and where else it is."""
    key, others = "slip.mistake" if slip.mistake else f"slip.{slip.name}", [each for each in slip.names if each != name]
    yield say(key, language, name=pretty(name), what=slip.sentence, mistake=slip.name, other=pretty(slip.other),
              text=grade.given[name][1])
    if slip.alternatives:
        yield say("slip.alternatives", language, mistakes=", ".join(slip.alternatives))
    if others:
        yield say("slip.also", language, names=names_listed(others))


def formulas(grade, slip, language):
    """The formula that was used beside the right one, where the mistake is known; else the right one."""
    name = slip.names[0]
    departure = slip.steps[0].first_departure(name) if slip.steps else None
    name, spoilt, _ = departure or (name, None, None)
    right = grade.student.trace.quantities[name].expression
    value = grade.follows.get(name, nearest(right.value))
    sides = [(say("feedback.as_it_is", language), right.body, value)]
    if spoilt is not None:
        given = grade.answers[name].value if name in grade.answers else None
        sides.insert(0, (say("feedback.yours", language), formula(spoilt), given))
    if right.op != "given":
        yield SideBySide(name, sides)


def formula(expression):
    """What is given instead of worked out is its value."""
    return Expression("constant", (), nearest(expression.value)) if expression.op == "given" else expression.body


def stages(grade, language):
    """The stages of the step that have a slip in them, each once, in order, with the names of the numbers."""
    found = {}
    for slip in grade.slips:
        found.setdefault(stage_of(grade, slip.names[0]), []).append(pretty(slip.names[0]))
    return [f"{say(f'stage.{stage}', language)} ({', '.join(names)})" for stage, names in found.items()]


def stage_of(grade, name):
    return stage(grade.student.trace.quantities[name])


def numbers_told(grade, language):
    """Those that do not even follow, beside what they should be: with all of them the page would be two."""
    rows = [row(grade, number, language) for number in grade.numbers if number.verdict not in ("right", "follows")]
    if rows and grade.given:
        yield Heading(say("feedback.numbers", language), 2)
        yield Table([say(f"feedback.{key}", language) for key in ("name", "text", "own", "right", "verdict")], rows)


def row(grade, number, language):
    def written(value):
        return Digits(grade.assignment.written(value), value)
    right = written(number.expected)
    own = None if number.own is None else written(number.own)
    return [Name(number.name), number.text, own, right, say(f"verdict.{number.verdict}", language)]
