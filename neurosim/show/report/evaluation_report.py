"""How good a network is: error and accuracy, training and test beside each other, and which classes are confused; and
what is known of the columns of a table.
"""

from ...explain.naming import numbered
from .blocks import Paragraph, Table
from .wording import counted

MOST_CLASSES = 20    # of a table of confusion that is shown
MOST_COLUMNS = 20


def evaluation_report(evaluations, classes):
    """The numbers in one table, and a table of confusion for each kind of samples."""
    headers = ["", "samples", "error", *["accuracy"] * bool(classes)]
    yield Table(headers, [[kind, f"{found.count:,}", found.error, *[found.accuracy] * bool(classes)]
                          for kind, found in evaluations.items()])
    if classes and len(classes) <= MOST_CLASSES:
        for kind, found in evaluations.items():
            rows = [[name, *map(str, row)] for name, row in zip(classes, found.confusion)]
            caption = f"{kind}: how many of each class are taken for which"
            yield Table(["is \\ answered", *classes], rows, caption=caption)


def columns_report(document):
    """Classes and their numbers; what was taken off numbers to bring them to one scale."""
    columns = document.get("columns")
    if not columns:
        return
    for column in columns["targets"]:
        if "classes" in column:
            yield Paragraph(f"{column.get('name', 'classes')}: " + ", ".join(
                f"{place} {name}" for place, name in enumerate(column["classes"])))
    count = len(document["samples"])
    rows = [[symbol, column.get("name", ""), column.get("mean", 0.0), column.get("deviation", 1.0)]
            for kind in ("inputs", "targets")
            for symbol, column in zip(numbered(kind[0], len(columns[kind])), columns[kind]) if "classes" not in column]
    if any("mean" in column or "deviation" in column for kind in columns.values() for column in kind):
        more = f", the first {MOST_COLUMNS} of {len(rows)}" if len(rows) > MOST_COLUMNS else ""
        caption = f"scaled: (number − mean) / deviation, of the {counted(count, 'sample')} that are learnt from{more}"
        yield Table(["", "column", "mean", "deviation"], rows[:MOST_COLUMNS], caption=caption)
