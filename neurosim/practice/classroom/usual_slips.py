"""Every mistake of the catalogue as a step of its own, worked out once for a whole class.

The students of a class have other numbers, and the same formulas: a spoilt step is played for each of them with the
numbers that were given to them and with what they have written, so that a mistake is known again after other slips.
"""

import itertools
from copy import deepcopy

from ...explain.arithmetic import nearest
from ...explain.notation import PYTHON
from ...training.trainer import Trainer
from ..diagnosis.consistency import Tape
from ..diagnosis.explaining import PRECISION
from ..diagnosis.readings import Reader
from ..diagnosis.search import forms

TINY = 1e-6


class SpoiltStep:
    """One form of one mistake, and what comes of it.

    form      see diagnosis/search.py            tape     of the spoilt step
    taken     given name -> (the given name whose number is taken in its place, a factor), as where inputs are swapped;
              (None, value) of a setting
    departs   name -> (the spoilt expression, the right one), where the formulas are not the same, in order
    """

    def __init__(self, form, trace, right):
        self.form, self.tape = form, Tape(trace)
        self.taken = exchanged(trace, right)
        self.departs = {name: (trace.quantities[name].expression, quantity.expression)
                        for name, quantity in right.quantities.items()
                        if name in trace.quantities and formula(trace.quantities[name]) != formula(quantity)}

    @property
    def mistake(self):
        return self.form.mistake

    def given_to(self, numbers):
        """A student's given numbers as this mistake takes them."""
        return {**numbers, **{name: numbers.get(other, 1.0) * factor for name, (other, factor) in self.taken.items()}}

    def first_departure(self, name):
        """(name, the spoilt expression, the right one) where a number, or what it comes from, first departs."""
        upstream, waiting = set(), [name]
        while waiting:
            if (each := waiting.pop()) not in upstream:
                upstream.add(each)
                waiting += self.tape.causes.get(each, ())
        return next(((each, *pair) for each, pair in self.departs.items() if each in upstream), None)


def formula(quantity):
    return "" if quantity.is_given else PYTHON.write(quantity.expression.body)


def exchanged(trace, right):
    """What is taken for given numbers, by name: see `taken`. None where a mistake makes them anew, as another student's
    are not known."""
    taken = {}
    for name, value in given_numbers(trace).items():
        quantity = right.quantities.get(name)
        if quantity is None or value == nearest(quantity.value):
            continue
        others = [(other, factor) for other, each in right.quantities.items() for factor in (1.0, -1.0)
                  if each.is_given and each.kind == quantity.kind and nearest(each.value) * factor == value]
        if quantity.kind != "setting" and len(others) != 1:
            return None
        taken[name] = (None, value) if quantity.kind == "setting" else others[0]
    return taken


def given_numbers(trace):
    """What was given in a step, by name."""
    return {quantity.name: nearest(quantity.value) for quantity in trace.quantities.values() if quantity.is_given}


def spoilt_steps(document):
    """Every form of every mistake that changes a number of a step, those that are met most often first.

    document    the experiment of one of the class
    """
    trainer = Trainer(told_apart(document))
    right, reader = trainer.trace(), Reader(trainer)
    found = []
    for form in forms(reader, reader.computed()):
        trace = None if form.mistake.name in {"rounded", *PRECISION} else traced(trainer, form)
        if trace is not None:
            found.append(SpoiltStep(form, trace, right))
    return [each for each in found if each.taken is not None]


def told_apart(document):
    """The same experiment with each number moved a little, so that no two are the same by chance: where two weights
    are equal, it makes no difference which is taken."""
    moved = deepcopy(document)
    count = itertools.count(1)

    def apart(values):
        return [value + TINY * next(count) for value in values]
    for layer in moved["layers"]:
        layer["weights"] = list(map(apart, layer["weights"]))
        layer["biases"] = apart(layer["biases"])
    for sample in moved["samples"]:
        sample["inputs"] = apart(sample["inputs"])
        if not all(target == int(target) for target in sample["targets"]):    # whole ones say a class
            sample["targets"] = apart(sample["targets"])
    return moved


def traced(trainer, form):
    """The trace of a spoilt copy; None where it cannot be computed."""
    spoilt = deepcopy(trainer)
    try:
        form.spoil(spoilt)
        return spoilt.trace()
    except (ArithmeticError, ValueError):
        return None
