"""Small networks of every kind: each activation, loss, optimizer and bias policy at least once; and nets of ±900."""

import pytest

import neurosim
from neurosim.core.activations import ACTIVATIONS
from neurosim.core.losses import LOSSES

OPTIMIZERS = [
    {"name": "sgd", "learning_rate": 0.3, "momentum": 0.9, "nesterov": True, "weight_decay": 0.01}, {"name": "sgd", "momentum": 0.5},
    {"name": "adagrad", "initial_accumulator": 0.1}, {"name": "rmsprop", "momentum": 0.9, "centered": True},
    {"name": "rmsprop", "weight_decay": 0.1}, {"name": "adam"}, {"name": "adam", "weight_decay": 0.1},
    {"name": "sgd", "momentum": 0.5, "dampening": 0.25}, {"name": "adam", "amsgrad": True, "beta2": 0.5}, {"name": "adamw", "weight_decay": 0.1},
    {"name": "nadam", "weight_decay": 0.1}, {"name": "adamax"}, {"name": "adadelta", "weight_decay": 0.1},
    {"name": "rprop", "learning_rate": 0.05, "shrinks": 0.25, "grows": 2.0, "greatest": 0.15},
]
TARGETS = {"sparse_categorical_cross_entropy": [[1], [0], [1]], "hinge": [[1, -1], [-1, 1], [1, 1]],
           "squared_hinge": [[1, -1], [-1, 1], [1, 1]]}


def document(activation="sigmoid", last="sigmoid", loss="half_squared_error", optimizer="sgd", bias="own", batch_size=1,
             reduction="mean", **layer):
    count = {"own": 2, "shared": 1, "none": 0}[bias]
    return {"format": "neurosim-experiment", "version": 1, "inputs": 2, "loss": loss, "optimizer": optimizer, "seed": 5,
            "layers": [{"activation": activation, "weights": [[0.3, -0.8], [0.7, 0.2]], "bias": bias, "biases": [0.1, -0.2][:count],
                        **layer},
                       {"activation": last, "weights": [[0.4, 0.1], [0.1, 0.3]], "bias": "shared", "biases": [0.35]}],
            "samples": [{"inputs": inputs, "targets": targets} for inputs, targets in
                        zip([[0.9, 0.4], [0.2, 1.5], [-0.6, 0.3]], TARGETS.get(loss, [[0.25, 0.75], [0.9, 0.1], [0.5, 0.5]]))],
            "training": {"steps": 1, "batch_size": batch_size, "reduction": reduction}}


def last_layer(loss):
    made = LOSSES.make(loss)
    return "linear" if made.on_nets else "softmax" if loss in ("categorical_cross_entropy", "kl_divergence") or loss.startswith("sparse") else "sigmoid"


CASES = {
    **{activation: document(activation, activation) for activation in ACTIVATIONS},
    **{f"far {activation}": document(activation, activation, optimizer={"name": "sgd", "learning_rate": 1e-9}, weights=[[1500.0, 0.0], [-1500.0, 0.0]])
       for activation in ACTIVATIONS},
    **{loss: document("tanh", last_layer(loss), loss, batch_size=2) for loss in LOSSES},
    **{f"{optimizer['name']} {place}": document(optimizer=optimizer, batch_size=2, reduction="sum")
       for place, optimizer in enumerate(OPTIMIZERS)},
    **{f"bias {bias}": document(bias=bias) for bias in ("shared", "none")},
    "parameters": document({"name": "leaky_relu", "slope": 0.3}, {"name": "elu", "alpha": 0.7}),
    "dropout": document(dropout=0.5, batch_size=3),
    "normalised over the batch": document("tanh", batch_size=3, normalize={"name": "batch", "scales": [1.2, 0.7]},
                                          optimizer={"name": "sgd", "learning_rate": 0.3, "momentum": 0.5}),
    "normalised over the layer": document("tanh", bias="none", normalize={"name": "layer", "eps": 0.25, "train_scales": False}),
    "frozen": document(train_bias=False, train_weights=False),
    "worked example": "worked-example",
}
STEP = 3    # by then an optimizer has something to remember


@pytest.fixture(scope="session")
def traces():
    """The trace of a late step of every case."""
    return {name: neurosim.load(source).trace(step=STEP) for name, source in CASES.items()}


@pytest.fixture(params=CASES)
def case(request, traces):
    """A name, and the trace."""
    return request.param, traces[request.param]


@pytest.fixture(name="document")
def document_maker():
    return document
