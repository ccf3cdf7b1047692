"""Networks as pickles. A pickle has no name for the functions of an activation or a loss, made within their entry:
    an activation, a loss    is pickled by what its table is asked for to get it
    a neuron                 without f and slope, which are its activation's; those that somebody changed stay
"""


class MadeOfFunctions:
    """Something with formulas for attributes, which never change: a copy keeps them, a pickle makes them anew."""

    def __copy__(self):
        other = object.__new__(type(self))
        vars(other).update(vars(self))
        return other

    def __deepcopy__(self, memo):
        return self.__copy__()

    def __reduce__(self):
        if type(self.table.make(self.choice())) is not type(self):
            raise TypeError(f"cannot pickle {self!r}: somebody has changed what it does")
        return made, (self.table.kind, self.choice())


def made(kind, choice):
    """The same again, from its table."""
    from .activations import ACTIVATIONS
    from .losses import LOSSES
    return {table.kind: table for table in (ACTIVATIONS, LOSSES)}[kind].make(choice)


def attributes(neuron):
    """All that a neuron has, in slots or not."""
    found = {}
    for name in slots(type(neuron)):
        try:
            found[name] = getattr(neuron, name)
        except AttributeError:    # not computed yet
            pass
    found.update(getattr(neuron, "__dict__", ()))
    return found


def put_attributes(neuron, values):
    """Give it these, whatever else its class does where something is set."""
    put = object.__setattr__
    for name, value in values.items():
        put(neuron, name, value)


def copy(self):
    """Another neuron that has the very same: quicker than what Python does of its own accord."""
    other = object.__new__(type(self))
    put_attributes(other, attributes(self))
    return other


def state(self):
    """What a pickle has of a neuron."""
    found = attributes(self)
    if found["f"] is self.activation.f:
        del found["f"]
    if found["slope"] is self.activation.slope:
        del found["slope"]
    return found


def put_state(self, state):
    """Make a neuron of it."""
    activation = state["activation"]
    put_attributes(self, {"f": activation.f, "slope": activation.slope, **state})


def slots(kind):
    """The names of the slots of a class, those it inherits among them."""
    return [name for each in kind.__mro__ for name in each.__dict__.get("__slots__", ())]
