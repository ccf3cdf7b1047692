"""How often is the mistake named that was made? Plants each of them in random networks, hands in the numbers, and counts.

    python scripts/measure_diagnosis.py [NETWORKS]      the table of docs/diagnosis.md; NETWORKS of each kind, default 3
    python scripts/measure_diagnosis.py --held-out      the table of networks that were never used for tuning
    python scripts/measure_diagnosis.py --right         how often right numbers of 1,000 random steps are accused
"""

import random
import sys
from functools import partial
from itertools import product

from neurosim import MISTAKES, load

SHAPES = (2, 2, 2), (3, 4, 2), (3, 4, 3), (2, 3, 3, 2), (4, 3, 1)
KINDS = {"sigmoid": "half_squared_error", "tanh": "mean_squared_error", "softmax": "categorical_cross_entropy"}
HELD_OUT = {"first": [(4, 5, 3), (3, 3, 3, 2), (5, 2, 4), (2, 6, 2), (6, 4, 1)],
            "third": [(4, 3, 3), (5, 4, 2), (2, 3, 2, 4), (3, 6, 3), (5, 2, 1)]}    # a second one went into the repairs
HELD_OUT_KINDS = [("tanh", "softmax", "categorical_cross_entropy"), ("relu", "sigmoid", "binary_cross_entropy"),
                  ("leaky_relu", "softmax", "categorical_cross_entropy"), ("tanh", "tanh", "mean_squared_error"),
                  ("relu", "linear", "mean_squared_error"), ("leaky_relu", "sigmoid", "half_squared_error"),
                  ("sigmoid", "sigmoid", "binary_cross_entropy"), ("sigmoid", "linear", "softmax_cross_entropy"),
                  ("relu", "softmax", "categorical_cross_entropy"), ("tanh", "linear", "sigmoid_cross_entropy")]
BIASES = [("own", True), ("shared", True), ("none", True), ("shared", False), ("own", False)]
PAIRS = 6    # of mistakes, in each network held out
GIVEN = {"every ∂E/∂w": lambda name: name.startswith("dE_dw"), "every w⁺": lambda name: name[0] == "w",
         "∂E/∂w1 alone": "dE_dw1".__eq__, "w1⁺ alone": "w1_new".__eq__, "every number": lambda name: True}


def experiment(sizes, last, seed):
    draw = random.Random(f"{sizes} {last} {seed}")
    numbers = [[[round(draw.uniform(-1, 1), 2) for _ in range(inputs + 1)] for _ in range(count)]
               for inputs, count in zip(sizes, sizes[1:])]
    layers = [{"weights": [row[1:] for row in rows], "biases": [row[0] or 0.5 for row in rows]} for rows in numbers]
    inputs, targets = ([round(draw.uniform(0.1, 0.9), 2) for _ in range(count)] for count in (sizes[0], sizes[-1]))
    targets = [0] * (sizes[-1] - 1) + [1] if last == "softmax" else targets
    return loaded([*layers[:-1], {**layers[-1], "activation": last}], KINDS[last], inputs, targets)


def held_out(which, sizes, kind, biases):
    """Hidden layers, last layer and loss of any kind; biases own, shared or none, trained or not; another learning rate."""
    hidden, last, loss = kind
    draw = random.Random(f"held out {which} {sizes} {kind} {biases}")

    def some(count, low=-1.0, high=1.0):
        return [round(draw.uniform(low, high), 2) or 0.5 for _ in range(count)]
    layers = []
    for inputs, count in zip(sizes, sizes[1:]):
        layers.append({"activation": hidden, "weights": [some(inputs) for _ in range(count)],
                       "bias": biases[0], "train_bias": biases[1]})
        if biases[0] != "none":
            layers[-1]["biases"] = some(count if biases[0] == "own" else 1)
    layers[-1]["activation"] = last
    if "softmax" in last + loss:
        targets = [0] * sizes[-1]
        targets[draw.randrange(sizes[-1])] = 1
    else:
        targets = [draw.choice([0, 1] if "cross_entropy" in loss else [0.01, 0.99, *some(1, 0.05, 0.95)])
                   for _ in range(sizes[-1])]
    learning_rate = draw.choice([0.5, 0.1, 0.25])
    return loaded(layers, loss, some(sizes[0]), targets, learning_rate)


def loaded(layers, loss, inputs, targets, learning_rate=0.5):
    return load({"format": "neurosim-experiment", "version": 1, "inputs": len(inputs), "loss": loss, "seed": 0,
                 "layers": layers, "optimizer": {"name": "sgd", "learning_rate": learning_rate},
                 "samples": [{"inputs": inputs, "targets": targets}]})


def networks_held_out(which):
    """What makes them: each shape with each kind, the biases in turn."""
    for (s, sizes), (k, kind) in product(enumerate(HELD_OUT[which]), enumerate(HELD_OUT_KINDS)):
        if sizes[-1] > 1 or "softmax" not in kind[1] + kind[2]:
            yield partial(held_out, which, sizes, kind, BIASES[(s + k + k // 5) % len(BIASES)])


def written(spoilt, exercise, given, digits):
    """The numbers of a trace as a learner hands them in, by the names of the exercise: biases only if it has the same ones."""
    same = spoilt.parameters == exercise.parameters
    return {q.name: f"{q.value:.{digits}g}" for q in spoilt.quantities.values()
            if not q.is_given and q.name in exercise.quantities and GIVEN[given](q.name) and (same or q.owner[:1] != "b")}


def spoilt(make, *names):
    """The trace of a network with these mistakes."""
    right = make()
    for name in names:
        MISTAKES[name].spoil(right)
    return right.trace()


def place(right, name, answers):
    """The place the mistake is named at, 1 for the first, 9 for not at all; None where the numbers agree all the same."""
    found = right.diagnose(answers)
    names = [" and ".join(sorted(each.mistake.split(" and "))) for each in found.explanations]
    return None if found.agree else [*names, *[""] * 8, name].index(name) + 1


def planted_alone(make, given, digits):
    right, exercise = make(), make().trace()
    for name in MISTAKES:
        try:
            yield place(right, name, written(spoilt(make, name), exercise, given, digits))
        except ValueError:    # a spoilt out of which there is no logarithm
            pass


def planted_in_pairs(make, given, digits):
    """Pairs of mistakes of which neither is hidden by the other."""
    draw, found, right, exercise = random.Random(str(make.args)), 0, make(), make().trace()
    agrees = written(exercise, exercise, given, digits)
    while found < PAIRS:
        pair = one, other = sorted(draw.sample(list(MISTAKES), 2))
        try:
            *alone, both = [written(spoilt(make, *names), exercise, given, digits) for names in ([one], [other], pair)]
        except ValueError:
            continue
        if agrees not in alone and both not in [agrees, *alone]:
            found += 1
            yield place(right, f"{one} and {other}", both)


def row(label, makers, digits, given, plant=planted_alone):
    makers, what = list(makers), given + ", two mistakes" * (plant is planted_in_pairs)
    alarms = [make for make in makers if place(make(), "", written(make().trace(), make().trace(), given, digits)) is not None]
    planted = [each for make in makers for each in plant(make, given, digits) if each]
    shares = [f"{100 * len([each for each in planted if each <= most]) / len(planted):.1f} %" for most in (1, 3)]
    return " | ".join(["", label, what, str(digits), str(len(planted)), *shares, f"{len(alarms)} of {len(makers)}", ""]).strip()


def tuned(networks):
    def makers(shapes):
        return [partial(experiment, *case) for case in product(shapes, KINDS, range(networks))]
    for sizes, digits in product(SHAPES, (3, 4, 6)):
        yield dashed(sizes), makers([sizes]), digits, "every ∂E/∂w"
    for given in GIVEN:
        yield ", ".join(map(dashed, SHAPES)), makers(SHAPES), 4, given


def dashed(sizes):
    return "-".join(map(str, sizes))


def not_tuned():
    for which in HELD_OUT:
        label = ", ".join(map(dashed, HELD_OUT[which]))
        for digits, given in [(3, "every ∂E/∂w"), (4, "every ∂E/∂w"), (6, "every ∂E/∂w"), (4, "every w⁺"), (4, "every number")]:
            yield label, networks_held_out(which), digits, given
        yield label, networks_held_out(which), 4, "every ∂E/∂w", planted_in_pairs


STEPS, ROUNDINGS, KINDS_GIVEN = 1000, (3, 4, 5, 6, 8, 17), ("dE_dw", "dE", "w", "")


def right_step(number):
    """A random right step, and some of its numbers at so many digits, as single precision may have them."""
    draw = random.Random(f"right {number}")
    sizes = draw.choice([sizes for shapes in HELD_OUT.values() for sizes in shapes if sizes[-1] > 1])
    right = held_out(f"right {number}", sizes, draw.choice(HELD_OUT_KINDS), draw.choice(BIASES))
    digits, beginning, off = draw.choice(ROUNDINGS), draw.choice(KINDS_GIVEN), draw.choice([0.0, 0.0, 1e-8, -3e-8])
    given = {q.name: f"{q.value * (1.0 + off):.{digits}g}" for q in right.trace().quantities.values()
             if not q.is_given and q.name.startswith(beginning)}
    return right, given


def is_accused(right, given):
    """Whether a mistake is named; rounding, and another convention, are none."""
    found = right.diagnose(given)
    return not found.agree and not found.settings and any(
        each.decimals is None and not each.is_convention for each in found.explanations)


if __name__ == "__main__" and sys.argv[1:] == ["--right"]:
    steps = [case for case in map(right_step, range(STEPS)) if case[1]]
    print(f"{sum(is_accused(*case) for case in steps)} of {len(steps)} right steps accused")
elif __name__ == "__main__":
    chosen = sys.argv[1] if len(sys.argv) > 1 else "3"
    print("| network | given | digits | planted | named first | among three | false alarms |\n|---|---|---|---|---|---|---|")
    for each in not_tuned() if chosen == "--held-out" else tuned(int(chosen)):
        print(row(*each), flush=True)
