"""What a learner's step gives back: new lists, arrays, tensors, a dict, or the arguments, changed where they are."""

import re

from ....core.guard.errors import NeurosimError
from ....core.maths import total
from ..answers import read_number

KEY = re.compile(r"(?:d|delta_?|grad(?:ient)?s?_?|new_?|dE_?d)?(w|weights?|theta|b|bias(?:es)?)_?(\d*)(?:_?new)?",
                 re.IGNORECASE)


class Unsummed(list):
    """Biases that have come back with one column for each sample of a batch: their mean."""


def read_returned(returned, given, weights, biases, gradients=False, columns=False):
    """(weights, biases) after the step, layer by layer, neuron by neuron, as lists of floats. Raises NeurosimError.

    given      the arguments, which may have been changed
    weights, biases    lists of the shape that is expected
    columns    whether the rows of a weight matrix belong to inputs
    """
    if returned is None:
        if gradients:
            raise NeurosimError("step", "(dE_dweights, dE_dbiases) to be returned", returned)
        returned = given
    found, others = parted(returned, len(weights), bool(biases))
    matrices = [matrix(each, rows, f"weights[{place}]", columns)
                for place, (each, rows) in enumerate(zip(counted(found, weights, "weights"), weights))]
    return matrices, [vector(each, row, f"biases[{place}]")
                      for place, (each, row) in enumerate(zip(counted(others, biases, "biases"), biases))]


def parted(returned, layers, has_biases):
    """Weights and biases, of a pair, of W1, b1, W2, b2 in a row, or of a dict."""
    if isinstance(returned, dict):
        return of_a_dict(returned)
    if not has_biases:
        is_pair = isinstance(returned, (tuple, list)) and len(returned) == 2
        return (returned[0] if is_pair and (returned[1] is None or len(returned[1]) == 0) else returned), []
    if isinstance(returned, (tuple, list)) and len(returned) == 2:
        return returned
    if isinstance(returned, (tuple, list)) and len(returned) == 2 * layers:
        return returned[0::2], returned[1::2]
    raise NeurosimError("step", "the pair (weights, biases) to be returned", returned)


def of_a_dict(returned):
    """{"W1": ..., "b1": ...}, with or without d or grad before, or {"weights": [...], "biases": [...]}."""
    found = {"w": {}, "b": {}}
    for key, value in returned.items():
        if match := KEY.fullmatch(str(key)):
            found["b" if match[1].lower().startswith("b") else "w"][int(match[2] or -1)] = value
    if not found["w"]:
        raise NeurosimError("step", "the keys W1, b1, W2, b2 ... or weights and biases",
                            problem="a dict without weights", got=", ".join(map(str, list(returned)[:6])))
    return tuple(group[-1] if -1 in group else [group[key] for key in sorted(group)] for group in found.values())


def counted(found, wanted, where):
    """As many layers as went in; other things are no layers."""
    try:
        found = list(found)
    except TypeError:
        raise NeurosimError(f"step: {where}", f"a list of length {len(wanted)}", found) from None
    if len(found) != len(wanted):
        raise NeurosimError(f"step: {where}", f"a list of length {len(wanted)}, one for each layer",
                            got=str(len(found)))
    return found


def matrix(value, rows, where, columns):
    """The weights of a layer, neuron by neuron."""
    found = nested(value, f"step: {where}")
    wanted = (len(rows[0]), len(rows)) if columns else (len(rows), len(rows[0]))
    if shape(found) != wanted:
        turned = "; these look like (inputs, outputs)" if shape(found) == wanted[::-1] else ""
        raise NeurosimError(f"step: {where}", f"{wanted[0]} lists of {wanted[1]}",
                            got=f"the shape {shape(found)}{turned}")
    return list(map(list, zip(*found))) if columns else found


def vector(value, row, where):
    """The biases of a layer, which may come as a row or as a column; Unsummed where each sample has its own."""
    found = nested(value, f"step: {where}")
    size = shape(found)
    if size in ((len(row),), (len(row), 1), (1, len(row))):
        return flat(found)
    if len(size) == 2 and len(row) in size:
        neurons = found if size[0] == len(row) else zip(*found)
        return Unsummed(total(list(values)) / float(len(values)) for values in neurons)
    raise NeurosimError(f"step: {where}", f"a list of length {len(row)}",
                        got=f"the shape {size}" if size else str(value)[:40])


# Arrays and tensors, by what they can do; nothing is imported.

def nested(value, where):
    """Nested lists of floats."""
    for method in ("detach", "cpu", "tolist"):
        if callable(getattr(value, method, None)):
            value = getattr(value, method)()
    if isinstance(value, (list, tuple)):
        return [nested(each, where) for each in value]
    return float(value) if type(value) in (int, float) else read_number(value, where)[1]


def shape(values):
    """(2, 3) of two lists of three; () of a number."""
    return (len(values), *(shape(values[0]) if values else ())) if isinstance(values, list) else ()


def flat(values):
    return [each for value in values for each in (flat(value) if isinstance(value, list) else [value])]
