"""The network as one straight function: the same formulas as everywhere, the same bits, in a fraction of the time.

    formulas.py     what a layer, a loss and an optimizer compute, one neuron and one weight of each kind run on symbols
    assigning.py    formulas as assignments: what occurs twice is computed once
    program.py      the whole training loop as the text of one Python function
    taking.py       the steps of an experiment, taken by that function
"""
