"""Adam and its kin; optimizers.py says what an optimizer is made of."""

from .guard import checks
from .maths import INFINITY, absolute, constant, exp, largest, log, sqrt, square
from .optimizer import OPTIMIZERS, Optimizer, running_mean, safety, share


@OPTIMIZERS.entry
class adam(Optimizer):
    """Momentum and rmsprop in one, and both without their slow start (Kingma and Ba, 2015).

        m = beta1 * m + (1 - beta1) * g         m_hat = m / (1 - beta1^t)
        v = beta2 * v + (1 - beta2) * g²        v_hat = v / (1 - beta2^t)        direction = m_hat / (√v_hat + eps)

    m and v begin with 0, and after t steps their weights add up to 1 - beta^t only: dividing by it makes them means.
    beta1_t and beta2_t are these powers, one factor more each step. PyTorch's, and the paper's algorithm 1. Keras and
    TensorFlow add an eps of 1e-7 to √v before it is corrected. Weight decay is part of the slope; adamw's is not.
    With amsgrad the greatest v so far takes the place of v (Reddi and others, 2018).
    """

    ranges = {"v": (0.0, INFINITY), "v_max": (0.0, INFINITY), "beta1_t": (0.0, 1.0), "beta2_t": (0.0, 1.0)}

    def __init__(self, learning_rate=0.001, beta1=0.9, beta2=0.999, eps=1e-8, weight_decay=0.0, l1=0.0, amsgrad=False):
        self.set(learning_rate=learning_rate, beta1=share(beta1, "beta1"), beta2=share(beta2, "beta2"), eps=safety(eps),
                 weight_decay=weight_decay, l1=l1)
        self.amsgrad = checks.boolean(amsgrad, "amsgrad")
        self.initial_memory = dict.fromkeys(["m", "v", *["v_max"] * amsgrad], 0.0)
        self.shared_memory = {"beta1_t": 1.0, "beta2_t": 1.0}

    def advance(self):
        """beta^t = beta^(t-1) * beta"""
        self.shared_memory["beta1_t"] *= self.beta1
        self.shared_memory["beta2_t"] *= self.beta2

    def directions(self, slopes, memory):
        """m_hat / (√v_hat + eps)"""
        memory["m"] = running_mean(self.beta1, memory["m"], slopes)
        memory["v"] = running_mean(self.beta2, memory["v"], map(square, slopes))
        if self.amsgrad:
            memory["v_max"] = list(map(largest, memory["v_max"], memory["v"]))
        correction = 1.0 - self.shared_memory["beta2_t"]
        memory["m_hat"] = self.corrected(memory["m"], slopes)
        memory["v_hat"] = [v / correction for v in memory["v_max" if self.amsgrad else "v"]]
        return [m_hat / (sqrt(v_hat) + self.eps) for m_hat, v_hat in zip(memory["m_hat"], memory["v_hat"])]

    def corrected(self, means, slopes):
        """m_hat"""
        correction = 1.0 - self.shared_memory["beta1_t"]
        return [m / correction for m in means]


@OPTIMIZERS.entry
class adamw(adam):
    """Adam whose weight decay is no part of the slope: it is added to the direction (Loshchilov and Hutter, 2019).

        direction = m_hat / (√v_hat + eps) + weight_decay * w
    """

    def __init__(self, learning_rate=0.001, beta1=0.9, beta2=0.999, eps=1e-8, weight_decay=0.01, amsgrad=False):
        super().__init__(learning_rate, beta1, beta2, eps, weight_decay, amsgrad=amsgrad)

    def directed(self, values, slopes, memory):
        self.ensure_memory(memory, len(values))
        directions = self.directions(slopes, memory)
        return self.penalised(values, directions) if self.decays else directions


@OPTIMIZERS.entry
class nadam(adam):
    """Adam with Nesterov's look ahead (Dozat, 2016): of m it takes the share that the next step will.

        mu_t = beta1 * (1 - 0.96^(t * momentum_decay) / 2)
        m_hat = mu_(t+1) * m / (1 - mu_1 * ... * mu_(t+1)) + (1 - mu_t) * g / (1 - mu_1 * ... * mu_t)

    PyTorch's; its version 1.12 had one mu_t more in the first divisor. Keras's momentum_decay is 1.
    """

    ranges = {**adam.ranges, "fade_t": (0.0, 1.0), "mu_product": (0.0, 1.0)}

    def __init__(self, learning_rate=0.002, beta1=0.9, beta2=0.999, eps=1e-8, weight_decay=0.0, momentum_decay=0.004,
                 l1=0.0):
        self.set(learning_rate=learning_rate, beta1=share(beta1, "beta1"), beta2=share(beta2, "beta2"), eps=safety(eps),
                 weight_decay=weight_decay, l1=l1, momentum_decay=momentum_decay)
        self.amsgrad, self.initial_memory = False, {"m": 0.0, "v": 0.0}
        self.shared_memory = {"fade_t": 1.0, "mu_product": 1.0, "beta2_t": 1.0}

    def advance(self):
        """fade_t = 0.96^(t * momentum_decay), one factor more each step."""
        self.shared_memory["fade_t"] *= self.fade()
        self.shared_memory["mu_product"] *= self.mu(self.shared_memory["fade_t"])
        self.shared_memory["beta2_t"] *= self.beta2

    def fade(self):
        return exp(self.momentum_decay * log(constant(0.96, self.momentum_decay)))

    def mu(self, fade_t):
        return self.beta1 * (1.0 - 0.5 * fade_t)

    def corrected(self, means, slopes):
        """m_hat"""
        fade_t, product = self.shared_memory["fade_t"], self.shared_memory["mu_product"]
        now, then = self.mu(fade_t), self.mu(fade_t * self.fade())
        correction, correction_then = 1.0 - product, 1.0 - product * then
        return [then * m / correction_then + (1.0 - now) * slope / correction for m, slope in zip(means, slopes)]


@OPTIMIZERS.entry
class adamax(Optimizer):
    """Adam in units of the greatest slope there was, which fades, in place of the mean square (Kingma and Ba, 2015).

        m = beta1 * m + (1 - beta1) * g
        u = max(beta2 * u, |g| + eps)           direction = m / (1 - beta1^t) / u
    """

    ranges = {"u": (0.0, INFINITY), "beta1_t": (0.0, 1.0)}

    def __init__(self, learning_rate=0.002, beta1=0.9, beta2=0.999, eps=1e-8, weight_decay=0.0, l1=0.0):
        self.set(learning_rate=learning_rate, beta1=share(beta1, "beta1"), beta2=share(beta2, "beta2"), eps=safety(eps),
                 weight_decay=weight_decay, l1=l1)
        self.initial_memory, self.shared_memory = {"m": 0.0, "u": 0.0}, {"beta1_t": 1.0}

    def advance(self):
        """beta1^t = beta1^(t-1) * beta1"""
        self.shared_memory["beta1_t"] *= self.beta1

    def directions(self, slopes, memory):
        """m_hat / u"""
        correction = 1.0 - self.shared_memory["beta1_t"]
        memory["m"] = running_mean(self.beta1, memory["m"], slopes)
        memory["u"] = [largest(self.beta2 * u, absolute(slope) + self.eps) for u, slope in zip(memory["u"], slopes)]
        memory["m_hat"] = [m / correction for m in memory["m"]]
        return [m_hat / u for m_hat, u in zip(memory["m_hat"], memory["u"])]
