"""How fast a training step is, as a ratio to the usual tutorial program, in one run and in turns.

    python scripts/benchmark.py            python scripts/benchmark.py --quick --format json

"neurons" is the textbook, neuron by neuron; "straight" is the straight function that `Experiment.train` prints by
itself; "C" is the same in C, "plain C" what somebody would write by hand: where there is a compiler. "JavaScript" is
that in node, where there is one. The straight function's break-even is the step from which printing and compiling has
paid. "traced" keeps the trace of every step in memory, as many as are worth it. micrograd, numpy and PyTorch join if
installed; synaptic, too: call the script where `npm install synaptic` was called.
"""

import argparse
import json
import platform
import random
import statistics
import time
import tracemalloc

from index_loops import TwoLayers
from node_peers import node_peers
from other_programs import PROGRAMS
from plain_c import plain_c_program
from tabulate import tabulate

import neurosim

SHAPES = {(2, 2, 2): 4000, (2, 5, 1): 4000, (64, 30, 10): 1000, (784, 30, 10): 100}    # sizes: steps a round, as many as training takes at once
FEW = 50                 # steps a round of what else is installed: micrograd takes minutes for more
MOST_TRACED = 500_000    # quantities


def experiment(sizes, steps):
    """Sigmoid, half squared error, biases that stay as they are, a sample for each step."""
    draw = random.Random(1)
    samples = [{"inputs": [draw.random() for _ in range(sizes[0])], "targets": [draw.random() for _ in range(sizes[-1])]}
               for _ in range(steps)]
    layers = [{"neurons": count, "train_bias": False} for count in sizes[1:]]
    return neurosim.load({"format": "neurosim-experiment", "version": 1, "seed": 1, "inputs": sizes[0], "layers": layers,
                          "samples": samples, "training": {"steps": steps, "order": "given"}})


def seconds(work, *arguments):
    """Of this thread, however busy the machine is with others."""
    start = time.thread_time()
    work(*arguments)
    return time.thread_time() - start


def one_by_one(program, samples):
    for inputs, targets in samples:
        program.train(inputs, targets)


def printed(trainer):
    """Its straight function, printed anew."""
    trainer.straight = None
    return trainer.straight_for(1, True)


def in_c(trainer):
    """What takes its steps in C; None where it may not be compiled."""
    try:
        return trainer.straight_for(1, "c")
    except neurosim.NeurosimError:
        return None


def measure(sizes, steps, rounds):
    """Seconds a step of every program, the median of rounds in which they take turns; and what the straight function costs."""
    first, second = experiment(sizes, steps), experiment(sizes, steps)
    tutorial, straight = TwoLayers(first.network), printed(second.trainer)
    third, peer = experiment(sizes, steps), plain_c_program(first.network, first.samples)
    work = {"tutorial": lambda: one_by_one(tutorial, first.samples), "neurons": lambda: one_by_one(first.network, first.samples),
            "straight": lambda: straight.take(second.trainer, steps)}
    compiled = peer and in_c(third.trainer)
    if compiled:
        work |= {"C": lambda: compiled.take(third.trainer, steps), "plain C": peer}
    in_node, some = node_peers(first.network, first.samples), first.samples[:FEW]
    others = {name: made for name, make in PROGRAMS.items() if (made := make(sizes, some))}
    turns = [{**{name: seconds(one) / steps for name, one in work.items()},
              **{name: one() for name, one in in_node.items()},
              **{name: seconds(one) / len(some) for name, one in others.items()}} for _ in range(rounds)]
    ours = [first, second, *[third] * bool(compiled)]
    assert all([n.weights for n in tutorial.output.neurons] == [n.weights for n in each.network.layers[1].neurons] for each in ours)
    times = {name: statistics.median([turn[name] for turn in turns]) for name in turns[0]}
    ratios = {name: statistics.median([turn["tutorial"] / turn[name] for turn in turns]) for name in times}
    small = experiment(sizes, 1)
    prints = [seconds(printed, small.trainer) for _ in range(rounds)]    # what was compiled once is not compiled again
    compiles = [seconds(compile, straight.text, "<straight>", "exec") for _ in range(rounds)]
    made = statistics.median(prints) + statistics.median(compiles)
    return {"network": "-".join(map(str, sizes)), "seconds": times, "ratios": ratios, "print_and_compile": made,
            "break_even": int(made / (times["neurons"] - times["straight"])) + 1,
            "trace": statistics.median([seconds(small.trace) for _ in range(rounds)]), "traced": traced(first, steps),
            "memory": peak(lambda: (printed(small.trainer), compile(straight.text, "<straight>", "exec")))}


def traced(experiment, steps):
    """Seconds a step, with a trace of each in memory; making what takes them is part of it."""
    steps = max(1, min(steps, MOST_TRACED // len(experiment.trace())))
    return seconds(list, experiment.traces(1, steps)) / steps


def peak(work):
    """Bytes, at most, while it works."""
    tracemalloc.start()
    work()
    found = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return found


def cells(values, names, unit, digits):
    """Some take no part in large networks."""
    return [f"{values[name] * unit:.{digits}f}" if name in values else "" for name in names]


def table(found):
    names = list(found[0]["seconds"])
    rows = [[each["network"], *cells(each["seconds"], names, 1e6, 1), *cells(each["ratios"], names[1:], 1.0, 2),
             f"{each['print_and_compile'] * 1e3:.2f}", each["break_even"], f"{each['trace'] * 1e3:.2f}",
             f"{each['traced'] * 1e6:.1f}", f"{each['memory'] / 1e6:.1f}"] for each in found]
    headers = ["network", *[f"{name}, µs" for name in names], *[f"{name}, times" for name in names[1:]],
               "compile, ms", "break-even", "trace, ms", "traced, µs", "memory, MB"]
    return tabulate([[header, *row] for header, *row in zip(headers, *rows)], headers="firstrow", disable_numparse=True)


parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
parser.add_argument("--quick", action="store_true", help="few steps, to see that it works")
parser.add_argument("--format", choices=["text", "json"], default="text")
options = parser.parse_args()
shapes = list(SHAPES.items())[:3] if options.quick else SHAPES.items()
found = [measure(sizes, max(2, steps // 100) if options.quick else steps, 2 if options.quick else 15) for sizes, steps in shapes]
if options.format == "json":
    print(json.dumps({"format": "neurosim-benchmark", "version": 1, "python": platform.python_version(), "networks": found}))
else:
    print(table(found))
