"""The error as a landscape: heights computed a second time by hand, the plane, the path, and what is refused."""

import csv
import json
import math

import pytest

import neurosim
from neurosim.training.trainer import Trainer
import neurosim.studies.landscape
from neurosim.cli import main
from neurosim.core.guard.errors import Diverged, NeurosimError
from neurosim.studies.landscape import Plane, dot, parameters
from neurosim.show.report.blocks import Surface
from neurosim.show.report.landscape_report import landscape_pictures


def sigmoid(net):
    return 1.0 / (1.0 + math.exp(-net))


def worked_example(w5, w6, w1=0.15, b2=0.60):
    """E of the 2-2-2 example, as one does it on paper."""
    h1, h2 = sigmoid(w1 * 0.05 + 0.20 * 0.10 + 0.35), sigmoid(0.25 * 0.05 + 0.30 * 0.10 + 0.35)
    o1, o2 = sigmoid(w5 * h1 + w6 * h2 + b2), sigmoid(0.50 * h1 + 0.55 * h2 + b2)
    return 0.5 * (0.01 - o1) ** 2 + 0.5 * (0.99 - o2) ** 2


def test_heights_are_the_errors():
    """At every point of the grid the error is what paper says; where the example stands, it is the published 0.298371109."""
    surface = neurosim.load("worked-example").landscape(["w5", "w6"], steps=0, points=5, ranges=((0.2, 0.6), (0.05, 0.85)))
    assert [0.2, 0.3, 0.4, 0.5, 0.6] == pytest.approx(surface.xs)
    for x, y, error in surface.rows():
        assert worked_example(x, y) == pytest.approx(error, rel=1e-12)
    assert 0.298371109 == round(surface.errors[2][2], 9)
    assert (0.2, 0.05, min(map(min, surface.errors))) == pytest.approx(surface.lowest())


def test_a_weight_and_a_shared_bias():
    """A bias that two neurons share is one parameter, and a frozen one can be looked along, too."""
    surface = neurosim.load("worked-example").landscape(["w1", "b2"], steps=0, points=3)
    for x, y, error in surface.rows():
        assert worked_example(0.40, 0.45, x, y) == pytest.approx(error, rel=1e-12)


def test_over_all_samples():
    """The mean over the four cases of XOR, by the network's own answers."""
    experiment = neurosim.load("xor")
    surface = experiment.landscape(["w1", "b6"], steps=0, points=3, span=2.0)
    x, y = surface.xs[0], surface.ys[2]
    experiment.network.layers[0].neurons[0].weights[0] = x
    experiment.network.layers[1].neurons[0].bias = y
    squares = [(targets[0] - experiment.network.feed_forward(inputs)[0]) ** 2 for inputs, targets in experiment.samples]
    assert sum(squares) / 8 == pytest.approx(surface.errors[2][0], rel=1e-12)


def test_the_path_is_the_training():
    """Its stations are the parameters and errors that training has at these steps; the last lies on the surface."""
    surface = neurosim.load("worked-example").landscape(["w5", "w6"], steps=1000, points=2)
    assert [0, 5, 10, 1000] == [surface.path[i][0] for i in (0, 1, 2, -1)]
    for i in (0, 1, 57, -1):
        step, x, y, error = surface.path[i]
        training = neurosim.load("worked-example").train(step)
        assert (training.parameters()["w5"], training.parameters()["w6"], training.errors[-1][1]) == (x, y, error)
    assert surface.at(*surface.path[-1][1:3]) == surface.path[-1][3]
    published = neurosim.load("worked-example").landscape(["w5", "w6"], steps=1, points=2).path[-1][1]
    assert 0.358916480 == round(published, 9)


def test_the_experiment_stays_as_it_is():
    """A copy is trained, from where the experiment is by now."""
    experiment = neurosim.load("xor")
    experiment.train(7)
    before = experiment.to_document()
    surface = experiment.landscape(["w1", "w2"], steps=3, points=2)
    assert (before, 7) == (experiment.to_document(), experiment.steps_taken)
    assert [7, 8, 9, 10] == [step for step, *_ in surface.path]


def test_the_grid_holds_the_path():
    """A quarter of its width more on both sides, and never less than 1 from the end."""
    surface = neurosim.load("worked-example").landscape(["w5", "w6"], steps=100, points=2)
    xs = [x for _, x, _, _ in surface.path]
    margin = (max(xs) - min(xs)) / 4
    assert [min(min(xs) - margin, xs[-1] - 1), max(max(xs) + margin, xs[-1] + 1)] == pytest.approx(surface.xs)
    assert [-0.6, 1.4] == pytest.approx(neurosim.load("worked-example").landscape(["w5", "w6"], steps=0, points=2).xs)


# Random directions.


def test_directions_are_as_long_as_the_weights():
    """Neuron by neuron, with its own bias; what is not trained has no direction. The network itself is in the middle."""
    experiment = neurosim.load("xor")
    surface = experiment.landscape(directions="random", steps=100, points=3)
    network, across = surface.experiment.network, iter(surface.plane.across)
    for layer in network.layers:
        rows = [[next(across) for _ in neuron.weights] for neuron in layer.neurons]
        for neuron, row in zip(layer.neurons, rows):
            row.append(next(across))
            assert math.hypot(*neuron.weights, neuron.bias) == pytest.approx(math.hypot(*row))
    assert surface.errors[1][1] == surface.path[-1][3]
    assert (0.0, 0.0) == surface.path[-1][1:3]
    frozen = neurosim.load("worked-example").landscape(directions="random", steps=0, points=2)
    names = list(neurosim.load("worked-example").train(0).parameters())
    assert {"b1", "b2"} == {name for name, step in zip(names, frozen.plane.across) if step == 0.0}


def test_directions_come_from_the_seed():
    """The same seed, the same picture."""
    one, same, other = (neurosim.load("xor").landscape(directions="random", steps=0, points=2, seed=seed) for seed in (1, 1, 2))
    assert one.errors == same.errors != other.errors


def test_points_are_projected_at_right_angles():
    """What is left over of a point is at right angles to both directions; a point of the plane is where it is."""
    plane = Plane(["x", "y"], [1.0, 2.0, 3.0, 4.0], [1.0, 0.5, 0.0, 2.0], [0.3, -1.0, 2.0, 1.0])
    assert (2.5, -0.5) == pytest.approx(plane.coordinates(plane.point(2.5, -0.5)))
    point = [3.0, -1.0, 2.0, 0.5]
    left = [a - b for a, b in zip(point, plane.point(*plane.coordinates(point)))]
    assert [0.0, 0.0] == pytest.approx([dot(left, plane.across), dot(left, plane.up)], abs=1e-12)


def test_parameters_come_in_the_order_of_their_names():
    """As `Training.parameters` lists them, shared biases once."""
    for name in ("worked-example", "xor", "one-hidden-unit"):
        experiment = neurosim.load(name)
        assert list(experiment.train(0).parameters().values()) == parameters(experiment.network)


# What has no height, and what is refused.


@pytest.fixture
def holes():
    """A surface whose error is beyond a float in parts, and one where it is everywhere."""
    document = {"format": "neurosim-experiment", "version": 1, "inputs": 1,
                "layers": [{"activation": "linear", "weights": [[1.0]], "biases": [0.0]}],
                "samples": [{"inputs": [1], "targets": [0]}]}
    return [neurosim.load(document).landscape(["w1", "b1"], steps=0, points=points, ranges=(along, (0.0, 1.0)))
            for points, along in ((3, (-1.0, 1e200)), (2, (1e200, 1e201)))]


def test_no_error_no_height(holes):
    """Where the error is beyond a float there is a hole in the grid, in every form of it."""
    surface, empty = holes
    assert [0.5, None, None] == surface.errors[0]
    assert (-1.0, 1.0, 0.0) == surface.lowest()
    assert "null" in json.dumps(surface.to_dict(), allow_nan=False)
    assert "landscape" not in str(surface)    # it prints
    assert empty.lowest() is None


def test_holes_are_drawn(holes, tmp_path):
    """As a file, too."""
    pytest.importorskip("matplotlib", reason="matplotlib, of the extra test-all, is not installed")
    for each in holes:
        each.plot(tmp_path / "surface.svg")
        assert b"<?xml" == (tmp_path / "surface.svg").read_bytes()[:5]


@pytest.mark.parametrize("options, words", [
    ({}, "along: expected two parameters, or directions='random'"),
    ({"along": ["w1", "w2"], "directions": "random"}, "along: expected two parameters, or directions='random'"),
    ({"along": ["w1", "w99"]}, "along[1]: unknown weight or bias 'w99'"),
    ({"along": ["w1", "w1"]}, "along: expected two different weights or biases, got w1, w1"),
    ({"along": ["w1", "w2", "w3"]}, "along: expected two different weights or biases"),
    ({"along": "w1"}, "along: expected two weights or biases, got 'w1'"),
    ({"directions": "pca"}, "directions: unknown directions 'pca'"),
    ({"directions": "random", "seed": -1}, "seed: expected an integer >= 0"),
    ({"along": ["w1", "w2"], "points": 1}, "points: expected an integer >= 2"),
    ({"along": ["w1", "w2"], "points": 100_000}, "points: expected an integer >= 2 and <= 1000"),
    ({"along": ["w1", "w2"], "span": 0}, "span: expected a finite number > 0"),
    ({"along": ["w1", "w2"], "span": float("inf")}, "span: expected a finite number > 0"),
    ({"along": ["w1", "w2"], "ranges": ((1, 1), (0, 1))}, "ranges: expected two pairs (low, high)"),
    ({"along": ["w1", "w2"], "ranges": ((0, 1),)}, "ranges: expected two pairs (low, high)"),
    ({"along": ["w1", "w2"], "ranges": ((0, 1), (0, float("nan")))}, "ranges[1][1]: expected a finite number"),
    ({"along": ["w1", "w2"], "steps": -1}, "steps: expected an integer >= 0"),
])
def test_what_is_refused(options, words, monkeypatch):
    """In a sentence, before any step is taken."""
    monkeypatch.setattr(neurosim.studies.landscape, "path_of", None)
    with pytest.raises(NeurosimError) as caught:
        neurosim.load("xor").landscape(**options)
    assert words in str(caught.value)


def test_absurd_sizes_are_refused_with_their_numbers():
    """A grid that would take hours."""
    document = neurosim.load("xor").document
    document["layers"][0]["neurons"] = 2000
    with pytest.raises(NeurosimError, match="points: expected at most 2,000,000,000 products, got about 6,000 weights × 4 samples × 1,000,200 points"):
        neurosim.Experiment(document).landscape(["w1", "w2"], points=1000)


def test_no_plane_of_one_weight():
    """Two directions in one dimension."""
    document = {"format": "neurosim-experiment", "version": 1, "inputs": 1,
                "layers": [{"activation": "linear", "weights": [[1.0]], "bias": "none"}],
                "samples": [{"inputs": [1], "targets": [0]}]}
    with pytest.raises(NeurosimError, match="they span no plane"):
        neurosim.load(document).landscape(directions="random")


def test_training_that_diverges():
    """As `train` says it."""
    document = {**neurosim.load("curve").document, "optimizer": {"name": "sgd", "learning_rate": 1000.0}}
    with pytest.raises(Diverged, match="diverged at step"):
        neurosim.Experiment(document).landscape(["w1", "w2"])


# As it is shown.


def test_the_report_says_where():
    """Beginning, end, the lowest point, and a grid that fits on a screen."""
    text = str(neurosim.load("worked-example").landscape(["w5", "w6"], steps=10, points=41))
    for words in ("the error over w5 and w6", "start", "end", "lowest point of the grid", "w6 \\ w5", "0.298371"):
        assert words in text
    assert max(map(len, text.splitlines()[6:])) < 130


def test_the_picture_is_the_landscape():
    surface = neurosim.load("worked-example").landscape(["w5", "w6"], steps=10, points=4)
    block, = landscape_pictures(surface)
    assert (Surface, surface.errors, [(x, y) for _, x, y, _ in surface.path]) == (type(block), block.grid, block.path)


def test_commands(tmp_path, capsys, monkeypatch):
    """CSV has a row for each point, JSON all there is, and both read back to the same bits."""
    monkeypatch.chdir(tmp_path)
    words = ["landscape", "worked-example", "--along", "w5,w6", "--steps", "3", "--points", "4", "--range=-1:1,0:2"]
    surface = neurosim.load("worked-example").landscape(["w5", "w6"], steps=3, points=4, ranges=((-1, 1), (0, 2)))
    assert 0 == main([*words, "--format", "csv", "-o", "grid.csv"])
    with open("grid.csv", encoding="utf-8") as file:
        header, *rows = csv.reader(file)
    assert (["w5", "w6", "error"], list(surface.rows())) == (header, [tuple(map(float, row)) for row in rows])
    assert 0 == main([*words, "--format", "json"])
    assert surface.to_dict() == json.loads(capsys.readouterr().out)


@pytest.mark.parametrize("words, problem", [
    ([], "--along: expected two weights or biases, such as w1,w2, or --directions random"),
    (["--along", "w1,w2", "--directions", "random"], "--directions: not allowed with argument --along"),
    (["--along", "w1,w2", "--span", "1", "--range", "0:1,0:1"], "--span: expected --span or --range, not both"),
    (["--along", "w1,w2", "--range", "1:0,0:1"], "--range: expected A:B,C:D with A < B and C < D, such as 0:1,-2:2"),
    (["--along", "w1,w2", "--range", "0:1"], "--range: expected A:B,C:D"),
    (["--along", "w1,w2", "--span", "-1"], "--span: expected a number above 0, got '-1'"),
    (["--along", "w1,w2", "--points", "1001"], "--points: expected a whole number from 2 to 1000, got '1001'"),
    (["--along", "w1,wx"], "--along: unknown weight or bias 'wx'"),
    (["--along", "w1,w2", "--plot", "x.bmp"], "--plot: expected a file name that ends in .png, .svg or .pdf"),
    (["--along", "w1,w2", "--plot", "x.png", "-o", "x.png"], "--plot: expected another file than --output, got 'x.png'"),
])
def test_wrong_words(words, problem, capsys):
    """Exit 2, and the option is named."""
    assert 2 == main(["landscape", "xor", *words])
    assert problem in capsys.readouterr().err


def test_errors_over_many_samples_are_asked_of_compiled_code(monkeypatch):
    """Of 40 samples the neurons answer one, at each point; and the errors are theirs."""
    asked, error_of = [], Trainer.error_of
    monkeypatch.setattr(Trainer, "error_of", lambda trainer, place: asked.append(place) or error_of(trainer, place))
    found = neurosim.load("two-moons", seed=3).landscape(directions="random", steps=600, points=9)
    assert {39} == set(asked) and len(asked) >= 81
    by_neurons = [found.at(x, y) for y in found.ys for x in found.xs]
    assert [error for row in found.errors for error in row] == by_neurons
