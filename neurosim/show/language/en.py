"""English: every sentence that is printed for a class, whole, by its key, with named holes.

Keys are `where.what`, in the order in which they are met.
"""

SENTENCES = {
    # Worksheets.
    "sheet.variant": "Variant {variant}",
    "sheet.check": "Check code {check}",
    "sheet.name": "Name: {student}",

    # How numbers are rounded.
    "rounding.decimals": "Write every number with {count} decimals (0.12345 with 4 decimals is 0.1235). "
                         "You may calculate on with the rounded number or with all digits: both are accepted.",
    "rounding.digits": "Write every number with {count} significant digits (0.012345 with 4 of them is 0.01235). "
                       "You may calculate on with the rounded number or with all digits: both are accepted.",

    # The stages of a step, in order of computation.
    "stage.forward": "Forward",
    "stage.error": "Error",
    "stage.backward": "Back to the nets: δ",
    "stage.gradient": "Gradients",
    "stage.update": "Update",

    # Hints, in three steps: which rule, the formula, the numbers.
    "hint.rule.net": "{name} is a weighted sum: each input of the neuron times its weight, all added up, and the bias.",
    "hint.rule.out": "{name} is what the activation makes of the neuron's net.",
    "hint.rule.error": "{name} is what the loss makes of target and out.",
    "hint.rule.dE_dout": "{name} is the slope of the loss, or the sum over all paths from this out to the error.",
    "hint.rule.dout_dnet": "{name} is the slope of the activation at this neuron.",
    "hint.rule.dE_dnet": "{name} is the chain rule: how E changes with the out, times the slope of the activation.",
    "hint.rule.dE_dw": "{name} is the chain rule: δ of the neuron that the weight leads to, times its input there.",
    "hint.rule.dE_db": "{name} is the sum of δ over the neurons that the bias belongs to, as its input is 1.",
    "hint.rule.new": "{name} is the old value, moved against its gradient by the rule of the optimizer.",
    "hint.rule.other": "{name} is {words}.",
    "hint.formula": "{name} = {formula}",
    "hint.numbers": "{name} = {numbers}",
}
