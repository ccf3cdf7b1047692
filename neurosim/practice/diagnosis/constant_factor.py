"""The third question: is it a constant factor, on all the numbers, on a layer's, or on a group's?"""

from ...core.maths import absolute
from ...explain.kinds import KINDS
from ...explain.naming import parameter_kind, without_sample
from ...explain.notation import pretty
from .evidence import PLAIN, cost, evidence
from .ratios import EVERYTHING, common_span

FRACTIONS = {0.5: "½", 0.25: "¼", 1.0 / 3.0: "1/3", 2.0 / 3.0: "2/3"}
DIGITS = 4              # of a factor that may be a number of the step
ENOUGH = 2.0 + PLAIN    # digits that a factor of one digit has to explain


class ConstantFactor:
    """Numbers that are all the same number of times the right ones.

    of       what they are, in words      names    of the numbers that differ so
    times    the factor                   usual    what such a factor usually is, as a list of words
    """

    def __init__(self, of, names, times, usual):
        self.of, self.names, self.times, self.usual = of, names, times, usual

    @property
    def sentence(self):
        """Completes "Your "."""
        are = "are" if len(self.names) > 1 else "is"
        times = "the right ones" if len(self.names) > 1 else "the right one"
        said = f"{self.of} {are} exactly {written(self.times)} × {times}"
        return said + (f": usually {', or '.join(self.usual)}" if self.usual else "")

    def to_dict(self):
        return {"of": self.of, "names": self.names, "times": self.times, "usual": self.usual}

    def __repr__(self):
        return f"ConstantFactor({self.of}: {self.times:g})"


def written(times):
    return FRACTIONS.get(times) or f"{times:.6g}".replace("-", "−")


def factors(diagnosis):
    """The factor of all the numbers that change with the loss; or one for each layer, each group, or each number."""
    answers = [answer for answer in diagnosis.answers if scales(diagnosis, answer.name)]
    found, together = [], kinds_of(diagnosis, answers)
    for group in (lambda *_: together, slopes_of, layer_of, group_of, name_of):
        parts = parted(diagnosis, answers, group)
        found = [factor for of, part in parts.items() for factor in one_factor(diagnosis, part, of)] or found
        if {name for factor in found for name in factor.names} >= set(diagnosis.slips):
            break
    return found


def scales(diagnosis, name):
    """Whether a factor in the backward pass, or in the step, would change it by that factor."""
    kind = diagnosis.kind(name)
    return kind == "new" or kind in KINDS and KINDS[kind].slope_of == "E" or kind == "error"


def parted(diagnosis, answers, group):
    """The answers by what they are called together."""
    parts = {}
    for answer in answers:
        if answer.name in diagnosis.right:
            parts.setdefault(group(diagnosis, answer), []).append(answer)
    return parts


# What numbers are called together: from all of them to one.

def kinds_of(diagnosis, answers):
    """Of all the numbers: `changes` of weights, `gradients`, or `numbers`."""
    kinds = {noun(diagnosis.kind(each.name)) for each in answers}
    return kinds.pop() if len(kinds) == 1 else "numbers"


def noun(kind):
    return {"new": "changes", "error": "errors"}.get(kind, "gradients")


def slopes_of(diagnosis, answer):
    return "errors" if diagnosis.kind(answer.name) == "error" else "gradients"


def layer_of(diagnosis, answer):
    """`layer-2 gradients`"""
    number = diagnosis.trace.names.layer_numbers.get(without_sample(diagnosis.owner_of(answer.name)))
    what = noun(diagnosis.kind(answer.name))
    return f"layer-{number} {what}" if number else what


def group_of(diagnosis, answer):
    """`layer-2 weight gradients`, `layer-1 bias changes`, `layer-1 ∂E/∂net gradients`."""
    kind, owner = diagnosis.kind(answer.name), diagnosis.owner_of(answer.name)
    layer, what = layer_of(diagnosis, answer), noun(kind)
    learned = kind == "new" or KINDS[kind].stage == "gradient"
    group = parameter_kind(owner) if learned else pretty(kind)
    return layer if what == "errors" else layer.replace(what, f"{group} {what}")


def name_of(diagnosis, answer):
    return pretty(answer.name)


def one_factor(diagnosis, answers, of):
    """The factor that these have in common, where it is not 1 and not by chance."""
    off = [answer for answer in answers if not answer.agrees]
    span = common_span(answers, diagnosis.trace.quantities, diagnosis.right) if off else None
    if span is None or span is EVERYTHING or 1.0 in span or 0.0 in span:
        return []
    meanings = [(factor, words) for factor, words in meanings_of(diagnosis, off) if factor in span]
    times = span.simplest([factor for factor, _ in meanings])
    known = evidence(off, diagnosis.right) - ENOUGH
    if known > 0.0 and meanings or len(off) > 1 and known > cost(times) and is_narrow(span, 0.01):
        usual = [words for _, words in meanings] or quantity_of(diagnosis, span)
        return [ConstantFactor(called(diagnosis, off, of), [answer.name for answer in off], times, usual)]
    return []


def called(diagnosis, off, of):
    """What those that are off have in common, as narrow as can be."""
    for group in (name_of, group_of, layer_of):
        names = {group(diagnosis, answer) for answer in off}
        if len(names) == 1:
            return names.pop()
    return of


def is_narrow(span, share):
    return span.high - span.low < share * absolute(span.low)


def meanings_of(diagnosis, answers):
    """(factor, what it usually is), the most usual first."""
    outputs, batch = float(len(diagnosis.trace.names.outputs)), float(len(diagnosis.trace.batch))
    rate = diagnosis.trainer.network.optimizer.learning_rate
    yield -1.0, "the sign: δ from target − out, or a step up in place of down"
    yield 2.0, "the 2 of the square, or a term that is counted twice"
    yield 0.5, "a ½ that the 2 of the square cancels"
    if batch > 1.0:
        yield batch, f"the sum over the {batch:g} samples of the batch in place of the mean"
        yield 1.0 / batch, f"a division by the {batch:g} samples of the batch too many"
    if outputs > 1.0:
        yield outputs, f"the sum over the {outputs:g} outputs in place of the mean"
        yield 1.0 / outputs, f"the mean over the {outputs:g} outputs in place of the sum"
    if rate not in (0.0, 1.0) and any(diagnosis.kind(answer.name) == "new" for answer in answers):
        yield rate, "the learning rate, once too often"
        yield 1.0 / rate, "the learning rate left out"
    yield 4.0, "a factor 2 twice"
    yield 0.25, "a factor ½ twice"
    yield from ((factor, "a decimal place") for factor in (10.0, 0.1))


def quantity_of(diagnosis, span):
    """The number of the step that the factor is, or is 1 divided by, where there is one only."""
    if not is_narrow(span, 0.001) or cost(span.simplest()) < DIGITS:
        return []
    names = [q.name for q in diagnosis.trace.quantities.values() if not q.is_given and diagnosis.right.get(q.name)]
    found = [pretty(name) for name in names if diagnosis.right[name] in span]
    found += [f"1 / ({pretty(name)})" for name in names if 1.0 / diagnosis.right[name] in span]
    return found if len(found) == 1 else []
