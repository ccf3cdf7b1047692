"""The public names: all are found, and importing them is quick."""

import pydoc
import subprocess
import sys

import pytest

import neurosim

LATER = """
import sys, neurosim
dir(neurosim)
print([name for name in ("json", "argparse", "tabulate", "neurosim.practice", "neurosim.show", "neurosim.studies") if name in sys.modules])
"""


@pytest.mark.parametrize("name", neurosim.__all__)
def test_every_public_name_is_found(name):
    """By tab completion, by help(), and by asking for it."""
    assert name in dir(neurosim)
    assert getattr(neurosim, name) is not None
    lines = pydoc.plain(pydoc.render_doc(neurosim)).splitlines()
    assert any(line.strip().startswith((f"{name}(", f"{name} =", f"class {name}(", f"{name} ")) for line in lines)


def test_an_unknown_name():
    """As of any module."""
    with pytest.raises(AttributeError, match="module 'neurosim' has no attribute 'sweeep'"):
        neurosim.sweeep    # noqa: B018


def test_looking_imports_nothing():
    """What is not needed to compute waits until somebody asks for it; that there is a name does not ask for it."""
    assert "[]\n" == subprocess.run([sys.executable, "-c", LATER], capture_output=True, text=True).stdout
