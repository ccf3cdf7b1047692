"""An experiment to begin with from a table of one's own: `neurosim train iris.csv`.

    a column of words, or of few whole numbers    classes: softmax and cross-entropy, one sigmoid where there are two
    any other                                     numbers: a linear out and the mean squared error
"""

import os
from json import dumps
from os.path import basename, dirname, isfile

from ..core.guard.errors import NeurosimError
from ..files import parse_experiment
from ..files.csv_samples import from_csv
from ..files.experiment_file import title_of
from ..files.schema import Place, Reading
from ..files.source import shown

ENDINGS = (".csv", ".tsv")
HIDDEN = (5,)
MOST_CLASSES = 20    # of whole numbers, in a column that may count something
FEWEST_OF_EACH = 5   # rows of such a class, on average
SETTINGS = {"optimizer": {"name": "adam", "learning_rate": 0.01}, "test": 0.2,
            "training": {"epochs": 100, "batch_size": 16, "order": "shuffled"}}


def is_table(source):
    """Whether it is a table, and no experiment."""
    return isinstance(source, (str, os.PathLike)) and os.fsdecode(source).lower().endswith(ENDINGS) and isfile(source)


def of_table(path, hidden=None, targets=None):
    """The fields of an experiment on a table beside it: `samples` names the file.

    hidden     how many neurons each hidden layer has          targets    names of columns; None: the last one
    """
    path = os.fsdecode(path)
    samples = {"csv": basename(path), "targets": targets or 1, "scale": "standard"}
    rows, table, classes = read_table(path, samples)
    if not targets and table.names and table.names.count(table.names[-1]) == 1:
        samples["targets"] = table.names[-1]
    if classes and len(classes) < 2:
        raise NeurosimError(shown(path), "two classes at least", got=f"{classes[0]} alone")
    outputs, last, loss = last_layer([one["targets"] for one in rows], classes)
    layers = [{"neurons": count, "activation": "tanh"} for count in (HIDDEN if hidden is None else hidden)]
    return {"format": "neurosim-experiment", "version": 1, "name": title_of(path), "inputs": len(table.inputs),
            "layers": [*layers, {"neurons": outputs, "activation": last}], "loss": loss, "samples": samples, **SETTINGS,
            "seed": 0}


def read_table(path, samples):
    """(samples, the CsvTable, the names of classes). What is wrong is said as for an experiment beside it."""
    reading = Reading("", dirname(path) or os.curdir)
    found = from_csv(Place({"samples": samples}, reading).at("samples"))
    if reading.faults:
        raise reading.first_fault()
    [table] = reading.tables.values()
    return found, table, reading.classes


def last_layer(targets, classes):
    """(outs, activation, loss) that go with targets such as these."""
    values = {row[0] for row in targets}
    if classes is None and not is_numbered(targets, values):
        return len(targets[0]), "linear", "mean_squared_error"
    if len(values) == 2 and (classes or values == {0.0, 1.0}):
        return 1, "sigmoid", "binary_cross_entropy"
    return len(values), "softmax", "categorical_cross_entropy"


def is_numbered(targets, values):
    """Whether one column has the numbers of classes: whole, and each of them often."""
    whole = all(len(row) == 1 and row[0] >= 0.0 and row[0] % 1.0 == 0.0 for row in targets)
    return whole and 1 < len(values) <= min(MOST_CLASSES, len(targets) / FEWEST_OF_EACH)


def document_of_table(path, hidden=None, targets=None, warn=None, seed=None):
    """The document of such an experiment, checked."""
    return parsed(of_table(path, hidden, targets), path, warn, seed)


def parsed(made, path, warn=None, seed=None):
    """The document of these fields, read as a file beside the table."""
    path = os.fsdecode(path)
    return parse_experiment(dumps(made), shown(path), dirname(path) or os.curdir, warn, seed=seed)
