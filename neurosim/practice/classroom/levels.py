"""How much of a sheet is left blank.

    everything      all of it
    half            the first half of each stage is worked out, as an example that fades
    hidden          only what belongs to the hidden layers
    find-mistake    nothing: the sheet is worked out, with one mistake in it, which is to be found

To add a level, add it here and to LEVELS of files/assignment_file.py.
"""

from itertools import groupby

from ...core.guard.errors import NeurosimError
from ...core.maths import absolute
from ...explain.kinds import stage
from ..diagnosis.explaining import PRECISION
from .questions import askable_names
from .soundness import LEAST_ANSWER


def everything(trace):
    return list(askable_names(trace))


def second_half(trace):
    """Of each stage the second half; the longer one where it cannot be halved."""
    stages = [list(group) for _, group in groupby(askable_names(trace), lambda name: stage(trace.quantities[name]))]
    return [name for names in stages for name in names[len(names) // 2:]]


def of_hidden_layers(trace):
    """NeurosimError where there is no hidden layer."""
    last = len(trace.network.layers)
    if last == 1:
        raise NeurosimError("level", "a network with a hidden layer")
    hidden = {owner for owner, number in trace.names.layer_numbers.items() if number < last}
    hidden |= set(trace.names.layers[:-1])
    return [name for name in askable_names(trace) if trace.quantities[name].owner in hidden]


OF_DIGITS = ("rounded", *PRECISION)    # mistakes that show in last digits alone
BLANKS_OF = {"everything": everything, "half": second_half, "hidden": of_hidden_layers, "find-mistake": everything}


def planted(found, variants):
    """A mistake for a worked sheet, by chance: one that changes a blank plainly, and is no mere convention."""
    right, *others = found
    rooms = [(2 * variants.tolerance + 1) * variants.rounding.unit(value) for value in right.values]
    eligible = [(outcome, first) for outcome in others if is_plain_mistake(outcome)
                and (first := first_off(outcome, right, rooms)) is not None]
    outcome, first = variants.random.choice(eligible)
    return {"mistake": outcome.mistake.name, "form": outcome.where, "first": variants.blanks[first]}


def is_plain_mistake(outcome):
    """Whether it is neither another convention nor a matter of digits, and every number it leads to can be seen."""
    mistake = outcome.mistake
    return (None not in outcome.values and min(map(absolute, outcome.values)) >= LEAST_ANSWER
            and not mistake.convention and mistake.name not in OF_DIGITS)


def first_off(outcome, right, rooms):
    """The place of the first number that is plainly off; None where there is none, or where one before it is less
    plainly so."""
    off = [absolute(one - other) for one, other in zip(outcome.values, right.values)]
    place = next((place for place, (far, room) in enumerate(zip(off, rooms)) if far > room), None)
    return place if place is not None and not any(off[:place]) else None
