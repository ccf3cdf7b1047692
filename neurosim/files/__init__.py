"""Files in and out: experiments as JSON, samples as CSV. What comes from outside is checked whole, before anything is computed.

    source.py       bytes of a file or of standard input
    strict_json.py  JSON that does not guess
    place.py        a value and where it stands; readers that collect every fault
    experiment.py   the fields of an experiment file
    samples.py      what a network learns from
    writing.py      an experiment as text
"""

from .experiment import parse_experiment, read_experiment
from .writing import write_experiment

__all__ = ["read_experiment", "parse_experiment", "write_experiment"]
