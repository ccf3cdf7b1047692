"""Optimizers that go along the slope, or the slope in some unit; optimizers.py says what one is made of."""

from .guard import checks
from .guard.errors import NeurosimError
from .maths import INFINITY, largest, sign, sqrt, square, where
from .optimizer import OPTIMIZERS, Optimizer, running_mean, safety, share


@OPTIMIZERS.entry
class sgd(Optimizer):
    """Gradient descent: w - learning_rate * g, a step downhill.

    With momentum a weight rolls: where slopes agree it picks up speed, where they alternate it calms down.

        velocity = momentum * velocity + g          direction = velocity
                                         nesterov:  direction = g + momentum * velocity

    With dampening only 1 - dampening of each slope comes in, but all of the first.

    Other books put the learning rate into the velocity (Polyak 1964, Sutskever 2013, Keras): the same weights as long
    as the learning rate stays. Those that write velocity = momentum * velocity + (1 - momentum) * g take smaller steps.
    """

    ranges = {"steps": (0.0, INFINITY)}

    def __init__(self, learning_rate=0.5, momentum=0.0, nesterov=False, weight_decay=0.0, l1=0.0, dampening=0.0):
        self.set(learning_rate=learning_rate, momentum=momentum, weight_decay=weight_decay, l1=l1, dampening=dampening)
        self.nesterov = checks.boolean(nesterov, "nesterov")
        self.initial_memory = {"velocity": 0.0} if "momentum" in self.settings else {}
        self.directs = bool(self.initial_memory) or self.decays
        if nesterov and not self.initial_memory:
            raise NeurosimError("nesterov", "false, as the momentum is 0", nesterov)
        self.damps = "dampening" in self.settings
        if self.damps and (nesterov or not self.initial_memory):
            why = "nesterov is true" if nesterov else "the momentum is 0"
            raise NeurosimError("dampening", f"0, as {why}", dampening)
        self.shared_memory = {"steps": 0.0} if self.damps else {}

    def advance(self):
        if self.damps:
            self.shared_memory["steps"] += 1.0

    def directions(self, slopes, memory):
        """The velocity; Nesterov's: the slope, and the velocity once more, as if the next roll had begun."""
        if not self.initial_memory:
            return slopes
        comes = self.damped(slopes) if self.damps else slopes
        memory["velocity"] = [self.momentum * velocity + slope for velocity, slope in zip(memory["velocity"], comes)]
        if not self.nesterov:
            return memory["velocity"]
        return [slope + self.momentum * velocity for velocity, slope in zip(memory["velocity"], slopes)]

    def damped(self, slopes):
        comes = where(self.shared_memory["steps"] > 1.0, 1.0 - self.dampening, 1.0)
        return [comes * slope for slope in slopes]


@OPTIMIZERS.entry
class adagrad(Optimizer):
    """A rate of its own for each weight: the more it has been told to move, the less it does (Duchi and others, 2011).

        squares = squares + g²          direction = g / (√squares + eps)

    PyTorch's, without its lr_decay. In Keras and optax the squares begin with initial_accumulator 0.1 and eps is 1e-7.
    """

    ranges = {"squares": (0.0, INFINITY)}

    def __init__(self, learning_rate=0.01, initial_accumulator=0.0, eps=1e-10, weight_decay=0.0, l1=0.0):
        self.set(learning_rate=learning_rate, eps=safety(eps), weight_decay=weight_decay, l1=l1)
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

    def __init__(self, learning_rate=0.01, alpha=0.99, eps=1e-8, weight_decay=0.0, momentum=0.0, centered=False,
                 l1=0.0):
        self.set(learning_rate=learning_rate, alpha=share(alpha, "alpha"), eps=safety(eps), weight_decay=weight_decay,
                 momentum=momentum, l1=l1)
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
class adadelta(Optimizer):
    """The slope in units of its usual size, times the usual size of a move: no learning rate to choose (Zeiler, 2012).

        mean_square = rho * mean_square + (1 - rho) * g²
        direction = √(mean_move + eps) / √(mean_square + eps) * g
        mean_move = rho * mean_move + (1 - rho) * direction²

    The paper has a learning rate of 1, as PyTorch has; Keras's is 0.001, its rho 0.95 and its eps 1e-7.
    """

    ranges = {"mean_square": (0.0, INFINITY), "mean_move": (0.0, INFINITY)}

    def __init__(self, learning_rate=1.0, rho=0.9, eps=1e-6, weight_decay=0.0, l1=0.0):
        self.set(learning_rate=learning_rate, rho=share(rho, "rho"), eps=safety(eps), weight_decay=weight_decay, l1=l1)
        self.initial_memory = {"mean_square": 0.0, "mean_move": 0.0}

    def directions(self, slopes, memory):
        """√(mean_move + eps) / √(mean_square + eps) * g"""
        memory["mean_square"] = running_mean(self.rho, memory["mean_square"], map(square, slopes))
        directions = [sqrt(move + self.eps) / sqrt(size + self.eps) * slope
                      for move, size, slope in zip(memory["mean_move"], memory["mean_square"], slopes)]
        memory["mean_move"] = running_mean(self.rho, memory["mean_move"], map(square, directions))
        return directions


@OPTIMIZERS.entry
class rprop(Optimizer):
    """Only the sign of a slope counts (Riedmiller and Braun, 1993). Each weight has a step of its own, `size`.

        where the slope kept its sign     size = size * grows
        where it changed                  size = size * shrinks, and the weight waits for a step
        direction = sign(g) * size / learning_rate

    The first size is the learning rate; none is below `smallest` or above `greatest`.
    """

    ranges = {"size": (0.0, INFINITY)}

    def __init__(self, learning_rate=0.01, shrinks=0.5, grows=1.2, smallest=1e-6, greatest=50.0):
        self.set(learning_rate=learning_rate, shrinks=shrinks, grows=grows, smallest=smallest, greatest=greatest)
        if not 0.0 < self.shrinks < 1.0 < self.grows:
            raise NeurosimError("shrinks", "a number above 0 and below 1, and grows above 1", shrinks)
        if not self.learning_rate > 0.0:
            raise NeurosimError("learning_rate", "a number > 0: the first size of a step", learning_rate)
        self.initial_memory = {"previous": 0.0, "size": checks.number(learning_rate, "learning_rate")}

    def directions(self, slopes, memory):
        """sign(g) * size / learning_rate"""
        turned = [slope * previous for slope, previous in zip(slopes, memory["previous"])]
        memory["size"] = [self.bounded(size * where(turn > 0.0, self.grows, where(turn < 0.0, self.shrinks, 1.0)))
                          for size, turn in zip(memory["size"], turned)]
        memory["previous"] = [where(turn < 0.0, 0.0, slope) for turn, slope in zip(turned, slopes)]
        return [sign(slope) * size / self.learning_rate for slope, size in zip(memory["previous"], memory["size"])]

    def bounded(self, size):
        return -largest(-self.greatest, -largest(self.smallest, size))
