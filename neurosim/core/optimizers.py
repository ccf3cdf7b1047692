"""Optimizers: what to do with a gradient. Only an optimizer moves a weight, and only when every slope is known.

All of them go downhill, w - learning_rate * direction, and differ in the direction that they make of a slope g = dE/dw.
Conventions and defaults are PyTorch's, with two exceptions that are said here: `learning_rate` is its lr, beta1 and
beta2 are its betas, and the learning rate of sgd is 0.5; and an eps of 0 is refused, as it makes 0 / 0 of a neuron
that is dead. A setting of 0 that switches something off (momentum, weight_decay) is switched off when the optimizer
is made: no formula has a term for it.

To add one, add an entry: a class whose `directions` is arithmetic on numbers, so that it can be explained too. What it
remembers of a group of weights (those of a neuron, or the biases of a layer) it sets as lists in `memory`.
"""

from .guard import checks
from .guard.errors import NeurosimError
from .maths import INFINITY, largest, sqrt, square
from .optimizer import CAN_BE_OFF, OPTIMIZERS, Optimizer, is_on    # noqa: F401   who shows settings asks for two more


def share(value, field):
    """How much of a running mean stays: 0 forgets at once, 1 would never learn."""
    return checks.number(value, field, 0.0, checks.BELOW_ONE, "a number >= 0 and < 1")


def safety(value):
    """What keeps a divisor from 0."""
    return checks.number(value, "eps", 5e-324, expected="a finite number > 0")


def running_mean(stays, means, values):
    """Each mean moves towards its value: stays * mean + (1 - stays) * value."""
    comes = 1.0 - stays
    return [stays * mean + comes * value for mean, value in zip(means, values)]


@OPTIMIZERS.entry
class sgd(Optimizer):
    """Gradient descent: w - learning_rate * g, a step downhill.

    With momentum a weight rolls: where slopes agree it picks up speed, where they alternate it calms down.

        velocity = momentum * velocity + g          direction = velocity
                                         nesterov:  direction = g + momentum * velocity

    Other books put the learning rate into the velocity (Polyak 1964, Sutskever 2013, Keras): the same weights as long
    as the learning rate stays. Those that write velocity = momentum * velocity + (1 - momentum) * g take smaller steps.
    """

    def __init__(self, learning_rate=0.5, momentum=0.0, nesterov=False, weight_decay=0.0):
        self.set(learning_rate=learning_rate, momentum=momentum, weight_decay=weight_decay)
        self.nesterov = checks.boolean(nesterov, "nesterov")
        self.initial_memory = {"velocity": 0.0} if "momentum" in self.settings else {}
        self.directs = bool(self.initial_memory) or self.decays
        if nesterov and not self.initial_memory:
            raise NeurosimError("nesterov", "false, as the momentum is 0", nesterov)

    def directions(self, slopes, memory):
        """The velocity; Nesterov's: the slope, and the velocity once more, as if the next roll had begun."""
        if not self.initial_memory:
            return slopes
        memory["velocity"] = [self.momentum * velocity + slope for velocity, slope in zip(memory["velocity"], slopes)]
        if not self.nesterov:
            return memory["velocity"]
        return [slope + self.momentum * velocity for velocity, slope in zip(memory["velocity"], slopes)]


@OPTIMIZERS.entry
class adagrad(Optimizer):
    """A rate of its own for each weight: the more it has been told to move, the less it does (Duchi and others, 2011).

        squares = squares + g²          direction = g / (√squares + eps)

    PyTorch's, without its lr_decay. In Keras and optax the squares begin with initial_accumulator 0.1 and eps is 1e-7.
    """

    ranges = {"squares": (0.0, INFINITY)}

    def __init__(self, learning_rate=0.01, initial_accumulator=0.0, eps=1e-10, weight_decay=0.0):
        self.set(learning_rate=learning_rate, eps=safety(eps), weight_decay=weight_decay)
        first = checks.number(initial_accumulator, "initial_accumulator", low=0.0, expected="a finite number >= 0")
        self.initial_memory = {"squares": first}

    def directions(self, slopes, memory):
        """g / (√squares + eps)"""
        memory["squares"] = [squares + square(slope) for squares, slope in zip(memory["squares"], slopes)]
        return [slope / (sqrt(squares) + self.eps) for slope, squares in zip(slopes, memory["squares"])]


@OPTIMIZERS.entry
class rmsprop(Optimizer):
    """Adagrad that forgets: the slope in units of its usual size (Hinton's lecture 6e, 2012).

        mean_square = alpha * mean_square + (1 - alpha) * g²        direction = g / (√mean_square + eps)
        centered:   the mean of g, squared, is taken off the mean square
        momentum:   velocity = momentum * velocity + direction, and that is the direction

    PyTorch's. Hinton's and Keras's alpha, "rho" there, is 0.9; Keras adds its eps of 1e-7 below the root. Where
    rounding makes a centered mean square negative, PyTorch has nan and this has 0.
    """

    ranges = {"mean_square": (0.0, INFINITY)}

    def __init__(self, learning_rate=0.01, alpha=0.99, eps=1e-8, weight_decay=0.0, momentum=0.0, centered=False):
        self.set(learning_rate=learning_rate, alpha=share(alpha, "alpha"), eps=safety(eps), weight_decay=weight_decay,
                 momentum=momentum)
        self.centered = checks.boolean(centered, "centered")
        names = ["mean_square", *["mean"] * centered, *["velocity"] * ("momentum" in self.settings)]
        self.initial_memory = dict.fromkeys(names, 0.0)

    def directions(self, slopes, memory):
        """g / (√mean_square + eps), or the velocity that adds them up."""
        memory["mean_square"] = running_mean(self.alpha, memory["mean_square"], map(square, slopes))
        sizes = self.spreads(slopes, memory) if self.centered else memory["mean_square"]
        directions = [slope / (sqrt(size) + self.eps) for slope, size in zip(slopes, sizes)]
        if "velocity" not in self.initial_memory:
            return directions
        memory["velocity"] = [self.momentum * velocity + direction
                              for velocity, direction in zip(memory["velocity"], directions)]
        return memory["velocity"]

    def spreads(self, slopes, memory):
        """The variance of each slope: mean_square - mean²"""
        memory["mean"] = running_mean(self.alpha, memory["mean"], slopes)
        return [largest(mean_square - square(mean), 0.0)
                for mean_square, mean in zip(memory["mean_square"], memory["mean"])]


@OPTIMIZERS.entry
class adam(Optimizer):
    """Momentum and rmsprop in one, and both without their slow start (Kingma and Ba, 2015).

        m = beta1 * m + (1 - beta1) * g         m_hat = m / (1 - beta1^t)
        v = beta2 * v + (1 - beta2) * g²        v_hat = v / (1 - beta2^t)        direction = m_hat / (√v_hat + eps)

    m and v begin with 0, and after t steps their weights add up to 1 - beta^t only: dividing by it makes them means.
    beta1_t and beta2_t are these powers, one factor more each step. PyTorch's, and the paper's algorithm 1. Keras and
    TensorFlow add an eps of 1e-7 to √v before it is corrected. Weight decay is part of the slope; AdamW's is not.
    """

    ranges = {"v": (0.0, INFINITY), "beta1_t": (0.0, 1.0), "beta2_t": (0.0, 1.0)}

    def __init__(self, learning_rate=0.001, beta1=0.9, beta2=0.999, eps=1e-8, weight_decay=0.0):
        self.set(learning_rate=learning_rate, beta1=share(beta1, "beta1"), beta2=share(beta2, "beta2"), eps=safety(eps),
                 weight_decay=weight_decay)
        self.initial_memory = {"m": 0.0, "v": 0.0}
        self.shared_memory = {"beta1_t": 1.0, "beta2_t": 1.0}

    def advance(self):
        """beta^t = beta^(t-1) * beta"""
        self.shared_memory["beta1_t"] *= self.beta1
        self.shared_memory["beta2_t"] *= self.beta2

    def directions(self, slopes, memory):
        """m_hat / (√v_hat + eps)"""
        correction1, correction2 = 1.0 - self.shared_memory["beta1_t"], 1.0 - self.shared_memory["beta2_t"]
        memory["m"] = running_mean(self.beta1, memory["m"], slopes)
        memory["v"] = running_mean(self.beta2, memory["v"], map(square, slopes))
        memory["m_hat"] = [m / correction1 for m in memory["m"]]
        memory["v_hat"] = [v / correction2 for v in memory["v"]]
        return [m_hat / (sqrt(v_hat) + self.eps) for m_hat, v_hat in zip(memory["m_hat"], memory["v_hat"])]
