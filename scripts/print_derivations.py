"""Print how the gradient of every weight comes about: symbols, numbers, value, and the same for its causes.

    python scripts/print_derivations.py                  the worked example
    python scripts/print_derivations.py my.json          your own network
    python scripts/print_derivations.py worked-example w5 w1
"""

import signal
import sys

import neurosim


def main(source="worked-example", *names):
    trace = neurosim.load(source).trace()
    for name in names or trace.parameters:
        print(trace.explain(name), end="\n\n\n")


if __name__ == "__main__":
    getattr(signal, "SIGPIPE", None) and signal.signal(signal.SIGPIPE, signal.SIG_DFL)    # `| head` ends it quietly
    try:
        main(*sys.argv[1:])
    except neurosim.NeurosimError as error:
        sys.exit(f"print_derivations: error: {error}")
