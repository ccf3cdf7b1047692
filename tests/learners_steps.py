"""Training steps as learners write them, right and wrong, each with where it comes from."""

from math import exp


def sigmoid(z):
    return 1 / (1 + exp(-z))


def forward(weights, biases, inputs):
    outs = [inputs]
    for rows, row in zip(weights, biases):
        outs.append([sigmoid(b + sum(w * x for w, x in zip(ws, outs[-1]))) for ws, b in zip(rows, row)])
    return outs


def back(weights, deltas, layer, outs):
    """Errors at the outs of the layer before `layer`."""
    return [sum(d * ws[i] for d, ws in zip(deltas, weights[layer])) for i in range(len(outs[layer]))]


def moved(weights, biases, deltas, outs, rate):
    """deltas[layer] are dE/dnet."""
    return ([[[w - rate * d * x for w, x in zip(ws, outs[l])] for ws, d in zip(weights[l], deltas[l])]
             for l in range(len(weights))],
            [[b - rate * d for b, d in zip(biases[l], deltas[l])] for l in range(len(weights))])


def plain(weights, biases, inputs, targets, rate, delta=lambda o, t: (o - t) * o * (1 - o)):
    """Sigmoid everywhere and half the squared error, or another δ of the last layer."""
    outs = forward(weights, biases, inputs)
    deltas = [[delta(o, t) for o, t in zip(outs[-1], targets)]]
    for layer in reversed(range(1, len(weights))):
        deltas.insert(0, [e * o * (1 - o) for e, o in zip(back(weights, deltas[0], layer, outs), outs[layer])])
    return moved(weights, biases, deltas, outs, rate)


def cross_entropy(*given):
    """datascience.SE 54364 = ai.SE 12948, datascience.SE 31384 (dZ2 = A2 - Y): right for binary cross-entropy."""
    return plain(*given, delta=lambda o, t: o - t)


def own_rate(weights, biases, inputs, targets, rate):
    """Nearly every whole script (datascience.SE 31384 has 0.03, whosebug.com 1380051 has 20): its own learning rate."""
    return plain(weights, biases, inputs, targets, 0.1)


def relu_linear(weights, biases, inputs, targets, rate, mask=True):
    """forums.fast.ai 107030 (relu, then linear, mean squared error): the mask of relu is missing there."""
    outs, last = [inputs], len(weights) - 1
    for layer, (rows, row) in enumerate(zip(weights, biases)):
        net = [b + sum(w * x for w, x in zip(ws, outs[-1])) for ws, b in zip(rows, row)]
        outs.append(net if layer == last else [max(0.0, z) for z in net])
    deltas = [[2 * (o - t) / len(targets) for o, t in zip(outs[-1], targets)]]
    for layer in reversed(range(1, len(weights))):
        deltas.insert(0, [e * (1 if not mask or o > 0 else 0)
                          for e, o in zip(back(weights, deltas[0], layer, outs), outs[layer])])
    return moved(weights, biases, deltas, outs, rate)


def softmax_cross_entropy(weights, biases, inputs, targets, rate, hidden_slope=lambda o: o * (1 - o)):
    """stats.SE 550353 and every classifier: sigmoid hidden layers, softmax, cross-entropy."""
    outs = forward(weights, biases, inputs)
    nets = [b + sum(w * x for w, x in zip(ws, outs[-2])) for ws, b in zip(weights[-1], biases[-1])]
    shares = [exp(net - max(nets)) for net in nets]
    outs[-1] = [share / sum(shares) for share in shares]
    deltas = [[o - t for o, t in zip(outs[-1], targets)]]
    for layer in reversed(range(1, len(weights))):
        deltas.insert(0, [e * hidden_slope(o) for e, o in zip(back(weights, deltas[0], layer, outs), outs[layer])])
    return moved(weights, biases, deltas, outs, rate)


def three_faults(weights, biases, inputs, targets, rate):
    """Bot-Academy/NeuralNetworkFromScratch PR 3: no slope at the output; the hidden layer hears the moved weights; every
    bias of a layer gets the sum of its deltas."""
    outs, delta = forward(weights, biases, inputs), None
    for layer in reversed(range(len(weights))):
        if delta is None:
            delta = [o - t for o, t in zip(outs[-1], targets)]
        else:
            delta = [e * o * (1 - o) for e, o in zip(back(weights, delta, layer + 1, outs), outs[layer + 1])]
        weights[layer] = [[w - rate * d * x for w, x in zip(ws, outs[layer])]
                          for ws, d in zip(weights[layer], delta)]
        biases[layer] = [b - rate * sum(delta) for b in biases[layer]]
    return weights, biases


def weight_for_input(weights, biases, inputs, targets, rate):
    """stats.SE 464262 (1-1-1, even or odd): the weight where its input should be; the raw error travels back; no half."""
    outs = forward(weights, biases, inputs)
    error, new = [2 * (o - t) for o, t in zip(outs[-1], targets)], ([], [])
    for layer in reversed(range(len(weights))):
        delta = [e * o * (1 - o) for e, o in zip(error, outs[layer + 1])]
        error = back(weights, error, layer, outs)
        new[0].insert(0, [[w - rate * d * w for w in ws] for ws, d in zip(weights[layer], delta)])
        new[1].insert(0, [b - rate * d for b, d in zip(biases[layer], delta)])
    return new


# With arrays of numpy, in the forms of course notebooks.

def numpy_step(np, dtype=float, columns=False, batch="mean", update="new", last="sigmoid", unsummed=False,
               hidden="sigmoid"):
    """A step on a batch, its samples in rows; weights (neurons, inputs), or (inputs, outputs) with `columns`."""
    def act(z, name):
        if name == "softmax":
            shares = np.exp(z - z.max(axis=1, keepdims=True))
            return shares / shares.sum(axis=1, keepdims=True)
        return {"sigmoid": lambda: 1 / (1 + np.exp(-z)), "relu": lambda: np.maximum(z, 0), "tanh": lambda: np.tanh(z),
                "linear": lambda: z}[name]()

    def slope(a, name):
        return {"sigmoid": lambda: a * (1 - a), "relu": lambda: (a > 0).astype(a.dtype), "tanh": lambda: 1 - a * a,
                "linear": lambda: np.ones_like(a)}[name]()

    def step(weights, biases, inputs, targets, rate):
        W = [np.asarray(w, dtype).T if columns else np.asarray(w, dtype) for w in weights]
        b = [np.asarray(each, dtype).reshape(1, -1) for each in biases]
        A, Y = [np.atleast_2d(np.asarray(inputs, dtype))], np.atleast_2d(np.asarray(targets, dtype))
        for layer, (w, row) in enumerate(zip(W, b)):
            A.append(act(A[-1] @ w.T + row, last if layer == len(W) - 1 else hidden))
        delta = (A[-1] - Y) * (1 if last in ("softmax", "cross-entropy") else slope(A[-1], last))
        new_w, new_b = [], []
        for layer in reversed(range(len(W))):
            share = {"mean": 1 / len(Y), "sum": 1, "twice": 1 / len(Y) ** 2}[batch]
            new_w.insert(0, W[layer] - dtype(rate) * dtype(share) * (delta.T @ A[layer]))
            grad_b = delta.T * dtype(share) if unsummed else delta.sum(axis=0) * dtype(share)
            old_b = b[layer].reshape(-1, 1) if unsummed else b[layer][0]
            new_b.insert(0, old_b - dtype(rate) * grad_b)
            if layer:
                delta = (delta @ W[layer]) * slope(A[layer], hidden)
        if columns:
            new_w = [w.T for w in new_w]
        if update == "dict":
            return {f"{kind}{n}": value for n, pair in enumerate(zip(new_w, new_b), 1)
                    for kind, value in zip("Wb", pair)}
        if update == "in place":
            for old, new in zip([*weights, *biases], [*new_w, *new_b]):
                old[:] = new.reshape(np.shape(old)) if hasattr(old, "shape") else new.tolist()
            return None
        return new_w, new_b
    return step
