"""What a learner has written down: names in any notation, numbers with as many digits as they have.

    0.0822      three digits: anything from 0.08215 to 0.08225 is written so
    8,22e-2     a decimal comma, full-width digits, a real minus sign and 10⁻² are read as well
"""

import re
from decimal import Decimal
from unicodedata import normalize

from ...core.guard.checks import quotient
from ...core.guard.errors import NeurosimError
from ...core.maths import INFINITY, absolute
from ...explain.kinds import is_parameter
from ...explain.naming import after_step
from ...explain.notation import BEYOND
from ...explain.matrices import spread
from ...explain.written_names import canonical

NUMBER = re.compile(r"[+-]?(\d+([.,]\d*)?|[.,]\d+)(e[+-]?\d{1,3})?", re.ASCII)
POWER_OF_TEN = re.compile(r"[·*×x]10(\^|\*\*)?(?=[+-]?\d)")
FULL = 14            # digits of a float that nobody has rounded
LAST_BITS = 1e-10    # relative: what another order of operations may change in such a float


class Answer:
    """A number that was given for a quantity.

    written    the name as the learner wrote it      name    as it stands in the trace
    text       the number as it was written          value   as a float
    half       half a unit of its last digit: the number it was rounded from is no further off
    noise      what is no greater may be a 0: what rounding leaves of numbers that cancel, as each computer does it
    """

    noise = 0.0

    def __init__(self, written, name, given, tolerance=None, from_program=False):
        self.written, self.name = written, name
        self.text, self.value = read_number(given, f"answers.{written}")
        self.unit = tolerance if tolerance is not None else unit_of(self.text)
        self.half = self.unit if tolerance is not None else self.unit / 2.0
        if tolerance is None and from_program and isinstance(given, float):
            self.unit = self.half = 0.0    # other floats beside it show that nobody has rounded

    def fits(self, value, room=0.0, cut=False):
        """Whether the number is this value as written: rounded, or `cut` off; or no more than `room` away from that. It
        is never one that is beyond a double."""
        if absolute(value) == INFINITY:
            return False
        if absolute(value) <= self.noise >= absolute(self.value):
            return True
        room += LAST_BITS * absolute(value)
        if not cut:
            return absolute(value - self.value) <= self.half + room
        lost = absolute(value) - absolute(self.value)    # what was cut off is never more than a unit, and no sign
        return self.value * value >= 0.0 and -room <= lost <= self.unit + room

    def agrees_with(self, value, room=0.0):
        """Whether it is that value, rounded or cut off."""
        return self.fits(value, room) or self.fits(value, room, cut=True)

    def is_beside(self, value):
        """Whether its last digit is one off, and nothing else: 0.3588 beside 0.35891648."""
        return 0.0 < self.unit and absolute(value - self.value) <= 1.5 * self.unit

    @property
    def decimals(self):
        """How many decimals it was written with."""
        return max(0, -Decimal(self.text).as_tuple().exponent)

    @property
    def digits(self):
        """How many significant digits it has."""
        return len(Decimal(self.text).as_tuple().digits) if self.value else 0

    def shown(self, value):
        """A value with as many digits as the answer has; with more where these few hide it, or how it differs.

        >>> Answer("w1", "w1", "0.1499").shown(0.149780716), Answer("w1", "w1", "1.39E+01").shown(13.8324)
        ('0.1498', '1.38E+01')
        >>> Answer("w1", "w1", "0.123").shown(0.000438568)
        '0.0004'
        >>> Answer("w5", "w5", "0.359", tolerance=1e-6).shown(0.35891648)
        '0.3589'
        """
        if value == INFINITY:
            return BEYOND
        mantissa, e, _ = self.text.upper().partition("E")
        if not e and "." not in mantissa and self.unit < 1.0:
            return f"{value:.3g}"
        fewest = len(mantissa.partition(".")[2])
        texts = (f"{value:.{digits}{'E' if e else 'f'}}" for digits in range(fewest, 18))
        return next((text for text in texts if float(text) != self.value and (float(text) or not value)), repr(value))

    def misprint(self, value):
        """How the digits of a value may have slipped into these; "" where that is not plain.

        >>> slips = "0.359816", "-0.358916", "0.0358916", "0.351111"
        >>> [Answer("w5", "w5", text).misprint(0.35891648) for text in slips]
        ['two digits are swapped', 'the sign is lost', 'the decimal point has slipped', '']
        """
        mine, right = self.text.lstrip("+-"), self.shown(absolute(value))
        if self.fits(-value):
            return "the sign is lost"
        if any(self.fits(value * factor) for factor in (0.001, 0.01, 0.1, 10.0, 100.0, 1000.0)):
            return "the decimal point has slipped"
        if len(mine) != len(right):
            return ""
        off = [place for place, (one, other) in enumerate(zip(mine, right)) if one != other]
        if len(off) == 2 and off[1] == off[0] + 1 and mine[off[0]] == right[off[1]] and mine[off[1]] == right[off[0]]:
            return "two digits are swapped"
        return "one digit is off" if len(off) == 1 and len(mine.replace(".", "").lstrip("0")) > 3 else ""

    def __repr__(self):
        return f"Answer({self.name} = {self.text})"


def unit_of(text):
    """One unit of the last digit of a number as written; a bare 0, 1 or 12 has lost its zeros, and has three digits.

    >>> unit_of("0.0822"), unit_of("8.2e-2"), unit_of("0"), unit_of("-1"), unit_of("12"), unit_of("1234")
    (0.0001, 0.001, 0.001, 0.01, 0.1, 1.0)
    """
    bare = text.lstrip("+-")
    if bare.isdigit() and len(bare) < 3:
        return 0.001 if bare == "0" else 10.0 ** (len(bare) - 3)
    return float(Decimal((0, (1,), Decimal(text).as_tuple().exponent)))


def read_number(given, field):
    """A number, or text that is one, as (plain text, float). Raises NeurosimError.

    >>> read_number("−8,22·10^-2", ""), read_number("０．０８２２", ""), read_number(0.5, "")
    (('-8.22e-2', -0.0822), ('0.0822', 0.0822), ('0.5', 0.5))
    """
    given = quotient(given.strip()) if isinstance(given, str) else given    # 1/3
    if type(given) in (int, float):
        text = repr(given).removesuffix(".0")
    else:
        text = given if isinstance(given, str) else numeric(given)
    plain = normalize("NFKC", text or "").strip().replace(" ", "").replace("−", "-").lower()
    plain = POWER_OF_TEN.sub("e", plain)
    if not NUMBER.fullmatch(plain) or len(plain) > 400:
        raise NeurosimError(field, "a number such as 0.0822", given)
    plain = plain.replace(",", ".")
    value = float(plain)
    if absolute(value) > 1e308:
        raise NeurosimError(field, problem="number too large for a double")
    return plain, value


def numeric(given):
    """A number of another library (an array's, a Decimal) as text; "" for anything else."""
    if isinstance(given, (bool, bytes)) or given is None:
        return ""
    try:
        return repr(float(given)).removesuffix(".0")
    except Exception:    # whatever a stranger's type does
        return ""


def read_answers(given, trace, tolerance=None):
    """The answers of a dict, name -> number, by the names of a trace; E⁺ is E after the step. Raises NeurosimError."""
    given = as_dict(given)
    if not isinstance(given, dict):
        raise NeurosimError("answers", "a dict such as {'w5_new': 0.3589}", given)
    if not given:
        raise NeurosimError("answers", "at least one number")
    given = spread(given, trace.names, len(trace.batch))
    from_program = any(isinstance(value, float) and count_digits(value) >= FULL for value in given.values())
    answers, names = {}, {written: found(trace, written) for written in given}
    all_names = set(names.values())
    for written, number in given.items():
        answer = Answer(written, names[written], number, tolerance, from_program)
        if after_step(answer.name) not in all_names:
            answer.name = after_the_step(trace, answer)
        if answer.name in answers and answers[answer.name].value != answer.value:
            raise NeurosimError(f"answers.{written}", f"one number for {answer.name}", problem="given twice")
        answers[answer.name] = answer
    return list(answers.values())


def as_dict(given):
    """A series of pandas, and whatever else has keys, as a dict."""
    try:
        return dict(given) if hasattr(given, "keys") else given
    except Exception:    # whatever a stranger's type does
        return given


def count_digits(value):
    """How many digits a float is written with."""
    return len(Decimal(repr(float(value))).as_tuple().digits)


def found(trace, written):
    """The name as it stands in the trace."""
    if isinstance(written, str) and canonical(written) == "E_new":
        return "E_new"
    try:
        return trace.find(written)
    except NeurosimError as error:
        raise NeurosimError(f"answers.{written}", error.expected, problem=error.problem) from None


def after_the_step(trace, answer):
    """Nobody hands in what was given: a weight that is not the one before the step is the one after it."""
    quantity = trace.quantities.get(answer.name)
    if quantity is None or not is_parameter(quantity) or answer.agrees_with(nearest_of(quantity)):
        return answer.name
    return after_step(answer.name)


def nearest_of(quantity):
    from ...explain.arithmetic import nearest
    return nearest(quantity.value)
