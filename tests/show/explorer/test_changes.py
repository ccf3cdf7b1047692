"""What one changes in the page: undone and done again, kept in its address, saved as an experiment."""

import json

import pytest

import neurosim


def numbers(page, *names):
    return page.run("return arguments[0].map(name => training.values[name])", names)


def link(page):
    """The part of the address after #."""
    page.run("writeHashNow()")
    return page.run("return location.hash")


def test_changes_are_in_the_address(opened):
    """A weight, an input, a target and the learning rate, at two steps; who opens the link has the same numbers."""
    page = opened("xor", "#step=3")
    page.type("[data-input=w1]", "0.75")
    page.run("change('i1', -0.25, 1); change('t1', 0.9, 1); training.goTo(5); change('learning_rate', 1e-7, null)")
    page.run("training.goTo(9); go('w5'); refresh()")
    assert "#v=1&e=3:w1:0.75,3:i1.2:-0.25,3:t1.2:0.9,5:learning_rate:1e-7&step=9&goal=w5" == link(page)
    expected, address = page.values(), link(page)
    page = opened("xor", address)
    assert expected == page.values()
    assert ["9", "w5"] == [page.find("#step-number").get_attribute("value"), page.run("return goalName()")]
    assert expected != opened("xor", "#step=9&goal=w5").values()


def test_undo_and_redo(opened):
    """Each change by itself, Reset too; a new change ends what could be done again."""
    page = opened("worked-example")
    assert [True, True] == page.run("return ['undo', 'redo'].map(id => document.getElementById(id).disabled)")
    page.run("change('w5', 0.7, null); change('w5', 0.8, null)")
    page.click("#undo")
    assert [0.7] == numbers(page, "w5")
    page.click("#undo")
    assert [0.4] == numbers(page, "w5")
    page.click("#redo")
    page.click("#redo")
    assert [0.8] == numbers(page, "w5") and page.run("return document.getElementById('redo').disabled")
    page.click("#reset")
    assert [0.4] == numbers(page, "w5") and "e=" not in link(page)
    page.click("#undo")
    assert [0.8] == numbers(page, "w5")
    page.run("change('w6', 0.1, null)")
    assert page.run("return document.getElementById('redo').disabled")


def test_a_change_ends_those_of_later_steps(opened):
    """Of steps that are taken anew; and what cannot be reached is not changed."""
    page = opened("worked-example", "#step=5")
    page.run("change('w5', 0.7, null); training.goTo(2); change('w6', 0.1, null); change('w6', 0.2, null)")
    assert "#v=1&e=2:w6:0.2&step=2" == link(page).partition("&goal")[0]
    page = opened("curve", "#v=1&e=1:learning_rate:1e308,40:w6:0.123&step=40")
    assert page.run("return training.step") < 40 and [0.123] != numbers(page, "w6")


@pytest.mark.parametrize("wrong", ["e=1:w5:0.7", "v=2&e=1:w5:0.7", "v=1&e=1:w99:0.7", "v=1&e=0:w5:1", "v=1&e=1:i1.9:1", "v=1&e=x"])
def test_changes_of_another_page(opened, wrong):
    """A link of another version, or of another network, changes nothing, and says so."""
    page = opened("worked-example", f"#{wrong}&step=1")
    assert "The changes in the address are none of this page's." == page.text("#notes p")
    assert [0.4] == numbers(page, "w5")


@pytest.mark.parametrize("name", ["worked-example", "xor", "batch-normalization"])
def test_saved_it_is_an_experiment(opened, name):
    """neurosim reads it, and takes the same step from there."""
    page = opened(name, "#step=4")
    page.run("change('w1', 0.75, null); change('i1', -0.25, 0); change('learning_rate', 0.125, null)")
    saved = neurosim.load(json.loads(page.run("return JSON.stringify(experimentNow())")))
    assert 0.75 == saved.network.layers[0].neurons[0].weights[0] and -0.25 == saved.samples[0][0][0]
    place = page.run("return training.batch(training.step)")
    trace = saved.trainer.trace_of(place)
    assert page.values()["E"] == pytest.approx(trace["E"], rel=1e-12)
    assert page.values()["w1_new"] == pytest.approx(trace["w1_new"], rel=1e-12)
