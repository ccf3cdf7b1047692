"""What a network learns from, and is tested on: samples in the experiment itself, or in a CSV file beside it."""

from random import Random

from ..core.guard import checks
from ..core.guard.errors import NeurosimError
from ..core.losses import LOSSES
from .classes import classes_of_numbers, put_classes
from .columns import columns_of, fit_columns
from .csv_samples import from_csv
from .csv_table import fault
from .number_lists import numbers, plain_numbers
from .scaling import scale
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


def share(value, field):
    """How much of the samples is held out."""
    return checks.number(value, field, 5e-324, checks.BELOW_ONE, "a number > 0 and < 1")


def settle_samples(place, document):
    """Samples as the network learns from them: classes as numbers, some held out to test, all on one scale."""
    last, reading = (document["layers"] or [None])[-1], place.reading
    outputs, loss = last and last["neurons"], document["loss"] and LOSSES.make(document["loss"])
    kinds = [key for key in ("samples", "test_samples") if document[key] is not None]
    table = reading.table_of_samples = reading.tables.get(rank_of(place, "samples"))
    if table and outputs and loss and document["samples"]:
        tell_classes(place, document, kinds, loss, outputs)
    for key in kinds:
        fit_samples(place.at(key), document[key], document["inputs"], loss, outputs)
    if document["columns"] is not None and place.written("columns"):
        targets = outputs and loss and loss.targets_wanted(outputs)
        fit_columns(place.at("columns"), document["columns"], document["inputs"], outputs, targets)
    if document["test"] is not None and document["test_samples"] is not None:
        place.at("test").refuse("test or test_samples, not both")
    if not reading.faults:
        hold_out(place, document, table)
        if table and table.wanted["scale"] != "none":
            scale_or_refuse(place, document)


def scale_or_refuse(place, document):
    try:
        scale(document)
    except OverflowError:
        place.at("samples").at("scale").refuse("none, or smaller numbers", problem="a square is beyond a double")


def rank_of(place, key):
    return place.at(key).rank if place.written(key) else None


def tell_classes(place, document, kinds, loss, outputs):
    """What the table says of its columns; and targets that are classes, as the loss wants them."""
    table, classes = place.reading.table_of_samples, place.reading.classes
    together = [one for key in kinds if rank_of(place, key) in place.reading.tables for one in document[key]]
    plain = all(one["targets"] and len(one["targets"]) == 1 and None not in one["targets"] for one in together)
    if classes is None and plain and 1 < outputs == loss.targets_wanted(outputs):
        classes = classes_of_numbers(together, outputs)
    if document["columns"] is None:
        document["columns"] = columns_of(table, classes)
    if classes and plain:
        put_classes(place.at("samples").at("csv"), together, classes, loss, outputs)


def hold_out(place, document, table):
    """The share of the samples that is to test, drawn by the seed; the others, and those, keep their order."""
    if document["test"] is None:
        return
    samples, seed = document["samples"], place.reading.seed
    count = round(document["test"] * len(samples))
    if not 0 < count < len(samples):
        return place.at("test").refuse(f"a share of {counted(len(samples), 'sample')} that leaves some on either side",
                                       document["test"])
    if document["seed"] is seed is None:
        place.reading.notes.append(f"{place.reading.where}: no seed given, so samples to test are drawn from seed 0")
    drawn = set(Random((document["seed"] or 0) if seed is None else seed).sample(range(len(samples)), count))
    document["test_samples"] = [one for i, one in enumerate(samples) if i in drawn]
    document["samples"] = [one for i, one in enumerate(samples) if i not in drawn]
    if table:
        table.lines = [line for i, line in enumerate(table.lines) if i not in drawn]


# How long they must be, and which targets the loss can use. None stands for what is not known.

def fit_samples(place, found, inputs, loss, outputs):
    """Samples as long as the network is wide, with targets that the loss can use."""
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
            line, column = place.reading.tables[place.rank].place_of(i, which or 0)
            return fault(place.at("csv"), line, None if which is None else column, error.expected, error.got)
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
    if place.reading.faults and len(row["targets"]) == 1 < (wanted["targets"] or 0):    # it may have been a class
        return
    if None not in wanted.values() and any(len(row[key]) != wanted[key] for key in row):
        name = shown(place.value["csv"])
        place.at("csv").refuse(f"{both(wanted['inputs'], wanted['targets'])}, as the network has them",
                               got=f"{both(len(row['inputs']), len(row['targets']))} in each row of {name}")


def both(inputs, targets):
    return f"{counted(inputs, 'input')} and {counted(targets, 'target')}"
