"""The table of normalisations: the settings of each, checked. The layers that normalise stand in normalization.py.

To add one, add an entry: a function whose arguments are its settings, with their defaults.
"""

from ..registry import Chosen, Registry
from . import checks
from .errors import NeurosimError

NORMALIZATIONS = Registry("normalization")


class Normalization(Chosen):
    """The settings of one normalisation, as attributes.

    scales          one for each neuron; none given: all 1       train_scales    whether training may move them
    eps             is added to the variance, so that no deviation is 0
    """

    def __init__(self, eps, **settings):
        self.eps = checks.number(eps, "eps", 5e-324, expected="a finite number > 0")
        vars(self).update(settings)

    def choice(self):
        """An object with the name and the settings."""
        return {"name": self.name, **self.parameters}


@NORMALIZATIONS.entry
def batch(scales=(), train_scales=True, eps=1e-5, momentum=0.1, running_means=(), running_variances=()):
    """Over the samples of a batch (Ioffe and Szegedy, 2015).

    momentum    how far the running means move towards those of each batch
    """
    checks.number(momentum, "momentum", 0.0, 1.0, "a number from 0 to 1")
    for i, variance in enumerate(running_variances):
        checks.number(variance, f"running_variances[{i}]", 0.0, expected="a finite number >= 0")
    return Normalization(eps, scales=scales, train_scales=train_scales, momentum=momentum, running_means=running_means,
                         running_variances=running_variances)


@NORMALIZATIONS.entry
def layer(scales=(), train_scales=True, eps=1e-5):
    """Over the neurons of the layer (Ba, Kiros and Hinton, 2016)."""
    return Normalization(eps, scales=scales, train_scales=train_scales)


def normalization_of(kind, wanted):
    """The normalisation that is asked for, by a layer that knows this kind alone."""
    made = NORMALIZATIONS.make(wanted, "normalize")
    if made.name != kind:
        raise NeurosimError("normalize", repr(kind), made.name)
    return made


def one_each(values, count, field, first=1.0):
    """The numbers given, one for each neuron; none given: all as they begin."""
    return checks.numbers(values or [first] * count, field, count, ", one for each neuron")
