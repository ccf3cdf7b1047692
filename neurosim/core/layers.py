"""The table of layers: what a layer is asked to do, and the class that does it.

To add a kind of layer, add its class to LAYERS, and to `make_layer` the option that asks for it.
"""

from .activations import ACTIVATIONS
from .dropout import DropoutLayer, check_dropout
from .guard.errors import NeurosimError
from .guard.normalizations import NORMALIZATIONS
from .layer import NeuronLayer
from .normalization import BatchNormalizedLayer, LayerNormalizedLayer
from .softmax import SoftmaxLayer

LAYERS = {"plain": NeuronLayer, "dropout": DropoutLayer, "softmax": SoftmaxLayer, "batch": BatchNormalizedLayer,
          "layer": LayerNormalizedLayer}


def make_layer(weights, biases=(), bias="own", activation="sigmoid", train_weights=True, train_bias=True,
               dropout=0.0, normalize=None, random=None):
    """The layer that activation, dropout and normalisation ask for; `random` draws the masks of dropout."""
    activation = ACTIVATIONS.make(activation, "activation")
    kind, more = kind_of(activation, dropout, normalize, random)
    return LAYERS[kind](weights, biases, bias, activation, train_weights, train_bias, **more)


def kind_of(activation, dropout, normalize, random=None):
    """The key of LAYERS, and what this kind of layer is told beside what all are told."""
    check_dropout(dropout, "dropout", activation)
    if normalize is not None:
        return check_normalize(normalize, "normalize", activation, dropout).name, {"normalize": normalize}
    if dropout != 0.0:
        return "dropout", {"dropout": dropout, "random": random}
    return ("softmax" if activation.layer_wide else "plain"), {}


def check_normalize(normalize, field, activation, dropout):
    """A normalisation, in a layer that does nothing else beside its neurons' own work."""
    normalization = NORMALIZATIONS.make(normalize, field)
    if activation.layer_wide:
        expected = f"no {activation.name} in the same layer; normalise the layer before"
        raise NeurosimError(field, expected, normalization.name)
    if dropout != 0.0:
        raise NeurosimError(field, "no dropout in the same layer; drop outs of another one", normalization.name)
    return normalization
