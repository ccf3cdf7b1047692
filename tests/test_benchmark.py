"""The benchmark runs, and says what it is asked for. How fast anything is, no test can say."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).resolve().parents[1] / "scripts" / "benchmark.py"


pytestmark = pytest.mark.slow    # test_readme.py runs the script, too


@pytest.fixture(scope="module")
def found():
    run = subprocess.run([sys.executable, SCRIPT, "--quick", "--format", "json"], capture_output=True, text=True, check=True)
    return json.loads(run.stdout)


def test_networks_and_programs(found):
    """Three shapes, and at least the tutorial's program and our two ways."""
    assert ["2-2-2", "2-5-1", "64-30-10"] == [each["network"] for each in found["networks"]]
    for each in found["networks"]:
        assert {"tutorial", "neurons", "straight"} <= set(each["seconds"]) == set(each["ratios"])
        assert 1.0 == each["ratios"]["tutorial"] and 0 < each["memory"]
