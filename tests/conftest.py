"""What all tests share: signals that arrive, and one browser for those that need one."""

import shutil
import signal

import pytest


def pytest_configure(config):
    """A shell starts what runs in the background with signals ignored, and so they would be in all that the tests start."""
    for number, handler in ((signal.SIGINT, signal.default_int_handler), (signal.SIGHUP, signal.SIG_DFL)):
        if signal.getsignal(number) is signal.SIG_IGN:
            signal.signal(number, handler)


@pytest.fixture(scope="session")
def browser():
    """A WebDriver, of Debian's Chromium, which has no window. Without selenium or without Chromium the test is skipped, and says so."""
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
