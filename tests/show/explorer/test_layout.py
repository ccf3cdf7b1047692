"""What the page looks like: nothing cut off, nothing over something else, each number by its own name."""

import pytest

import neurosim
from neurosim.show.explorer import PARTS


@pytest.mark.parametrize("font", ["DejaVu Sans", "DejaVu Serif", "monospace"])
@pytest.mark.parametrize("width", [390, 768, 1024, 1400])
def test_no_field_cuts_digits(opened, browser, width, font):
    """Of any number, whole and short, in any font; and the diagram of xor stays in its box from a tablet on."""
    size = {"width": width, "height": 844, "deviceScaleFactor": 1, "mobile": width < 500}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    try:
        page = opened("xor", "#step=500")
        page.run("document.body.style.fontFamily = arguments[0];"
                 " for (const field of document.querySelectorAll('td input')) field.focus()", font)
        cut = ("return [...document.querySelectorAll('input[type=text]')]"
               ".filter(each => each.offsetParent && each.scrollWidth > each.clientWidth).map(each => each.value)")
        assert [] == page.run(cut)
        page.run("for (const value of [-0.067367886, -1.234567e-11, 1e300 / 3]) training.edit('w1', value); refresh()")
        assert [] == page.run(cut)
        assert page.run("return document.documentElement.scrollWidth") <= width
        if width >= 768:
            assert page.run("const box = document.getElementById('diagram'); return box.scrollWidth <= box.clientWidth")
    finally:
        browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def test_labels_keep_clear_of_one_another(opened):
    """Of xor: no two numbers of weights overlap, and a name does not touch its number."""
    page = opened("xor", "#step=500")
    page.run("for (const name of ['w3', 'w9', 'w15', 'b2', 'b6']) training.edit(name, -0.000123456); refresh()")
    over = page.run("""
        const labels = [...document.querySelectorAll('#diagram .number:has(.outlined)')], found = [];
        for (const one of document.querySelectorAll('#diagram .number:has(.word)')) {
          const [word, value] = [...one.querySelectorAll('text')].map(each => each.getBoundingClientRect());
          if (value.left - word.right < 2) found.push(one.dataset.goal);
        }
        for (const one of labels) {
          for (const other of labels.slice(labels.indexOf(one) + 1)) {
            const [a, b] = [one, other].map(each => each.querySelector('rect').getBoundingClientRect());
            const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
            const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
            if (across > 0 && down > 0.5) found.push([one.dataset.goal, other.dataset.goal]);
          }
        }
        return found""")
    assert [] == over


def test_the_derivation_stays_below_the_bar(opened):
    """Both stay where they are when the page is scrolled."""
    page = opened("xor")
    page.run("scrollTo(0, 600)")
    bar, derivation = page.run("return ['controls', 'why'].map(id => document.getElementById(id).getBoundingClientRect())")
    assert bar["top"] == 0 and bar["bottom"] <= derivation["top"] < derivation["bottom"] <= page.run("return innerHeight")


def test_two_errors_have_two_names(opened):
    """That of the sample, which the slopes belong to, and that of all samples; both lead to how they come about."""
    page = opened("xor", "#step=500")
    experiment = neurosim.load("xor")
    assert "E of sample 1 = " == page.text("#error-words")
    assert "mean E of all 4 samples = " == page.text("#error-all-words")
    assert experiment.trace(step=500)["E"] == pytest.approx(float(page.text("#error-step")), rel=1e-8)
    page.click("#error-all")
    experiment.train(steps=499)
    assert "=(E(1)+E(2)+E(3)+E(4))/4" == page.equations()[0][1]
    assert experiment.error() == pytest.approx(float(page.equations()[0][-1].strip("=")), rel=1e-8)
    assert "The slopes of this step belong to the E of sample 1, not to this number." in page.text("#why-body")
    page.click("#error-step")
    assert "E" == page.run("return goalName()")


def test_names_are_not_capitalised(opened):
    """w1 at the beginning of a sentence is w1, a word has a capital letter."""
    page = opened("worked-example", "#goal=b1_new")
    assert "b1, the bias of h1 and h2, after the step." == page.text("#why .about")
    assert ["E to", "e to"] == [page.run("return capital(arguments[0])", words) for words in ("E to", "e to")]
    assert "A setting" == page.run("return capital('a setting')")


def test_a_bias_that_is_not_trained(opened):
    """The table says so, where a trained weight shows its change."""
    page = opened("worked-example")
    assert "not trained" == page.text("[data-change=b1]")
    assert page.text("[data-change=w1]").startswith("↓ ")


@pytest.mark.parametrize("width, high", [(390, 844), (768, 1024)])
def test_predicting_on_a_phone(opened, browser, phone, width, high):
    """Question, field and Next stand in one bar at the bottom, over nothing else; the whole diagram is above."""
    size = {"width": width, "height": high, "deviceScaleFactor": 1, "mobile": True}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    page = opened("worked-example")
    page.click("#predict")
    page.click("#start-playing")
    page.type("#guess", "0.9")
    assert ["Not yet.", "0 of 51 numbers · 0 of 1 right at once, 0 skipped"] == [page.text("#said"), page.text("#played")]
    places = page.run("""
        const place = each => document.querySelector(each).getBoundingClientRect().toJSON();
        const parts = ['#guess', '#next', '#player', '#why', '#diagram svg'];
        return Object.fromEntries(parts.map(each => [each, place(each)]))""")
    assert high == places["#player"]["bottom"]
    assert places["#player"]["top"] <= places["#guess"]["top"] < places["#next"]["bottom"] <= high
    assert 0 <= places["#diagram svg"]["top"] < places["#diagram svg"]["bottom"] <= places["#why"]["top"]
    assert places["#why"]["bottom"] <= places["#player"]["top"] + 1


@pytest.mark.parametrize("name, goal", [("worked-example", "dE_dnet_h1"), ("worked-example", "w8"), ("xor", "w5"),
                                        ("xor", "w15"), ("xor", "net_o1")])
def test_a_tap_on_a_phone(opened, phone, name, goal):
    """What is tapped is at least 24 pixels high, and leaves its formula and all that is lit together on the screen."""
    page = opened(name)
    targets = "#diagram .number .back, button, select, input[type=range]"
    assert 24 <= page.run("return Math.min(...[...document.querySelectorAll(arguments[0])].filter(each =>"
                          " each.getClientRects().length).map(each => each.getBoundingClientRect().height))", targets)
    item = page.find(f"#diagram .number[data-goal={goal}]")
    page.run("arguments[0].scrollIntoView({block: 'end'})", item)    # where the sheet will be
    item.click()
    top, bottom, formula, sheet = page.run("""
        const lit = [...document.querySelectorAll('#diagram :is(.chosen, .lit)')];
        const boxes = lit.map(each => each.getBoundingClientRect());
        const formula = document.querySelector('#why .equation').getBoundingClientRect();
        return [Math.min(...boxes.map(box => box.top)), Math.max(...boxes.map(box => box.bottom)), formula.top,
          document.getElementById('why').getBoundingClientRect().top]""")
    assert 0 <= top < bottom <= sheet < formula < 844


def test_what_is_hidden_leaves_a_blank_and_no_dead_control(opened):
    """Lines to write on in the diagram and in the tables; without updates nothing that takes steps."""
    page = opened("worked-example", hide=["forward", "updates"])
    blanks = [page.run("return document.querySelectorAll(arguments[0]).length", each)
              for each in ("#diagram line.blank", "#weights td.blank")]
    assert [8, 10] == blanks      # net and out of four neurons; the new values of eight weights and two biases
    shown = page.run("return ['training', 'slider', 'step-form', 'speed', 'curve-part', 'player', 'total']"
                     ".filter(id => document.getElementById(id).offsetParent)")
    assert ["player", "total"] == shown
    page = opened("worked-example", hide=PARTS)
    assert 0 == page.run("return [...document.querySelectorAll('#controls, #player')]"
                         ".filter(each => each.offsetParent).length")
