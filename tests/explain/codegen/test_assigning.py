"""Symbols as lines of a program: which of them have a line, in which order, and when an old number is given up."""

import random

import pytest

from neurosim.core.maths import exp, square, where
from neurosim.core.network import NeuralNetwork
from neurosim.core.training import REDUCTIONS
from neurosim.explain.codegen.assigning import LONGEST, assignments
from neurosim.explain.codegen.carried import carried, settings
from neurosim.explain.codegen.compiling import CAREFUL, Compiled
from neurosim.explain.codegen.straight import ANY, source
from neurosim.explain.codegen.symbols import Symbols
from neurosim.explain.notation import JAVASCRIPT


def printed(formula, *names):
    """The lines and moves of formula(symbols...), which returns [(old name or None, new)]."""
    with Symbols() as symbols:
        given = {name: symbols.given(name) for name in names}
        pairs = formula(**given)
        wanted = [new for old, new in pairs if old is None]
        carried = [(given[old], new) for old, new in pairs if old]
        return assignments(symbols.nodes, wanted, carried)


def test_used_once_or_more():
    """What is used once is written inside, what is used or said twice has one line, what nobody uses has none."""
    def formula(w, x):
        unused = w - x
        assert unused.name is None
        return [(None, (exp(w * x) + square(x * 1.0) / exp(w * x)).named("out"))]
    assert (["part1 = exp(w * x)", "out = part1 + ((z := x) * z) / part1"], []) == printed(formula, "w", "x")


@pytest.mark.parametrize("expected, formula", [
    ((["v += g", "w -= v"], []), lambda v, w, g: [("v", v + g), ("w", w - (v + g))]),
    ((["v_new = v + g", "w -= v * v_new"], ["v = v_new"]), lambda v, w, g: [("v", v + g), ("w", w - v * (v + g))]),
    ((["v = g - v"], []), lambda v, w, g: [("v", g - v), ("w", w)]),
    (([], ["v, w = w, v"]), lambda v, w, g: [("v", w), ("w", v)]),
    ((["w_new = w + g"], ["v, w = w, w_new"]), lambda v, w, g: [("v", w), ("w", w + g)]),
    ((["v += g"], ["w = v"]), lambda v, w, g: [("v", v + g), ("w", v + g)]),
    ((["w_new = w + g"], ["w = w_new"]), lambda v, w, g: [(None, w), ("w", w + g)]),
    ((["w = w - v - g"], []), lambda v, w, g: [("w", w - v - g)]),
    ((["w -= v - g"], []), lambda v, w, g: [("w", w - (v - g))]),
], ids=range(9))
def test_the_old_number_stays_as_long_as_it_is_asked_for(expected, formula):
    """The new one takes its place at once where no later line, move or result has the old one, else by a move."""
    assert expected == printed(formula, "v", "w", "g")


def test_long_sums_and_deep_formulas():
    """No line is so long, or so deep, that Python could not compile it."""
    def formula(x):
        long = deep = x
        for _ in range(5000):
            long, deep = long + x * 2.0, exp(-deep)
        return [(None, long.named("long")), (None, deep.named("deep"))]
    lines, _ = printed(formula, "x")
    namespace = dict(CAREFUL, x=0.5)
    exec("\n".join(lines), namespace)
    expected_long = expected_deep = 0.5
    for _ in range(5000):
        expected_long, expected_deep = expected_long + 0.5 * 2.0, exp(-expected_deep)
    assert (expected_long, expected_deep) == (namespace["long"], namespace["deep"])
    assert max(map(len, lines)) < LONGEST + 50


def test_another_notation():
    """The same nodes are printed in any notation."""
    with Symbols(JAVASCRIPT) as symbols:
        w, x = symbols.given("w"), symbols.given("x")
        new = where(w > x * -2.0, square(w - x), x) - (w - x)
        lines = assignments(symbols.nodes, [], [(w, new)], JAVASCRIPT)
    assert (["part1 = w - x", "w = (w > x * (-2.0) ? square(part1) : x) - part1"], []) == lines


def test_random_programs():
    """Whatever is carried where, the lines come to what the numbers come to when all of them move at once."""
    draw = random.Random(5)
    for _ in range(300):
        names = ["a", "b", "c", "d"]
        values = {name: draw.uniform(-2.0, 2.0) for name in names}
        plan = [(draw.choice(["add", "sub", "mul", "where", "square"]), draw.random(), draw.random())
                for _ in range(draw.randint(1, 12))]
        places = [draw.random() for _ in names]

        def run(numbers):
            for op, first, second in plan:
                x, y = (numbers[int(place * len(numbers))] for place in (first, second))
                numbers.append({"add": lambda: x + y, "sub": lambda: x - y, "mul": lambda: x * y,
                                "square": lambda: square(x), "where": lambda: where(x > y, x, y)}[op]())
            return [numbers[int(place * len(numbers))] for place in places]
        expected = run(list(values.values()))
        lines, moves = printed(lambda **given: list(zip(names, run(list(given.values())))), *names)
        exec("\n".join([*lines, *moves]), dict(CAREFUL), values)
        assert expected == [values[name] for name in names], (lines, moves)


def test_a_batch_at_once():
    """Printed as one row with all samples, a step comes to what it comes to sample by sample."""
    draw = random.Random(3)
    network = NeuralNetwork.build(2, 3, 2, seed=4, activation="tanh", optimizer="adam")
    batches = [[tuple(draw.random() for _ in range(4)) for _ in range(3)] for _ in range(5)]
    numbers = carried(network), settings(network.optimizer)
    for reduction in REDUCTIONS:
        one_by_one, at_once = (Compiled(source(network, samples, reduction), "train") for samples in (ANY, 3))
        assert one_by_one(batches, *numbers) == at_once([sum(rows, ()) for rows in batches], *numbers)
