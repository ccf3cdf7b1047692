"""What the parts of a network compute, as text: the core's own code, run on symbols.

The neurons of a layer are alike, and so are the weights of a network to its optimizer. So one neuron of each layer runs,
and one weight, and the text is theirs with blanks in it: {0} is the neuron, {1} its bias, {2} how E changes with its out,
{3}, {4}, ... are its weights, and then what comes in. Softmax has neurons that hear of each other: there all of them run, and nothing is left blank.

A text is written as lines without indentation.
"""

import re
from copy import copy

from ...core.dropout import DropoutLayer
from ...core.layer import NeuronLayer
from ...core.batches import added, divided
from .compiling import FAST
from .assigning import Formula, assignments

ALIKE = (NeuronLayer, DropoutLayer)
MANY = 20    # terms: a longer sum is better off on a line of its own
given = Formula.given


class NeuronText:
    """Some neurons of a layer, run there and back: forward and backward as text, and (weights, slopes) of each neuron.

    neurons    for each its name, its bias and its weights
    """

    def __init__(self, layer, neurons, sources):
        hs = [h for h, _, _ in neurons]
        layer = copied(layer, neurons)
        layer.masks = [[given(f"mask_{h}") for h in hs]]
        layer.feed_forward(list(map(given, sources)))
        layer.backpropagate([given(f"dE_dout_{h}") for h in hs])
        goals = [(f"{kind}_{h}", getattr(neuron, kind)) for kind in ("net", "out", "dE_dnet") for h, neuron in zip(hs, layer.neurons)]
        lines = assignments(goals)
        self.forward, self.backward = ("\n".join(flat(part)) for part in (lines[:2 * len(hs)], lines[2 * len(hs):]))
        self.slopes = []
        for (h, _, weights), neuron in zip(neurons, layer.neurons):
            neuron.dE_dnet = given(f"dE_dnet_{h}")
            self.slopes.append((weights, list(map(FAST.write, neuron.dE_dws()))))


class LayerText:
    """The lines of a layer; `update(rule)` are those that move its weights and biases by a rule.

    blanks    for each neuron what goes into the text of one: its name, its bias, how E changes with its out, weights, sources
    """

    def __init__(self, layer, place, names, made):
        self.layer, self.sources = layer, sources(names, place)
        self.names, self.weights, self.biases = names.neurons[place], names.weights[place], names.biases[place]
        biases = {"own": self.biases, "shared": self.biases * len(self.names), "none": [None] * len(self.names)}[layer.bias]
        neurons = list(zip(self.names, biases, self.weights))
        self.alike = type(layer) in ALIKE
        self.blanks = [[h, b, "", *ws, *self.sources] for h, b, ws in neurons] if self.alike else [()]
        self.text = self.one_for_all(made) if self.alike else NeuronText(layer, neurons, self.sources)

    def one_for_all(self, made):
        """The text with blanks; made once for layers of one kind."""
        layer, count = self.layer, len(self.sources)
        kind = type(layer), layer.bias == "none", count, repr(layer.activation)
        if kind not in made:
            blanks = ["{%d}" % i for i in range(3 + 2 * count)]
            neuron = "{0}", None if layer.bias == "none" else "{1}", blanks[3:3 + count]
            made[kind] = NeuronText(layer, [neuron], blanks[3 + count:])
        return made[kind]

    def forward(self):
        return "\n".join([self.text.forward.format(*blank) for blank in self.blanks])

    def backward(self, dE_douts):
        """`dE_douts` are, for each neuron, the lines that say how E changes with its out; the last is the name's own."""
        if not self.alike:
            return "\n".join([*flat(dE_douts), self.text.backward])
        once = self.text.backward.count("dE_dout_{0}") == 1
        text, texts = self.text.backward.replace("dE_dout_{0}", "{2}"), []
        for blank, (*before, last) in zip(self.blanks, dE_douts):
            name, _, formula = last.partition(" = ")
            inside = once and formula.count(" ") < 4 * MANY
            blank[2] = f"({formula})" if inside else name
            texts += [*before, *[last] * (not inside), text.format(*blank)]
        return "\n".join(texts)

    def bare(self):
        """The layer with one weight for each neuron, {0}, {1}, ..., and its dE_dnet known: enough for sums over neurons."""
        layer = copied(self.layer, [(h, None, ["{%d}" % k]) for k, h in enumerate(self.names)])
        for h, neuron in zip(self.names, layer.neurons):
            neuron.dE_dnet = given(f"dE_dnet_{h}")
        return layer

    def dE_dinputs(self):
        """For each input the lines that say how E changes with it."""
        [lines] = assignments([("dE_d{%d}" % len(self.names), self.bare().dE_dinputs()[0])])
        text = "\n".join(lines)
        return [text.format(*column, source).split("\n") for column, source in zip(zip(*self.weights), self.sources)]

    def update(self, rule):
        """The lines of a rule, filled in for every weight and bias that is trained."""
        texts = []
        if self.layer.train_weights:
            one = "\n".join([filled(rule, w, slope) for ws, slopes in self.text.slopes for w, slope in zip(ws, slopes)])
            texts += [one.format(*blank) for blank in self.blanks]
        if self.layer.train_bias and self.biases:
            lines = assignments([(f"dE_d{b}", slope) for b, slope in zip(self.biases, self.bare().dE_dbs())])
            for b, (*before, last) in zip(self.biases, lines):
                texts += [*before, filled(rule, b, last.partition(" = ")[2])]
        return "\n".join(texts)

    def trained(self):
        """The names of what is moved, in groups as the optimizer's memory has them."""
        weights = self.weights if self.layer.train_weights else [()] * len(self.names)
        return [*weights, self.biases if self.layer.train_bias else ()]


def copied(layer, neurons):
    """The layer with other neurons, whose weights and biases are symbols."""
    layer, activation = copy(layer), layer.activation
    layer.neurons = [layer.make_neuron(list(map(given, ws)), b and given(b), activation) for _, b, ws in neurons]
    return layer


def sources(names, place):
    """What a layer takes in: the inputs, or the outs of the layer before."""
    return [f"out_{h}" for h in names.neurons[place - 1]] if place else names.inputs


def flat(lists):
    return [line for lines in lists for line in lines]


def loss_text(network, names):
    """For each output the lines that say how E changes with it."""
    slopes = network.loss.dE_douts(list(map(given, names.targets)), [given(f"out_{o}") for o in names.outputs])
    return assignments([(f"dE_dout_{o}", slope) for o, slope in zip(names.outputs, slopes)])


# What is done with a slope: a rule is lines with <w>, the name of a weight, and <g>, its slope, in it.

def filled(rule, name, slope):
    return rule.replace("<w>", name).replace("<g>", f"({slope})" if " " in slope else slope)


def adding_rule():
    """The gradient of a batch is the sum of its samples'."""
    [[[sum_so_far]]] = added([[[given("dE_d<w>")]]], [[[given("<g>")]]])
    return in_place(f"dE_d<w> = {FAST.write(sum_so_far)}")


def moving_rule(optimizer, reduction=""):
    """(lines that come once in a step, rule). With a `reduction`, "mean" or "sum", the slope is what `count` samples add up to."""
    optimizer, moved, slopes = symbolic(optimizer), [given("<w>")], [given("dE_d<w>" if reduction else "<g>")]
    if reduction == "mean":
        [[slopes]] = divided([[slopes]], given("count"))
    settled = dict(optimizer.shared_memory)
    optimizer.advance()
    step = flat(assignments(list(optimizer.shared_memory.items())))
    optimizer.shared_memory = settled
    memory = {name: [given(f"{name}_<w>")] for name in optimizer.initial_memory}
    optimizer.move(moved, slopes, memory)
    goals = [(f"{name}_<w>", memory[name][0]) for name in optimizer.initial_memory] + [("<w>", moved[0])]
    common, *lines = assignments([(f"new_{name}", formula) for name, formula in goals], lambda name: "<" not in name)
    rule = carried(flat(lines), [name for name, _ in goals])
    if rule.count("<g>") > 1:
        rule = "slope = <g>\n" + rule.replace("<g>", "slope")
    return [*step, *common], rule


def symbolic(optimizer):
    """A copy whose settings are symbols, with nothing in its memory."""
    copied = copy(optimizer)
    copied.shared_memory = {name: given(name) for name in optimizer.shared_memory}
    for name in optimizer.settings:
        setattr(copied, name, given(name))
    return copied


def carried(lines, names):
    """The new number takes the place of the old one at once where nobody asks for the old one any more, else at the end."""
    for name in names:
        own = next(place for place, line in enumerate(lines) if line.startswith(f"new_{name} = "))
        if any(name in words(line) for line in lines[own + 1:]):
            lines = [*lines, f"{name} = new_{name}"]
        else:
            lines = [re.sub(rf"\bnew_{name}(?= |\)|,|$)", name, line) for line in lines]
    return "\n".join([in_place(line).replace("_<w>_part", "_part").replace("<w>_part", "part") for line in lines])


def in_place(line):
    """w -= step for w = w - step, which is the same; but w = w - a - b is not w -= a - b."""
    name, _, formula = line.partition(" = ")
    for op in "-+":
        first, _, step = formula.partition(f" {op} ")
        if first == name and not re.search(r" [-+] ", without_brackets(step)):
            return f"{name} {op}= {step}"
    return line


def without_brackets(text):
    while "(" in text:
        text = re.sub(r"\([^()]*\)", "", text)
    return text


def words(line):
    return re.findall(r"[\w<>]+", line)
