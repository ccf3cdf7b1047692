"""How large an answer will be: judged from the file, before a network is made of it, by core/guard/sizes.py."""

import os
from shutil import disk_usage

from ..core.guard.sizes import (judge_check, judge_landscape, judge_step, judge_steps, judge_trials, refuse)

MOST = 20 * 10**9    # bytes: a few hours of work, and no program opens them
BYTES = {"text": 60, "json": 110, "csv": 50, "jsonl": 35}    # about what a number takes, with its name


def judge(arguments, document):
    """NeurosimError where what the verb is to do with this document is more than anybody can use or wait for."""
    from ..training.building import size_of_document, steps_of
    size = size_of_document(document)
    if getattr(arguments, "sample", None) is not None:
        size.batch = 1
    VERBS[arguments.verb.NAME](arguments, size, steps_of(document))


def judge_trace(arguments, size, _):
    """The output, and the step."""
    first, last = getattr(arguments, "steps", None) or 2 * (arguments.step or 1,)
    factors = [(size.numbers, "numbers"), (last - first + 1, "steps"), (BYTES.get(arguments.format, 0), "bytes")]
    refuse("--steps", "bytes", factors, *room(arguments.output))
    judge_looking(arguments, size, _)
    judge_steps(size, last, "--step" if arguments.step else "--steps", arguments.numbers.name)


def judge_explanation(arguments, size, _):
    """With --all every weight has a derivation, and for each all numbers of the step are gone through."""
    if arguments.all:
        factors = [(size.parameters, "derivations"), (size.numbers, "numbers"), (BYTES["json"], "bytes")]
        refuse("--all", "bytes", factors, *room(arguments.output))
    judge_looking(arguments, size, _)


def judge_looking(arguments, size, _):
    """One step, and those before it."""
    judge_step(size, arguments.verb.NAME)
    judge_steps(size, getattr(arguments, "step", None) or 1, "--step", name_of(arguments))


def judge_checking(arguments, size, _):
    judge_steps(size, arguments.step or 1, "--step", name_of(arguments))
    if arguments.name is None:
        judge_check(size, name_of(arguments))


def judge_trying(arguments, size, _):
    judge_trials(size, arguments.step or 1, "--step")


def judge_asking(arguments, size, _):
    judge_trials(size, 1, "EXPERIMENT")


def judge_survey(arguments, size, steps):
    judge_landscape(size, arguments.points, "--points")
    judge_training(arguments, size, steps)


def judge_training(arguments, size, steps):
    networks = 1 + len(getattr(arguments, "mistakes", None) or [])
    if arguments.steps is None:
        judge_steps(size, steps, "training", times=networks)
    else:
        judge_steps(size, arguments.steps, "--steps", times=networks)


def judge_answers(arguments, size, steps):
    judge_steps(size, steps if arguments.train else 0, "training")


def name_of(arguments):
    """Of the arithmetic."""
    return getattr(getattr(arguments, "numbers", None), "name", "float")


VERBS = {"trace": judge_trace, "explain": judge_explanation, "export": judge_looking, "explore": judge_looking,
         "check": judge_checking,
         "diagnose": judge_trying, "mistakes": judge_trying, "landscape": judge_survey, "lab": judge_training,
         "worksheet": judge_looking, "practise": judge_asking, "train": judge_training, "predict": judge_answers,
         "why": judge_training, "sweep": judge_training}


def room(output):
    """How many bytes there may be, and why not more."""
    if output is not None:
        folder = os.path.dirname(os.path.realpath(output))
        free = disk_usage(folder).free if os.path.isfile(output) or not os.path.exists(output) else MOST
        if free < MOST:
            return free, ", as the disk has no more room"
    return MOST, ""
