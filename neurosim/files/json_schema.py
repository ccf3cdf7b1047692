"""The JSON schema of an experiment file, for editors: made of the very tables that read one.

It says what each field may be. What one field says beside another (sizes that fit, a loss that goes with the last
layer) only the reader knows; and of the names that others use it knows those of synonyms.py as they are spelt there.

To add a kind of reader, say in READERS, MAKERS or CHECKS what it takes.
"""

from __future__ import annotations

from ..core.activations import ACTIVATIONS
from ..core.clips import CLIPS
from ..core.guard import checks
from ..core.guard.normalizations import NORMALIZATIONS
from ..core.initializers import INITIALIZERS
from ..core.losses import CROSS_ENTROPY, LOSSES
from ..core.optimizers import OPTIMIZERS
from ..core.schedules import SCHEDULES
from ..core.synonyms import NAMES, SETTINGS, others, ours
from .columns import COLUMN, COLUMNS, a_name, class_names, columns
from .csv_samples import CSV, column_names, columns_or_count, csv_name
from .experiment_file import (EXPERIMENT, FORMAT, LAYER, MOST_BATCH, TRAINING, VERSION, as_given, batch_size, loss,
                              printable, schema_named, training, until, weights, UNTIL)
from .field_words import FIELD_WORDS
from .number_lists import numbers
from .samples import SAMPLE, samples, share
from .schema import REQUIRED

TYPE_CHECKING = False    # as typing has it, which takes a while to import
if TYPE_CHECKING:
    from collections.abc import Callable

DIALECT = "https://json-schema.org/draft/2020-12/schema"
TABLES = {"experiment": EXPERIMENT, "layer": LAYER, "training": TRAINING, "sample": SAMPLE, "csv": CSV,
          "columns": COLUMNS, "column": COLUMN, "until": UNTIL}
GREATEST = 1.7976931348623157e308
FRACTION = "^-?[0-9]{1,19}/(?=[0-9]{1,19}$)0*[1-9][0-9]*$"    # "1/3"
INERT = "^[^\\u0000-\\u001f\\u007f-\\u00a0\\u2028-\\u202f\\u2060-\\u206f]+$"


def experiment_schema():
    """The whole schema, as JSON has it."""
    schema = object_of(EXPERIMENT)
    schema["properties"]["format"]["const"], schema["properties"]["version"]["const"] = FORMAT, VERSION
    return {"$schema": DIALECT, "title": "neurosim experiment", **schema, "$defs": definitions()}


def definitions():
    """What is told once, and referred to by its name."""
    tables = {table.kind: chosen(table) for table in (ACTIVATIONS, OPTIMIZERS, NORMALIZATIONS, SCHEDULES, CLIPS)}
    tables["scheme"] = chosen(INITIALIZERS, "scheme")
    return {"number": number(), "layer": object_of(LAYER), "sample": object_of(SAMPLE), "csv": object_of(CSV),
            "columns": object_of(COLUMNS), "column": object_of(COLUMN),
            "until": {**object_of(UNTIL), "minProperties": 1},
            "training": training_object(), "loss": any_loss(), **tables}


def refer(name):
    return {"$ref": f"#/$defs/{name}"}


def schema_of(reader):
    """What a reader takes: of one that a maker has made, what that maker says of its arguments."""
    if hasattr(reader, "made_by"):
        maker, args = reader.made_by
        return MAKERS[maker](*args)
    return READERS[reader]()


# Objects with fields.

def object_of(table):
    """An object of the fields that a table tells, by our names and by others'."""
    words = FIELD_WORDS[name_of(table)]
    properties, needed = {}, []
    for name, (reader, default) in table.items():
        said = {"description": words[name], **schema_of(reader)}
        if not callable(default) and default not in (REQUIRED, None):
            said["default"] = default
        spellings = spelt("field", name, table)
        properties.update((spelling, alias(said, spelling, name)) for spelling in spellings)
        if default is REQUIRED:
            needed.append(one_needed([name, *spellings]))
    return {"type": "object", "properties": properties, "additionalProperties": False,
            **({"allOf": needed} if needed else {})}


def name_of(table):
    return next(name for name, known in TABLES.items() if known is table)


def spelt(kind, name, known):
    """Our name and those of others, as they are spelt; but for what means something else among the known ones."""
    return [name, *[each for each in others(kind, name) if ours(kind, each, known) == name]]


def alias(said, spelling, name):
    """The same under another name, which editors do not offer."""
    return said if spelling == name else {**said, "description": f"another name of {name}", "deprecated": True}


def one_needed(spellings):
    names = list(dict.fromkeys(spellings))
    return {"required": names} if len(names) == 1 else {"anyOf": [{"required": [name]} for name in names]}


def training_object():
    """Steps or epochs, not both."""
    pairs = [{"required": [steps, epochs]} for steps in spelt("field", "steps", TRAINING)
             for epochs in spelt("field", "epochs", TRAINING)]
    return {**object_of(TRAINING), "not": {"anyOf": pairs}}


# Things chosen by name, with parameters.

def chosen(table, key="name"):
    """A name of a table, or an object with the name and parameters."""
    names = {name: spelt(table.kind, name, table) for name in table}
    theirs = [each for spellings in names.values() for each in spellings[1:]]
    theirs += SETTINGS.get(table.kind, {})
    bases = {**{name: name for name in table},
             **{name: settings["name"] for name, (settings, _) in SETTINGS.get(table.kind, {}).items()}}
    objects = [object_with(key, names.get(name, [name]), parameters_of(table, base)) for name, base in bases.items()]
    return {"anyOf": [{"enum": list(table)}, *[{"enum": theirs, "deprecated": True}] * bool(theirs), *objects]}


def object_with(key, names, parameters):
    """An object whose name is one of these, under the key or another name of it."""
    keys = [key, *NAMES["field"].get(key, ())]
    needed = {"required": keys} if len(keys) == 1 else {"oneOf": [{"required": [each]} for each in keys]}
    return {"type": "object", "properties": {**{each: {"enum": names} for each in keys}, **parameters},
            "additionalProperties": False, **needed}


def parameters_of(table, name):
    """The parameters of an entry, by our names and by others'."""
    defaults, found = table.defaults(name), {}
    for key, default in defaults.items():
        said = {**parameter(table, name, key, default), "default": list(default) if type(default) is tuple else default}
        spellings = spelt(f"parameter of {name}", key, defaults)
        found.update((spelling, alias(said, spelling, key)) for spelling in spellings)
    return found


def parameter(table, name, key, default):
    if type(default) is bool:
        return {"type": "boolean"}
    bounded = number(*table.bounds(name, key))
    return {"type": "array", "items": bounded} if type(default) is tuple else bounded


def any_loss():
    """Cross-entropy, too, of which the last layer says which it is."""
    names = [CROSS_ENTROPY, *NAMES["loss"][CROSS_ENTROPY]]
    return {"anyOf": [{"enum": [CROSS_ENTROPY]}, {"enum": names[1:], "deprecated": True}, *chosen(LOSSES)["anyOf"],
                      object_with("name", names, {})]}


# Numbers and words.

def number(low=None, high=None):
    """A number from (low, whether it may be that) to (high, the same), or a fraction as text."""
    said = {"type": "number", "minimum": -GREATEST, "maximum": GREATEST}
    for limit, bound, beyond in ((low, "minimum", "exclusiveMinimum"), (high, "maximum", "exclusiveMaximum")):
        if limit:
            said[bound if limit[1] else beyond] = limit[0]
    return {"anyOf": [said, {"type": "string", "pattern": FRACTION}]}


def checked_number(low=None, high=None, expected=""):
    below_one = high == checks.BELOW_ONE
    return number(None if low is None else (low, True), (1, False) if below_one else high and (high, True))


def integer(low=1, high=None):
    return {"type": "integer", "minimum": low, **({} if high is None else {"maximum": high})}


def choice(choices, kind):
    return {"enum": list(choices)}


def list_of(reader, one, many, most=None, quick=None):
    return {"type": "array", "minItems": 1, **({"maxItems": most} if most else {}), "items": schema_of(reader)}


def list_of_numbers():
    return {"type": "array", "items": refer("number")}


A_NAME = {"type": "string", "minLength": 1, "maxLength": 200, "pattern": INERT}
NAMES_OF_COLUMNS = {"type": "array", "minItems": 1, "items": {"type": "string"}}
CHECKS: dict[object, Callable[..., dict[str, object]]] = {
    checks.integer: integer, checks.number: checked_number, checks.choice: choice,
    checks.boolean: lambda: {"type": "boolean"},
    printable: lambda: {"type": "string", "minLength": 1, "maxLength": 64, "pattern": INERT},
    schema_named: lambda: {"type": "string"},
    column_names: lambda: {"anyOf": [{"type": "string"}, NAMES_OF_COLUMNS]},
    columns_or_count: lambda: {"anyOf": [integer(), {"type": "string"}, NAMES_OF_COLUMNS]},
    a_name: lambda: A_NAME, class_names: lambda: {"type": "array", "minItems": 1, "uniqueItems": True, "items": A_NAME},
    share: lambda: number((5e-324, True), (1, False)),
    batch_size: lambda: {"anyOf": [integer(1, MOST_BATCH), {"const": "all"}]},
}
MAKERS = {"checked": lambda check, *args: CHECKS[check](*args), "some": list_of,
          "chosen": lambda table, key="name": refer(table.kind), "record": lambda table: refer(name_of(table)),
          "or_null": lambda reader: {"anyOf": [{"type": "null"}, schema_of(reader)]}}
READERS = {
    as_given: dict, csv_name: lambda: {"type": "string", "pattern": "\\S"},
    until: lambda: refer("until"), columns: lambda: refer("columns"), numbers: list_of_numbers,
    training: lambda: refer("training"), loss: lambda: refer("loss"),
    weights: lambda: {"type": "array", "minItems": 1, "items": list_of_numbers()},
    samples: lambda: {"anyOf": [{"type": "array", "minItems": 1, "items": refer("sample")}, refer("csv")]},
}
