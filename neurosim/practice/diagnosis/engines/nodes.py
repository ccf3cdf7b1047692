"""An autograd engine of the micrograd kind, small enough to read, that can have any of the usual faults."""

from math import cos, exp, log, sin, sqrt, tanh


def sigmoid(x):
    return 1.0 / (1.0 + exp(-x))


# Of each operation its value, and its slope by each of the numbers that go in; o is what came out.
OPERATIONS = {
    "add": (lambda a, b: a + b, lambda a, b, o: (1.0, 1.0)),
    "mul": (lambda a, b: a * b, lambda a, b, o: (b, a)),
    "sub": (lambda a, b: a - b, lambda a, b, o: (1.0, -1.0)),
    "neg": (lambda a: -a, lambda a, o: (-1.0,)),
    "div": (lambda a, b: a / b, lambda a, b, o: (1.0 / b, -a / (b * b))),
    "pow": (lambda a, n: a ** n, lambda a, n, o: (n * a ** (n - 1.0), 0.0)),
    "relu": (lambda a: max(a, 0.0), lambda a, o: (float(a > 0.0),)),
    "tanh": (tanh, lambda a, o: (1.0 - o * o,)),
    "sigmoid": (sigmoid, lambda a, o: (o * (1.0 - o),)),
    "exp": (exp, lambda a, o: (o,)),
    "log": (log, lambda a, o: (1.0 / a,)),
    "sqrt": (sqrt, lambda a, o: (0.5 / o,)),
    "sin": (sin, lambda a, o: (cos(a),)),
    "cos": (cos, lambda a, o: (-sin(a),)),
}


class Habits:
    """What an engine does otherwise.

    overwrites    operations that set a gradient where they should add to it     orders    how nodes are visited
    forgets       operations that leave out the gradient of their own result      seeds     whether the last one gets 1
    slopes        {operation: another slope}
    derived       whether a − b is a + (−1) · b, and a / b is a · b⁻¹
    """

    def __init__(self, overwrites=(), order="topological", forgets=(), seeds=True, slopes=None, derived=True):
        self.overwrites, self.order, self.forgets, self.seeds = frozenset(overwrites), order, frozenset(forgets), seeds
        self.slopes, self.derived = slopes or {}, derived

    def joined(self, other):
        """Both at once."""
        return Habits(self.overwrites | other.overwrites, self.order if other.order == "topological" else other.order,
                      self.forgets | other.forgets, self.seeds and other.seeds, {**self.slopes, **other.slopes},
                      self.derived)


class Node:
    """A number that remembers its parents, and the slope of it by each of them."""

    def __init__(self, data, habits, operation="", parents=(), slopes=()):
        self.data, self.grad, self.habits = data, 0.0, habits
        self.operation, self.parents, self.slopes = operation, parents, slopes

    def made(self, operation, *others):
        parents = [self, *(other if isinstance(other, Node) else Node(float(other), self.habits) for other in others)]
        f, slope = OPERATIONS[operation]
        data = [parent.data for parent in parents]
        out = f(*data)
        return Node(out, self.habits, operation, parents, self.habits.slopes.get(operation, slope)(*data, out))

    def __add__(self, other):
        return self.made("add", other)

    def __mul__(self, other):
        return self.made("mul", other)

    def __neg__(self):
        return self * -1.0 if self.habits.derived else self.made("neg")

    def __sub__(self, other):
        return self + -other if self.habits.derived else self.made("sub", other)

    def __truediv__(self, other):
        return self * other ** -1.0 if self.habits.derived else self.made("div", other)

    def __pow__(self, other):
        return self.made("pow", other)

    __radd__, __rmul__ = __add__, __mul__

    def __rsub__(self, other):
        return Node(float(other), self.habits) - self

    def __rtruediv__(self, other):
        return Node(float(other), self.habits) / self

    def backward(self):
        if self.habits.seeds:
            self.grad = 1.0
        ORDERS[self.habits.order](self)

    def push(self):
        """To each parent its share: the chain rule."""
        for parent, slope in zip(self.parents, self.slopes):
            share = slope * (1.0 if self.operation in self.habits.forgets else self.grad)
            parent.grad = share if self.operation in self.habits.overwrites else parent.grad + share


def method(operation):
    return lambda self: self.made(operation)


for name in ("relu", "tanh", "sigmoid", "exp", "log", "sqrt", "sin", "cos"):
    setattr(Node, name, method(name))


# In which order nodes pass on what has come to them.

def parents_first(node):
    """Every node after all that it was made of."""
    found = []

    def visit(each):
        if each not in found:
            for parent in each.parents:
                visit(parent)
            if each not in found:
                found.append(each)
    visit(node)
    return found


def topological(node):
    """Right: a node passes on once, after everything that uses it."""
    for each in reversed(parents_first(node)):
        each.push()


def backwards(node):
    for each in parents_first(node):
        each.push()


def every_time(node):
    node.push()
    for parent in node.parents:
        every_time(parent)


def when_first_reached(node, seen=None):
    seen = set() if seen is None else seen
    if node not in seen:
        seen.add(node)
        node.push()
        for parent in node.parents:
            when_first_reached(parent, seen)


def level_by_level(node):
    waiting, seen = [node], {node}
    while waiting:
        each = waiting.pop(0)
        each.push()
        for parent in each.parents:
            if parent not in seen:
                seen.add(parent)
                waiting.append(parent)


ORDERS = {"topological": topological, "backwards": backwards, "every time": every_time,
          "when first reached": when_first_reached, "level by level": level_by_level}
