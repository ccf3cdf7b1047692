"""Causes that are seen in the neurons: dead, saturated, all alike, with slopes that vanish or explode."""

from ...core.maths import sqrt, square
from ...explain.naming import Names
from .cause import cause, named, shown
from .cures import (after, draw_glorot, draw_he, fitting_loss, leaky, linear_end, other_starts, redrawn, scaled, slower,
                    with_relu, with_tanh)
from .snapshot import mean

HALF = 0.5             # of the neurons of a layer
VANISHED = 0.02        # the slopes of the first layer beside those of the last
EXPLODED = 20.0
TINY = 0.15            # what weights make of inputs of 1, on the mean
SAME = 1e-9            # weights as near as this are the same
STILL = 0.02           # the outs are the same for every sample where they differ by this share of the targets


def hidden(attempt):
    return range(len(attempt.document["layers"]) - 1)


def many(snapshot, layer, places):
    return places and len(places) >= HALF * len(snapshot.outs[layer])


def begun(step):
    return f"since step {step:,}" if step else "from the beginning"


@cause("{neurons} of {count} in layer {layer} put out the same for every sample {since}: their slope is 0 for each, so "
       "no weight into them ever moves again: they are dead.",
       "Take a smaller learning rate or other first weights; leaky_relu cannot die.",
       slower, redrawn, leaky, after(draw_he, slower), after(scaled, slower), after(linear_end, slower))
def dead_neurons(attempt):
    for layer in range(len(attempt.document["layers"])) if attempt.looks else ():
        places = attempt.end.dead(layer)
        if many(attempt.end, layer, places):
            since = attempt.since(lambda snapshot: set(places) <= set(snapshot.dead(layer)))
            return {"neurons": named(attempt, layer, places), "count": str(len(attempt.end.outs[layer])),
                    "layer": layer + 1, "since": begun(since)}
    return None


@cause("{neurons} of {count} in layer {layer} are saturated for most samples {since}: their slope is {slope} on the "
       "mean, and would be {best} at a net of 0, so the weights into them hardly move.",
       "Draw smaller first weights, scale the inputs, or take a smaller learning rate.",
       redrawn, scaled, slower, after(draw_glorot, slower), after(scaled, slower))
def saturated_neurons(attempt):
    for snapshot in (attempt.begin, attempt.end) if attempt.looks else ():
        for layer in hidden(attempt):
            places = snapshot.flat(layer) if snapshot.layers[layer].activation.limits else []
            if many(snapshot, layer, places):
                return told_saturated(attempt, snapshot, layer, places)
    return None


def told_saturated(attempt, snapshot, layer, places):
    activation = snapshot.layers[layer].activation
    since = 0 if snapshot is attempt.begin else attempt.since(lambda other: set(places) <= set(other.flat(layer)))
    slope = mean(abs(slope) for place in places for slope in snapshot.slopes[layer][place])
    return {"neurons": named(attempt, layer, places), "count": str(len(snapshot.outs[layer])), "layer": layer + 1,
            "since": begun(since), "slope": shown(slope), "best": shown(activation.slope(0.0, activation.f(0.0)))}


@cause("{neurons} are equal in every number {since}: the same weights, the same outs, the same slopes. They stay "
       "equal, and do the work of one neuron.",
       "Draw the first weights by chance.", redrawn, weight=1)
def equal_neurons(attempt):
    for layer in hidden(attempt) if attempt.looks else ():
        places = equal_in(attempt.end, layer)
        if len(places) > 1 and set(places) <= set(equal_in(attempt.begin, layer)):
            return {"neurons": named(attempt, layer, places), "since": begun(0)}
    return None


def equal_in(snapshot, layer):
    """The places of the most neurons of a layer that have the same weights."""
    weights = snapshot.weights[layer]
    alike = [[place for place, other in enumerate(weights) if all(
        abs(a - b) <= SAME * max(abs(a), abs(b)) for a, b in zip(each, other))] for each in weights]
    return max(alike, key=len)


@cause("The first weights are too small: a neuron makes {gain} of inputs of 1, so the outs are the same for every "
       "sample, {spread} apart at the end, and the slopes of the first layer are {share} times those of the last.",
       "Draw greater first weights.", redrawn, weight=1)
def weights_too_small(attempt):
    if not attempt.looks or attempt.stopped or len(attempt.document["layers"]) < 2:
        return None
    gain = max(gain_of(rows) for rows in attempt.begin.weights)
    span = max(max(column) - min(column) for column in zip(*attempt.yardstick.wanted))
    spread = attempt.end.spread()
    if not 0.0 < gain <= TINY or spread > max(STILL * span, 0.0) and attempt.begin.spread() > STILL * span:
        return None
    first, last = attempt.begin.delta(0), attempt.begin.delta(-1)
    return {"gain": shown(gain), "spread": shown(spread), "share": shown(first / last if last else 0.0)}


def gain_of(rows):
    """The root of the mean over neurons of their squared weights, added up."""
    return sqrt(mean(square(weight) for row in rows for weight in row) * len(rows[0]))


def slopes_by_layer(snapshot):
    """What the sentences say of them: 0.0001, 0.003, 0.2"""
    return ", ".join(shown(snapshot.delta(layer)) for layer in range(len(snapshot.outs)))


@cause("The slopes vanish on their way back: ∂E/∂net is {slopes} on the mean, from the first layer to the last, so "
       "the first layers hardly learn.",
       "Take tanh or relu in the hidden layers, with the first weights that suit it.",
       with_tanh, with_relu, draw_glorot, after(with_relu, slower), after(with_relu, other_starts))
def vanishing_slopes(attempt):
    snapshot = attempt.begin if attempt.looks else None
    if not snapshot or len(snapshot.outs) < 3 or not snapshot.delta(-1):
        return None
    share = snapshot.delta(0) / snapshot.delta(-1)
    return {"slopes": slopes_by_layer(snapshot)} if 0.0 < share < VANISHED else None


@cause("What comes out of the layers explodes on its way forward: the nets are {nets} on the mean, from the first "
       "layer to the last.",
       "Draw smaller first weights.", redrawn, after(draw_glorot, slower), after(draw_he, slower))
def exploding_nets(attempt):
    nets = [mean(abs(net) for each in layer for net in each) for layer in attempt.begin.nets] if attempt.looks else []
    return {"nets": ", ".join(map(shown, nets))} if len(nets) > 2 and nets[-1] > EXPLODED * max(nets[0], 1.0) else None


@cause("The slopes explode on their way back: ∂E/∂net is {slopes} on the mean, from the first layer to the last, so "
       "no learning rate suits all layers.",
       "Draw smaller first weights.", redrawn, after(draw_glorot, slower), after(draw_he, slower))
def exploding_slopes(attempt):
    snapshot = attempt.begin if attempt.looks else None
    if not snapshot or len(snapshot.outs) < 3 or not snapshot.delta(-1):
        return None
    return {"slopes": slopes_by_layer(snapshot)} if snapshot.delta(0) > EXPLODED * snapshot.delta(-1) else None


@cause("{out} is {value} where the target is {target} (sample {sample}): there the slope of {activation} is {slope}, "
       "so {loss} hardly moves what is quite wrong.",
       "Take the loss that fits the last layer: a cross-entropy cancels this slope.",
       fitting_loss, after(fitting_loss, slower), linear_end)
def wrong_and_saturated(attempt):
    if not attempt.looks or attempt.stopped:
        return None
    snapshot, network = attempt.end, attempt.trainer.network
    activation = network.layers[-1].activation
    if activation.layer_wide or not snapshot.slopes[-1][0]:
        return None
    wanted = [attempt.yardstick.wanted[attempt.yardstick.targets.index(targets)] for _, targets in snapshot.samples]
    found = [(abs(target - out), k, i) for k, outs in enumerate(snapshot.outs[-1])
             for i, (out, target) in enumerate(zip(outs, [each[k] for each in wanted]))
             if abs(snapshot.slopes[-1][k][i]) <= 0.05 * abs(activation.slope(0.0, activation.f(0.0)))]
    if not found or max(found)[0] < 0.5:
        return None
    _, k, i = max(found)
    return {"out": Names(network).outputs[k], "value": shown(snapshot.outs[-1][k][i]), "target": shown(wanted[i][k]),
            "sample": attempt.trainer.samples.index(snapshot.samples[i]) + 1, "activation": activation.name,
            "slope": shown(snapshot.slopes[-1][k][i]), "loss": attempt.trainer.network.loss.name}
