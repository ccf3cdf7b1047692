"""Causes that lie in what is to be learnt: inputs of very different sizes, contradictions, a class that is rare."""

from .cause import cause, shown
from .cures import (after, balanced, decayed, ended_earlier, faster, places_by, scaled, scales_of, slower,
                    without_contradictions)
from .snapshot import mean

LARGE = 5.0            # a mean or deviation of an input
UNLIKE = 30.0          # the greatest deviation of an input beside the least
CONTRADICTED = 0.15    # the least E that there can be, beside that of the best constant answer,
REACHED = 0.25         # and beside the E that was come to
RARE = 0.15            # the share of a class's samples, where each of k would have 1/k: times 2/k
MOST_CLASSES, FEW = 12, 10
IGNORED = 2.0          # E of the rare class beside that of the others
OVERLEARNT = 1.25      # the E of test samples at the end, beside the least that it was


@cause("The inputs are not scaled: {name} has mean {mean} and deviation {deviation}{others}, so no learning rate suits "
       "all weights.",
       "Scale every input to mean 0 and deviation 1; for a table \"scale\": \"standard\" does it.",
       scaled, after(scaled, slower), after(scaled, faster), weight=1)
def unscaled_inputs(attempt):
    scales = scales_of(attempt.document)
    sizes = [max(abs(mean), deviation) for mean, deviation in scales]
    moving = [deviation for _, deviation in scales if deviation]
    place = sizes.index(max(sizes))
    if not moving or sizes[place] < LARGE and max(moving) < UNLIKE * min(moving) and max(moving) > 0.02:
        return None
    least = min(range(len(sizes)), key=sizes.__getitem__)
    others = f", i{least + 1} {shown(scales[least][0])} and {shown(scales[least][1])}" if least != place else ""
    return {"name": f"i{place + 1}", "mean": shown(scales[place][0]), "deviation": shown(scales[place][1]),
            "others": others}


@cause("Samples contradict each other: {count} have the inputs of another and other targets, such as {first} and "
       "{second}. No network gets E below {least} on them, and it is {error}.",
       "Look at these samples: is a target wrong, or an input missing that tells them apart?",
       without_contradictions, judge="last", weight=1)
def contradictory_samples(attempt):
    samples, yardstick = attempt.document["samples"], attempt.yardstick
    groups = [[places[0], *[place for place in places if samples[place]["targets"] != samples[places[0]]["targets"]]]
              for places in places_by(samples, "inputs").values()]
    found = [places for places in groups if len(places) > 1]
    if not found or attempt.stopped or yardstick.least < max(CONTRADICTED * yardstick.constant,
                                                                    REACHED * attempt.last):
        return None
    first, second, *_ = found[0]
    return {"count": len(found), "first": f"sample {first + 1}", "second": f"sample {second + 1}",
            "least": shown(yardstick.least), "error": shown(attempt.last)}


@cause("A class is hardly there: {count} of {samples} samples have the target {target}, and E is {rare} for them, "
       "{rest} for the others.",
       "Show the rare class more often.", balanced, after(balanced, faster), judge="worst_class", weight=1)
def rare_class(attempt):
    samples = attempt.document["samples"]
    classes = places_by(samples, "targets")
    if not 1 < len(classes) <= MOST_CLASSES or len(samples) < FEW or attempt.is_well or attempt.stopped:
        return None
    target, places = min(classes.items(), key=lambda each: len(each[1]))
    if len(places) > 2.0 * RARE / len(classes) * len(samples):
        return None
    errors = list(map(attempt.trainer.error_of, range(len(samples))))
    rare = mean(errors[place] for place in places)
    rest = mean(error for place, error in enumerate(errors) if place not in set(places))
    if rare < IGNORED * rest:
        return None
    return {"count": len(places), "samples": len(samples), "target": ", ".join(map(shown, target)),
            "rare": shown(rare), "rest": shown(rest)}


@cause("It learns its samples by heart: E of the test samples was least, {least}, at step {step}, and rises to {end} "
       "while that of the training samples falls to {training}.",
       "Stop earlier, or take more samples, fewer neurons or weight decay.",
       ended_earlier, decayed, judge="last_test")
def test_error_rising(attempt):
    if not attempt.test_errors or attempt.stopped or "until" in attempt.document["training"]:    # that ends it in time
        return None
    step, least = min(attempt.test_errors, key=lambda each: each[1])
    end = attempt.test_errors[-1][1]
    training = next(error for looked, error, _ in attempt.looks if looked == step)
    if end <= OVERLEARNT * least or attempt.last >= training:
        return None
    return {"least": shown(least), "step": f"{step:,}", "end": shown(end), "training": shown(attempt.last)}
