"""Mistakes with a batch: how often it is divided by its size, and what is added up over it."""

from ...core.batches import added, divided
from .mistake import has_bias, layers, mistake, mix, mixed_into, network


def has_batches(experiment):
    return experiment.batches.batch_size > 1


@mistake("the gradient is the mean over the batch", "Both are in use; here the gradients of a batch are added up.",
         convention=True, when=lambda experiment: has_batches(experiment) and experiment.reduction == "sum")
def mean_over_batch(experiment):
    experiment.reduction = "mean"


@mistake("the gradient is the sum over the batch",
         "Both are in use; here the gradients of a batch are divided by its size.", convention=True,
         when=lambda experiment: has_batches(experiment) and experiment.reduction == "mean")
def sum_over_batch(experiment):
    experiment.reduction = "sum"


def divides(experiment):
    return has_batches(experiment) and experiment.reduction == "mean"


PLACES = ("hidden", "output", "weights", "biases")


def groups_in(place, gradient):
    """For each layer of a gradient, and each group of it, whether it is one of those meant."""
    for number, groups in enumerate(gradient, 1):
        in_layer = (number < len(gradient)) == (place == "hidden") or place not in ("hidden", "output")
        of_weights = [place != "biases"] * (len(groups) - 1)
        yield [in_layer and each for each in (*of_weights, place != "weights")]


def scaled(gradient, place, factor):
    """The gradient, with the groups that are meant multiplied by a factor."""
    return [[[slope * factor for slope in slopes] if meant else slopes for slopes, meant in zip(groups, chosen)]
            for groups, chosen in zip(gradient, groups_in(place, gradient))]


@mistake("the gradient is divided by the size of the batch twice", "Divide once: in the loss, or in the step.",
         when=divides, variants=("", *PLACES), said={place: f", of {place} only" for place in PLACES[2:]})
def divided_twice(experiment, where):
    mix(experiment.network, DividedTwice)
    experiment.network.divided_again = where


class DividedTwice:
    def gradient(self, batch, reduction="mean"):
        return scaled(super().gradient(batch, reduction), self.divided_again, 1.0 / float(len(batch)))


@mistake("the gradient is the mean over the batch in some places, and the sum in others",
         "Divide the gradients of all weights and biases by the size of the batch, or of none.",
         when=divides, variants=PLACES[::-1],
         said={"biases": ": the sum for biases", "weights": ": the sum for weights",
               "hidden": ": the sum in hidden layers", "output": ": the sum in the output layer"})
def divided_in_part(experiment, where):
    mix(experiment.network, DividedInPart)
    experiment.network.undivided = where


class DividedInPart:
    def gradient(self, batch, reduction="mean"):
        return scaled(super().gradient(batch, reduction), self.undivided, float(len(batch)))


ONE_SAMPLE = {"last": "the last", "first": "the first",
              "last divided": "the last, and divided by the size of the batch",
              "first divided": "the first, and divided by the size of the batch"}


@mistake("the gradient of a bias is not added up over the batch, and each sample has a bias of its own",
         "One bias serves every sample: add its gradients up over the batch, as those of a weight.",
         when=lambda experiment: has_batches(experiment) and has_bias(experiment), variants=tuple(ONE_SAMPLE),
         said={where: f": it is that of {sample}" for where, sample in ONE_SAMPLE.items()})
def bias_not_summed(experiment, where):
    for layer in layers(experiment):
        mix(layer, BiasSlopesKept)
    mix(experiment.network, BiasOfOneSample)
    experiment.network.place_kept, experiment.network.divides = -where.startswith("last"), where.endswith("divided")


class BiasSlopesKept:
    def gradient(self):
        """What each sample's gradient of the biases was is remembered."""
        *dE_dws, dE_dbs = super().gradient()
        self.bias_slopes.append(dE_dbs)
        return [*dE_dws, dE_dbs]


class BiasOfOneSample:
    def gradient(self, batch, reduction="mean"):
        for layer in self.layers:
            layer.bias_slopes = []
        share = float(len(batch)) if self.divides else 1.0
        gradient = super().gradient(batch, reduction)
        return [[*dE_dws, [slope / share for slope in layer.bias_slopes[self.place_kept]]]
                for (*dE_dws, _), layer in zip(gradient, self.layers)]


@mistake("the weights move after every sample, where the exercise takes the batch as one step",
         "Both are in use; in a batch every sample meets the same weights.", convention=True, when=has_batches)
@mixed_into(network)
class batch_as_online:
    def learn(self, batch, reduction="mean"):
        for sample in batch:
            super().learn([sample], reduction)


@mistake("all samples are taken as one batch, where the exercise moves the weights after every one",
         "Both are in use; online, each sample meets the weights that the one before it has left.", convention=True,
         when=lambda experiment: experiment.batches.batch_size == 1 < len(experiment.samples))
def online_as_batch(experiment):
    experiment.network.epoch, experiment.network.waiting = len(experiment.samples), []
    mix(experiment.network, Waiting)


class Waiting:
    def learn(self, batch, reduction="mean"):
        """The weights stay until every sample has been seen."""
        self.waiting.append(self.gradient(batch, reduction))
        if len(self.waiting) == self.epoch:
            gradients, self.waiting = self.waiting, []
            self.optimizer.step(self, mean(gradients))


def mean(gradients):
    whole = gradients[0]
    for gradient in gradients[1:]:
        whole = added(whole, gradient)
    return divided(whole, float(len(gradients)))
