"""How traces, derivations and checks look when they are printed. `explain` itself does not know how it looks."""

from .explain.derivation import Derivation
from .explain.gradient_check import GradientCheck, check_gradient
from .explain.nudge import Nudges, nudge_parameter
from .explain.trace import Trace, take_trace
from .render.text import render
from .report.checking import check_report, nudge_report
from .report.derivations import derivation_report
from .report.tracing import trace_report

__all__ = ["Trace", "take_trace", "check_gradient", "nudge_parameter", "text"]


def text(blocks):
    return "".join(render(blocks)).rstrip("\n")


Trace.__str__ = lambda trace: text(trace_report(trace))
Derivation.__str__ = lambda derivation: text(derivation_report(derivation))
GradientCheck.__str__ = lambda check: text(check_report(check))
Nudges.__str__ = lambda nudges: text(nudge_report(nudges))
