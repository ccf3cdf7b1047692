"""Where experiments come from: a name, a file, a table, sizes, a dict."""

from __future__ import annotations

from ..core.guard import checks

TYPE_CHECKING = False    # as typing has it, which takes a while to import
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from . import Experiment
    from ..explain.hints import Document, Path


def load(source: Document | Path, seed: int | None = None, warn: Callable[[str], object] | None = None,
         judge: Callable[[Document], object] | None = None, tell_of_seed: bool = True,
         hidden: Sequence[int] | None = None, targets: Sequence[str] | None = None) -> Experiment:
    """The experiment of a built-in name, a file, "-" for standard input, sizes such as "2-3-1", or a dict as in a file;
    or of a table, "iris.csv", that has the neurons of its `hidden` layers and the names of its `targets`.

    `seed` replaces the file's. Raises NeurosimError where something is wrong with it, naming the place. What is odd is
    told to warn(sentence), with `tell_of_seed` also that weights are drawn and no seed is given, or that `seed` does
    nothing; and before the network is made, judge(document) may refuse.

    >>> load("worked-example")
    Experiment(worked-example, 2-2-2, 1 sample)
    """
    from . import Experiment
    from ..examples.lookup import document_of, told_by_sizes
    from ..training.building import about_seed
    drawn = told_by_sizes(source)
    document = document_of(source, warn, seed, hidden, targets)
    if judge:
        judge(document)
    if warn and tell_of_seed and not drawn and (sentence := about_seed(document, seed)):
        warn(sentence)
    experiment = Experiment(
        document if seed is None else {**document, "seed": checks.integer(seed, "seed", 0, 2**64 - 1)})
    if drawn:    # for its document they are given
        experiment.network.seed = experiment.seed
    return experiment
