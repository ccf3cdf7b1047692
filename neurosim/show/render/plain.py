"""The signs of mathematics for a terminal that can only print ASCII: ∂E/∂w5 becomes dE/dw5, the numbers stay."""

import re

SIGNS = str.maketrans({
    "∂": "d", "·": "*", "−": "-", "⁺": "+", "η": "eta", "½": "1/2", "²": "^2", "Σ": "sum", "δ": "delta", "σ": "sigma",
    "Φ": "Phi", "φ": "phi", "Δ": "d", "…": "...", "≥": ">=", "≤": "<=", "→": "->", "×": "x", "⁽": "(", "⁾": ")",
    "√": "sqrt", "≈": "~", "ε": "eps", "β": "beta",
    "’": "'", "“": '"', "”": '"', "–": "-",
})
RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
SAMPLE = re.compile("⁽[⁰¹²³⁴⁵⁶⁷⁸⁹]+⁾")


def plain(text):
    """
    >>> plain("∂E/∂w5 = −0.5 · η"), plain("net_h1⁽²⁾, E = x²")
    ('dE/dw5 = -0.5 * eta', 'net_h1(2), E = x^2')
    """
    text = SAMPLE.sub(lambda sample: sample[0].translate(RAISED), text)
    return text.translate(SIGNS).encode("ascii", "backslashreplace").decode("ascii")


def printable(text):
    """Text from outside, inert on any terminal: what cannot be seen is escaped."""
    return "".join(sign if sign.isprintable() else sign.encode("unicode_escape").decode("ascii") for sign in text)


def width(text):
    """The columns that text takes up on a terminal.

    >>> width("xor"), width("權重"), width("e\u0301")
    (3, 4, 1)
    """
    if text.isascii():
        return len(text)
    from unicodedata import category, east_asian_width    # only where it matters
    return sum(0 if category(sign) in ("Mn", "Me") else 1 + (east_asian_width(sign) in "WF") for sign in text)
