"""The state of an experiment: all that its next step depends on, as plain data, and back.

An optimizer that remembers something keeps it as `memory`: finite numbers in lists, and in dicts whose keys are names.
"""

from itertools import chain, islice


def state_of(experiment):
    """The state, which shares nothing with the experiment. Short, as it is taken every hundred steps."""
    network = experiment.network
    return {"step": experiment.steps_taken,
            "layers": [{"weights": list(chain.from_iterable(neuron.weights for neuron in layer.neurons)),
                        "biases": list(layer.biases)} for layer in network.layers],
            "memory": copied(getattr(network.optimizer, "memory", None)),
            "random": experiment.random.getstate(),
            "waiting": list(experiment.batches.waiting)}


def restore(experiment, state):
    """Make the experiment what it was."""
    network = experiment.network
    for layer, saved in zip(network.layers, state["layers"]):
        weights = iter(saved["weights"])
        for neuron in layer.neurons:
            neuron.weights = list(islice(weights, len(neuron.weights)))
        layer.biases = list(saved["biases"])
    if hasattr(network.optimizer, "memory"):
        network.optimizer.memory = copied(state["memory"])
    experiment.random.setstate(state["random"])
    experiment.batches.waiting = list(state["waiting"])
    experiment.steps_taken = state["step"]


def copied(value):
    """Plain data once more: `deepcopy` in haste."""
    if isinstance(value, dict):
        return {key: copied(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return list(value) if set(map(type, value)) <= {float} else [copied(inner) for inner in value]
    return value


def memory_after_a_step(network):
    """What the optimizer's memory looks like once it was needed. The network itself takes no step."""
    from copy import deepcopy
    network = deepcopy(network)
    still = [[*[[0.0] * len(neuron.weights) for neuron in layer.neurons], [0.0] * len(layer.biases)] for layer in network.layers]
    network.optimizer.step(network, still)
    return getattr(network.optimizer, "memory", None)
