"""An MLPClassifier or MLPRegressor of scikit-learn, once it is fitted."""

from __future__ import annotations

from ...core.guard.arrays import plain
from ...core.guard.errors import NeurosimError
from .model import Model, ModelLayer
from .tensors import turned_round

TYPE_CHECKING = False    # as typing has it, which takes a while to import
if TYPE_CHECKING:
    from typing import Any

ACTIVATIONS = {"identity": "linear", "logistic": "sigmoid", "tanh": "tanh", "relu": "relu", "softmax": "softmax"}
LOSSES = {"linear": "half_squared_error", "sigmoid": "binary_cross_entropy", "softmax": "categorical_cross_entropy"}

OF_SEVERAL = {
    "sigmoid": ["it descends the sum over the outputs, where binary_cross_entropy is their mean"],
    "linear": ["it descends half_squared_error, the sum over the outputs; its loss_ tells the mean over them"],
}


def is_sklearn(model: Any) -> bool:
    return hasattr(model, "hidden_layer_sizes") and hasattr(model, "activation")


def read_sklearn(model: Any) -> Model:
    """What is found of it; its penalty is left out."""
    if not hasattr(model, "coefs_"):
        raise NeurosimError("model", "a fitted one: call fit first", problem=f"{type(model).__name__} has no weights")
    last = known(model.out_activation_)
    names = [known(model.activation)] * (len(model.coefs_) - 1) + [last]
    layers = [ModelLayer(turned_round(plain(matrix)), plain(row), name)
              for matrix, row, name in zip(model.coefs_, model.intercepts_, names)]
    outputs, classes = len(layers[-1].weights), getattr(model, "classes_", None)
    notes = [f"the penalty alpha={model.alpha} is left out"] if getattr(model, "alpha", 0) else []
    if outputs > 1:
        notes += OF_SEVERAL.get(last, [])
    return Model(layers, LOSSES[last], optimizer_of(model, notes), lambda rows: answer(model, rows, outputs),
                 None if classes is None else plain(classes), notes)


def known(name):
    if name not in ACTIVATIONS:
        raise NeurosimError("model.activation", f"one of {', '.join(ACTIVATIONS)}", name)
    return ACTIVATIONS[name]


def answer(model, rows, outputs):
    """The outs of its last layer; of two classes it gives both shares."""
    if not hasattr(model, "predict_proba"):
        return model.predict(rows)
    shares = plain(model.predict_proba(rows))
    return [row[1:] for row in shares] if outputs == 1 else shares


def optimizer_of(model, notes):
    """Its own, where it is one that takes steps."""
    if model.solver == "sgd":
        return {"name": "sgd", "learning_rate": float(model.learning_rate_init), "momentum": float(model.momentum),
                "nesterov": bool(model.nesterovs_momentum and model.momentum)}
    if model.solver == "adam":
        return {"name": "adam", "learning_rate": float(model.learning_rate_init), "beta1": float(model.beta_1),
                "beta2": float(model.beta_2), "eps": float(model.epsilon)}
    notes.append(f"the solver {model.solver} takes no single steps, so the optimizer is sgd")
    return None
