"""Floats, which need no arithmetic of ours: every number is what it is."""

from .figure import Arithmetic


class Floats(Arithmetic):
    """The floats of Python.

    >>> Floats().number(0.05)
    0.05
    """

    name, title = "float", "floats"

    def number(self, value):
        return value
