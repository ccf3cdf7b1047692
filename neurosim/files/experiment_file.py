"""An experiment file: a network, what it learns from, and how. The tables say which fields there are.

To add a field, add an entry: its reader, and its default (REQUIRED: it has none). The order is that of a written file.
"""

import os

from ..core.guard import checks
from ..core.activations import ACTIVATIONS
from ..core.clips import CLIPS
from ..core.guard.errors import NeurosimError
from ..core.guard.normalizations import NORMALIZATIONS
from ..core.initializers import INITIALIZERS
from ..core.guard.door import BIASES
from ..core.losses import CROSS_ENTROPY, LOSSES, after_layer, is_cross_entropy
from ..core.optimizers import OPTIMIZERS
from ..core.schedules import SCHEDULES
from ..core.training import ORDERS, REDUCTIONS
from .oddities import oddities
from .agreement import fit_batches, fit_layers, fit_loss
from .number_lists import numbers, plain_numbers
from .columns import columns
from .schema import REQUIRED, Place, Reading, checked, chosen, or_null, other_version, record, some
from .samples import samples, settle_samples, share
from .source import read_bytes, read_stdin, shown
from .strict_json import parse

FORMAT, VERSION = "neurosim-experiment", 1
UNNAMED = "experiment"
MOST_LAYERS, MOST_BATCH = 100_000, 10_000_000    # beyond, Python would work for hours
MOST_SEED = 2**64 - 1
MOST_EPOCHS = 10_000    # where a goal ends the run, and nothing else is said


def printable(value, field):
    """A name: nothing in it that could move a cursor, turn the direction of writing or fill a screen."""
    if not is_printable(value):
        raise NeurosimError(field, "1 to 64 printable characters", value)
    return value


def is_printable(value):
    return isinstance(value, str) and 0 < len(value) <= 64 and value.isprintable()


def batch_size(value, field):
    if value != "all" and (type(value) is not int or not 1 <= value <= MOST_BATCH):
        raise NeurosimError(field, f'an integer >= 1 and <= {MOST_BATCH}, or "all"', value)
    return value


def schema_named(value, field):
    """What an editor reads of the file: not ours."""
    if not isinstance(value, str):
        raise NeurosimError(field, "the place of a JSON schema, as text", value)


def as_given(place):
    """What is looked at before all else."""
    return place.value


def weights(place):
    """One list of numbers for each neuron; None stands for a bad one, or, where none is good, for all."""
    rows = some(numbers, "list of numbers", "lists of numbers", quick=plain_numbers)(place)
    return rows if rows and any(row is not None for row in rows) else None


def training(place):
    """How long, and in what order: steps or epochs, not both."""
    found = record(TRAINING)(place)
    if found is None:
        return None
    both = {place.written("steps"), place.written("epochs")}
    if None not in both:
        place.at(max(both, key=list(place.value).index)).refuse("steps or epochs, not both")
    if found["steps"] is None and found["epochs"] is None:
        found.update({"epochs": MOST_EPOCHS} if found["until"] else {"steps": 1})
    return {key: value for key, value in found.items() if value is not None}


def until(place):
    """What ends a run: one thing at least."""
    found = record(UNTIL)(place)
    found = found and {key: value for key, value in found.items() if value is not None}
    if found == {} and not place.reading.faults:
        return place.refuse(f"{' or '.join(UNTIL)}, one of them at least", place.value)
    return found


def loss(place):
    """A loss of the table; cross-entropy stays what it is called until the last layer is known."""
    return CROSS_ENTROPY if is_cross_entropy(place.value) else chosen(LOSSES)(place)


LAYER = {
    "neurons": (checked(checks.integer), None),
    "activation": (chosen(ACTIVATIONS), "sigmoid"),
    "weights": (weights, None),
    "bias": (checked(checks.choice, BIASES, "bias"), "own"),
    "biases": (numbers, None),
    "train_bias": (checked(checks.boolean), True),
    "train_weights": (checked(checks.boolean), True),
    "dropout": (checked(checks.number, 0.0, checks.BELOW_ONE, "a number >= 0 and < 1"), 0.0),
    "normalize": (or_null(chosen(NORMALIZATIONS)), None),
    "initialize": (chosen(INITIALIZERS, "scheme"), None),
}

UNTIL = {
    "error_below": (checked(checks.number), None),
    "patience": (checked(checks.integer), None),
}

TRAINING = {
    "steps": (checked(checks.integer, 0), None),
    "epochs": (checked(checks.integer, 0), None),
    "batch_size": (checked(batch_size), 1),
    "reduction": (checked(checks.choice, REDUCTIONS, "reduction"), "mean"),
    "order": (checked(checks.choice, ORDERS, "order"), "given"),
    "until": (until, None),
    "schedule": (chosen(SCHEDULES), None),
    "clip": (chosen(CLIPS), None),
}

EXPERIMENT = {
    "$schema": (checked(schema_named), None),
    "format": (as_given, REQUIRED),
    "version": (as_given, REQUIRED),
    "name": (checked(printable), None),
    "inputs": (checked(checks.integer), REQUIRED),
    "layers": (some(record(LAYER), "layer", "layers", MOST_LAYERS), REQUIRED),
    "initialize": (chosen(INITIALIZERS, "scheme"), "glorot_uniform"),
    "loss": (loss, "half_squared_error"),
    "optimizer": (chosen(OPTIMIZERS), "sgd"),
    "samples": (samples, REQUIRED),
    "test_samples": (samples, None),
    "test": (checked(share), None),
    "columns": (columns, None),
    "training": (training, lambda: training(Place({}, Reading("")))),
    "seed": (checked(checks.integer, 0, MOST_SEED), None),
}


# From outside to a document.

def read_experiment(source, warn=None, seed=None):
    """The document of an experiment file, given as a path, or "-" for standard input. See `parse_experiment`.

    Raises NeurosimError where there is no such file, OSError where the machine fails to read it.
    """
    if source == "-":
        return parse_experiment(read_stdin(), "stdin", warn=warn, seed=seed)
    if not isinstance(source, (str, os.PathLike)):
        raise NeurosimError("experiment", "a path, or '-' for standard input", source)
    path = os.fsdecode(source)
    where = shown(path)
    data = read_bytes(path, where, "a built-in experiment's name, a file, or sizes such as 2-3-1")
    return parse_experiment(data, where, os.path.dirname(path) or os.curdir, warn, title_of(path), seed)


def title_of(path):
    """What an experiment is called that has no name of its own: its file without the ending, if a name can be that."""
    title = os.path.splitext(os.path.basename(path))[0]
    return title if is_printable(title) else UNNAMED


def parse_experiment(text, where, folder=None, warn=None, title=UNNAMED, seed=None):
    """The document of an experiment file, from its text or bytes: a dict, every default filled in, all numbers floats.

    where     what errors begin with: `where:3:7: ...` for what is no JSON, `where: layers[1].weights[0]: ...` else
    folder    where a CSV file of samples may lie; None: nowhere
    title     its name where it has none of its own
    warn      warn(sentence) is told of what is odd, but accepted
    seed      draws the samples that are held out, in place of the file's

    Raises NeurosimError: the first fault in the order of the file. Its `all_errors` lists all of them.
    """
    reading = Reading(where, folder, seed)
    document = named(reading.value(experiment, parse(text, reading)), title)
    for sentence in oddities(document, reading) if warn else ():
        warn(sentence)
    return document


def named(document, title):
    return document if document["name"] is not None else {**document, "name": title}


def experiment(place):
    """The whole document, or None after a fault."""
    if isinstance(place.value, dict) and not known_version(place):
        return None
    document = record(EXPERIMENT)(place)
    if document is None:
        return None
    del document["$schema"]
    scheme = document.pop("initialize")
    if document["layers"] is not None:
        fit_layers(place.at("layers"), document["layers"], document["inputs"])
        for layer in filter(None, document["layers"]):
            layer["initialize"] = layer["initialize"] or scheme
    document["loss"] = loss_meant(document)
    if document["layers"] is not None:
        fit_loss(place, document["loss"], document["layers"])
    settle_samples(place, document)
    del document["test"]
    for key in ("test_samples", "columns"):
        if document[key] is None:
            del document[key]    # only an experiment that has them says so
    sound = document["samples"] and document["layers"] and None not in document["layers"]
    if sound and {"batch_size", "order"} <= (document["training"] or {}).keys():
        fit_batches(place, document)
    return document


def loss_meant(document):
    """The loss, which may be told by the last layer and the targets; None where these are not known."""
    last, loss = (document["layers"] or [None])[-1], document["loss"]
    if not is_cross_entropy(loss):
        return loss
    if None in (last and last["activation"], last and last["neurons"]):
        return None
    first = (document["samples"] or [None])[0]
    targets = first and first["targets"] and len(first["targets"])
    return after_layer(loss, ACTIVATIONS.make(last["activation"]), last["neurons"], targets)


def known_version(place):
    """Whether this is an experiment file that can be read at all: if not, that is the one thing to say."""
    given = place.value
    if given.get("format", FORMAT) != FORMAT:
        return place.at("format").refuse(repr(FORMAT), given["format"])
    version = given.get("version", VERSION)
    if type(version) is not int or version != VERSION:
        return place.at("version").refuse(problem=other_version(version, VERSION))
    return True
