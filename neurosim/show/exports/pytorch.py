"""One training step as a script for PyTorch: the same network in float64, the same step by autograd and torch.optim,
and every gradient and new weight beside ours.

To add an activation, a loss or an optimizer, add it to its table.
"""

from ...core.guard.errors import NeurosimError
from ...core.optimizers import CAN_BE_OFF, is_on
from ...explain.kinds import kind_activated
from ...explain.naming import after_step, name_of, slope_of, suffixes
from ...explain.notation import literal
from ..report.wording import drawn_line
from .python import title

ACTIVATIONS = {
    "linear": "{net}", "sigmoid": "torch.sigmoid({net})", "tanh": "torch.tanh({net})", "relu": "torch.relu({net})",
    "leaky_relu": "F.leaky_relu({net}, {slope!r})", "elu": "F.elu({net}, {alpha!r})",
    "selu": "F.selu({net})", "mish": "F.mish({net})",
    # F.gelu(approximate="tanh") came with PyTorch 1.12, and loses digits where the tanh is nearly -1
    "gelu_tanh": "{net} * torch.sigmoid(1.5957691216057308 * ({net} + 0.044715 * {net} ** 3))",
    "softplus": "F.softplus({net}, threshold=700.0)",    # from there on net itself; its own threshold is 20
    "softsign": "F.softsign({net})", "gelu": "F.gelu({net})", "silu": "F.silu({net})",
    "hard_sigmoid": "F.relu6({net} + 3.0) / 6.0",    # F.hardsigmoid has a slope of 1/6 in single precision
    "softmax": "torch.softmax({net}, dim=1)",
}

# The error of each sample; targets and out have a row for each sample. A relu has the slope 0 at its kink, clamp has 1.
LOSSES = {
    "half_squared_error": "0.5 * ((out - targets) ** 2).sum(dim=1)",
    "squared_error": "((out - targets) ** 2).sum(dim=1)",
    "mean_squared_error": "((out - targets) ** 2).mean(dim=1)",
    "mean_absolute_error": "(out - targets).abs().mean(dim=1)",
    "root_mean_squared_error": "((out - targets) ** 2).mean(dim=1).sqrt()",
    "huber": 'F.huber_loss(out, targets, reduction="none", delta={delta!r}).mean(dim=1)',
    "log_cosh": "torch.log(torch.cosh(out - targets)).mean(dim=1)",
    "poisson": "(out - torch.xlogy(targets, out)).mean(dim=1)",
    "cosine": "1.0 - F.cosine_similarity(out, targets, dim=1)",
    "mean_squared_logarithmic_error": "((torch.log1p(targets) - torch.log1p(out)) ** 2).mean(dim=1)",
    "mean_absolute_percentage_error": "100.0 * ((targets - out) / targets).abs().mean(dim=1)",
    "binary_cross_entropy": 'F.binary_cross_entropy(out, targets, reduction="none").mean(dim=1)',
    "sigmoid_cross_entropy": 'F.binary_cross_entropy_with_logits(out, targets, reduction="none").mean(dim=1)',
    "binary_focal_cross_entropy":
        "({weight} * (targets + out - 2.0 * targets * out) ** {gamma!r}"
        ' * F.binary_cross_entropy(out, targets, reduction="none")).mean(dim=1)',
    "categorical_hinge": "torch.relu(1.0 + ((1.0 - targets) * out).amax(dim=1) - (targets * out).sum(dim=1))",
    "hinge": "torch.relu(1.0 - targets * out).mean(dim=1)",
    "squared_hinge": "(torch.relu(1.0 - targets * out) ** 2).mean(dim=1)",
    "categorical_cross_entropy": "-torch.xlogy(targets, out).sum(dim=1)",
    "sparse_categorical_cross_entropy": 'F.nll_loss(torch.log(out), targets[:, 0].long(), reduction="none")',
    "kl_divergence": "(torch.xlogy(targets, targets) - torch.xlogy(targets, out)).sum(dim=1)",
    "softmax_cross_entropy": 'F.cross_entropy(out, targets, reduction="none")',
}

ADAM = {"m": "exp_avg", "v": "exp_avg_sq", "v_max": "max_exp_avg_sq"}

# The class of torch.optim, its name for each of our parameters, and for each thing that is remembered.
OPTIMIZERS = {
    "sgd": ("SGD", {"momentum": "momentum", "dampening": "dampening", "nesterov": "nesterov"},
            {"velocity": "momentum_buffer"}),
    "adagrad": ("Adagrad", {"initial_accumulator": "initial_accumulator_value", "eps": "eps"}, {"squares": "sum"}),
    "rmsprop": ("RMSprop", {"alpha": "alpha", "eps": "eps", "momentum": "momentum", "centered": "centered"},
                {"mean_square": "square_avg", "mean": "grad_avg", "velocity": "momentum_buffer"}),
    "adam": ("Adam", {"eps": "eps", "amsgrad": "amsgrad"}, ADAM),
    "adamw": ("AdamW", {"eps": "eps", "amsgrad": "amsgrad"}, ADAM),
    "nadam": ("NAdam", {"eps": "eps", "momentum_decay": "momentum_decay"}, ADAM),
    "adamax": ("Adamax", {"eps": "eps"}, {"m": "exp_avg", "u": "exp_inf"}),
    "adadelta": ("Adadelta", {"rho": "rho", "eps": "eps"}, {"mean_square": "square_avg", "mean_move": "acc_delta"}),
    "rprop": ("Rprop", {}, {"previous": "prev", "size": "step_size"}),
}
PAIRS = {"betas": ("beta1", "beta2"), "etas": ("shrinks", "grows"), "step_sizes": ("smallest", "greatest")}
SHARED = {"learning_rate": "lr", "weight_decay": "weight_decay"}

COMPARISON = '''\
worst = 0.0
print(" " * 31 + "PyTorch" + " " * 18 + "neurosim")
for name, expected in EXPECTED.items():
    print(f"{name:12}{found[name]:26.17g}{expected:26.17g}")
    worst = max(worst, abs(found[name] - expected) / max(1.0, abs(expected)))
print(f"the greatest difference is {worst:.1e}")
raise SystemExit(worst > 1e-12)
'''


def export(trace):
    """The text of the script. NeurosimError where PyTorch has no counterpart in the tables.

    >>> import neurosim
    >>> print(export(neurosim.load("worked-example").trace()).splitlines()[0][3:])
    worked-example, step 1: the same step by PyTorch's autograd, and its numbers beside neurosim's.
    """
    return "\n".join([*head(trace), *network(trace), *forward(trace), *step(trace), *comparison(trace)])


def head(trace):
    yield (f'"""{title(trace)}, step {trace.step}: the same step by PyTorch\'s autograd, '
           "and its numbers beside neurosim's.")
    yield f"\n{drawn_line(trace.network)}\n"
    yield 'Needs PyTorch. Exit code 1 where a number differs by more than 1e-12.\n"""\n'
    yield "import torch\nimport torch.nn.functional as F\n\ntorch.set_default_dtype(torch.float64)\n"


def layers(trace):
    """(name, layer, rows of weight names, names of scales, of biases) of each layer."""
    names = trace.names
    return zip(names.layers, trace.network.layers, names.weights, names.scales, names.biases)


def network(trace):
    yield "# The network as it was before the step, a row of weights for each neuron; and what it learned from."
    for name, _, weights, scales, biases in layers(trace):
        yield f"weights_{name} = {tensor([[trace[w] for w in row] for row in weights])}.requires_grad_()"
        if scales:
            yield f"scales_{name} = {tensor([trace[g] for g in scales])}.requires_grad_()"
        if biases:
            yield f"biases_{name} = {tensor([trace[b] for b in biases])}.requires_grad_()"
    for what, place in (("inputs", 0), ("targets", 1)):
        yield f"{what} = {tensor([sample[place] for sample in trace.batch])}"
    yield ""


def tensor(numbers):
    return f"torch.tensor({numbers!r})"


def forward(trace):
    yield "# Forward: a row for each sample."
    before = "inputs"
    for (name, layer, _, scales, biases), neurons in zip(layers(trace), trace.names.neurons):
        shift = f" + biases_{name}" if biases else ""
        yield f"net_{name} = {before} @ weights_{name}.T" + ("" if scales else shift)
        if scales:
            yield f"normed_{name} = {normed(layer, name, len(neurons))}"
            yield f"shifted_{name} = scales_{name} * normed_{name}{shift}"
        given = f"{kind_activated(layer)}_{name}"
        out = known(ACTIVATIONS, layer.activation).format(net=given, **layer.activation.parameters)
        yield f"out_{name} = {out}"
        if name_of("mask", neurons[0]) + suffixes(len(trace.batch))[0] in trace.quantities:
            yield f"out_{name} = out_{name} * {tensor(masks(trace, neurons))}    # dropout"
        before = f"out_{name}"
    yield f"out = {before}"
    yield f"E = ({error(trace.network.loss)}).{trace.reduction}()\n"


def error(loss):
    """The error of each sample."""
    alpha, balanced = (loss.parameters.get(name) for name in ("alpha", "balanced"))
    weight = f"({alpha!r} * targets + {1.0 - alpha!r} * (1.0 - targets))" if balanced else "1.0"
    return known(LOSSES, loss).format(weight=weight, **loss.parameters)


def normed(layer, name, neurons):
    """PyTorch's own normalisation, without its scale and shift: running means are not asked for in a step."""
    if layer.normalization.name == "batch":
        return f"F.batch_norm(net_{name}, None, None, training=True, eps={layer.normalization.eps!r})"
    return f"F.layer_norm(net_{name}, [{neurons}], eps={layer.normalization.eps!r})"


def known(table, chosen):
    if chosen.name not in table:
        problem = f"PyTorch has no counterpart of {chosen} here"
        raise NeurosimError("to", f"one of {', '.join(table)}", chosen.name, problem, got="")
    return table[chosen.name]


def masks(trace, neurons):
    return [[trace[name_of("mask", h) + suffix] for h in neurons] for suffix in suffixes(len(trace.batch))]


def step(trace):
    """The optimizer with what it remembers, and the step."""
    optimizer = trace.network.optimizer
    kind, renamed, remembered = known(OPTIMIZERS, optimizer)
    renamed = {**SHARED, **renamed}
    given = {**optimizer.parameters, **({"learning_rate": trace["rate_new"]} if optimizer.schedule else {})}
    settings = [f"{renamed[name]}={value!r}" for name, value in given.items()
                if name in renamed and (name not in CAN_BE_OFF or is_on(value))]
    for theirs, (first, second) in PAIRS.items():
        if first in optimizer.parameters:
            settings.append(f"{theirs}=({optimizer.parameters[first]!r}, {optimizer.parameters[second]!r})")
    if is_on(optimizer.parameters.get("l1", 0.0)):
        raise NeurosimError("to", "weight_decay, or none", problem="torch.optim has no l1")
    if optimizer.clip:
        problem = "the slopes that are compared are those not clipped"
        raise NeurosimError("to", "an experiment without training.clip", problem=problem)
    yield "# The step. What is not trained gets a gradient, but is kept from the optimizer."
    trained = [tensor_name for tensor_name, _ in moved(trace)]
    if not trained:
        yield "E.backward()\n"
        return
    yield f"optimizer = torch.optim.{kind}([{', '.join(trained)}], {', '.join(settings)})"
    if "steps" not in trace.quantities or trace["steps"]:    # where slopes are dampened the first comes in whole
        kept = [ours for ours in remembered if ours in optimizer.initial_memory]
        yield from memory(trace, {ours: remembered[ours] for ours in kept})
    yield "E.backward()\noptimizer.step()\n"


def moved(trace):
    """(tensor, names of its numbers, for weights in rows) of whatever the optimizer moves."""
    for name, layer, weights, scales, biases in layers(trace):
        if layer.train_weights:
            yield f"weights_{name}", weights
        if layer.train_scales:
            yield f"scales_{name}", scales
        if layer.train_bias and biases:
            yield f"biases_{name}", biases


def memory(trace, remembered):
    """What the optimizer has kept from the steps before."""
    for tensor_name, names in moved(trace) if remembered else ():
        def values(ours, names=names):
            return [values(ours, name) if isinstance(name, list) else trace[f"{ours}_{name}"] for name in names]
        kept = "".join(f', "{theirs}": {tensor(values(ours))}' for ours, theirs in remembered.items())
        if "mu_product" in trace.quantities:
            kept += f', "mu_product": {tensor(trace["mu_product"])}'
        yield f'optimizer.state[{tensor_name}] = {{"step": torch.tensor({trace.step - 1}.0){kept}}}'


def comparison(trace):
    yield "# PyTorch's numbers beside neurosim's.\nfound = {}"
    for name, _, weights, scales, biases in layers(trace):
        kinds = {"weights": [w for row in weights for w in row], "scales": scales, "biases": biases}
        for tensor_name, names in ((f"{kind}_{name}", names) for kind, names in kinds.items()):
            if names:
                yield f"for name, slope, new in zip({names!r}, {tensor_name}.grad.flatten(), {tensor_name}.flatten()):"
                yield '    found[f"dE_d{name}"], found[f"{name}_new"] = slope.item(), new.item()'
    parameters = trace.parameters
    wanted = [*[slope_of("E", name) for name in parameters], *map(after_step, parameters)]
    yield 'found["E"] = E.item()\n\nEXPECTED = {\n    "E": ' + literal(trace["E"]) + ","
    yield from (f'    "{name}": {trace[name]!r},' for name in wanted)
    yield "}\n\n" + COMPARISON
