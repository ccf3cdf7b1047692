"""How fast a training step is, as a ratio to the usual tutorial program, in one run and in turns.

    python scripts/benchmark.py            python scripts/benchmark.py --quick
"""

import random
import statistics
import sys
import time

from index_loops import TwoLayers
from tabulate import tabulate

from neurosim import NeuralNetwork

SHAPES = {(2, 2, 2): 2000, (2, 5, 1): 2000, (64, 30, 10): 40}    # sizes: steps a round
ROUNDS = 3 if "--quick" in sys.argv else 15


def seconds(program, samples):
    start = time.perf_counter()
    for inputs, targets in samples:
        program.train(inputs, targets)
    return time.perf_counter() - start


def measure(sizes, steps):
    draw = random.Random(1)
    samples = [([draw.random() for _ in range(sizes[0])], [draw.random() for _ in range(sizes[-1])]) for _ in range(steps)]
    network = NeuralNetwork.build(*sizes, seed=1)
    for layer in network.layers:
        layer.train_bias = False
    tutorial = TwoLayers(network, rate=0.5)
    times = [(seconds(tutorial, samples), seconds(network, samples)) for _ in range(ROUNDS)]
    assert tutorial.output[0].weights == network.layers[1].neurons[0].weights    # the same work, to the last bit
    theirs, ours, ratio = (statistics.median(column) for column in zip(*[(a, b, a / b) for a, b in times]))
    return ["-".join(map(str, sizes)), f"{theirs / steps * 1e6:.1f}", f"{ours / steps * 1e6:.1f}", f"{ratio:.2f}"]


print(tabulate([measure(*shape) for shape in SHAPES.items()], disable_numparse=True,
               headers=["network", "tutorial, µs a step", "neurosim, µs a step", "times as fast"]))
