"""What the runs of one setting have in common: how many solve it and when, how many are stuck, and at which errors."""

from .one_run import STATUSES

WIDTH = 1.1        # a plateau is a stretch of errors, the greatest at most that many times the least,
SHARE = 0.05       # at which that share of the stuck runs have ended,
LEAST = 2          # and so many of them


def summary(settings, rows):
    """One row of the table, as a dict.

    steps       the quartiles of the steps that the solved runs took: {"lower", "median", "upper"}; None: there are none
    plateaus    where runs are stuck: [{"error", "low", "high", "runs"}], the most runs first; "error" is their median
    """
    counts = {status: sum(row["status"] == status for row in rows) for status in STATUSES}
    return {**settings, "runs": len(rows), **counts,
            "steps": quartiles([row["steps"] for row in rows if row["status"] == "solved"]),
            "plateaus": plateaus([row["error"] for row in rows
                                  if row["status"] == "stuck" and row["error"] is not None])}


def quartiles(values):
    """By linear interpolation, as numpy does it.

    >>> quartiles([1, 2, 3, 4])
    {'lower': 1.75, 'median': 2.5, 'upper': 3.25}
    """
    from statistics import quantiles
    if not values:
        return None
    found = quantiles(values, n=4, method="inclusive") if len(values) > 1 else 3 * values
    return dict(zip(("lower", "median", "upper"), map(float, found)))


def plateaus(errors):
    """The stretch with the most errors, then the next of what is left, as long as there are enough in one.

    >>> [(found["error"], found["runs"]) for found in plateaus([0.0625, 0.07, 0.0633, 0.0628, 0.0833, 0.0834])]
    [(0.0628, 3), (0.0833, 2)]
    """
    errors, found = sorted(errors), []
    enough = max(LEAST, SHARE * len(errors))
    while errors:
        first, last = fullest(errors)
        if last - first < enough:
            break
        inside = errors[first:last]
        median = inside[(len(inside) - 1) // 2]
        found.append({"error": median, "low": inside[0], "high": inside[-1], "runs": len(inside)})
        del errors[first:last]
    return found


def fullest(errors):
    """Where the stretch with the most of these ascending errors begins and ends.

    >>> fullest([-1.0, -0.95, -0.5]), fullest([0.0, 0.0, 0.1])
    ((0, 2), (0, 2))
    """
    best, first = (0, 0), 0
    for last, error in enumerate(errors, 1):
        while error > max(WIDTH * errors[first], errors[first] / WIDTH):    # the second where it is below 0
            first += 1
        if last - first > best[1] - best[0]:
            best = first, last
    return best
