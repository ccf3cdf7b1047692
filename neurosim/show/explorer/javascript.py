"""A training step as JavaScript, twice: to be read and looked at, with every number under its name, printed from the
expressions that computed it; and to be fast, as the programs in C are.
"""

from textwrap import fill

from ...explain.codegen.sections import sections
from ...explain.codegen import languages
from ...explain.codegen.programs import program_text
from ...explain.codegen.straight import ANY
from ...explain.notation import JAVASCRIPT


def step_program(trace, function):
    """A function from the numbers that are given to every number of the step, each by its name.

    >>> import neurosim
    >>> program = step_program(neurosim.load("worked-example").trace(), "step").splitlines()
    >>> print(*program[2:4], sep="\\n")
      const net_h1 = w1 * i1 + w2 * i2 + b1;
      const out_h1 = 1.0 / (1.0 + exp(-net_h1));
    """
    return function_text(function, list(trace.quantities.values()), list(trace))


def fast_programs(network, sizes, reduction):
    """The object of what takes steps and answers samples: a program for each size of a batch, or one for any."""
    if not network.asks_all and max(sizes) > 1:
        sizes = [ANY]
    texts = [(size or "any", program_text(network, size, reduction, languages.JAVASCRIPT)) for size in sizes]
    return "\n".join(["const programs = {", *[f"{size}: {text}," for size, text in texts], "};"])


def function_text(function, quantities, results):
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
