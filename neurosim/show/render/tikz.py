"""A Drawing in TikZ, for LaTeX."""

from ..report.blocks import Circle, Label, Line
from .latex_text import words

ANCHORS = {"start": "west", "middle": "center", "end": "east"}
WIDEST = 480.0    # points: a line of the page


def drawing(block):
    """The whole picture, no wider than the page."""
    scale = min(0.75, WIDEST / block.width)
    shapes = "\n".join(DRAW[type(shape)](shape) for shape in block.shapes)
    return (f"\\begin{{tikzpicture}}[x={scale:.3f}pt,y=-{scale:.3f}pt,font=\\footnotesize,"
            f"label/.style={{fill=white,inner sep=1pt}}]\n{shapes}\n\\end{{tikzpicture}}")


def line(shape):
    return rf"\draw ({shape.x:.1f},{shape.y:.1f}) -- ({shape.to_x:.1f},{shape.to_y:.1f});"


def circle(shape):
    return (rf"\node[draw,circle,fill=white,minimum size={shape.radius * 1.5:g}pt,inner sep=0pt] "
            rf"at ({shape.x:.1f},{shape.y:.1f}) {{{words(shape.text)}}};")


def label(shape):
    anchor = ANCHORS[shape.anchor]
    return rf"\node[label,anchor={anchor}] at ({shape.x:.1f},{shape.y:.1f}) {{{words(shape.text)}}};"


DRAW = {Line: line, Circle: circle, Label: label}
