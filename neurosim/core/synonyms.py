"""What courses, books and other programs call what has a name here, and who does. What is read may say any of them;
what is written says ours.

    NAMES       kind -> {our name: {another: who says so}}. Capitals, spaces, - and _ do not count
    SETTINGS    kind -> {a name of theirs: (the name and the settings it stands for here, who says so)}

Kinds are those of the tables (activation, loss, ...), the parameters of all their entries, the parameters of one of
them ("parameter of rmsprop"), and the fields of a file.
An entry's own parameter goes first: alpha is rmsprop's own, and elsewhere a learning rate or a slope.

To add a name, add it here.
"""

NAMES = {
    "activation": {
        "linear": {"identity": "PyTorch, scikit-learn", "none": "Keras"},
        "sigmoid": {"logistic": "scikit-learn", "σ": "books", "expit": "SciPy", "logsig": "MATLAB"},
        "tanh": {"hyperbolic_tangent": "books", "tansig": "MATLAB"},
        "relu": {"rectifier": "papers", "rectified_linear": "papers"},
        "leaky_relu": {"lrelu": "papers"},
        "silu": {"swish": "Keras, the paper"},
        "gelu_tanh": {"gelu_new": "GPT-2", "gelu_approximate": "JAX"},
        "hard_sigmoid": {"hardsigmoid": "PyTorch"},
    },
    "loss": {
        "half_squared_error": {"half_sse": "courses", "half_sum_of_squares": "Bishop"},
        "squared_error": {"sse": "statistics", "sum_squared_error": "statistics",
                          "sum_of_squared_errors": "statistics"},
        "mean_squared_error": {"mse": "Keras", "MSELoss": "PyTorch"},
        "root_mean_squared_error": {"rmse": "statistics"},
        "huber": {"HuberLoss": "PyTorch"},
        "log_cosh": {"logcosh_loss": "courses"},
        "poisson": {"PoissonNLLLoss": "PyTorch"},
        "cosine": {"cosine_similarity": "Keras", "cosine_distance": "SciPy"},
        "binary_focal_cross_entropy": {"focal": "the paper", "sigmoid_focal_loss": "torchvision",
                                       "binary_focal_crossentropy": "Keras"},
        "mean_absolute_error": {"mae": "Keras", "L1Loss": "PyTorch", "l1": "courses"},
        "mean_squared_logarithmic_error": {"msle": "Keras"},
        "mean_absolute_percentage_error": {"mape": "Keras"},
        "binary_cross_entropy": {"bce": "courses", "BCELoss": "PyTorch", "logistic_loss": "books"},
        "sigmoid_cross_entropy": {"BCEWithLogitsLoss": "PyTorch", "bce_with_logits": "PyTorch",
                                  "sigmoid_cross_entropy_with_logits": "TensorFlow"},
        "hinge": {"HingeLoss": "scikit-learn"},
        "categorical_cross_entropy": {"cce": "courses"},
        "sparse_categorical_cross_entropy": {"scce": "courses"},
        "kl_divergence": {"kl": "courses", "kld": "Keras", "kullback_leibler_divergence": "Keras",
                          "KLDivLoss": "PyTorch"},
        "softmax_cross_entropy": {"softmax_cross_entropy_with_logits": "TensorFlow"},
        "cross_entropy": {"CrossEntropyLoss": "PyTorch", "xent": "papers", "ce": "courses",
                          "log_loss": "scikit-learn"},
    },
    "optimizer": {
        "sgd": {"gradient_descent": "books", "gd": "courses", "stochastic_gradient_descent": "books"},
    },
    "scheme": {
        "glorot_uniform": {"glorot": "papers", "xavier": "courses", "xavier_uniform": "PyTorch"},
        "glorot_normal": {"xavier_normal": "PyTorch"},
        "he_uniform": {"kaiming_uniform": "PyTorch"},
        "lecun_normal": {"lecun": "papers"},
        "torch_linear": {"pytorch": "courses"},
        "he_normal": {"he": "papers", "kaiming": "papers", "kaiming_normal": "PyTorch"},
        "uniform": {"random_uniform": "Keras"},
        "normal": {"random_normal": "Keras", "gaussian": "books", "randn": "NumPy"},
        "zeros": {"zero": "courses"},
    },
    "normalization": {
        "batch": {"batch_norm": "papers", "BatchNormalization": "Keras", "BatchNorm1d": "PyTorch"},
        "layer": {"layer_norm": "PyTorch", "LayerNormalization": "Keras"},
    },
    "parameter": {
        "learning_rate": {"lr": "PyTorch", "alpha": "courses", "α": "courses", "eta": "Nielsen's book", "η": "books",
                          "rate": "courses", "step_size": "papers", "learning_rate_init": "scikit-learn"},
        "momentum": {"mu": "papers"},
        "nesterov": {"nesterovs_momentum": "scikit-learn"},
        "eps": {"epsilon": "Keras, scikit-learn", "ε": "papers"},
        "beta1": {"β1": "the paper"},
        "beta2": {"β2": "the paper"},
        "initial_accumulator": {"initial_accumulator_value": "PyTorch, Keras"},
        "slope": {"negative_slope": "PyTorch, Keras 3", "alpha": "Keras 2"},
        "low": {"minval": "Keras", "a": "PyTorch", "min": "courses"},
        "high": {"maxval": "Keras", "b": "PyTorch", "max": "courses"},
        "mean": {"loc": "NumPy", "mu": "books"},
        "deviation": {"std": "PyTorch", "stddev": "Keras", "sigma": "books", "σ": "books"},
        "scales": {"gamma": "Keras", "γ": "the paper"},
    },
    "parameter of rmsprop": {
        "alpha": {"rho": "Keras", "decay_rate": "papers"},
    },
    "field": {
        "inputs": {"input": "courses", "n_inputs": "courses", "input_size": "courses", "input_dim": "Keras",
                   "in_features": "PyTorch", "x": "scikit-learn"},
        "neurons": {"size": "courses", "units": "Keras", "nodes": "courses", "out_features": "PyTorch"},
        "activation": {"activation_function": "courses", "act": "courses", "nonlinearity": "papers"},
        "weights": {"weight": "PyTorch"},
        "dropout": {"dropout_rate": "courses"},
        "normalize": {"normalization": "Keras", "normalisation": "British English", "norm": "courses"},
        "initialize": {"init": "PyTorch", "initializer": "Keras", "kernel_initializer": "Keras",
                       "initialization": "courses", "initialise": "British English"},
        "loss": {"cost": "courses", "loss_function": "courses", "criterion": "PyTorch", "objective": "papers"},
        "optimizer": {"optimiser": "British English", "solver": "scikit-learn"},
        "samples": {"data": "courses", "examples": "courses", "dataset": "courses", "training_data": "courses"},
        "targets": {"target": "courses", "y": "scikit-learn", "labels": "Keras", "label": "courses",
                    "outputs": "courses", "output": "courses", "expected": "courses"},
        "steps": {"iterations": "courses", "n_steps": "courses"},
        "epochs": {"n_epochs": "courses", "nb_epoch": "Keras 1"},
        "batch_size": {"batch": "courses", "minibatch_size": "courses"},
        "seed": {"random_seed": "courses", "random_state": "scikit-learn"},
        "scheme": {"name": "the other tables"},
    },
}

SETTINGS = {
    "optimizer": {
        "momentum": ({"name": "sgd", "momentum": 0.9}, "TensorFlow 1, books"),
        "amsgrad": ({"name": "adam", "amsgrad": True}, "the paper"),
        "nesterov": ({"name": "sgd", "momentum": 0.9, "nesterov": True}, "books"),
    },
}


def plain(name):
    """A name as it is compared.

    >>> plain("Leaky-ReLU"), plain("batchSize") == plain("batch_size")
    ('leakyrelu', True)
    """
    return "".join(sign for sign in name.lower() if sign not in " -_")


def others(kind, name):
    """What others call a name of ours: {the name: who says so}.

    >>> others("parameter of rmsprop", "alpha"), others("parameter of elu", "alpha")
    ({'rho': 'Keras', 'decay_rate': 'papers'}, {})
    """
    general, of, _ = kind.partition(" of ")
    own = NAMES.get(kind, {}).get(name, {}) if of else {}
    return {**NAMES.get(general, {}).get(name, {}), **own}


def ours(kind, written, known):
    """The one of the known names that is meant by what is written; what is written, where it is none of them.

    >>> ours("activation", "ReLU", ["tanh", "relu"]), ours("parameter", "lr", {"learning_rate": 0.5})
    ('relu', 'learning_rate')
    """
    if not isinstance(written, str) or written in known or kind.partition(" of ")[0] not in NAMES:
        return written
    wanted = plain(written[:60])
    found = [name for name in known if wanted == plain(name)]
    found += [name for name in known if wanted in map(plain, others(kind, name))]
    return found[0] if found else written


def with_settings(kind, written):
    """The name and settings that a name of theirs stands for; None for every other."""
    known = SETTINGS.get(kind, {})
    name = ours(kind, written, known)
    return known[name][0] if isinstance(name, str) and name in known else None
