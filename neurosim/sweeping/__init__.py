"""Many runs: the same experiment from many starts and in many settings.

    settings.py     table: what may be varied
    criterion.py    when a run has solved its problem
    one_run.py      one run, from first weights to a row of plain data
    engine.py       who runs the runs
    kept.py         the file that keeps finished runs
    summary.py      what the runs of a setting have in common: shares, quartiles, plateaus
    sweep.py        which runs there are, and what came of them
"""


def sweep(*arguments, **named):
    from .sweep import sweep    # only where it is asked for: it takes a while to import
    return sweep(*arguments, **named)
