"""How often is the mistake named that was made? Plants each of them in random networks, hands in the numbers, and counts.

    python scripts/measure_diagnosis.py [NETWORKS]      the table of docs/diagnosis.md; NETWORKS of each kind, default 3
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
    numbers = [[[round(draw.uniform(-1, 1), 2) for _ in range(inputs + 1)] for _ in range(count)]
               for inputs, count in zip(sizes, sizes[1:])]
    layers = [{"weights": [row[1:] for row in rows], "biases": [row[0] or 0.5 for row in rows]} for rows in numbers]
    inputs, targets = ([round(draw.uniform(0.1, 0.9), 2) for _ in range(count)] for count in (sizes[0], sizes[-1]))
    targets = [0] * (sizes[-1] - 1) + [1] if last == "softmax" else targets
    return load({"format": "neurosim-experiment", "version": 1, "inputs": sizes[0], "loss": KINDS[last], "seed": 0,
                 "layers": [*layers[:-1], {**layers[-1], "activation": last}], "samples": [{"inputs": inputs, "targets": targets}]})


def place(right, name, spoilt, given, digits):
    """The place the mistake is named at, 1 for the first, 9 for not at all; None where the numbers agree all the same."""
    found = right.diagnose({q.name: f"{q.value:.{digits}g}" for q in spoilt.trace() if not q.is_given and GIVEN[given](q.name)})
    return None if found.agree else [*[each.mistake for each in found.explanations], *[""] * 8, name].index(name) + 1


def row(shapes, digits, given, networks):
    places, alarms, cases = [], 0, [(sizes, last, seed) for sizes in shapes for last in KINDS for seed in range(networks)]
    for case in cases:
        right = experiment(*case)
        alarms += place(right, "", right, given, digits) is not None
        for name, mistake in MISTAKES.items():
            try:
                places.append(place(right, name, mistake.spoil(experiment(*case)), given, digits))
            except ValueError:    # a spoilt softmax of which there is no logarithm
                pass
    planted = [each for each in places if each]
    shares = [f"{100 * len([each for each in planted if each <= most]) / len(planted):.1f} %" for most in (1, 3)]
    return " | ".join(["", ", ".join("-".join(map(str, sizes)) for sizes in shapes), given, str(digits), str(len(planted)), *shares,
                       f"{alarms} of {len(cases)}", ""]).strip()


if __name__ == "__main__":
    networks = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    print("| network | given | digits | planted | named first | among three | false alarms |\n|---|---|---|---|---|---|---|")
    for shapes, digits, given in [*[([sizes], digits, "every ∂E/∂w") for sizes in SHAPES for digits in (3, 4, 6)],
                                  *[(SHAPES, 4, given) for given in GIVEN]]:
        print(row(shapes, digits, given, networks), flush=True)
