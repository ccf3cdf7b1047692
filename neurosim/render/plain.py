"""The signs of mathematics for a terminal that can only print ASCII: ∂E/∂w5 becomes dE/dw5, the numbers stay."""

SIGNS = str.maketrans({
    "∂": "d", "·": "*", "−": "-", "⁺": "+", "η": "eta", "½": "1/2", "²": "^2", "Σ": "sum", "δ": "delta", "σ": "sigma",
    "Φ": "Phi", "φ": "phi",
    "…": "...", "≥": ">=", "≤": "<=", "→": "->", "×": "x", "⁽": "(", "⁾": ")", "√": "sqrt", "≈": "~", "ε": "eps", "β": "beta",
    **dict(zip("⁰¹³⁴⁵⁶⁷⁸⁹", "013456789")), "½": "1/2", "’": "'", "“": '"', "”": '"', "–": "-", "ŵ": "w",
})


def plain(text):
    """
    >>> plain("∂E/∂w5 = −0.5 · η")
    'dE/dw5 = -0.5 * eta'
    """
    return text.translate(SIGNS).encode("ascii", "backslashreplace").decode("ascii")


def printable(text):
    """Text from outside, inert on any terminal: what cannot be seen is escaped."""
    return "".join(sign if sign.isprintable() else sign.encode("unicode_escape").decode("ascii") for sign in text)
