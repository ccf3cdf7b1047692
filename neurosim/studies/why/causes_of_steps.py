"""Causes that lie in how steps are taken: too far, not far enough, in an order that forgets."""

from statistics import median_low

from ...core.maths import INFINITY
from .cause import cause, shown
from .cures import after, draw_glorot, draw_he, faster, rate_of, scaled, shuffled, slower
from .snapshot import mean

TOO_FAR = 0.5      # a step that goes beyond twice the way to the bottom ends higher than it began
NOT_FAR = 8.0      # steps to the bottom, at least: then a step is short
RISING = 3         # of the last epochs, in so many E rises
WAVES = 0.05       # by which it changes meanwhile, at least
EARLY = 4          # looks, at the most, of which the first steps are
FORGETS = 1.3      # E of the samples seen first, beside those seen last
QUARTER = 4


def rate(attempt):
    return shown(rate_of(attempt.document))


def bottom(attempt, place):
    """How far it is to the bottom along a step, in steps, on the median."""
    return median_low([bottom for _, bottom in attempt.valleys(place)] or [1.0])


@cause("E grows instead of falling, from {before} to {after} by step {step}: with learning_rate {rate} a step goes "
       "too far, as the bottom of the valley along it comes after {bottom} of the step.",
       "Take a smaller learning rate.", slower, after(scaled, slower))
def diverging(attempt):
    if not attempt.looks or not attempt.stopped and attempt.last <= 1.5 * attempt.first:
        return None
    after_all = "beyond a double" if attempt.stopped else shown(attempt.last)
    least = min(bottom(attempt, place) for place in range(min(EARLY, len(attempt.looks))))
    return {"before": shown(attempt.first), "after": after_all, "step": f"{attempt.trainer.steps_taken:,}",
            "rate": rate(attempt), "bottom": shown(least)} if attempt.stopped or least < 2.0 else None


@cause("E goes up and down, between {low} and {high} over the last epochs: with learning_rate {rate} a step goes too "
       "far, as the bottom of the valley along it comes after {bottom} of the step.",
       "Take a smaller learning rate.", slower)
def oscillating(attempt):
    if attempt.stopped:
        return None
    errors = attempt.late
    low, high = min(errors), max(errors)
    rises = len([1 for before, now in zip(errors, errors[1:]) if now > before])
    if rises < RISING or high - low <= WAVES * high:
        return None
    return {"low": shown(low), "high": "beyond a double" if high == INFINITY else shown(high), "rate": rate(attempt),
            "bottom": shown(min(bottom(attempt, place) for place in (0, -1)))}


@cause("The first steps go too far: with learning_rate {rate} the bottom of the valley along a step comes after "
       "{bottom} of it (step {step}), and what is left has no slope to come back by.",
       "Take a smaller learning rate.",
       slower, after(draw_glorot, slower), after(draw_he, slower), after(scaled, slower))
def overshooting(attempt):
    if attempt.stopped:
        return None
    found = [valley for place in range(min(EARLY, len(attempt.looks))) for valley in attempt.valleys(place)]
    step, least = min(found, key=lambda valley: valley[1], default=(1, 1.0))
    return {"rate": rate(attempt), "bottom": shown(least), "step": f"{step:,}"} if least < TOO_FAR else None


@cause("Nothing moves: the learning rate is 0.", "Give the optimizer a learning rate.", faster, weight=1)
def rate_of_zero(attempt):
    return None if rate_of(attempt.document) else {}


@cause("The steps are too short: with learning_rate {rate} a step could be {times} times as long before it comes to "
       "the bottom of the valley along it. E went from {before} to {after}.",
       "Take a greater learning rate.", faster, weight=3)
def rate_too_small(attempt):
    if attempt.stopped or not rate_of(attempt.document) or attempt.last > attempt.first:
        return None
    times = min(bottom(attempt, 0), bottom(attempt, -1))
    if times < NOT_FAR:
        return None
    return {"rate": rate(attempt), "times": "any number of" if times == INFINITY else shown(times),
            "before": shown(attempt.first), "after": shown(attempt.last)}


@cause("It forgets: after an epoch E is {last} for the samples it saw last, and {first} for those it saw first, since "
       'the order is "given" and samples that are alike come one after the other.',
       "Shuffle the samples.", shuffled, weight=1)
def order_that_forgets(attempt):
    training, count = attempt.document["training"], len(attempt.document["samples"])
    size = training["batch_size"]
    if training["order"] != "given" or size == "all" or size >= count or count < 2 * QUARTER or attempt.stopped:
        return None
    errors = errors_after_an_epoch(attempt)
    first, last = (mean(errors[part]) for part in (slice(count // QUARTER), slice(-(count // QUARTER), None)))
    return {"first": shown(first), "last": shown(last)} if first > FORGETS * last else None


def errors_after_an_epoch(attempt):
    """E of each sample, in their order, just after the last of them was seen."""
    trainer = attempt.at(-1)
    trainer.take(-(-len(trainer.batches.waiting) // trainer.batches.batch_size)
                 or trainer.batches.steps_in_an_epoch())
    return [trainer.error_of(place) for place in range(len(trainer.samples))]
