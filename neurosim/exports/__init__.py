"""One training step to take along: as a spreadsheet, as a script for PyTorch.

To add a form, add a module with `export(trace)`, which returns text or bytes, and `problem()` where it needs a library;
and its name to FORMS.
"""

from importlib import import_module

from ..core import checks
from ..core.errors import NeurosimError

FORMS = {"xlsx": "spreadsheet", "pytorch": "pytorch"}    # a form's name, and the module that makes it
BINARY = ("xlsx",)


def check_form(form):
    """NeurosimError where there is no such form, or the library that it needs is missing."""
    checks.choice(form, "to", FORMS, "form")
    problem = getattr(module(form), "problem", lambda: "")()
    if problem:
        raise NeurosimError("to", problem=problem)


def export(trace, form):
    """A trace in a form of FORMS, as text or bytes.

    >>> import neurosim
    >>> "E.backward()" in export(neurosim.load("worked-example").trace(), "pytorch")
    True
    """
    check_form(form)
    return module(form).export(trace)


def module(form):
    return import_module(f".{FORMS[form]}", __name__)
