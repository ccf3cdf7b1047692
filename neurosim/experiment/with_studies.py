"""The questions that take more than one network: a study of an experiment beside others of its kind."""

from __future__ import annotations

from ..training.has_trainer import HasTrainer

TYPE_CHECKING = False    # as typing has it, which takes a while to import
if TYPE_CHECKING:
    from collections.abc import Sequence
    from ..explain.hints import Progress
    from ..studies.laboratory import Laboratory
    from ..studies.why.why import Why


class WithStudies(HasTrainer):
    """An experiment of which copies are trained: the experiment itself stays as it is."""

    def lab(self, mistakes: str | Sequence[str], steps: int | None = None,
            progress: Progress | None = None) -> Laboratory:
        """Train a copy, and a spoilt one for each of these mistakes, side by side; returns a Laboratory.

        mistakes    names of `neurosim mistakes`        steps    of each; None: as many as the file asks for
        progress    as in `train`. NeurosimError for a mistake that there is not, or not here
        """
        from ..studies.laboratory import compare
        return self.mine(compare(self.trainer, mistakes, steps, progress))

    def why(self, steps: int | None = None, progress: Progress | None = None) -> Why:
        """Find out why training gets nowhere; returns a Why, whose `findings` are the causes, the weightiest first.

        Trains from the beginning for `steps` steps (None: as many as the file asks for), or for the first of them that
        take a second or two, looks, and tries what may cure what it sees: a cause without a cure that helps is not
        told. Where all is well there are none. `progress` is as in `train`: for the causes that are looked for.

        >>> from neurosim import load
        >>> load("xor").why().findings
        []
        """
        from ..studies.why.why import why
        return self.mine(why(self.trainer, steps, progress))
