"""How traces and derivations look when they are printed or shown in a notebook. `explain` itself does not know how it looks."""

from .explain.derivation import Derivation
from .explain.program import Programs, ProgramTrace
from .explain.trace import Trace, take_trace
from .looks import shown_as
from .practice.diagnosis import Diagnosis
from .probing import Probing, diagnose_function
from .render.text import fragment as text
from .report.derivations import derivation_report
from .report.diagnosis import diagnosis_report, probing_report
from .report.tracing import trace_report

__all__ = ["Diagnosis", "Probing", "diagnose_function", "Programs", "ProgramTrace", "Trace", "take_trace", "text"]

shown_as(Trace, trace_report)
shown_as(Derivation, derivation_report)
shown_as(Probing, probing_report)
shown_as(Diagnosis, diagnosis_report)
