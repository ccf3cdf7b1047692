"""The laboratory: published figures of a spoilt step, gradients set beside each other by hand, and sentences that are true."""

import json
from math import isclose, sqrt

import pytest

import neurosim
from neurosim.core.errors import NeurosimError
from neurosim import laboratory
from neurosim.practice.mistakes import MISTAKES
from neurosim.report.laboratory import conclusion


def test_the_famous_figures_side_by_side():
    """0.291027774 after one step is right; 0.291027924 is what re-tellings print, by way of updated weights; 3.51e-05 against
    0.000035085 after 10,000 (MISSION.md)."""
    right, spoilt = neurosim.load("worked-example").lab(["updated_weights"], steps=10_000).courses
    assert [round(dict(course.errors)[1], 9) for course in (right, spoilt)] == [0.291027774, 0.291027924]
    assert round(right.errors[-1][1], 9) == 0.000035102 and round(spoilt.errors[-1][1], 9) == 0.000035085


def test_the_right_course_is_plain_training():
    """The experiment that is handed in stays as it is, and its random order is the one that a training run has."""
    experiment = neurosim.load("xor")
    [right, _] = experiment.lab("raw_error_propagated", steps=300).courses
    assert experiment.steps_taken == 0
    assert right.errors == neurosim.load("xor").train(300).errors


def test_a_gradient_twice_as_long_points_the_same_way():
    [_, spoilt] = neurosim.load("worked-example").lab(["factor_two"], steps=5).courses
    assert all(isclose(cosine, 1.0, rel_tol=1e-12) and wrong == 0.0 for _, cosine, wrong in spoilt.directions)
    assert "points the right way" in conclusion(spoilt)


def test_cosine_and_signs_by_hand():
    """hidden_sign turns the four hidden gradients of the worked example, and the hidden bias's: 5 of 10 signs are wrong, and
    the cosine is (out − hidden) / (out + hidden), in squares."""
    [_, spoilt] = neurosim.load("worked-example").lab(["hidden_sign"], steps=0).courses
    hidden = [0.000438568, 0.000877135, 0.000497713, 0.000995425, 0.018725609]
    outer = [0.082167041, 0.082667628, -0.022602540, -0.022740242, 0.100400325]
    ours = sum(x * x for x in outer) - sum(x * x for x in hidden)
    assert isclose(ours / sum(x * x for x in outer + hidden), spoilt.directions[0][1], rel_tol=1e-6)
    assert spoilt.directions[0][2] == 0.5


def test_the_angle_is_taken_at_the_spoilt_weights():
    """After a step the two networks stand apart; the right gradient is that of the spoilt network's weights."""
    experiment = neurosim.load("worked-example")
    [_, spoilt] = experiment.lab(["missing_hidden_slope"], steps=1).courses
    there = neurosim.load("worked-example")
    MISTAKES["missing_hidden_slope"].spoil(there)
    there.train(1)
    wrong = there.trace()
    right = neurosim.load({**there.to_document()}).trace()
    names = [f"dE_d{name}" for name in right.parameters]
    product = sum(wrong[name] * right[name] for name in names)
    size = sqrt(sum(wrong[name] ** 2 for name in names) * sum(right[name] ** 2 for name in names))
    assert isclose(product / size, spoilt.directions[1][1], rel_tol=1e-12)


def test_a_course_that_diverges_says_so_and_the_others_go_on():
    right, spoilt = neurosim.load("worked-example").lab(["slope_of_net"], steps=100).courses
    assert spoilt.end.startswith("diverged at step")
    assert right.errors[-1][0] == 100 and spoilt.errors[-1][0] < 100
    assert conclusion(spoilt) == f"slope_of_net: {spoilt.end}."


def test_the_sentence_says_rises_where_it_rises():
    [_, spoilt] = neurosim.load("worked-example").lab(["ascent"], steps=50).courses
    assert conclusion(spoilt).startswith("ascent: the error rises, from 0.298371 to ")
    assert "although" not in conclusion(spoilt)


@pytest.mark.parametrize("name", [name for name, mistake in MISTAKES.items() if mistake.occurs(neurosim.load("worked-example"))])
def test_every_mistake_has_a_course(name):
    found = neurosim.load("worked-example").lab([name], steps=20)
    assert name in str(found) and json.dumps(found.to_dict(), allow_nan=False)


@pytest.mark.parametrize("names, message", [
    (["updated_weight"], "did you mean 'updated_weights'"), (["log10"], "log10 cannot occur in worked-example"), (3, "a list of names"),
])
def test_what_cannot_be_compared(names, message):
    with pytest.raises(NeurosimError, match=message):
        neurosim.load("worked-example").lab(names)


def test_two_gradients_of_other_shapes_share_what_they_have():
    """Biases trained one by one are more than those that a layer shares: only the weights are set side by side."""
    experiment = neurosim.load("worked-example")
    copy = neurosim.load("worked-example")
    MISTAKES["bias_trained"].spoil(copy)
    spoilt, right = laboratory.gradients(copy, experiment)
    assert len(spoilt) == len(right) == 8


def test_on_the_command_line(neurosim_command, tmp_path):
    done = neurosim_command("lab", "worked-example", "--mistake", "updated_weights", "--mistake", "factor_two", "--steps", "3", "--format", "csv")
    assert done.splitlines()[0] == "network,step,error,cosine,wrong_signs"
    assert [line.split(",")[0] for line in done.splitlines()[1:]] == ["right"] * 4 + ["updated_weights"] * 4 + ["factor_two"] * 4
    document = json.loads(neurosim_command("lab", "worked-example", "--mistake", "factor_two", "--steps", "1", "--format", "json"))
    assert document["format"] == "neurosim-laboratory" and [course["mistake"] for course in document["courses"]] == [None, "factor_two"]


@pytest.fixture
def neurosim_command(capsys):
    def call(*words):
        from neurosim.cli import main
        assert 0 == main(list(words))
        return capsys.readouterr().out
    return call


def test_one_file_cannot_be_both(capsys):
    from neurosim.cli import main
    assert 2 == main(["lab", "worked-example", "--mistake", "factor_two", "-o", "a.png", "--plot", "a.png"])
    assert "expected another file than --output" in capsys.readouterr().err
