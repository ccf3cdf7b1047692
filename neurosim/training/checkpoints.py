"""The checkpoint file of a run: the newest state that is safe on the disk, whatever happens."""

import os
import stat

from ..core.guard import checks
from ..core.guard.errors import NeurosimError
from ..core.maths import INFINITY
from ..explain.arithmetic import nearest_finite
from ..files.checkpoint_file import read_checkpoint, write_checkpoint
from ..files.hidden_files import clear
from ..files.likeness import fingerprints
from ..files.source import shown
from ..files.output import check_writable, status, target_of, write_file
from ..files.lock import Lock
from .state import memory_after_a_step, restore, state_of_layer


class Checkpoints:
    """Writes the checkpoints of one run to one file, every `every` steps. Open, it has the file to itself.

    name     of the file, as a message may show it
    saved    the step of the checkpoint that the file holds by now; None: it has none of this run
    """

    def __init__(self, trainer, path, every=1000):
        self.path, self.every, self.saved = os.fsdecode(path), checks.integer(every, "every"), None
        self.name = shown(self.path)
        check_ours(self.path)
        check_writable(self.path)
        self.lock = Lock(target_of(self.path))
        self.trainer = trainer
        self.header = {"made_by": made_by(), "fingerprints": fingerprints(trainer.document)}

    def __enter__(self):
        self.lock.take()
        return self

    def __exit__(self, *_):
        self.lock.release()

    def save(self, state, step, errors):
        """The state as it is after this step, once."""
        if self.saved != step:
            errors = [[at, nearest_finite(error)] for at, error in errors]
            fields = {**self.header, **state, "seed": self.trainer.seed, "step": step, "errors": errors}
            content, before = write_checkpoint(fields), status(self.path)
            try:
                write_file(self.path, content)
            finally:    # a signal may come when the file is in its place
                after = status(self.path)
                self.saved = step if after and not (before and os.path.samestat(before, after)) else self.saved


def check_ours(path):
    """What is there may be replaced: it is a checkpoint, or nothing yet. An experiment to train is neither."""
    found = status(path)
    if found and not stat.S_ISDIR(found.st_mode):
        with open(path, "rb") if stat.S_ISREG(found.st_mode) else open(os.devnull, "rb") as file:
            start = file.read(32)
        if not stat.S_ISREG(found.st_mode) or start and not start.startswith(b'{"format": "neurosim-checkpoint"'):
            problem = "it is something else, and would be lost"
            raise NeurosimError(shown(path), "a new file, or a checkpoint to replace", problem=problem)


def made_by():
    """With what the file was made: another Python's or another machine's exp may differ in the last bit."""
    import platform
    import sys
    from .. import __version__
    return {"neurosim": __version__, "python": platform.python_version(),
            "platform": f"{sys.platform} {platform.machine()}".strip()}


def resume(trainer, path, steps, force_data=False):
    """Bring a trainer into the state of a checkpoint; returns its step and the errors so far.

    Raises NeurosimError, and changes nothing, where the checkpoint is damaged, of another experiment, or of a step
    after `steps`.
    """
    like = likeness(trainer)
    found = read_checkpoint(path, like, force_data)
    clear(os.path.dirname(target_of(path)))
    if found["step"] > steps:
        raise NeurosimError("steps", f"at least {found['step']}, which {shown(os.fsdecode(path))} has taken", steps)
    if found["fingerprints"]["samples"] != like["fingerprints"]["samples"]:
        found["waiting"] = []    # places among other samples: a new epoch begins
    restore(trainer, found)
    trainer.seed = found["seed"]
    if trainer.network.seed is not None:
        trainer.network.seed = trainer.seed
    return found["step"], [(step, INFINITY if error is None else error) for step, error in found["errors"]]


def likeness(trainer):
    """What a checkpoint of this experiment must agree with."""
    network = trainer.network
    counts = [{name: len(values) for name, values in state_of_layer(layer).items()} for layer in network.layers]
    return {"fingerprints": fingerprints(trainer.document), "seed": trainer.document.get("seed"), "counts": counts,
            "samples": len(trainer.samples), "memories": [network.optimizer.state(), memory_after_a_step(network)],
            "ranges": network.optimizer.ranges}
