"""Fit a 4-layer network with a linear output to noisy samples of a curve, and draw the data with the fit.

    python scripts/fit_curve.py                 trains the built-in experiment `curve`, draws curve.png
    python scripts/fit_curve.py curve.svg 2000  another picture, more steps

Drawing needs matplotlib: pip install matplotlib
"""

import signal
import sys

import neurosim


def main(picture="curve.png", steps=None):
    try:
        import matplotlib    # noqa: F401   `plot` needs it: to be heard of before the training
    except ImportError:
        raise neurosim.NeurosimError("", "after pip install matplotlib", problem="matplotlib is not installed") from None
    experiment = neurosim.load("curve")
    training = experiment.train(steps and int(steps))
    for step, error in training.errors:
        print(f"step {step:6,}   error {error:.6f}")
    training.plot(picture)
    print(f"{experiment.network!r}: data and fit drawn in {picture}")


if __name__ == "__main__":
    getattr(signal, "SIGPIPE", None) and signal.signal(signal.SIGPIPE, signal.SIG_DFL)    # `| head` ends it quietly
    try:
        main(*sys.argv[1:])
    except (neurosim.NeurosimError, ValueError) as error:
        sys.exit(f"fit_curve: error: {error}")
