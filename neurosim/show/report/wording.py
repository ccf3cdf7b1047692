"""Sentences about quantities, networks and steps, for every report."""

from ...core.maths import INFINITY
from ...explain.arithmetic import nearest
from ...explain.kinds import KINDS
from ...explain.naming import is_after_step


def about(trace, name):
    """What a quantity is, in words: `what adam keeps of w1, the weight from i1 to h1, after the step`."""
    quantity = trace.quantities[name]
    return phrase(trace, quantity.kind, quantity.owner) + (", after the step" if is_after_step(name) else "")


def phrase(trace, kind, owner):
    """The words of a kind, filled in."""
    row, names, network = KINDS[kind], trace.names, trace.network
    source, neurons = names.ends.get(owner, ("", ()))
    is_of_all = not owner or kind == "target" and len(names.targets) < len(names.outputs)
    return (row.of_all if is_of_all and row.of_all else row.words).format(
        owner=owner, source=source, neurons=listed(neurons) if neurons else "",
        parameter=phrase(trace, trace.quantities[owner].kind, owner) if neurons and row.stage != "parameter" else "",
        output=names.outputs[names.targets.index(owner)] if kind == "target" else "",
        last=names.outputs[-1], classes=len(names.outputs) - 1,
        loss=network.loss.formula, optimizer=network.optimizer.name)


def listed(names, most=6):
    """a, b and c; a long list is cut and counted."""
    if len(names) > most:
        return ", ".join(names[:most - 1]) + f" and {len(names) - most + 1} more"
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))


def about_great(errors):
    """What to say where one of these errors is beyond a double, as a list of sentences."""
    if not any(type(error) is float and error == INFINITY for error in errors):
        return []
    return ["Beyond a double: the error, or a square in it, is more than 1.8e308. No slope is, and training needs no "
            "more."]


def counted(count, thing):
    """`1 path`, `2 paths`."""
    return f"{count:,} {thing}" + ("" if count == 1 else "s")


def network_line(network):
    """The network and what it learns by, on one line: the loss with its constant, the optimizer with its settings."""
    return f"{network_words(network)};  {loss_line(network)};  {network.optimizer}"


def drawn_line(network):
    """The same, and what its first weights were drawn from."""
    return ";  ".join(filter(None, [network_line(network), seed_words(network)]))


def seed_words(network):
    """What the first weights were drawn from; "" where they were given."""
    return "" if network.seed is None else f"first weights drawn from seed {network.seed}"


def network_words(network):
    """`2-2-2 network, sigmoid → sigmoid`"""
    activations = " → ".join(map(activation_words, network.layers[:8])) + (" → …" if len(network.layers) > 8 else "")
    return f"{network.sizes()} network, {activations}"


def activation_words(layer):
    return layer.activation.name + (f" with dropout {dropout(layer):g}" if dropout(layer) else "") + normalized(layer)


def normalized(layer):
    """What a layer's nets are normalised over; nothing where they are not."""
    over = normalization(layer)
    return over and f", normalised over the {over}"


def normalization(layer):
    """batch or layer; "" where nets are taken as they are."""
    return layer.normalization.name if hasattr(layer, "normalization") else ""


def dropout(layer):
    """How likely it is that a neuron is left out, as a float in every arithmetic."""
    return nearest(getattr(layer, "dropout", 0.0))


def loss_line(network):
    """The formula, and what its n is."""
    outputs = len(network.layers[-1].neurons)
    return network.loss.formula + (f", n = {counted(outputs, 'output')}" if "/ n" in network.loss.formula else "")


def step_title(trace):
    """Of which experiment and step the numbers are, and of which samples."""
    samples = listed([str(place + 1) for place in trace.places])
    experiment = f"{trace.title}: " if trace.title else ""
    numbers = f", numbers {trace.arithmetic.name}" if trace.arithmetic.name != "float" else ""
    return f"{experiment}step {trace.step}, sample{'s' * (len(trace.places) > 1)} {samples}{numbers}"
