"""A learner's own code: one training step of it, tried out on small networks."""

from __future__ import annotations

from . import Experiment
from ..practice.diagnosis.functions.probing import Probing

TYPE_CHECKING = False    # as typing has it, which takes a while to import
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any


def diagnose_function(step: Callable[..., Any], shapes: Sequence[Any] | None = None, activations: Any = None,
                      loss: Any = None, gradients: bool = False, *, activation: Any = None, batch: int | None = None,
                      reduction: str | None = None, optimizer: Any = None, steps: int | None = None,
                      biases: bool = True, weights: str | None = None, tolerance: float | None = None) -> Probing:
    """Say which mistakes a training step makes, or what it is right for; `print` shows it.

    step(weights, biases, inputs, targets, learning_rate) takes one step of gradient descent on one sample, and returns
    what weights and biases are after it, as (weights, biases), as (W1, b1, W2, b2) or as {"W1": ..., "b1": ...}; or it
    changes what it was given and returns None. For an object with weights of its own see `adapt`.

        weights[layer][neuron][input], biases[layer][neuron], inputs, targets    lists of floats, made anew each time

    Where it cannot do with those, it is given arrays of numpy or tensors of torch, if the program has imported either;
    matrices as (inputs, outputs); and biases and samples as rows or columns.

    shapes         sizes of the networks to try, inputs first: (2, 5, 1), or [(3, 4, 3), (2, 2, 2)]
    activations    one name for each layer, or ("relu", "softmax") for hidden layers and last; one name alone
                   (`activation` says the same) leaves the last layer open. None: the usual ones are tried
    loss           what is descended. None: the usual ones are tried, and the answer says for which it is right
    gradients      whether the step returns (dE_dweights, dE_dbiases), and moves nothing
    batch          how many samples the step is given at once, as lists, or as rows (or columns) of an array
    reduction      "mean" or "sum" over the batch; None: either is right
    optimizer      "adam", {"name": "sgd", "momentum": 0.9}, ...; a step that remembers something is told as a function
                   without arguments that makes one, so that each network begins anew
    steps          how many are taken in a row; None: 1, and 3 where the optimizer remembers something
    biases         False for networks without; the step is then called without them, if it takes four arguments
    weights        "rows" (of neurons) or "columns", where it is not to be found out how a matrix lies
    tolerance      how far off a right number may be, as a share of the greatest beside it

    Raises NeurosimError where what comes back has another shape, or no weight has moved, and says what to pass; an
    exception that has nothing to do with shapes comes through.

    >>> from neurosim import NeuralNetwork, NeuronLayer
    >>> def frozen(weights, biases, inputs, targets, learning_rate):
    ...     layers = [NeuronLayer(rows, row, train_bias=False) for rows, row in zip(weights, biases)]
    ...     NeuralNetwork(layers, optimizer={"name": "sgd", "learning_rate": learning_rate}).train(inputs, targets)
    ...     return [[neuron.weights for neuron in layer.neurons] for layer in layers], biases
    >>> diagnose_function(frozen, shapes=[(3, 4, 3)])
    Probing(1 probe: biases match bias_not_trained or bias_trained_later)
    """
    activations = activation if activations is None else activations
    found = Probing(step, shapes, activations, loss, gradients, batch, reduction, optimizer, steps, biases, weights,
                    tolerance)
    found.experiment = Experiment(found.trainer)
    return found
