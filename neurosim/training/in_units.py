"""Numbers of a network as the table of its samples has them: before they were scaled, and classes by their names."""

from ..explain.naming import numbered
from ..files.scaling import unscaled
from .evaluation import classes_of


class InUnits:
    """How an experiment's numbers are shown; where it has no columns, as they are.

    classes    Classes, where they have names; None
    """

    def __init__(self, document):
        self.columns = document.get("columns") or {"inputs": (), "targets": ()}
        named = any("classes" in column for column in self.columns["targets"])
        self.classes = classes_of(document) if named else None

    def names(self, kind, count):
        """Of the columns, inputs or targets; i1, i2, ... where they have none."""
        symbols = numbered(kind[0], count)
        return [column.get("name", symbol) for column, symbol in zip(self.columns[kind], symbols)] or symbols

    def inputs(self, values):
        return self.plain("inputs", values)

    def plain(self, kind, values):
        return unscaled(values, self.columns[kind]) if self.columns[kind] else list(values)

    def targets(self, values):
        return [self.classes.names[self.classes.meant(values)]] if self.classes else self.plain("targets", values)

    def outs(self, values):
        """The outs themselves, and the class that they stand for; or numbers in the table's units."""
        if self.classes:
            return [*values, self.classes.names[self.classes.answered(values)]]
        return self.plain("targets", values)

    def target_headers(self, count):
        return ["class"] if self.classes else self.names("targets", count)

    def answer_headers(self, count):
        """Of what `outs` gives."""
        named = self.columns["targets"] and not self.classes
        return self.names("targets", count) if named else self.out_headers(count)

    def out_headers(self, count):
        return [*numbered("o", count), *["answer"] * bool(self.classes)]
