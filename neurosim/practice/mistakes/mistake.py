"""What a mistake is: a function that spoils an experiment where it stands, with a sentence and a piece of advice.

The ordinary code then makes the mistake, on numbers and on symbols: a spoilt experiment is traced, explained and
trained like any other. `__init__.py` beside this one has the table of them.
"""

from __future__ import annotations

from functools import lru_cache

from ...core.guard.errors import NeurosimError, did_you_mean, echo

TYPE_CHECKING = False    # as typing has it, which takes a while to import
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import Any

MISTAKES: dict[str, Mistake] = {}
EVERYWHERE = ("", "output", "hidden")    # which layers do it: all of them, the last one, those before
SAID = {"": "", "output": ", in the output layer only", "hidden": ", in the hidden layers only"}
MOST_APART = 4    # hidden layers that are tried one by one


class Mistake:
    """One way to do it otherwise.

    name          as answers give it
    sentence      completes "this is what comes out when ..."
    advice        one sentence to whoever made it
    variants      the forms it comes in, the usual one first: which layers do it, or to how many decimals one rounds
    each_layer    whether a single one of several hidden layers may do it, too: its form is the layer's number, from 1
    convention    whether it is another convention rather than a mistake
    """

    def __init__(self, spoiler: Callable[..., None], sentence: str, advice: str, variants: Sequence[Any] = ("",),
                 when: Callable[[Any], bool] | None = None, convention: bool = False,
                 said: Mapping[Any, str] | None = None, each_layer: bool = False) -> None:
        self.name, self.spoiler, self.sentence, self.advice = spoiler.__name__, spoiler, sentence, advice
        self.variants, self.when, self.convention, self.said = variants, when, convention, said or {}
        self.each_layer = each_layer

    def forms(self, experiment: Any) -> tuple[Any, ...]:
        """The forms it may have there; none where it makes no sense."""
        hidden = len(experiment.network.layers) - 1
        apart = range(1, hidden + 1) if self.each_layer and 1 < hidden <= MOST_APART else ()
        return (*self.variants, *apart) if self.occurs(experiment) else ()

    def spoil(self, experiment: Any, where: Any = None) -> Any:
        """Spoil an experiment where it stands, in its usual form or in another of its `forms`; returns it."""
        form = self.variants[0] if where is None else where
        if self.occurs(experiment):
            self.spoiler(experiment, *[form] * (len(self.variants) > 1 or self.each_layer))
        return experiment

    def occurs(self, experiment: Any) -> bool:
        """Whether it makes sense there. (It may still change no number: then that experiment cannot reveal it.)"""
        return self.when is None or self.when(experiment)

    def describe(self, where: Any = None) -> str:
        """The sentence for one of its forms."""
        form = self.variants[0] if where is None else where
        apart = f", in hidden layer {form} only" if self.each_layer else f" ({form})"
        return self.sentence + str(self.said.get(form, SAID.get(form, apart)))

    def __repr__(self) -> str:
        return f"Mistake({self.name})"


def mistake(sentence: str, advice: str, **options: Any) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Enters the function below it into the catalogue, under the function's name."""
    def enter(spoiler: Callable[..., None]) -> Callable[..., None]:
        MISTAKES[spoiler.__name__] = Mistake(spoiler, sentence, advice, **options)
        return spoiler
    return enter


def spoilt(experiment: Any, name: str, where: Any = None) -> Any:
    """The experiment, spoilt where it stands by the mistake of this name.

    >>> from neurosim import load
    >>> from neurosim.practice.mistakes import spoilt
    >>> spoilt(load("worked-example"), "missing_hidden_slope").trace()["dE_dw1"]
    0.0018175153196572343
    """
    return known(name).spoil(experiment, where)


def known(name: str, field: str = "mistake") -> Mistake:
    """The mistake of this name; NeurosimError where there is none."""
    if not isinstance(name, str) or name not in MISTAKES:
        raise NeurosimError(field, "a name that `neurosim mistakes` lists", name,
                            f"unknown mistake {echo(name)}{did_you_mean(name, MISTAKES)}", got="")
    return MISTAKES[name]


# How things are spoilt.

def mix(thing, otherwise):
    """What `otherwise` does differently, an object does from now on. Mixed in again, another mistake comes on top."""
    thing.__class__ = mixed(otherwise, type(thing))


@lru_cache(maxsize=5000)    # all mistakes, in pairs, need a tenth; classes of others, made anew each time, are let go
def mixed(otherwise, kind):
    return kind if issubclass(kind, otherwise) else type(kind.__name__, (otherwise, kind), {"__slots__": ()})


def mixed_into(things):
    """Makes the function that spoils out of a class: all things(experiment) do what the class does differently."""
    def function_of(otherwise):
        def spoil(experiment, *where):
            for thing in things(experiment, *where):
                mix(thing, otherwise)
        spoil.__name__, spoil.__module__ = otherwise.__name__, otherwise.__module__
        return spoil
    return function_of


def unnamed(value):
    """A symbol as the formula it stands for, as it gets its name anew; a number as it is."""
    return getattr(value, "body", value)


def layers(experiment, where=""):
    """The layers that a form of a mistake means."""
    parts = {"": slice(None), "output": slice(-1, None), "hidden": slice(-1)}
    return experiment.network.layers[parts[where] if where in parts else slice(where - 1, where)]


def neurons(experiment, where=""):
    return [neuron for layer in layers(experiment, where) for neuron in layer.neurons]


def later_layers(experiment, where=""):
    """Those that something travels back through: to all hidden layers, or to one of them."""
    return layers(experiment)[1:] if where == "" else layers(experiment, where + 1)


def last_layer(experiment):
    return layers(experiment, "output")


def softmax_layers(experiment, where=""):
    return filter(is_softmax, layers(experiment, where))


def loss(experiment):
    return [experiment.network.loss]


def network(experiment):
    return [experiment.network]


def is_softmax(layer):
    return layer.activation.name == "softmax"


def has_hidden(experiment):
    return len(experiment.network.layers) > 1


def has_bias(experiment):
    return any(layer.bias != "none" for layer in experiment.network.layers)


def layers_with(*activations):
    """Whether some layer has one of these activations."""
    return lambda experiment: any(layer.activation.name in activations for layer in experiment.network.layers)


def loss_is(*names):
    return lambda experiment: experiment.network.loss.name in names
