"""The program of a network in C or JavaScript: each weight under a name of its own, or loops over them."""

from .in_loops import can_loop, in_loops
from .languages import C
from .written_out import written_out

MOST_NAMES = 100          # weights that are written out, each under its own name; beyond, loops compile sooner
MOST_TOGETHER = 400       # the same times samples, where a layer asks them all at once, so that there are no loops


def program_text(network, samples=1, reduction="mean", language=C):
    """The text of `train` and `answer`, for steps of so many samples; ANY: of any number."""
    small = is_written_out(network, samples) or not can_loop(network)
    return (written_out if small else in_loops)(network, samples, reduction, language)


def is_written_out(network, samples):
    """Whether each weight has a name of its own."""
    return size(network) * samples <= MOST_TOGETHER if network.asks_all else size(network) <= MOST_NAMES


def size(network):
    """About how much there is to compute for a sample, in weights; the neurons of softmax hear of each other."""
    pairs = [len(layer.neurons) * len(layer.neurons[0].weights) for layer in network.layers]
    return sum(pairs) + len(network.layers[-1].neurons) ** 2
