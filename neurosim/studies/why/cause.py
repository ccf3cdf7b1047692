"""What a cause is, and the table of them.

To add one, decorate a function in one of the files beside this: of an Attempt it returns the numbers that show the
cause, by the names that its sentence has holes for, or None where the cause is not seen.
"""

from ...explain.naming import Names

CAUSES = {}
MOST_NAMES = 6    # in a sentence


class KnownCause:
    """Why training may get nowhere.

    look        look(attempt) -> the numbers, or None
    sentence    what is seen, with a {hole} for each number     first_step    what to do
    cures       what may cure it: see cures.py. It is told only if one of them does
    judge       by what of an Attempt a cure is judged: its `share` of what is left to learn, or, where training may
                have gone well, its `last` error, that of the `worst_class`, or its `last_test`
    weight      1: the file itself is at fault; 2: seen in the numbers of training; 3: it may be this where nothing of
                more weight explains it
    """

    def __init__(self, look, sentence, first_step, cures, judge, weight):
        self.name, self.look, self.sentence, self.first_step = look.__name__, look, sentence, first_step
        self.cures, self.judge, self.weight = cures, judge, weight

    @property
    def is_of_failures(self):
        """Whether it is looked for only where training went nowhere."""
        return self.judge == "share"


def cause(sentence, first_step, *cures, judge="share", weight=2):
    def entry(look):
        CAUSES[look.__name__] = KnownCause(look, sentence, first_step, cures, judge, weight)
        return look
    return entry


def shown(number):
    """A number as a sentence has it."""
    return f"{number:.3g}".replace("-", "−")


def named(attempt, layer, places):
    """Neurons of a layer by their places: h1, h2 and h3."""
    names = Names(attempt.trainer.network).neurons[layer]
    found = [names[place] for place in places]
    if len(found) > MOST_NAMES:
        return f"{', '.join(found[:MOST_NAMES])} and {len(found) - MOST_NAMES} more"
    return " and ".join(filter(None, [", ".join(found[:-1]), found[-1]]))
