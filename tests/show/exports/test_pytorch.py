"""The script for PyTorch: it can be written for everything there is, and where PyTorch is, it agrees with us."""

import contextlib
import io

import pytest

import neurosim
from neurosim.core.activations import ACTIVATIONS
from neurosim.core.guard.errors import NeurosimError
from neurosim.core.losses import LOSSES
from neurosim.core.optimizers import OPTIMIZERS
from neurosim.show.exports import export, pytorch


def run(script):
    """Its exit code and what it prints."""
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed), pytest.raises(SystemExit) as left:
        exec(compile(script, "step.py", "exec"), {})
    return left.value.code, printed.getvalue()


def test_no_counterpart_is_left_over():
    """(That none is missing test_oracles.py says.)"""
    assert set(ACTIVATIONS) >= set(pytorch.ACTIVATIONS)
    assert set(LOSSES) >= set(pytorch.LOSSES)
    assert set(OPTIMIZERS) >= set(pytorch.OPTIMIZERS)


def test_what_has_none_is_said_in_a_sentence(monkeypatch):
    monkeypatch.delitem(pytorch.ACTIVATIONS, "sigmoid")
    with pytest.raises(NeurosimError, match="PyTorch has no counterpart of sigmoid here"):
        export(neurosim.load("worked-example").trace(), "pytorch")


def test_it_is_python(case):
    """Also where there is no PyTorch to run it. What is new in a table has no counterpart there yet, and that is said."""
    network = case[1].network
    new = {layer.activation.name for layer in network.layers} - set(pytorch.ACTIVATIONS) | {network.loss.name} - set(pytorch.LOSSES)
    if new:
        with pytest.raises(NeurosimError, match="PyTorch has no counterpart"):
            export(case[1], "pytorch")
    else:
        compile(export(case[1], "pytorch"), case[0], "exec")


def test_pytorch_agrees(case):
    """Autograd and torch.optim come to the same error, gradients and new weights, to 1e-12."""
    torch = pytest.importorskip("torch", reason="PyTorch is too large to be installed for the tests; the scripts are only compiled")
    if "nadam" in case[0] and torch.__version__.startswith("1.12"):
        pytest.skip("the NAdam of PyTorch 1.12 has a factor mu_t too many in the product of the next step; later ones do not")
    code, printed = run(export(case[1], "pytorch"))
    assert not code, printed


def test_a_difference_is_seen():
    """The script says no where a number of ours is wrong."""
    pytest.importorskip("torch", reason="PyTorch is too large to be installed for the tests; the scripts are only compiled")
    script = export(neurosim.load("worked-example").trace(), "pytorch")
    code, printed = run(script.replace('"dE_dw5": 0.0821670405', '"dE_dw5": 0.0821680405'))
    assert code == 1 and "the greatest difference is 1.0e-06" in printed


def test_a_name_stays_in_its_quotes():
    """What a file is called cannot become a part of the program."""
    trace = neurosim.load("worked-example").trace()
    trace.title = '"""\nraise SystemExit("caught")\n\\'
    compile(export(trace, "pytorch"), "step.py", "exec")
    assert "raise SystemExit" not in "".join(line for line in export(trace, "pytorch").splitlines() if line.startswith("raise SystemExit(\""))
