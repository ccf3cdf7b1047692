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
}

# Kinds of layers: the tests in which each is worked out by other means.
KINDS_OF_LAYERS = {"plain": "core/test_independent.py", "softmax": "core/test_independent.py", "dropout": "explain/test_dropout.py",
                   "batch": "core/test_normalization.py", "layer": "core/test_normalization.py"}
