"""Mistakes with what an optimizer remembers: momentum, running means and their correction, weight decay."""

from ...core.maths import sqrt, square
from .mistake import mistake, mix, mixed_into


def optimizer(experiment):
    return [experiment.network.optimizer]


def optimizer_is(*names):
    return lambda experiment: experiment.network.optimizer.name in names


def has_momentum(experiment):
    return "momentum" in experiment.network.optimizer.settings


def rolls(experiment):
    """Whether it is sgd with momentum."""
    return has_momentum(experiment) and optimizer_is("sgd")(experiment)


def decays(experiment):
    return experiment.network.optimizer.decays


def remembers(experiment):
    return bool(experiment.network.optimizer.initial_memory)


@mistake("what the optimizer remembers is lost after every step, and begins anew",
         "Keep the velocity and the running means from step to step.", when=remembers)
@mixed_into(optimizer)
class memory_lost:
    def directions(self, slopes, memory):
        memory.update((name, [first] * len(slopes)) for name, first in self.initial_memory.items())
        return super().directions(slopes, memory)


# Momentum.

@mistake("the momentum is left out: the step goes along the slope, not along the velocity",
         "velocity = momentum · velocity + g, and w⁺ = w − η · velocity.", when=rolls)
@mixed_into(optimizer)
class momentum_left_out:
    def directions(self, slopes, memory):
        super().directions(slopes, memory)
        return slopes


@mistake("the learning rate stands in the velocity, velocity = momentum · velocity + η · g",
         "Both are in use, and lead to the same weights; it must not be multiplied in again in the step.", when=rolls,
         convention=True, variants=("velocity", "minus", "twice"),
         said={"velocity": "", "minus": " and with a minus, velocity = momentum · velocity − η · g",
               "twice": " and in the step once more"})
def rate_in_velocity(experiment, where):
    mix(experiment.network.optimizer, {"velocity": RateInVelocity, "minus": MinusRateInVelocity,
                                       "twice": RateInBoth}[where])


class RateInBoth:
    in_velocity = 1.0

    def directions(self, slopes, memory):
        rate = self.in_velocity * self.learning_rate
        return super().directions([rate * slope for slope in slopes], memory)


class RateInVelocity(RateInBoth):
    def move(self, values, slopes, memory=None):
        for i, direction in enumerate(self.directed(values, slopes, memory)):
            values[i] -= self.in_velocity * direction


class MinusRateInVelocity(RateInVelocity):
    in_velocity = -1.0


@mistake("the velocity is a running mean, velocity = momentum · velocity + (1 − momentum) · g",
         "Both are in use; without the factor (1 − momentum) steps are longer, by 1 / (1 − momentum) in the long run.",
         when=rolls, convention=True)
@mixed_into(optimizer)
class velocity_as_mean:
    def directions(self, slopes, memory):
        return super().directions([(1.0 - self.momentum) * slope for slope in slopes], memory)


@mistake("the velocity that is kept has the other sign: velocity = g − momentum · velocity",
         "velocity = momentum · velocity + g: a weight goes on as it went.", when=rolls)
@mixed_into(optimizer)
class velocity_sign:
    def directions(self, slopes, memory):
        memory["velocity"] = [-velocity for velocity in memory["velocity"]]
        return super().directions(slopes, memory)


@mistake("Nesterov's direction takes the velocity with the other sign: g − momentum · velocity",
         "Nesterov's direction is g + momentum · velocity.",
         when=lambda experiment: getattr(experiment.network.optimizer, "nesterov", False))
@mixed_into(optimizer)
class nesterov_sign:
    def directions(self, slopes, memory):
        super().directions(slopes, memory)
        return [slope - self.momentum * velocity for velocity, slope in zip(memory["velocity"], slopes)]


@mistake("the step goes along the velocity of the step before, to which the slope has not been added yet",
         "Add the slope to the velocity first, then move the weights along it.", when=rolls)
@mixed_into(optimizer)
class velocity_late:
    def directions(self, slopes, memory):
        before = memory["velocity"]
        super().directions(slopes, memory)
        return before


@mistake("Nesterov's momentum is taken for the plain one, or the plain one for Nesterov's",
         "Plain: the step goes along the velocity. Nesterov: along g + momentum · velocity.", when=rolls)
def nesterov_by_mistake(experiment):
    experiment.network.optimizer.nesterov = not experiment.network.optimizer.nesterov


# Running means of squares.

SIZES = {"adagrad": "squares", "rmsprop": "mean_square", "adam": "v_hat"}    # what the root is taken of


class OtherDivisor:
    """Each slope (Adam: each m_hat) is divided by something else that is made of the mean square."""

    def directions(self, slopes, memory):
        super().directions(slopes, memory)
        slopes, sizes = memory.get("m_hat", slopes), memory[SIZES[self.name]]
        return [slope / self.divisor(size) for slope, size in zip(slopes, sizes)]


def divides_by_root(experiment):
    settings = experiment.network.optimizer.parameters
    return experiment.network.optimizer.name in SIZES and not (settings.get("centered") or settings.get("momentum"))


@mistake("the root is forgotten: the slope is divided by its mean square", "Divide by the root of it, plus eps.",
         when=divides_by_root)
@mixed_into(optimizer)
class missing_root(OtherDivisor):
    def divisor(self, size):
        return size + self.eps


@mistake("eps is added below the root", "Both are in use; here it is added to the root.", convention=True,
         when=divides_by_root)
@mixed_into(optimizer)
class eps_below_root(OtherDivisor):
    def divisor(self, size):
        return sqrt(size + self.eps)


@mistake("the shares of a running mean are exchanged: it keeps 1 − β of the old and takes β of the new",
         "mean = β · mean + (1 − β) · g: with β = 0.9 nine tenths of the old one stay.",
         when=optimizer_is("rmsprop", "adam"), variants=("both", "squares"),
         said={"both": "", "squares": ", of the squares only"})
def shares_exchanged(experiment, where):
    shares = {"both": ("alpha", "beta1", "beta2"), "squares": ("alpha", "beta2")}[where]
    [changed] = optimizer(experiment)
    for name in set(shares).intersection(changed.settings):
        setattr(changed, name, 1.0 - getattr(changed, name))


@mistake("the mean square is a sum: nothing of the old squares is forgotten",
         "rmsprop forgets: mean_square = alpha · mean_square + (1 − alpha) · g².", when=optimizer_is("rmsprop"))
@mixed_into(optimizer)
class squares_added:
    def directions(self, slopes, memory):
        memory["mean_square"] = [size + square(slope) for size, slope in zip(memory["mean_square"], slopes)]
        return [slope / (sqrt(size) + self.eps) for slope, size in zip(slopes, memory["mean_square"])]


# Weight decay.

DECAYS = {"left out": (0.0, "is left out"), "twice": (2.0, "is taken twice, as the slope of λ · w² without its ½"),
          "half": (0.5, "is halved"), "sign": (-1.0, "has the other sign, and weights grow")}


@mistake("the weight decay", "It adds λ/2 · w² to E, hence λ · w to the slope.", when=decays, variants=tuple(DECAYS),
         said={where: f" {what}" for where, (_, what) in DECAYS.items()})
def wrong_decay(experiment, where):
    mix(experiment.network.optimizer, DecayTimes)
    experiment.network.optimizer.decay_factor = DECAYS[where][0]


class DecayTimes:
    def directed(self, values, slopes, memory):
        decay = self.weight_decay
        self.weight_decay = self.decay_factor * decay
        directions = super().directed(values, slopes, memory)
        self.weight_decay = decay
        return directions


@mistake("biases do not decay, and only weights do", "Both are in use; here the weight decay is for all parameters.",
         convention=True, when=decays)
@mixed_into(optimizer)
class decay_without_biases:
    def directed(self, values, slopes, memory):
        self.decays = not any(memory is groups[-1] for groups in self.memory)
        directions = super().directed(values, slopes, memory)
        self.decays = True
        return directions


@mistake("the weight decay is no part of the slope: the weight itself shrinks, by η · λ · w (or by λ · w) in each step",
         "Both are in use (AdamW); here λ · w is added to the slope.", convention=True, when=decays,
         variants=("rate", "no rate"), said={"rate": ": by η · λ · w", "no rate": ": by λ · w, without η"})
def decay_beside_slope(experiment, where):
    mix(experiment.network.optimizer, {"rate": DecayBesideSlope, "no rate": DecayWithoutRate}[where])


class DecayBesideSlope:
    def directed(self, values, slopes, memory):
        self.decays = False
        directions = super().directed(values, slopes, memory)
        self.decays = True
        return [direction + self.shrink() * w for direction, w in zip(directions, values)]

    def shrink(self):
        return self.weight_decay


class DecayWithoutRate(DecayBesideSlope):
    def shrink(self):
        return self.weight_decay / self.learning_rate
