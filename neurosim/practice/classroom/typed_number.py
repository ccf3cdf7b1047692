"""A number that somebody types: as it is, or as something to work out, such as 1/(1+exp(-0.3775)).

What is typed is parsed, never run: numbers, + - * / and powers, brackets, and the functions in FUNCTIONS.
"""

import ast
import math
import operator
import re
from unicodedata import normalize

from ...core.activations import ACTIVATIONS
from ...core.guard.errors import NeurosimError
from ..diagnosis.answers import read_number

MOST = 300    # characters
FUNCTIONS = {"exp": math.exp, "ln": math.log, "log": math.log, "sqrt": math.sqrt, "tanh": math.tanh, "abs": abs,
             "sigmoid": ACTIVATIONS.make("sigmoid").f, "relu": ACTIVATIONS.make("relu").f}
NAMES = {"e": math.e, "pi": math.pi}
OPERATORS = {ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv,
             ast.Pow: math.pow, ast.USub: operator.neg, ast.UAdd: operator.pos}
SIGNS = str.maketrans({"−": "-", "·": "*", "×": "*", "÷": "/", "^": "**", "[": "(", "]": ")", "σ": "sigmoid ",
                       "√": "sqrt ", "π": "pi"})
EXPECTED = "a number such as 0.0822, or an expression such as 1/(1+exp(-0.3775))"


def typed_number(text, field=""):
    """The number as (text, float): the text as it was typed where it is a number, else its value's.

    >>> typed_number("0,0822"), typed_number("1/(1+exp(-0.3775))"), typed_number("2·3^2")
    (('0.0822', 0.0822), ('0.5932699921071872', 0.5932699921071872), ('18.0', 18.0))
    """
    try:
        return read_number(text, field)
    except NeurosimError:
        value = worked_out(text, field)
        return repr(value), value


def worked_out(text, field):
    plain = re.sub(r"(?<=\d),(?=\d)", ".", normalize("NFKC", text.replace("²", "^2")).translate(SIGNS)).strip()
    if not plain or len(plain) > MOST:
        raise NeurosimError(field, EXPECTED, text[:60])
    try:
        value = float(value_of(ast.parse(plain, mode="eval").body))
    except NeurosimError:
        raise
    except (SyntaxError, ValueError, TypeError, ArithmeticError, RecursionError, MemoryError):
        raise NeurosimError(field, EXPECTED, text[:60]) from None
    if not math.isfinite(value):
        raise NeurosimError(field, problem="number too large for a double")
    return value


def value_of(node):
    """The value of a node of the parsed expression, as a float. ValueError for what is no part of one."""
    if isinstance(node, ast.Constant) and type(node.value) in (int, float):
        return float(node.value)
    if isinstance(node, ast.Name) and node.id in NAMES:
        return NAMES[node.id]
    if isinstance(node, (ast.BinOp, ast.UnaryOp)) and type(node.op) in OPERATORS:
        sides = [node.left, node.right] if isinstance(node, ast.BinOp) else [node.operand]
        return OPERATORS[type(node.op)](*map(value_of, sides))
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and not node.keywords and len(node.args) == 1:
        return FUNCTIONS[known(node.func.id)](value_of(node.args[0]))
    raise ValueError


def known(name):
    if name.lower() not in FUNCTIONS:
        raise NeurosimError("", f"one of the functions {', '.join(FUNCTIONS)}", name)
    return name.lower()
