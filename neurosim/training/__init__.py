"""Runs that last: steps one after the other, kept, interrupted, resumed.

    run.py          the loop, and what is to be done now and then
    state.py        all that the next step depends on, as plain data, and back
    divergence.py   which number left the range of floats, and at which step
    signals.py      Ctrl-C and its kin wait for the end of the step
    keeping.py      the checkpoint file of a run
    lock.py         one run a file
"""
