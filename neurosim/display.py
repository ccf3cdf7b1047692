"""How traces and derivations look when they are printed. `explain` itself does not know how it looks."""

from .explain.derivation import Derivation
from .explain.program import Programs, ProgramTrace
from .explain.trace import Trace, take_trace
from .render.text import render
from .report.derivations import derivation_report
from .report.tracing import trace_report

__all__ = ["Programs", "ProgramTrace", "Trace", "take_trace", "text"]


def text(blocks):
    return "".join(render(blocks)).rstrip("\n")


Trace.__str__ = lambda trace: text(trace_report(trace))
Derivation.__str__ = lambda derivation: text(derivation_report(derivation))
