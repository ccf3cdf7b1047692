"""The table of layers: what a layer is asked to do, and the class that does it.

To add a kind of layer, add its class to LAYERS, and to `make_layer` the option that asks for it.
"""

from .activations import ACTIVATIONS
from .dropout import DropoutLayer, check_dropout
from .layer import NeuronLayer
from .softmax import SoftmaxLayer

LAYERS = {"plain": NeuronLayer, "dropout": DropoutLayer, "softmax": SoftmaxLayer}


def make_layer(weights, biases=(), bias="own", activation="sigmoid", train_weights=True, train_bias=True,
               dropout=0.0, random=None):
    """The layer that activation and dropout ask for; `random` draws the masks of dropout."""
    activation = ACTIVATIONS.make(activation, "activation")
    check_dropout(dropout, "dropout", activation)
    kind = "softmax" if activation.layer_wide else "dropout" if dropout != 0.0 else "plain"
    more = {"dropout": dropout, "random": random} if kind == "dropout" else {}
    return LAYERS[kind](weights, biases, bias, activation, train_weights, train_bias, **more)
