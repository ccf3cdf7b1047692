"""An autograd class of somebody's own: what is wrong with it is named, and what is right is not."""

import math

import pytest

import neurosim
from neurosim.practice.diagnosis.engines.engine_diagnosis import LEAVES, expressions, leaves_of, worked_out
from neurosim.practice.diagnosis.engines.engine_faults import engine_faults
from neurosim.practice.diagnosis.engines.nodes import Habits, Node


class Value:
    """As a well-known lecture builds it, step by step: each operation leaves a function that passes gradients back."""

    def __init__(self, data, children=()):
        self.data, self.grad, self.children, self._backward = data, 0.0, children, lambda: None

    def made(self, data, children, *slopes):
        out = type(self)(data, children)

        def back():
            for child, slope in zip(children, slopes):
                self.pass_on(child, slope * out.grad)
        out._backward = back
        return out

    def pass_on(self, child, share):
        child.grad += share

    def lift(self, other):
        return other if isinstance(other, Value) else type(self)(other)

    def __add__(self, other):
        other = self.lift(other)
        return self.made(self.data + other.data, (self, other), 1.0, 1.0)

    def __mul__(self, other):
        other = self.lift(other)
        return self.made(self.data * other.data, (self, other), other.data, self.data)

    def __pow__(self, power):
        assert isinstance(power, (int, float))
        return self.made(self.data ** power, (self,), power * self.data ** (power - 1))

    def tanh(self):
        out = math.tanh(self.data)
        return self.made(out, (self,), 1 - out ** 2)

    def __neg__(self):
        return self * -1

    def __sub__(self, other):
        return self + (-other)

    def __rsub__(self, other):
        return (-self) + other

    def __truediv__(self, other):
        return self * self.lift(other) ** -1 if not isinstance(other, Value) else self * other ** -1

    def __radd__(self, other):
        return self + other

    def __rmul__(self, other):
        return self * other

    def order(self):
        found, seen = [], set()

        def visit(node):
            if node not in seen:
                seen.add(node)
                for child in node.children:
                    visit(child)
                found.append(node)
        visit(self)
        return reversed(found)

    def backward(self):
        self.grad = 1.0
        for node in self.order():
            node._backward()


class Overwriting(Value):
    def pass_on(self, child, share):
        child.grad = share


class EveryTime(Value):
    """karpathy/micrograd PR 64: a = 1, b = a + a, c = b + b comes to 6 and not to 4."""

    def backward(self):
        self.grad = 1.0

        def go(node):
            node._backward()
            for child in node.children:
                go(child)
        go(self)


class Swapped(Value):
    def __mul__(self, other):
        other = self.lift(other)
        return self.made(self.data * other.data, (self, other), self.data, other.data)


class OneMinusOut(Value):
    def tanh(self):
        out = math.tanh(self.data)
        return self.made(out, (self,), 1 - out)


def test_a_right_one():
    """What it has not (exp, 4 / a) is passed over; that nodes between are counted again is a remark, no fault."""
    found = neurosim.diagnose_engine(Value)
    assert (True, []) == (found.agree, found.faults)
    assert {"d.exp()", "4 / a"} <= set(found.missing)
    assert "counted again" in found.remarks[0]


@pytest.mark.parametrize("kind, name", [(Overwriting, "overwritten"), (EveryTime, "visited_every_time"),
                                        (Swapped, "slope_of_mul"), (OneMinusOut, "slope_of_tanh")])
def test_a_fault_is_named(kind, name):
    found = neurosim.diagnose_engine(kind)
    assert [name] == [fault.name for fault in found.faults]
    assert found.faults[0].sentence in str(found)


def test_two_faults_at_once():
    class Both(Overwriting, OneMinusOut):
        pass
    assert {"overwritten", "slope_of_tanh"} == {fault.name for fault in neurosim.diagnose_engine(Both).faults}


def test_the_first_that_is_wrong():
    first = neurosim.diagnose_engine(Overwriting).first_difference
    assert ("a + a", "d/da", 1.0, 2.0) == tuple(first[key] for key in ("expression", "name", "given", "expected"))


def test_what_is_no_engine():
    for wrong in (3, float):
        with pytest.raises(neurosim.NeurosimError, match="Value"):
            neurosim.diagnose_engine(wrong)


@pytest.mark.parametrize("text", [text for _, text in expressions()])
def test_what_is_right(text):
    """The engine that others are compared with agrees with central differences."""
    got = worked_out(text, lambda data: Node(data, Habits()))

    def at(**moved):
        names = {name: Node(value, Habits()) for name, value in {**LEAVES, **moved}.items()}
        return eval(text, {}, names).data
    for name in leaves_of(text):
        central = (at(**{name: LEAVES[name] + 1e-5}) - at(**{name: LEAVES[name] - 1e-5})) / 2e-5
        assert central == pytest.approx(got[f"d/d{name}"], rel=1e-6, abs=1e-6)


@pytest.mark.parametrize("derived", [True, pytest.param(False, marks=pytest.mark.slow)])
@pytest.mark.slow
def test_every_known_fault_is_found_again(derived):
    """By its own name, or by one that gives the very same numbers."""
    for fault in engine_faults():
        found = neurosim.diagnose_engine(lambda data: Node(data, fault.made(derived)))
        assert found.agree or len(found.faults) == 1, fault
        if found.agree:
            assert {"sub", "neg", "div"} & set(fault.name.split("_")) and derived, fault
