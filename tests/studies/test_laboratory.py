"""The laboratory: published figures of a spoilt step, gradients set beside each other by hand, and sentences that are true."""

import json
from math import isclose, sqrt

import pytest

import neurosim
from neurosim.core.guard.errors import NeurosimError
from neurosim.studies import laboratory
from neurosim.practice.mistakes import MISTAKES
from neurosim.show.report.laboratory_report import conclusion, laboratory_pictures


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
    right, spoilt = neurosim.load("worked-example").lab(["factor_two"], steps=5).courses
    assert all(isclose(cosine, 1.0, rel_tol=1e-12) and wrong == 0.0 for _, cosine, wrong in spoilt.directions)
    assert "points the right way" in conclusion(spoilt, right)


def test_cosine_and_signs_by_hand():
    """hidden_sign turns the four hidden gradients of the worked example, and the hidden bias's: 5 of 10 signs are wrong, and
    the cosine is (out − hidden) / (out + hidden), in squares."""
    right, spoilt = neurosim.load("worked-example").lab(["hidden_sign"], steps=0).courses
    hidden = [0.000438568, 0.000877135, 0.000497713, 0.000995425, 0.018725609]
    outer = [0.082167041, 0.082667628, -0.022602540, -0.022740242, 0.100400325]
    ours = sum(x * x for x in outer) - sum(x * x for x in hidden)
    assert isclose(ours / sum(x * x for x in outer + hidden), spoilt.directions[0][1], rel_tol=1e-6)
    assert spoilt.directions[0][2] == 0.5


def test_the_angle_is_taken_at_the_spoilt_weights():
    """After a step the two networks stand apart; the right gradient is that of the spoilt network's weights."""
    experiment = neurosim.load("worked-example")
    right, spoilt = experiment.lab(["missing_hidden_slope"], steps=1).courses
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
    assert conclusion(spoilt, right) == f"slope_of_net: {spoilt.end}."


def test_another_convention_is_not_called_wrong():
    """Thresholds are biases with the other sign: the right network with these numbers as biases is another one."""
    found = neurosim.load("xor").lab(["threshold"], steps=20)
    right, spoilt = found.courses
    assert spoilt.errors == right.errors and spoilt.otherwise[0] == 1    # at first all biases are 0, and -0 is 0
    assert conclusion(spoilt, right) == ("threshold: the error is the right network's at every step looked at; "
                                         "it is another convention that comes to the same.")
    assert "But threshold works out another error from the same weights" in str(found)


def test_a_network_that_computes_something_else_has_no_wrong_gradient():
    """With 0.09 for 0.99 the second part of E is (0.09 − 0.772928465)² / 2 = 0.233195644 in place of 0.023560026."""
    right, spoilt = neurosim.load("worked-example").lab(["target_misprinted"], steps=5).courses
    step, own, true = spoilt.otherwise
    assert isclose(own, 0.298371109 - 0.023560026 + 0.233195644, abs_tol=3e-9)
    assert (step, round(true, 9)) == (0, 0.298371109)
    assert "gradient is wrong" not in conclusion(spoilt, right)


def test_a_mistake_that_does_not_show():
    """Without a step nothing is shown, either way: all errors are alike."""
    right, spoilt = neurosim.load("worked-example").lab(["updated_weights"], steps=0).courses
    assert "does not show" not in conclusion(spoilt, right) and "the error stays" in conclusion(spoilt, right)


@pytest.mark.parametrize("cosine, wrong, words", [(0.9999999, 0.0, "the cosine is 0.9999999, and no sign is wrong"),
                                                  (-0.25, 0.5, "the cosine is -0.25, and 50% of the signs are wrong")])
def test_a_wrong_gradient_never_has_a_cosine_of_1_in_print(cosine, wrong, words):
    [right, spoilt] = neurosim.load("worked-example").lab(["updated_weights"], steps=1).courses
    spoilt.directions = [(1, cosine, wrong)]
    assert conclusion(spoilt, right).endswith(f", although its gradient is wrong: at step 1 {words}.")


def test_who_has_solved_it():
    """Outs on the right side by 40-20-40 of the targets; nobody has at first, and who diverges never does."""
    found = neurosim.load("xor").lab(["raw_error_propagated", "ascent"], steps=5000)
    assert [course.solved for course in found.courses] == [True, True, False]
    copy = neurosim.load("xor")
    copy.train(5000)
    assert [round(out) for inputs, _ in copy.samples for out in copy.network.feed_forward(inputs)] == [0, 1, 1, 0]
    assert [False] * 2 == [course.solved for course in neurosim.load("xor").lab(["ascent"], steps=10).courses]
    right, spoilt = neurosim.load("worked-example").lab(["slope_of_net"], steps=100).courses
    assert (right.solved, spoilt.solved) == (True, False)
    assert [None] * 2 == [course.solved for course in neurosim.load("curve").lab(["hidden_sign"], steps=2).courses]


def test_a_run_that_the_loss_stops():
    """Outs that are no probabilities, in the very first answers; and an out that comes to 0 in the course of a stale training."""
    from neurosim.show.report.laboratory_report import ends_table
    found = neurosim.load("xor-cross-entropy").lab(["missing_output_activation"], steps=20)
    spoilt = found.courses[1]
    assert spoilt.end.startswith("stopped after step 0: o1: loss undefined: binary_cross_entropy of out = -0.27")
    assert not spoilt.solved and [] == spoilt.errors and json.dumps(found.to_dict(), allow_nan=False)
    [name, step, error, word] = ends_table(found.courses).rows[1]
    assert (name, step, error) == ("missing_output_activation", "0", None) and "expected" not in word
    stale = neurosim.load("two-moons").lab(["stale_outputs"], steps=100).courses[1]
    assert stale.end.startswith("stopped after step ") and "binary_cross_entropy of out = 0.0 and target = 1.0" in stale.end


def test_a_loss_that_stops_updated_weights():
    """They have a way back of their own, which asks the loss as the right one does."""
    document = {"format": "neurosim-experiment", "version": 1, "inputs": 1, "loss": "binary_cross_entropy",
                "layers": [{"weights": [[1.0]]}, {"weights": [[900.0]]}], "samples": [{"inputs": [1.0], "targets": [0.4]}]}
    experiment = neurosim.load(document)
    MISTAKES["updated_weights"].spoil(experiment)
    with pytest.raises(NeurosimError, match="o1: loss undefined: binary_cross_entropy of out = 1.0 and target = 0.4"):
        experiment.network.train([1.0], [0.4])


def test_a_diverged_run_is_a_row_that_says_so():
    rows = str(neurosim.load("worked-example").lab(["slope_of_net"], steps=100)).splitlines()
    [row] = [row for row in rows if row.startswith("slope_of_net  ")]
    assert "diverged at step 18" in row


def test_many_mistakes_do_not_widen_the_page():
    """Five spoilt networks come in two tables, each with the right one beside them."""
    names = ["updated_weights", "hidden_sign", "factor_two", "missing_slopes", "first_path_only"]
    text = str(neurosim.load("worked-example").lab(names, steps=2))
    headers = [line.split() for line in text.splitlines() if line.startswith("step ") and "right" in line.split()]
    assert headers == [["step", "right", *names[:4]], ["step", "right", names[4]]]
    assert 2 == text.count("gradient by step")


def test_pictures():
    """The errors, and the cosines where there are some; steps by factors, so that the first are seen."""
    experiment = neurosim.load("worked-example")
    found = experiment.lab(["updated_weights"], steps=10)
    experiment.train(steps=3)    # the pictures are of the course that was seen, all the same
    errors, cosines = laboratory_pictures(found)
    assert [name for name, *_ in errors.series] == ["right", "updated_weights"] and errors.log_across
    assert [("updated_weights", list(range(11)))] == [(name, steps) for name, steps, *_ in cosines.series]
    assert all(0.99 < cosine < 1.0 for cosine in cosines.series[0][2])
    for course, (_, steps, drawn, _) in zip(found.courses, errors.series):
        assert course.errors == [pair for pair in zip(steps, drawn) if pair[0] in dict(course.errors)]


def test_the_sentence_says_rises_where_it_rises():
    right, spoilt = neurosim.load("worked-example").lab(["ascent"], steps=50).courses
    assert conclusion(spoilt, right).startswith("ascent: the error rises, from 0.298371 to ")
    assert "although" not in conclusion(spoilt, right)


def test_the_sentence_where_another_network_has_no_slope_either():
    """Then there is nothing to be said of a cosine."""
    right, spoilt = laboratory.Course(), laboratory.Course(MISTAKES["wrong_activation"])
    right.errors, spoilt.errors = [(0, 13.0), (1, 13.0)], [(0, 0.25), (1, 0.25)]
    spoilt.directions, spoilt.otherwise = [(0, None, 0.0), (1, None, 0.0)], (0, 0.25, 13.0)
    assert conclusion(spoilt, right).endswith("where the right network with the same weights has 13.")


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
