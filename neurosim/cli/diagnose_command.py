"""neurosim diagnose: a learner's numbers beside the right ones, and the mistakes that explain those that differ."""

from . import options, results
from ..core.guard.errors import NeurosimError

NAME, USAGE = "diagnose", "EXPERIMENT NAME=VALUE ... "
HELP = "your numbers: the first that is off, and the mistakes that explain it"
EXAMPLES = """\
  neurosim diagnose worked-example w5+=0.358916480 w1+=0.149817639
  neurosim diagnose worked-example E=0.280471 --step 2        the second training step

A name may be written in any notation: w5+, dE/dw5, delta_o1, net_h1; E+ is the error after the step.
How precise a number is, is read off its digits: 0.0822 has three. --answers takes rows of
name,value, a column for each name, lines of name = value, or JSON; a matrix is [[0.1, 0.2], [0.3, 0.4]]."""


def add_arguments(parser):
    options.add_experiment(parser)
    parser.add_argument("given", nargs="*", metavar="NAME=VALUE", help="a number of yours, such as w5+=0.3589")
    parser.add_argument("--answers", type=options.file_name, metavar="FILE",
                        help="more of them: rows of name,value")
    parser.add_argument("--tolerance", type=tolerance, metavar="T", help="numbers agree that differ by no more than T")
    options.add_step(parser)
    options.add_sample(parser)
    options.add_numbers(parser)
    options.add_digits(parser)
    options.add_formats(parser)


@options.expects("a number >= 0")
def tolerance(text):
    if not 0.0 <= float(text) < float("inf"):
        raise ValueError
    return float(text)


def check(arguments):
    """What is wrong with the words of the call."""
    for each in arguments.given:
        if not all(each.partition("=")):
            return f"expected NAME=VALUE, such as w5+=0.3589, got {each[:60]!r}"
    if arguments.given or arguments.answers:
        return ""
    return "expected NAME=VALUE, such as w5+=0.3589, or --answers FILE"


def run(arguments, experiment):
    found = experiment.diagnose(answers(arguments), arguments.step or 1, options.sample_place(arguments, experiment),
                                arguments.numbers, arguments.tolerance, arguments.work.counted("mistake", "pair"))
    chunks = results.answer(found, table, arguments, report(arguments.markup))
    return chunks if found.agree else results.Disagreed(chunks)


def answers(arguments):
    """Those of the file, then those of the command line; an error is to name the line, or the word, that it is in."""
    from ..files.answers_file import read_answers
    found = read_answers(arguments.answers) if arguments.answers else {}
    for each in arguments.given:
        name, _, value = each.partition("=")
        if found.setdefault(name, (value, each[:60]))[0] != value:
            raise NeurosimError(each[:60], f"one number for {name[:60]}", problem="given twice")
    arguments.spelt.update({f"answers.{name}": place for name, (_, place) in found.items()})
    return {name: value for name, (value, _) in found.items()}


def report(markup):
    """A document has a title; at a terminal the call stands above it."""
    from ..show.report.diagnosis_report import diagnosis_document, diagnosis_report
    return diagnosis_report if markup == "text" else diagnosis_document


def table(found):
    return ["name", "given", "expected", "agrees", "follows"], (row.values() for row in found.to_dict()["answers"])
