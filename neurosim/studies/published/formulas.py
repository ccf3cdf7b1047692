"""Figures as formulas over the names of a trace: -dE_dnet_o1, learning_rate * dE_dw5, 2 * E.

Published figures follow their own conventions, of sign, of a factor, of what is added up. A formula says which.
"""

import ast
import math
import operator

from ...core.activations import ACTIVATIONS
from ...core.guard.errors import NeurosimError

OPERATIONS = {ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv,
              ast.USub: operator.neg}
FUNCTIONS = {"sigmoid": ACTIVATIONS.make("sigmoid").f, "log": math.log, "log10": math.log10}


def value_of(formula, values):
    """What a formula comes to; values(name) gives the value of a name.

    >>> value_of("-2 * (out_o1 - 1)", {"out_o1": 0.25}.get)
    1.5
    >>> value_of("open('x')", {}.get)    # doctest: +ELLIPSIS
    Traceback (most recent call last):
    neurosim.core.guard.errors.NeurosimError: expected a formula of names, numbers, + - * / and log, ... got "open('x')"
    """
    try:
        return evaluate(ast.parse(formula, mode="eval").body, values)
    except (SyntaxError, KeyError, TypeError, AttributeError):
        functions = ", ".join(sorted(FUNCTIONS))
        raise NeurosimError("", f"a formula of names, numbers, + - * / and {functions}", formula) from None


def evaluate(node, values):
    if isinstance(node, ast.Constant) and type(node.value) in (int, float):
        return float(node.value)
    if isinstance(node, ast.Name):
        return values(node.id)
    if isinstance(node, ast.Call):
        return FUNCTIONS[node.func.id](*[evaluate(each, values) for each in node.args])
    sides = [node.operand] if isinstance(node, ast.UnaryOp) else [node.left, node.right]
    return OPERATIONS[type(node.op)](*[evaluate(side, values) for side in sides])
