"""One training step, or a whole training run, as a program in ISO C99 that needs nothing but the C library."""

from copy import deepcopy

from ...core.guard.errors import NeurosimError
from ...explain.codegen.carried import carried, settings
from ...explain.codegen.in_loops import room
from ...explain.codegen.languages import C, CLEARED, HEAD, WENT_WRONG, functions
from ...explain.codegen.programs import program_text
from ...explain.codegen.sections import in_parts, sections
from ...explain.codegen.straight import ANY
from ...explain.kinds import stage
from ...explain.naming import Names, after_step
from ...explain.notation import TEXT, pretty
from ..report.wording import about, drawn_line
from .c_runtime import CHANCE, MAIN, PRECISION, STEP_MAIN
from .python import COMMENT, HEADINGS, title


def export(trace):
    """The text of a program with a line for each number, which checks them against the trace.

    >>> import neurosim
    >>> program = export(neurosim.load("worked-example").trace())
    >>> [line for line in program.splitlines() if "out_h1 =" in line][0]
    '    const REAL out_h1 = 1.0 / (1.0 + exp(-net_h1));         /* out_h1 = 1 / (1 + e^(−net_h1)) */'
    """
    quantities = list(trace.quantities.values())
    body = ["    /* What is given; volatile, so that the program computes, and not the compiler. */"]
    body += [line(q.name, repr(q.value), about(trace, q.name), "volatile") for q in quantities if q.is_given]
    for heading, part in sections(quantities, lambda quantity: HEADINGS[stage(quantity)]):
        body.append(f"\n    /* {heading}. */")
        body += [line(name, C.write(formula), f"{pretty(name)} = {TEXT.write(formula)}")
                 for quantity in part for name, formula in in_parts(quantity.name, quantity.expression.body)]
    body.append("\n    /* The numbers that neurosim traced, to the last bit. */")
    body += [f'    check("{q.name}", {q.name}, {q.value!r});' for q in quantities]
    body += [f'    printf("{name} = %.17g\\n", (double) {name});'
             for name in ["E", *[after_step(name) for name in trace.parameters]]]
    text = "\n".join(body)
    included = f"#include <stdio.h>\n#include <tgmath.h>\n\n{PRECISION}"
    return "\n".join([head(trace, "one training step, a line for each number"), included, *functions(text),
                      STEP_MAIN.replace("BODY", text)])


def head(trace, what):
    said = f"{title(trace)}: {what}.\n\n   {drawn_line(trace.network)}".replace("*/", "* /")
    return (f"/* {said}\n\n   cc -std=c99 -O2 -ffp-contract=off program.c -o program -lm\n\n"
            "   Without -ffp-contract=off the last bits of some numbers may be others. */")


def line(name, content, comment, kind="const"):
    text = f"    {kind} REAL {name} = {content};"
    return f"{text:{COMMENT - 1}} /* {comment.removeprefix(f'{name}, ').replace('*/', '* /')} */"


# A whole run.

def export_loop(trace, experiment):
    """A program that trains, from the traced step on, with the numbers that neurosim comes to, chance included."""
    trainer = deepcopy(getattr(experiment, "trainer", experiment))
    trainer.take(trace.step - 1)
    network, batches = trainer.network, trainer.batches
    samples = min(batches.batch_size, batches.count)
    many = samples > 1 and not network.asks_all
    text = steps_source(network, ANY if many else samples, trainer.reduction, batches.count % samples == 0)
    return "\n".join([head(trace, "training"), text, CHANCE, *data(trainer, trace, samples, many), MAIN])


def steps_source(network, samples, reduction, even):
    """The functions of a step and of an answer, without the flags that not every machine has."""
    if network.asks_all and not even:
        raise NeurosimError("loop", "epochs that come out even, as normalize batch has a program for one size of batch")
    text = program_text(network, samples, reduction)
    for line_ in (f"    {CLEARED}\n", "#include <fenv.h>\n"):
        text = text.replace(line_, "")
    text = text.replace(WENT_WRONG, "return 0;").replace("\nint ", "\nstatic int ")
    return text.replace(HEAD.removeprefix("#include <fenv.h>\n"), INCLUDES)


INCLUDES = f"#include <stddef.h>\n#include <stdint.h>\n#include <stdio.h>\n#include <tgmath.h>\n\n{PRECISION}"


def data(trainer, trace, samples, many):
    """What the program begins with."""
    network, batches = trainer.network, trainer.batches
    pairs = [[*map(float, inputs), *map(float, targets)] for inputs, targets in trainer.samples]
    _, words, _ = trainer.random.getstate()
    masks, steps = [len(layer.neurons) for layer in network.dropouts], max(trace.step, trainer.steps)
    told = {"COUNT": batches.count, "INPUTS": len(trainer.samples[0][0]), "WIDTH": len(pairs[0]),
            "OUTPUTS": len(network.layers[-1].neurons), "NETS": sum(len(layer.neurons) for layer in network.layers),
            "BATCH": batches.batch_size, "MANY": int(many),
            "FIRST": trace.step, "STEPS": steps, "EVERY": max(1, steps // 10), "STATE": len(carried(network)),
            "ROOM": max(1, room(network, ANY if many else samples)),
            "MEAN": int(trainer.reduction == "mean"), "MASKS": max(1, sum(masks)), "DROPOUTS": len(masks),
            "ORDER": ("given", "shuffled", "random").index(batches.order), "WAITING": len(batches.waiting)}
    yield "\n".join(f"#define {name} {value}" for name, value in told.items())
    names = ", ".join(Names(network).all_parameters())
    yield f"\n/* {names[:2000]}{' ...' if len(names) > 2000 else ''}; then what the optimizer remembers */"
    yield numbers("REAL state[STATE]", carried(network))
    yield numbers("const REAL settings[]", settings(network.optimizer) or [0.0])
    yield "/* The samples: inputs, then targets. */"
    yield numbers("const REAL rows[COUNT * WIDTH]", [number for row in pairs for number in row])
    yield numbers("int waiting[COUNT]", [*batches.waiting, *[0] * (batches.count - len(batches.waiting))])
    yield numbers("const int dropped[]", masks or [0])
    yield numbers("const double dropout[]", [layer.dropout for layer in network.dropouts] or [0.0])
    yield "/* Python's generator, as neurosim's run has it. */"
    yield numbers("uint32_t words[624]", words[:624])
    yield f"static int word_at = {words[624]};\n"


def numbers(what, values):
    """An array, eight in a line."""
    texts = [f"{value!r}" + "u" * ("uint32_t" in what) for value in values]
    rows = [", ".join(texts[i:i + 8]) for i in range(0, len(texts), 8)]
    return f"static {what} = {{\n    " + ",\n    ".join(rows) + "\n};"
