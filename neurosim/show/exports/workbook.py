"""A workbook as bytes: the same whenever it is made, and each formula with what it comes to, for a program that shows
a spreadsheet without working it out, as previews do.
"""

import re
from io import BytesIO
from math import isfinite
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

FIRST_DAY = 1980, 1, 1, 0, 0, 0    # the earliest that a zip file can say
FORMULA = re.compile(rb'(<c r="([A-Z]+[0-9]+)"[^>]*>)(<f>[^<]*</f>)<v ?(?:/>|></v>)')    # as openpyxl writes one


def packed(workbook, results):
    """The bytes of the file. `results`: place -> what the formula there comes to."""
    from datetime import datetime
    workbook.properties.created = workbook.properties.modified = datetime(*FIRST_DAY)
    file = BytesIO()
    with Archive(file, "w") as archive:
        writer(workbook, archive, results).write_data()
    return file.getvalue()


def with_results(sheet, results):
    """The XML of a sheet with the results that are numbers of a spreadsheet."""
    def filled(found):
        cell, place, formula = found.groups()
        value = results.get(place.decode())
        known = value is not None and isfinite(value)
        return b"%b%b<v>%b</v>" % (cell, formula, repr(float(value)).encode()) if known else found[0]
    return FORMULA.sub(filled, sheet)


class Archive(ZipFile):
    """A zip file whose entries have no time of their own."""

    def writestr(self, name, data):
        entry = ZipInfo(name, FIRST_DAY)
        entry.create_system, entry.external_attr = 3, 0o600 << 16    # as on Unix, everywhere
        super().writestr(entry, data, ZIP_DEFLATED)


def writer(workbook, archive, results):
    """openpyxl's, but it writes a sheet to memory, not to a temporary file, for which a full disk has no room."""
    from openpyxl.worksheet._writer import WorksheetWriter
    from openpyxl.writer.excel import ExcelWriter

    class InMemory(ExcelWriter):
        def write_worksheet(self, sheet):
            sheet_writer = WorksheetWriter(sheet, BytesIO())
            sheet_writer.write()
            sheet._rels = sheet_writer._rels
            self._archive.writestr(sheet.path[1:], with_results(sheet_writer.out.getvalue(), results))
            self.manifest.append(sheet)
    return InMemory(workbook, archive)
