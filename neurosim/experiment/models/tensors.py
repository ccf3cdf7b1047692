"""Layers made of named matrices: which biases belong to which, in which order they stand, which way round they lie."""

from __future__ import annotations

import re
from itertools import islice

from ...core.guard.arrays import plain, shape_of
from ...core.guard.errors import NeurosimError, echo
from .model import ModelLayer

TYPE_CHECKING = False    # as typing has it, which takes a while to import
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

MOST_ORDERS = 10_000    # that are tried out


def layers_of(tensors: Mapping[str, Any], where: str, order: Sequence[str] | None = None) -> list[ModelLayer]:
    """The layers of a network of named tensors. Raises NeurosimError where they are not of one, or of several.

    order    names of its matrices, front to back, or how these begin; None: by number, or as they fit
    """
    shapes = {name: shape_of(tensor) for name, tensor in tensors.items()}
    for name, shape in shapes.items():
        if shape is None or len(shape) not in (1, 2):
            raise NeurosimError(f"{where}: {echo(name)}", "matrices and biases of linear layers only",
                                got=f"the shape {shape}")
    matrices = sorted((name for name in shapes if len(shapes[name]) == 2), key=natural)
    rows = sorted((name for name in shapes if len(shapes[name]) == 1), key=natural)
    if not matrices:
        raise NeurosimError(where, "at least one matrix of weights", got=", ".join(map(echo, islice(shapes, 6))))
    beside = biases_beside(matrices, rows, where)
    matrices, turned = ordered(matrices, {name: (shapes[name], beside[name] and shapes[beside[name]][0])
                                          for name in matrices}, where, order)
    return [ModelLayer(turned_round(plain(tensors[name])) if turned else plain(tensors[name]),
                       beside[name] and plain(tensors[beside[name]])) for name in matrices]


def natural(name):
    """fc2 before fc10.

    >>> sorted(["fc10.weight", "fc2.weight"], key=natural)
    ['fc2.weight', 'fc10.weight']
    """
    parts = re.split(r"0*(\d+)", str(name), flags=re.ASCII)
    return [(len(part) if place % 2 else 0, part) for place, part in enumerate(parts)]


def stem(name):
    """What names of the weights and of the biases of a layer have in common: fc1 of fc1.weight, 1 of W1.

    >>> stem("layers.0.weight"), stem("W1"), stem("dense/kernel:0"), stem("hidden_bias")
    ('layers.0', '1', 'dense', 'hidden')
    """
    return re.sub(r"(?:^|[./_])(weights?|w|kernel|coefs?|bias(?:es)?|b|intercepts?)(?=$|[./_:\d])(:0)?", "", str(name),
                  flags=re.IGNORECASE).strip("./_:")


def biases_beside(matrices, rows, where):
    """For each matrix the name of its biases, or None: those of the same stem."""
    found = {stem(row): row for row in rows}
    beside = {matrix: found.pop(stem(matrix), None) for matrix in matrices}
    if found or len(rows) != len([row for row in beside.values() if row]):
        raise NeurosimError(where, "biases that are named as the weights they belong to, fc1.bias beside fc1.weight",
                            got=", ".join(map(echo, rows)))
    return beside


def ordered(matrices, shapes, where, order):
    """(names front to back, whether rows are of inputs). `shapes` has (shape, how many biases) of each.

    What is called a kernel has a row for each input; anything else, where both fit, a row for each neuron.
    """
    if order is not None:
        matrices = as_told(matrices, order)
    numbered = len({re.sub(r"\d+", "", name) for name in matrices}) == 1
    for turned in (True, False) if "kernel" in matrices[0].lower() else (False, True):
        orders = [matrices] if order is not None or numbered else chains(matrices, shapes, turned)
        orders = [names for names in orders if fits(names, shapes, turned)]
        if len(orders) > 1:
            told = ",".join(map(stem, matrices))
            raise NeurosimError("layers", f"the names of the layers, front to back, such as {told}",
                                problem="these fit in several orders, and the file does not tell which is right")
        if orders:
            return orders[0], turned
    listed = ", ".join(f"{name} {shapes[name][0]}" for name in matrices)
    raise NeurosimError(where, "matrices that fit one to the next, and a bias for each neuron", got=listed)


def as_told(matrices, order):
    """The matrices in the order of these names."""
    found = [next((name for name in matrices if told in (name, stem(name))), None) for told in order]
    if None in found or len(set(found)) != len(matrices):
        raise NeurosimError("layers", f"each of {', '.join(map(stem, matrices))} once", got=", ".join(map(str, order)))
    return found


def chains(matrices, shapes, turned):
    """Every order in which each layer takes in as many numbers as the one before gives; not all of very many."""
    waiting, found = [([], matrices)], []
    for _ in range(MOST_ORDERS):
        if not waiting:
            break
        names, left = waiting.pop()
        if not left:
            found.append(names)
        waiting += [([*names, name], [other for other in left if other != name]) for name in left
                    if fits([*names[-1:], name], shapes, turned)]
    return found


def fits(names, shapes, turned):
    """Whether each layer takes in what the one before gives; rows are of neurons, of inputs where they are turned."""
    sizes = [(shape[::-1] if turned else shape, biases) for shape, biases in (shapes[name] for name in names)]
    return (all(biases in (None, neurons) for (neurons, _), biases in sizes)
            and all(before[0] == after[1] for (before, _), (after, _) in zip(sizes, sizes[1:])))


def turned_round(rows):
    return list(map(list, zip(*rows)))
