"""Many runs: the same experiment from many starts and in many settings.

    settings.py     table: what may be varied
    plan.py         which runs there are
    criterion.py    when a run has solved its problem
    one_run.py      one run, from first weights to a row of plain data
    in_c.py         the same in C, as a whole
    engine.py       who runs the runs
    kept.py         the file that keeps finished runs
    all_runs.py     those that are kept, those that are missing, in order
    summary.py      what the runs of a setting have in common: shares, quartiles, plateaus
    result.py       what came of it
"""
