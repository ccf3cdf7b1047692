"""The usual faults of an autograd engine, each a way to make the small one of nodes.py go wrong."""

from math import cos, sin, tanh

from .nodes import OPERATIONS, Habits

SIGNS = {"add": "+", "mul": "*", "sub": "-", "neg": "-a", "div": "/", "pow": "**"}
RIGHT = {"mul": "∂(a·b)/∂a = b", "sub": "∂(a − b)/∂b = −1", "neg": "∂(−a)/∂a = −1",
         "div": "∂(a/b)/∂a = 1/b, ∂(a/b)/∂b = −a/b²", "pow": "∂(aⁿ)/∂a = n · aⁿ⁻¹", "relu": "1 where a > 0, else 0",
         "tanh": "1 − out²", "sigmoid": "out · (1 − out)", "exp": "out itself", "log": "1 / a", "sqrt": "1 / (2 · out)",
         "sin": "cos a", "cos": "−sin a"}
# (operation, what is taken for its slope, that slope)
SLOPES = [
    ("mul", "each factor's own value", lambda a, b, o: (a, b)),
    ("mul", "1", lambda a, b, o: (1.0, 1.0)),
    ("sub", "1 for what is subtracted", lambda a, b, o: (1.0, 1.0)),
    ("neg", "1", lambda a, o: (1.0,)),
    ("div", "a/b² without its minus", lambda a, b, o: (1.0 / b, a / (b * b))),
    ("div", "−a/b", lambda a, b, o: (1.0 / b, -a / b)),
    ("div", "that of a product", lambda a, b, o: (b, a)),
    ("pow", "n · aⁿ", lambda a, n, o: (n * o, 0.0)),
    ("pow", "aⁿ⁻¹, without the n", lambda a, n, o: (a ** (n - 1.0), 0.0)),
    ("pow", "n · a", lambda a, n, o: (n * a, 0.0)),
    ("pow", "(n − 1) · aⁿ⁻¹", lambda a, n, o: ((n - 1.0) * a ** (n - 1.0), 0.0)),
    ("relu", "1 everywhere", lambda a, o: (1.0,)),
    ("relu", "out", lambda a, o: (o,)),
    ("relu", "1 where a < 0", lambda a, o: (float(a < 0.0),)),
    ("tanh", "1 − out", lambda a, o: (1.0 - o,)),
    ("tanh", "1 − a²", lambda a, o: (1.0 - a * a,)),
    ("tanh", "out · (1 − out)", lambda a, o: (o * (1.0 - o),)),
    ("tanh", "1 − tanh(out)²", lambda a, o: (1.0 - tanh(o) ** 2,)),
    ("tanh", "1 + out²", lambda a, o: (1.0 + o * o,)),
    ("tanh", "out", lambda a, o: (o,)),
    ("sigmoid", "out", lambda a, o: (o,)),
    ("sigmoid", "1 − out", lambda a, o: (1.0 - o,)),
    ("sigmoid", "a · (1 − a)", lambda a, o: (a * (1.0 - a),)),
    ("sigmoid", "1 − out²", lambda a, o: (1.0 - o * o,)),
    ("exp", "a", lambda a, o: (a,)),
    ("exp", "1", lambda a, o: (1.0,)),
    ("exp", "a · out", lambda a, o: (a * o,)),
    ("log", "1 / out", lambda a, o: (1.0 / o,)),
    ("log", "out", lambda a, o: (o,)),
    ("log", "a", lambda a, o: (a,)),
    ("sqrt", "1 / (2 · a)", lambda a, o: (0.5 / a,)),
    ("sqrt", "1 / out", lambda a, o: (1.0 / o,)),
    ("sin", "out", lambda a, o: (o,)),
    ("sin", "−cos a", lambda a, o: (-cos(a),)),
    ("cos", "out", lambda a, o: (o,)),
    ("cos", "sin a, without its minus", lambda a, o: (sin(a),))]
ADD = "Write grad += …, not grad = …: what a value does in several places adds up."
SORT = "Sort the nodes first, each after all that it was made of, and pass gradients on from the end of that list."
CHAIN = "Multiply by the gradient of the result: the chain rule, grad += slope · out.grad."
VISITS = {
    "every time": "a node passes its whole gradient on each time it is reached, not once, when all of it has come",
    "when first reached": "a node passes its gradient on as soon as it is reached, before all of it has come",
    "level by level": "nodes are visited level by level, so that one passes its gradient on before all of it has come",
    "backwards": "nodes are visited from the first to the last: the list is not reversed"}


class EngineFault:
    """A usual fault: its name, what is done, what to do, and the habits that it comes of."""

    def __init__(self, name, sentence, advice, **habits):
        self.name, self.sentence, self.advice, self.habits = name, sentence, advice, habits

    def made(self, derived):
        return Habits(derived=derived, **self.habits)

    def __repr__(self):
        return f"EngineFault({self.name})"


def sign(operation):
    return SIGNS.get(operation, operation)


def engine_faults():
    """All of them; those of the whole engine first."""
    yield EngineFault("overwritten", "a gradient is overwritten where it should be added", ADD, overwrites=OPERATIONS)
    for operation in OPERATIONS:
        yield EngineFault(f"overwritten_in_{operation}", f"in {sign(operation)} a gradient is overwritten where it "
                          "should be added", ADD, overwrites=[operation])
    for order, sentence in VISITS.items():
        yield EngineFault(f"visited_{order.replace(' ', '_')}", sentence, SORT, order=order)
    yield EngineFault("not_seeded", "the gradient of the result itself stays 0",
                      "Begin with grad = 1 at the result: ∂E/∂E = 1.", seeds=False)
    yield EngineFault("forgotten_chain", "the gradient of the result is left out, and each slope stands alone", CHAIN,
                      forgets=OPERATIONS)
    for operation in OPERATIONS:
        yield EngineFault(f"forgotten_chain_in_{operation}", f"in {sign(operation)} the gradient of the result is left "
                          "out", CHAIN, forgets=[operation])
    for operation, taken, slope in SLOPES:
        yield EngineFault(f"slope_of_{operation}", f"the slope of {sign(operation)} is taken as {taken}",
                          f"It is {RIGHT[operation]}.", slopes={operation: slope})
