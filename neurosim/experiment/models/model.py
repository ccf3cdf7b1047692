"""What is found of a trained model."""

from __future__ import annotations

TYPE_CHECKING = False    # as typing has it, which takes a while to import
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any


class ModelLayer:
    """Weights, a row for each neuron, and biases, None where there are none.

    activation    as a file has it; None: the model does not tell
    """

    def __init__(self, weights: list[list[float]], biases: list[float] | None, activation: Any = None,
                 dropout: float = 0.0, train_weights: bool = True, train_bias: bool = True) -> None:
        self.weights, self.biases, self.activation, self.dropout = weights, biases, activation, dropout
        self.train_weights, self.train_bias = train_weights, train_bias
        self.normalize: Any = None

    def normalize_over_batch(self, scales: list[float] | None, shifts: list[float] | None, means: list[float],
                             variances: list[float], eps: float, momentum: float) -> None:
        """The shifts are its biases from now on. Those it had are taken off with the mean, and so are not in ours."""
        off = self.biases or [0.0] * len(means)
        self.normalize = {"name": "batch", "eps": eps, "momentum": momentum, "running_variances": variances,
                          "running_means": [mean - bias for mean, bias in zip(means, off)]}
        self.normalize |= {} if scales is None else {"scales": scales}
        self.biases = shifts

    def fields(self) -> dict[str, Any]:
        """The layer as a file has it, and as `make_layer` takes it."""
        return {"weights": self.weights, "biases": self.biases or [], "bias": "none" if self.biases is None else "own",
                "activation": self.activation, "train_weights": self.train_weights, "train_bias": self.train_bias,
                "normalize": self.normalize}


class Model:
    """The layers, front to back, and what else the model tells.

    loss, optimizer    as a file has them; None: it does not tell
    answer             answer(rows) is what the model itself answers to these inputs; None: it cannot be asked
    classes            the labels that its targets may come as
    notes              what is left out, or was chosen
    """

    def __init__(self, layers: list[ModelLayer], loss: Any = None, optimizer: Any = None,
                 answer: Callable[[list[list[float]]], Any] | None = None, classes: list[Any] | None = None,
                 notes: list[str] | None = None) -> None:
        self.layers, self.loss, self.optimizer, self.answer = layers, loss, optimizer, answer
        self.classes, self.notes = classes, notes or []

    @property
    def needs_batch(self) -> bool:
        """Whether a layer is normalised over the samples of a batch."""
        return any(layer.normalize and layer.normalize["name"] == "batch" for layer in self.layers)

    @property
    def sizes(self) -> list[int]:
        return [len(self.layers[0].weights[0]), *(len(layer.weights) for layer in self.layers)]
