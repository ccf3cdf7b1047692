"""Files in and out: experiments and checkpoints as JSON, samples and answers as CSV. What comes from outside is checked
whole, before anything is computed.

    source.py             bytes of a file or of standard input
    strict_json.py        JSON that does not guess
    schema.py             a value and where it stands; readers that collect every fault
    number_lists.py       readers of lists of numbers, which are most of a file
    experiment_file.py    the fields of an experiment file
    field_words.py        what each field means
    json_schema.py        the same tables as a schema for editors
    agreement.py          what one field says beside what others say
    oddities.py           what is odd in them, but accepted
    samples.py            what a network learns from
    csv_samples.py        the same, in a CSV file beside it
    writing.py            an experiment as text
    checkpoint_file.py    a run that is to go on
    likeness.py           whether it is one of the experiment at hand
    answers_file.py       what a learner has worked out
    assignment_file.py    what a class was given
    class_answers.py      what a class has handed in
    output.py, lock.py    files out: whole, or not at all; one run a file
    hidden_files.py       what both of them have beside a file, and clear away
"""

from .experiment_file import parse_experiment, read_experiment
from .writing import write_experiment

__all__ = ["read_experiment", "parse_experiment", "write_experiment"]
