"""Mistakes with the numbers that come in: swapped, misprinted, or left over from before."""

from .mistake import mistake, mix


@mistake("the targets are swapped", "The first target belongs to the first output.",
         when=lambda experiment: len(experiment.samples[0][1]) > 1)
def targets_swapped(experiment):
    experiment.samples = [(inputs, targets[::-1]) for inputs, targets in experiment.samples]


@mistake("the inputs are swapped", "The first input meets the first weight of each neuron.",
         when=lambda experiment: len(experiment.samples[0][0]) > 1)
def inputs_swapped(experiment):
    experiment.samples = [(inputs[::-1], targets) for inputs, targets in experiment.samples]


STALE = {"outs": "the error is measured at outs that are", "pass": "all nets and outs are",
         "hidden": "the outs of hidden layers, once they are passed on, are",
         "inputs": "the inputs are", "targets": "the targets are"}


@mistake("numbers of an earlier pass are used again", "Run forward anew for every sample and every step.",
         variants=tuple(STALE), said={where: f": {what} those of the pass before" for where, what in STALE.items()})
def stale_outputs(experiment, where):
    mix(experiment.network, FORMS[where])
    experiment.network.kept = None


class Stale:
    """What was kept from the pass before is used, and the new one is kept for the next."""

    def exchanged(self, new):
        old, self.kept = self.kept, new
        return new if old is None else old


class StaleOuts(Stale):
    def backpropagate(self, targets):
        outs, self.outs = self.outs, self.exchanged(self.outs)
        super().backpropagate(targets)
        self.outs = outs


class StalePass(Stale):
    def feed_forward(self, inputs):
        """Only the first time; what the neurons remember stays."""
        if self.kept is None:
            self.kept = super().feed_forward(inputs)
        return list(self.kept)


class StaleHidden(Stale):
    def backpropagate(self, targets):
        """The last layer has heard the new ones."""
        neurons = [neuron for layer in self.layers[:-1] for neuron in layer.neurons]
        for neuron, out in zip(neurons, self.exchanged([neuron.out for neuron in neurons])):
            neuron.out = out
        super().backpropagate(targets)


class StaleInputs(Stale):
    def feed_forward(self, inputs):
        return super().feed_forward(self.exchanged(inputs))


class StaleTargets(Stale):
    def backpropagate(self, targets):
        super().backpropagate(self.exchanged(targets))


FORMS = {"outs": StaleOuts, "pass": StalePass, "hidden": StaleHidden, "inputs": StaleInputs, "targets": StaleTargets}


@mistake("a target of 0.99 is typed as 0.09", "Look at the targets once more.",
         when=lambda experiment: any(0.99 in targets for _, targets in experiment.samples))
def target_misprinted(experiment):
    experiment.samples = [(inputs, [0.09 if target == 0.99 else target for target in targets])
                          for inputs, targets in experiment.samples]
