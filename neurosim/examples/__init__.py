"""The experiments that come with neurosim. To add one, add its JSON file, and a line here on what it shows."""

import os

CATALOGUE = {
    "worked-example": "the 2-2-2 network that everybody works through by hand: one step, every number",
    "xor": "exclusive or, which no network without a hidden layer can learn: 2-5-1, one random sample a step",
    "curve": "regression: a 4-layer network with a linear output, fitted to noisy samples of a curve in mini-batches",
}


def path_of(name):
    return os.path.join(os.path.dirname(__file__), f"{name}.json")
