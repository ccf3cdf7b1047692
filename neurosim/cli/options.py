"""What options may be, and the options that several verbs share."""

import re
from argparse import ArgumentTypeError

from ..core.guard.errors import NeurosimError, did_you_mean
from .outputs import MARKUPS

MANY = 10**12    # more steps than anybody waits for
MOST_SEED = 2**64 - 1


# Readers for argparse: text as given -> value. Each says what it expects.

def expects(what):
    """Makes a reader of a function of the text: where that raises ValueError, the sentence says what was expected."""
    def reader(read):
        def checked(text):
            try:
                return read(text)
            except ValueError:
                raise ArgumentTypeError(f"expected {what}, got {text[:60]!r}") from None
        return checked
    return reader


def whole(low, high=MANY):
    """A whole number."""
    return expects(f"a whole number from {low} to {high}")(lambda text: whole_number(text, low, high))


def whole_number(text, low=1, high=MANY):
    if not (text.isascii() and text.removeprefix("-").isdigit() and len(text) <= 20 and low <= int(text) <= high):
        raise ValueError
    return int(text)


def one_of(*choices):
    def read(text):
        if text not in choices:
            hint = did_you_mean(text, choices)
            raise ArgumentTypeError(f"expected one of {', '.join(choices)}, got {text[:60]!r}{hint}")
        return text
    return read


@expects("FIRST:LAST, such as 3:5, or how many")
def steps_range(text):
    """3:7, both included; 7 are the first seven, as with the steps of other verbs."""
    first, last = text.split(":") if ":" in text else ("1", text)
    return whole_number(first), whole_number(last, low=whole_number(first))


def file_name(text):
    if text in ("", "-"):
        raise ArgumentTypeError(f"expected a file name, got {text!r}")
    return text


def file_name_or_stdout(text):
    return None if text == "-" else file_name(text)


def check_plot(arguments):
    """Whether the picture can be drawn, where one is asked for; before the work begins."""
    if getattr(arguments, "plot", None):
        from ..show.views import check_picture
        check_picture(arguments.plot, "--plot")


def draw(arguments, result):
    if arguments.plot:
        result.plot(arguments.plot)


def as_typed(error, spelt):
    """The same error, with the option as it was typed in place of the library's argument.

    spelt    what they are called: {"along": "--along", "goal": "GOAL"}; the place in along[1] nobody has typed
    """
    field = spelt.get(error.field) or spelt.get(re.sub(r"(\[\d+\])+$", "", error.field))
    return type(error)(field, error.expected, error.value, error.problem, error.got) if field else error


@expects("whole numbers such as 3 or 4-3")
def sizes(text):
    return [whole_number(size, high=10**7) for size in text.split("-")]


def listed(text):
    return [part.strip() for part in text.split(",")]


# Options.

def add_experiment(parser, default=None):
    parser.add_argument("experiment", metavar="EXPERIMENT", default=default, nargs="?" if default else None,
                        help="a built-in name (`neurosim examples` lists them), a file, sizes such as 2-3-1, "
                             "a table such as iris.csv, or - for standard input")
    parser.add_argument("--seed", type=whole(0, MOST_SEED), metavar="N", help="in place of the experiment's own seed")
    parser.add_argument("--all-errors", action="store_true", help="list every error of a bad file, not only the first")


def add_table(parser):
    """How an experiment is made of a table."""
    parser.add_argument("--hidden", dest="table_hidden", type=sizes, metavar="N",
                        help="with a table as EXPERIMENT: neurons of the hidden layer (default: 5); 4-3: of two")
    parser.add_argument("--targets", dest="table_targets", type=listed, metavar="NAME,...",
                        help="with a table: its columns of targets (default: the last one)")


def add_formats(parser, *more):
    """--format, every LOOK without more ado, JSON and CSV and `more`; and --output."""
    formats = (*MARKUPS, "json", "csv", *more)
    parser.add_argument("--format", dest="form", type=one_of(*formats), metavar="|".join(formats),
                        help="default: what the ending of FILE says, else text")
    parser.set_defaults(chooser=("--format", "form", formats))
    add_output(parser)


def add_output(parser, default=None):
    """--output; None stands for standard output."""
    parser.add_argument("-o", "--output", type=file_name_or_stdout, metavar="FILE", default=default,
                        help="write to FILE, whole or not at all; - is standard output")


def add_plot(parser, what):
    parser.add_argument("--plot", type=file_name, metavar="FILE", help=f"draw {what}, as .png, .svg or .pdf")


def add_engine(parser):
    from ..training import ENGINES
    parser.add_argument("--engine", type=one_of(*ENGINES), metavar="|".join(ENGINES),
                        help="who takes the steps, to the same numbers (default: the one that is ready first)")
    parser.add_argument("--no-compile", action="store_true", help="no C, even where it would be ready first")
    parser.add_argument("--verbose", action="store_true", help="say who took the steps")


def check_engine(arguments):
    if arguments.engine == "c" and arguments.no_compile:
        return "--engine: expected neurons or python beside --no-compile, got c"
    return ""


def add_digits(parser):
    parser.add_argument("--digits", type=whole(1, 17), metavar="N",
                        help="significant digits (default: 6 in tables, 9 in formulas)")


def arithmetic(text):
    """rounded:4 and the like."""
    from ..explain.arithmetic import make_arithmetic
    try:
        return make_arithmetic(text)
    except NeurosimError as error:
        error.field = ""
        raise ArgumentTypeError(error.sentence()) from None


def add_numbers(parser):
    parser.add_argument("--numbers", type=arithmetic, default="float", metavar="ARITHMETIC",
                        help="float (default); rounded:K, every result rounded to K decimals as on paper; decimal:N, "
                             "N significant digits; fraction; or exact, the floats nearest to the true values")


def add_step(parser):
    parser.add_argument("--step", type=whole(1), metavar="N",
                        help="the N-th training step; 1 is the first, and the default")


def add_sample(parser):
    parser.add_argument("--sample", type=whole(1), metavar="K",
                        help="sample K, 1 is the first, in place of the one the step takes")


def sample_place(arguments, experiment):
    """--sample counts from 1, lists from 0."""
    if arguments.sample is None:
        return None
    if arguments.sample > len(experiment.samples):
        raise NeurosimError("--sample", f"a sample from 1 to {len(experiment.samples)}", arguments.sample)
    return arguments.sample - 1
