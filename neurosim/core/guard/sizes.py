"""How much is asked for: judged from sizes, before anything is made, so that nothing fills the memory or never ends.

    memory      bytes that a network takes            numbers     of one step, when each is kept with its formula
    products    of a weight and an input              steps       the same, where somebody may wait for days

`refuse` is the one function that says no. To add a verb, say in a function here what it multiplies.
"""

from .errors import NeurosimError

LIMITS = {"bytes of memory": 10**9, "numbers in a step": 250_000, "products": 2 * 10**9,
          "products in all steps": 10**13}
OF_A_NEURON, OF_A_WEIGHT, OF_A_PAIR = 700, 64, 40    # bytes
TRIALS = 100         # runs that it takes to try all mistakes
STATIONS = 200       # looks at the error on the path of a landscape
WAYS = 20            # a slope is checked by two nudges and by forward mode
SLOWNESS = {"float": 1, "rounded": 20, "decimal": 20, "exact": 30, "fraction": 30}    # of an arithmetic, at least


class Size:
    """Of a network, and of what it learns from. `layers` are (inputs, neurons, biases, whether all outs hear all nets).

    carried    what an optimizer remembers of each weight, from step to step
    """

    def __init__(self, layers, batch=1, samples=1, carried=0):
        self.layers, self.batch, self.samples, self.carried = layers, batch, samples, carried
        self.neurons = self.weights = self.parameters = self.pairs = 0
        for inputs, neurons, biases, is_wide in layers:
            self.neurons += neurons
            self.weights += inputs * neurons
            self.parameters += inputs * neurons + biases
            self.pairs += neurons * neurons * is_wide

    @property
    def numbers(self):
        """About how many quantities a step has."""
        of_a_sample = 6 * self.neurons + 2 * self.weights + self.pairs
        return self.batch * of_a_sample + 3 * (self.neurons + self.weights) * (1 + self.carried)


def size_of(network, batch=1, samples=1):
    """The Size of a network that there is."""
    layers = [(len(layer.neurons[0].weights), len(layer.neurons), layer.bias_count, layer.activation.name == "softmax")
              for layer in network.layers]
    return Size(layers, batch, samples, len(network.optimizer.initial_memory))


def refuse(field, what, factors, most=None, because="", way_out=""):
    """NeurosimError where the product of the factors, (count, its name), is above the limit of what they are."""
    product, most = 1, LIMITS[what] if most is None else most
    for count, _ in factors:
        product *= count
    if product > most:
        listed = " × ".join(f"{shown(count)} {name.removesuffix('s' * (count == 1))}" for count, name in factors)
        result = f" = {measured(product, what)}" if len(factors) > 1 else ""
        got = f"about {listed}{result}{way_out}"
        raise NeurosimError(field, f"at most {measured(most, what)}{because}", got=got)


def shown(count):
    """
    >>> shown(1234567), shown(10**40)
    ('1,234,567', '1.00e+40')
    """
    digits = str(count)
    return f"{count:,}" if len(digits) <= 15 else f"{digits[0]}.{digits[1:3]}e+{len(digits) - 1}"


def measured(count, what):
    """Bytes as people say them, and anything else by its name.

    >>> measured(1_234_567_890, "bytes"), measured(5_000_000, "bytes"), measured(300, "products")
    ('1.2 GB', '5 MB', '300 products')
    """
    if not what.startswith("bytes"):
        return f"{shown(count)} {what}"
    gigabytes = f"{count / 10**9:.1f}" if count < 10**12 else shown(count // 10**9)
    return (f"{gigabytes} GB" if count >= 10**9 else f"{count // 10**6} MB") + what.removeprefix("bytes")


# What each verb needs.

def judge_network(size, field="layers"):
    """A network that is to be made."""
    each = [(OF_A_NEURON * size.neurons, f"{shown(size.neurons)} neurons"),
            (OF_A_WEIGHT * size.weights, f"{shown(size.weights)} weights"),
            (OF_A_PAIR * size.pairs, f"{shown(size.pairs)} slopes of a softmax")]
    cost, name = max(each)
    refuse(field, "bytes of memory", [(cost, f"bytes for {name}")])


def judge_step(size, field="trace"):
    """A step of which every number is kept: each takes about a kilobyte."""
    of = f"of {shown(size.batch)} sample" + "s" * (size.batch != 1)
    refuse(field, "numbers in a step", [(size.numbers, f"numbers, {of}")],
           way_out=": look at one sample, or at a smaller network")


def judge_check(size, numbers="float"):
    """Every parameter sends the whole batch forward several times."""
    refuse("check", "products", [(size.parameters, "parameters"), (size.weights, "weights"), (size.batch, "samples"),
                                 (WAYS * slowness(numbers), "ways")], way_out=": take one sample, or a smaller network")


def judge_landscape(size, points, field="points"):
    """The error over all samples at every point of the grid, and along the path."""
    refuse(field, "products", [(size.weights, "weights"), (size.samples, "samples"),
                              (points * points + STATIONS, f"points ({points}² and {STATIONS} of the path)")])


def judge_trials(size, step, field="step"):
    """All mistakes, each from the first step on."""
    judge_step(size)
    refuse(field, "products", [(TRIALS, "mistakes"), (size.weights, "weights"), (size.batch, "samples"),
                               (step, "steps")])


def judge_steps(size, steps, field="steps", numbers="float", times=1):
    """Steps that are taken, `times` over."""
    factors = [(size.weights, "weights"), (size.batch, "samples"), (steps, "steps"),
               *[(times, "networks")] * (times > 1)]
    slow = slowness(numbers)
    refuse(field, "products in all steps", factors + [(slow, "times as slow as floats")] * (slow > 1))


def slowness(numbers):
    """How many times as long an operation takes as one of floats; `numbers` is the name of an arithmetic.

    >>> slowness("float"), slowness("decimal:300")
    (1, 80)
    """
    word, _, digits = numbers.partition(":")
    return SLOWNESS[word] * (1 + int(digits or 0) // 100)
