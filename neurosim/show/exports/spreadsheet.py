"""One training step as a spreadsheet of live formulas (openpyxl, the extra `xlsx`): every number that is worked out is
a formula over named cells, and every number that is given is a cell to edit.

The formulas are those of the derivation, written in the SPREADSHEET notation.
"""

from ...core.guard.errors import NeurosimError
from ...core.maths import INFINITY
from ...explain.cells import FAR_SPREADSHEET, SPREADSHEET, cell_name
from ...explain.codegen.sections import in_parts
from ...explain.kinds import stage
from ...explain.naming import after_step
from ...explain.notation import TEXT, pretty
from ..report.wording import about, drawn_line
from .workbook import packed

LONGEST = 8_000     # characters in a formula; spreadsheet programs stop at 8,192

PARTS = (
    ("Given", "yours to change", ("sample", "setting")),
    ("Memory", "what the optimizer has kept from the steps before", ("memory",)),
    ("Weights and biases", "yours to change", ("parameter",)),
    ("Forward", "net = the sum of weight · input, and the bias;  out = f(net)", ("forward",)),
    ("Error", "", ("error",)),
    ("Backward", "∂E/∂net = ∂E/∂out · ∂out/∂net", ("backward", "gradient")),
    ("Update", "", ("update",)),
)
WIDTHS = {"A": 20, "B": 22, "C": 22, "D": 50, "E": 72}


def export(trace):
    """The bytes of an .xlsx file. NeurosimError where a formula is longer than a cell may hold."""
    page = Page()
    write_head(page, trace)
    for title, remark, stages in PARTS:
        quantities = [quantity for quantity in trace.quantities.values() if stage(quantity) in stages]
        if quantities:
            write_part(page, trace, title, remark, quantities)
    dress(page.sheet)
    return page.content()


def problem():
    """Why no spreadsheet can be written here, as a sentence; "" where it can."""
    try:
        import openpyxl    # noqa: F401   only where a spreadsheet is written
    except ImportError:
        return "openpyxl is not installed (expected after pip install openpyxl)"
    return ""


class Page:
    """A workbook of one sheet, written line by line.

    results    place -> what the formula there comes to
    """

    def __init__(self):
        from openpyxl import Workbook
        from openpyxl.workbook.properties import CalcProperties
        self.workbook = Workbook()
        self.workbook.calculation = CalcProperties(fullCalcOnLoad=True)
        self.sheet, self.row = self.workbook.active, 0
        self.sheet.title, self.results = "training step", {}

    def line(self, *texts):
        """One more row. A text stays a text, even if it begins like a formula."""
        self.row += 1
        for column, text in enumerate(texts, 1):
            if text:
                self.sheet.cell(self.row, column, text).data_type = "s"

    def quantity(self, name, content, after, symbols, words, results=()):
        """One more row: a number or a formula, under its name; what it becomes; its formula; and what it is."""
        from openpyxl.workbook.defined_name import DefinedName
        self.line(pretty(name), None, None, symbols, words)
        self.sheet.cell(self.row, 2, content)
        self.sheet.cell(self.row, 3, after and f"={cell_name(after)}")
        self.results.update(zip((f"B{self.row}", f"C{self.row}"), results))
        place = f"'{self.sheet.title}'!$B${self.row}"
        self.workbook.defined_names[cell_name(name)] = DefinedName(cell_name(name), attr_text=place)

    def content(self):
        """The bytes of the file: the same for the same page, whenever it is made."""
        return packed(self.workbook, self.results)


# What stands where.

def write_head(page, trace):
    page.line(f"{trace.title or 'a network'}: step {trace.step}")
    page.line(drawn_line(trace.network))
    page.line("Yellow cells are yours to change; every other number is a formula and follows. "
              "Column B holds the cells, which formulas call by their names: "
              "w1 is called w_1, since W1 is a cell itself.")
    page.line("To take the next step, copy the values of column C over the weights, biases and memory in column B.")


def write_part(page, trace, title, remark, quantities):
    moves = any(stage(quantity) in ("parameter", "memory") for quantity in quantities)
    page.line()
    page.line(title, None, "after the step" if moves else None, remark)
    for quantity in quantities:
        if quantity.is_given:
            after = after_step(quantity.name) if after_step(quantity.name) in trace.quantities else None
            results = (None, trace[after]) if after else ()
            page.quantity(quantity.name, quantity.value, after, None, about(trace, quantity.name), results)
        else:
            write_formulas(page, trace, quantity)


def write_formulas(page, trace, quantity):
    """A row for the quantity; before it, where its sum is long, one for each part of the sum."""
    *parts, (name, body) = in_parts(quantity.name, quantity.expression.body)
    for part, so_far in parts:
        page.quantity(part, formula(part, so_far), None, None, "the first terms of the sum that follows",
                      [so_far.value])
    page.quantity(name, formula(name, body), None, TEXT.write(body), about(trace, name), [quantity.value])


def formula(name, body):
    text = "=" + (FAR_SPREADSHEET if is_far(body) else SPREADSHEET).write(body)
    if len(text) > LONGEST:
        expected = f"at most {LONGEST:,} characters, as a cell holds no more; a smaller batch or network is shorter"
        raise NeurosimError(name, expected, problem=f"the formula has {len(text):,} characters", got="")
    return text


def is_far(body):
    """Whether e^x is beyond a double somewhere in it; names are cells of their own."""
    return any(node.op == "exp" and node.value == INFINITY for node in body.nodes())


# How it looks.

def dress(sheet):
    """Colours, widths, and what is printed."""
    from openpyxl.styles import Alignment, Font, PatternFill
    yellow, grey = PatternFill("solid", fgColor="FFF2CC"), PatternFill("solid", fgColor="E7E6E6")
    for column, width in WIDTHS.items():
        sheet.column_dimensions[column].width = width
    sheet["A1"].font = Font(bold=True, size=14)
    for row in sheet.iter_rows(min_row=5):
        name, value = row[0], row[1]
        if name.value and value.value is None:    # the head of a stage
            for cell in row:
                cell.font, cell.fill = Font(bold=True), grey
        elif isinstance(value.value, float):
            value.fill = yellow
        row[2].alignment, row[3].alignment = Alignment(horizontal="right"), Alignment(horizontal="left", indent=1)
    sheet.freeze_panes = "B5"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
