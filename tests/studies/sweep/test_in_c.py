"""Whole runs in C: the rows are those of Python, whatever a run comes to."""

import pytest

import neurosim
from neurosim.studies.sweep import one_run
from neurosim.training import c_libraries

pytestmark = pytest.mark.compiler


@pytest.fixture(autouse=True)
def cache(tmp_path_factory, monkeypatch):
    monkeypatch.setenv("NEUROSIM_CACHE", str(tmp_path_factory.getbasetemp() / "starts"))
    one_run.starts.cache_clear()
    if c_libraries.compiler() is None:
        pytest.skip("there is no C compiler: neither $CC nor cc")


@pytest.mark.parametrize("over, more", [
    ({"hidden": [2, 5]}, {}),
    ({"hidden": [2]}, {"solved_below": 0.01}),
    ({"batch_size": [3, "all"], "optimizer": ["adam"], "learning_rate": [0.05]}, {}),
    ({"hidden": [2], "learning_rate": [1e200], "loss": ["binary_cross_entropy", "half_squared_error"]}, {}),
    ({"loss": ["sigmoid_cross_entropy"]}, {}),
    ({"hidden": [30], "activation": ["relu"]}, {}),
], ids=str)
@pytest.mark.parametrize("steps", [pytest.param(0, marks=pytest.mark.slow), pytest.param(1, marks=pytest.mark.slow), 2605])
@pytest.mark.slow
def test_the_same_rows(over, more, steps):
    """Solved, falling, stuck or diverged: at the same step, with the same error."""
    last = "linear" if "sigmoid_cross_entropy" in over.get("loss", ()) else "sigmoid"
    document = {**neurosim.load("xor").document, "layers": [{"neurons": 4}, {"neurons": 1, "activation": last}]}
    rows = [neurosim.sweep(neurosim.load(document), over, seeds=4, steps=steps, jobs=jobs, engine=engine, **more).runs
            for engine, jobs in (("python", 1), ("c", 1), ("c", 2))]
    assert rows[0] == rows[1] == rows[2]


def test_it_is_c_that_runs():
    """And not Python that steps in, also where masks are drawn."""
    document = neurosim.load("xor").document
    text = neurosim.files.write_experiment(document)
    assert one_run.starts(text, None) and one_run.run_in_c(text, 7, None)["steps"] == 2627
    dropped = {**document, "layers": [{"neurons": 4, "dropout": 0.1}, {"neurons": 1}]}
    for training in ({}, {"batch_size": 3, "order": "shuffled"}, {"batch_size": 4, "order": "given"}):
        experiment = neurosim.load({**dropped, "training": {**document["training"], **training}})
        assert one_run.starts(neurosim.files.write_experiment(experiment.document), None)
        runs = [neurosim.sweep(experiment, seeds=2, steps=1600, jobs=1, engine=engine).runs for engine in ("c", "neurons")]
        assert runs[0] == runs[1] and {run["status"] for run in runs[0]} <= {"solved", "falling", "stuck"}
