"""neurosim: the microscope for backpropagation. Every number of a training step, and why it is what it is."""

from .core.errors import NeurosimError
from .core.neuron import Neuron
from .core.layer import NeuronLayer, SoftmaxLayer
from .core.network import NeuralNetwork
from .experiment import Experiment, load
from .sweeping import sweep

__version__ = "0.1.0"

__all__ = ["Neuron", "NeuronLayer", "SoftmaxLayer", "NeuralNetwork", "Experiment", "load", "sweep",
           "NeurosimError"]
