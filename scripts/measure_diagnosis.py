"""How often a diagnosis names the mistake that was made: plants each one in random networks, hands in the numbers, counts.

    python scripts/measure_diagnosis.py [NETWORKS]      writes the tables of docs/diagnosis.md; NETWORKS of each kind, default 3
"""

import random
import sys

from neurosim import MISTAKES, load

SHAPES = (2, 2, 2), (3, 4, 2), (3, 4, 3), (2, 3, 3, 2), (4, 3, 1)
KINDS = {"sigmoid": "half_squared_error", "tanh": "mean_squared_error", "softmax": "categorical_cross_entropy"}
GIVEN = {"every ∂E/∂w": lambda name: name.startswith("dE_dw"), "every w⁺": lambda name: name[0] == "w",
         "∂E/∂w1 alone": "dE_dw1".__eq__, "w1⁺ alone": "w1_new".__eq__, "every number": lambda name: True}


def experiment(sizes, last, seed):
    draw = random.Random(f"{sizes} {last} {seed}")
    layers = [{"activation": "sigmoid", "biases": [round(draw.uniform(0.1, 1), 2) for _ in range(count)],
               "weights": [[round(draw.uniform(-1, 1), 2) for _ in range(inputs)] for _ in range(count)]}
              for inputs, count in zip(sizes, sizes[1:])]
    layers[-1]["activation"] = last
    inputs, targets = ([round(draw.uniform(0.1, 0.9), 2) for _ in range(count)] for count in (sizes[0], sizes[-1]))
    targets = [0] * (sizes[-1] - 1) + [1] if last == "softmax" else targets
    return load({"format": "neurosim-experiment", "version": 1, "inputs": sizes[0], "layers": layers, "loss": KINDS[last],
                 "samples": [{"inputs": inputs, "targets": targets}], "seed": 0})


def trial(right, mistake, spoilt, given, digits):
    """The place the mistake is named at, 1 for the first, 9 for not at all; None where these numbers cannot show it."""
    trace = spoilt.trace()
    found = right.diagnose({q.name: f"{q.value:.{digits}g}" for q in trace if not q.is_given and GIVEN[given](q.name)})
    named = [each.mistake for each in found.explanations]
    return None if found.agree else min([*[place for place, name in enumerate(named, 1) if name == mistake], 9])


def row(shapes, digits, given, networks):
    places, alarms, right_ones = [], 0, 0
    for sizes, last, seed in [(sizes, last, seed) for sizes in shapes for last in KINDS for seed in range(networks)]:
        right = experiment(sizes, last, seed)
        alarms += trial(right, "", right, given, digits) is not None
        for name, mistake in MISTAKES.items():
            spoilt = mistake.spoil(experiment(sizes, last, seed))
            try:
                places.append(trial(right, name, spoilt, given, digits))
            except ValueError:    # a logarithm of nothing, or the like
                pass
        right_ones += 1
    shown = [place for place in places if place]
    first, three = (100 * sum(place <= most for place in shown) / len(shown) for most in (1, 3))
    sizes = ", ".join("-".join(map(str, each)) for each in shapes)
    return f"| {sizes} | {given} | {digits} | {len(shown)} | {first:.1f} % | {three:.1f} % | {alarms} of {right_ones} |"


if __name__ == "__main__":
    networks = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    print("| network | given | digits | mistakes planted | named first | among three | false alarms |\n|---|---|---|---|---|---|---|")
    cases = [([sizes], digits, "every ∂E/∂w") for sizes in SHAPES for digits in (3, 4, 6)] + [(SHAPES, 4, given) for given in GIVEN]
    for case in cases:
        print(row(*case, networks), flush=True)
