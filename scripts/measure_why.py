"""How often `neurosim why` names a cause that was planted, and how often it accuses an experiment that learns.

    python scripts/measure_why.py [--each 20] [--healthy 200] [--seed 1] [--only NAME]

Experiments of chance: two classes, three classes, exclusive or with noise, curves; networks, losses, optimizers and
orders that suit them. One learns, says this script by itself, if at the end more than 95 % of its samples are nearest to their
own class, or half of the variance of its targets is explained. Of those that learn, `why` is to find nothing. Into
those that learn a cause is planted; where training goes well all the same, another is drawn: nothing is to be explained.
"""

import argparse
import json
from collections import Counter
from math import cos, pi, sin
from random import Random

from neurosim import NeurosimError, load

# What is to be learnt.


def two_classes(random):
    """Two clouds, not around the origin."""
    ends = [(random.uniform(-1, 1), random.uniform(-1, 1)) for _ in range(2)]
    return [([x + random.gauss(0, 0.2), y + random.gauss(0, 0.2)], [float(place)])
            for _ in range(random.randrange(10, 20)) for place, (x, y) in enumerate(ends)]


def three_classes(random):
    turn = random.uniform(0, 2 * pi)
    ends = [(cos(turn + 2 * pi * k / 3), sin(turn + 2 * pi * k / 3)) for k in range(3)]
    return [([x + random.gauss(0, 0.25), y + random.gauss(0, 0.25)], [float(k == place) for k in range(3)])
            for _ in range(random.randrange(8, 14)) for place, (x, y) in enumerate(ends)]


def exclusive_or(random):
    return [([x + random.gauss(0, 0.05), y + random.gauss(0, 0.05)], [float(x != y)])
            for _ in range(random.randrange(2, 7)) for x in (0, 1) for y in (0, 1)]


def curve(random):
    count, rise, offset = random.randrange(15, 30), random.uniform(1, 3), random.uniform(0.5, 1.0)
    xs = [-1 + 2 * i / (count - 1) for i in range(count)]
    random.shuffle(xs)
    return [([x], [offset + 0.5 * sin(rise * x) + random.gauss(0, 0.02)]) for x in xs]


PROBLEMS = (two_classes, three_classes, exclusive_or, curve)


def healthy(random, problem=None, hidden=None):
    """The document of an experiment that may well learn."""
    problem = problem or random.choice(PROBLEMS)
    samples = problem(random)
    hidden = hidden or random.choice(["tanh", "sigmoid", "relu"])
    outputs = len(samples[0][1])
    last, losses = {two_classes: ("sigmoid", ["binary_cross_entropy"]), curve: ("linear", ["half_squared_error"]),
                    exclusive_or: ("sigmoid", ["binary_cross_entropy"]),
                    three_classes: ("softmax", ["categorical_cross_entropy"])}[problem]
    rate = random.uniform(0.05, 0.1) if problem is curve else random.uniform(0.2, 0.5)
    optimizer = random.choice([{"name": "sgd", "learning_rate": rate}] * 2 + [{"name": "adam", "learning_rate": 0.02}])
    return {"format": "neurosim-experiment", "version": 1, "inputs": len(samples[0][0]),
            "initialize": "he_normal" if hidden == "relu" else "glorot_uniform",
            "layers": [{"neurons": random.randrange(5, 9), "activation": hidden},
                       {"neurons": outputs, "activation": last}],
            "loss": losses[0], "optimizer": optimizer,
            "samples": [{"inputs": inputs, "targets": targets} for inputs, targets in samples],
            "training": {"steps": random.randrange(15, 30) * 100, "order": random.choice(["shuffled", "random"]),
                         "batch_size": random.choice([1, 4])}, "seed": random.randrange(1000)}


def learns(document, experiment):
    """Whether it did, by its answers."""
    targets = [sample["targets"] for sample in document["samples"]]
    try:
        experiment.train()
        outs = [experiment.network.feed_forward(sample["inputs"]) for sample in document["samples"]]
    except (NeurosimError, ArithmeticError):
        return False
    values = sorted({target for row in targets for target in row})
    if len(values) == 2:
        right = [right_class(row, out, values) for row, out in zip(targets, outs)]
        return sum(right) > 0.95 * len(right)
    flat = [(target, o) for row, out in zip(targets, outs) for target, o in zip(row, out)]
    middle = sum(target for target, _ in flat) / len(flat)
    return sum((t - o) ** 2 for t, o in flat) <= 0.5 * sum((t - middle) ** 2 for t, _ in flat)


def right_class(targets, outs, values):
    if len(outs) == 1:
        return (outs[0] > sum(values) / 2) == (targets[0] == values[1])
    return outs.index(max(outs)) == targets.index(max(targets))


# Causes to plant: each changes a healthy document, and names what `why` may call it.

PLANTS = {}


def plant(*names, **drawn):
    def entry(function):
        PLANTS[function.__name__] = function, names, drawn
        return function
    return entry


def rate_times(document, factor):
    document["optimizer"] = {**document["optimizer"],
                             "learning_rate": document["optimizer"]["learning_rate"] * factor}


@plant("diverging", "oscillating", "overshooting")
def rate_too_large(document, random):
    rate_times(document, random.uniform(20, 200))


@plant("rate_too_small")
def rate_too_small(document, random):
    rate_times(document, 10 ** random.uniform(-5, -3))


@plant("dead_neurons", hidden="relu")
def dead(document, random):
    """Biases so low that no relu is ever on."""
    document["layers"][0]["biases"] = [-random.uniform(4, 9)] * document["layers"][0]["neurons"]


@plant("saturated_neurons", hidden="tanh")
def saturated(document, random):
    """Weights so great that every tanh is at an end."""
    document["layers"][0] |= {"activation": random.choice(["tanh", "sigmoid"]),
                              "initialize": {"scheme": "normal", "deviation": random.uniform(50, 200)}}


@plant("vanishing_slopes", hidden="sigmoid")
def vanishing(document, random):
    document["layers"][:1] = [{"neurons": 5, "activation": "sigmoid"} for _ in range(random.randrange(4, 7))]


@plant("exploding_slopes", "exploding_nets", hidden="relu")
def exploding(document, random):
    """Layer after layer of weights that are too great."""
    great = {"scheme": "normal", "deviation": random.uniform(2, 4)}
    document["layers"][:1] = [{"neurons": 6, "activation": "leaky_relu", "initialize": great} for _ in range(5)]


@plant("equal_neurons", problem=exclusive_or, hidden="sigmoid")
def equal(document, random):
    document["layers"][0]["weights"] = [[random.uniform(-1, 1)] * 2] * document["layers"][0]["neurons"]
    document["layers"][1]["weights"] = [[random.uniform(-1, 1)] * document["layers"][0]["neurons"]]


@plant("weights_too_small", hidden="tanh")
def tiny(document, random):
    rate_times(document, 0.1)
    document["initialize"] = {"scheme": "normal", "deviation": 10 ** random.uniform(-5, -3)}


@plant("no_bias")
def without_bias(document, random):
    """Far from the origin, all on one side of it."""
    for layer in document["layers"]:
        layer["bias"] = "none"
    for sample in document["samples"] if document["inputs"] > 1 else ():
        sample["inputs"] = [0.3 * value + 1.5 for value in sample["inputs"]]


@plant("too_few_neurons", problem=exclusive_or, hidden="sigmoid")
def too_few(document, random):
    document["layers"][0] |= {"neurons": 1, "activation": random.choice(["tanh", "sigmoid"])}


@plant("targets_out_of_reach", problem=curve)
def unreachable(document, random):
    factor = random.uniform(2, 20)
    document["layers"][-1]["activation"] = random.choice(["tanh", "sigmoid"])
    for sample in document["samples"]:
        sample["targets"] = [factor * target for target in sample["targets"]]


@plant("wrong_and_saturated", "lone_softmax", problem=two_classes)
def unfitting_loss(document, random):
    """A squared error behind a sigmoid that begins quite wrong; or a softmax of one neuron."""
    if random.random() < 0.3:
        document["layers"][-1]["activation"] = "softmax"
    else:
        document["layers"][-1]["biases"] = [random.choice([-1, 1]) * random.uniform(9, 15)]
    document["loss"] = "half_squared_error"


@plant("unscaled_inputs")
def unscaled(document, random):
    factors = [10 ** random.uniform(1, 3) for _ in range(document["inputs"])]
    for sample in document["samples"]:
        sample["inputs"] = [factor * (value + 2) for factor, value in zip(factors, sample["inputs"])]


@plant("order_that_forgets")
def sorted_samples(document, random):
    """All of one kind, then all of the next."""
    document["samples"].sort(key=lambda sample: (sample["targets"], sample["inputs"]))
    document["samples"] = [sample for sample in document["samples"] for _ in range(4)]
    document["training"] |= {"order": "given", "batch_size": 1, "steps": 2 * document["training"]["steps"]}


@plant("contradictory_samples")
def contradictory(document, random):
    """Half of the samples come a second time, with the target of another class or of another place."""
    samples = document["samples"]
    for sample in random.sample(samples, len(samples) // 2):
        others = [each["targets"] for each in samples if each["targets"] != sample["targets"]]
        samples.append({"inputs": sample["inputs"], "targets": random.choice(others)})


@plant("rare_class", problem=two_classes)
def rare(document, random):
    """Two of forty, in the midst of the others."""
    many = [sample for sample in document["samples"] if sample["targets"] == [0.0]]
    many += [{"inputs": [value + random.gauss(0, 0.1) for value in sample["inputs"]], "targets": [0.0]}
             for sample in many]
    x, y = many[0]["inputs"]
    few = [{"inputs": [x + random.uniform(0.3, 0.5), y], "targets": [1.0]} for _ in range(2)]
    document["samples"] = many + few


@plant("test_error_rising", problem=curve, hidden="tanh")
def by_heart(document, random):
    """A few noisy samples, and far more neurons than they need."""
    def drawn(count):
        return [{"inputs": [x], "targets": [x + random.gauss(0, 0.4)]}
                for x in (random.uniform(-1, 1) for _ in range(count))]
    document["samples"], document["test_samples"] = drawn(8), drawn(40)
    document["layers"][0]["neurons"] = 20
    document["optimizer"] = {"name": "adam", "learning_rate": 0.02}
    document["training"] |= {"steps": 3000, "batch_size": "all"}


# To measure.

def planted(name, random):
    """An experiment with that cause in it, that suffers from it."""
    change, _, drawn = PLANTS[name]
    while True:
        document = healthy(random, **drawn)
        if not learns(document, load(document)):
            continue
        change(document, random)
        experiment = load(json.loads(json.dumps(document)))
        if suffers(name, document, experiment):
            return experiment


def suffers(name, document, experiment):
    """Whether the cause shows: it does not learn; of contradictions it need not, and by heart it learns too well."""
    if name == "by_heart":
        return test_error_rises(document)
    return name == "contradictory" or not learns(document, experiment)


def test_error_rises(document):
    """Whether the error of the test samples ends half as high again as it was at one of 30 looks."""
    experiment, errors = load(document), []
    for _ in range(30):
        experiment.train(document["training"]["steps"] // 30)
        errors.append(experiment.network.calculate_total_error(
            [(each["inputs"], each["targets"]) for each in document["test_samples"]]))
    return errors[-1] > 1.5 * min(errors)


def measure_planted(name, count, seed):
    """How many are named, how many of them first; and what was named in place of it."""
    found, first, others = 0, 0, Counter()
    for number in range(count):
        causes = [finding.cause.name for finding in planted(name, Random(f"{name} {number} {seed}")).why().findings]
        named = set(causes) & set(PLANTS[name][1])
        found, first = found + bool(named), first + bool(set(causes[:1]) & named)
        if not named:
            others[", ".join(causes) or "nothing"] += 1
    return found, first, others


def measure_healthy(count, seed):
    """False alarms among so many that learn."""
    alarms, number, seen = Counter(), 0, 0
    while seen < count:
        number += 1
        document = healthy(Random(f"healthy {number} {seed}"))
        if learns(document, load(document)):
            seen += 1
            causes = [finding.cause.name for finding in load(document).why().findings]
            alarms.update([f"{number}: {', '.join(causes)}"] if causes else [])
    return number, alarms


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--each", type=int, default=20)
    parser.add_argument("--healthy", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1, help="of the experiments (default: 1)")
    parser.add_argument("--only", choices=PLANTS)
    arguments = parser.parse_args()
    whole = Counter()
    for name in [arguments.only] if arguments.only else PLANTS:
        found, first, others = measure_planted(name, arguments.each, arguments.seed)
        whole.update(found=found, first=first, all=arguments.each)
        print(f"{name:20} {found:3} of {arguments.each} named, {first} first", *map(str, [others] * bool(others)),
              flush=True)
    print(f"in all: {whole['found']} of {whole['all']} named, {whole['first']} first")
    if not arguments.only:
        drawn, alarms = measure_healthy(arguments.healthy, arguments.seed)
        print(f"{arguments.healthy} that learn, of {drawn} drawn: {len(alarms)} false alarms", *alarms.items())


if __name__ == "__main__":
    main()
