"""One training step as a Python program that needs nothing: a line for each number, its formula in symbols beside it.

The lines are the formulas of the derivation, in the PYTHON notation; what the program asserts at its end are the
numbers of the trace, to the last bit.
"""

from ...explain.kinds import stage
from ...explain.naming import after_step, suffixes
from ...explain.notation import PYTHON, TEXT, literal, pretty
from ...explain.codegen.sections import in_parts, sections
from ..report.wording import about, drawn_line

# What Python's own `math` does not have as neurosim.core.maths has it.
FUNCTIONS = {
    "exp": "try:\n        return math.exp(x)\n    except OverflowError:\n        return math.inf",
    "expm1": "try:\n        return math.expm1(x)\n    except OverflowError:\n        return math.inf",
    "square": "return x * x",
    "absolute": "return abs(x)",
    "sign": "return 1.0 if x > 0.0 else -1.0 if x < 0.0 else 0.0",
    "normal_cdf": "return 0.5 * math.erfc(-x / math.sqrt(2.0))",
    "normal_density": "return math.exp(-0.5 * x * x) / math.sqrt(2.0 * math.pi)",
    "times_log": "return a * math.log(x) if a != 0.0 else 0.0",
    "ratio": "return a / x if a != 0.0 else 0.0",
    "where": "return yes if condition else no",
}
ARGUMENTS = {"times_log": "a, x", "ratio": "a, x", "where": "condition, yes, no"}
FROM_MATH = ("sqrt", "tanh", "log", "log1p")
OTHERS = {"largest": "largest = max\n"}

HEADINGS = {"forward": "Forward", "error": "Error", "backward": "Backward", "gradient": "Backward", "update": "Update"}
COMMENT = 60    # where comments begin, if the line is no longer


def export(trace):
    """The text of the program.

    >>> import neurosim
    >>> program = export(neurosim.load("worked-example").trace())
    >>> [line for line in program.splitlines() if line.startswith("out_h1 =")]
    ['out_h1 = 1.0 / (1.0 + exp(-net_h1))                         # out_h1 = 1 / (1 + e^(−net_h1))']
    """
    return "\n".join([*head(trace, "one training step, a line for each number"), *functions(trace), *given(trace),
                      *sample(trace), *step(trace), *asserts(trace), *show(trace)]) + "\n"


def export_loop(trace, experiment):
    """The same as a program that trains, for as many steps as the experiment asks for, from the traced one on.

    The samples come in the order given as neurosim takes them. Where chance has a say, in the order or in dropout, the
    first step is the traced one, and then the program draws for itself. `experiment` may be an experiment's copy.
    """
    body = [*next_samples(trace, experiment), *step(trace),
            f"\nif step == {trace.step}:", *indented(asserts(trace)), *carry(trace)]
    return "\n".join([*head(trace, "training, a line for each number"), "import random", *functions(trace),
                      *given(trace), *masks(trace), *all_samples(trace, experiment),
                      f"\nfor step in range({trace.step}, STEPS + 1):", *indented(body), *show(trace)]) + "\n"


def indented(lines):
    return ["    " + line if line else line for text in lines for line in text.split("\n")]


# The parts of the program.

def head(trace, what):
    yield f'"""{title(trace)}: {what}.\n\n{drawn_line(trace.network)}\n\nNeeds nothing but Python.\n"""\n'
    yield "import math"


def title(trace):
    """The name of the experiment, harmless in a docstring."""
    return " ".join(repr(trace.title or "a network")[1:-1].replace('"', "'").split())


def functions(trace):
    """The functions that the formulas call."""
    used = operations(trace)
    from_math = [name for name in FROM_MATH if name in used]
    if from_math:
        yield f"from math import {', '.join(from_math)}"
    yield ""
    for name in [name for name in FUNCTIONS if name in used]:
        yield f"\ndef {name}({ARGUMENTS.get(name, 'x')}):\n    {FUNCTIONS[name]}\n"
    yield from [f"\n{text}" for name, text in OTHERS.items() if name in used]


def operations(trace):
    """The operations of all formulas."""
    return {node.op for quantity in trace.quantities.values() for node in quantity.expression.nodes()}


def given(trace):
    yield "\n# What the step begins with."
    yield from lines(trace, [q for q in trace.quantities.values() if q.is_given and stage(q) != "sample"])


def sample(trace):
    yield "\n# What it learns from."
    yield from masks(trace)
    yield from lines(trace, [q for q in trace.quantities.values() if q.kind in ("input", "target")])


def masks(trace):
    yield from lines(trace, [q for q in trace.quantities.values() if q.kind == "mask"])


def lines(trace, quantities):
    return [line(q.name, repr(q.value), about(trace, q.name)) for q in quantities]


def step(trace):
    """Every number of the step, in order of computation, under a heading for each stage."""
    for heading, quantities in sections(trace.quantities.values(), lambda quantity: HEADINGS[stage(quantity)]):
        yield f"\n# {heading}."
        yield from [line(name, PYTHON.write(body), f"{pretty(name)} = {TEXT.write(body)}")
                    for quantity in quantities for name, body in in_parts(quantity.name, quantity.expression.body)]


def line(name, content, comment):
    return f"{f'{name} = {content}':{COMMENT - 1}} # {comment.removeprefix(f'{name}, ')}"


def asserts(trace):
    yield "\n# The numbers that neurosim traced, to the last bit."
    yield from [f"assert {q.name} == {literal(q.value)}" for q in trace.quantities.values() if not q.is_given]


def show(trace):
    """What to see when it runs."""
    yield '\nprint("E =", E)'
    yield from [f'print("{pretty(name)} =", {after_step(name)})' for name in trace.parameters]


# Training.

REFILL = {"given": "range({0})", "shuffled": "chance.sample(range({0}), {0})", "random": "[chance.randrange({0})]"}


def all_samples(trace, experiment):
    """The samples, and the places of those to come."""
    order, first = experiment.batches.order, trace.places
    if order == "given":
        first = [*first[:-1], *range(first[-1], len(experiment.samples))]
    yield "\n# What it learns from: pairs of inputs and targets; and the places of those to come."
    yield "SAMPLES = [\n" + "".join(f"    ({inputs!r}, {targets!r}),\n" for inputs, targets in experiment.samples) + "]"
    yield f"STEPS = {max(trace.step, experiment.steps)}\ncoming = {first!r}"
    if len(experiment.samples) % len(trace.batch):
        yield ("# (Where an epoch does not come out even neurosim takes a smaller batch; "
               "this goes on with the next epoch.)")
    if order != "given" or any(dropouts(trace)):
        yield f"chance = random.Random({experiment.seed})    # neurosim's own has drawn other numbers by now"


def next_samples(trace, experiment):
    """The numbers of the next batch, under their names."""
    size = len(trace.batch)
    yield f"while len(coming) < {size}:"
    yield f"    coming += {REFILL[experiment.batches.order].format(len(experiment.samples))}"
    for suffix in suffixes(size):
        inputs, targets = ([name + suffix for name in names] for names in (trace.names.inputs, trace.names.targets))
        yield f"({', '.join(inputs)},), ({', '.join(targets)},) = SAMPLES[coming.pop(0)]"


def carry(trace):
    """What was worked out is where the next step begins."""
    yield "\n# The next step begins with"
    for quantity in trace.quantities.values():
        new = trace.quantities.get(after_step(quantity.name))
        if quantity.is_given and new and new.expression.body.name != quantity.name:
            yield f"{quantity.name} = {new.name}"
    for name, dropout in dropouts(trace):
        yield f"{name} = 0.0 if chance.random() < {dropout!r} else {1.0 / (1.0 - dropout)!r}"
    yield "if step % max(1, STEPS // 10) == 0:\n    print(step, E)"


def dropouts(trace):
    """(name of the mask, share that is left out) of each neuron that may be."""
    shares = {h: layer.dropout for layer, neurons in zip(trace.network.layers, trace.names.neurons)
              if hasattr(layer, "dropout") for h in neurons}
    yield from ((q.name, shares[q.owner]) for q in trace.quantities.values() if q.kind == "mask")
