"""Formulas printed as a program: the same code as everywhere, fed symbols; the same bits, in a fraction of the time.

    symbols.py      numbers that say how they come about: what is said twice is one node
    symbolic.py     a network whose numbers are symbols
    assigning.py    symbols as lines: what is used once is written where it is used, anything else is worked out once
    straight.py     the whole training loop as the text of one function        replayed.py    every number of many steps
    carried.py      what goes from step to step, as one list                   textbook.py    what may be printed at all
    compiling.py    the text as a function                                     sums.py        long sums, in parts
"""
