"""Where the formulas of a spoilt step first depart from the right ones: the wrong line to set beside the right one."""

from ...explain.arithmetic import nearest
from ...explain.kinds import is_parameter
from ...explain.notation import PYTHON
from .consistency import Tape


def first_departures(diagnosis, explanation):
    """(name, the learner's expression, the right one), for each mistake of an explanation."""
    found = []
    for form in explanation.forms:
        spoilt, right = diagnosis.trace_of(form), diagnosis.trace
        names = sorted(upstream(spoilt, diagnosis.differing[0]) or spoilt.quantities, key=diagnosis.place)
        departing = [name for name in names if departs(spoilt, right, name, diagnosis.step)]
        found += [(name, spoilt.quantities[name].expression, right.quantities[name].expression)
                  for name in departing[:1]]
    return found


def departs(spoilt, right, name, step):
    """Whether a formula, or a given number, is another one. Parameters that are spoilt themselves say nothing."""
    known = name in right.quantities and name in spoilt.quantities
    if not known or spoilt.parameters != right.parameters:
        return False
    ours, theirs = right.quantities[name], spoilt.quantities[name]
    if not ours.is_given:
        return PYTHON.write(theirs.expression.body) != PYTHON.write(ours.expression.body)
    if (is_parameter(ours) or ours.kind == "memory") and step > 1:    # by then they differ whatever is done
        return False
    return nearest(theirs.value) != nearest(ours.value)


def upstream(trace, name):
    """The names that a quantity depends on, itself included."""
    tape = Tape(trace)
    found, waiting = set(), [name] if name in tape.causes else []
    while waiting:
        if (each := waiting.pop()) not in found:
            found.add(each)
            waiting += tape.causes[each]
    return found
