"""What a question says before its blanks: the task, the rule of rounding, and what is given; as text and picture."""

from ....explain.kinds import KINDS
from ....explain.notation import literal, pretty
from ....show.diagram import diagram
from ....show.language import say
from ....show.render import svg
from ....show.report.wording import network_line

GIVEN = ("sample", "parameter", "setting")    # stages of what stands in the task


def sentences(sheet):
    """The sentences of the task."""
    assignment = sheet.assignment
    printed = printed_numbers(sheet)
    return [say(f"sheet.task.{assignment.level}.short"), assignment.rounding.sentence(),
            network_line(sheet.trace.network), say("quiz.given", numbers=", ".join(given_numbers(sheet.trace))),
            *([say("quiz.worked", numbers=", ".join(printed))] if printed else [])]


def given_numbers(trace):
    return [f"{pretty(quantity.name)} = {literal(quantity.value)}" for quantity in trace.quantities.values()
            if quantity.is_given and KINDS[quantity.kind].stage in GIVEN]


def printed_numbers(sheet):
    """The numbers that the level gives away."""
    return [f"{pretty(question.name)} = {text}" for question in sheet.questions
            if (text := sheet.printed(question.name)) is not None]


def title(sheet):
    return say("quiz.title", title=sheet.assignment.title, variant=sheet.student.variant, check=sheet.student.check)


def picture(sheet):
    """The network as SVG."""
    trace = sheet.trace
    return svg.drawing(diagram(trace.network, trace.names, lambda name: literal(trace.value(name)), trace.batch))
