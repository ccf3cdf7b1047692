"""Teach a network exclusive or: 2 inputs, 5 hidden neurons, 1 output, one random sample a step.

    python scripts/train_xor.py            the default seed
    python scripts/train_xor.py 7          another one: other first weights, another order of samples
"""

import argparse
import random
import signal
import sys

from neurosim import NeuralNetwork

SAMPLES = [([0, 0], [0]), ([0, 1], [1]), ([1, 0], [1]), ([1, 1], [0])]
STEPS = 10_000
STUCK = """Stuck: not all four are right. Try another seed (the first argument), a larger learning rate,
more hidden neurons, or more steps."""


def main(seed=0):
    network = NeuralNetwork.build(2, 5, 1, initialize={"name": "uniform", "low": -1, "high": 1}, seed=seed)
    pick = random.Random(seed)
    for step in range(STEPS + 1):
        if step % 1000 == 0:
            print(f"step {step:6,}   total error {network.calculate_total_error(SAMPLES):.6f}")
        network.train(*pick.choice(SAMPLES))

    print("\ninputs   target   answer   error")
    for inputs, targets in SAMPLES:
        [answer] = network.feed_forward(inputs)
        print(f"{inputs}   {targets[0]}        {answer:.3f}    {network.error(inputs, targets):.6f}")
    if any(round(*network.feed_forward(inputs)) != targets[0] for inputs, targets in SAMPLES):
        sys.exit(STUCK)


if __name__ == "__main__":
    getattr(signal, "SIGPIPE", None) and signal.signal(signal.SIGPIPE, signal.SIG_DFL)    # `| head` ends it quietly
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("seed", type=int, nargs="?", default=0)
    main(abs(parser.parse_args().seed))
