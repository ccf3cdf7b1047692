"""The explorer in a real browser: the words for what a reader does to a page, wide or on a phone."""

import json

import pytest

import neurosim


class Page:
    """A page in the browser, with the words for what a reader does to it."""

    def __init__(self, browser):
        self.browser = browser

    def run(self, script, *arguments):
        return self.browser.execute_script(script, *arguments)

    def find(self, selector):
        return self.browser.find_element("css selector", selector)

    def text(self, selector):
        return self.run("return document.querySelector(arguments[0]).textContent", selector)

    def click(self, selector):
        element = self.find(selector)
        self.run("arguments[0].scrollIntoView({block: 'center'})", element)
        element.click()

    def type(self, selector, text):
        """Into a field, and Enter."""
        element = self.find(selector)
        self.run("arguments[0].scrollIntoView({block: 'center'}); arguments[0].focus(); arguments[0].select()", element)
        element.send_keys(text + "\n")

    def values(self):
        """Every number of the step that is shown."""
        return self.run("return training.values")

    def equations(self):
        """The sides of every equation in the derivation, as the signs that are in them."""
        return self.run("return [...document.querySelectorAll('#why .equation')].map(each =>"
                        " [...each.querySelectorAll('.left, .side')].map(side => side.textContent.replace(/[\\u200b\\s]/g, '')))")

    def lit(self, mark="lit"):
        return set(self.run("return [...document.querySelectorAll('#diagram .' + arguments[0])].map(each =>"
                            " each.dataset.goal || each.dataset.node)", mark))


@pytest.fixture
def opened(browser, tmp_path):
    """Opens the page of an experiment from the disk. Afterwards: no error in the console, and nobody was asked for anything."""
    address = (tmp_path / "step.html").as_uri()

    def page(experiment, link="", hide=(), step=1):
        experiment = neurosim.load(experiment) if isinstance(experiment, (str, dict)) else experiment
        experiment.explore(tmp_path / "step.html", hide, step)
        browser.get("about:blank")
        browser.get(address + link)
        return Page(browser)

    browser.get_log("browser"), browser.get_log("performance")
    yield page
    assert [] == [line["message"] for line in browser.get_log("browser")]
    events = [json.loads(line["message"])["message"] for line in browser.get_log("performance")]
    asked = {event["params"]["request"]["url"].partition("#")[0] for event in events if event["method"] == "Network.requestWillBeSent"}
    assert asked <= {address, "about:blank", "data:,"}


@pytest.fixture
def phone(browser):
    """The browser, as wide as a phone for a while."""
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {"width": 390, "height": 844, "deviceScaleFactor": 1, "mobile": True})
    yield
    browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
