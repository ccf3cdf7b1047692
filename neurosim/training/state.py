"""The state of an experiment: all that its next step depends on, as plain data, and back.
"""

from itertools import chain, islice


def state_of(experiment):
    """The state, which shares nothing with the experiment. Short, as it is taken every hundred steps."""
    network = experiment.network
    return {"step": experiment.steps_taken,
            "layers": [{"weights": list(chain.from_iterable(neuron.weights for neuron in layer.neurons)),
                        "biases": list(layer.biases)} for layer in network.layers],
            "memory": network.optimizer.state(),
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
    network.optimizer.restore(network, state["memory"])
    experiment.random.setstate(state["random"])
    experiment.batches.waiting = list(state["waiting"])
    experiment.steps_taken = state["step"]


def memory_after_a_step(network):
    """What the optimizer's memory looks like once it was needed. The network itself takes no step."""
    from copy import deepcopy
    network = deepcopy(network)
    still = [[*[[0.0] * len(neuron.weights) for neuron in layer.neurons], [0.0] * len(layer.biases)] for layer in network.layers]
    network.optimizer.step(network, still)
    return network.optimizer.state()
