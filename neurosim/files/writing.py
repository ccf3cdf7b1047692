"""An experiment as text: the fields in order, floats so that they read back bit by bit, short lists on one line."""

from .experiment_file import EXPERIMENT, LAYER, FORMAT, UNNAMED, VERSION, experiment, named
from .schema import Reading

WIDTH = 130


def write_experiment(document):
    """The JSON text of a document like those that `parse_experiment` returns; reading it gives the same document.

    Raises NeurosimError for what could not be read back, such as a weight that is nan.
    """
    document = checked_document(document)
    return as_text({**document, "layers": [spared(layer) for layer in document["layers"]]})


def as_text(document):
    """The fields in order, laid out; they are not checked."""
    version, fields = f'"format": "{FORMAT}", "version": {VERSION}', in_order(document)
    return "{\n  " + ",\n  ".join([version, *members(fields, 2)]) + "\n}\n"


def checked_document(document, folder=None):
    """The same document, read as strictly as a file; `folder` is where a CSV file of samples may lie."""
    if isinstance(document, dict):
        document = without_none({"format": FORMAT, "version": VERSION, **document})
    return named(Reading("", folder).value(experiment, document), UNNAMED)


def without_none(document):
    """What is None was not given."""
    layers = document.get("layers")
    if isinstance(layers, (list, tuple)):
        layers = [given_only(layer) if isinstance(layer, dict) else layer for layer in layers]
    return given_only({**document, "layers": layers})


def given_only(fields):
    return {key: value for key, value in fields.items() if value is not None}


def spared(layer):
    """A layer without what goes without saying."""
    silent = {key: default for key, (_, default) in LAYER.items() if key.startswith("train_")}
    silent.update(initialize=EXPERIMENT["initialize"][1], dropout=LAYER["dropout"][1])
    if layer["weights"] is not None:
        silent["neurons"] = layer["neurons"]
    return {key: value for key, value in given_only(layer).items() if not (key in silent and value == silent[key])}


def in_order(document):
    return given_only({key: document.get(key) for key in EXPERIMENT if key not in ("format", "version")})


def members(fields, indent):
    """The fields of an object, each laid out behind its key."""
    return [f'"{key}": {layout(value, indent, len(key) + 4)}' for key, value in fields.items()]


def layout(value, indent, taken=0):
    """JSON that a person can read: on one line where it fits, else one element a line; numbers fill their lines.

    indent    where the line begins; `taken` more of it is already written
    """
    import json    # only where a file is written: it takes a while to import
    text = json.dumps(value, ensure_ascii=False, allow_nan=False)
    if indent + taken + len(text) < WIDTH or not isinstance(value, (list, dict)) or not value:
        return text
    if isinstance(value, dict):
        parts = members(value, indent + 2)
    elif isinstance(value[0], float):
        parts = filled(list(map(repr, value)), WIDTH - indent - 2)
    else:
        parts = [layout(element, indent + 2) for element in value]
    margin, (opened, closed) = "\n" + " " * indent, "{}" if isinstance(value, dict) else "[]"
    return f"{opened}{margin}  " + f",{margin}  ".join(parts) + f"{margin}{closed}"


def filled(words, width):
    """Words joined by commas, in lines of no more than `width`."""
    lines = [words[0]]
    for word in words[1:]:
        if len(lines[-1]) + len(word) + 3 > width:
            lines.append(word)
        else:
            lines[-1] += ", " + word
    return lines
