"""What a network learns from: samples in the experiment itself, or in a CSV file beside it."""

from ..core.guard.errors import NeurosimError
from ..core.losses import LOSSES
from .csv_samples import fault, from_csv
from .number_lists import numbers, plain_numbers
from .schema import REQUIRED, counted, record, some
from .source import shown

SAMPLE = {"inputs": (numbers, REQUIRED), "targets": (numbers, REQUIRED)}


def samples(place):
    """A list of {"inputs", "targets"}; or {"csv": "file.csv", "targets": K}, where the last K columns are targets."""
    if isinstance(place.value, dict):
        return from_csv(place)
    return some(record(SAMPLE), "sample", "samples", quick=None if place.reading.twice else plain)(place)


def plain(value):
    """A sample without a fault, since there may be many; None for any other."""
    if isinstance(value, dict) and value.keys() == SAMPLE.keys():
        inputs, targets = plain_numbers(value["inputs"]), plain_numbers(value["targets"])
        if inputs and targets:
            return {"inputs": inputs, "targets": targets}
    return None


# How long they must be, and which targets the loss can use. None stands for what is not known.

def fit_samples(place, found, inputs, loss, outputs):
    """Samples as long as the network is wide, with targets that the loss can use."""
    loss = loss and LOSSES.make(loss)
    wanted = {"inputs": inputs, "targets": outputs and loss and loss.targets_wanted(outputs)}
    fit_lengths(place, found, wanted)
    if wanted["targets"] and loss.targets:
        for i, one in enumerate(found):
            if one and one["targets"] and None not in one["targets"] and len(one["targets"]) == wanted["targets"]:
                fit_targets(place, i, one["targets"], loss, outputs)


def fit_targets(place, i, targets, loss, outputs):
    """One sample's targets; in a CSV file line and column are named in their place."""
    try:
        loss.check_targets(targets, outputs)
    except NeurosimError as error:
        which = int(error.field[1:-1]) if error.field else None
        if isinstance(place.value, dict):
            line, columns, _ = place.reading.lines[i]
            column = None if which is None else columns - len(targets) + which + 1
            return fault(place.at("csv"), line, column, error.expected, error.got)
        here = place.at(i).at("targets")
        here = here if which is None else here.at(which)
        here.refuse(error.expected, error.value, got=error.got)


def fit_lengths(place, found, wanted):
    if isinstance(place.value, dict):
        fit_csv(place, found[0], wanted)
    for i, one in enumerate(found if not isinstance(place.value, dict) else ()):
        for key in one or ():
            if one[key] is not None and wanted[key] is not None and len(one[key]) != wanted[key]:
                place.at(i).at(key).refuse(counted(wanted[key], "number"), got=str(len(one[key])))


def fit_csv(place, row, wanted):
    """All rows are of one length, so there is one thing to say."""
    if None not in wanted.values() and any(len(row[key]) != wanted[key] for key in row):
        name = shown(place.value["csv"])
        place.at("csv").refuse(f"{both(wanted['inputs'], wanted['targets'])}, as the network has them",
                               got=f"{both(len(row['inputs']), len(row['targets']))} in each row of {name}")


def both(inputs, targets):
    return f"{counted(inputs, 'input')} and {counted(targets, 'target')}"
