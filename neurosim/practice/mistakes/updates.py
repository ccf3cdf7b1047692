"""Mistakes with the step itself: in which direction, how far, and which biases move."""

from ...core.batches import added, divided
from ...core.guard.door import users
from .mistake import has_bias, layers, mistake, mix, mixed_into, network
from .factors import Ascent, SlopesTurned


@mistake("the step goes up the slope: the gradient is right, and added",
         "w⁺ = w − η · ∂E/∂w: downhill is where the slope falls.", variants=("update", "slope"),
         said={"update": "", "slope": ", as ∂E/∂w itself has the other sign and is still subtracted"})
def ascent(experiment, where):
    mix(*{"update": (experiment.network.optimizer, Ascent), "slope": (experiment.network.loss, SlopesTurned)}[where])


@mistake("the learning rate is left out, or taken as 1", "w⁺ = w − η · ∂E/∂w, with the η of the exercise.",
         when=lambda experiment: experiment.network.optimizer.learning_rate != 1.0)
def missing_learning_rate(experiment):
    experiment.network.optimizer.learning_rate = 1.0


# Biases: three conventions, taken for each other.

@mistake("biases stay as they are, and only weights are trained", "Both are in use; here biases are trained, too.",
         convention=True,
         when=lambda experiment: any(layer.train_bias for layer in layers(experiment)) and has_bias(experiment))
def bias_not_trained(experiment):
    for layer in layers(experiment):
        layer.train_bias = False


@mistake("each neuron has a bias of its own, and it is trained",
         "Both are in use; look up which biases the exercise trains.", convention=True, when=has_bias)
def bias_trained(experiment):
    own_biases(experiment.network)


def own_biases(network):
    """What the neurons shared becomes each one's own."""
    for layer in network.layers:
        if layer.bias == "shared":
            layer.bias, layer.users = "own", users("own", len(layer.neurons))
        layer.train_bias = True


@mistake("the bias that a layer shares is trained, by the sum of its neurons' gradients",
         "Both are in use; look up which biases the exercise trains.", convention=True,
         when=lambda experiment: any(layer.bias == "shared" for layer in layers(experiment)))
def bias_shared(experiment):
    for layer in layers(experiment):
        layer.train_bias = True


@mistake("biases stay in the first step, and are each neuron's own and trained from the second on",
         "Train biases from the first step on, or not at all.", convention=True, when=has_bias)
def bias_trained_later(experiment):
    for layer in layers(experiment):
        layer.train_bias = False
    mix(experiment.network, BiasTrainedLater)


class BiasTrainedLater:
    def learn(self, batch, reduction="mean"):
        super().learn(batch, reduction)
        own_biases(self)


# Batches.

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


@mistake("the gradient is divided by the size of the batch twice", "Divide once: in the loss, or in the step.",
         when=lambda experiment: has_batches(experiment) and experiment.reduction == "mean")
@mixed_into(network)
class divided_twice:
    def gradient(self, batch, reduction="mean"):
        gradient = super().gradient(batch, reduction)
        return [[[slope / float(len(batch)) for slope in slopes] for slopes in layer] for layer in gradient]


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
