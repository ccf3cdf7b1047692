"""Search for false alarms: random right steps, in variants that nobody listed, are given to diagnose_function.

    python scripts/search_right_steps.py 500 --seed 1        needs numpy

Prints each step that is accused, with its variant, and how many were tried; exit code 1 where one was accused.
"""

import argparse
import random
import sys

import numpy as np

import neurosim

ACTIVATIONS = {"sigmoid": (lambda z: 1 / (1 + np.exp(-z)), lambda z, a: a * (1 - a)),
               "tanh": (np.tanh, lambda z, a: 1 - a * a),
               "relu": (lambda z: np.maximum(z, 0), lambda z, a: (z > 0).astype(z.dtype)),
               "linear": (lambda z: z, lambda z, a: np.ones_like(z))}
# The slope of E by the outs, of losses as people write them; n is the number of outputs.
LOSSES = {"half": lambda a, y, n: a - y, "squares": lambda a, y, n: 2 * (a - y),
          "mean": lambda a, y, n: 2 * (a - y) / n,
          "half mean": lambda a, y, n: (a - y) / n, "absolute": lambda a, y, n: np.sign(a - y) / n,
          "cross-entropy": lambda a, y, n: (a - y) / (a * (1 - a)),
          "mean cross-entropy": lambda a, y, n: (-y / a + (1 - y) / (1 - a)) / n}


def drawn(chance):
    """The settings of one step."""
    last = chance.choice(["sigmoid", "sigmoid", "linear", "softmax", "softmax", "tanh"])
    losses = [name for name in LOSSES if "entropy" not in name or last == "sigmoid"]
    arrays = chance.random() < 0.7
    return {"hidden": chance.choice(["sigmoid", "tanh", "relu"]), "last": last,
            "loss": "softmax" if last == "softmax" and chance.random() < 0.8 else chance.choice(losses),
            "dtype": chance.choice(["float64", "float32"]), "batch": chance.choice([None, None, 2, 4, 7]),
            "reduction": chance.choice(["mean", "sum"]), "columns": chance.random() < 0.4,
            "biases": chance.choice(["flat", "flat", "column"]),
            "update": chance.choice(["new", "dict", "in place", "row"]),
            "rate": chance.choice([None, None, None, 0.1, 0.01, 1.0, 3.0]),
            "hidden layers": chance.choice([1, 1, 2, 2, None]),
            "arrays": arrays, "samples": chance.choice(["rows", "columns"]), "gradients": chance.random() < 0.15}


def softmax(z):
    shares = np.exp(z - z.max(axis=0, keepdims=True))
    return shares / shares.sum(axis=0, keepdims=True)


def right_step(setting):
    """A right training step with these settings; inside, samples stand in columns."""
    def step(weights, biases, inputs, targets, learning_rate):
        dtype = np.dtype(setting["dtype"]).type
        rate = dtype(learning_rate if setting["rate"] is None else setting["rate"])
        W = [np.array(w, dtype).T if setting["columns"] else np.array(w, dtype) for w in weights]
        b = [np.array(row, dtype).reshape(-1, 1) for row in biases]
        if setting["hidden layers"] is not None and len(W) != setting["hidden layers"] + 1:
            raise ValueError("too many values to unpack")
        X, Y = (np.array(values, dtype) for values in (inputs, targets))
        if X.ndim == 1 or setting["batch"] is None:
            X, Y = X.reshape(-1, 1), Y.reshape(-1, 1)
        elif setting["samples"] == "rows" or not setting["arrays"]:
            X, Y = X.T, Y.T
        A, Z = [X], []
        for layer, (w, row) in enumerate(zip(W, b)):
            Z.append(w @ A[-1] + row)
            is_last = layer == len(W) - 1
            name = setting["last"] if is_last else setting["hidden"]
            A.append(softmax(Z[-1]) if name == "softmax" else ACTIVATIONS[name][0](Z[-1]))
        delta = last_delta(setting, Z[-1], A[-1], Y, dtype)
        share = dtype(1 / X.shape[1]) if setting["reduction"] == "mean" else dtype(1)
        dW, db = [], []
        for layer in reversed(range(len(W))):
            dW.insert(0, share * (delta @ A[layer].T))
            db.insert(0, share * delta.sum(axis=1, keepdims=True))
            if layer:
                delta = (W[layer].T @ delta) * ACTIVATIONS[setting["hidden"]][1](Z[layer - 1], A[layer])
        if not setting["gradients"]:
            dW, db = ([old - rate * new for old, new in zip(olds, news)] for olds, news in ((W, dW), (b, db)))
        return given_back(setting, weights, biases, [w.T if setting["columns"] else w for w in dW], db)
    return step


def last_delta(setting, Z, A, Y, dtype):
    n = dtype(len(A))
    if setting["loss"] == "softmax":
        return A - Y
    slopes = LOSSES[setting["loss"]](A, Y, n)
    if setting["last"] == "softmax":
        return A * (slopes - (slopes * A).sum(axis=0, keepdims=True))
    return slopes * ACTIVATIONS[setting["last"]][1](Z, A)


def given_back(setting, weights, biases, new_w, new_b):
    new_b = [row if setting["biases"] == "column" else row.ravel() for row in new_b]
    if setting["update"] == "dict":
        letters = ("dW", "db") if setting["gradients"] else ("W", "b")
        return {f"{letter}{n}": value for letter, group in zip(letters, (new_w, new_b))
                for n, value in enumerate(group, 1)}
    if setting["update"] == "row":
        return [value for pair in zip(new_w, new_b) for value in pair]
    if setting["update"] == "in place" and not setting["gradients"]:
        for old, new in zip([*weights, *biases], [*new_w, *new_b]):
            old[:] = new.reshape(np.shape(old)) if hasattr(old, "shape") else new.reshape(np.shape(old)).tolist()
        return None
    return new_w, new_b


def verdict(setting):
    """The Probing of a right step with these settings."""
    return neurosim.diagnose_function(right_step(setting), batch=setting["batch"], gradients=setting["gradients"])


def accused(count, seed):
    """(setting, what was said of it) for every right step that is accused."""
    chance = random.Random(seed)
    for _ in range(count):
        setting = drawn(chance)
        try:
            found = verdict(setting)
        except neurosim.NeurosimError as error:
            yield setting, error
            continue
        if not found.agree:
            yield setting, repr(found)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("count", type=int, nargs="?", default=200)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    wrong = 0
    for setting, said in accused(options.count, options.seed):
        wrong += 1
        print(setting, "->", said)
    print(f"{options.count} right steps, {wrong} accused.")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
