"""How traces and derivations look when they are printed. `explain` itself does not know how it looks."""

from .explain.derivation import Derivation
from .explain.trace import Trace, take_trace
from .render.text import render
from .practice.laboratory import Laboratory, compare
from .practice.diagnosis import Diagnosis
from .report.derivations import derivation_report
from .practice.probing import Probing, diagnose_function
from .report.diagnosis import diagnosis_report, probing_report
from .report.laboratory import laboratory_pictures, laboratory_report
from .report.tracing import trace_report

__all__ = ["Diagnosis", "Probing", "diagnose_function", "Laboratory", "compare", "Trace", "take_trace", "text"]


def text(blocks):
    return "".join(render(blocks)).rstrip("\n")


def draw(pictures, path):
    """Pictures as a file; NeurosimError where it cannot be drawn."""
    from .experiment import check_picture
    from .output import write_file
    from .render.picture import render
    check_picture(path)
    write_file(path, render(pictures, path))


Trace.__str__ = lambda trace: text(trace_report(trace))
Derivation.__str__ = lambda derivation: text(derivation_report(derivation))
Probing.__str__ = lambda probing: text(probing_report(probing))
Diagnosis.__str__ = lambda diagnosis: text(diagnosis_report(diagnosis))
Laboratory.__str__ = lambda laboratory: text(laboratory_report(laboratory))
Laboratory.plot = lambda laboratory, path: draw(laboratory_pictures(laboratory), path)
