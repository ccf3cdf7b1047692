r"""Text in LaTeX, in plain ASCII: what it would take for a command is escaped, what its usual fonts lack is
numbered: \letter, which the document defines, sets it where the fonts of the engine have it, and else shows the number.
"""

import re
from unicodedata import normalize

from ...explain.typesetting import LATEX
from ..report.blocks import Name
from .common import code_and_text
from .plain import printable

SPECIAL = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "#": r"\#", "%": r"\%", "_": r"\_",
    "^": r"\textasciicircum{}", "~": r"\textasciitilde{}", "<": "$<$", ">": "$>$", "|": "$|$", '"': "''", "`": r"\`{}",
    "–": r"\textendash{}", "—": r"\textemdash{}", "‘": "`", "’": "'", "“": "``", "”": "''", "…": r"\dots{}",
    "§": r"\S{}", "ß": r"\ss{}",
    "æ": r"\ae{}", "Æ": r"\AE{}", "œ": r"\oe{}", "ø": r"\o{}", "Ø": r"\O{}", "ł": r"\l{}", "Ł": r"\L{}", "ı": r"\i{}",
    "°": r"$^{\circ}$", "\u00a0": "~", "½": r"$\frac{1}{2}$",
}
GREEK = ("alpha beta gamma delta varepsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho varsigma sigma "
         "tau upsilon varphi chi psi omega").split()
IN_MATH = {
    "∂": r"\partial", "·": r"\cdot", "−": "-", "Σ": r"\Sigma", "≥": r"\ge", "≤": r"\le", "→": r"\to", "×": r"\times",
    "√": r"\surd", "≈": r"\approx", "±": r"\pm", "∞": r"\infty", "≠": r"\ne", "Φ": r"\Phi", "Δ": r"\Delta",
    "⁺": "^{+}", "⁻": "^{-}", "⁽": "^{(}", "⁾": "^{)}",
    **{sign: f"^{{{digit}}}" for digit, sign in enumerate("⁰¹²³⁴⁵⁶⁷⁸⁹")},
    **{sign: f"_{{{digit}}}" for digit, sign in enumerate("₀₁₂₃₄₅₆₇₈₉")},
    **{chr(ord("α") + place): rf"\{name}" for place, name in enumerate(GREEK)}, "ο": "o",
}
ACCENTS = {"\u0300": "`", "\u0301": "'", "\u0302": "^", "\u0303": "~", "\u0304": "=", "\u0306": "u", "\u0307": ".",
           "\u0308": '"', "\u030a": "r", "\u030b": "H", "\u030c": "v", "\u0327": "c"}
LONG = 24    # a word of more signs may be broken anywhere


def words(text):
    """A text or a Name; between `backquotes` it is code."""
    if isinstance(text, Name):
        return f"${LATEX.name(text)}$"
    pieces = code_and_text(printable(text))
    return "".join(rf"\texttt{{{escaped(piece)}}}" if is_code else escaped(piece) for is_code, piece in pieces)


def escaped(text):
    r"""
    >>> print(escaped("a_b#%&<script>"), escaped("½ Σ (t − o)²"), escaped("Zoë 権"))
    a\_b\#\%\&$<$script$>$ $\frac{1}{2}$ $\Sigma$ (t $-$ o)$^{2}$ Zo\"{e} \letter{6A29}
    """
    text = " ".join(breakable(list(map(sign, accented(word)))) for word in text.split(" "))
    return re.sub("-(?=-)", "-{}", text)    # two of them would become one long one


def accented(word):
    """Its letters, each with the accent that stands on it."""
    letters = []
    for letter in "".join(each if each in IN_MATH else normalize("NFD", each) for each in word):
        if letter in ACCENTS and letters and len(letters[-1]) == 1 and letters[-1].isascii() and letters[-1].isalpha():
            letters[-1] += letter
        else:
            letters.append(letter)
    return letters


def sign(letter):
    base, accent = letter[:1], letter[1:]
    if accent:
        return rf"\{ACCENTS[accent]}{{{base}}}"
    if base in IN_MATH:
        return f"${IN_MATH[base]}$"
    return SPECIAL.get(base, base if base.isascii() else rf"\letter{{{ord(base):04X}}}")


def breakable(signs):
    return "".join(signs) if len(signs) <= LONG else r"\allowbreak{}".join(signs)
