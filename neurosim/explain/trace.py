"""A trace: every number that one training step works out, in order of computation."""

from ..core.errors import NeurosimError, did_you_mean
from .derivation import derive
from .naming import canonical
from .watching import watch

MOST_QUANTITIES = 250_000    # each takes about a kilobyte: its name, its formula, its value


class Trace:
    """The quantities of one step, by name.

    `network` is the network before the step, `batch` the samples (inputs, targets) the step learned from.

    >>> from neurosim.core.network import NeuralNetwork
    >>> trace = take_trace(NeuralNetwork.build(2, 2, 1, seed=1), [([0.0, 1.0], [1.0])])
    >>> trace["dE_dout_o1"] == trace["out_o1"] - trace["t1"]
    True
    """

    def __init__(self, network, batch, reduction, recorder):
        self.network, self.batch, self.reduction = network, batch, reduction
        self.names, self.quantities = recorder.names, recorder.quantities
        self.title, self.step, self.places, self.document = "", 1, list(range(len(batch))), None    # where it was taken

    def __iter__(self):
        return iter(self.quantities.values())

    def __len__(self):
        return len(self.quantities)

    def __getitem__(self, written):
        """The value of a quantity, by its name in any notation."""
        return self.quantities[self.find(written)].value

    @property
    def parameters(self):
        """The names of all weights and biases: w1, w2, ..., b1, ..."""
        return self.names.all_parameters()

    def find(self, written):
        """The name as it stands in this trace; NeurosimError where there is none."""
        name = written if written in self.quantities else canonical(written)    # rmsprop has an alpha that is no learning rate
        if name not in self.quantities:
            raise NeurosimError("goal", "a name such as w1, dE_dw1, net_h1, out_o1 or w1_new", written,
                                f"unknown name {written!r}{did_you_mean(name, self.quantities)}", got="")
        return name

    def explain(self, written):
        """The derivation of a quantity: formula, numbers, value, and the same for its causes."""
        return derive(self, written)

    def to_dict(self):
        return {"format": "neurosim-trace", "version": 1, "experiment": self.document, "step": self.step,
                "samples": [place + 1 for place in self.places], "quantities": self.rows()}

    def rows(self):
        """Each quantity as a dict, in order of computation."""
        return [{"name": q.name, "kind": q.kind, "owner": q.owner, "value": q.value} for q in self]

    def __repr__(self):
        return f"Trace({self.network!r}, {len(self)} quantities)"


def take_trace(network, batch, reduction="mean"):
    """Takes one step on a watched copy; the network itself stays as it is. NeurosimError where that would fill the memory."""
    size = estimate(network, len(batch))
    if size > MOST_QUANTITIES:
        raise NeurosimError("trace", f"at most {MOST_QUANTITIES:,} numbers in a step", got=f"about {size:,}, some "
                            f"{size // 1000:,} MB, from {len(batch):,} samples at once: look at one sample, or at a smaller network")
    watched = watch(network)
    watched.learn(batch, reduction)
    return Trace(network, batch, reduction, watched.recorder)


def estimate(network, samples):
    """About how many quantities a step has: counted before the first of them is made."""
    neurons = sum(len(layer.neurons) for layer in network.layers)
    weights = sum(len(layer.neurons) * len(layer.neurons[0].weights) for layer in network.layers)
    return samples * (6 * neurons + 2 * weights) + 3 * (neurons + weights) * (1 + len(network.optimizer.begins))
