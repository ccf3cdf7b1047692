"""How traces and derivations look when they are printed. `explain` itself does not know how it looks."""

from .explain.derivation import Derivation
from .explain.trace import Trace, take_trace
from .render.text import render
from .practice.diagnosis import Diagnosis
from .report.derivations import derivation_report
from .probing import Probing, diagnose_function
from .report.diagnosis import diagnosis_report, probing_report
from .report.tracing import trace_report

__all__ = ["Diagnosis", "Probing", "diagnose_function", "Trace", "take_trace", "text"]


def text(blocks):
    return "".join(render(blocks)).rstrip("\n")


Trace.__str__ = lambda trace: text(trace_report(trace))
Derivation.__str__ = lambda derivation: text(derivation_report(derivation))
Probing.__str__ = lambda probing: text(probing_report(probing))
Diagnosis.__str__ = lambda diagnosis: text(diagnosis_report(diagnosis))
