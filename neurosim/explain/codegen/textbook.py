"""Whether a network does what its class says: then one recorded step stands for all."""

from itertools import chain

from ... import core


def is_textbook(network):
    """Whether every part is of a class of the core, and does nothing that somebody else told it to do.

    What is derived, or given another method or function, may do something else in each step.
    """
    layers = network.layers
    activations = [layer.activation for layer in layers]
    parts = [network, network.loss, network.optimizer, *layers, *activations]
    neurons = list(chain.from_iterable(layer.neurons for layer in layers))
    kinds = set(map(type, parts + neurons))
    if any(kind.__module__.rpartition(".")[0] != core.__name__ for kind in kinds):
        return False
    done, names = [function for part in neurons + activations for function in (part.f, part.slope)], {}
    done += [network.loss.error, network.loss.dE_dout, network.loss.targets, network.loss.kink]
    for kind in kinds:
        methods = [item for base in kind.__mro__ if base is not object
                   for item in vars(base).items() if callable(item[1])]
        done += [method for _, method in methods]
        names[kind] = [name for name, _ in methods if not name.startswith("__")]
    # By name, as an object whose vars() somebody has looked at is a tenth slower from then on, in Python 3.11 and 3.12.
    done += [getattr(part, name) for part in parts for name in names[type(part)]]
    functions = {id(function): function for function in [getattr(each, "__func__", each) for each in done]}
    return all(function is None or is_ours(function) for function in functions.values())


def is_ours(function):
    """Whether it is of this package."""
    return (getattr(function, "__module__", None) or "").partition(".")[0] == core.__name__.partition(".")[0]
