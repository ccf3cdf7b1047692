"""neurosim practise: the numbers of a step asked one by one, in plain lines."""

import sys

from ..core.guard.errors import NeurosimError
from . import options, terminal

NAME, USAGE = "practise", "EXPERIMENT "
HELP = "asks for a step number by number, with hints; names the mistake of a wrong answer"
EXAMPLES = """\
  neurosim practise worked-example
  neurosim practise 2-3-1 --seed 7 --student Ada --record ada.json

Answers are numbers, or something to work out: 1/(1+exp(-0.3775)). ? is a hint, an empty line goes on, q ends.
Your own numbers are carried forward. At the end stands a record in one line, to hand in. A pipe may answer."""
HINT, END = ("?", "hint"), ("q", "quit", "exit")


def add_arguments(parser):
    options.add_experiment(parser)
    parser.add_argument("--digits", type=options.whole(2, 12), default=4, metavar="N",
                        help="significant digits that an answer must have (default: 4)")
    parser.add_argument("--student", default="", metavar="NAME", help="whose record it is")
    parser.add_argument("--record", type=options.file_name, metavar="FILE", help="write the record to FILE, too")
    parser.add_argument("--no-input", action="store_true", help="ask nothing: this verb then says so, and ends")
    parser.set_defaults(output=None)


def check(arguments):
    """That somebody may answer."""
    if arguments.no_input:
        return "--no-input: expected without it, as practise asks; neurosim diagnose takes numbers without asking"
    if arguments.experiment == "-":
        return "EXPERIMENT: expected a name or a file, as standard input answers the questions"
    return ""


def run(arguments, experiment):
    """The lines of the conversation, each as it comes."""
    from ..practice.classroom.practising import Practice
    if sys.stdin is None or sys.stdin.closed:
        raise NeurosimError("stdin", "somebody who answers", problem="standard input is closed")
    practice = Practice(experiment.to_document(), arguments.digits, arguments.student)
    return (terminal.in_its_signs(line) + "\n" for line in conversation(practice, arguments.record))


def conversation(practice, record):
    from ..show.language import say
    yield from opening(practice)
    for typed in asked(practice):
        if typed is None:
            yield from question(practice)
        elif not typed:
            yield from gone_on(practice)
        elif typed.casefold() in HINT:
            yield practice.hint()
        else:
            yield from answered(practice, typed)
    yield from closing(practice)
    from json import dumps
    kept = dumps(practice.to_dict(), ensure_ascii=False)
    yield say("practise.record")
    yield kept
    if record:
        from ..files.output import write_file
        write_file(record, f"{kept}\n")


def asked(practice):
    """None where a question is due, then what is typed, until all is answered, or nobody answers any more."""
    shown = -1
    while practice.question is not None:
        if shown != practice.place:
            shown = practice.place
            yield None
        sys.stdout.flush()
        line = sys.stdin.readline()
        if not line or line.strip().casefold() in END:
            return
        yield line.strip()


def opening(practice):
    from ..explain.notation import pretty, significant
    from ..practice.classroom.usual_slips import given_numbers
    from ..show.language import say
    from ..show.report.wording import network_line
    number, trace = significant(6), practice.student.trace
    givens = ", ".join(f"{pretty(name)} = {number(value)}" for name, value in given_numbers(trace).items())
    yield say("practise.title", title=practice.assignment.title, network=network_line(trace.network))
    yield say("practise.given", givens=givens)
    yield say("practise.how", digits=practice.assignment.rounding.count)


def question(practice):
    from ..explain.notation import pretty
    from ..show.language import say
    asked = practice.question
    yield say("practise.question", place=practice.place + 1, count=len(practice.questions), name=pretty(asked.name),
              stage=say(f"stage.{asked.stage}"), words=asked.words)
    yield say("practise.ask", name=pretty(asked.name))


def answered(practice, typed):
    """What becomes of an answer: right ones go on."""
    from ..show.language import say
    from ..show.report.feedback_report import slip_sentences
    try:
        number = practice.answer(typed)
    except NeurosimError as error:
        return (yield say("practise.unread", problem=error))
    if number.slip:
        yield " ".join(slip_sentences(practice.grade, number.slip, number.name))
        yield say("practise.again")
    else:
        yield say(f"practise.{number.verdict}")
        practice.go_on()


def gone_on(practice):
    from ..explain.notation import pretty
    from ..show.language import say
    name = practice.question.name
    yield say("practise.kept", name=pretty(name)) if name in practice.given else say("practise.skipped")
    practice.go_on()


def closing(practice):
    from ..show.language import say
    grade = practice.grade
    yield say("practise.marks", points=f"{grade.points:g}", most=f"{grade.most:g}", right=grade.count("right"),
              follows=grade.count("follows") + grade.count("capped"), wrong=grade.count("wrong") + grade.count("again"),
              blank=grade.count("blank"))
