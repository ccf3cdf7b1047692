"""Optimizers: what to do with a gradient. Only an optimizer moves a weight, and only when every slope is known.

All of them go downhill, w - learning_rate * direction, and differ in the direction that they make of a slope g = dE/dw.
Conventions and defaults are PyTorch's, with two exceptions that are said here: `learning_rate` is its lr, beta1 and
beta2 are its betas, and the learning rate of sgd is 0.5; and an eps of 0 is refused, as it makes 0 / 0 of a neuron
that is dead. A setting of 0 that switches something off (momentum, weight_decay) is switched off when the optimizer
is made: no formula has a term for it.

To add one, add an entry to slope_optimizers.py or adam_optimizers.py: a class whose `directions` is arithmetic on
numbers, so that it can be explained too. What it remembers of a group of weights (those of a neuron, or the biases of a
layer) it sets as lists in `memory`.
"""

from .slope_optimizers import adadelta, adagrad, rmsprop, rprop, sgd    # noqa: F401   in the order of the table
from .adam_optimizers import adam, adamax, adamw, nadam    # noqa: F401
from .optimizer import CAN_BE_OFF, OPTIMIZERS, Optimizer, is_on    # noqa: F401   who shows settings asks for two more
