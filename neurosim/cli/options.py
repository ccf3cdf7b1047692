"""What options may be, and the options that several verbs share."""

from argparse import ArgumentTypeError


def whole(low, high=None):
    """A reader of whole numbers, for argparse."""
    expected = f"a whole number from {low}" + (f" to {high}" if high is not None else " on")

    def read(text):
        plain = text.isascii() and text.lstrip("-").isdigit() and len(text) < 20
        if not plain or int(text) < low or (high is not None and int(text) > high):
            raise ArgumentTypeError(f"expected {expected}, got {text[:60]!r}")
        return int(text)
    return read


def steps_range(text):
    """3:7, both included."""
    first, colon, last = text.partition(":")
    read = whole(1)
    if not colon or read(first) > read(last):
        raise ArgumentTypeError(f"expected FIRST:LAST, such as 1:5, got {text[:60]!r}")
    return int(first), int(last)


def add_experiment(parser):
    parser.add_argument("experiment", metavar="EXPERIMENT",
                        help="a built-in name (`neurosim examples` lists them), a file, or - for standard input")
    parser.add_argument("--seed", type=whole(0), help="in place of the experiment's own seed")
    parser.add_argument("--all-errors", action="store_true", help="list every error of a bad file, not only the first")


def add_output(parser, *formats):
    parser.add_argument("--format", choices=formats, default="text", help="default: text")
    parser.add_argument("-o", "--output", metavar="FILE", help="write to FILE, whole or not at all")


def add_digits(parser):
    parser.add_argument("--digits", type=whole(1, 17), help="significant digits (default: 6 in tables, 9 in formulas)")


def arithmetic(text):
    """rounded:4 and the like."""
    from ..arithmetic import make_arithmetic
    from ..core.errors import NeurosimError
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
    parser.add_argument("--step", type=whole(1), default=1, metavar="N", help="the N-th training step; 1 is the first, and the default")
    parser.add_argument("--sample", type=whole(1), metavar="K", help="sample K, 1 is the first, in place of the one the step takes")


def sample_place(arguments, experiment):
    """--sample counts from 1, lists from 0."""
    from ..core.errors import NeurosimError
    if arguments.sample is None:
        return None
    if arguments.sample > len(experiment.samples):
        raise NeurosimError("--sample", f"a sample from 1 to {len(experiment.samples)}", arguments.sample)
    return arguments.sample - 1
