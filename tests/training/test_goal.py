"""What ends a training before its last step, and the best state."""

import pytest

from neurosim import load
from neurosim.core.guard.errors import NeurosimError

XOR = [([0, 0], [0]), ([0, 1], [1]), ([1, 0], [1]), ([1, 1], [0])]
NOISY = [([x / 8], [(x * x % 7) / 7]) for x in range(8)]    # more is learnt by heart than understood
TESTS = [([x / 8 + 0.06], [(x * x % 7) / 7 + 0.1]) for x in range(8)]


def experiment(samples, tests=(), **training):
    given = [[{"inputs": inputs, "targets": targets} for inputs, targets in each] for each in (samples, tests)]
    more = {"test_samples": given[1]} if tests else {}
    return load({"format": "neurosim-experiment", "version": 1, "inputs": len(samples[0][0]), "samples": given[0],
                 "layers": [{"neurons": 4, "activation": "tanh"}, {"neurons": 1, "activation": "sigmoid"}], "seed": 3,
                 "loss": "mean_squared_error", "optimizer": {"name": "adam", "learning_rate": 0.05}, "training": training, **more})


def by_epochs(samples, tests, steps, **training):
    """(step, error, test error) at the end of each epoch, by the neurons."""
    trainer = experiment(samples, tests, **training).trainer
    while trainer.steps_taken < steps:
        for _ in trainer.parts(trainer.batches.steps_in_an_epoch()):
            pass
        yield (trainer.steps_taken, trainer.error(), sum(trainer.network.error(*one) for one in tests) / (len(tests) or 1))


@pytest.mark.parametrize("engine", ["neurons", "python"])
def test_an_error_that_is_low_enough(engine):
    """The run ends with the first epoch after which it is."""
    training = experiment(XOR, until={"error_below": 0.01}).train(engine=engine)
    first = next(step for step, error, _ in by_epochs(XOR, [], 40_000) if error < 0.01)
    assert first == training.steps and training.errors[-1][1] < 0.01
    assert f"Stopped at step {first:,}: the error is below 0.01." == training.ended


@pytest.mark.parametrize("engine", ["neurons", "python"])
def test_patience_keeps_the_best(engine):
    """It waits so many epochs for a smaller error on the test samples, then goes back to the smallest."""
    found = experiment(NOISY, TESTS, until={"patience": 5}, batch_size=4)
    training = found.train(engine=engine)
    rows, best = list(by_epochs(NOISY, TESTS, 4000, batch_size=4)), 0
    for place, (step, _, test) in enumerate(rows):    # noqa: B007   the last step is asked for below
        if test < rows[best][2]:
            best = place
        elif place - best == 5:
            break
    assert rows[best][0] == training.steps == found.steps_taken < step
    assert pytest.approx(rows[best][2]) == training.evaluations["test"].error
    assert f"Stopped at step {step:,}: no less test error for 5 epochs. The weights are those of step {rows[best][0]:,}, the best." == training.ended


def test_history_after_the_best():
    """Later steps are as if they had not been, and training goes on from there."""
    found = experiment(NOISY, TESTS, until={"patience": 5}, batch_size=4)
    steps = found.train().steps
    assert steps == len(found.history) and found.history.at(steps)["w1_new"] == found.network.layers[0].neurons[0].weights[0]
    again = experiment(NOISY, TESTS, batch_size=4)
    again.train(steps)
    assert again.trainer.trace(None, 1, "float") == found.trainer.trace(None, 1, "float")
    del found.training["until"]
    found.train(3)
    assert found.history.at(steps + 1)["w1"] == again.history.at(steps)["w1_new"]


def test_states_after_the_best_are_not_kept():
    """A run that went far beyond the best has kept some; what is trained anew is replayed from its own."""
    found, again = experiment(NOISY, TESTS, until={"patience": 2500}, batch_size="all"), experiment(NOISY, TESTS, batch_size="all")
    steps = found.train().steps
    del found.training["until"]
    found.network.optimizer.learning_rate /= 2
    found.train(2500)
    again.train(steps)
    again.network.optimizer.learning_rate /= 2
    again.train(2500)
    assert steps < 1000 and again.trainer.trace(None, 1, "float") == found.trainer.trace(None, 1, "float")
    for step in (50, 700, 1500, 2400):
        assert again.history.at(steps + step) == found.history.at(steps + step)


def test_without_a_goal_in_reach_all_steps_are_taken():
    """And nothing is said."""
    training = experiment(XOR, until={"error_below": 1e-9}, steps=100).train()
    assert (100, "") == (training.steps, training.ended)


@pytest.mark.parametrize("until, message", [
    ({}, "training.until: expected error_below or patience, one of them at least, got a dict of length 0"),
    ({"patience": 0}, "training.until.patience: expected an integer >= 1, got 0"),
    ({"error": 1}, "training.until: unknown field 'error'")])
def test_what_is_no_goal(until, message):
    """The place is named."""
    with pytest.raises(NeurosimError) as caught:
        experiment(XOR, until=until)
    assert message in str(caught.value)


def test_a_checkpoint_has_no_best_state(tmp_path):
    """So patience and checkpoint exclude each other; an error to come to does not."""
    with pytest.raises(NeurosimError, match="checkpoint: a checkpoint has no room"):
        experiment(XOR, until={"patience": 5}).train(checkpoint=tmp_path / "c.json")
    path = tmp_path / "d.json"
    steps = experiment(XOR, until={"error_below": 0.01}).train().steps
    experiment(XOR, until={"error_below": 0.01}, steps=40_000).train(100, checkpoint=path)
    assert steps == experiment(XOR, until={"error_below": 0.01}).resume(path, 40_000).steps
