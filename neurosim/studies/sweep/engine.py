"""Who runs the runs: this process, processes of its own, or any executor of `concurrent.futures`.

A task is (text of an experiment, seeds, solved_below, who takes the steps), plain data, and so are the rows that come
back. Which task is
finished first makes no difference to any row.
"""

import errno
import sys
from contextlib import contextmanager
from types import ModuleType

from ...core.guard.errors import NeurosimError
from ...core.parameters import count_weights
from ...training.interrupts import Signals
from .one_run import runs, starts

WAITING = 256           # tasks handed over and not finished: as many as any executor needs to stay busy
PATIENCE = 0.2          # seconds between two looks whether somebody wants to stop
SMALL = 2.0             # seconds of work that starting processes would not speed up
A_TASK = 1.0            # seconds that a task is to take, so that it is not dominated by its way to and fro


def estimated_seconds(trainer):
    """About how long a run takes, on a machine of 2020 or so."""
    neurons = sum(len(layer.neurons) for layer in trainer.network.layers)
    weights = count_weights(trainer.network)
    samples = trainer.steps * min(trainer.batches.batch_size, len(trainer.samples))
    return 0.5e-6 * (weights + 5 * neurons) * samples


def split(seeds, seconds, jobs):
    """The seeds of one setting in tasks of about a second each, but at least four tasks for each job.

    >>> list(map(len, split(range(100), 0.1, 2)))
    [10, 10, 10, 10, 10, 10, 10, 10, 10, 10]
    """
    size = max(1, min(int(A_TASK / max(seconds, 1e-6)), -(-len(seeds) // (4 * jobs))))
    return [list(seeds[i:i + size]) for i in range(0, len(seeds), size)]


def processors():
    """How many of them this process may use."""
    import os
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:
        return os.cpu_count() or 1


def finished(tasks, executor=None, jobs=1):
    """The rows of the tasks, a list for each as they are finished, with the place of the task: (place, rows).

    Raises KeyboardInterrupt, with the exit code as `code`, at Ctrl-C, SIGTERM and SIGHUP.
    """
    with Signals() as signals:
        if executor is None and jobs == 1:
            for place, (text, seeds, solved_below, who) in enumerate(tasks):
                for seed in seeds:
                    yield place, runs(text, [seed], solved_below, who, signals.check)
                    signals.check()
        else:
            waiting = {}
            with workers(jobs, tasks, waiting) if executor is None else given(executor, waiting) as pool:
                yield from handed_over(tasks, pool, waiting, signals)


def workers(jobs, tasks, waiting):
    """Threads where C takes whole runs, as it leaves the interpreter to others meanwhile; else processes."""
    in_c = all(who == "c" and starts(text, solved_below) for text, _, solved_below, who in tasks)
    return threads(jobs, waiting) if in_c else processes(jobs)


@contextmanager
def threads(jobs, waiting):
    from concurrent.futures import ThreadPoolExecutor
    with ThreadPoolExecutor(jobs) as pool, given(pool, waiting):
        yield pool


def handed_over(tasks, pool, waiting, signals):
    """The same, of a pool. `waiting` has the tasks that are not finished: future -> place."""
    from concurrent.futures import FIRST_COMPLETED, wait
    tasks, more = enumerate(tasks), True
    while more or waiting:
        while more and len(waiting) < WAITING:
            place, task = next(tasks, (None, None))
            if more := task is not None:
                waiting[submitted(pool, task, signals)] = place
        for future in wait(waiting, PATIENCE, FIRST_COMPLETED).done:
            yield waiting.pop(future), result(future, signals)
        signals.check()


def submitted(pool, task, signals):
    try:
        return pool.submit(runs, *task)
    except RuntimeError as problem:
        raise broken(problem, signals) from None


def result(future, signals):
    from concurrent.futures import BrokenExecutor
    try:
        return future.result()
    except BrokenExecutor as problem:
        raise broken(problem, signals) from None


def broken(problem, signals):
    """A worker died. If somebody ended them all, that is to be said."""
    signals.check()
    from concurrent.futures import BrokenExecutor
    if isinstance(problem, BrokenExecutor):
        return OSError(errno.ECHILD, "a process that ran some of the runs has died")
    return NeurosimError("executor", "one that takes work", problem=str(problem))


@contextmanager
def given(executor, waiting):
    """Somebody else's executor. It goes on, but not with what an error has left waiting."""
    try:
        yield executor
    finally:
        for future in waiting:
            future.cancel()


@contextmanager
def processes(jobs):
    """Processes of our own, begun anew (spawn) on every system. An error ends them in the midst of their runs."""
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import active_children, get_context

    class Processes(ProcessPoolExecutor):
        def submit(self, *task):    # this is where it starts them
            with main_left_out(), interrupts_held():
                return super().submit(*task)

    others = set(active_children())
    with Processes(jobs, get_context("spawn"), begin) as pool:
        try:
            yield pool
        except BaseException:
            for child in set(active_children()) - others:
                child.terminate()
            raise


@contextmanager
def main_left_out():
    """New processes run the script that started them once more, for the functions in it. Ours need none of these: so no
    script has to be written for it, and one that comes from standard input is not missed."""
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main


@contextmanager
def interrupts_held():
    """A new process inherits that Ctrl-C, which the terminal sends to all, is not for it: from its first moment on, in
    which it cannot yet say so itself. This process hears of it a moment later."""
    import signal
    if not hasattr(signal, "pthread_sigmask"):    # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def begin():
    """In a process of ours: Ctrl-C is for the parent to decide about, and who has lost the parent ends."""
    import signal
    from threading import Thread
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=end_with_the_parent, daemon=True).start()


def end_with_the_parent():
    import os
    from multiprocessing import parent_process
    parent_process().join()
    os._exit(1)
