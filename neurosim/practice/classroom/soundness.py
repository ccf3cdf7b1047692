"""Whether numbers make a fair sheet: every answer large enough to be seen, no neuron dead or saturated, and whoever
calculates on with rounded numbers gets no other answer."""

from math import isfinite

from ...core.maths import absolute
from ...explain.arithmetic import nearest
from ...explain.naming import template
from ...explain.warnings import find_warnings
from ..diagnosis.consistency import Tape

LEAST_ANSWER, MOST_ANSWER = 0.001, 1000.0
LEAST_SLOPE = 0.03    # of an activation at its own net; less, and the neuron learns next to nothing


def is_sound(trace, blanks, rounding, tolerance):
    """All that is asked of one student's numbers, but for the mistakes that they tell apart."""
    values = {name: nearest(trace.value(name)) for name in blanks}
    return (all(isfinite(value) and LEAST_ANSWER <= absolute(value) <= MOST_ANSWER for value in values.values())
            and is_alive(trace) and bears_rounding(trace, values, rounding, tolerance))


def is_large_enough(trace, name):
    """Whether a number can be seen once it is rounded."""
    return absolute(nearest(trace.value(name))) >= LEAST_ANSWER


def is_alive(trace):
    """No neuron is saturated, at a kink, or without a slope."""
    slopes = [quantity for quantity in trace.quantities.values() if quantity.kind == "dout_dnet"]
    own = (each for each in slopes if each.name.startswith(template("dout_dnet").format(each.owner)))
    return not find_warnings(trace) and all(absolute(nearest(each.value)) >= LEAST_SLOPE for each in own)


def bears_rounding(trace, values, rounding, tolerance):
    """Whether each answer stays within the tolerance where all before it are rounded as they are written."""
    written = {name: float(rounding.written(value)) for name, value in values.items()}
    try:
        on_the_way = Tape(trace).play(written)
    except (ArithmeticError, ValueError):
        return False
    return all(absolute(on_the_way[name] - value) <= tolerance * rounding.unit(value)
               for name, value in values.items())
