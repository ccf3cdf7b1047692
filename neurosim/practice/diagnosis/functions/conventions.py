"""What a step may be right for: activations, a loss and whether it is taken as a sum or a mean; all are tried.

A step with δ = out − target is right for a cross-entropy, and forgets a slope if the loss is a square: so a mistake is
looked for only where no usual convention makes the numbers right.
"""

from ...mistakes.mistake import mix

SQUARES = ("half_squared_error", "squared_error", "mean_squared_error")
CROSS_ENTROPIES = {"sigmoid": ("binary_cross_entropy", "added-up binary_cross_entropy"),
                   "softmax": ("categorical_cross_entropy", "mean categorical_cross_entropy")}
OTHERS = ("half the mean of squares", "mean_absolute_error", "added-up absolute_error")
AFTER_SIDES = ("hinge", "added-up hinge", "squared_hinge", "added-up squared_hinge")    # with targets of 1 and -1
USUAL = [("sigmoid", "sigmoid"), ("relu", "softmax"), ("relu", "linear"), ("relu", "sigmoid"), ("sigmoid", "softmax"),
         ("sigmoid", "linear"), ("tanh", "tanh"), ("tanh", "softmax"), ("tanh", "linear"), ("tanh", "sigmoid"),
         ("relu", "relu")]
LAST = ("linear", "sigmoid", "softmax", "tanh")
USUAL += [(hidden, last) for last in LAST for hidden in ("sigmoid", "relu", "tanh", "leaky_relu")
          if (hidden, last) not in USUAL]

# Losses that are those of the table but for the number of outputs: (name, its power, words).
SCALED = {"half the mean of squares": ("half_squared_error", -1),
          "added-up binary_cross_entropy": ("binary_cross_entropy", 1),
          "mean categorical_cross_entropy": ("categorical_cross_entropy", -1),
          "added-up absolute_error": ("mean_absolute_error", 1), "added-up hinge": ("hinge", 1),
          "added-up squared_hinge": ("squared_hinge", 1)}


class TimesOutputs:
    """A loss that is added up over the outputs where the table's is a mean."""

    def dE_douts(self, targets, outs):
        return [float(len(outs)) * slope for slope in super().dE_douts(targets, outs)]


class OverOutputs:
    """A loss that is a mean over the outputs where the table's is a sum."""

    def dE_douts(self, targets, outs):
        return [slope / float(len(outs)) for slope in super().dE_douts(targets, outs)]


class Convention:
    """Activations, a loss and a reduction that a step is judged by.

    activations    one for each layer, or (of the hidden layers, of the last)
    loss           of the table of losses, or of SCALED
    reduction      "mean" or "sum", over the batch
    """

    def __init__(self, activations, loss, reduction="mean"):
        self.activations, self.loss, self.reduction = tuple(activations), loss, reduction
        self.known_loss, self.power = SCALED.get(loss, (loss, 0)) if isinstance(loss, str) else (loss, 0)

    def scale(self, trainer):
        """The trainer, its loss multiplied or divided by the number of outputs."""
        if self.power:
            mix(trainer.network.loss, TimesOutputs if self.power > 0 else OverOutputs)
        return trainer

    def of_layers(self, count):
        if len(self.activations) == count:
            return list(self.activations)
        return [self.activations[0]] * (count - 1) + [self.activations[-1]]

    @property
    def words(self):
        """`sigmoid → softmax, categorical_cross_entropy`"""
        names = [each["name"] if isinstance(each, dict) else each for each in self.activations]
        return f"{' → '.join(names)}, {self.loss if isinstance(self.loss, str) else self.loss['name']}"

    def __repr__(self):
        return f"Convention({self.words}, {self.reduction})"


def conventions(activations, loss, targets):
    """What a step may be right for, as far as nobody has said what it is for, the most usual first."""
    return [Convention(each, other) for each in pairs_of(activations, loss)
            for other in losses_of(each[-1], loss, targets)]


def pairs_of(activations, loss):
    """The activations as they were told; one name alone is that of the hidden layers, and first of all of the last."""
    if isinstance(activations, (tuple, list)):
        return [tuple(activations)]
    if activations is None:
        return usual_for(loss)
    if activations == "softmax":
        return [(hidden, "softmax") for hidden in ("sigmoid", "relu", "tanh", "softmax")]
    return [(activations, last) for last in dict.fromkeys((activations, *LAST))]


def usual_for(loss):
    """The usual pairs; those first whose last layer goes with the loss."""
    fitting = {"categorical_cross_entropy": "softmax", "sparse_categorical_cross_entropy": "softmax",
               "kl_divergence": "softmax", "softmax_cross_entropy": "linear", "sigmoid_cross_entropy": "linear"}
    return sorted(USUAL, key=lambda pair: loss in fitting and pair[1] != fitting[loss])


def losses_of(last, loss, targets):
    if loss is not None:
        return [loss]
    if targets == "either side":
        return AFTER_SIDES if last in ("linear", "tanh") else ()
    return (*SQUARES, *CROSS_ENTROPIES.get(last, ()), *OTHERS)


def targets_for(loss):
    """Which targets to try, in turn: those that fit the loss."""
    fitting = {"hinge": ["either side"], "squared_hinge": ["either side"],
               "sparse_categorical_cross_entropy": ["class number"]}
    return fitting.get(loss, ["shares", "one-hot"] if loss else ["shares", "one-hot", "either side"])
