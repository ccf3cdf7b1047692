"""How soon a command answers: what it imports, and how long it takes once everything is compiled."""

import json
import subprocess
import sys
from time import thread_time

import pytest

from neurosim.cli import main

NAMES = ("tabulate", "neurosim.practice", "argparse", "ctypes")
RUN = f"""import sys
from neurosim.cli import main
main(sys.argv[1:])
print(*[name for name in {NAMES} if name in sys.modules], file=sys.stderr)"""


@pytest.mark.parametrize("command, loaded", [
    ("trace worked-example", ["tabulate", "argparse"]), ("trace worked-example --format json", ["argparse"]),
    ("explain worked-example w1", ["argparse"]), ("examples --format json", ["argparse"]),
    ("diagnose worked-example w1+=0.3", ["neurosim.practice", "argparse"]),
    ("mistakes", ["tabulate", "neurosim.practice", "argparse"]),
])
def test_what_a_command_imports(command, loaded):
    """Tabulate where a table is drawn, the mistakes where somebody asks for them, and a compiler's library never."""
    done = subprocess.run([sys.executable, "-c", RUN, *command.split()], capture_output=True, encoding="utf-8")
    assert loaded == done.stderr.split()


@pytest.mark.slow
def test_all_derivations_take_no_longer_than_their_text(tmp_path, capsys):
    """Of 1,920 weights as long for each character as of 480: the step is walked once, and not once for each weight."""
    def spent(inputs, hidden, outputs):
        document = {"format": "neurosim-experiment", "version": 1, "inputs": inputs, "seed": 1,
                    "layers": [{"neurons": hidden}, {"neurons": outputs}],
                    "samples": [{"inputs": [0.5] * inputs, "targets": [0.5] * outputs}]}
        path = tmp_path / f"{inputs}.json"
        path.write_text(json.dumps(document))
        found = []
        for _ in range(3):
            before = thread_time()
            assert 0 == main(["explain", str(path), "--all"])
            found.append((thread_time() - before) / len(capsys.readouterr().out))
        return min(found)
    assert spent(16, 80, 8) < 2 * spent(8, 32, 7)
