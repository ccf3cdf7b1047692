"""neurosim grade: marks and feedback for a class, and what the teacher sees of it."""

import os
from importlib import import_module

from ..core.guard.errors import NeurosimError
from . import options, outputs, results, terminal

NAME, USAGE = "grade", "ASSIGNMENT ANSWERS "
HELP = "marks and feedback for a class: each mistake costs once, and is named"
EXAMPLES = """\
  neurosim grade lesson/assignment.json answers.csv                what the class has done
  neurosim grade lesson/assignment.json answers.csv -o marks.csv   a row of marks for each student
  neurosim grade lesson/assignment.json answers.csv --feedback lesson/feedback
  neurosim grade lesson/assignment.json answers.csv --student Ada -o ada.html
  neurosim grade lesson/assignment.json answers.csv --mark follows=0.5 --mark again=0

ANSWERS has rows of student,name,value, or a column for each name and a row for each student, as CSV or
.xlsx; or it is a folder that has a file for each student. A name may be written in any notation: w5+, dE/dw5,
delta_o1. A wrong number is judged by the student's own numbers before it: what follows from them has full
marks. Nothing that is read here leaves this machine."""

VERDICTS = ("right", "follows", "capped", "wrong", "again", "blank")
ENDING = {"html": ".html", "markdown": ".md", "text": ".txt", "latex": ".tex"}


def add_arguments(parser):
    parser.add_argument("assignment", nargs="?", type=options.file_name, metavar="ASSIGNMENT",
                        help="the assignment.json that neurosim worksheet has written")
    parser.add_argument("answers", nargs="?", type=options.file_name, metavar="ANSWERS",
                        help="a CSV file, an .xlsx file, or a folder with a file for each student")
    parser.add_argument("--mark", action="append", default=[], type=mark, metavar="WORD=MARKS",
                        help=f"marks for one number that is {', '.join(VERDICTS)}; in place of the assignment's")
    parser.add_argument("--student", metavar="NAME", help="the page of one student, in place of the teacher's")
    parser.add_argument("--feedback", type=options.file_name, metavar="FOLDER",
                        help="also write a page for each student into this folder")
    parser.add_argument("--pages", type=options.one_of(*ENDING), default="html", metavar="|".join(ENDING),
                        help="what these pages are (default: html, which prints a page each)")
    parser.add_argument("--all-errors", action="store_true", help="list every error of a bad file, not only the first")
    options.add_formats(parser)


@options.expects(f"WORD=MARKS with one of {', '.join(VERDICTS)} and a number >= 0")
def mark(text):
    word, _, value = text.partition("=")
    if word not in VERDICTS or not 0.0 <= float(value) < float("inf"):
        raise ValueError
    return word, float(value)


def check(arguments):
    """Both files."""
    if arguments.assignment is None:
        return "ASSIGNMENT: expected the assignment.json that neurosim worksheet has written"
    if arguments.answers is None:
        return "ANSWERS: expected a CSV file, an .xlsx file, or a folder with a file for each student"
    return ""


def run(arguments, _):
    found = graded(arguments)
    if not arguments.quiet:
        for note in found.notes:
            terminal.note(note)
    if arguments.feedback:
        write_pages(found, arguments)
    if arguments.student:
        return results.answer(of_one(found, arguments), table_of_one, arguments)
    return results.answer(found, table, arguments)


def graded(arguments):
    """The class; what is read is not written over."""
    from ..files.class_answers import read_class
    from ..files.source import files_read
    from ..practice.classroom.assignment import Assignment
    from ..practice.classroom.class_grade import ClassGrade
    with files_read() as read:
        assignment, handed_in = Assignment.read(arguments.assignment), read_class(arguments.answers)
    outputs.check_not_read(arguments, read)
    return ClassGrade(assignment, handed_in, dict(arguments.mark), arguments.work.counted("student"))


def of_one(found, arguments):
    try:
        return found.grade(arguments.student)
    except NeurosimError as error:
        raise NeurosimError("--student", error.expected, arguments.student) from None


def table(found):
    """A row of marks for each student, for a gradebook."""
    headers = ["student", "variant", "check", "marks", "of", *VERDICTS, "mistakes", *found.assignment.blanks]
    return headers, ([grade.student.name, grade.student.variant, grade.student.check, grade.points, grade.most,
                      *map(grade.count, VERDICTS), " ".join(slip.name for slip in grade.slips),
                      *(grade.by_name[name].verdict if name in grade.by_name else None
                        for name in found.assignment.blanks)] for grade in found.grades)


def table_of_one(grade):
    rows = [number.to_dict() for number in grade.numbers]
    return list(rows[0]), (row.values() for row in rows)


def write_pages(found, arguments):
    """A page for each student, each whole."""
    from ..files.output import write_file
    from ..files.source import shown
    render = import_module(f"..show.render.{arguments.pages}", __package__).render
    os.makedirs(arguments.feedback, exist_ok=True)
    for grade, name in zip(found.grades, page_names(found)):
        write_file(os.path.join(arguments.feedback, name + ENDING[arguments.pages]), render(grade.report()))
    if not arguments.quiet:
        terminal.note(f"{len(found.grades)} pages are in {shown(arguments.feedback)}")


def page_names(found):
    """A name for the page of each student that any disk takes, and that leads out of no folder; none twice."""
    names = []
    for grade in found.grades:
        name = "".join(sign if sign.isalnum() or sign in "-_" else "-" for sign in grade.student.name)[:60].strip("-")
        taken = {each.casefold() for each in names}
        names.append(name if name and name.casefold() not in taken else f"{name or 'student'}-{grade.student.check}")
    return names
