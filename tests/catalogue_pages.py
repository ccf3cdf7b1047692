"""The pages of docs that are made from tables: python tests/catalogue_pages.py writes them."""

import json
from functools import partial
from pathlib import Path

from neurosim.explain.matrix_names import LETTERS
from neurosim.explain.written_names import WRITTEN
from neurosim.files.json_schema import experiment_schema
from neurosim.practice.mistakes import MISTAKES
from neurosim.show.render.markdown import render as markdown
from neurosim.show.report.blocks import Paragraph
from neurosim.show.report.reference_report import topic_report
from neurosim.show.report.reference_topics import TOPICS

DOCS = Path(__file__).resolve().parents[1] / "docs"
ROOMS = {"backward": "What travels back", "factors": "Factors and signs", "slopes": "Slopes", "softmax_slopes": "The slope of softmax",
         "forward": "The way forward", "activation_mistakes": "Activations", "updates": "The step", "batch_mistakes": "Batches",
         "optimizer_mistakes": "What an optimizer remembers", "adam_mistakes": "Adam", "data": "Numbers that come in", "figures": "Digits"}
MATRICES = [("W1, theta1", "the weights of layer 1: rows of neurons, or of inputs"), ("dW1, grad_W1, ∂E/∂W1", "their gradients"),
            ("b1, db1", "its biases; a row, a column or a list"), ("z1, a1, δ1, dZ1, dA1", "its nets, outs, ∂E/∂net, ∂E/∂out; of a batch rows of neurons or of samples"),
            ("z_h, out_o", "the same by the name of the layer"), ("W1[0][1]", "a place in a program's matrix, counted from 0"),
            ("W1[1,2], W[1][1,2], w1_12, w^(1)_{12}, w_12^[1]", "a place in a formula's matrix, counted from 1; [1,2] may be either"),
            ("a1_2, a^[1]_2, z1[1]", "a place in a vector"), ("W1', W1_new, new_W1", "after the step"),
            ("dW1[neuron][input], dW1[input][neuron], dW1.T", "how a square matrix lies")]


def mistakes_page():
    """Every mistake with its forms, sentence and advice."""
    lines = ["# The mistakes that are known", "",
             f"Made from the catalogue: {len(MISTAKES)} of them, those of a kind together, those met most often first. "
             "`neurosim mistakes EXPERIMENT` lists what each does to",
             "the numbers of a step. A convention is another way to do it, and no mistake."]
    for room, title in ROOMS.items():
        lines += ["", f"## {title}", "", "| name | what is done | forms | advice |", "|---|---|---|---|"]
        lines += [f"| `{name}` | {mistake.sentence}{' (a convention)' * mistake.convention} | {forms(mistake)} | {mistake.advice} |"
                  for name, mistake in MISTAKES.items() if mistake.spoiler.__module__.rpartition(".")[2] == room]
    return "\n".join(lines) + "\n"


def forms(mistake):
    said = [mistake.describe(form).removeprefix(mistake.sentence).lstrip(",: ") for form in mistake.variants]
    return "; ".join([each for each in said if each] + ["one of several hidden layers"] * mistake.each_layer)


def notations_page():
    """Every way to write a name."""
    lines = ["# How numbers may be called", "", "Wherever a name is asked for: `explain`, `diagnose`, `--answers`, `trace[...]`. Made from the table of the program.", "",
             "| what is written | read as | it is |", "|---|---|---|"]
    lines += [f"| `{written}` | `{ours}` | {spelling.habit} |" for spelling in WRITTEN for written, ours in spelling.examples]
    lines += ["", "∂ is d, ₁ is 1, spaces and the signs of LaTeX (`\\partial`, `{`, `}`, `$`) are passed over; `net_h1 (2)` is that of sample 2.", "",
              "## Matrices, and places in them", "", f"Letters: {', '.join(f'`{letter}`' for letter in LETTERS)}; `d`, `grad_`, `∇` or `∂E/∂` before one asks for its slope.", "",
              "| what is written | it is |", "|---|---|", *[f"| `{written.replace(', ', '`, `')}` | {what} |" for written, what in MATRICES], "",
              "Where the shapes tell whether a row is a neuron's or an input's, nothing has to be said, and what one matrix tells is true of all; else it is asked."]
    return "\n".join(lines) + "\n"


def topic_page(name):
    """What `neurosim help` says of a topic."""
    made = f"Made from the tables of the program, as `neurosim help {name}` shows them."
    heading, *blocks = topic_report(name, TOPICS[name].sentence, TOPICS[name].groups())
    return "".join(markdown([heading, Paragraph(made), *blocks])).rstrip("\n") + "\n"


def schema_page():
    return json.dumps(experiment_schema(), indent=1, ensure_ascii=False) + "\n"


PAGES = {"mistakes.md": mistakes_page, "notations.md": notations_page, "neurosim.schema.json": schema_page,
         **{f"reference/{name}.md": partial(topic_page, name) for name in TOPICS}}

if __name__ == "__main__":
    for page, make in PAGES.items():
        (DOCS / page).write_text(make(), encoding="utf-8")
