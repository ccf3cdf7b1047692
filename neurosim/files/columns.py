"""The columns of a table of samples: their names; which words are classes; what was taken off numbers to bring them to
one scale.

    {"inputs": [{"name": "petal length", "mean": 3.76, "deviation": 1.76}, ...],
     "targets": [{"name": "species", "classes": ["setosa", "versicolor", "virginica"]}]}

An experiment has them where its table says more than numbers; from a CSV file they are made when it is read.
"""

from ..core.guard import checks
from ..core.guard.errors import NeurosimError
from .schema import REQUIRED, checked, counted, record, some


def a_name(value, field):
    """What a column or a class is called."""
    if not isinstance(value, str) or not 0 < len(value) <= 200 or not value.isprintable():
        raise NeurosimError(field, "1 to 200 printable characters", value)
    return value


def class_names(value, field):
    """Names, none of them twice."""
    names = [a_name(name, f"{field}[{i}]") for i, name in enumerate(checks.sequence(value, field, "a list of names"))]
    if not names or len(set(names)) < len(names):
        raise NeurosimError(field, "names of classes, each once", value)
    return names


COLUMN = {"name": (checked(a_name), None),
          "mean": (checked(checks.number), 0.0),
          "deviation": (checked(checks.number, 5e-324, None, "a number > 0"), 1.0),
          "classes": (checked(class_names), None)}

COLUMNS = {"inputs": (some(record(COLUMN), "column", "columns"), REQUIRED),
           "targets": (some(record(COLUMN), "column", "columns"), REQUIRED)}


def columns(place):
    """What there is to know, without what goes without saying."""
    found = record(COLUMNS)(place)
    return found and {key: [spared_column(column) for column in each or ()] for key, each in found.items()}


def spared_column(column):
    return {key: value for key, value in (column or {}).items() if value is not None and value != COLUMN[key][1]}


def fit_columns(place, found, inputs, outputs, targets):
    """A column for each input, and for each target, or one that has classes."""
    if inputs is not None and len(found["inputs"]) != inputs:
        place.at("inputs").refuse(counted(inputs, "column"), got=str(len(found["inputs"])))
    one_of_classes = len(found["targets"]) == 1 and found["targets"][0].get("classes")
    if one_of_classes and outputs and len(one_of_classes) > max(outputs, 2):
        place.at("targets").refuse(f"at most {max(outputs, 2)} classes", got=str(len(one_of_classes)))
    if not one_of_classes and targets and len(found["targets"]) != targets:
        place.at("targets").refuse(counted(targets, "column"), got=str(len(found["targets"])))


# Of a CSV file.

def columns_of(table, classes):
    """The columns of a CSV file, as an experiment has them; None where they are numbers, chosen by their places."""
    by_name = type(table.wanted["targets"]) is list or table.wanted["inputs"] is not None
    if not (by_name or classes or table.wanted["scale"] != "none"):
        return None
    found = {key: [{"name": table.names[place]} if table.names and table.names[place] else {} for place in places]
             for key, places in (("inputs", table.inputs), ("targets", table.targets))}
    if classes:
        found["targets"][0]["classes"] = classes
    return found
