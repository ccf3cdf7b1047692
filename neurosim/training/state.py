"""The state of a trainer: all that its next step depends on, as plain data, and back."""

from itertools import chain, islice

from ..core.parameters import beside


def state_of(trainer):
    """The state, which shares nothing with the trainer. Short, as it is taken every hundred steps."""
    network = trainer.network
    return {"step": trainer.steps_taken,
            "layers": list(map(state_of_layer, network.layers)),
            "memory": network.optimizer.state(),
            "random": trainer.random.getstate(),
            "waiting": list(trainer.batches.waiting)}


def state_of_layer(layer):
    return {"weights": list(chain.from_iterable(neuron.weights for neuron in layer.neurons)),
            "biases": list(layer.biases), **{name: list(getattr(layer, name)) for name in beside(layer)}}


def restore(trainer, state):
    """Make the trainer what it was."""
    network = trainer.network
    for layer, saved in zip(network.layers, state["layers"]):
        weights = iter(saved["weights"])
        for neuron in layer.neurons:
            neuron.weights = list(islice(weights, len(neuron.weights)))
        layer.biases = list(saved["biases"])
        for name in beside(layer):
            setattr(layer, name, list(saved[name]))
    network.optimizer.restore(network, state["memory"])
    trainer.random.setstate(state["random"])
    trainer.batches.waiting = list(state["waiting"])
    trainer.steps_taken = state["step"]


def memory_after_a_step(network):
    """What the optimizer's memory looks like once it was needed. The network itself takes no step."""
    from copy import deepcopy
    network = deepcopy(network)
    still = [[[0.0] * len(group) for group in layer.parameters()] for layer in network.layers]
    network.optimizer.step(network, still)
    return network.optimizer.state()
