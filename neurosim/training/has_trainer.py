"""What whoever has a trainer shows of it as its own."""

from __future__ import annotations

from .trainer import Trainer

TYPE_CHECKING = False    # as typing has it, which takes a while to import
if TYPE_CHECKING:
    from random import Random
    from typing import Any
    from ..core.network import NeuralNetwork
    from ..core.training import Batches
    from ..explain.hints import Document, Sample
    from .history import History


def kept_by_the_trainer(name: str, doc: str) -> Any:
    """An attribute that is the trainer's, to be read and to be set."""
    return property(lambda self: getattr(self.trainer, name),
                    lambda self, value: setattr(self.trainer, name, value), doc=doc)


class HasTrainer:
    """Made of a document, or of a trainer."""

    network: NeuralNetwork = kept_by_the_trainer("network", "The NeuralNetwork, as trained so far.")
    samples: list[Sample] = kept_by_the_trainer("samples", "Pairs (inputs, targets).")
    test_samples: list[Sample] = kept_by_the_trainer("test_samples", "Pairs that are never learnt from.")
    seed: int = kept_by_the_trainer("seed", "Of the generator that draws first weights and the order of samples.")
    random: Random = kept_by_the_trainer("random", "That generator.")
    batches: Batches = kept_by_the_trainer("batches", "Which samples each step learns from.")
    reduction: str = kept_by_the_trainer("reduction", '"mean" or "sum", over a batch.')
    steps: int = kept_by_the_trainer("steps", "How many steps the file asks for.")
    steps_taken: int = kept_by_the_trainer("steps_taken", "How many steps it has been trained for.")
    history: History = kept_by_the_trainer(
        "history", 'Every step that it was trained for: `history.at(7312).explain("w5")`.')
    document: Document = kept_by_the_trainer("document", "The dict that it was made from, like the file's.")
    name: str = kept_by_the_trainer("name", "As the file has it.")
    training: Document = kept_by_the_trainer("training", "The file's: steps or epochs, batch_size, reduction, order.")

    def __init__(self, document: Document | Trainer) -> None:
        self.trainer = document if isinstance(document, Trainer) else Trainer(document)

    def mine(self, result: Any) -> Any:
        """A result that knows its experiment."""
        result.experiment = self
        return result
