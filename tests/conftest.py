"""What all tests share: signals that arrive, and the programs that some tests drive, each started once.

A test that asks for `browser`, `soffice` or `pdflatex` bears the marker of that program, and is skipped, with the reason
(`pytest -rs` shows it), on a machine that has not got it.
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections import defaultdict

import pytest

MARKERS = {"browser": ["browser", "slow"], "soffice": ["office", "slow"], "pdflatex": ["latex", "slow"]}    # fixture: markers


QUICK_CASES = 3    # of one test, at most: more of the same is slow

os.environ.setdefault("NEUROSIM_CACHE", "off")    # no test compiles C that does not ask for it


def pytest_configure(config):
    """A shell starts what runs in the background with signals ignored, and so they would be in all that the tests start."""
    for number, handler in ((signal.SIGINT, signal.default_int_handler), (signal.SIGHUP, signal.SIG_DFL)):
        if signal.getsignal(number) is signal.SIG_IGN:
            signal.signal(number, handler)
    keep_what_is_compiled(config)


def keep_what_is_compiled(config):
    """Where Python is not to write what it compiles beside the files, it is kept as long as the tests run: else each of some
    hundred processes compiles neurosim anew."""
    if os.environ.pop("PYTHONDONTWRITEBYTECODE", None) and not sys.pycache_prefix:
        folder = tempfile.TemporaryDirectory(prefix="neurosim-compiled-")
        config.add_cleanup(folder.cleanup)
        os.environ["PYTHONPYCACHEPREFIX"] = sys.pycache_prefix = folder.name
        sys.dont_write_bytecode = False


def pytest_collection_modifyitems(items):
    """Who asks for a program bears its markers; of a test's many cases some, spread over them, are quick, and the rest slow."""
    cases = defaultdict(list)
    for item in items:
        cases[item.nodeid.partition("[")[0]].append(item)
    for same in cases.values():
        for place, item in enumerate(same):
            if place % -(-len(same) // QUICK_CASES):
                item.add_marker("slow")
    for item in items:
        for fixture in MARKERS.keys() & set(getattr(item, "fixturenames", ())):
            for marker in MARKERS[fixture]:
                item.add_marker(marker)


def program(*names):
    """The path of the first of these programs that is here; without any, the test is skipped."""
    found = next(filter(None, map(shutil.which, names)), None)
    return found or pytest.skip(f"{names[0]} is not installed")


@pytest.fixture(scope="session")
def browser():
    """A WebDriver, of Debian's Chromium, which has no window."""
    webdriver = pytest.importorskip("selenium.webdriver", reason="selenium, of the extra test-all, is not installed")
    chromium, driver = program("chromium", "chromium-browser", "google-chrome"), program("chromedriver")
    from selenium.webdriver.chrome.service import Service
    options = webdriver.ChromeOptions()
    options.binary_location = chromium
    for argument in ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--window-size=1280,1000",
                     "--force-device-scale-factor=1"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    found = webdriver.Chrome(options=options, service=Service(driver))
    yield found
    found.quit()


@pytest.fixture(scope="session")
def soffice(tmp_path_factory):
    """soffice(files) -> the folder with the same workbooks, and in them the values that LibreOffice works out, in one run of it."""
    office, profile = program("soffice"), tmp_path_factory.mktemp("profile").as_uri()

    def recalculated(files):
        folder = tmp_path_factory.mktemp("recalculated")
        subprocess.run([office, "--headless", "--norestore", f"-env:UserInstallation={profile}", "--convert-to", "xlsx",
                        "--outdir", str(folder), *map(str, files)], check=True, capture_output=True, timeout=300)
        return folder
    return recalculated


@pytest.fixture(scope="session")
def pdflatex():
    """pdflatex(document, folder) -> the log of a run that came to its end."""
    latex = program("pdflatex")

    def log(document, folder):
        (folder / "it.tex").write_text(document, encoding="ascii")
        done = subprocess.run([latex, "-interaction=nonstopmode", "-halt-on-error", "-no-shell-escape", "it.tex"], cwd=folder,
                              capture_output=True, timeout=120)
        found = (folder / "it.log").read_text("latin-1")
        assert 0 == done.returncode, found[-1500:]
        return found
    return log
