"""How large an answer will be: estimated before anything is computed, so that an absurd one is refused at once."""

import os
from shutil import disk_usage

from ..core.guard.errors import NeurosimError
from ..core.parameters import parameters
from ..explain.trace import estimate

MOST = 20 * 10**9    # bytes: a few hours of work, and no program opens them
BYTES = {"text": 60, "json": 110, "csv": 50, "jsonl": 35}    # about what a number takes, with its name


def check_trace(arguments, experiment, steps):
    """NeurosimError where the traces of so many steps are more than anybody can use, or than the disk has room for."""
    numbers = quantities(experiment, arguments)
    refuse("--steps", arguments, [(numbers, "numbers"), (steps, "steps"), (BYTES[arguments.format], "bytes")])


def check_derivations(arguments, experiment):
    """The same for --all: every weight has a derivation, and for each all numbers of the step are gone through."""
    numbers, count = quantities(experiment, arguments), len(parameters(experiment.network))
    refuse("--all", arguments, [(count, "derivations"), (numbers, "numbers"), (BYTES["json"], "bytes")])


def quantities(experiment, arguments):
    return estimate(experiment.network, 1 if arguments.sample else experiment.batches.batch_size)


def refuse(option, arguments, factors):
    size, most, why = 1, *room(arguments.output)
    for count, _ in factors:
        size *= count
    if size > most:
        product = " × ".join(f"{count:,} {what}" for count, what in factors)
        raise NeurosimError(option, f"at most {gigabytes(most)}{why}", got=f"about {product} = {gigabytes(size)}")


def room(output):
    """How many bytes there may be, and why not more."""
    if output is not None:
        folder = os.path.dirname(os.path.realpath(output))
        free = disk_usage(folder).free if os.path.isfile(output) or not os.path.exists(output) else MOST
        if free < MOST:
            return free, ", as the disk has no more room"
    return MOST, ""


def gigabytes(size):
    """
    >>> gigabytes(1_234_567_890), gigabytes(5_000_000)
    ('1.2 GB', '5 MB')
    """
    return f"{size / 10**9:,.1f} GB" if size >= 10**9 else f"{size / 10**6:,.0f} MB"
