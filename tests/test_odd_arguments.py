"""What is no argument at all, from Python: one NeurosimError that names it, never an error of Python's own."""

import pytest

import neurosim
from neurosim import NeuralNetwork, NeurosimError


class NoRepr:
    """Whose words for itself fail."""

    def __repr__(self):
        raise RuntimeError


XOR, TRAINED = neurosim.load("xor", seed=1), neurosim.load("xor", seed=1)
TRAINED.train(2)
NONE = [None, True, -1, 2.5, float("nan"), 10**400, b"\xff\x00", [], [None], {"a": 1}, set(), object(), NoRepr(), 3 + 4j, "\ud800"]
PATHS = [odd for odd in NONE if not isinstance(odd, (str, bytes))]
NO_FUNCTIONS = [odd for odd in NONE if odd]
NO_FEEDERS = [odd for odd in NONE if not isinstance(odd, (list, set))]
ONE, NO_LAYERS = [([0, 1], [1])], [odd for odd in NONE[1:] if odd != [None]]    # None: as a file has it where it says nothing
QUESTIONS = {
    "export, path": (lambda odd: XOR.export(odd, "python"), PATHS),
    "export, to": (lambda odd: XOR.export("x.py", odd), NONE),
    "explore, path": (lambda odd: XOR.explore(odd), PATHS[1:]),
    "explore, hide": (lambda odd: XOR.explore("x.html", odd), [odd for odd in NONE if odd not in ([], set())]),
    "save, path": (lambda odd: XOR.save(odd), PATHS),
    "plot, path": (lambda odd: XOR.train(0).plot(odd), NONE[1:]),
    "checkpoint": (lambda odd: XOR.train(0, checkpoint=odd), PATHS[1:]),
    "resume, path": (lambda odd: XOR.resume(odd), PATHS),
    "keep": (lambda odd: neurosim.sweep("xor", seeds=1, steps=1, keep=odd), PATHS[1:]),
    "train_on, feeder": (lambda odd: XOR.train_on(odd), NO_FEEDERS),
    "train_on of a network, feeder": (lambda odd: XOR.network.train_on(odd), NO_FEEDERS),
    "train_on, batch_size": (lambda odd: XOR.train_on([], odd), NONE[1:]),
    "calculate_total_error": (lambda odd: XOR.network.calculate_total_error(odd), NO_FEEDERS),
    "calculate_total_error of samples": (lambda odd: XOR.network.calculate_total_error([odd]), NONE),
    "train, steps": (lambda odd: XOR.train(odd), NONE[1:]),
    "train, watch": (lambda odd: XOR.train(1, watch=odd), NO_FUNCTIONS),
    "train, progress": (lambda odd: XOR.train(0, progress=odd), NO_FUNCTIONS),
    "traces, progress": (lambda odd: next(XOR.traces(1, 2, progress=odd)), NO_FUNCTIONS),
    "sweep, progress": (lambda odd: neurosim.sweep("xor", seeds=1, steps=1, progress=odd), NO_FUNCTIONS),
    "sweep, solved_below": (lambda odd: neurosim.sweep("xor", seeds=1, steps=1, solved_below=odd), [odd for odd in NONE[1:] if odd not in (-1, 2.5)]),
    "diagnose, answers": (lambda odd: XOR.diagnose(odd), NONE),
    "diagnose, tolerance": (lambda odd: XOR.diagnose({"w1": "1"}, tolerance=odd), [odd for odd in NONE[1:] if odd != 2.5]),
    "explain, goal": (lambda odd: XOR.explain(odd), NONE),
    "nudge, name": (lambda odd: XOR.nudge(odd), NONE),
    "traces, last": (lambda odd: next(XOR.traces(1, odd)), NONE),
    "history.path": (lambda odd: TRAINED.history.path(odd), NONE),
    "trace, step": (lambda odd: XOR.trace(step=odd), NONE),
    "trace, numbers": (lambda odd: XOR.trace(numbers=odd), NONE),
    "lab, mistakes": (lambda odd: XOR.lab(odd), [odd for odd in NONE if odd != []]),
    "load": (lambda odd: neurosim.load(odd), NONE),
    "Experiment": (lambda odd: neurosim.Experiment(odd), NONE),
    "Experiment, samples": (lambda odd: neurosim.Experiment(NeuralNetwork.build(2, 1), odd), NONE),
    "Experiment, a sample": (lambda odd: neurosim.Experiment(NeuralNetwork.build(2, 1), [odd]), NONE),
    "Experiment, inputs": (lambda odd: neurosim.Experiment(NeuralNetwork.build(2, 1), [(odd, [1])]), NONE),
    "build, samples": (lambda odd: neurosim.build(2, 1, samples=odd), NONE),
    "build, weights": (lambda odd: neurosim.build(2, 1, samples=ONE, weights=odd), NO_LAYERS),
    "build, a matrix": (lambda odd: neurosim.build(2, 1, samples=ONE, weights=[odd]), NONE[1:]),
    "build, biases": (lambda odd: neurosim.build(2, 1, samples=ONE, biases=odd), NO_LAYERS),
    "build, activation": (lambda odd: neurosim.build(2, 1, samples=ONE, activation=odd), NO_LAYERS),
    "build, bias": (lambda odd: neurosim.build(2, 1, samples=ONE, bias=odd), NONE),
    "build, loss": (lambda odd: neurosim.build(2, 1, samples=ONE, loss=odd), NONE),
    "build, optimizer": (lambda odd: neurosim.build(2, 1, samples=ONE, optimizer=odd), NONE[1:]),
    "build, learning_rate": (lambda odd: neurosim.build(2, 1, samples=ONE, learning_rate=odd), [odd for odd in NONE[1:] if odd != 2.5]),
    "network.trace, inputs": (lambda odd: XOR.network.trace(odd, [1]), NONE),
    "network.trace, targets": (lambda odd: XOR.network.trace([0, 1], odd), [odd for odd in NONE if odd not in (-1, 2.5)]),
    "network.explain": (lambda odd: XOR.network.explain(odd, [0, 1], [1]), NONE),
    "import_model": (lambda odd: neurosim.import_model(odd), NONE),
    "import_model, activation": (lambda odd: neurosim.import_model({"W1": [[1, 2]]}, activation=odd), NONE),
    "watch_torch": (lambda odd: neurosim.watch_torch(odd, None, None, None), NONE),
    "build of a network": (lambda odd: NeuralNetwork.build(2, odd, 1), NONE),
}


@pytest.mark.parametrize("name", QUESTIONS)
def test_odd_arguments(name, tmp_path, monkeypatch):
    """Each of them for each argument."""
    monkeypatch.chdir(tmp_path)
    question, odds = QUESTIONS[name]
    for odd in odds:
        with pytest.raises(NeurosimError):
            question(odd)
    assert [] == list(tmp_path.iterdir())
