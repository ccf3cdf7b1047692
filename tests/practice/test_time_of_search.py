"""How long the search for mistakes may take: what is read of a trial, and how many trials there are."""

import pytest

from neurosim import load
from neurosim.practice.diagnosis import explaining, search
from neurosim.practice.diagnosis.readings import Reader
from neurosim.practice.diagnosis.search import forms

SGD, ADAM = {"name": "sgd", "learning_rate": 0.5}, {"name": "adam"}
NOTHING_FITS = {f"dE_dw{number}": f"{(number % 7 - 3.3) * 0.317:.4f}" for number in range(1, 21)}


def experiment(optimizer=SGD, samples=1, output="sigmoid"):
    """3-4-2, in a batch of so many samples."""
    weights = [[[0.1 * ((7 * row + 3 * place + 5 * inputs) % 11) - 0.47 for place in range(inputs)]
                for row in range(rows)] for inputs, rows in ((3, 4), (4, 2))]
    softmax = output == "softmax"
    return load({"format": "neurosim-experiment", "version": 1, "inputs": 3, "optimizer": optimizer,
                 "loss": "categorical_cross_entropy" if softmax else "half_squared_error",
                 "layers": [{"weights": weights[0], "biases": [0.1, -0.2, 0.3, 0.4]},
                            {"weights": weights[1], "biases": [0.2, -0.1], "activation": output}],
                 "samples": [{"inputs": [0.1 * place + 0.2, 0.5, -0.3], "targets": [1, 0]} for place in range(samples)],
                 "training": {"batch_size": samples, "steps": 1}})


@pytest.mark.parametrize("optimizer, samples, step", [(SGD, 1, 1), (SGD, 3, 1), (ADAM, 2, 2)])
def test_results_alone_are_those_of_the_whole_step(optimizer, samples, step):
    """Slopes and new parameters come out to the last bit as they do where everything is noted, whatever is spoilt."""
    reader = Reader(experiment(optimizer, samples).trainer, step)
    for form in forms(reader, reader.computed()):
        everything = reader.read(form.spoil)
        assert {name: everything[name] for name in reader.results if name in everything} == \
            reader.read(form.spoil, results=True), form


@pytest.mark.parametrize("optimizer, samples, step", [(SGD, 1, 1), pytest.param(SGD, 5, 1, marks=pytest.mark.slow), (ADAM, 5, 3)])
@pytest.mark.slow
def test_where_nothing_fits_the_work_is_bounded(optimizer, samples, step, monkeypatch):
    """Every sample of every step counts as work, in pairs and in what a mistake may explain in part."""
    readings, traced = [], []

    def read(reader, *spoilers, **how):
        readings.append(len(spoilers))
        return reader_read(reader, *spoilers, **how)

    def left_by(diagnosis, form):
        traced.append(form)
        return explaining_left_by(diagnosis, form)
    reader_read, explaining_left_by = Reader.read, explaining.left_by
    monkeypatch.setattr(Reader, "read", read)
    monkeypatch.setattr(explaining, "left_by", left_by)
    found = experiment(optimizer, samples).diagnose(NOTHING_FITS, step=step)
    assert [] == found.explanations and found.paired
    work = 26 * samples * step
    assert 0 < readings.count(2) * work <= 2 * search.MOST_WORK    # both orders, where that may matter
    assert 0 < len(traced) * len(found.trace) * step <= explaining.MOST_TRACED


def test_of_too_many_pairs_the_most_usual_are_tried():
    """The first of the catalogue with each other, rather than the first one with all."""
    place = {form: place for place, form in enumerate("abcd")}
    pairs = [("a", "b"), ("a", "c"), ("a", "d"), ("b", "c"), ("b", "d"), ("c", "d")]
    assert [("a", "b"), ("a", "c"), ("a", "d"), ("b", "c")] == search.most_usual(pairs, 4, place)
    assert pairs == search.most_usual(pairs, 6, place)


@pytest.mark.parametrize("given", [{"out_o1": "-0.3", "out_o2": "1.3"}, {"out_o1": "0", "dE_dw13": "0.5"}])
@pytest.mark.slow
def test_numbers_that_have_no_logarithm_are_told_like_others(given):
    """An out below 0 in a cross-entropy: nothing follows from it, and that is no crash."""
    found = experiment(output="softmax").diagnose({**NOTHING_FITS, **given})
    assert "out_o1" == found.first_difference["name"]
    assert [] == found.wrong_numbers
