"""A table of things that are chosen by name, with parameters: activations, losses, optimizers, first weights."""

from .guard.checks import boolean, choice, number, numbers
from .guard.errors import NeurosimError
from .synonyms import with_settings


CHECKS = {bool: boolean, float: number, tuple: numbers}    # of a parameter, by the type of its default


class Chosen:
    """Something made by a table. It knows the name and the parameters it was asked for by."""

    name, parameters = "", {}

    def choice(self):
        """What to ask the table for to get the same again: the name, or an object with the parameters."""
        return {"name": self.name, **self.parameters} if self.parameters else self.name

    def __repr__(self):
        given = ", ".join(f"{key}={value!r}" for key, value in self.parameters.items())
        return f"{self.name}({given})" if given else self.name


class Registry(dict):
    """name -> maker. To add an entry, decorate its maker with the table's `entry`; the name is the maker's own.

    >>> SHAPES = Registry("shape")
    >>> @SHAPES.entry
    ... def disc(radius=1.0):
    ...     return Chosen()
    >>> SHAPES.make("disc"), SHAPES.make({"name": "disc", "radius": 2})
    (disc(radius=1.0), disc(radius=2.0))
    >>> SHAPES.make("disk")
    Traceback (most recent call last):
    neurosim.core.guard.errors.NeurosimError: shape: unknown shape 'disk' (did you mean 'disc'?) (expected one of disc)
    """

    def __init__(self, kind):
        super().__init__()
        self.kind = kind

    def entry(self, maker):
        self[maker.__name__] = maker
        return maker

    def defaults(self, name):
        """The parameters of an entry, with their defaults."""
        maker = self[name].__init__ if isinstance(self[name], type) else self[name]
        values = maker.__defaults__ or ()
        names = maker.__code__.co_varnames[:maker.__code__.co_argcount]
        return dict(zip(names[len(names) - len(values):], values))

    def canonical(self, wanted, field=""):
        """What is asked for in our own names: the name, or an object where there are parameters.

        >>> OPTIMIZERS = Registry("optimizer")
        >>> @OPTIMIZERS.entry
        ... def sgd(learning_rate=0.5, momentum=0.0):
        ...     return Chosen()
        >>> OPTIMIZERS.canonical("SGD"), OPTIMIZERS.canonical({"name": "momentum", "lr": 1})
        ('sgd', {'name': 'sgd', 'momentum': 0.9, 'learning_rate': 1.0})
        """
        found = self.as_object(wanted, field or self.kind)
        return found if isinstance(wanted, dict) or len(found) > 1 else found["name"]

    def as_object(self, wanted, field):
        """The same as an object, its parameters checked. NeurosimError where there is no such entry or parameter."""
        given = dict(wanted) if isinstance(wanted, dict) else {"name": wanted}
        name = given.pop("name", None)
        found = dict(with_settings(self.kind, name) or {"name": choice(name, field, self, self.kind)})
        defaults, seen = self.defaults(found["name"]), {}
        for written, value in given.items():
            key = choice(written, field, defaults, f"parameter of {found['name']}")
            if seen.setdefault(key, written) != written:
                raise NeurosimError(f"{field}.{written}", f"no {seen[key]} beside it, which is the same", value)
            found[key] = CHECKS[type(defaults[key])](value, f"{field}.{written}")
        return found

    def bounds(self, name, parameter):
        """Between what a parameter that is a number may be, found by trying: low and high, each None or (the number,
        whether it may be that).

        >>> FADES = Registry("fade")
        >>> @FADES.entry
        ... def fade(share=0.5):
        ...     number(share, "share", low=0.0, high=0.999)
        ...     return Chosen()
        >>> FADES.bounds("fade", "share")
        ((0, True), (1, False))
        """
        def may_be(value):
            return self.takes(name, parameter, value)
        low = 0 if may_be(0.5) else 1
        return None if may_be(-1.0) else (low, may_be(float(low))), None if may_be(2.0) else (1, may_be(1.0))

    def takes(self, name, parameter, value):
        """Whether a parameter may have a value, whatever others must be beside it."""
        defaults = self.defaults(name)
        others = [key for key in defaults if type(defaults[key]) is float and key != parameter]
        value = (value,) if type(defaults[parameter]) is tuple else value
        for beside in ({}, *[{key: far} for key in others for far in (-1000.0, 1000.0)]):
            try:
                self.make({"name": name, **beside, parameter: value})
                return True
            except NeurosimError:
                pass
        return False

    def make(self, wanted, field=""):
        """The entry asked for by a name, or by an object like {"name": "sgd", "learning_rate": 0.5}."""
        if isinstance(wanted, Chosen):
            return wanted
        field = field or self.kind
        given = self.as_object(wanted, field)
        name = given.pop("name")
        parameters = {**self.defaults(name), **given}
        try:
            made = self[name](**parameters)
        except NeurosimError as error:
            raise error.inside(field) from None
        made.name, made.parameters = name, parameters
        return made
