"""A trace is a mapping from names to numbers, recorded or replayed."""

from collections.abc import Mapping

import pytest

import neurosim
from neurosim.core.guard.errors import NeurosimError
from neurosim.explain.codegen.replayed import ProgramTrace
from neurosim.explain.trace import Trace


def recorded():
    return neurosim.load("worked-example").trace()


def replayed():
    """The same step from a program, as a history has it."""
    experiment = neurosim.load("worked-example")
    experiment.train(steps=20)
    trace = next(iter(experiment.history))
    assert type(trace) is ProgramTrace
    return trace


BOTH = pytest.mark.parametrize("make", [recorded, replayed])


@BOTH
def test_a_trace_is_a_mapping(make):
    """Its keys are names in order of computation, its values numbers."""
    trace = make()
    assert isinstance(trace, Trace) and isinstance(trace, Mapping)
    names = list(trace)
    assert {"w1", "net_h1", "E", "dE_dw5", "w5_new"} < set(names)
    assert names.index("net_h1") < names.index("out_h1") < names.index("E") < names.index("dE_dw1") < names.index("w1_new")
    assert names == list(trace.keys()) == [row["name"] for row in trace.rows()] and len(trace) == len(names)
    assert [trace[name] for name in names] == list(trace.values())
    assert {**trace} == dict(trace) == dict(trace.items())
    assert 0.15 == dict(trace)["w1"]


@BOTH
def test_names_in_any_notation(make):
    """What may be asked for is in it, and what may not is not; get has its default."""
    trace = make()
    assert "w5" in trace and "∂E/∂w5" in trace and "w5+" in trace
    assert "w99" not in trace and 5 not in trace and None not in trace
    assert trace["dE_dw5"] == trace.get("dE/dw5") and 7.0 == trace.get("w99", 7.0)


@BOTH
def test_an_unknown_name(make):
    """Is the KeyError of a mapping, and says what a NeurosimError says."""
    with pytest.raises(KeyError) as found:
        make()["w99"]
    assert isinstance(found.value, NeurosimError)
    assert str(found.value).startswith("goal: unknown name 'w99'")


def test_equal_traces():
    """Of the same numbers, wherever they come from."""
    assert recorded() == replayed()
    assert recorded() != neurosim.load("worked-example").trace(step=2)
    assert recorded() == dict(recorded())


def test_a_replayed_trace_needs_no_formulas_to_be_read():
    """Names and numbers are there; the formulas are made when somebody asks for them."""
    trace = replayed()
    assert dict(trace) and "w5" in trace and len(trace)
    assert "quantities" not in vars(trace)
    assert trace.explain("w5") and "quantities" in vars(trace)
