"""Losses whose parts, one for each output, depend on all outs; losses.py has the table."""

from .guard import targets as kinds
from .guard.errors import Undefined
from .loss import Loss
from .maths import constant, exp, largest, log, ratio, sqrt, square, total, where


class JointLoss(Loss):
    """A loss of all outs at once: a subclass says `parts` and `slopes`. The parts add up to E.

    It is `undefined_of(outs)` where there is no finite value.
    """

    def __init__(self, formula, **more):
        super().__init__(formula, None, None, **more)

    def errors(self, targets, outs):
        return self.finite(self.parts, targets, outs)

    def dE_douts(self, targets, outs):
        return self.finite(self.slopes, targets, outs)

    def finite(self, formula, targets, outs):
        try:
            return formula(targets, outs)
        except (ArithmeticError, ValueError) as problem:
            raise self.undefined(targets, outs) or problem from None

    def undefined(self, targets, outs):
        """It takes all outs to be undefined."""
        return Undefined("", self.way_out, problem=f"loss undefined: {self} of outs {outs!r}")


class RootLoss(JointLoss):
    """E = √(Σ (target − out)² / n), of which (target − out)² / (n · E) is the share of an output."""

    def parts(self, targets, outs):
        E = self.root(targets, outs)
        return [ratio(square(target - out) / float(len(outs)), E) for target, out in zip(targets, outs)]

    def slopes(self, targets, outs):
        """(out − target) / (n · E)"""
        E = self.root(targets, outs)
        return [ratio((out - target) / float(len(outs)), E) for target, out in zip(targets, outs)]

    def root(self, targets, outs):
        return sqrt(total([square(target - out) for target, out in zip(targets, outs)]) / float(len(outs)))


class CosineLoss(JointLoss):
    """E = 1 − cos, cos = Σ target · out / (|targets| · |outs|); 1/n of the 1 is each output's."""

    def __init__(self, formula):
        super().__init__(formula, targets=kinds.some_not_zero, way_out="an out that is not 0")

    def parts(self, targets, outs):
        lengths = length(targets) * length(outs)
        share = constant(1.0, lengths) / float(len(outs))
        return [share - target * out / lengths for target, out in zip(targets, outs)]

    def slopes(self, targets, outs):
        """(cos · out / |outs| − target / |targets|) / |outs|"""
        of_targets, of_outs = length(targets), length(outs)
        cos = total([target * out for target, out in zip(targets, outs)]) / (of_targets * of_outs)
        return [(cos * out / of_outs - target / of_targets) / of_outs for target, out in zip(targets, outs)]


def length(values):
    """√(x² + y² + ...)"""
    return sqrt(total(map(square, values)))


class CategoricalHinge(JointLoss):
    """E = max(0, 1 + best − right), best = max (1 − target) · out, right = Σ target · out.

    The 1 and what is best are parted among the outputs that are best, mostly one, as TensorFlow parts the slope.
    """

    def __init__(self, formula):
        super().__init__(formula, targets=kinds.probabilities)

    def parts(self, targets, outs):
        wrong, shares, lack = self.lack(targets, outs)
        return [where(lack > 0.0, share * (1.0 + value) - target * out, 0.0)
                for target, out, value, share in zip(targets, outs, wrong, shares)]

    def slopes(self, targets, outs):
        _, shares, lack = self.lack(targets, outs)
        return [where(lack > 0.0, share * (1.0 - target) - target, 0.0) for target, share in zip(targets, shares)]

    def lack(self, targets, outs):
        """(1 − target) · out of each, its share of what is best, and what is lacking."""
        wrong = [(1.0 - target) * out for target, out in zip(targets, outs)]
        best = largest(*wrong)
        marks = [where(value < best, 0.0, 1.0) for value in wrong]
        many = total(marks)
        right = total([target * out for target, out in zip(targets, outs)])
        return wrong, [mark / many for mark in marks], 1.0 + best - right

    def kinks(self, targets, outs):
        """0 where nothing is lacking just so, or where two are best."""
        wrong, _, lack = self.lack(targets, outs)
        return [lack * (value - largest(*others(wrong, place))) for place, value in enumerate(wrong) if len(wrong) > 1]


def others(values, place):
    """All but one."""
    return values[:place] + values[place + 1:]


class SoftmaxLoss(JointLoss):
    """Softmax and the cross-entropy of it in one: needs all nets at once, and never the logarithm of an out that is 0.

        E = −Σ target · ln(e^net / Σ e^net) = Σ target · (ln Σ e^net − net)        dE/dnet = softmax − target
    """

    def __init__(self, formula):
        super().__init__(formula, targets=kinds.shares, on_nets=True)

    def parts(self, targets, nets):
        max_net = self.max_net(nets)
        log_sum = self.log_sum(nets, max_net)
        return [target * (log_sum - (net - max_net)) for target, net in zip(targets, nets)]

    def slopes(self, targets, nets):
        """softmax − target, written so that no digit is lost where softmax is nearly 1: as either add up to 1,

            softmax_1 − target_1 = (target_2 + target_3 + ...) · softmax_1 − target_1 · (softmax_2 + softmax_3 + ...)

        That is the slope of E also where targets such as .1 .2 .7 add up to 1 but for their last digits.
        """
        shares = self.softmax(nets)
        return [total(others(targets, i)) * share - target * total(others(shares, i))
                for i, (target, share) in enumerate(zip(targets, shares))]

    def max_net(self, nets):
        """It is taken off every net: it cancels in the fraction, and e^net cannot overflow."""
        return largest(*nets)

    def log_sum(self, nets, max_net):
        return log(total([exp(net - max_net) for net in nets]))

    def softmax(self, nets):
        max_net = self.max_net(nets)
        exps = [exp(net - max_net) for net in nets]
        sum_exp = total(exps)
        return [each / sum_exp for each in exps]
