"""The functions of core.maths on decimals, to as many digits as one likes.

The decimal module has exp, ln and sqrt; the rest is built of them.

    f(x, digits)      f of the decimal x, off by less than one unit of the last of so many significant digits

Every one works with some digits more than it answers with, and with as many more as its subtractions lose. No setting
of the decimal module is read or changed: each calculation has a Context of its own. (So no `-x` and no `abs(x)` here:
they would round to the 28 digits of whoever is about. `x.copy_negate()` and `x.copy_abs()` do not round.)
"""

from decimal import MAX_EMAX, MIN_EMIN, ROUND_HALF_EVEN, Context, Decimal, DivisionByZero, InvalidOperation
from functools import lru_cache

GUARD = 10    # digits more than are asked for
ONE, TWO = Decimal(1), Decimal(2)


@lru_cache(maxsize=256)
def context(digits, rounding=ROUND_HALF_EVEN):
    """Arithmetic with so many significant digits, and exponents of any size. Treat it as read-only."""
    return Context(digits, rounding, MIN_EMIN, MAX_EMAX, capitals=0, clamp=0, flags=[],
                   traps=[InvalidOperation, DivisionByZero])


def exp(x, digits):
    """e to the power of x.

    >>> exp(ONE, 20)
    Decimal('2.7182818284590452354')
    """
    return context(digits).exp(x)


def log(x, digits):
    """The natural logarithm. Near 1 the decimal module takes seconds for what a few terms of a series give at once."""
    if not x > 0:
        raise ArithmeticError("the logarithm of a number that is not above 0")
    beyond_one = context(len(x.as_tuple().digits) + GUARD).subtract(x, ONE)    # to its last digit where x is near 1
    return log_near_1(beyond_one, digits) if leading_zeros(beyond_one) > 2 + digits // 10 else context(digits).ln(x)


def log_near_1(z, digits):
    """ln(1 + z) = 2 (y + y³/3 + y⁵/5 + ...) with y = z / (2 + z). Abramowitz and Stegun, 4.1.27.

    >>> log_near_1(Decimal("1e-30"), 40)
    Decimal('9.999999999999999999999999999995000000000E-31')
    """
    work = context(digits + GUARD)
    power = result = work.divide(z, work.add(TWO, z))
    y_squared, n = work.multiply(power, power), 1
    while power and power.adjusted() > result.adjusted() - work.prec:
        n, power = n + 2, work.multiply(power, y_squared)
        result = work.add(result, work.divide(power, Decimal(n)))
    return context(digits).multiply(TWO, result)


def sqrt(x, digits):
    return context(digits).sqrt(x)


def expm1(x, digits):
    """e^x - 1. Near 0 that is close to x, and the subtraction loses the digits that e^x and 1 share.

    >>> expm1(Decimal("1e-30"), 40)
    Decimal('1.000000000000000000000000000000500000000E-30')
    """
    lost = leading_zeros(x)
    if lost > digits + GUARD:
        return context(digits).plus(x)    # the rest, x²/2, is too small to be seen
    work = context(digits + GUARD + lost)
    return context(digits).subtract(work.exp(x), ONE)


def log1p(x, digits):
    """The natural logarithm of 1 + x.

    >>> log1p(Decimal("1e-30"), 40)
    Decimal('9.999999999999999999999999999995000000000E-31')
    """
    lost = leading_zeros(x)
    if lost > digits + GUARD:
        return context(digits).plus(x)
    return log(context(digits + GUARD + lost).add(ONE, x), digits)


def leading_zeros(x):
    """How many zeros a number below 1 has after its point."""
    return max(0, -x.adjusted()) if x and x.is_finite() else 0


def tanh(x, digits):
    """(1 - e^-2x) / (1 + e^-2x) for x above 0, and the same with a minus below.

    >>> tanh(Decimal("-0.5"), 20)
    Decimal('-0.46211715726000975850')
    """
    work = context(digits + GUARD)
    t = expm1(work.multiply(TWO.copy_negate(), x.copy_abs()), digits + GUARD)
    return context(digits).divide(t if x < 0 else t.copy_negate(), work.add(TWO, t))


def erfc(x, digits):
    """1 - erf(x), the share of a bell curve that lies further out than x.

    >>> erfc(ONE, 20), erfc(Decimal(30), 20)
    (Decimal('0.15729920705028513066'), Decimal('2.5646562037561116000E-393'))
    """
    x_squared = squared(x)
    if x < 0:
        return context(digits).subtract(TWO, erfc(x.copy_negate(), digits + GUARD))
    if x_squared > 3 * (digits + GUARD):    # above ln(10) = 2.30... the terms get small enough before they grow again
        return erfc_far(x, x_squared, digits)
    return erfc_near(x, x_squared, digits)


def squared(x):
    """x², to its last digit."""
    return context(2 * len(x.as_tuple().digits) + 1).multiply(x, x)


def erfc_near(x, x_squared, digits):
    """1 - 2/√π e^-x² (x + 2x³/3 + 4x⁵/(3·5) + ...). Abramowitz and Stegun, 7.1.6.

    The subtraction loses the digits that e^x² has before its point.
    """
    work = context(digits + 2 * GUARD + int(x_squared) // 2 + leading_zeros(x))
    term = result = x
    n = 1
    while term and term.adjusted() > result.adjusted() - work.prec:
        n += 2
        term = work.divide(work.multiply(work.multiply(TWO, x_squared), term), Decimal(n))
        result = work.add(result, term)
    scale = work.divide(work.multiply(TWO, work.exp(x_squared.copy_negate())), work.sqrt(pi(work.prec)))
    return context(digits).subtract(ONE, work.multiply(scale, result))


def erfc_far(x, x_squared, digits):
    """e^-x² / (x √π) (1 - 1/(2x²) + 1·3/(2x²)² - ...). Abramowitz and Stegun, 7.1.23."""
    work = context(digits + GUARD)
    term = result = ONE
    n = -1
    while term and term.adjusted() > -work.prec:
        n += 2
        term = work.divide(work.multiply(Decimal(-n), term), work.multiply(TWO, x_squared))
        result = work.add(result, term)
    scale = work.divide(work.exp(x_squared.copy_negate()), work.multiply(x, work.sqrt(pi(work.prec))))
    return context(digits).multiply(scale, result)


def normal_cdf(x, digits):
    """erfc(-x / √2) / 2, the share of the normal distribution below x.

    >>> normal_cdf(ONE, 20)
    Decimal('0.84134474606854294859')
    """
    far_out = 2 * max(0, x.adjusted()) if x else 0    # there, erfc hears the last digits of what it is given
    work = context(digits + GUARD + far_out)
    return context(digits).divide(erfc(work.divide(x.copy_negate(), work.sqrt(TWO)), work.prec), TWO)


def normal_density(x, digits):
    """e^(-x²/2) / √(2π), the slope of normal_cdf."""
    work = context(digits + GUARD)
    half = context(2 * len(x.as_tuple().digits) + 3).divide(squared(x), TWO)
    return context(digits).divide(work.exp(half.copy_negate()), work.sqrt(work.multiply(TWO, pi(work.prec))))


@lru_cache(maxsize=64)
def pi(digits):
    """π = 16 arctan(1/5) - 4 arctan(1/239), which is Machin's formula of 1706.

    >>> pi(30)
    Decimal('3.14159265358979323846264338328')
    """
    one = 10 ** (digits + GUARD)
    whole = Decimal(4 * (4 * arctan_of_inverse(5, one) - arctan_of_inverse(239, one)))
    return context(digits).multiply(whole, ONE.scaleb(-digits - GUARD, context(digits)))


def arctan_of_inverse(n, one):
    """arctan(1/n) = 1/n - 1/(3n³) + 1/(5n⁵) - ..., times `one`, in whole numbers."""
    power = one // n
    result, k, sign = power, 1, 1
    while power:
        power //= n * n
        k, sign = k + 2, -sign
        result += sign * (power // k)
    return result
