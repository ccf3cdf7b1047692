"""Ctrl-C, SIGTERM and SIGHUP wait until the step that is being taken is finished. A second one does not wait."""

import signal

NAMES = ("SIGINT", "SIGTERM", "SIGHUP")


class Interrupted(KeyboardInterrupt):
    """A run was ended from outside. `code` is the exit code that says by which signal."""

    def __init__(self, number, message=""):
        super().__init__(message)
        self.number, self.code = number, 128 + number


class Signals:
    """While it is open, `caught` is the number of the signal that came, 0 as long as there was none.

    A signal that is ignored (nohup) stays ignored, and outside the main thread signals are somebody else's business.
    """

    def __init__(self):
        self.caught, self.twice, self.before = 0, False, {}

    def __enter__(self):
        for number in [getattr(signal, name) for name in NAMES if hasattr(signal, name)]:
            if signal.getsignal(number) not in (signal.SIG_IGN, None):
                try:
                    self.before[number] = signal.signal(number, self.catch)
                except ValueError:
                    break
        return self

    def catch(self, number, frame):
        self.caught, self.twice = int(number), bool(self.caught)
        if self.twice:
            raise Interrupted(self.caught)

    def check(self):
        """For where it is safe to stop."""
        if self.caught:
            raise Interrupted(self.caught)

    def __exit__(self, *_):
        for number, handler in self.before.items():
            signal.signal(number, handler)
