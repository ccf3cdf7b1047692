"""neurosim worksheet: sheets and keys for a class, and the file that grading reads."""

import os

from . import options
from .outputs import identity
from ..core.guard.errors import NeurosimError

NAME, USAGE = "worksheet", "EXPERIMENT --students FILE|--variants N -o FOLDER "
HELP = "sheets and keys for a class, with numbers of each student's own that tell mistakes apart"
EXAMPLES = """\
  neurosim worksheet worked-example --students roster.csv --seed 7 -o lesson/
  neurosim worksheet 2-3-1 --variants 5 --level half --format latex --paper letter -o lesson/
  neurosim worksheet worked-example --variants 3 --to moodle --to csv -o lesson/
  neurosim worksheet worked-example --variants 3 --level find-mistake --format markdown -o lesson/

The folder gets assignment.json, which `neurosim grade` reads; the sheets and the keys; answers.csv, a line a
student; and teacher.md: which mistakes the sheets do not show, or cannot tell apart."""
DECIMALS = 4
FORMATS = ("html", "pdf", "latex", "markdown")
FORMS = ("moodle", "gift", "qti", "csv", "xlsx")
PAPERS = ("A4", "letter")


def add_arguments(parser):
    from ..files.assignment_file import LEVELS, MOST_STUDENTS, ROUNDINGS    # not for the help of all verbs
    options.add_experiment(parser)
    parser.add_argument("--students", type=options.file_name, metavar="FILE",
                        help="a CSV file with a student a line: of a column called student or name, else of the first")
    parser.add_argument("--variants", type=options.whole(1, MOST_STUDENTS), metavar="N",
                        help="so many sheets without names")
    parser.add_argument("--level", type=options.one_of(*LEVELS), default=LEVELS[0], metavar="|".join(LEVELS),
                        help="how much is left blank (default: everything)")
    for kind, (low, high) in ROUNDINGS.items():
        usual = f" (default: {DECIMALS})" if kind == "decimals" else ", significant ones, in place of decimals"
        parser.add_argument(f"--{kind}", type=options.whole(low, high), metavar="N", help=f"{kind} of an answer{usual}")
    parser.add_argument("--tolerance", type=options.whole(0, 100), default=2, metavar="N",
                        help="units of the last digit that an answer may be off (default: 2)")
    parser.add_argument("--format", type=options.one_of(*FORMATS), default="html", metavar="|".join(FORMATS),
                        help="of sheets and keys (default: html, to be printed; pdf needs pdflatex)")
    parser.add_argument("--paper", type=options.one_of(*PAPERS), default="A4", metavar="|".join(PAPERS),
                        help="default: A4")
    parser.add_argument("--to", action="append", type=options.one_of(*FORMS), metavar="|".join(FORMS), default=[],
                        help="also for a learning platform or a spreadsheet; may be given several times")
    parser.add_argument("--each", action="store_true", help="a file for each student, in place of one for all")
    parser.add_argument("-o", dest="folder", type=options.file_name, metavar="FOLDER", help="where all files go")
    parser.set_defaults(output=None)


def check(arguments):
    """What is wrong with the words of the call."""
    if (arguments.students is None) == (arguments.variants is None):
        return "--students: expected either a file, or --variants N"
    if arguments.decimals and arguments.digits:
        return "--digits: expected no --decimals beside it"
    return "" if arguments.folder else "-o: expected the name of a folder, such as lesson/"


def draws(arguments):
    """The seed draws the numbers of the sheets."""
    return True


def run(arguments, experiment):
    from ..practice.classroom.assignment import Assignment
    from ..files.assignment_file import write_assignment
    from ..practice.classroom.quizzes import quiz_files
    from ..practice.classroom.sheets import Sheet
    made = make(arguments, experiment)
    text = write_assignment(made.document)
    assignment = Assignment.parse(text)
    sheets = [Sheet(assignment, student) for student in assignment.students]
    files = {"assignment.json": text, **printed(sheets, made, arguments)}
    for form in arguments.to:
        files.update(quiz_files(sheets, form))
    check_not_written_over(files, arguments)
    yield from written(files, arguments.folder)


def make(arguments, experiment):
    from ..practice.classroom.levels import BLANKS_OF, planted
    from ..practice.classroom.roster import numbered_students, read_roster
    from ..practice.classroom.rounding import RoundingRule
    from ..practice.classroom.variants import Variants, make_assignment
    rule = RoundingRule(*(("digits", arguments.digits) if arguments.digits else
                          ("decimals", arguments.decimals or DECIMALS)))
    document, level = experiment.to_document(), arguments.level
    students = read_roster(arguments.students) if arguments.students else numbered_students(arguments.variants)
    variants = Variants(document, experiment.seed, rule, arguments.tolerance, BLANKS_OF[level])
    planting = planted if level == "find-mistake" else None
    return make_assignment(document, students, variants, level, planting=planting,
                           progress=arguments.work.counted("sheet"))


# Files.

def printed(sheets, made, arguments):
    """name -> content of what is to be printed, and of what the teacher reads."""
    from ..practice.classroom.printing import answers_csv, documents
    from ..show.render.markdown import render
    from ..show.report.worksheet_report import teacher_report
    found = dict(documents(sheets, arguments.format, arguments.paper, arguments.each))
    return {**found, "answers.csv": answers_csv(sheets), "teacher.md": "".join(render(teacher_report(made)))}


def check_not_written_over(files, arguments):
    """NeurosimError where one of the files would take the place of the roster or of the experiment."""
    sources = {identity(path): path for path in (arguments.students, arguments.experiment) if path}
    for name in files:
        path = os.path.join(arguments.folder, name)
        if identity(path) in sources:
            problem = "it is read by the same command, and would be lost"
            raise NeurosimError("folder", "another folder", path[:60], problem)


def written(files, folder):
    """Writes the files; yields a line for each."""
    from ..files.output import write_file
    os.makedirs(folder, exist_ok=True)
    for name, content in files.items():
        path = os.path.join(folder, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        write_file(path, content)
        yield f"{path}\n"
