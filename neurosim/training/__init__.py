"""Training: all that takes steps, and all that looks at steps before or after they are taken.

    trainer.py          network, samples, chance: who takes steps
    building.py         the network of a document, and back
    engines.py          who takes many steps at once
    straight_steps.py   Python, by the straight function of the network
    compiled_steps.py   C, by the same function             c_libraries.py   compiled, and kept
    divergence.py       which number left the range of floats, and at which step
    state.py            all that the next step depends on, as plain data, and back
    ahead.py            steps to come: their traces, checks of their slopes
    replay.py           traces of one step after the other
    run.py              a run: looks, checkpoints, signals
    checkpoints.py      the file that keeps a run
    interrupts.py       Ctrl-C and its kin wait for the end of the step
    history.py          any step of a run, taken once more
    evaluation.py       how good the network is: error, accuracy, which classes are confused
    in_units.py         numbers as the table of samples has them
    prediction.py       answers to inputs without targets
    goal.py             what ends a run before its last step
    outcome.py          what came of a run
"""

ENGINES = ("neurons", "python", "c")    # who may take the steps, to the same bits: see engines.py
