"""Formulas as a spreadsheet takes them, in which w5 would be a cell: the name of that number is w_5."""

import re

from .notation import ATOM, Notation

LIKE_A_CELL = re.compile(r"^([A-Za-z]{1,3})(\d+)$")    # w5 is one, in column W


def cell_name(name):
    """A name as a spreadsheet takes it, where w5 is a cell.

    >>> [cell_name(name) for name in ("w5", "net_h1", "E")]
    ['w_5', 'net_h1', 'E']
    """
    return LIKE_A_CELL.sub(r"\1_\2", name)


# There -x^2 is (-x)^2. What has no function there is built of those that keep its digits.
SPREADSHEET = Notation({
    "add": (1, "{}+{}", (1, 2)), "sub": (1, "{}-{}", (1, 2)), "neg": (1.5, "-{}", (5,)),
    "mul": (2, "{}*{}", (2, 3)), "div": (2, "{}/{}", (2, 3)), "square": (4, "{}^2", (5,)),
    "gt": (0.5, "{}>{}", (1, 1)), "ge": (0.5, "{}>={}", (1, 1)),
    "lt": (0.5, "{}<{}", (1, 1)), "le": (0.5, "{}<={}", (1, 1)),
    "where": "IF", "exp": "EXP", "log": "LN", "sqrt": "SQRT", "tanh": "TANH",
    "absolute": "ABS", "sign": "SIGN", "largest": "MAX",
    "expm1": (ATOM, "IF(ABS({0})<1,2*TANH({0}/2)/(1-TANH({0}/2)),EXP({0})-1)", (2,)),
    "log1p": (2, "2*ATANH({0}/(2+{0}))", (2,)),
    "normal_cdf": "NORMSDIST", "normal_density": (2, "EXP(-0.5*{0}*{0})/SQRT(2*PI())", (3,)),
    "times_log": (ATOM, "IF({0}=0,0,{0}*LN({1}))", (2, 0)), "ratio": (ATOM, "IF({0}=0,0,{0}/{1})", (2, 3)),
}, name=cell_name)

# There e^x beyond a double is an error, not infinity: this is for formulas that get there. 1/(1+e^709.7) is 6e-309.
FAR_SPREADSHEET = Notation({**SPREADSHEET.operations, "exp": (ATOM, "EXP(MIN({0},709.7))", (0,))}, name=cell_name)
