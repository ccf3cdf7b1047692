"""What to compare next: the one further number that tells explanations apart, or shows where the mistake is; and which
mistakes these numbers would not show."""

from ...core.maths import absolute
from ...explain.kinds import KINDS
from ...explain.naming import before_step, parameter_of


def next_to_compare(diagnosis):
    """The name of a quantity; None where none helps."""
    if diagnosis.agree:
        return None
    full = [each for each in diagnosis.explanations if not each.leaves]
    if not full:
        return cause_to_ask_for(diagnosis)
    counts = {name: kinds_of_answer(name, full) for name in askable(diagnosis)}
    most = max(counts.values(), default=1)
    if len(full) > 1:
        return next((name for name in counts if counts[name] == most), None) if most > 1 else None
    return next((name for name in counts if shows(diagnosis.right, name, full[0])), None)


def cause_to_ask_for(diagnosis):
    """Where nothing explains the first slip: what it was computed from."""
    causes = diagnosis.tape.causes.get((diagnosis.slips or diagnosis.differing)[0], ())
    unknown = [name for name in causes
               if name not in diagnosis.expected and not diagnosis.trace.quantities[name].is_given]
    return max(unknown, key=diagnosis.place, default=None)


def askable(diagnosis):
    """What may be asked for, the simplest first: gradients of the layer in question, other gradients, all else."""
    quantities, expected = diagnosis.trace.quantities, diagnosis.expected
    first = quantities.get(diagnosis.differing[0])
    owner = first.owner if first else ""    # the weight, neuron or bias of the first difference
    known = {part(name) for name in expected for part in (before_step, parameter_of)}
    layer = next((group for group in layers_of_parameters(diagnosis.trace) if owner in group), ())

    def rank(quantity):
        return quantity.owner not in layer, KINDS[quantity.kind].asked or len(KINDS)
    unknown = [each for each in quantities.values()
               if not each.is_given and each.name not in expected and each.owner not in known]
    return [quantity.name for quantity in sorted(unknown, key=rank)]


def layers_of_parameters(trace):
    return [[name for group in groups for name in group] for groups in trace.names.grouped()]


def kinds_of_answer(name, explanations):
    """How many different values the explanations have for a quantity, at four digits."""
    return len({f"{each.numbers[name]:.4g}" if name in each.numbers else None for each in explanations})


def shows(right, name, explanation):
    """Whether a quantity is plainly another one where the mistake is made."""
    if name not in explanation.numbers or name not in right:
        return False
    return absolute(explanation.numbers[name] - right[name]) > 0.001 * absolute(right[name])


# What the numbers do not show.

def cannot_reveal(diagnosis):
    """Names of mistakes that change other numbers of this step, but none of these as far as their digits go."""
    revealed = {form.mistake for form in diagnosis.forms if not is_hidden(diagnosis, form)}
    return [mistake.name for mistake in diagnosis.shown_here if mistake not in revealed]


def is_hidden(diagnosis, form):
    rights = [(answer, diagnosis.right.get(answer.name, 0.0)) for answer in diagnosis.answers]
    return all(absolute(form.numbers.get(answer.name, right) - right) <= answer.unit for answer, right in rights)
