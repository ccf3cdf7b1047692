"""A step judged by one convention: which groups are right, and which mistakes, or constants, explain the others."""

from functools import cached_property
from itertools import combinations

from ....core.guard.errors import NeurosimError
from ....core.maths import absolute
from ...mistakes import MISTAKES
from .fault import Fault
from .nearness import factor, times
from .probe_network import changes_of

KEPT, DEEP = 6, 3           # so many combinations of mistakes are followed further, of so many mistakes
MOST_WORK = 120_000         # weights moved, in trials
OF_PRECISION = ("float32", "float32_parameters")    # no mistakes of a step: nearness.py knows them


class Judge:
    """What neurosim's own steps give for a convention, right or spoilt, beside what was seen.

    own_rate    whether the step goes by a learning rate of its own: then all may be a constant times the right numbers
    """

    def __init__(self, probes, seen, convention, optimizer, nearness, own_rate=False):
        self.probes, self.seen, self.convention = probes, seen, convention
        self.nearness, self.own_rate = nearness, own_rate
        self.optimizer, self.known, self.known_first, self.work = optimizer, {}, {}, 0
        self.first_trainer = probes[0].trainer(convention, optimizer)
        self.groups = list(dict.fromkeys(group for changes in seen for group in reversed(changes)))

    @cached_property
    def trainers(self):
        others = [probe.trainer(self.convention, self.optimizer) for probe in self.probes[1:]]
        return [self.first_trainer, *others]

    @cached_property
    def right(self):
        return self.numbers(())

    def first_numbers(self, forms=()):
        """Those of the first probe, by which most possibilities are given up."""
        if forms not in self.known_first:
            self.work += self.probes[0].size
            self.known_first[forms] = changes_of(self.first_trainer, list(map(self.spoiler, forms)))
        return self.known_first[forms]

    def numbers(self, forms):
        """For each probe the changes by group where these mistakes are made; None where they cannot be computed."""
        if forms not in self.known:
            first, spoilers = self.first_numbers(forms), list(map(self.spoiler, forms))
            self.work += sum(probe.size for probe in self.probes[1:])
            self.known[forms] = [first, *(changes_of(trainer, spoilers) for trainer in self.trainers[1:])]
        return self.known[forms]

    @staticmethod
    def spoiler(form):
        name, where = form
        return lambda trainer: MISTAKES[name].spoil(trainer, where)

    # What is right.

    def rate_of(self, numbers):
        """The constant of a step with its own learning rate, as its last layer says; 1 for any other."""
        if not self.own_rate or numbers[0] is None:
            return 1.0
        group = max(group for group in self.seen[0] if group[1] == "weights")
        return factor(self.seen[0][group], numbers[0][group]) or 1.0

    def fits_first(self, forms=(), any_constant=False):
        """Whether all groups of the first probe come out, with the rate of the step or with any constant."""
        changes, seen = self.first_numbers(forms), self.seen[0]
        if changes is None:
            return False
        group = max(group for group in seen if group[1] == "weights")
        constant = factor(seen[group], changes[group]) if any_constant or self.own_rate else 1.0
        return constant is not None and constant > 0.0 and all(
            self.nearness.same(seen[group], times(constant, changes[group])) for group in seen)

    def explained(self, forms=()):
        """The groups whose numbers come out on every probe that has them, where these mistakes are made."""
        numbers = self.numbers(forms)
        constant = self.rate_of(numbers)
        if constant <= 0.0:
            return set()
        return {group for group in self.groups if self.comes_out(group, numbers, constant)}

    def comes_out(self, group, numbers, constant=1.0):
        return all(changes is not None and self.nearness.same(seen[group], times(constant, changes[group]))
                   for seen, changes in zip(self.seen, numbers) if group in seen)

    def constants(self, numbers, groups=None):
        """For each probe, what all right numbers (of some groups) are multiplied by; None where that is not all."""
        found = []
        for seen, changes in zip(self.seen, numbers):
            here = [group for group in groups or self.groups if group in seen]
            if not here:
                continue
            if changes is None:
                return None
            mine, right = ([value for group in here for value in values[group]] for values in (seen, changes))
            constant = factor(mine, right)
            if constant is None or not all(self.nearness.same(seen[g], times(constant, changes[g])) for g in here):
                return None
            found.append(constant)
        return found or None

    # What is wrong.

    def forms(self):
        """Every form of every mistake that changes a number, and the groups that it explains; most usual first.
        Of forms of one mistake with the same numbers the first."""
        found, seen = {}, {}
        for form in self.all_forms():
            numbers = self.numbers((form,))
            if numbers != self.right and numbers not in seen.setdefault(form[0], []) and None not in numbers:
                seen[form[0]].append(numbers)
                found[form] = self.explained((form,))
        return found

    def all_forms(self):
        return [(name, where) for name, mistake in MISTAKES.items() for where in self.variants(mistake)]

    @cached_property
    def alone(self):
        """What each mistake explains."""
        return self.forms()

    def variants(self, mistake):
        """The forms that a mistake has in some probe."""
        if mistake.name in OF_PRECISION:
            return ()
        return dict.fromkeys(where for trainer in self.trainers for where in mistake.forms(trainer))

    def by_one_mistake(self):
        """The one fault, where there is a mistake that explains all; else []."""
        right, most = self.explained(), len(self.groups)
        whole = [form for form in self.all_forms() if self.fits_first((form,)) and self.numbers((form,)) != self.right
                 and len(self.explained((form,))) == most]
        return [Fault([group for group in self.groups if group not in right], whole)] if whole else []

    def faults(self):
        """The faults in the order in which to mend them; as few as explain most."""
        right, alone = self.explained(), self.alone
        if self.constants(self.right) and not self.own_rate:
            return self.told((), right, {})
        chain = self.chain(right, alone)
        if not chain:
            chain = self.pair(alone) or chain
        return self.told(chain, right, alone)

    def chain(self, right, alone):
        """Mistakes that are made at once, each of which explains more groups."""
        best, states = (), [()]
        count = {(): len(right)}
        for _ in range(DEEP):
            grown = {}
            for state in states:
                for form in alone:
                    forms = (*state, form)
                    if form[0] not in {name for name, _ in state} and self.may_go_on():
                        groups = alone[form] if not state else self.explained(forms)
                        if len(groups) > count[state]:
                            grown[forms] = len(groups)
            states = sorted(grown, key=grown.get, reverse=True)[:KEPT]
            count.update(grown)
            best = max([best, *states], key=lambda forms: (count[forms], -len(forms)))
            if count[best] == len(self.groups):
                break
        return best

    def may_go_on(self):
        return self.work < MOST_WORK

    def pair(self, alone):
        """Two mistakes that explain all groups together, though neither explains one alone."""
        most, before = len(self.groups), self.work
        for forms in combinations(alone, 2):
            if forms[0][0] != forms[1][0] and self.work < before + MOST_WORK:
                if self.fits_first(forms) and len(self.explained(forms)) == most:
                    return forms
        return None

    def told(self, chain, right, alone):
        """One fault for each mistake of a chain; then for each group that is left one that explains it by itself, a
        constant, or nothing."""
        explained, faults = set(right), []
        for place in range(len(chain)):
            now = self.explained(chain[:place + 1])
            faults.append(Fault([group for group in self.groups if group in now - explained], [chain[place]]))
            explained |= now
        left = [group for group in self.groups if group not in self.explained(chain)]
        for group in left:
            self.add(faults, group, self.alone_for(group, chain, alone))
        for fault in faults:
            fault.groups = fault.groups or [group for group in self.groups if group not in right]
        return sorted(faults, key=lambda fault: fault.place)

    def alone_for(self, group, chain, alone):
        """A fault for one group: a constant, or a mistake made there only."""
        base = self.numbers(chain)
        rate, constants = self.rate_of(base), self.constants(base, [group])
        count = sum(len(seen.get(group, ())) for seen in self.seen)
        if constants and count > 1 and max(constants) - min(constants) <= 1e-3 * absolute(constants[0]):
            return Fault([group], constant=constants[0] / rate)
        return Fault([group], [form for form in alone if self.may_go_on()
                               and self.comes_out(group, self.numbers((*chain, form)), rate)])

    @staticmethod
    def add(faults, group, fault):
        """Together with one that is the same for another group."""
        for other in faults:
            if other.forms == fault.forms and same_constant(other.constant, fault.constant):
                other.groups.append(group)
                return
        faults.append(fault)


def same_constant(one, other):
    return one is other or None not in (one, other) and absolute(one - other) <= 1e-6 * absolute(one)


def judged(probes, seen, convention, optimizer, nearness, own_rate=False):
    """The Judge; None where a probe cannot be made under this convention."""
    try:
        return Judge(probes, seen, convention, optimizer, nearness, own_rate)
    except NeurosimError:
        return None
