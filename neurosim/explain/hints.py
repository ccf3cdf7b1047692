"""Names of types, for hints: what goes in and comes out. Nobody imports this while a program runs."""

from collections.abc import Callable, Iterable, Sequence
from os import PathLike
from typing import Any

from .arithmetic.figure import Figure
from .trace import Trace

Document = dict[str, Any]    # like an experiment file
Path = str | PathLike[str]
Sample = tuple[Sequence[float], Sequence[float]]    # inputs, targets
Samples = Iterable[Sample] | tuple[Any, Any] | Document    # pairs; two tables; a CSV file
Choice = str | Document    # a name of a table, or an object with its parameters
Value = float | Figure    # a number of a trace: a figure where another arithmetic than floats computes
Watch = Callable[[Trace], object]
Progress = Callable[[Iterable[Any], int, int], Iterable[Any]]    # of a run: see Experiment.train
Point = Sequence[float]    # a number for every parameter of a network
