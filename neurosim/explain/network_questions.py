"""What a network can be asked without an experiment.

The core knows no reports, so neurosim/__init__.py gives NeuralNetwork these methods.
"""

from __future__ import annotations

from ..core.guard import door
from ..core.guard.arrays import in_a_row

TYPE_CHECKING = False    # as typing has it, which takes a while to import
if TYPE_CHECKING:
    from collections.abc import Sequence
    from ..core.network import NeuralNetwork
    from .derivation import Derivation
    from .trace import Trace


def trace(network: NeuralNetwork, inputs: Sequence[float], targets: Sequence[float], numbers: str = "float") -> Trace:
    """Every number of the step that the network would take on one sample; it stays as it is.

    One target alone may be a number.

    >>> from neurosim import NeuralNetwork
    >>> NeuralNetwork.build(2, 2, 1, initialize="zeros").trace([0.05, 0.1], [1])["dE_dnet_o1"]
    -0.125
    """
    from .trace import take_trace    # only where somebody asks: it imports half the room
    sample = door.inputs(network, inputs), door.targets(network, in_a_row(targets), answered=False)
    return take_trace(network, [sample], numbers=numbers)


def explain(network: NeuralNetwork, goal: str, inputs: Sequence[float], targets: Sequence[float],
            numbers: str = "float") -> Derivation:
    """Why a number of that step is what it is: `print(network.explain("w1", inputs, targets))`."""
    return trace(network, inputs, targets, numbers).explain(goal)


def with_questions(kind: type) -> type:
    """The class, with these as methods."""
    kind.trace, kind.explain = trace, explain    # type: ignore[attr-defined]
    return kind
