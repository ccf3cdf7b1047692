"""Results show themselves by inheritance, and one table says what there is to see of each."""

import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

import neurosim
from neurosim.core.guard.errors import NeurosimError
from neurosim.explain.check.gradient_check import check_gradient
from neurosim.explain.viewable import Viewable
from neurosim.show.report import REPORTS
from neurosim.show.views import generator

PACKAGE = Path(neurosim.__file__).parent
BARE = """
import neurosim, sys
experiment = neurosim.load("worked-example")
made = [experiment.trace(), experiment.explain("w5"), experiment.check(), experiment.nudge("w5"), experiment.train(1),
        experiment.diagnose({"w5_new": 0.4}), experiment.lab(["updated_weights"], 1), experiment.landscape(["w5", "w6"], points=3)]
print([name for name in sys.modules if name.startswith("neurosim.show")])
"""


def viewables():
    """Every class of the package that inherits Viewable, all modules being imported."""
    for path in PACKAGE.glob("**/*.py"):
        if path.name not in ("__init__.py", "__main__.py"):
            import_module(".".join(["neurosim", *path.relative_to(PACKAGE).with_suffix("").parts]))
    waiting = [Viewable]
    while waiting:
        kinds = [kind for kind in waiting.pop().__subclasses__() if kind.__module__.startswith("neurosim.")]
        waiting += kinds
        yield from kinds


def test_every_result_has_its_row():
    """By its name, or by that of the class it inherits from; and a row is there for a class that exists."""
    kinds = list(viewables())
    assert [] == [kind.__name__ for kind in kinds if not {each.__name__ for each in kind.__mro__} & set(REPORTS)]
    assert {"NeuralNetwork", "Experiment"} == set(REPORTS) - {kind.__name__ for kind in kinds}


@pytest.mark.parametrize("name", [name for row in REPORTS.values() for name in row if name])
def test_every_row_names_a_generator(name):
    """As module.function, in show/report."""
    assert generator(name).__module__ == f"neurosim.show.report.{name.split('.')[0]}"


def test_a_result_shows_itself_whoever_made_it():
    """What prints a check is not put into its class by whoever asks an experiment for one."""
    experiment = neurosim.load("worked-example")
    check = check_gradient(experiment.network, experiment.samples, "mean", "float")
    before = str(check)
    experiment.check()
    assert before == str(check)
    assert "10 slopes compared: all agree." in before


def test_no_class_is_given_methods():
    """Each result has what its class says, before and after an experiment was asked for one."""
    def methods():
        return {kind: set(vars(kind)) for kind in viewables()}
    before = methods()
    experiment = neurosim.load("worked-example")
    for thing in (experiment.check(), experiment.nudge("w5"), experiment.train(1), experiment.diagnose({"w5_new": 0.4})):
        assert str(thing) and thing._repr_html_()
    assert before == methods()


def test_a_result_is_made_without_what_shows_it():
    """Reports and formats are imported when somebody looks, and not before."""
    assert "[]\n" == subprocess.run([sys.executable, "-c", BARE], capture_output=True, text=True).stdout


def test_a_result_without_pictures_says_so(tmp_path):
    """And writes nothing."""
    with pytest.raises(NeurosimError, match="plot: expected a result that has pictures: Training, Laboratory, Slice, Landscape, Sweep, got a Trace"):
        neurosim.load("worked-example").trace().plot(tmp_path / "trace.png")
    assert [] == list(tmp_path.iterdir())
