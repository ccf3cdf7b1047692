"""What a learner's own step does: what it is right for, what is wrong with it, and the first number that is off."""

from ...explain.expression import Expression
from ...explain.notation import pretty
from .blocks import Paragraph, SideBySide
from .wording import counted, listed


def probing_report(probing):
    """What it is right for, or what is wrong."""
    sizes = listed([probe.name for probe in probing.probes])
    yield Paragraph(f"Tried on {counted(len(probing.probes), 'network')}: {sizes}.")
    yield from conventions_report(probing)
    if not (probing.right_instead and not probing.mistakes):
        yield from groups_report(probing)


def groups_report(probing):
    """Layer by layer; then each fault, in the order in which to mend them."""
    for group, found in probing.groups.items():
        if found is None:
            yield Paragraph(f"Your {group} are right on all probes{precision(probing)}.")
    many = len(probing.faults) > 1
    if many:
        yield Paragraph(f"{len(probing.faults)} faults, in the order in which to mend them:")
    for number, fault in enumerate(probing.faults, 1):
        yield from fault_report(probing, fault, f"{number}. " if many else "")
    yield from untold_report(probing)
    yield from first_difference_report(probing)


def untold_report(probing):
    """Where nothing is known of any number, and nobody has said what the step is for: that may be all there is."""
    unknown = probing.faults and not any(fault.is_known for fault in probing.faults)
    untold = [name for name in ("activations", "loss") if getattr(probing.setup, name) is None]
    if unknown and untold:
        yield Paragraph(f"Tried were the usual {listed(untold)}; if yours are others, say which: "
                        f"{', '.join(f'{name}=' for name in untold)}.")


def precision(probing):
    words = probing.judge.nearness.words
    return f", {words}" if words else ""


def conventions_report(probing):
    """What the numbers are right for; or what they were judged by, where that is not the most usual."""
    right, instead, words = probing.right_for, probing.right_instead, probing.convention.words
    if right:
        yield Paragraph(f"Right for {words}.")
        yield from map(Paragraph, right.words)
    elif words != "sigmoid → sigmoid, half_squared_error":
        yield Paragraph(f"Judged as {words}.")
    if instead:
        yield Paragraph(f"All of it is right for {instead.convention.words}: was that meant?")
        yield from map(Paragraph, instead.words)
    if probing.otherwise:
        loss, name = probing.otherwise
        yield Paragraph(f"If the loss is to be {loss}, it is {name}: {probing.sentences([name])[0][0]}.")


def fault_report(probing, fault, number):
    groups = listed(fault.group_names if len(probing.faults) > 1 else fault.short_names)
    if fault.unsummed:
        yield Paragraph(f"{number}Your {groups} have a column for each sample of the batch: the bias gradient is not "
                        "summed over the batch. Add up the columns of δ (with the mean, divide by the batch), so that "
                        "each neuron has one bias.")
    elif fault.forms:
        yield Paragraph(f"{number}Your {groups} match {' and also '.join(fault.names)} on all probes.")
        yield from (Paragraph(f"That is what comes out when {sentence}. {advice}")
                    for sentence, advice in fault.sentences())
    elif fault.constant is not None:
        yield Paragraph(f"{number}Your {groups} are exactly {fault.constant_words} times the right ones on all "
                        f"probes{of_batch(probing.setup.batch, fault.constant)}.")
    else:
        yield Paragraph(f"{number}Your {groups} match no known mistake on all probes.")


def of_batch(batch, constant):
    """What a constant has to do with the number of samples, if anything."""
    if batch and abs(constant * batch - 1.0) < 1e-6:
        return ", as if they were divided by the batch once more"
    return ", as if they were not divided by the batch" if batch and abs(constant - batch) < 1e-6 else ""


def first_difference_report(probing):
    """Yours beside the right one, with its formula."""
    first = probing.first_difference
    if first:
        quantity = first["quantity"]
        step = f", in step {first['step']}" if first["step"] > 1 else ""
        where = f"{pretty(first['name'])}, on {first['probe']}{step}"
        yield Paragraph(f"The first wrong number in order of calculation is {where}:")
        yield SideBySide(first["name"], [("yours", Expression("constant", (), first["given"]), None),
                                         ("right", quantity.expression.body, quantity.value)])
