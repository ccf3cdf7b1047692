"""How does diagnosis do on other people's programs? Mistakes met in public, written anew after what their authors did.

    python scripts/measure_wild.py      the tables of docs/diagnosis.md: mistakes with their sources, and right code

Told is: named first, by all of its names where several were made; or said by its factor, or by what it is right for.
A false story is a mistake named where none of them was made, and nothing said of that kind.
"""

import sys

from wild_cases import CASES
from wild_first import FIRST
from wild_programs import RIGHT, Adam
from wild_second import SECOND, Momentum

from neurosim import diagnose_function


def judged(program, setup, wanted):
    """(how it counts, what was said)."""
    step = program if issubclass(program, (Adam, Momentum)) else program()
    found = diagnose_function(step, **setup)
    names, factors = found.mistakes, [fault.constant for fault in found.faults if fault.constant is not None]
    unsummed = any(fault.unsummed for fault in found.faults)
    said = ", ".join(names[:3]) or ("right for another" if found.right_instead else f"factor {factors[0]:g}" if factors
                                    else "not summed over the batch" if unsummed else "nothing known")
    if found.agree:
        return "agrees", "right"
    firsts = {fault.names[0] for fault in found.faults if fault.names}
    if wanted and (wanted <= firsts or {*names[:1]} == wanted or unsummed and "bias_not_summed" in wanted):
        return "named", said
    if factors or found.right_instead:
        return "told", said
    if wanted & set(names):
        return "in part", said
    return ("false" if names else "not told"), said


def table(entries):
    """A row for each program, and how many of each verdict."""
    print("| what was done | where | said |\n|---|---|---|")
    counts = {}
    for program, setup, wanted, source in entries:
        verdict, said = judged(program, setup, wanted)
        counts[verdict] = counts.get(verdict, 0) + 1
        done = " and ".join(sorted(wanted)) or f"({program.__name__})"
        print(f"| {done} | {source} | {verdict}: {said} |", flush=True)
    print("\n" + ", ".join(f"{verdict} {count}" for verdict, count in sorted(counts.items())), f"of {len(entries)}\n")


def answered(wanted, ask):
    """Whether a question got the right answer."""
    found = ask()
    if wanted == "right":
        return found.agree
    return not found.agree and all(words in str(found) for words in wanted.split(", "))


def questions():
    print("| what was asked | where | right answer | given |\n|---|---|---|---|")
    for asked, wanted, source, ask in CASES:
        print(f"| {asked} | {source} | {wanted} | {'yes' if answered(wanted, ask) else 'no'} |", flush=True)
    print()


def main():
    questions()
    table(FIRST)
    table(SECOND)
    print("| right code | said |\n|---|---|")
    for name, program, setup in RIGHT:
        print(f"| {name} | {judged(program, setup, set())[1]} |", flush=True)


if __name__ == "__main__":
    sys.exit(main())
