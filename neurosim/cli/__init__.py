"""The command line: parse, call one function, print.

To add a verb, write its module and add it to VERBS in main.py.
"""

from .main import main

__all__ = ["main"]
