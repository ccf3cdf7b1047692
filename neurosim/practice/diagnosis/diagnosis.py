"""Where did I go wrong? The first number that is off, and the mistakes that give exactly these numbers.

First each number is judged by the learner's own earlier ones (following.py), so that a slip is found where it was made;
then by what every known mistake gives (search.py). Nothing is guessed: every explanation that fits is named, with the
one further number that would tell them apart, and "none of the known mistakes" is an answer.
"""

from copy import deepcopy
from functools import cached_property

from ...explain.arithmetic import make_arithmetic, nearest
from ...core.guard import checks
from ...core.guard.sizes import judge_trials
from ...core.maths import absolute, total
from ...explain.kinds import KINDS, is_parameter
from ...explain.naming import before_step, parameter_of
from ...explain.notation import PYTHON
from ...explain.viewable import Viewable
from .answers import read_answers
from .explanation import Explanation, RoundedAnswers
from .consistency import Tape, slips
from ..mistakes import MISTAKES
from .readings import Reader
from .search import fits, forms, pairs

MOST_LISTED = 20
MOST_NUMBERS = 2000  # of a trace, times steps before it
ENOUGH = 4           # digits in all, for a mistake to be named that explains some of the numbers only
DECIMALS = (2, 3, 4, 5, 6)    # to which somebody may round
NOISE = 1e-15         # the last bits of a double, some of them: relative
IN_SINGLE_PRECISION = 5e-7    # how far off numbers may be that were computed in it, as a share of the greatest


class Diagnosis(Viewable):
    """What there is to say of a learner's numbers.

    answers          each with its name, its text and value
    expected         name -> the right value            differing    names, the one that depends on least first
    slips            names whose number does not even follow from the learner's own earlier numbers
    explanations     each an Explanation, best first     ask_for      the name of the quantity to compare next, or None
    paired           whether pairs of mistakes were tried, too
    cannot_reveal    mistakes that would not have changed these numbers, as far as they go
    cannot_occur     mistakes that change no number of this step

    >>> from neurosim import load
    >>> found = load("worked-example").diagnose({"w5+": "0.358916480", "w1+": "0.149817639"})
    >>> found.agree, found.first_difference["name"], found.explanations, found.ask_for
    (False, 'w1_new', [Explanation(updated_weights)], 'dE_dw2')
    """

    def __init__(self, trainer, given, step=1, sample=None, numbers="float", tolerance=None):
        self.trainer, self.step, self.sample = trainer, step, sample
        judge_trials(trainer.size, checks.integer(step, "step"))
        self.arithmetic = make_arithmetic(numbers)
        self.trace = trainer.trace(sample, step, numbers)
        self.answers = read_answers(given, self.trace, tolerance)
        self.tape = Tape(self.trace)
        for answer in self.answers:
            answer.noise = self.noise_of(answer.name)
        self.reader = Reader(trainer, step, sample)
        self.right = self.reader.computed(after=any(answer.name == "E_new" for answer in self.answers))
        self.expected = {answer.name: self.expected_of(answer.name) for answer in self.answers}
        self.judge()
        self.explanations, self.slips, self.paired = [], [], False
        if self.differing:
            self.explain()

    def expected_of(self, name):
        return self.right["E_new"] if name == "E_new" else nearest(self.trace[name])

    def noise_of(self, name):
        """The last bits of what a number is the sum or the product of."""
        return NOISE * total([absolute(nearest(self.trace[cause])) for cause in self.tape.causes.get(name, ())])

    # First: which numbers differ, and which do not even follow from the learner's own.

    def judge(self):
        for answer in self.answers:
            answer.agrees = answer.agrees_with(self.expected[answer.name])
        found = [answer.name for answer in self.answers if not answer.agrees]
        self.differing = sorted(found, key=self.place)

    def place(self, name):
        """What depends on less comes first; after that the order of computation."""
        return self.places.get(name, (len(self.places), 0))

    @cached_property
    def places(self):
        """(level, place in the order of computation) of every name."""
        return {name: (level, place) for place, (name, level) in enumerate(self.tape.levels.items())}

    @property
    def agree(self):
        return not self.differing

    @property
    def first_difference(self):
        """The first number that is off, as a dict of its name, what was given and what was expected; None where all agree."""
        if self.agree:
            return None
        answer = self.answer(self.differing[0])
        return {"name": answer.name, "given": answer.value, "expected": self.expected[answer.name]}

    def answer(self, name):
        return next(answer for answer in self.answers if answer.name == name)

    # Then: why.

    @cached_property
    def forms(self):
        return forms(self.reader, self.right, after="E_new" in self.right)

    def explain(self):
        not_following, self.follows, self.room = slips(self.tape, self.answers)
        self.slips = sorted(not_following.keys() & set(self.differing), key=self.place)
        single = self.singles()
        if not self.slips and "E_new" not in self.differing:
            single = [each for each in single if each.decimals is None]
            self.explanations = [self.rounded(), *single]
        elif single:
            self.explanations = single
        elif len(self.trace) * self.step <= MOST_NUMBERS:
            self.explain_further()

    def explain_further(self):
        """What takes a trace for each mistake, or a run for each pair; a large network is spared that."""
        if self.is_rounded_within():
            self.explanations, self.slips = [self.rounded()], []
            return
        self.paired = len(self.slips) > 1
        self.explanations = (self.both() if self.paired else []) or self.in_part()

    def singles(self):
        """Every mistake that gives all the numbers by itself: once each, in its most usual form; rounding first.

        Where digits are not rounded as ours are, they may be cut off, or be those of another order of operations.
        """
        found = self.fitting() or self.fitting(cut=True) or self.in_single_precision()
        return sorted(found, key=lambda each: each.decimals is None)

    def in_single_precision(self):
        """Numbers of a program in single precision, which need not round where ours does: off by no more than its last bits,
        as a share of the greatest number of the kind, since differences of nearly equal numbers lose some."""
        kinds, greatest = {name: self.kind(name) for name in self.expected}, {}
        for name, kind in kinds.items():
            greatest[kind] = max(greatest.get(kind, 0.0), absolute(self.expected[name]))
        near = all(answer.fits(self.expected[answer.name], IN_SINGLE_PRECISION * greatest[kinds[answer.name]])
                   for answer in self.answers)
        return [Explanation([form], form.numbers, self.differing)
                for form in self.forms if near and form.mistake.name == "float32"]

    def kind(self, name):
        return self.trace.quantities[name].kind if name in self.trace.quantities else "error"

    def fitting(self, cut=False):
        found = [form for form in self.forms if fits(self.answers, form.numbers, cut)]
        usual = {form.mistake: form for form in reversed(found)}
        return [Explanation([form], form.numbers, self.differing) for form in found if usual[form.mistake] is form]

    def rounded(self):
        """Each number follows from those before it, as far as their digits go: intermediate results were rounded."""
        decimals = sorted(answer.decimals for answer in self.answers)[len(self.answers) // 2]
        return Explanation([RoundedAnswers(decimals)], self.right, self.differing)

    def is_rounded_within(self):
        """Whether the numbers come out where each product and sum within a formula is rounded as well."""
        if not slips(self.tape, self.answers, each_operation=True)[0].keys() & set(self.slips):
            return True
        furthest = max(absolute(answer.value - self.expected[answer.name]) for answer in self.answers)
        return any(furthest < 50.0 / 10**count and fits(self.answers, self.in_decimals(count)) for count in DECIMALS)

    def in_decimals(self, count):
        try:
            trace = self.trainer.trace(self.sample, self.step, f"rounded:{count}")
        except ValueError:    # a divisor that is rounded to 0
            return {}
        return {name: nearest(value) for name, value in trace.items()}

    def both(self):
        """Every pair of mistakes that gives all the numbers, once, in its most usual form."""
        found = {}
        for pair, numbers in pairs(self.reader, self.right, self.forms, self.answers):
            found.setdefault(tuple(form.mistake for form in pair), Explanation(pair, numbers, self.differing))
        return list(found.values())[:MOST_LISTED]

    def in_part(self):
        """Mistakes after which fewer numbers are left that follow from nothing: judged by the learner's own earlier numbers."""
        found = []
        for form in self.forms:
            touched = any(form.numbers.get(name) != self.right.get(name) for name in self.slips)
            left = self.left_by(form) if touched else self.slips
            explained = [name for name in self.slips if name not in left]
            digits = total([self.answer(name).digits for name in explained])
            if explained and (not left or left < set(self.slips) and digits >= ENOUGH):
                found.append((len(left), Explanation([form], form.numbers, explained, sorted(left, key=self.place))))
        fewest = min((count for count, _ in found), default=0)
        return list({each.mistake: each for count, each in reversed(found) if count == fewest}.values())[::-1][:MOST_LISTED]

    def left_by(self, form):
        """The names that do not follow from the learner's own numbers even where this mistake is made."""
        try:
            tape = Tape(self.trace_of(form))
            unknown = self.expected.keys() - tape.places.keys()
            left = {*slips(tape, self.answers, room=self.room)[0], *unknown}
        except (ArithmeticError, ValueError):
            return self.expected.keys()
        return {name for name in left if not (name in form.numbers and self.answer(name).agrees_with(form.numbers[name]))}

    def trace_of(self, spoiler):
        spoilt = deepcopy(self.trainer)
        spoiler.spoil(spoilt)
        return spoilt.trace(self.sample, self.step)

    # What else there is to say.

    @cached_property
    def ask_for(self):
        """The name of the one further quantity that tells most of the explanations apart, or confirms the only one."""
        if self.agree:
            return None
        full = [each for each in self.explanations if not each.leaves]
        if not full:
            return self.cause_to_ask_for()
        counts = {name: self.kinds_of_answer(name, full) for name in self.askable()}
        most = max(counts.values(), default=1)
        if len(full) > 1:
            return next((name for name in counts if counts[name] == most), None) if most > 1 else None
        return next((name for name in counts if self.shows(name, full[0])), None)

    def cause_to_ask_for(self):
        """Where nothing explains the first slip: what it was computed from."""
        causes = self.tape.causes.get((self.slips or self.differing)[0], ())
        unknown = [name for name in causes if name not in self.expected and not self.trace.quantities[name].is_given]
        return max(unknown, key=self.place, default=None)

    def askable(self):
        """What may be asked for, the simplest first: gradients of the layer in question, other gradients, everything else."""
        owner = self.owner_of(self.differing[0])    # the weight, neuron or bias of the first difference
        known = {part(name) for name in self.expected for part in (before_step, parameter_of)}
        names = [q.name for q in self.trace.quantities.values() if not q.is_given and q.name not in self.expected and q.owner not in known]
        layer = next((group for group in self.layers_of_parameters() if owner in group), ())

        def rank(name):
            quantity = self.trace.quantities[name]
            return quantity.owner not in layer, KINDS[quantity.kind].asked or len(KINDS)
        return sorted(names, key=rank)

    def owner_of(self, name):
        return self.trace.quantities[name].owner if name in self.trace.quantities else ""

    def layers_of_parameters(self):
        return [[name for group in groups for name in group] for groups in self.trace.names.grouped()]

    def kinds_of_answer(self, name, explanations):
        """How many different values the explanations have for a quantity, at four digits."""
        return len({f"{each.numbers[name]:.4g}" if name in each.numbers else None for each in explanations})

    def shows(self, name, explanation):
        """Whether a quantity is plainly another one where the mistake is made."""
        if name not in explanation.numbers or name not in self.right:
            return False
        return absolute(explanation.numbers[name] - self.right[name]) > 0.001 * absolute(self.right[name])

    @cached_property
    def cannot_reveal(self):
        """Names of mistakes that change other numbers of this step, but none of these as far as their digits go."""
        revealed = {form.mistake for form in self.forms if not self.is_hidden(form)}
        return [mistake.name for mistake in self.shown_here if mistake not in revealed]

    @property
    def shown_here(self):
        """The mistakes that change a number of this step."""
        return list(dict.fromkeys(form.mistake for form in self.forms))

    def is_hidden(self, form):
        pairs = [(answer, self.right.get(answer.name, 0.0)) for answer in self.answers]
        return all(absolute(form.numbers.get(answer.name, right) - right) <= answer.unit for answer, right in pairs)

    @cached_property
    def cannot_occur(self):
        return [name for name, mistake in MISTAKES.items() if mistake not in self.shown_here]

    def comparisons(self, explanation):
        """(name, the learner's expression, the right one), for each mistake: where its formula first departs."""
        found = []
        for form in explanation.forms:
            spoilt = self.trace_of(form)
            wanted = upstream(spoilt, self.differing[0])
            departs = [name for name in sorted(wanted or spoilt.quantities, key=self.place) if self.departs(spoilt, name)]
            found += [(name, spoilt.quantities[name].expression, self.trace.quantities[name].expression) for name in departs[:1]]
        return found

    def departs(self, spoilt, name):
        if name not in self.trace.quantities or name not in spoilt.quantities or spoilt.parameters != self.trace.parameters:
            return False
        yours, right = spoilt.quantities[name], self.trace.quantities[name]
        if right.is_given:
            if (is_parameter(right) or right.kind == "memory") and self.step > 1:    # by then they differ whatever is done
                return False
            return nearest(yours.value) != nearest(right.value)
        return PYTHON.write(yours.expression.body) != PYTHON.write(right.expression.body)

    # Out.

    def to_dict(self):
        rows = [{"name": answer.name, "given": answer.value, "expected": self.expected[answer.name],
                 "agrees": answer.agrees, "follows": answer.name not in self.slips} for answer in self.answers]
        return {"format": "neurosim-diagnosis", "version": 1, "agree": self.agree, "first_difference": self.first_difference,
                "explanations": [each.to_dict() for each in self.explanations], "ask_for": self.ask_for, "answers": rows,
                "cannot_reveal": self.cannot_reveal, "cannot_occur": self.cannot_occur}

    def __repr__(self):
        if self.agree:
            return f"Diagnosis({len(self.answers)} numbers, all agree)"
        return f"Diagnosis({len(self.answers)} numbers, {len(self.differing)} differ: {self.explanations or 'no known mistake'})"


def upstream(trace, name):
    """The names that a quantity depends on, itself included."""
    tape = Tape(trace)
    found, waiting = set(), [name] if name in tape.causes else []
    while waiting:
        if (each := waiting.pop()) not in found:
            found.add(each)
            waiting += tape.causes[each]
    return found
