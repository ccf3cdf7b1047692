"""What the page knows beforehand, as plain data: the network, the samples and their order, names and formulas."""

from itertools import chain

from ...core.guard.errors import NeurosimError
from ...core.guard.sizes import size_of
from ...explain.codegen.carried import carried, settings
from ...explain.codegen.symbolic import state_names
from ...explain.derivation import Step
from ...explain.kinds import KINDS, is_slope_of_error
from ...explain.warnings import WARNINGS
from ...explain.naming import parameter_kind, sample_of, without_sample
from ...explain.notation import pretty
from ...explain.paths import Paths
from ...explain.typesetting import MATHML
from ..report.derivation_report import equations
from ..report.wording import about, counted, loss_line, network_words, seed_words

PARTS = ("forward", "errors", "gradients", "updates")    # what can be hidden
MOST_NUMBERS = 6000    # in a step: some 2 MB, and as many as a browser shows without a pause


def traces_of(experiment, order):
    """A trace for each size that a batch of this order has: {1: trace}."""
    sizes = {}
    for batch in order["batches"]:
        sizes.setdefault(len(batch), batch)
    size = max(sizes)
    numbers = size_of(experiment.network, size).numbers
    if numbers > MOST_NUMBERS:
        advice = "a smaller network" + " or a smaller batch_size" * (size > 1)
        raise NeurosimError("explore", f"at most {MOST_NUMBERS:,} numbers in a step", problem="too much for one page",
                            got=f"about {numbers:,}, from {counted(size, 'sample')} at once: take {advice}")
    return {size: experiment.trace_of(batch) for size, batch in sorted(sizes.items())}


def document(experiment, traces, order, shapes, hide, step=1):
    """The data, and in `shapes` the formulas that it points to."""
    trace = next(iter(traces.values()))
    network, names = trace.network, trace.names
    every = {quantity.name: (each, quantity) for each in traces.values() for quantity in each.quantities.values()}
    return {
        "name": experiment.name, "words": ", ".join(filter(None, [network_words(network), seed_words(network)])),
        "loss": loss_line(network), "optimizer": network.optimizer.name,
        "inputs": names.inputs, "targets": names.targets, "layers": names.neurons, "ends": names.ends,
        "layerBias": {h: bias for bias in chain(*names.biases) for h in names.ends[bias][1]},
        "activations": [repr(layer.activation) for layer in network.layers],
        "samples": [[*inputs, *targets] for inputs, targets in experiment.samples],
        "state": dict(zip(state_names(network), carried(network))),
        "settings": dict(zip(network.optimizer.settings, settings(network.optimizer))),
        "reduction": experiment.reduction, "order": order, "target_kind": target_kind(network.loss),
        "quantities": {size: [row(each, quantity, shapes) for quantity in each.quantities.values()]
                       for size, each in traces.items()},
        "symbols": {name: MATHML.name(name) for name in every if of_first(name)},
        "labels": {name: pretty(name) for name in every if of_first(name) and pretty(name) != name},
        "about": {without_sample(name): about(each, name) for name, (each, _) in every.items()},
        "marks": {h: [layer.activation.limits, layer.activation.kinks]
                  for layer, neurons in zip(network.layers, names.neurons) for h in neurons},
        "mark_words": WARNINGS,
        "hidden": [kind for part in hide for kind, row in KINDS.items() if part_of(kind, row) == part],
        "hide": list(hide), "opens": step, "file": file_of(experiment, names),
        "shapes": shapes.mathml(),    # last: by now all are met
    }


def file_of(experiment, names):
    """The experiment as a file, but for its samples; in "parameters", for each layer, names in the place of numbers."""
    kept = {key: value for key, value in experiment.document.items() if key != "samples" and value is not None}
    scales = [[name for name in names.ends if parameter_kind(name) == "scale" and names.ends[name][1][0] in neurons]
              for neurons in names.neurons]
    parameters = [{"weights": weights, "biases": biases, **({"normalize": found} if found else {})}
                  for weights, biases, found in zip(names.weights, names.biases, scales)]
    return {**kept, "seed": experiment.seed, "parameters": parameters}


def part_of(kind, row):
    """Which part hides numbers of a kind; "" for what is given."""
    if row.stage in ("sample", "setting", "parameter"):
        return ""
    if row.slope_of:
        return "gradients"
    return "updates" if row.stage == "update" else "errors" if kind == "error" else "forward"


def of_first(name):
    """Whether a name is of the first sample, or of none: the page makes the others of it."""
    return sample_of(name) in (None, 1)


def target_kind(loss):
    """Which numbers the loss takes as targets: the name of its check."""
    from ...core.guard import targets
    return next(name for name, check in vars(targets).items() if check is loss.targets) if loss.targets else ""


def row(trace, quantity, shapes):
    """[name, kind, owner, formulas with their notes, ways back to the error]: a formula as `Shapes.of` gives it."""
    if quantity.is_given:
        return [quantity.name, quantity.kind, quantity.owner]
    formulas = [[equation.note, *shapes.of(equation.body)] for equation in equations(trace, Step(quantity))]
    back = [ways(trace, quantity, shapes)] if is_slope_of_error(quantity) else []
    return [quantity.name, quantity.kind, quantity.owner, formulas, *back]


class Ways(Paths):
    """Paths that stop at the next name: the page goes on from there."""

    def is_leaf(self, node):
        return (node.is_name and node is not self.top) or super().is_leaf(node)


def ways(trace, quantity, shapes):
    """The ways back from a slope: a list of factors for each, a name or a formula. None where it begins itself."""
    found = Ways(trace, quantity.name)
    if found.is_leaf(found.top):
        return None
    return [[factor.name if factor.is_name else shapes.of(factor) for factor in factors] for factors in found]
