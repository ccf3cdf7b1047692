"""The name that a trace has for what somebody writes; where there is none, what was probably meant."""

import re

from ..core.guard.errors import NeurosimError, did_you_mean, echo
from .matrix_names import all_names, names_of
from .written_names import canonical


class UnknownName(NeurosimError, KeyError):
    """A name that a trace does not have."""

    __str__ = NeurosimError.__str__    # a KeyError would put it in quotes


def find_name(written, index, names, samples):
    """The name in an index, of a network with these names and a step on so many samples. Raises UnknownName."""
    written = written if isinstance(written, str) else echo(written)
    name = written if written in index else canonical(written)    # rmsprop's alpha is no learning rate
    return name if name in index else name_in_layer(written, name, index, names_of(written, names, samples))


def name_in_layer(written, name, index, found):
    """The name of a place in a matrix."""
    if len(found) == 1 and found[0] in index:
        return found[0]
    if len(found) > 1:
        raise UnknownName("goal", f"one of {listed(found)}", written, f"{written!r} may be any of several", got="")
    raise UnknownName("goal", "a name such as w1, dE_dw1, net_h1, out_o1 or w1_new", written,
                      f"unknown name {written!r}{there_is(name, index)}", got="")


def find_names(written, index, names, samples):
    """The same; or, of a layer at once, the rows of names."""
    try:
        return find_name(written, index, names, samples)
    except UnknownName:
        rows = all_names(written, names, samples) if isinstance(written, str) else None
        if rows is None:
            raise
        return rows


def is_name(written, index, names, samples):
    try:
        return find_name(written, index, names, samples) in index
    except UnknownName:
        return False


def there_is(name, index):
    """The names of the same kind, where only the owner is another; else a name that looks alike."""
    alike = [each for each in index if without_numbers(each) == without_numbers(name)]
    return f": there is {listed(alike)}" if alike else did_you_mean(name, index)


def without_numbers(name):
    """`net_h#` of `net_h1`: what it has in common with the same of other neurons of the layer."""
    return re.sub(r"\d+", "#", name)


def listed(names):
    return ", ".join(names if len(names) < 6 else [*names[:4], "...", names[-1]])
