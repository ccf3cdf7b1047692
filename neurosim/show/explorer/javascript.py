"""A training step as a JavaScript function: a line for each number, printed from the expressions that computed it."""

from textwrap import fill

from ...explain.codegen.sections import sections
from ...explain.derivation import steps_to
from ...explain.naming import name_of
from ...explain.notation import JAVASCRIPT


def step_program(trace, function):
    """A function from the numbers that are given to every number of the step, each by its name.

    >>> import neurosim
    >>> program = step_program(neurosim.load("worked-example").trace(), "step").splitlines()
    >>> print(*program[2:4], sep="\\n")
      const net_h1 = w1 * i1 + w2 * i2 + b1;
      const out_h1 = 1.0 / (1.0 + exp(-net_h1));
    """
    return program(function, list(trace.quantities.values()), list(trace))


def answer_program(trace, function):
    """A function from what is given to the E of a sample, and to the outs."""
    outs = [name_of("out", o) for o in trace.names.outputs]
    wanted = set(outs).union(*[[step.name for step in steps_to(trace.quantities, name)] for name in ["E", *outs]])
    return program(function, [quantity for name, quantity in trace.quantities.items() if name in wanted], ["E", *outs])


def program(function, quantities, results):
    return "\n".join([
        wrapped(f"function {function}({{", [quantity.name for quantity in quantities if quantity.is_given], "}) {"),
        *lines(quantities),
        wrapped("  return {", results, "};"),
        "}"])


def lines(quantities):
    for heading, found in sections(quantities):
        yield f"  // {heading}"
        yield from [f"  const {quantity.name} = {JAVASCRIPT.write(quantity.expression.body)};" for quantity in found]


def wrapped(before, names, after):
    return fill(before + ", ".join(names) + after, 120, subsequent_indent="    ", break_long_words=False)
