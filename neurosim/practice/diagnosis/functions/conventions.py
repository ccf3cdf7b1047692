"""What a step may be right for: activations, a loss and whether it is taken as a sum or a mean; all are tried.

A step with δ = out − target is right for a cross-entropy, and forgets a slope if the loss is a square: so a mistake is
looked for only where no usual convention makes the numbers right.
"""

from ..usual_losses import MEAN, SQUARES, SUM, otherwise, split

CROSS_ENTROPIES = {"sigmoid": ("binary_cross_entropy", f"binary_cross_entropy{SUM}"),
                   "softmax": ("categorical_cross_entropy", f"categorical_cross_entropy{MEAN}")}
OTHERS = (f"half_squared_error{MEAN}", "mean_absolute_error", "mean_absolute_error" + SUM)
AFTER_SIDES = ("hinge", f"hinge{SUM}", "squared_hinge", f"squared_hinge{SUM}")    # with targets of 1 and -1
USUAL = [("sigmoid", "sigmoid"), ("relu", "softmax"), ("relu", "linear"), ("relu", "sigmoid"), ("sigmoid", "softmax"),
         ("sigmoid", "linear"), ("tanh", "tanh"), ("tanh", "softmax"), ("tanh", "linear"), ("tanh", "sigmoid"),
         ("relu", "relu")]
LAST = ("linear", "sigmoid", "softmax", "tanh")
USUAL += [(hidden, last) for last in LAST for hidden in ("sigmoid", "relu", "tanh", "leaky_relu")
          if (hidden, last) not in USUAL]


class Convention:
    """Activations, a loss and a reduction that a step is judged by.

    activations    one for each layer, or (of the hidden layers, of the last)
    loss           of the table of losses, or of usual_losses.py
    reduction      "mean" or "sum", over the batch
    """

    def __init__(self, activations, loss, reduction="mean"):
        self.activations, self.loss, self.reduction = tuple(activations), loss, reduction
        self.known_loss, self.taken = split(loss) if isinstance(loss, str) else (loss, "")

    def take(self, trainer):
        """The trainer, its loss with the outputs taken as the convention has them."""
        otherwise(trainer.network.loss, self.taken)
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
