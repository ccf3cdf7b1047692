"""A browser, one for all tests that need one. It is Debian's Chromium, and has no window."""

import shutil

import pytest


@pytest.fixture(scope="session")
def browser():
    """A WebDriver. Without selenium or without Chromium the test is skipped, and says so."""
    webdriver = pytest.importorskip("selenium.webdriver", reason="selenium is not installed")
    program, driver = (next(filter(None, map(shutil.which, names)), None) for names in
                       (["chromium", "chromium-browser", "google-chrome"], ["chromedriver"]))
    if not program or not driver:
        pytest.skip("no chromium and chromedriver on this machine")
    from selenium.webdriver.chrome.service import Service
    options = webdriver.ChromeOptions()
    options.binary_location = program
    for argument in ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--window-size=1280,1000",
                     "--force-device-scale-factor=1"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    found = webdriver.Chrome(options=options, service=Service(driver))
    yield found
    found.quit()
