"""The functions built on decimals, against mpmath: every digit but the last, however small, great or negative the number."""

from decimal import Context, Decimal, localcontext
from functools import cache
from random import Random

import pytest
from mpmath import MPContext

from neurosim.explain.arithmetic import functions

mp = MPContext()
random = Random(1)
SPREAD = [sign * random.random() * 10.0 ** power for power in (-320, -100, -30, -8, -3, -1, 0, 1) for sign in (-1, 1) for _ in range(4)]
EDGES = [0.0, 1.0, -1.0, 5.5, 9.2, 12.0, 20.0, 26.5, 35.0, 565.7, -565.7, 800.0, -800.0, 1e-5, -1e-5]
DEFINITION = {"normal_cdf": lambda x: mp.erfc(-x / mp.sqrt(2)) / 2, "normal_density": mp.npdf}
DEFINED = {"log": lambda x: x > 0.0, "sqrt": lambda x: x >= 0.0, "log1p": lambda x: x > -1.0}


@cache
def truth(name, x):
    """By 2,000 digits, as differences of great and small numbers need them."""
    mp.dps = 2000
    return DEFINITION.get(name, getattr(mp, name, None))(mp.mpf(x))


@pytest.mark.parametrize("digits", [5, *(pytest.param(each, marks=pytest.mark.slow) for each in (17, 50, 400))])
@pytest.mark.parametrize("name", ["exp", "expm1", "log", "log1p", "sqrt", "tanh", "erfc", "normal_cdf", "normal_density"])
@pytest.mark.slow
def test_less_than_one_unit_of_the_last_digit(name, digits):
    """Each result is off by less than one unit of its last digit, which is what the bounds of `exact` rest on."""
    for x in filter(DEFINED.get(name, lambda x: True), SPREAD + EDGES):
        with localcontext(Context(prec=2)):    # which nothing depends on
            got = getattr(functions, name)(Decimal.from_float(x), digits)
        expected = truth(name, x)
        unit = mp.mpf(10) ** (got.adjusted() - digits + 1)
        assert abs(mp.mpf(str(got)) - expected) < unit if expected else got == 0, x


@pytest.mark.parametrize("digits", [1, 20, 1000])
def test_pi(digits):
    """To any number of digits."""
    mp.dps = digits + 20
    assert abs(mp.mpf(str(functions.pi(digits))) - mp.pi) < mp.mpf(10) ** (1 - digits)


@pytest.mark.parametrize("name, x", [("log", "0"), ("log", "-1"), ("log1p", "-1"), ("sqrt", "-1")])
def test_undefined(name, x):
    """Where floats raise an error, decimals do, too."""
    with pytest.raises(ArithmeticError):
        getattr(functions, name)(Decimal(x), 20)
