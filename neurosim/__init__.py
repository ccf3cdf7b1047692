"""neurosim: the microscope for backpropagation. Every number of a training step, and why it is what it is."""

from .cli import startup    # noqa: F401   first of all, as Ctrl-C may come while the rest is imported
from .core.guard.errors import NeurosimError
from .core.neuron import Neuron
from .core.layer import NeuronLayer
from .core.softmax import SoftmaxLayer
from .core.network import NeuralNetwork
from .experiment import Experiment, load
from .explain.network_questions import with_questions
from .explain.viewable import with_views

TYPE_CHECKING = False    # as typing has it, which takes a while to import
if TYPE_CHECKING:
    from .practice.diagnosis.engines.engine_diagnosis import diagnose_engine
    from .experiment.in_code import build
    from .experiment.models.taking_over import import_model
    from .experiment.models.torch_step import watch_torch
    from .experiment.many_runs import sweep
    from .experiment.own_code import diagnose_function
    from .practice.diagnosis.functions.adapting import adapt
    from .practice.mistakes import MISTAKES

# Not needed to compute, so imported when asked for.
LATER = {"build": "experiment.in_code", "import_model": "experiment.models.taking_over",
         "watch_torch": "experiment.models.torch_step",
         "sweep": "experiment.many_runs", "MISTAKES": "practice.mistakes",
         "diagnose_function": "experiment.own_code",
         "adapt": "practice.diagnosis.functions.adapting",
         "diagnose_engine": "practice.diagnosis.engines.engine_diagnosis"}


def __getattr__(name: str) -> object:
    if name not in LATER:
        raise AttributeError(f"module 'neurosim' has no attribute {name!r}")
    from importlib import import_module
    return getattr(import_module(f".{LATER[name]}", __name__), name)


def __dir__() -> list[str]:
    """For help() and tab completion: what is imported later, too."""
    return sorted({*globals(), *__all__})


with_views(with_questions(NeuralNetwork))    # its trace, its report in a notebook: the core knows neither

__version__ = "0.1.0"

__all__ = ["Neuron", "NeuronLayer", "SoftmaxLayer", "NeuralNetwork", "Experiment", "build", "load", "sweep",
           "NeurosimError", "import_model", "watch_torch",
           "MISTAKES", "diagnose_function", "adapt",
           "diagnose_engine"]
