"""What the entries of the tables are, written down a second time, from definitions and from nothing of neurosim's: the oracles.

With mpmath, in 60 digits. To add an activation, a loss or an optimizer to neurosim, say here what it is. Until then one
test, in test_oracles.py, fails and asks for it; the tests against the oracles leave the entry out, and all others run.
"""

from mpmath import MPContext

mp = MPContext()
mp.dps = 60


# Activations: the outs of a layer for its nets. Losses: E of one sample for its targets and outs.


def each(function):
    """A function of one net, for every net of a layer."""
    return lambda nets: [function(net) for net in nets]


def softmax(nets):
    return [mp.exp(net) / mp.fsum(map(mp.exp, nets)) for net in nets]


OUTS = {
    "linear": each(lambda net: net),
    "sigmoid": each(lambda net: 1 / (1 + mp.exp(-net))),
    "tanh": each(lambda net: mp.sinh(net) / mp.cosh(net)),
    "relu": each(lambda net: max(net, mp.zero)),
    "leaky_relu": each(lambda net: max(net, mp.mpf(0.01) * net)),
    "elu": each(lambda net: net if net > 0 else mp.exp(net) - 1),
    "softplus": each(lambda net: mp.log(1 + mp.exp(net))),
    "softsign": each(lambda net: net / (1 + abs(net))),
    "gelu": each(lambda net: net * mp.ncdf(net)),
    "silu": each(lambda net: net / (1 + mp.exp(-net))),
    "hard_sigmoid": each(lambda net: min(max(net / 6 + mp.mpf(1) / 2, mp.zero), mp.one)),
    "softmax": softmax,
}


def parts(part, mean=True, after=None):
    """A loss that adds up a part for each output; divided by how many there are, where it is a mean."""
    def error(targets, outs):
        outs = after(outs) if after else outs
        return mp.fsum(part(t, o) for t, o in zip(targets, outs)) / (len(outs) if mean else 1)
    return error


def cross(t, o):
    return -t * mp.log(o) if t else mp.zero


ERRORS = {
    "half_squared_error": lambda targets, outs: mp.fsum((t - o) ** 2 for t, o in zip(targets, outs)) / 2,
    "squared_error": parts(lambda t, o: (t - o) ** 2, mean=False),
    "mean_squared_error": parts(lambda t, o: (t - o) ** 2),
    "mean_absolute_error": parts(lambda t, o: abs(t - o)),
    "mean_squared_logarithmic_error": parts(lambda t, o: mp.log((1 + t) / (1 + o)) ** 2),
    "mean_absolute_percentage_error": parts(lambda t, o: 100 * abs(1 - o / t)),
    "binary_cross_entropy": parts(lambda t, o: cross(t, o) + cross(1 - t, 1 - o)),
    "sigmoid_cross_entropy": parts(lambda t, o: cross(t, o) + cross(1 - t, 1 - o), after=OUTS["sigmoid"]),
    "hinge": parts(lambda t, o: max(1 - t * o, mp.zero)),
    "squared_hinge": parts(lambda t, o: max(1 - t * o, mp.zero) ** 2),
    "categorical_cross_entropy": parts(cross, mean=False),
    "sparse_categorical_cross_entropy": lambda targets, outs: -mp.log(outs[int(targets[0])]),
    "kl_divergence": parts(lambda t, o: t * mp.log(t / o) if t else mp.zero, mean=False),
    "softmax_cross_entropy": parts(cross, mean=False, after=softmax),
}


def shares(values):
    return [value / sum(values) for value in values]


# Outs that a loss is made for (all, where it is not named), and the targets it expects (any numbers, where not named).
ABOVE_0 = ["softmax", "sigmoid"]
OUTPUTS = {
    "categorical_cross_entropy": ABOVE_0, "sparse_categorical_cross_entropy": ABOVE_0, "kl_divergence": ABOVE_0,
    "binary_cross_entropy": ["sigmoid", "hard_sigmoid"],
    "sigmoid_cross_entropy": ["linear"], "softmax_cross_entropy": ["linear"],
    "mean_squared_logarithmic_error": ["softplus", "sigmoid", "relu", "gelu", "silu", "hard_sigmoid", "softmax"],
}
TARGETS = {
    **dict.fromkeys(["categorical_cross_entropy", "kl_divergence", "softmax_cross_entropy"],
                    lambda random, n: shares([random.uniform(0.1, 1.0) for _ in range(n)])),
    **dict.fromkeys(["binary_cross_entropy", "sigmoid_cross_entropy", "mean_squared_logarithmic_error"],
                    lambda random, n: [random.uniform(0.0, 1.0) for _ in range(n)]),
    **dict.fromkeys(["hinge", "squared_hinge"], lambda random, n: [1.0, -1.0, *random.choices([1.0, -1.0], k=n)][:n]),
    "sparse_categorical_cross_entropy": lambda random, n: [float(random.randrange(n))],
    "mean_absolute_percentage_error": lambda random, n: [random.choice([1.0, -1.0]) * random.uniform(0.5, 2.0) for _ in range(n)],
}


# Optimizers: PyTorch's documented algorithms, one weight, 60 digits; and the settings to try.


class Optimizer:
    """torch.optim's pseudo code, with PyTorch's default for what is not given."""

    def __init__(self, name, **given):
        rates = {"sgd": "0.5", "adagrad": "0.01", "rmsprop": "0.01", "adam": "0.001"}
        eps = {"adagrad": "1e-10"}.get(name, "1e-8")
        given = {"learning_rate": float(rates[name]), "eps": float(eps), "alpha": 0.99, "beta1": 0.9, "beta2": 0.999,
                 "momentum": 0.0, "weight_decay": 0.0, "nesterov": False, "centered": False, "initial_accumulator": 0.0, **given}
        self.__dict__.update((key, value if isinstance(value, bool) else mp.mpf(value)) for key, value in given.items())
        self.name, self.t, self.buffer = name, 0, None
        self.m = self.v = self.mean = mp.mpf(0)
        self.sum = self.initial_accumulator

    def step(self, w, g):
        self.t += 1
        return w - self.learning_rate * getattr(self, self.name)(g + self.weight_decay * w)

    def rolled(self, g):
        self.buffer = g if self.buffer is None else self.momentum * self.buffer + g
        return self.buffer

    def sgd(self, g):
        if not self.momentum:
            return g
        return g + self.momentum * self.rolled(g) if self.nesterov else self.rolled(g)

    def adagrad(self, g):
        self.sum += g**2
        return g / (mp.sqrt(self.sum) + self.eps)

    def rmsprop(self, g):
        self.v = self.alpha * self.v + (1 - self.alpha) * g**2
        self.mean = self.alpha * self.mean + (1 - self.alpha) * g
        spread = self.v - self.mean**2 if self.centered else self.v
        direction = g / (mp.sqrt(spread) + self.eps)
        return self.rolled(direction) if self.momentum else direction

    def adam(self, g):
        self.m = self.beta1 * self.m + (1 - self.beta1) * g
        self.v = self.beta2 * self.v + (1 - self.beta2) * g**2
        return (self.m / (1 - self.beta1**self.t)) / (mp.sqrt(self.v / (1 - self.beta2**self.t)) + self.eps)


SETTINGS = {
    "sgd": [{}, {"momentum": 0.9}, {"momentum": 0.9, "nesterov": True}, {"weight_decay": 0.1},
            {"learning_rate": 0.1, "momentum": 0.5, "nesterov": True, "weight_decay": 0.01}],
    "adagrad": [{}, {"initial_accumulator": 0.1, "weight_decay": 0.1}],
    "rmsprop": [{}, {"alpha": 0.9, "momentum": 0.5}, {"centered": True},
                {"centered": True, "momentum": 0.9, "weight_decay": 0.1}],
    "adam": [{}, {"beta1": 0.8, "beta2": 0.99, "eps": 1e-4}, {"weight_decay": 0.1}, {"beta1": 0.0}],
}


# Initializers: mean and standard deviation of the weights drawn for a layer, and the greatest of them, if there is one.


SPREADS = {
    "glorot_uniform": lambda inputs, neurons: (0.0, (2 / (inputs + neurons)) ** 0.5, (6 / (inputs + neurons)) ** 0.5),
    "he_normal": lambda inputs, neurons: (0.0, (2 / inputs) ** 0.5, None),
    "uniform": lambda inputs, neurons: (0.0, (1 / 3) ** 0.5, 1.0),
    "normal": lambda inputs, neurons: (0.0, 1.0, None),
    "zeros": lambda inputs, neurons: (0.0, 0.0, 0.0),
}
