"""Guards: what the core may use, how its formulas are written, which way imports point, and the same bits everywhere."""

import ast
import os
import shutil
import subprocess
import sys
from functools import cache
from importlib.util import resolve_name
from itertools import zip_longest
from pathlib import Path

import pytest
from sources import FILES, PACKAGE, nodes, relative, tree

CORE = PACKAGE / "core"
CORE_FILES = [path for path in FILES if CORE in path.parents]

ALLOWED_IN_CORE = {"__future__", "copy", "math", "operator", "functools", "random", "sys", "difflib", "itertools", "struct"}


def location(path, node):
    return f"{relative(path)}:{node.lineno}"


def module_name(path):
    """neurosim/core/maths.py is neurosim.core.maths, and neurosim/core/__init__.py is neurosim.core."""
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {module_name(path): path for path in FILES}


def resolved(name, node, is_package):
    """Every module that an import statement of module `name` may mean, as absolute names."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    package = name if is_package else name.rpartition(".")[0]
    base = resolve_name("." * node.level + (node.module or ""), package)
    inside = [f"{base}.{alias.name}" for alias in node.names if f"{base}.{alias.name}" in MODULES]
    return inside if len(inside) == len(node.names) else [base, *inside]


@cache
def imports(name, late=True, hints=True):
    """What a module imports, as (module, place): anywhere in it, or without the late ones, those that wait in a function,
    or without those that only hints need, which Python does not run."""
    path = MODULES[name]
    left_out = [node for node in nodes(path)
                if not late and isinstance(node, ast.FunctionDef) or not hints and is_for_hints(node)]
    inside = {id(node) for each in left_out for node in ast.walk(each)}
    statements = [node for node in nodes(path) if isinstance(node, (ast.Import, ast.ImportFrom)) and id(node) not in inside]
    return [(target, location(path, node)) for node in statements for target in resolved(name, node, path.name == "__init__.py")]


def is_for_hints(node):
    return isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"


# The core.


def test_core_imports_the_core_and_little_else():
    """The textbook needs nothing but Python, and of that not much."""
    wrong = [f"{place} imports {target}" for path in CORE_FILES for target, place in imports(module_name(path), hints=False)
             if not f"{target}.".startswith("neurosim.core.") and target.split(".")[0] not in ALLOWED_IN_CORE]
    assert [] == wrong


def test_core_does_not_sum_or_print():
    """The builtin `sum` corrects rounding since Python 3.12, and so do fsum and sumprod; what is printed is for viewers to say."""
    banned = {"sum", "print", "fsum", "sumprod", "eval", "exec"}
    assert [] == [f"{location(path, node)}: {name}" for path in CORE_FILES for node in nodes(path)
                  for name in (getattr(node, "id", None), getattr(node, "attr", None)) if name in banned]


NAMED = {"f", "slope", "error", "dE_dout", "dE_dnet"}


def formulas():
    """The functions of the records in the tables: nested in the makers of the files that hold formulas."""
    for path in (CORE / "activations.py", CORE / "losses.py", CORE / "regression_losses.py"):
        makers = [node for node in tree(path).body if isinstance(node, ast.FunctionDef) and node.decorator_list]
        for maker in makers:
            for node in ast.walk(maker):
                if isinstance(node, (ast.FunctionDef, ast.Lambda)) and node is not maker:
                    yield path, node


def test_formulas_are_straight_lines():
    """+ - * / and the functions of maths.py, no `if`, no `==`, no `**`: so they run on symbols, too."""
    banned = (ast.If, ast.IfExp, ast.BoolOp, ast.Eq, ast.NotEq, ast.Is, ast.IsNot, ast.In, ast.NotIn, ast.Pow, ast.Mod, ast.FloorDiv,
              ast.For, ast.While, ast.Try, ast.Assert, ast.comprehension, ast.AugAssign, ast.Not)
    assert [] == [f"{location(path, formula)}: {type(node).__name__}" for path, formula in formulas()
                  for node in ast.walk(formula) if isinstance(node, banned)]


def test_formulas_call_maths_only():
    """exp, log, where and the like come from maths.py, which any kind of number can answer; math.exp is for floats alone."""
    defined = {node.name for node in tree(CORE / "maths.py").body if isinstance(node, ast.FunctionDef)}
    beside = {"weight", *(formula.name for _, formula in formulas())}    # a formula may have others as its parts
    assert [] == [f"{location(path, node)}: {ast.unparse(node.func)}" for path, formula in formulas() for node in ast.walk(formula)
                  if isinstance(node, ast.Call) and ast.unparse(node.func) not in from_maths(path, defined) | beside]


def from_maths(path, defined):
    """By what names a file can call what maths.py defines."""
    imported = {alias.asname or alias.name for node in tree(path).body
                if isinstance(node, ast.ImportFrom) and node.module == "maths" for alias in node.names}
    return {name for name in imported if name in defined} | {f"maths.{name}" for name in defined}


def test_formulas_use_float_constants():
    """0.0 and 1.0, not 0 and 1: floats are faster among floats, and symbols know how to print them."""
    assert [] == [f"{location(path, node)}: {node.value}" for path, formula in formulas() for node in ast.walk(formula)
                  if isinstance(node, ast.Constant) and type(node.value) not in (str, float)]


def test_there_are_formulas():
    """Two for each activation that is a function of one net, and two for each loss, but for the one that runs another's and those
    that ask for all outs at once."""
    from neurosim.core.activations import ACTIVATIONS
    from neurosim.core.joint_losses import JointLoss
    from neurosim.core.losses import LOSSES
    joint = {name for name in LOSSES if isinstance(LOSSES.make(name), JointLoss)}
    assert 2 * (len(ACTIVATIONS) - 1 + len(LOSSES) - len(joint) - 1) == len([formula for _, formula in formulas() if formula.name in NAMED])


# Imports point one way:  core <- explain <- show <- training <- practice <- studies <- experiment <- cli.


# Each room sees those before it; files and examples stand beside explain.
BEFORE = {
    "core": set(),
    "files": {"core"},
    "examples": {"core", "files"},
    "explain": {"core", "files"},
    "show": {"core", "explain", "files"},
    "training": {"core", "explain", "files", "show", ""},    # "": the version, for a checkpoint
    "practice": {"core", "examples", "explain", "show", "training", "files"},
    "studies": {"core", "explain", "show", "training", "practice", "files", "examples"},
}
THE_FRONT = {"", "__main__", "cli", "experiment"}    # they may import everything
UP = ("neurosim.explain.viewable", "neurosim.show.views")    # how a result finds its report, when somebody looks
BLOCKS_AND_NOTATIONS = {"neurosim.explain.notation", "neurosim.explain.typesetting", "neurosim.explain.naming", "neurosim.show.report.blocks"}


def room(module):
    """The folder or file that stands directly in neurosim: core of neurosim.core.maths, show of neurosim.show.render.html."""
    return module.split(".")[1] if "." in module else ""


@cache
def inner_imports():
    """Every import from neurosim within neurosim, as (from, to, place)."""
    return [(name, target, place) for name in MODULES for target, place in imports(name) if target.split(".")[0] == "neurosim"]


@pytest.mark.parametrize("name", BEFORE)
def test_rooms_import_backwards(name):
    """Each room sees those before it, and what is read and written does not depend on how it is shown."""
    wrong = [f"{place} imports {target}" for module, target, place in inner_imports()
             if room(module) == name and room(target) not in {name, *BEFORE[name]}
             and (module, target) != UP]
    assert [] == wrong


def test_one_import_points_up():
    """It waits in a function, so that a result is made without what shows it."""
    assert 1 == len([pair for *pair, _ in inner_imports() if tuple(pair) == UP])
    assert UP[1] not in {target for target, _ in imports(UP[0], late=False)}


def test_every_room_has_its_rule():
    """A new folder or file says what it sees, or it is a part of the front."""
    assert set(map(room, MODULES)) == {*BEFORE, *THE_FRONT}


def test_render_sees_blocks_and_notations():
    """A format never meets a network."""
    wrong = [f"{place} imports {target}" for module, target, place in inner_imports()
             if ".show.render" in module and ".show.render" not in target and target not in BLOCKS_AND_NOTATIONS]
    assert [] == wrong


def test_nobody_imports_the_command_line():
    """Only python -m neurosim does, as it is the command line; and its first moments begin before all other imports."""
    wrong = [f"{place} imports {target}" for module, target, place in inner_imports()
             if room(target) in ("cli", "__main__") and module not in ("neurosim.__main__", "neurosim.cli")
             and not module.startswith("neurosim.cli.") and (module, target) != ("neurosim", "neurosim.cli.startup")]
    assert [] == wrong


def test_one_module_draws_tables():
    """tabulate is imported in one place at most, where a table is drawn."""
    assert 1 >= len({name for name in MODULES for target, _ in imports(name) if target.split(".")[0] == "tabulate"})


def test_no_import_cycles():
    """No module needs, in order to be imported, a module that needs it."""
    graph = {name: {target for target, _ in imports(name, late=False, hints=False) if target in MODULES} - {name} for name in MODULES}
    cycles = []
    while graph:
        free = [name for name, needs in graph.items() if not needs & graph.keys()]
        if not free:
            cycles = sorted(graph)
            break
        for name in free:
            del graph[name]
    assert [] == cycles


def test_imports_are_understood():
    """The reader of imports reads relative ones: up, down and beside."""
    def read(line, name="neurosim.core.network", is_package=False):
        return resolved(name, ast.parse(line).body[0], is_package)
    assert ["math"] == read("import math")
    assert ["math"] == read("from math import sqrt")
    assert ["neurosim.core.maths"] == read("from . import maths")
    assert ["neurosim.core.guard.errors"] == read("from .guard.errors import NeurosimError")
    assert ["neurosim.cli"] == read("from ..cli import something")
    assert ["neurosim"] == read("from .. import load")
    assert ["neurosim", "neurosim.core"] == read("from .. import core, load")
    assert ["neurosim.core.network"] == read("from .core.network import NeuralNetwork", "neurosim", is_package=True)
    assert ["neurosim.core.maths"] == read("from .maths import exp", "neurosim.core", is_package=True)
    assert ["neurosim.other"] == read("from ..other import thing", "neurosim.core", is_package=True)


# The core alone, and the same bits everywhere.


RUN = """
from random import Random
from neurosim.core.network import NeuralNetwork
from neurosim.core.training import Batches, train
XOR = [([0.0, 0.0], [0.0]), ([0.0, 1.0], [1.0]), ([1.0, 0.0], [1.0]), ([1.0, 1.0], [0.0])]
network = NeuralNetwork.build(2, 5, 1, seed=0, optimizer={"name": "sgd", "learning_rate": 0.5})
for batch in train(network, XOR, Batches(4, 1, "random", Random(0)), steps=10_000):
    pass
print([round(network.feed_forward(inputs)[0]) for inputs, _ in XOR])
"""

BITS = """
from random import Random
from neurosim.core.activations import ACTIVATIONS
from neurosim.core.initializers import INITIALIZERS
from neurosim.core.losses import LOSSES
from neurosim.core.network import NeuralNetwork
from neurosim.core.training import Batches, train
random = Random(0)
inputs = [[random.uniform(-1.0, 1.0) for _ in range(9)] for _ in range(5)]
shares = [[share, 1.0 - share] for share in (0.1, 0.25, 0.5, 0.7, 0.9)]
targets = {"hinge": [[1.0, -1.0]] * 5, "squared_hinge": [[-1.0, 1.0]] * 5, "sparse_categorical_cross_entropy": [[1.0]] * 5}
cases = [(scheme, "sigmoid", "half_squared_error") for scheme in INITIALIZERS]
cases += [("glorot_uniform", activation, "half_squared_error") for activation in ACTIVATIONS]
cases += [("glorot_uniform", "tanh", loss) for loss in LOSSES]
for scheme, activation, loss in cases:
    made = LOSSES.make(loss)
    last = "linear" if made.on_nets else "softmax" if made.way_out else activation
    samples = list(zip(inputs, targets.get(loss, shares)))
    for bias, order in (("own", "shuffled"), ("shared", "random"), ("none", "given")):
        layers = [NeuralNetwork.build(*sizes, activation=activation, initialize=scheme, bias=bias, seed=seed).layers[0]
                  for sizes, activation, seed in (((9, 8), activation, 3), ((8, 2), last, 4))]
        network = NeuralNetwork(layers, loss, {"name": "sgd", "learning_rate": 0.1})
        for batch in train(network, samples, Batches(5, 2, order, Random(1)), steps=6):
            pass
        print(scheme, activation, loss, bias, order, batch, network.calculate_total_error(samples))
        print([(neuron.weights, neuron.bias) for layer in network.layers for neuron in layer.neurons])
"""


@pytest.fixture(scope="module")
def core_alone(tmp_path_factory):
    """A neurosim of which everything is gone but the core."""
    house = tmp_path_factory.mktemp("house")
    (house / "neurosim").mkdir()
    (house / "neurosim" / "__init__.py").write_text("")
    shutil.copytree(CORE, house / "neurosim" / "core", ignore=shutil.ignore_patterns("__pycache__"))
    return house


def output(python, program, folder, hash_seed="0"):
    """What a program prints, in a process of its own: standard library, this folder, nothing else."""
    settings = {**os.environ, "PYTHONPATH": str(folder), "PYTHONHASHSEED": hash_seed}
    done = subprocess.run([python, "-S", "-c", program], cwd=folder, env=settings, capture_output=True, text=True, timeout=120)
    assert "" == done.stderr
    return done.stdout


def test_the_core_alone_trains_xor(core_alone):
    """Delete every other folder, and XOR is still learnt."""
    assert "[0, 1, 1, 0]\n" == output(sys.executable, RUN, core_alone)


@pytest.fixture(scope="module")
def bits(core_alone):
    """The weights at the end of every case, as this Python comes to them."""
    printed = output(sys.executable, BITS, core_alone)
    assert len(printed) > 10_000
    return printed


def first_difference(expected, got):
    """The first line that differs, of both. (Left to itself, pytest would compare the whole for many minutes.)"""
    lines = zip_longest(expected.splitlines(), got.splitlines(), fillvalue="")
    return next(((wanted[:200], found[:200]) for wanted, found in lines if wanted != found), None)


def pythons():
    """One Python for each supported version that this machine has: this one, those of pyenv, those on the path."""
    found = {sys.version_info[:2]: sys.executable}
    candidates = [*Path.home().glob(".pyenv/versions/*/bin/python"), *(shutil.which(f"python3.{minor}") for minor in range(10, 14))]
    for candidate in filter(None, candidates):
        done = subprocess.run([candidate, "-S", "-c", "import sys; print(*sys.version_info[:2])"], capture_output=True, text=True)
        version = tuple(map(int, done.stdout.split())) if done.returncode == 0 else ()
        if version >= (3, 10):
            found.setdefault(version, str(candidate))
    return found


@pytest.mark.slow
def test_same_bits_on_every_python(core_alone, bits):
    """The same seeds end at the same weights, whatever the version: the last bit of each."""
    found = pythons()
    if len(found) < 2:
        pytest.skip("only one Python found on this machine")
    others = {version: output(python, BITS, core_alone) for version, python in found.items() if version != sys.version_info[:2]}
    assert {} == {version: difference for version, printed in others.items() if (difference := first_difference(bits, printed))}


@pytest.mark.parametrize("hash_seed", ["1", "4294967295", "random"])
def test_same_bits_whatever_the_hashes(core_alone, bits, hash_seed):
    """Nothing depends on the order of a set, which Python stirs anew for each process."""
    assert not first_difference(bits, output(sys.executable, BITS, core_alone, hash_seed))
