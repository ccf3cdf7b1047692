"""The explorer: a training step as one page that computes, works from disk and asks nobody.

    explored(experiment)      the page as text

The page holds what cannot be known beforehand: the formulas, printed from the expressions that computed the step, and
the numbers to begin with. How it looks and what it does stands in page.html, page.css and the .js files beside this.
"""

from .document import PARTS
from .page import explored, is_page

__all__ = ["PARTS", "explored", "is_page"]
