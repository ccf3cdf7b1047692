"""Mistakes with the step itself: in which direction, how far, and which biases move."""

from ...core.batches import added
from ...core.maths import total
from .mistake import EVERYWHERE, has_bias, layers, mistake, mix, mixed_into, neurons
from .factors import Ascent, SlopesTurned


@mistake("the step goes up the slope: the gradient is right, and added",
         "w⁺ = w − η · ∂E/∂w: downhill is where the slope falls.", variants=("update", "slope", "biases", "weights"),
         said={"update": "", "slope": ", as ∂E/∂w itself has the other sign and is still subtracted",
               "biases": ", for biases only", "weights": ", for weights only"})
def ascent(experiment, where):
    network = experiment.network
    mix(*{"update": (network.optimizer, Ascent), "slope": (network.loss, SlopesTurned),
          "biases": (network.optimizer, AscentOfBiases), "weights": (network.optimizer, AscentOfWeights)}[where])


class AscentOfBiases:
    def step(self, network, gradient):
        super().step(network, [[*dE_dws, [-slope for slope in dE_dbs]] for *dE_dws, dE_dbs in gradient])


class AscentOfWeights:
    def step(self, network, gradient):
        super().step(network, [[*[[-slope for slope in slopes] for slopes in dE_dws], dE_dbs]
                               for *dE_dws, dE_dbs in gradient])


@mistake("the learning rate is left out, or taken as 1", "w⁺ = w − η · ∂E/∂w, with the η of the exercise.",
         when=lambda experiment: experiment.network.optimizer.learning_rate != 1.0)
def missing_learning_rate(experiment):
    experiment.network.optimizer.learning_rate = 1.0


@mistake("the learning rate is multiplied in twice", "w⁺ = w − η · ∂E/∂w: once is enough.",
         when=lambda experiment: experiment.network.optimizer.learning_rate != 1.0)
def rate_twice(experiment):
    experiment.network.optimizer.learning_rate *= experiment.network.optimizer.learning_rate


@mistake("the gradients of the steps before are still in it: they were not set back to 0, and the new ones are added",
         "Set every gradient to 0 before each step.", variants=("all", "last"),
         said={"all": "", "last": ", those of the last step only"})
def gradient_not_reset(experiment, where):
    mix(experiment.network, {"all": GradientNotReset, "last": LastGradientAdded}[where])
    experiment.network.before = None


class GradientNotReset:
    def gradient(self, batch, reduction="mean"):
        gradient = super().gradient(batch, reduction)
        self.before = gradient = gradient if self.before is None else added(self.before, gradient)
        return gradient


class LastGradientAdded:
    def gradient(self, batch, reduction="mean"):
        gradient, before = super().gradient(batch, reduction), self.before
        self.before = gradient
        return gradient if before is None else added(before, gradient)


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
            layer.bias, layer.bias_count = "own", len(layer.neurons)
        layer.train_bias = True


@mistake("the bias that a layer shares is trained, by the sum of its neurons' gradients",
         "Both are in use; look up which biases the exercise trains.", convention=True,
         when=lambda experiment: any(layer.bias == "shared" for layer in layers(experiment)))
def bias_shared(experiment):
    for layer in layers(experiment):
        layer.train_bias = True


@mistake("every bias of a layer is moved by the sum of the whole layer's δ",
         "Each neuron's own bias has that neuron's δ for its gradient; over a batch it is the samples that are added "
         "up.", when=lambda experiment: any(map(has_several_biases, layers(experiment))),
         variants=EVERYWHERE, each_layer=True)
@mixed_into(lambda experiment, where: filter(has_several_biases, layers(experiment, where)))
class bias_sum_over_layer:
    def dE_dbs(self):
        return [total(super().dE_dbs())] * self.bias_count


@mistake("the gradient of a bias is the sum of those of its neuron's weights",
         "The bias has no inputs beside it: ∂E/∂b = δ, added up over the batch.", when=has_bias)
@mixed_into(neurons)
class bias_sum_over_inputs:
    __slots__ = ()

    def dE_db(self):
        return total([self.dE_dnet * x for x in self.inputs])


def has_several_biases(layer):
    return layer.bias_count > 1


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
