"""One training step to take along: as a Python program, as a spreadsheet, as a script for PyTorch.

To add a form, add a module with `export(trace)`, which returns text or bytes, and `problem()` where it needs a library;
and its name to FORMS.
"""

from importlib import import_module

from ...core.guard import checks
from ...core.guard.errors import NeurosimError

# A form's name, and its module.
FORMS = {"python": "python", "xlsx": "spreadsheet", "pytorch": "pytorch", "c": "c_program"}
BINARY = ("xlsx",)
LOOPS = ("python", "c")    # the forms that can go on after the step


def check_form(form, loop=None):
    """NeurosimError where there is no such form, or the library that it needs is missing, or it cannot train."""
    checks.choice(form, "to", FORMS, "form")
    if loop is not None:
        checks.choice(form, "loop", LOOPS, "form that trains")
    problem = getattr(module(form), "problem", lambda: "")()
    if problem:
        raise NeurosimError("to", problem=problem)


def export(trace, form, loop=None):
    """A trace in a form of FORMS, as text or bytes; `loop` is its experiment, where the form is to go on training.

    >>> import neurosim
    >>> "E.backward()" in export(neurosim.load("worked-example").trace(), "pytorch")
    True
    """
    check_form(form, loop)
    return module(form).export(trace) if loop is None else module(form).export_loop(trace, loop)


def module(form):
    return import_module(f".{FORMS[form]}", __name__)
