"""What else the benchmark runs where it is installed: name -> make(sizes, samples).

That gives a function that takes a step on each sample. Sigmoid and half squared error; micrograd has no sigmoid and
gets its relu.
"""

import random


def numpy_program(sizes, samples):
    import numpy as np
    draw = np.random.default_rng(1)
    matrices = [draw.uniform(-1, 1, (neurons, inputs)) for inputs, neurons in zip(sizes, sizes[1:])]
    samples = [(np.array(inputs), np.array(targets)) for inputs, targets in samples]

    def run():
        for inputs, targets in samples:
            outs = [inputs]
            for matrix in matrices:
                outs.append(1 / (1 + np.exp(-(matrix @ outs[-1]))))
            delta = (outs[-1] - targets) * outs[-1] * (1 - outs[-1])
            for place in range(len(matrices) - 1, -1, -1):
                before = matrices[place].T @ delta * outs[place] * (1 - outs[place])
                matrices[place] -= 0.5 * np.outer(delta, outs[place])
                delta = before
    return run


def torch_program(sizes, samples):
    from torch import nn, optim, tensor
    parts = [part for inputs, neurons in zip(sizes, sizes[1:]) for part in (nn.Linear(inputs, neurons), nn.Sigmoid())]
    network = nn.Sequential(*parts)
    optimizer = optim.SGD(network.parameters(), lr=0.5)
    samples = [(tensor(inputs), tensor(targets)) for inputs, targets in samples]

    def run():
        for inputs, targets in samples:
            optimizer.zero_grad()
            (0.5 * ((targets - network(inputs)) ** 2).sum()).backward()
            optimizer.step()
    return run


def micrograd_program(sizes, samples):
    from micrograd.nn import MLP
    if sizes[0] * sizes[1] > 5000:
        return None    # minutes
    random.seed(1)
    network = MLP(sizes[0], list(sizes[1:]))

    def run():
        for inputs, targets in samples:
            outs = network(inputs)
            outs = outs if isinstance(outs, list) else [outs]
            loss = sum((out - target) ** 2 * 0.5 for out, target in zip(outs, targets))
            network.zero_grad()
            loss.backward()
            for parameter in network.parameters():
                parameter.data -= 0.001 * parameter.grad
    return run


def if_installed(program):
    def make(sizes, samples):
        try:
            return program(sizes, samples)
        except ImportError:
            return None
    return make


PROGRAMS = {"micrograd": if_installed(micrograd_program), "numpy": if_installed(numpy_program),
            "PyTorch": if_installed(torch_program)}
