"""Tables that designers keep in spreadsheets: CSV and XLSX in, both out. Only what is written in cells is read.

An XLSX file is a ZIP archive of XML. What strangers send is held to a size before it is unpacked.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Final
from xml.etree.ElementTree import Element, ParseError
from xml.sax.saxutils import escape

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

Rows = list[tuple[str, ...]]
_MOST_BYTES: Final = 20_000_000
_MOST_COLUMNS: Final = 100
_NS: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_REL: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_BROKEN: Final = (
    *(zipfile.BadZipFile, zlib.error, KeyError, ParseError, DefusedXmlException, ValueError, OSError),
    *(NotImplementedError, RuntimeError),  # compressed in another way, or encrypted
)
_DAY_ZERO: Final = date(1899, 12, 30)
_FORMULAS: Final = frozenset("=+-@")
_LED: Final = frozenset(f"'{mark}" for mark in _FORMULAS)
_DAY_FORMATS: Final = frozenset({14, 15, 16, 17, 22})
_XLSX_PARTS: Final = {
    "[Content_Types].xml": (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument'
        '.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd'
        '.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>'
    ),
    "_rels/.rels": (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>'
    ),
    "xl/workbook.xml": (
        f'<workbook xmlns="{_NS[1:-1]}" xmlns:r="{_REL[1:-3]}"><sheets>'
        '<sheet name="Steps" sheetId="1" r:id="rId1"/></sheets></workbook>'
    ),
    "xl/_rels/workbook.xml.rels": (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" '
        'Target="worksheets/sheet1.xml"/></Relationships>'
    ),
}


class SpreadsheetError(Exception):
    """A file that is no table. `what` is for whoever sent it."""

    def __init__(self, what: str) -> None:
        self.what = what
        super().__init__(what)


def read_rows(content: bytes) -> Rows:
    """The rows of the first sheet, or of a CSV file. Raises SpreadsheetError."""
    if content[:4] == b"PK\x03\x04":
        return _read_xlsx(content)
    if content[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise SpreadsheetError("This is an old Excel file (.xls). Save it as .xlsx or .csv and send that.")
    return _read_csv(content)


def write_csv(rows: Sequence[Sequence[str]]) -> bytes:
    """With a mark by which Excel knows its letters. What Excel would take for a formula is led by an apostrophe."""
    text = io.StringIO()
    csv.writer(text).writerows([[_harmless(cell) for cell in row] for row in rows])
    return text.getvalue().encode("utf-8-sig")


def write_xlsx(rows: Sequence[Sequence[str]]) -> bytes:
    """One sheet with every cell as text."""
    lines = []
    for number, row in enumerate(rows, 1):
        cells = (
            f'<c r="{_column_name(place)}{number}" t="inlineStr">'
            f'<is><t xml:space="preserve">{escape(cell)}</t></is></c>'
            for place, cell in enumerate(row)
            if cell
        )
        lines.append(f'<row r="{number}">{"".join(cells)}</row>')
    sheet = f'<worksheet xmlns="{_NS[1:-1]}"><sheetData>{"".join(lines)}</sheetData></worksheet>'
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in {**_XLSX_PARTS, "xl/worksheets/sheet1.xml": sheet}.items():
            archive.writestr(name, f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{part}')
    return written.getvalue()


def _read_csv(content: bytes) -> Rows:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    if "\0" in text:
        raise SpreadsheetError("This file is no table: send a .csv or .xlsx file.")
    lines = text.partition("\n")[2] if text[:4].lower() == "sep=" else text
    first = lines.partition("\n")[0]
    separator = max(",;\t", key=first.count)
    try:
        rows = [tuple(row[:_MOST_COLUMNS]) for row in csv.reader(io.StringIO(lines, newline=""), delimiter=separator)]
    except csv.Error as error:
        raise SpreadsheetError(f"This file is no table in CSV: {error}.") from None
    return [tuple(cell[1:] if cell[:2] in _LED else cell for cell in row) for row in rows]


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell[:1] in _FORMULAS else cell


def _read_xlsx(content: bytes) -> Rows:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(part.file_size for part in archive.infolist()) > _MOST_BYTES:
                raise SpreadsheetError("This file is too large to be a table of steps.")
            sheet = _part(archive, _first_sheet(archive))
            shared = [_text(item) for item in _optional(archive, "xl/sharedStrings.xml")]
            days = _day_styles(_optional(archive, "xl/styles.xml"))
        return list(_rows(sheet, shared, days))
    except _BROKEN:
        raise SpreadsheetError("This file cannot be read as an Excel file (.xlsx). Save it anew, or as .csv.") from None


def _first_sheet(archive: zipfile.ZipFile) -> str:
    sheets = _part(archive, "xl/workbook.xml").iter(f"{_NS}sheet")
    wanted = next((sheet.get(_REL) for sheet in sheets), None)
    for relation in _part(archive, "xl/_rels/workbook.xml.rels"):
        if relation.get("Id") == wanted:
            target = str(relation.get("Target"))
            return target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    raise KeyError(wanted)


def _part(archive: zipfile.ZipFile, name: str) -> Element:
    found: Element = fromstring(archive.read(name))
    return found


def _optional(archive: zipfile.ZipFile, name: str) -> Element | tuple[Element, ...]:
    return _part(archive, name) if name in archive.namelist() else ()


def _text(item: Element) -> str:
    """All runs of a text, without what is only there to be read aloud."""
    runs = [item, *item.iter(f"{_NS}r")]
    return "".join(found.text or "" for run in runs for found in run.findall(f"{_NS}t"))


def _day_styles(styles: Element | tuple[Element, ...]) -> frozenset[int]:
    """The numbers of the cell formats that show a number as a day."""
    if not isinstance(styles, Element):
        return frozenset()
    own = {
        int(each.get("numFmtId", "0"))
        for each in styles.iter(f"{_NS}numFmt")
        if re.search(r"[dy]", re.sub(r'"[^"]*"|\[[^\]]*\]', "", each.get("formatCode", "")), re.IGNORECASE)
    }
    formats = styles.find(f"{_NS}cellXfs")
    known = _DAY_FORMATS | own
    entries = enumerate(formats if formats is not None else ())
    return frozenset(place for place, each in entries if int(each.get("numFmtId", "0")) in known)


def _rows(sheet: Element, shared: Sequence[str], days: frozenset[int]) -> Iterator[tuple[str, ...]]:
    """Every row with its number kept: empty ones come as empty rows."""
    expected = 1
    for row in sheet.iter(f"{_NS}row"):
        number = int(row.get("r", expected))
        while expected < min(number, 10_000):
            yield ()
            expected += 1
        cells: list[str] = []
        for cell in row.findall(f"{_NS}c"):
            place = _column_number(cell.get("r", ""), len(cells))
            if place < _MOST_COLUMNS:
                cells += [""] * (place + 1 - len(cells))
                cells[place] = _value(cell, shared, days)
        yield tuple(cells)
        expected = number + 1


def _value(cell: Element, shared: Sequence[str], days: frozenset[int]) -> str:
    kind, value = cell.get("t", "n"), cell.findtext(f"{_NS}v", "")
    if kind == "inlineStr":
        inner = cell.find(f"{_NS}is")
        return _text(inner) if inner is not None else ""
    if kind == "s":
        place = int(value) if value.isdecimal() else len(shared)
        return shared[place] if place < len(shared) else ""
    if kind == "b":
        return "yes" if value == "1" else "no"
    return _number(value, is_day=int(cell.get("s", "0")) in days) if kind == "n" else value


def _number(value: str, *, is_day: bool) -> str:
    try:
        number = float(value)
        if is_day:
            return (_DAY_ZERO + timedelta(days=int(number))).isoformat()
    except (ValueError, OverflowError):
        return value
    return str(int(number)) if number.is_integer() and abs(number) < 1e15 else value


def _column_number(reference: str, default: int) -> int:
    letters = re.match(r"[A-Z]{1,3}", reference)
    if not letters:
        return default
    number = 0
    for letter in letters[0]:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _column_name(place: int) -> str:
    return chr(65 + place) if place < 26 else f"{chr(64 + place // 26)}{chr(65 + place % 26)}"


def table_as_text(content: bytes) -> str:
    """The rows as CSV, to be shown and mended; a file that is no table as nothing."""
    try:
        rows = read_rows(content)
    except SpreadsheetError:
        return ""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()
