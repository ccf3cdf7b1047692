"""The experiments that come with neurosim."""

from .blocks import Table


def examples_report(catalogue):
    yield Table(["name", "what it shows"], [[name, sentence] for name, sentence in catalogue.items()])
