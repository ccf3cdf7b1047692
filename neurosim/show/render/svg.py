"""A Drawing as SVG: black on white, so that it prints."""

from html import escape

from ..report.blocks import Circle, Label, Line

SIZE, LETTER = 12, 6.4    # how high letters are, and about how wide
LEFT = {"start": 0.0, "middle": 0.5, "end": 1.0}    # how much of a text stands left of its place
STYLE = f'font-family="Helvetica, Arial, sans-serif" font-size="{SIZE}" fill="black"'


def drawing(block):
    """The whole picture; `label` says to those who cannot see it what it shows."""
    shapes = "\n".join(DRAW[type(shape)](shape) for shape in block.shapes)
    size = f'viewBox="0 0 {block.width:g} {block.height:g}" width="{block.width:g}" height="{block.height:g}"'
    return (f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" aria-label="{escape(block.label)}" {STYLE}>\n'
            f"{shapes}\n</svg>")


def line(shape):
    return (f'<line x1="{shape.x:.1f}" y1="{shape.y:.1f}" x2="{shape.to_x:.1f}" y2="{shape.to_y:.1f}" '
            'stroke="black" stroke-width="0.8"/>')


def circle(shape):
    text = label(Label(shape.x, shape.y, shape.text))
    return (f'<circle cx="{shape.x:.1f}" cy="{shape.y:.1f}" r="{shape.radius:g}" fill="white" stroke="black" '
            f'stroke-width="1.2"/>{text}')


def label(shape):
    """A text on white, so that a line behind it does not strike it out."""
    width = LETTER * len(shape.text)
    left = shape.x - width * LEFT[shape.anchor]
    return (f'<rect x="{left:.1f}" y="{shape.y - SIZE / 2:.1f}" width="{width:.1f}" height="{SIZE}" fill="white"/>'
            f'<text x="{shape.x:.1f}" y="{shape.y + SIZE / 3:.1f}" text-anchor="{shape.anchor}">{escape(shape.text)}'
            "</text>")


DRAW = {Line: line, Circle: circle, Label: label}
