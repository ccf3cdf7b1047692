"""Type hints: every public name has them, so that an editor knows what goes in and what comes out."""

import inspect
import pkgutil
from functools import cached_property
from importlib import import_module
from pathlib import Path

import pytest

import neurosim
from neurosim.explain.check.comparison import Comparison
from neurosim.explain.derivation import Step
from neurosim.explain.quantity import Quantity
from neurosim.explain.viewable import Viewable
from neurosim.practice.diagnosis.explanation import Explanation
from neurosim.practice.mistakes import Mistake
from neurosim.studies.laboratory import Course
from neurosim.training.history import History

PACKAGE = Path(neurosim.__file__).parent
BARE = {"neuron.py", "layer.py", "network.py", "softmax.py"}    # what is on the slide, and reads like it
OPERATORS = {"__init__", "__getitem__", "__iter__", "__len__", "__contains__", "__eq__", "__repr__", "__str__"}


def results():
    """Every class that shows itself as a report."""
    for module in pkgutil.walk_packages(neurosim.__path__, "neurosim."):
        if not module.name.endswith("__main__"):
            import_module(module.name)
    return [kind for kind in Viewable.__subclasses__() if kind.__module__.startswith("neurosim.")]


def public_names():
    return [getattr(neurosim, name) for name in neurosim.__all__]


CLASSES = [*filter(inspect.isclass, public_names()), *results(),
           Comparison, Course, Explanation, History, Mistake, Quantity, Step]
FUNCTIONS = list(filter(inspect.isfunction, public_names()))


def functions_of(member):
    """The functions behind a method, a property or a class method; nothing for what is none of them."""
    if isinstance(member, property):
        return [member.fget]
    if isinstance(member, cached_property):
        return [member.func]
    function = getattr(member, "__func__", member)
    return [function] if inspect.isfunction(function) else []


def methods(kind):
    """The functions of a class and of its ancestors here that are public, and written beside the slide."""
    for ancestor in kind.__mro__:
        if ancestor.__module__.startswith("neurosim"):
            for name, member in vars(ancestor).items():
                if not name.startswith("_") or name in OPERATORS:
                    yield from (each for each in functions_of(member) if is_ours(each))


def is_ours(function):
    path = Path(inspect.getsourcefile(function) or "")
    return PACKAGE in path.parents and path.name not in BARE and function.__name__ != "<lambda>"


def without_hints(function):
    """What has none: a parameter, or what is returned. The first parameter of a method is `self` or `cls`.

    >>> without_hints(lambda x: x)
    ['x', 'return']
    """
    signature = inspect.signature(function)
    bare = [name for name, each in signature.parameters.items()
            if each.annotation is inspect.Parameter.empty and name not in ("self", "cls")]
    return bare + ["return"] * (signature.return_annotation is inspect.Signature.empty)


@pytest.mark.parametrize("kind", CLASSES, ids=lambda kind: kind.__name__)
def test_classes_have_hints(kind):
    """Every public method, property and operator."""
    bare = {function.__qualname__: without_hints(function) for function in methods(kind)}
    assert {} == {name: missing for name, missing in bare.items() if missing}


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda function: function.__name__)
def test_functions_have_hints(function):
    """Every parameter, and what is returned."""
    assert [] == without_hints(function)


def test_attributes_of_an_experiment_have_hints():
    """What it shows of its trainer are properties, whose hints stand beside them."""
    (front,) = neurosim.Experiment.__bases__
    assert [name for name, member in vars(front).items() if isinstance(member, property)] == list(front.__annotations__)


def test_hints_are_shipped():
    """Type checkers read the hints of a package only where this file lies."""
    assert (PACKAGE / "py.typed").is_file()
