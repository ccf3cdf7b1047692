"""How traces and derivations look when they are printed or shown in a notebook. `explain` itself does not know."""

from ..explain.derivation import Derivation
from ..explain.codegen.replayed import Programs, ProgramTrace
from ..explain.trace import Trace, take_trace
from .looks import shown_as
from .report.derivation_report import derivation_report
from .report.trace_report import trace_report

__all__ = ["Programs", "ProgramTrace", "Trace", "take_trace"]

shown_as(Trace, trace_report)
shown_as(Derivation, derivation_report)
