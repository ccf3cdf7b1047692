"""The course: six programs that grow, print what the page shows, and compute what the core computes."""

import ast
import pathlib
import runpy
from itertools import pairwise
from random import Random

import pytest

from neurosim import load, NeuralNetwork

DOCS = pathlib.Path(__file__).parents[1] / "docs"
PAGE = (DOCS / "course.md").read_text("utf-8")
STEPS = sorted((DOCS / "course").glob("step_*.py"))


def section(number):
    """What the page says of a step."""
    return PAGE.split(f"\n## {number}. ")[1].split("\n## ")[0]


def fences(text):
    """(language, text) of each block of code."""
    for part in text.split("\n```")[1::2]:
        language, _, block = part.partition("\n")
        yield language, block


def things(path):
    """Each function, also of a class, by its name, as it is written."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        for child in getattr(node, "body", ()) if isinstance(node, (ast.Module, ast.ClassDef)) else ():
            if isinstance(child, ast.FunctionDef):
                yield getattr(node, "name", ""), child.name, ast.unparse(child)


def test_there_are_six():
    """Each step of the page has its program, and the page links it."""
    assert [1, 2, 3, 4, 5, 6] == [int(path.name.split("_")[1]) for path in STEPS]
    assert all(f"(course/{path.name})" in section(number) for number, path in enumerate(STEPS, 1))


@pytest.mark.parametrize("number", range(1, 7))
def test_the_page_shows_what_the_program_is_and_prints(number, capsys):
    """The code on the page is the program's, and the numbers are what it prints."""
    path = STEPS[number - 1]
    runpy.run_path(str(path), run_name="__main__")
    (_, code), (_, printed) = fences(section(number))
    assert code in path.read_text("utf-8")
    assert printed == capsys.readouterr().out.rstrip("\n")


@pytest.mark.parametrize("before, after", list(pairwise(STEPS)))
def test_each_is_the_one_before_and_more(before, after):
    """Nothing that was written is written anew."""
    assert set(things(before)) < set(things(after))


@pytest.mark.parametrize("seed", range(5))
def test_it_computes_what_the_core_computes(seed):
    """3-4-2-2 from the same weights: after 50 steps every weight and bias is the same, bit by bit."""
    course, random = runpy.run_path(str(STEPS[-1])), Random(seed)
    ours = NeuralNetwork.build(3, 4, 2, 2, seed=seed)
    theirs = course["drawn"]([3, 4, 2, 2], random)
    for layer, other in zip(ours.layers, theirs.layers):
        for neuron, twin in zip(layer.neurons, other.neurons):
            twin.weights, twin.bias = list(neuron.weights), neuron.bias
    for _ in range(50):
        sample = [random.random() for _ in range(3)], [random.random() for _ in range(2)]
        ours.train(*sample)
        theirs.train(*sample)
    expected = [(neuron.weights, neuron.bias) for layer in ours.layers for neuron in layer.neurons]
    assert expected == [(neuron.weights, neuron.bias) for layer in theirs.layers for neuron in layer.neurons]


def test_the_worked_example_is_the_built_in_one():
    """Its weights and biases are those of the experiment of this name."""
    built_in, course = load("worked-example").network, runpy.run_path(str(STEPS[1]))["worked_example"]()
    expected = [(neuron.weights, neuron.bias) for layer in built_in.layers for neuron in layer.neurons]
    assert expected == [(neuron.weights, neuron.bias) for layer in course.layers for neuron in layer.neurons]
