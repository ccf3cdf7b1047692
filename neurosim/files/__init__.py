"""Files in and out: experiments and checkpoints as JSON, samples and answers as CSV. What comes from outside is checked
whole, before anything is computed.

    source.py       bytes of a file or of standard input
    strict_json.py  JSON that does not guess
    place.py        a value and where it stands; readers that collect every fault
    experiment.py   the fields of an experiment file
    samples.py      what a network learns from
    writing.py      an experiment as text
    checkpoint.py   a run that is to go on
    answers.py      what a learner has worked out
"""

from .experiment_file import parse_experiment, read_experiment
from .writing import write_experiment

__all__ = ["read_experiment", "parse_experiment", "write_experiment"]
