"""The experiments that come with neurosim. To add one, add its JSON file, and a line here on what it shows.

Worked examples that others have published are files of `published/`, each an experiment with its published figures.

    lookup.py         where an experiment comes from, by whatever it is told
    starter.py        one to begin with, of any sizes or like another
    publications.py   what is published: examples, their sources, their figures
    formulas.py       a figure as a formula over our names
    verdicts.py       the published figure beside ours: agrees, or differs and why
"""

import os

CATALOGUE = {
    "worked-example": "the 2-2-2 network that everybody works through by hand: one step, every number",
    "xor": "exclusive or, which no network without a hidden layer can learn: 2-5-1, one random sample a step",
    "logistic-regression": "passing an exam by hours of study: no hidden layer, so each gradient is one product: "
                           "why this needs no backpropagation",
    "one-hidden-unit": "x → h → y with softmax and cross-entropy: few enough weights to derive every gradient by hand, "
                       "the Jacobian shown",
    "softmax-regression": "three classes of points in the plane, still without a hidden layer: "
                          "three straight boundaries",
    "two-moons": "two classes that no straight line separates: draw the boundary with train --plot moons.png",
    "xor-cross-entropy": "xor by binary cross-entropy on a sigmoid: the slope of the sigmoid cancels, "
                         "learning is faster",
    "xor-logits": "the same loss worked out on the net itself: the same bits of learning, stable at any net",
    "xor-hinge": "xor with targets -1 and 1 by the hinge loss: once the margin is kept there is no gradient left",
    "batch-normalization": "1-2-1, a batch of three, in round numbers: each sample's net moves every sample's out, "
                           "by way of the mean and the variance",
    "autoencoder": "4-2-4: four patterns squeezed through two neurons, the hidden layer finds a code",
    "curve": "regression: a 4-layer network with a linear output, fitted to noisy samples of a curve in mini-batches",
}


def path_of(name):
    return os.path.join(os.path.dirname(__file__), f"{name}.json")
