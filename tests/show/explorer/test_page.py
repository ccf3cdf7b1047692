"""The explorer in a real browser: what is clicked, typed and linked to, and whether it computes what Python computes."""

import json
import os
import re
from math import isclose
from pathlib import Path
from time import thread_time

import pytest

import neurosim
from neurosim.core.activations import ACTIVATIONS
from neurosim.core.guard.errors import NeurosimError
from neurosim.core.losses import LOSSES
from neurosim.core.optimizers import OPTIMIZERS
from neurosim.explain.notation import pretty
from neurosim.explain.typesetting import MATHML
from neurosim.show.explorer import PARTS, explored
from neurosim.show.explorer.page import read

XSS = '<!--<script></script><img src=x onerror=alert(1)>%data%'


def agree(expected, got, close=1e-12):
    """The same names, and numbers that differ by no more than rounding."""
    assert expected.keys() == got.keys()
    wrong = {name: (value, got[name]) for name, value in expected.items() if not isclose(value, got[name], rel_tol=close, abs_tol=1e-14)}
    assert {} == wrong


def trace_values(experiment, step=1):
    return {quantity.name: quantity.value for quantity in experiment.trace(step=step).quantities.values()}


def document(**fields):
    """A 2-2-2 network, with other fields than the usual ones."""
    return {"format": "neurosim-experiment", "version": 1, "name": "mine", "inputs": 2, "layers": [{"neurons": 2}, {"neurons": 2}],
            "samples": [{"inputs": [0.05, 0.1], "targets": [0.01, 0.99]}], "seed": 5, **fields}


# Looking.


def test_a_weight_is_clicked_and_derived(opened):
    """w5 of the worked example: three factors, their numbers, the product; and the step that it takes."""
    page = opened("worked-example")
    page.click("#diagram .number[data-goal=w5] text")
    slope, update = page.equations()
    assert ["∂E∂w5", "=∂E∂outo1·∂outo1∂neto1·∂neto1∂w5", "=0.74136507·0.186815602·0.593269992", "=0.0821670406"] == slope
    assert ["w5+", "=w5−η·∂E∂w5", "=0.4−0.5·0.0821670406", "=0.4−0.0410835203", "=0.35891648"] == update
    assert {"w5"} == page.lit("chosen")
    page.browser.execute_async_script("setTimeout(arguments[0], 150)")
    assert page.run("return location.hash") == "#goal=w5"


def test_causes_are_lit_and_lead_on(opened):
    """From out_h1 to its net by a click on the factor, and back by the trail."""
    page = opened("worked-example", "#goal=dE_dout_h1")
    assert {"o1", "o2", "w5", "w7", "dE_dnet_o1", "dE_dnet_o2"} >= page.lit() >= {"w5", "w7", "dE_dnet_o1", "dE_dnet_o2"}
    page.click("#why .to[data-goal=dE_dnet_o2]")
    assert "=(−0.217071535)·0.175510053" == page.equations()[0][2]
    assert ["∂E/∂out_h1", "∂E/∂net_o2"] == page.run("return [...document.querySelectorAll('#trail li')].map(each => each.textContent)")
    page.click("#trail button")
    assert "∂E/∂out_h1" == page.find("#why-goal").get_attribute("aria-label")


def test_paths_are_walked(opened):
    """∂E/∂w1 comes by two paths, by way of o1 and of o2; what they multiply to is their part of the sum, 0.055… and −0.019…"""
    page = opened("worked-example", "#goal=w1")
    page.click("#path-on")
    assert {"w5", "w1"} & page.lit() and "w7" not in page.lit()
    first = page.equations()[-1]
    page.click("#path-on")
    assert "w7" in page.lit() and "w5" not in page.lit()
    second = page.equations()[-1]
    parts = [float(each[-1].strip("=").replace("−", "-").replace("×10", "e")) for each in (first, second)]
    assert isclose(0.055399425 * 0.241300709 * 0.05, parts[0], rel_tol=1e-8)
    assert isclose(-0.019049119 * 0.241300709 * 0.05, parts[1], rel_tol=1e-7)
    page.click("#path-on")
    assert "walk them one by one" == page.text(".walk span")


def test_a_link_leads_to_a_step_and_a_goal(opened):
    """#step=37&goal=w5"""
    page = opened("worked-example", "#step=37&goal=w5")
    assert "37" == page.find("#step-number").get_attribute("value")
    expected = neurosim.load("worked-example").explain("w5", step=37)
    assert expected.value == pytest.approx(float(page.equations()[0][-1].strip("=")), rel=1e-8)
    page.run("location.hash = '#step=2&goal=∂E/∂w1'")
    page.browser.execute_async_script("setTimeout(arguments[0], 50)")
    assert ("2", "∂E/∂w1") == (page.find("#step-number").get_attribute("value"), page.find("#why-goal").get_attribute("aria-label"))


def test_a_page_opens_at_its_step(opened):
    """That of --step; links lead to others, and to the first."""
    page = opened("worked-example", "#goal=w5", step=37)
    assert "37" == page.find("#step-number").get_attribute("value")
    expected = neurosim.load("worked-example").explain("w5", step=37)
    assert expected.value == pytest.approx(float(page.equations()[0][-1].strip("=")), rel=1e-8)
    page.run("location.hash = '#step=1'")
    page.browser.execute_async_script("setTimeout(arguments[0], 50)")
    assert "1" == page.find("#step-number").get_attribute("value")


@pytest.mark.parametrize("link", ["#step=0", "#step=x&goal=w99", "#goal=<img src=x>", "#step=-3", "#goal=constructor"])
def test_a_bad_link_says_so(opened, link):
    """The first step, and a sentence."""
    page = opened("worked-example", link)
    assert "1" == page.find("#step-number").get_attribute("value")
    assert "is expected" in page.text("#notes") or "no n" in page.text("#notes")


# Computing.


def test_ten_thousand_steps(opened):
    """The famous run: every weight as in Python to 1e-12, and the error that our own check of the literature gives."""
    page = opened("worked-example")
    page.type("#step-number", "10001")
    experiment = neurosim.load("worked-example")
    training = experiment.train(10_000)
    got = page.values()
    agree(training.parameters(), {name: got[name] for name in training.parameters()})
    assert isclose(3.510187782978859e-05, page.run("return training.error(10001)"), rel_tol=1e-12)
    assert "3.51018778e−5" == page.text("#error-step")
    agree(trace_values(experiment), got)


def test_a_target_is_edited(opened):
    """The page goes on with the new target as Python does; Reset brings the old one back."""
    page = opened("worked-example")
    page.type("[data-input=t1]", "0,5")
    page.type("[data-input=learning_rate]", "0.25")
    page.type("[data-input=w5]", "-0.4")
    page.click("#take-step")
    page.type("[data-input=i2]", "0.7")
    fields = json.loads(json.dumps(neurosim.load("worked-example").to_document()))
    fields["optimizer"]["learning_rate"] = 0.25
    fields["samples"][0]["targets"][0] = 0.5
    fields["layers"][1]["weights"][0][0] = -0.4
    experiment = neurosim.load(fields)
    experiment.train(1)
    experiment.samples[0] = ([0.05, 0.7], [0.5, 0.99])
    agree(trace_values(experiment), page.values())
    page.click("#back")
    assert 0.1 == page.values()["i2"]
    page.type("[data-input=t2]", "0.2")
    page.click("#take-step")
    experiment = neurosim.load(fields)
    experiment.samples[0] = ([0.05, 0.1], [0.5, 0.2])
    agree(trace_values(experiment, 2), page.values())
    page.click("#reset")
    agree(trace_values(neurosim.load("worked-example")), page.values())


def test_it_runs_and_pauses(opened):
    """Run until Pause; the slider leads back to any step, and Step goes on from there."""
    from selenium.webdriver.support.ui import WebDriverWait
    page = opened("xor")
    page.run("document.getElementById('speed').value = '20/0'")
    page.click("#run")
    WebDriverWait(page.browser, 10).until(lambda _: page.run("return training.step") > 60)
    page.click("#run")
    taken = page.run("return training.step")
    page.browser.execute_async_script("setTimeout(arguments[0], 60)")
    assert taken == page.run("return training.step") and "Run" == page.text("#run")
    agree(trace_values(neurosim.load("xor"), taken), page.values())
    page.run("const slider = document.getElementById('slider'); slider.value = 41; slider.dispatchEvent(new Event('input', {bubbles: true}))")
    agree(trace_values(neurosim.load("xor"), 41), page.values())
    page.click("#take-step")
    agree(trace_values(neurosim.load("xor"), 42), page.values())
    changes = page.run("return Object.fromEntries([...document.querySelectorAll('[data-change]')].map(each => [each.dataset.change, each.textContent]))")
    numbers = page.values()
    arrows = {True: "↑", False: "↓"}
    assert {name: arrows[numbers[f"{name}_new"] > numbers[name]] for name in changes} == {name: text[0] for name, text in changes.items()}


def test_a_word_is_no_number(opened):
    """The field says so, and nothing is changed."""
    page = opened("worked-example")
    page.type("[data-input=t1]", "half")
    assert "t1: a number, such as 0.05 is expected." == page.text("#notes")
    assert "true" == page.find("[data-input=t1]").get_attribute("aria-invalid")
    page.type("[data-input=learning_rate]", "-1")
    assert "from 0 on" in page.text("#notes")
    page.type("[data-input=t2]", "1e400")
    assert "t2: a number, such as 0.05 is expected." == page.text("#notes")
    agree(trace_values(neurosim.load("worked-example")), page.values())


def test_numbers_in_other_writing(opened):
    """As the command line reads them: a decimal comma, a real minus sign, full-width digits."""
    page = opened("worked-example")
    page.type("[data-input=t1]", "−０,２５")
    assert (-0.25, "") == (page.values()["t1"], page.text("#notes"))


LAST = {"categorical_cross_entropy": "softmax", "kl_divergence": "softmax", "sigmoid_cross_entropy": "linear", "softmax_cross_entropy": "linear"}
CASES = {
    **{name: document(layers=[{"neurons": 3, "activation": name}, {"neurons": 2}]) for name in ACTIVATIONS},
    **{loss: document(loss=loss, layers=[{"neurons": 2}, {"neurons": 2, "activation": LAST.get(loss, "sigmoid")}]) for loss in LOSSES},
    **{loss: document(loss=loss, samples=[{"inputs": [1, 2], "targets": [1, -1]}]) for loss in ("hinge", "squared_hinge")},
    "sparse_categorical_cross_entropy": document(loss="sparse_categorical_cross_entropy", layers=[{"neurons": 3, "activation": "softmax"}],
                                                 samples=[{"inputs": [1, 2], "targets": [2]}, {"inputs": [1, -2], "targets": [0]}]),
    **{name: document(optimizer=name) for name in OPTIMIZERS},
    "momentum": document(optimizer={"name": "sgd", "momentum": 0.9, "nesterov": True, "weight_decay": 0.01}),
    "adagrad": document(optimizer={"name": "adagrad", "initial_accumulator": 0.1}),
    "rmsprop": document(optimizer={"name": "rmsprop", "centered": True, "momentum": 0.5}),
    "no bias, frozen": document(layers=[{"neurons": 2, "bias": "none"}, {"neurons": 2, "train_weights": False, "bias": "shared"}]),
    "deep": document(layers=[{"neurons": 2, "activation": "tanh"}] * 4 + [{"neurons": 2}]),
    "wide": document(layers=[{"neurons": 20}, {"neurons": 2}]),
    "dropout": document(layers=[{"neurons": 5, "dropout": 0.4}, {"neurons": 3, "dropout": 0.2}, {"neurons": 2}],
                        samples=[{"inputs": [x, 1 - x], "targets": [x / 2, 0.5]} for x in (0, 0.5, 1)],
                        training={"steps": 60, "batch_size": 2, "order": "shuffled"}),
    "two sizes of batches": document(samples=[{"inputs": [x, 1 - x], "targets": [x / 2, 0.5]} for x in (0, 0.5, 1)],
                                     training={"batch_size": 2, "reduction": "mean"}),
    "random order": document(samples=[{"inputs": [x, 1 - x], "targets": [x / 2, 0.5]} for x in (0, 0.5, 1)],
                             training={"steps": 60, "order": "random"}),
    "normalised": "batch-normalization",
    "normalised over the layer": document(layers=[{"neurons": 3, "activation": "tanh", "normalize": "layer"}, {"neurons": 2}],
                                          optimizer={"name": "adam", "learning_rate": 0.05}),
    "a class out of reach": document(loss="mean_absolute_error", samples=[{"inputs": [1, 2], "targets": [0, 1]}]),
}


@pytest.mark.parametrize("case", CASES)
def test_the_page_computes_what_python_computes(opened, case):
    """Every number of the 41st step, after 40 steps in the page; and every derivation can be written."""
    page = opened(CASES[case], "#step=41")
    assert "" == page.text("#notes")
    agree(trace_values(neurosim.load(CASES[case]), 41), page.values())
    experiment = neurosim.load(CASES[case])
    experiment.train(40)
    assert isclose(experiment.error(), page.run("return training.error(41)"), rel_tol=1e-12, abs_tol=1e-14)
    written = page.run("const found = []; for (const name of Object.keys(training.values)) { trail[0] = name; drawWhy();"
                       " found.push(document.getElementById('why-body').textContent); } return found")
    assert not re.search("undefined|NaN|⟦|\\[object", "".join(written))
    names = page.run("return Object.fromEntries(Object.keys(training.values).map(name => [name, [symbolOf(name), label(name)]]))")
    assert {name: [MATHML.name(name), pretty(name)] for name in names} == names


def test_the_page_begins_where_the_experiment_is(opened):
    """In the midst of an epoch, with what the generator draws next, and what the optimizer remembers."""
    fields = {**CASES["dropout"], "optimizer": {"name": "sgd", "momentum": 0.5}}
    experiment = neurosim.load(fields)
    experiment.train(7)
    page = opened(experiment, "#step=6")
    agree(trace_values(experiment, 6), page.values())


def test_a_step_that_cannot_be_taken(opened):
    """A learning rate far too great: the page stays where all numbers are finite, and says which one left."""
    page = opened(document(layers=[{"neurons": 2, "activation": "linear", "weights": [[3, 3], [3, 3]]}], optimizer={"name": "sgd", "learning_rate": 1e6},
                           samples=[{"inputs": [9, 9], "targets": [0, 1]}]))
    page.type("#step-number", "500")
    assert re.match(r"(Step \d+ cannot be taken: )?.+ is (−?∞|undefined)[.:]", page.text("#notes"))
    assert int(page.find("#step-number").get_attribute("value")) < 500


def test_a_kink_is_marked(opened):
    """relu at a net of 0, as in the report."""
    page = opened(document(layers=[{"activation": "relu", "weights": [[0, 0]], "biases": [0]}, {"weights": [[1], [1]], "biases": [0, 0]}]), "#goal=net_h1")
    assert "Kink: just here the slope jumps" in page.text("#why")
    page.type("[data-input=b1]", "1")
    assert "Kink" not in page.text("#why")
    page.run("go('out_h1')")
    assert "=1" == page.equations()[0][-1]


# Playing.


def test_numbers_are_predicted(opened):
    """Hidden until predicted; right to the digits that were typed. How far off a guess is stays untold."""
    page = opened("worked-example")
    page.click("#predict")
    page.click("#start-playing")
    assert "net_h1" == page.run("return goalName()")
    assert "?" == page.text("#diagram [data-value=net_h1]") == page.text("#diagram [data-value=out_o2]")
    assert "0.05" == page.text("#diagram [data-value=i1]")
    page.type("#guess", "0.39")
    assert "Not yet." == page.text("#said")
    page.type("#guess", "-0.3775")
    assert "Not yet: look at the sign." == page.text("#said")
    page.type("#guess", "0.4")
    assert "Good so far: two digits at least, please." == page.text("#said")
    page.type("#guess", "0.378")
    assert "Right: 0.3775." == page.text("#said")
    assert "0.3775" == page.text("#diagram [data-value=net_h1]")
    page.click("#next")
    assert ("out_h1", "?") == (page.run("return goalName()"), page.text("#diagram [data-value=out_h1]"))
    page.type("#guess", "0.593270")
    assert "2 of 51 numbers · 1 of 2 right at once, 0 skipped" == page.text("#played")
    page.click("#next")
    page.click("#next")
    page.click("#show-it")
    page.click("#before")
    page.click("#next")
    page.type("#guess", "0.596884")
    assert "4 of 51 numbers · 1 of 4 right at once, 2 skipped" == page.text("#played")
    page.click("#stop-playing")
    assert "1 of 4 right at once, 2 skipped" == page.text("#played")
    assert "0.772928" == page.text("#diagram [data-value=out_o2]")


def test_the_step_is_played(opened):
    """Forward, error, backward, update: one number at a time, to the end and back."""
    page = opened("worked-example")
    page.click("#start-playing")
    seen = page.run("const seen = []; while (playing.at < inOrder().length) { seen.push(goalName()); nextNumber(); } seen.push(goalName()); return seen")
    trace = neurosim.load("worked-example").trace()
    assert [quantity.name for quantity in trace.quantities.values() if not quantity.is_given] == seen
    page.click("#before")
    assert "?" == page.text("[data-value=b2_new]")
    page.click("#take-step")
    assert "?" not in page.text("#numbers") + page.text("#why-body")


@pytest.mark.parametrize("typed, half, digits", [("0.3775", 0.00005, 4), ("-12", 0.5, 2), ("3.5e-5", 5e-7, 2), ("0,50", 0.005, 2), ("−.5", 0.05, 1), ("1E3", 500, 1)])
def test_how_exactly_a_number_is_typed(opened, typed, half, digits):
    """Half a unit of the last digit."""
    found = opened("worked-example").run("return precision(arguments[0])", typed)
    assert (pytest.approx(half), digits) == (found["half"], found["digits"])


# Hiding.


@pytest.mark.parametrize("part", PARTS)
def test_parts_are_hidden(opened, part):
    """No number of that part is to be seen, in the diagram, the tables or the derivations."""
    page = opened("worked-example", hide=[part])
    page.run("training.goTo(5); refresh()")
    hidden = page.run("return Object.keys(training.values).filter(isHidden)")
    assert hidden
    assert [] == page.run("return arguments[0].filter(name => document.querySelector(`#network [data-value='${name}']`))", hidden)
    told = page.run("const found = []; for (const name of Object.keys(training.values)) { trail[0] = name; drawWhy();"
                    " for (const each of document.querySelectorAll('#why [data-goal], #why [data-value]'))"
                    "  if (isHidden(each.dataset.goal || each.dataset.value) && /\\d{4}/.test(each.textContent)) found.push(each.textContent); }"
                    " return found")
    assert [] == told


def test_an_unknown_part():
    """One sentence with the names there are."""
    with pytest.raises(NeurosimError, match=r"hide: unknown part 'gradient' \(did you mean 'gradients'\?\) \(expected one of forward, errors, gradients, updates\)"):
        explored(neurosim.load("worked-example").trainer, ["gradient"])


def test_too_much_for_a_page():
    """A digit-sized network is refused before anything is computed."""
    with pytest.raises(NeurosimError, match="explore: too much for one page .* take a smaller network"):
        explored(neurosim.load(document(layers=[{"neurons": 3000}, {"neurons": 2}])).trainer)


# A page for everybody.


def test_labels_stay_text(opened):
    """A name that is a script is shown as a name."""
    page = opened(document(name=XSS))
    assert XSS == page.text("h1")
    assert XSS in page.run("return document.title")
    assert 0 == page.run("return document.querySelectorAll('img').length")
    assert XSS in page.text("#diagram title")


def test_the_security_policy_holds(opened):
    """A script that is put in later does not run."""
    page = opened("worked-example")
    page.run("const script = document.createElement('script'); script.textContent = 'window.slipped = 1'; document.body.append(script)")
    assert page.run("return window.slipped") is None
    assert any("Content Security Policy" in line["message"] for line in page.browser.get_log("browser"))


def test_the_keyboard_alone(opened):
    """One stop for the diagram, arrows within it, Enter derives."""
    from selenium.webdriver import Keys
    page = opened("worked-example")
    page.run("document.querySelector('#diagram [tabindex=\"0\"]').focus()")
    for key in (Keys.ARROW_RIGHT, Keys.ARROW_RIGHT, Keys.ARROW_RIGHT, Keys.ENTER):
        page.browser.switch_to.active_element.send_keys(key)
    assert "net_h1" == page.run("return goalName()")
    assert page.run("return document.activeElement.getAttribute('aria-label')").startswith("net_h1 0.3775")


def test_a_reader_of_screens(opened):
    """Names for what has no text, headers for every table, one h1, fields with labels."""
    page = opened("xor")
    assert [] == page.run("return [...document.querySelectorAll('table')].filter(each => !each.caption || !each.querySelector('thead th[scope=col]')"
                          " || !each.querySelector('tbody th[scope=row]')).map(each => each.textContent)")
    assert [] == page.run("return [...document.querySelectorAll('input, select')].filter(each => !each.getAttribute('aria-label') && !each.labels.length).map(each => each.outerHTML)")
    assert [] == page.run("return [...document.querySelectorAll('button')].filter(each => !(each.getAttribute('aria-label') || each.textContent).trim()).map(each => each.outerHTML)")
    assert [1, True, True] == page.run("return [document.querySelectorAll('h1').length, Boolean(document.querySelector('#diagram svg > title')),"
                                       " Boolean(document.querySelector('#diagram svg > desc'))]")
    assert page.run("return new Set([...document.querySelectorAll('[id]')].map(each => each.id)).size === document.querySelectorAll('[id]').length")


@pytest.mark.parametrize("hidden", [(), (3, 3, 3), (5, 5, 5)], ids=["small", "deep", "plain"])
def test_on_a_phone(opened, phone, hidden):
    """The page does not scroll sideways; a deep diagram does, in its frame, to the number that is chosen. No menu is cut off."""
    layers = [{"neurons": size} for size in (*hidden, 2)]
    page = opened(document(layers=layers), "#goal=out_o2")
    assert page.run("return document.documentElement.scrollWidth") <= 390
    assert page.run("const menu = document.getElementById('speed'), free = menu.cloneNode(true); free.removeAttribute('id');"
                    " document.body.append(free); const wide = free.offsetWidth; free.remove(); return menu.offsetWidth >= wide")
    frame, border, chosen = page.run(
        "const box = document.getElementById('diagram'), place = each => { const {left, right} = each.getBoundingClientRect(); return [left, right]; };"
        " return [place(box), getComputedStyle(box).borderLeftWidth, place(box.querySelector('.chosen'))]")
    assert frame[0] <= chosen[0] < chosen[1] <= frame[1] <= 390
    assert ("1px" if hidden else "0px") == border


def test_the_worked_example_is_a_small_page():
    """It is sent by mail, and kept by hundreds."""
    assert len("".join(explored(neurosim.load("worked-example").trainer)).encode()) < 150_000


# The picture of the README.


def test_the_picture_of_the_readme(opened, tmp_path):
    """NEUROSIM_PICTURES=docs keeps it. It is small, and the README shows it."""
    page = opened("worked-example")
    page.type("#step-number", "1001")
    page.type("#step-number", "101")
    page.run("document.activeElement.blur(); go('dE_dout_h1'); path = 1; drawWhy(); scrollTo(0, 0)")
    folder = Path(os.environ.get("NEUROSIM_PICTURES", tmp_path))
    size = page.browser.get_window_size()
    page.browser.set_window_size(1280, 920)
    page.browser.execute_cdp_cmd("Emulation.setScrollbarsHidden", {"hidden": True})
    page.browser.save_screenshot(str(folder / "explorer.png"))
    page.browser.execute_cdp_cmd("Emulation.setScrollbarsHidden", {"hidden": False})
    page.browser.set_window_size(size["width"], size["height"])
    assert 20_000 < (folder / "explorer.png").stat().st_size <= 200_000
    root = Path(__file__).parents[3]
    assert "(docs/explorer.png)" in (root / "README.md").read_text(encoding="utf-8")
    assert (root / "docs" / "explorer.png").stat().st_size <= 200_000


# Colours.


def colours(css, dark):
    """The colours by name, of the light page or of the dark one."""
    light, night = (dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", part)) for part in css.split("@media")[:2])
    return {**light, **night} if dark else light


def contrast(one, other):
    """As the Web Content Accessibility Guidelines 2.2 define it."""
    def luminance(colour):
        parts = [int(colour[place:place + 2], 16) / 255 for place in (1, 3, 5)]
        red, green, blue = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue
    brighter, darker = sorted([luminance(one), luminance(other)], reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_contrast(dark):
    """4.5 to 1 for what is read, 3 to 1 for the lines that mean something."""
    assert 21.0 == pytest.approx(contrast("#000000", "#ffffff"))
    found = colours(read("page.css"), dark)
    text = [(ink, back) for ink in ("ink", "quiet", "plus", "minus", "chosen") for back in ("paper", "card")]
    text += [("lit-ink", "lit"), ("ink", "lit"), ("chosen", "chosen-back"), ("ink", "chosen-back"), ("paper", "ink")]
    lines = [("edge", "card"), ("focus", "card"), ("focus", "paper"), ("lit-ink", "card")]
    assert [] == [pair for pair in text if contrast(*map(found.get, pair)) < 4.5]
    assert [] == [pair for pair in lines if contrast(*map(found.get, pair)) < 3.0]


# Speed.


def test_the_fast_program_takes_the_step_that_is_shown(opened):
    """Its numbers are to the last bit those of the program that has every number: written out, in loops, in batches."""
    wide = document(layers=[{"neurons": 30, "activation": "tanh"}, {"neurons": 4, "activation": "softmax"}], inputs=3,
                    samples=[{"inputs": [x, 1 - x, 0.5], "targets": [0, x, 1 - x, 0]} for x in (0, 0.3, 1)],
                    loss="categorical_cross_entropy", optimizer={"name": "adam", "learning_rate": 0.1})
    batch = {"training": {"batch_size": 2, "steps": 9}}
    for made in (document(), wide, {**wide, **batch}, {**CASES["dropout"], **batch}, "batch-normalization"):
        page = opened(made)
        found = page.run("return [1, 2, 3, 4].map(step => { training.goTo(step); const values = training.values;"
                         " const next = training.after(step), other = carried.map(name => values[name + '_new'] ?? values[name]);"
                         " return carried.filter((name, place) => !Object.is(next[place], other[place])) })")
        assert [[], [], [], []] == found


def seconds_of(page, script):
    """Of processor time that the page takes for a script, the least of some."""
    page.browser.execute_cdp_cmd("Performance.enable", {"timeDomain": "threadTicks"})

    def spent():
        found = page.browser.execute_cdp_cmd("Performance.getMetrics", {})["metrics"]
        return {each["name"]: each["value"] for each in found}["TaskDuration"]

    def once():
        before = spent()
        page.run(script)
        return spent() - before
    return min(once() for _ in range(6))


@pytest.mark.slow
def test_a_click_is_answered_at_once(opened):
    """24-20-10: all numbers of a step anew, and laid out, in a tenth of a second; a step alone faster than in Python."""
    wide = document(inputs=24, layers=[{"neurons": 20}, {"neurons": 10}], training={"steps": 2000},
                    samples=[{"inputs": [place / 24 for place in range(24)], "targets": [0.5] * 10}])
    page, trainer = opened(wide), neurosim.load(wide).trainer
    assert seconds_of(page, "document.getElementById('take-step').click(); document.body.getBoundingClientRect()") < 0.1
    straight = trainer.straight_for(2000, "python")
    before = thread_time()
    trainer.run_steps(1000, straight)
    python = thread_time() - before
    assert seconds_of(page, "training.grow(training.states.length + 4000)") < 4 * python / 3
