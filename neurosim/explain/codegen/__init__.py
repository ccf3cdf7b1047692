"""Formulas printed as programs: the same code as everywhere is fed symbols, and what it makes of them is written down.

    to be read   sections.py    every formula of a recorded step under its name: exported Python, the page's JavaScript
    to be fast   symbols.py     numbers that say how they come about: what is said twice is one node
                 symbolic.py    a network whose numbers are symbols
                 assigning.py   symbols as lines: what is used once is written where it is used, else worked out once
                 straight.py    the whole training loop as one function       replayed.py    every number of many steps
                 compiling.py   the text as a function of floats              textbook.py    what may be printed at all
                 answering.py   E and the outs of many samples
                 languages.py   C and JavaScript           written_out.py the training loop in these
                 in_loops.py    the same with loops over neurons and weights: looped_layers.py, looped_moves.py
                 programs.py    which of both
                 c_starts.py    a whole training run in C, with its looks
                 carried.py     what goes from step to step, as one list      rows.py        what a step learns from
"""
