"""What an optimizer makes of the slopes, as a loop over the parameters of each group. See in_loops.py."""

from copy import copy

from .assigning import assignments
from .languages import statements
from .looped_layers import looped
from .straight import indented


class Moves:
    """The moves of all that is trained, of layers whose parameters end at `end` in the state. Behind them stand the
    running means, what the optimizer remembers once for all, and then its memory of each group."""

    def __init__(self, network, layers, end, symbols):
        self.layers, self.symbols, self.optimizer = layers, symbols, copy(network.optimizer)
        for name in self.optimizer.settings:
            setattr(self.optimizer, name, symbols.given(name))
        self.optimizer.shared_memory = {name: symbols.given(name) for name in self.optimizer.shared_memory}
        self.kinds, self.shared = list(self.optimizer.initial_memory), list(self.optimizer.shared_memory)
        self.shared_at = end + sum(len(getattr(layer.layer, name)) for layer in layers for name in layer.layer.running)

    def loaded(self):
        return [self.symbols.notation.variable(name, f"state[{self.shared_at + place}]")
                for place, name in enumerate(self.shared)]

    def stored(self):
        return [f"state[{self.shared_at + place}] = {name};" for place, name in enumerate(self.shared)]

    # What is done with the slopes.

    def online(self):
        """Each parameter moves at once: no slope that is still to come depends on it."""
        return [*self.advance(), *self.of_all(self.moved)]

    def added(self):
        """The slopes of a sample are added to those before."""
        return self.of_all(lambda place, memory, slope: self.layers[0].lines([(f"work[{place}]", slope)], "+="))

    def of_sums(self, reduction):
        """The moves by the slopes that were added up."""
        def move(place, memory, slope):
            whole = self.symbols.given(f"work[{place}]")
            return self.moved(place, memory, whole / self.symbols.given("count") if reduction == "mean" else whole)
        return [*self.advance(), *self.of_all(move)]

    def advance(self):
        """What changes once a step."""
        old = dict(self.optimizer.shared_memory)
        if not old:
            return []
        self.optimizer.begin_step()
        pairs = [(old[name], new) for name, new in self.optimizer.shared_memory.items()]
        lines, moves = assignments(self.symbols.taken(), [], pairs, self.symbols.notation)
        self.optimizer.shared_memory = {name: self.symbols.given(name) for name in old}
        return statements([*lines, *moves], old, self.symbols.notation)

    def moved(self, place, memory, slope):
        """One parameter, moved where it stands, and what is remembered of it."""
        old = {"w": self.symbols.given("w"), **{kind: self.symbols.given(kind) for kind in self.kinds}}
        values, remembered = [old["w"]], {kind: [old[kind]] for kind in self.kinds}
        self.optimizer.move(values, [slope], remembered)
        new = [*values, *[remembered[kind][0] for kind in self.kinds]]
        lines, moves = assignments(self.symbols.taken(), [], zip(old.values(), new), self.symbols.notation)
        places = dict(zip(old, [f"state[{place}]", *[f"state[{memory(number)}]" for number in range(len(self.kinds))]]))
        language = self.symbols.notation
        return [*[language.variable(*each) for each in places.items()], *statements([*lines, *moves], old, language),
                *[f"{where} = {name};" for name, where in places.items()]]

    # Group by group.

    def of_all(self, does):
        """does(place of a parameter, place of the memory of a kind, slope) for every parameter that is trained."""
        lines, self.memory = [], self.shared_at + len(self.shared)
        for layer in self.layers:
            weights, scales, biases = layer.trained
            neuron = layer.neuron() if any(layer.trained) else None
            lines += self.of_weights(layer, neuron, does) if weights else []
            lines += self.of_one_each(layer.count, layer.scales, neuron.dE_dg(), does) if scales else []
            if biases:
                shared = layer.layer.bias == "shared"
                lines += (self.of_shared_bias(layer, neuron.dE_db(), does) if shared
                          else self.of_one_each(layer.count, layer.biases, neuron.dE_db(), does))
        return lines

    def of_weights(self, layer, neuron, does):
        """Of neuron j, of input i."""
        neuron.inputs = [self.symbols.given(layer.input)]
        size, first = layer.inputs, self.memory
        every = size * len(self.kinds)
        lines = does(f"{layer.weights} + j * {size} + i", lambda kind: f"{first + kind * size} + j * {every} + i",
                     *neuron.dE_dws())
        self.memory += layer.count * every
        return looped("j", layer.count, looped("i", size, lines))

    def of_one_each(self, count, begin, slope, does):
        """Of neuron j."""
        first = self.memory
        self.memory += count * len(self.kinds)
        return looped("j", count, does(f"{begin} + j", lambda kind: f"{first + kind * count} + j", slope))

    def of_shared_bias(self, layer, term, does):
        """The sum over the neurons."""
        first = self.memory
        self.memory += len(self.kinds)
        adding = looped("j", layer.count, layer.lines([("dE_db", term)], "+="))
        moving = does(str(layer.biases), lambda kind: str(first + kind), self.symbols.given("dE_db"))
        return ["{", indented([self.symbols.notation.variable("dE_db", "-0.0"), *adding, *moving]), "}"]
