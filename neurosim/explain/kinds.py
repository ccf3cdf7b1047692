"""The kinds of numbers that a step has, a row for each. Nobody else lists them.

    stage       what is given: "sample" what the step learns from, "setting" of the optimizer, "parameter" what it
                learns; what is worked out: "forward", "error", "backward" to the nets, "gradient" of the parameters,
                "update"
    words       what it is. Filled in are its {owner} (neuron, layer, parameter), the {parameter} in words, the {source}
                and the {neurons} of a parameter, the {output} of a target, the {loss} and the {optimizer}
    of_all      the same where it belongs to all: to no owner, or to all outputs at once, from o1 to {last}
    held_by     "neuron" or "layer": who remembers it, as an attribute of the kind's own name
    slope_of    what changes, where it is a slope: E, out or net
    normalizing whether only a layer that is normalised has it
    carried     whether it goes from step to step, though nobody is to learn it
    blank       whether a worksheet asks for it; what it leaves out is a factor, or a copy of another number
    asked       who looks for a mistake asks for the least of these first; 0: only where nothing else tells more

To add a kind, add a row: the trace, its wording, the derivation, the page and the exports know it from then on.
"""

from ..core.maths import INFINITY


class Kind:
    """One row of the table."""

    def __init__(self, stage, words, of_all="", held_by="", slope_of="", asked=0, normalizing=False, carried=False,
                 blank=False):
        self.stage, self.words, self.of_all, self.normalizing, self.blank = stage, words, of_all, normalizing, blank
        self.held_by, self.slope_of, self.asked, self.carried = held_by, slope_of, asked, carried


KINDS = {
    "input": Kind("sample", "what comes in at {owner}"),
    "target": Kind("sample", "what {output} should put out",
                   "the number of the right class, from 0 for o1 to {classes} for {last}"),
    "weight": Kind("parameter", "{owner}, the weight from {source} to {neurons}"),
    "scale": Kind("parameter", "{owner}, the scale of {neurons}"),
    "bias": Kind("parameter", "{owner}, the bias of {neurons}"),
    "mask": Kind("sample", "dropout: 0 leaves {owner} out for this sample, more than 1 makes up for others"),
    "setting": Kind("setting", "a setting of the optimizer {optimizer}"),
    "memory": Kind("update", "what {optimizer} keeps of {parameter}", "what {optimizer} keeps for all weights",
                   carried=True, blank=True),
    "running_mean": Kind("forward", "the mean of {owner}'s net that answers outside training use",
                         held_by="layer", normalizing=True, carried=True),
    "running_variance": Kind("forward", "the variance of {owner}'s net that answers outside training use",
                             held_by="layer", normalizing=True, carried=True),

    "net": Kind("forward", "what {owner} adds up from its inputs", held_by="neuron", blank=True),
    "mean": Kind("forward", "the mean of the nets of {owner}: over the batch, or over the layer",
                 held_by="layer", normalizing=True, blank=True),
    "variance": Kind("forward", "the mean square of what is left of those nets without their mean",
                     held_by="layer", normalizing=True, blank=True),
    "deviation": Kind("forward", "the root of that variance, eps added so that it is not 0",
                      held_by="layer", normalizing=True, blank=True),
    "normed": Kind("forward", "the net of {owner} without the mean, in deviations", held_by="neuron", normalizing=True,
                   blank=True),
    "shifted": Kind("forward", "what {owner} makes of that by its scale and its shift: what its activation is given",
                    held_by="neuron", normalizing=True, blank=True),
    "whole": Kind("forward", "what {owner} would put out if nothing were left out", held_by="neuron"),
    "exp": Kind("forward", "e to the net of {owner}, the greatest net taken off first so that it cannot overflow",
                held_by="neuron"),
    "out": Kind("forward", "what {owner} puts out", held_by="neuron", blank=True),
    "max_net": Kind("forward", "the greatest net of the layer: it cancels in the softmax, and keeps e^net finite",
                    held_by="layer"),
    "sum_exp": Kind("forward", "what the softmax divides by, so that the outs add up to 1", held_by="layer"),

    "error": Kind("error", "the part of the error that is {owner}'s", "the error of the network, {loss}", blank=True),
    "log_sum": Kind("error", "the logarithm of the sum of e to every net, the greatest net taken off first"),

    "softmax": Kind("backward", "what softmax makes of the net of {owner}: its share of e^net"),
    "dE_dout": Kind("backward", "how the error changes with what {owner} puts out", held_by="neuron", slope_of="E"),
    "dout_dnet": Kind("backward", "how an out changes with a net: the slope of the activation",
                      held_by="neuron", slope_of="out"),
    "dout_dshifted": Kind("backward", "how an out changes with what its activation is given",
                          held_by="neuron", slope_of="out"),
    "dE_dshifted": Kind("backward", "how the error changes with what the activation of {owner} is given",
                        held_by="neuron", slope_of="E", normalizing=True),
    "dE_dnormed": Kind("backward", "how the error changes with the normed net of {owner}",
                       held_by="neuron", slope_of="E", normalizing=True),
    "dE_dmean": Kind("backward", "how the error changes with the mean of {owner}",
                     held_by="layer", slope_of="E", normalizing=True),
    "dE_ddeviation": Kind("backward", "how the error changes with the deviation of {owner}",
                          held_by="layer", slope_of="E", normalizing=True),
    "dE_dvariance": Kind("backward", "how the error changes with the variance of {owner}",
                         held_by="layer", slope_of="E", normalizing=True),
    "dE_dnet": Kind("backward", "how the error changes with the net of {owner}: the δ of other books",
                    held_by="neuron", slope_of="E", asked=3, blank=True),

    "dnet_dw": Kind("gradient", "how a net changes with {parameter}: it is what the weight multiplies", slope_of="net"),
    "dE_dw": Kind("gradient", "how the error changes with {parameter}", slope_of="E", asked=1, blank=True),
    "dE_dg": Kind("gradient", "how the error changes with {parameter}", slope_of="E", asked=2, blank=True),
    "dE_db": Kind("gradient", "how the error changes with {parameter}", slope_of="E", asked=2, blank=True),

    "new": Kind("update", "{parameter}", asked=4, blank=True),
}


def stage(quantity):
    """Where in a step it belongs. What is kept from step to step is "memory" as it is found."""
    found = KINDS[quantity.kind].stage
    return "memory" if KINDS[quantity.kind].carried and quantity.is_given else found


def kind_activated(layer):
    """The kind of number that the activation of a layer is given."""
    return "shifted" if hasattr(layer, "scales") else "net"


def held_by(holder, *stages):
    """The kinds that a neuron, or a layer, remembers; of these stages only, where some are given."""
    return [kind for kind, row in KINDS.items() if row.held_by == holder and (not stages or row.stage in stages)]


def is_parameter(quantity):
    """Whether it is what a step learns: a weight, a bias."""
    return KINDS[quantity.kind].stage == "parameter"


def is_usable(quantity, value):
    """Whether a step that comes to this float goes on. E may be beyond a double: no slope is worked out from it."""
    return -INFINITY < value < INFINITY or quantity.kind == "error" and value == INFINITY


def is_slope(quantity):
    """Whether it says how one number changes with another."""
    return KINDS[quantity.kind].slope_of != ""


def is_slope_of_error(quantity):
    """Whether it says how E changes."""
    return KINDS[quantity.kind].slope_of == "E"
