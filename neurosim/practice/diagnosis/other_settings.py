"""The second question: under which other convention or setting are the numbers right?

Tried are the usual losses, the sum and the mean over the outputs and over the batch, and a learning rate of one's own.
"""

from ...core.guard.errors import NeurosimError
from ...core.maths import absolute
from ...core.loss import ClassLoss
from .evidence import PLAIN, cost, evidence
from .ratios import common_span
from .search import fits
from .usual_losses import MEAN, SUM, formula_of, usual_loss

OF_ONE_OUTPUT = ("half_squared_error", "squared_error", "binary_cross_entropy")    # a mean of one is a sum
LOSSES_TO_TRY = ("half_squared_error", "squared_error", "mean_squared_error", f"half_squared_error{MEAN}",
                 "binary_cross_entropy", f"binary_cross_entropy{SUM}", "categorical_cross_entropy",
                 f"categorical_cross_entropy{MEAN}")


class OtherSetting:
    """A loss, a way to take a batch, or a learning rate that is not the experiment's, and the numbers it leads to.

    name         what JSON has as "right_for"        sentence    completes "These numbers are right "
    learning_rate    None, but for a rate of one's own
    """

    def __init__(self, name, sentence, spoilers=(), learning_rate=None):
        self.name, self.sentence, self.spoilers, self.learning_rate = name, sentence, list(spoilers), learning_rate

    def with_rate(self, rate, times):
        """The same with a learning rate of one's own."""
        own = f"with a learning rate of {rate:.10g}"
        said = f"{self.sentence}, {own}" if self.name else f"{own}: every change is exactly {part(times)} the right one"
        name = f"{self.name}, " * bool(self.name) + f"learning_rate {rate:.10g}"
        return OtherSetting(name, said, [*self.spoilers, rate_taken(rate)], rate)

    @property
    def is_changed(self):
        """Whether more than the learning rate is another."""
        return len(self.spoilers) > (self.learning_rate is not None)

    def __repr__(self):
        return f"OtherSetting({self.name})"


def part(times):
    """A factor in words.

    >>> part(1 / 7), part(0.3), part(2.0)
    ('1/7 of', '0.3 times', '2 times')
    """
    parts = round(1.0 / times)
    return f"1/{parts} of" if parts > 1 and absolute(1.0 / times - parts) < 1e-6 else f"{times:.10g} times"


def right_for(diagnosis):
    """The settings under which all the numbers are right; a learning rate of one's own beside another loss only where
    neither will do alone."""
    found = []
    for setting in candidates(diagnosis.trainer):
        after = "E_new" in diagnosis.right
        numbers = diagnosis.reader.read(*setting.spoilers, after=after) if setting.name else diagnosis.right
        if numbers is not None:
            found += judged(diagnosis, setting, numbers)
    return [setting for setting in found if setting.learning_rate is None or not setting.is_changed] or found


def judged(diagnosis, setting, numbers):
    """The setting where the numbers fit, or it with another rate; nothing where neither does."""
    known = evidence([diagnosis.answer(name) for name in diagnosis.differing], diagnosis.right)
    if setting.name and known > PLAIN and fits(diagnosis.answers, numbers):
        return [setting]
    rate = own_rate(diagnosis, numbers)
    if rate is None or known < PLAIN + cost(rate) + bool(setting.name):
        return []
    found = setting.with_rate(rate, rate / diagnosis.trainer.network.optimizer.learning_rate)
    read = diagnosis.reader.read(*found.spoilers, after="E_new" in diagnosis.right)
    return [found] if read is not None and fits(diagnosis.answers, read) else []


def own_rate(diagnosis, numbers):
    """The learning rate that all new weights have in common, where it is another one."""
    kinds = [(diagnosis.kind(answer.name), answer) for answer in diagnosis.answers if answer.name != "E_new"]
    moved = [answer for kind, answer in kinds if kind == "new"]
    others = [answer for kind, answer in kinds if kind != "new"]
    if not moved or diagnosis.step > 1 or not fits(others, numbers) or any(each.name not in numbers for each in moved):
        return None
    span = common_span(moved, diagnosis.trace.quantities, numbers)
    ours = diagnosis.trainer.network.optimizer.learning_rate
    if span is None or 1.0 in span or span.low <= 0.0 or span.high == float("inf") or not ours:
        return None
    return type(span)(span.low * ours, span.high * ours).simplest()


def rate_taken(rate):
    def take(trainer):
        trainer.network.optimizer.learning_rate = rate
    return take


def candidates(trainer):
    """Every setting to try, the experiment's own first: it may have another rate."""
    yield OtherSetting("", "")
    losses = [("", "", None), *losses_to_try(trainer)]
    reductions = ["", "mean", "sum"] if trainer.batches.batch_size > 1 else [""]
    for name, formula, loss in losses:
        for reduction in reductions:
            if reduction != trainer.reduction and (name or reduction):
                over = f"{reduction} over the batch" * bool(reduction)
                said = [f"for {formula} ({name})" * bool(name), over and f"for the {over}"]
                yield OtherSetting(", ".join(filter(None, [name, over])), " and ".join(filter(None, said)),
                                   [changed(loss, reduction)])


def changed(loss, reduction):
    def change(trainer):
        trainer.network.loss = loss or trainer.network.loss
        trainer.reduction = reduction or trainer.reduction
    return change


def losses_to_try(trainer):
    """(name, formula, loss) of squared errors with and without the half, of cross-entropies summed and in the mean."""
    network = trainer.network
    if isinstance(network.loss, ClassLoss):    # its targets are numbers of classes
        return
    n = len(network.layers[-1].neurons)
    for name in LOSSES_TO_TRY if n > 1 else OF_ONE_OUTPUT:
        loss = usual_loss(name)
        try:
            for _, targets in trainer.samples[:trainer.batches.batch_size]:
                loss.check_targets(targets, n)
        except NeurosimError:
            continue
        if name != network.loss.name and not loss.why_not(network.layers[-1].activation, ""):
            yield name, formula_of(name), loss
