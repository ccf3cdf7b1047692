"""A trace: every number that one training step works out, in order of computation."""

from __future__ import annotations

from collections.abc import Mapping

from .arithmetic import converted, make_arithmetic, nearest_finite, number_text
from .arithmetic.conversion import converted_batch
from ..core.guard.sizes import judge_step, size_of
from .derivation import derive
from .warnings import find_warnings
from .finding import find_name, find_names, is_name
from .packing import packed, unpacked
from .recorder import instrument
from .viewable import Viewable

TYPE_CHECKING = False    # as typing has it, which takes a while to import
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import Any
    from ..core.network import NeuralNetwork
    from .arithmetic.figure import Arithmetic
    from .derivation import Derivation
    from .expression import Expression
    from .hints import Document, Sample, Value
    from .naming import Names
    from .quantity import Quantity


class Trace(Viewable, Mapping):
    """The numbers of one step by name, in order of computation: a mapping, whose keys may be asked for in any notation.

    `network` is the network before the step, `batch` the samples (inputs, targets) the step learned from, and
    `arithmetic` the one that the values are numbers of.

    >>> from neurosim.core.network import NeuralNetwork
    >>> trace = take_trace(NeuralNetwork.build(2, 2, 1, seed=1), [([0.0, 1.0], [1.0])])
    >>> trace["dE_dout_o1"] == trace["out_o1"] - trace["t1"]
    True
    >>> "∂E/∂w1" in trace, list(trace)[:3], trace.get("w99")
    (True, ['w1', 'w2', 'w3'], None)
    """

    title, step = "", 1    # where it was taken, and of the experiment
    origin: Document | None = None
    seed: int | None = None

    def __init__(self, network: NeuralNetwork, batch: list[Sample], reduction: str, names: Names,
                 quantities: dict[str, Quantity], arithmetic: Arithmetic) -> None:
        self.network, self.batch, self.reduction, self.arithmetic = network, batch, reduction, arithmetic
        self.names, self.places = names, list(range(len(batch)))
        self.quantities = quantities    # each Quantity by its name

    def __iter__(self) -> Iterator[str]:
        return iter(self.index)

    def __len__(self) -> int:
        return len(self.index)

    def __eq__(self, other: object) -> bool:
        """Whether it has the same numbers, in the same arithmetic."""
        return self.rows() == other.rows() if isinstance(other, Trace) else Mapping.__eq__(self, other)

    def __contains__(self, written: object) -> bool:
        return isinstance(written, str) and is_name(written, self.index, self.names, len(self.batch))

    def __getitem__(self, written: str) -> Any:
        """The value of a quantity, by its name in any notation; of a layer at once, dW2 or z1, rows of them.

        UnknownName, a NeurosimError, where there is none.
        """
        found = find_names(written, self.index, self.names, len(self.batch))
        return self.value(found) if isinstance(found, str) else [list(map(self.value, row)) for row in found]

    @property
    def index(self) -> dict[str, Any]:
        """What holds every name, in order of computation."""
        return self.quantities

    def value(self, name: str) -> Any:
        """The value of a quantity by its name as it stands in files; None where there is none."""
        quantity = self.quantities.get(name)
        return quantity and quantity.value

    @property
    def parameters(self) -> list[str]:
        """The names of all weights and biases: w1, w2, ..., b1, ..."""
        return self.names.all_parameters()

    def find(self, written: str) -> str:
        """The name as it stands in this trace; UnknownName where there is none."""
        return find_name(written, self.index, self.names, len(self.batch))

    def explain(self, written: str) -> Derivation:
        """The derivation of a quantity: formula, numbers, value, and the same for its causes."""
        return derive(self, written)

    @property
    def document(self) -> Document | None:
        """The experiment as a dict like its file's, with the weights from before the step; None for a bare network."""
        if self.origin is None:
            return None

        def numbers(names: Iterable[str]) -> list[float | None]:
            return [nearest_finite(self.value(name)) for name in names]
        layers = [{**layer, "weights": list(map(numbers, weights)), "biases": numbers(biases)}
                  for layer, weights, biases in zip(self.origin["layers"], self.names.weights, self.names.biases)]
        return {**self.origin, "layers": layers, "seed": self.seed}

    def to_dict(self) -> Document:
        return {"format": "neurosim-trace", "version": 1, "experiment": self.document, **self.numbers(),
                "step": self.step, "samples": [place + 1 for place in self.places],
                "quantities": self.rows_with_warnings()}

    def rows(self) -> list[Document]:
        """Each quantity as a dict, in order of computation; `text` is the number in another arithmetic than floats."""
        rows = [{"name": q.name, "kind": q.kind, "owner": q.owner, "value": nearest_finite(value)}
                for q, value in self.cells()]
        if self.numbers():
            for row, (_, value) in zip(rows, self.cells()):
                row["text"] = number_text(value)
        return rows

    def cells(self) -> list[tuple[Any, Value]]:
        """(quantity, its value) in order of computation; of the quantity only name, kind and owner."""
        return [(quantity, quantity.value) for quantity in self.quantities.values()]

    def numbers(self) -> dict[str, str]:
        """The arithmetic, for the head of a file; nothing where it is floats."""
        return {} if self.arithmetic.name == "float" else {"numbers": self.arithmetic.name}

    def figures(self) -> Iterator[Value]:
        """Every number of the step that counts, also those within formulas, each once: of a choice what was chosen.

        A loop, as formulas may be nested deep.
        """
        seen, waiting = set(), [quantity.expression for quantity in self.quantities.values()]
        while waiting:
            node = waiting.pop()
            if id(node) not in seen:
                seen.add(id(node))
                waiting += chosen(node) if node.op == "where" else node.args
                yield node.value

    def rows_with_warnings(self) -> list[Document]:
        """The same, with a key "marks" where a quantity is marked as saturated or at a kink."""
        found = find_warnings(self)
        return [{**row, "marks": found[row["name"]]} if row["name"] in found else row for row in self.rows()]

    def __getstate__(self) -> Document:
        return {**vars(self), "quantities": packed(self.quantities)}

    def __setstate__(self, state: Document) -> None:
        vars(self).update(state, quantities=unpacked(state["quantities"]))

    def __repr__(self) -> str:
        return f"Trace({self.network!r}, {len(self)} quantities)"


def chosen(node: Expression) -> tuple[Expression, Expression]:
    """The condition of a `where`, and what it has chosen."""
    condition, yes, no = node.args
    return condition, yes if condition.value else no


def trace_answer(network: NeuralNetwork, inputs: Sequence[float], targets: Sequence[float] | None = None) -> Trace:
    """The way forward of one sample outside training, and with targets its error: what a trace has of it.

    >>> from neurosim.core.network import NeuralNetwork
    >>> list(trace_answer(NeuralNetwork.build(1, 1, seed=1), [1.0], [0.0]).quantities)
    ['w1', 'b1', 'learning_rate', 'i1', 'net_o1', 'out_o1', 't1', 'E_o1', 'E']
    """
    instrumented = instrument(network)
    instrumented.answer(inputs, targets)
    names, quantities = instrumented.recorder.names, instrumented.recorder.quantities
    return Trace(network, [(inputs, targets or [])], "mean", names, quantities, make_arithmetic("float"))


def take_trace(network: NeuralNetwork, batch: list[Sample], reduction: str = "mean", numbers: str = "float") -> Trace:
    """Takes one step on an instrumented copy, in any arithmetic; the network itself stays as it is.

    NeurosimError where it would fill the memory.

    >>> from neurosim.core.network import NeuralNetwork
    >>> network = NeuralNetwork.build(1, 1, activation="linear", initialize="zeros")
    >>> take_trace(network, [([0.1], [0.7])], numbers="fraction")["dE_dw1"]
    -7/100
    """
    judge_step(size_of(network, len(batch)))
    arithmetic = make_arithmetic(numbers)

    def run(number: Any) -> Trace:
        instrumented = instrument(network if arithmetic.name == "float" else converted(network, number))
        instrumented.learn(converted_batch(batch, number), reduction)
        recorder = instrumented.recorder
        return Trace(network, batch, reduction, recorder.names, recorder.quantities, arithmetic)
    return arithmetic.settle(run)
