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


def gelu_tanh(net):
    """net (1 + tanh u) / 2, with tanh u as a quotient, so that 60 digits are enough where it is nearly -1."""
    u = mp.sqrt(2 / mp.pi) * (net + mp.mpf(0.044715) * net**3)
    return net / 2 * (1 + mp.tanh(u)) if u > -20 else net * mp.exp(u) / (mp.exp(u) + mp.exp(-u))


OUTS = {
    "linear": each(lambda net: net),
    "sigmoid": each(lambda net: 1 / (1 + mp.exp(-net))),
    "tanh": each(lambda net: mp.sinh(net) / mp.cosh(net)),
    "relu": each(lambda net: max(net, mp.zero)),
    "leaky_relu": each(lambda net: max(net, mp.mpf(0.01) * net)),
    "elu": each(lambda net: net if net > 0 else mp.exp(net) - 1),
    "selu": each(lambda net: mp.mpf(1.0507009873554805) * (net if net > 0 else mp.mpf(1.6732632423543772) * (mp.exp(net) - 1))),
    "softplus": each(lambda net: mp.log(1 + mp.exp(net))),
    "softsign": each(lambda net: net / (1 + abs(net))),
    "gelu": each(lambda net: net * mp.ncdf(net)),
    "gelu_tanh": each(gelu_tanh),
    "mish": each(lambda net: net * mp.tanh(mp.log(1 + mp.exp(net)))),
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


def huber(t, o):
    return (t - o) ** 2 / 2 if abs(t - o) < 1 else abs(t - o) - mp.mpf(1) / 2


def focal(t, o, gamma=2):
    """Of hard and soft targets, as torchvision's sigmoid_focal_loss has it."""
    true, weight = o * t + (1 - o) * (1 - t), (t + 3 * (1 - t)) / 4    # alpha is 1/4
    return weight * (1 - true) ** gamma * (cross(t, o) + cross(1 - t, 1 - o))


def categorical_hinge(targets, outs):
    best = max((1 - t) * o for t, o in zip(targets, outs))
    return max(mp.zero, 1 + best - mp.fsum(t * o for t, o in zip(targets, outs)))


def cosine(targets, outs):
    lengths = mp.sqrt(mp.fsum(t**2 for t in targets)) * mp.sqrt(mp.fsum(o**2 for o in outs))
    return 1 - mp.fsum(t * o for t, o in zip(targets, outs)) / lengths


ERRORS = {
    "root_mean_squared_error": lambda targets, outs: mp.sqrt(parts(lambda t, o: (t - o) ** 2)(targets, outs)),
    "huber": parts(huber),
    "log_cosh": parts(lambda t, o: mp.log(mp.cosh(t - o))),
    "poisson": parts(lambda t, o: o - t * mp.log(o)),
    "cosine": cosine,
    "binary_focal_cross_entropy": parts(focal),
    "categorical_hinge": categorical_hinge,
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
    "binary_cross_entropy": ["sigmoid", "hard_sigmoid"], "binary_focal_cross_entropy": ["sigmoid", "hard_sigmoid"],
    "poisson": ["softplus", "sigmoid"],
    "sigmoid_cross_entropy": ["linear"], "softmax_cross_entropy": ["linear"],
    "mean_squared_logarithmic_error": ["softplus", "sigmoid", "relu", "gelu", "silu", "hard_sigmoid", "softmax"],
}
TARGETS = {
    **dict.fromkeys(["categorical_cross_entropy", "kl_divergence", "softmax_cross_entropy", "categorical_hinge"],
                    lambda random, n: shares([random.uniform(0.1, 1.0) for _ in range(n)])),
    **dict.fromkeys(["binary_cross_entropy", "sigmoid_cross_entropy", "mean_squared_logarithmic_error", "poisson",
                     "binary_focal_cross_entropy"],
                    lambda random, n: [random.uniform(0.0, 1.0) for _ in range(n)]),
    **dict.fromkeys(["hinge", "squared_hinge"], lambda random, n: [1.0, -1.0, *random.choices([1.0, -1.0], k=n)][:n]),
    "sparse_categorical_cross_entropy": lambda random, n: [float(random.randrange(n))],
    "mean_absolute_percentage_error": lambda random, n: [random.choice([1.0, -1.0]) * random.uniform(0.5, 2.0) for _ in range(n)],
}


# Optimizers: PyTorch's documented algorithms, one weight, 60 digits; and the settings to try.


class Optimizer:
    """torch.optim's pseudo code, with PyTorch's default for what is not given."""

    DEFAULTS = {"eps": 1e-8, "alpha": 0.99, "beta1": 0.9, "beta2": 0.999, "momentum": 0.0, "weight_decay": 0.0, "l1": 0.0,
                "dampening": 0.0, "nesterov": False, "centered": False, "amsgrad": False, "initial_accumulator": 0.0, "rho": 0.9,
                "momentum_decay": 0.004, "shrinks": 0.5, "grows": 1.2, "smallest": 1e-6, "greatest": 50.0}
    OWN = {"sgd": {"learning_rate": 0.5}, "adagrad": {"learning_rate": 0.01, "eps": 1e-10}, "rmsprop": {"learning_rate": 0.01},
           "adam": {"learning_rate": 0.001}, "adamw": {"learning_rate": 0.001, "weight_decay": 0.01},
           "nadam": {"learning_rate": 0.002}, "adamax": {"learning_rate": 0.002},
           "adadelta": {"learning_rate": 1.0, "eps": 1e-6}, "rprop": {"learning_rate": 0.01}}

    def __init__(self, name, **given):
        given = {**self.DEFAULTS, **self.OWN[name], **given}
        self.__dict__.update((key, value if isinstance(value, bool) else mp.mpf(value)) for key, value in given.items())
        self.name, self.t, self.buffer = name, 0, None
        self.m = self.v = self.mean = self.greatest_v = self.u = self.moves = self.before = mp.mpf(0)
        self.sum, self.product, self.size = self.initial_accumulator, mp.mpf(1), self.learning_rate

    def step(self, w, g):
        self.t += 1
        if self.name == "adamw":
            w, g = w - self.learning_rate * self.weight_decay * w, g + self.l1 * mp.sign(w)
        else:
            g += self.weight_decay * w + self.l1 * mp.sign(w)
        return w - self.learning_rate * getattr(self, self.name)(g)

    def rolled(self, g):
        self.buffer = g if self.buffer is None else self.momentum * self.buffer + (1 - self.dampening) * g
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
        self.averages(g)
        self.greatest_v = max(self.greatest_v, self.v)
        v = self.greatest_v if self.amsgrad else self.v
        return (self.m / (1 - self.beta1**self.t)) / (mp.sqrt(v / (1 - self.beta2**self.t)) + self.eps)

    adamw = adam

    def averages(self, g):
        self.m = self.beta1 * self.m + (1 - self.beta1) * g
        self.v = self.beta2 * self.v + (1 - self.beta2) * g**2

    def nadam(self, g):
        self.averages(g)
        mu, after = (self.beta1 * (1 - mp.mpf(0.96) ** (t * self.momentum_decay) / 2) for t in (self.t, self.t + 1))
        self.product *= mu
        m = after * self.m / (1 - self.product * after) + (1 - mu) * g / (1 - self.product)
        return m / (mp.sqrt(self.v / (1 - self.beta2**self.t)) + self.eps)

    def adamax(self, g):
        self.averages(g)
        self.u = max(self.beta2 * self.u, abs(g) + self.eps)
        return self.m / (1 - self.beta1**self.t) / self.u

    def adadelta(self, g):
        self.v = self.rho * self.v + (1 - self.rho) * g**2
        direction = mp.sqrt(self.moves + self.eps) / mp.sqrt(self.v + self.eps) * g
        self.moves = self.rho * self.moves + (1 - self.rho) * direction**2
        return direction

    def rprop(self, g):
        """The size itself is the move."""
        turned = mp.sign(g * self.before)
        self.size *= {1: self.grows, -1: self.shrinks, 0: 1}[int(turned)]
        self.size = min(max(self.size, self.smallest), self.greatest)
        self.before = mp.mpf(0) if turned < 0 else g
        return mp.sign(self.before) * self.size / self.learning_rate


SETTINGS = {
    "sgd": [{}, {"momentum": 0.9}, {"momentum": 0.9, "nesterov": True}, {"weight_decay": 0.1}, {"l1": 0.01},
            {"momentum": 0.9, "dampening": 0.25},
            {"learning_rate": 0.1, "momentum": 0.5, "nesterov": True, "weight_decay": 0.01}],
    "adagrad": [{}, {"initial_accumulator": 0.1, "weight_decay": 0.1}],
    "rmsprop": [{}, {"alpha": 0.9, "momentum": 0.5}, {"centered": True},
                {"centered": True, "momentum": 0.9, "weight_decay": 0.1}],
    "adam": [{}, {"beta1": 0.8, "beta2": 0.99, "eps": 1e-4}, {"weight_decay": 0.1, "l1": 0.01}, {"beta1": 0.0},
             {"amsgrad": True, "beta2": 0.5}],
    "adamw": [{}, {"weight_decay": 0.1, "amsgrad": True, "beta2": 0.5}],
    "nadam": [{}, {"weight_decay": 0.1, "momentum_decay": 0.04}],
    "adamax": [{}, {"beta2": 0.5, "weight_decay": 0.1}],
    "adadelta": [{}, {"rho": 0.5, "weight_decay": 0.1}],
    "rprop": [{}, {"learning_rate": 0.1, "shrinks": 0.25, "grows": 2.0, "greatest": 0.3}],
}


# Initializers: mean and standard deviation of the weights drawn for a layer, and the greatest of them, if there is one.


SPREADS = {
    "glorot_uniform": lambda inputs, neurons: (0.0, (2 / (inputs + neurons)) ** 0.5, (6 / (inputs + neurons)) ** 0.5),
    "he_normal": lambda inputs, neurons: (0.0, (2 / inputs) ** 0.5, None),
    "glorot_normal": lambda inputs, neurons: (0.0, (2 / (inputs + neurons)) ** 0.5, None),
    "he_uniform": lambda inputs, neurons: (0.0, (2 / inputs) ** 0.5, (6 / inputs) ** 0.5),
    "lecun_uniform": lambda inputs, neurons: (0.0, (1 / inputs) ** 0.5, (3 / inputs) ** 0.5),
    "lecun_normal": lambda inputs, neurons: (0.0, (1 / inputs) ** 0.5, None),
    "torch_linear": lambda inputs, neurons: (0.0, (1 / (3 * inputs)) ** 0.5, (1 / inputs) ** 0.5),
    "uniform": lambda inputs, neurons: (0.0, (1 / 3) ** 0.5, 1.0),
    "normal": lambda inputs, neurons: (0.0, 1.0, None),
    "zeros": lambda inputs, neurons: (0.0, 0.0, 0.0),
}


# Mistakes: figures of the worked example after one step, worked out elsewhere: ∂E/∂w5, ∂E/∂w1, w5⁺, w1⁺, E after it.


FINGERPRINTS = {
    "updated_weights": "0.082167041 0.000364723 0.358916480 0.149817639 0.291027924",
    "missing_output_slope": "0.439829649 0.002268350 0.180085176 0.148865825 0.258260102",
    "missing_hidden_slope": "0.082167041 0.001817515 0.358916480 0.149091242 0.291024764",
    "missing_slopes": "0.439829649 0.009400513 0.180085176 0.145299743 0.258255693",
    "first_path_only": "0.082167041 0.000668396 0.358916480 0.149665802 0.291027283",
    "missing_outgoing_weight": "0.082167041 0.001211333 0.358916480 0.149394333 0.291026273",
    "ascent": "0.082167041 0.000438568 0.441083520 0.150219284 0.305640633",
    "hidden_sign": "0.082167041 -0.000438568 0.358916480 0.150219284 0.291029684",
    "factor_two": "0.164334081 0.000877135 0.317832959 0.149561432 0.283618982",
    "mean_over_outputs": "0.041083520 0.000219284 0.379458240 0.149890358 0.294708158",
    "slope_at_out": "0.095789770 0.000471425 0.352105115 0.149764287 0.289770938",
    "slope_of_net": "-0.051513746 -0.000056742 0.425756873 0.150028371 0.303431631",
    "slope_of_error": "0.084334214 0.001031981 0.357832893 0.149484010 0.292138963",
    "transposed_backward": "0.082167041 0.000461551 0.358916480 0.149769225 0.291027661",
    "transposed_weights": "0.081695860 0.000447584 0.359152070 0.149776208 0.296368559",
    "net_instead_of_out": "0.052283207 0.000438568 0.373858396 0.149780716 0.293627479",
    "bias_trained": "0.082167041 0.000438568 0.358916480 0.149780716 0.280471447",
    "bias_shared": "0.082167041 0.000438568 0.358916480 0.149780716 0.285750887",
    "missing_bias": "0.072157073 0.000188256 0.363921464 0.149905872 0.235495378",
    "targets_swapped": "-0.026448408 0.000592617 0.413224204 0.149703692 0.312409066",
    "missing_learning_rate": "0.082167041 0.000438568 0.317832959 0.149561432 0.283618982",
    "bias_trained_later": "0.082167041 0.000438568 0.358916480 0.149780716 0.291027774",
}
ELSEWHERE = {    # where it makes no sense or no difference in the worked example's first step, or was published with another one
    "log10": "published/cs231n-svm-softmax.json", "outputs_from_bias_only": "published/brownlee-backprop-stale.json",
    "target_misprinted": "published/mazur.json", "rounded": "published/han-kamber.json", "float32": "published/tf-softplus.json",
    "float32_parameters": "published/karpathy-tanh-neuron.json", "raw_error_propagated": "test_laboratory.py",
    "delta_sign": "test_diagnosis.py", "threshold": "test_diagnosis.py", "greatest_net_kept": "test_diagnosis.py",
    "stale_outputs": "test_diagnosis.py",
}
RECOGNISED_ONLY = {    # told apart from all others by test_diagnosis.py; nobody else's figures are known
    "last_path_only", "activation_instead_of_weight", "mean_over_paths", "half_kept", "numeric_check_of_output", "missing_input_factor",
    "own_out_instead_of_input", "missing_one_minus_out", "sigmoid_slope_everywhere", "softmax_diagonal_only", "extra_output_slope",
    "missing_hidden_activation", "missing_output_activation", "wrong_activation", "exp_sign", "softmax_without_exp", "bias_not_trained",
    "mean_over_batch", "sum_over_batch", "divided_twice", "batch_as_online", "online_as_batch", "inputs_swapped",
    # as they are met in public programs; tests/practice tells them apart
    "out_instead_of_delta", "bias_instead_of_weight", "gradient_instead_of_weight", "weight_instead_of_input",
    "loss_factor_left_out", "missing_square", "wrong_square", "slope_at_target", "missing_bias_backward",
    "softmax_slope_out", "bias_subtracted", "wrong_function", "activated_twice", "rate_twice", "gradient_not_reset",
    "bias_sum_over_layer", "bias_sum_over_inputs", "divided_in_part", "bias_not_summed", "memory_lost",
    "momentum_left_out", "rate_in_velocity", "velocity_as_mean", "nesterov_by_mistake", "missing_root",
    "eps_below_root", "shares_exchanged", "squares_added", "wrong_decay", "decay_without_biases",
    "decay_beside_slope", "adam_uncorrected", "adam_late", "adam_miscorrected", "adam_without_momentum",
    "missing_out_factor", "softmax_slope_one_minus_out", "slope_of_other_side", "error_left_out", "velocity_sign",
    "nesterov_sign", "velocity_late",
}

# Kinds of layers: the tests in which each is worked out by other means.
KINDS_OF_LAYERS = {"plain": "core/test_independent.py", "softmax": "core/test_independent.py", "dropout": "explain/test_dropout.py",
                   "batch": "core/test_normalization.py", "layer": "core/test_normalization.py"}
