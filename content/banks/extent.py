"""How far a sheet's filled cells reach, from the bytes of its part, before anything is laid out.

    extent = extent_of("xl/worksheets/sheet1.xml")
    for chunk in part: extent.feed(chunk)      # raises OddXml
    extent.columns, extent.rows

Calamine makes a full rectangle up to the farthest filled cell, and takes a cell's place from its tag, from its row's,
or by counting; whoever wants its memory may write any of them, in any quotes, in a part of any name. What is not plain
enough to be sure of is odd, and odd is refused: no spreadsheet program writes so.
"""

from __future__ import annotations

import re

_NAMED = rb"(?:[^\s<>/]*:)?"
_ATTRIBUTES = rb"((?:\s+[^\s<>/=\"']+\s*=\s*(?:\"[^\"<>]*\"|'[^'<>]*'))*)\s*(/?)>"
_EXCEL_TAG = re.compile(rb"<" + _NAMED + rb"(c|row)(?=[\s/>])(?:" + _ATTRIBUTES + rb")?")
_PLACE = re.compile(rb"\sr\s*=\s*[\"']([^\"']*)[\"']")
_CELL = re.compile(rb"\s*([A-Za-z]{1,3})([0-9]{1,7})\s*")
_OPEN_TAG = re.compile(
    rb"<" + _NAMED + rb"(table-row|table-cell|covered-table-cell|s)(?=[\s/>])(?:" + _ATTRIBUTES + rb")?"
)
_REPEATED = re.compile(rb":number-(?:rows|columns)-repeated\s*=\s*[\"']([^\"']*)[\"']")
_LONGEST_NUMBER = 9
_BLANKS = re.compile(rb":c\s*=\s*[\"']([^\"']*)[\"']")
_MOST_BLANKS = 1 << 20  # of a part, that stand as <text:s text:c="9"/>; a thousand million would be no longer
_ENTITIES = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_USUAL_CELL = re.compile(rb'<c r="([A-Z]{1,3})([0-9]{1,7})"(?: (?:s|t|cm|vm|ph)="[^"<>]*")* ?(/?>(?:</c>)?)')
"""As spreadsheet programs write one: then C finds all of a chunk at once, at a tenth of what Python takes."""
_USUAL_ROW = re.compile(rb'<row r="[0-9]{1,7}"(?: (?!r=)[A-Za-z0-9:]+="[^"<>]*")* ?/?>')
_NAMESPACED = (b":c", b":row")
_LONGEST_TAG = 1 << 18
_END = b"</"
_SHEET = b"sheetData"


class OddXml(Exception):
    """Entities, UTF-16, or a cell's tag that a spreadsheet program would not write."""


class _Part:
    """What the two formats have in common: ``columns`` and ``rows`` up to the farthest filled cell."""

    tag: re.Pattern[bytes]

    def __init__(self) -> None:
        self.columns = self.rows = 0
        self._rest = b""

    def feed(self, chunk: bytes) -> None:
        """Raises `OddXml`."""
        chunk = self._rest + chunk
        if b"\0" in chunk or (
            b"<!" in chunk and _ENTITIES.search(chunk)
        ):  # a zero: UTF-16, where nothing would be found below
            raise OddXml
        cut = chunk.rfind(b"<")
        # Never within a tag, nor right behind one: whether a cell is empty stands there.
        cut = len(chunk) if cut < 0 or b">" in chunk[cut : -len(_END)] else cut
        self._rest = chunk[cut:]
        if len(self._rest) > _LONGEST_TAG:
            raise OddXml
        start = self._skim(chunk, cut)
        for found in self.tag.finditer(chunk, start, cut):
            if found[2] is None:
                raise OddXml
            self._take(found[1], found[2], closed=bool(found[3]) or chunk.startswith(_END, found.end()))

    def _skim(self, chunk: bytes, cut: int) -> int:
        """How far of the chunk was understood at once: all before the last row, or nothing."""
        return 0

    def _take(self, name: bytes, attributes: bytes, closed: bool) -> None:
        raise NotImplementedError

    def _filled(self, column: int, row: int) -> None:
        self.columns, self.rows = max(self.columns, column), max(self.rows, row)


class Extent(_Part):
    """Of an .xlsx. A cell that is only styled, ``<c r="A9" s="1"/>`` or ``<c …></c>``, costs nothing and is common
    below the data.
    """

    tag = _EXCEL_TAG

    def __init__(self) -> None:
        super().__init__()
        self._row = self._column = 0

    def _skim(self, chunk: bytes, cut: int) -> int:
        """Where every row and every cell says its place as usual, nothing but the farthest ones matters."""
        if any(odd in chunk for odd in _NAMESPACED):
            return 0
        last = chunk.rfind(b"<row", 0, cut)
        if last < 0 and b"<c" not in chunk:
            return cut
        if last <= 0 or not chunk.startswith(b'<row r="', last):
            return 0
        cells = _USUAL_CELL.findall(chunk, 0, last)
        tags = chunk.count(b"<c", 0, last)
        if len(cells) != tags and len(cells) + chunk.count(b"<co", 0, last) != tags:  # <cols>, <col>
            return 0
        if chunk.count(b"<row", 0, last) != len(_USUAL_ROW.findall(chunk, 0, last)):
            return 0
        columns = {column for column, _, end in cells if end == b">"}
        rows = {row for _, row, end in cells if end == b">"}
        if columns:
            self._filled(max(map(column_number, columns)), max(map(int, rows)))
        return last

    def _take(self, name: bytes, attributes: bytes, closed: bool) -> None:
        places = _PLACE.findall(attributes)
        if len(places) > 1:
            raise OddXml
        if name == b"row":
            self._row, self._column = int(places[0]) if places and places[0].isdigit() else self._row + 1, 0
            return
        cell = _CELL.fullmatch(places[0]) if places else None
        if places and cell is None:
            raise OddXml
        self._column = column_number(cell[1]) if cell else self._column + 1
        if not closed:
            self._filled(self._column, int(cell[2]) if cell else self._row)


class OpenExtent(_Part):
    """Of an .ods, where one cell and one row may stand for a million."""

    tag = _OPEN_TAG

    def __init__(self) -> None:
        super().__init__()
        self._row = self._column = self._blanks = 0

    def _take(self, name: bytes, attributes: bytes, closed: bool) -> None:
        if name == b"s":
            self._blanks += max(map(_number, _BLANKS.findall(attributes)), default=1)
            if self._blanks > _MOST_BLANKS:
                raise OddXml
            return
        repeated = max(map(_number, _REPEATED.findall(attributes)), default=1)
        if name == b"table-row":
            self._row, self._column = self._row + repeated, 0
            return
        self._column += repeated
        if not closed or b"value" in attributes:
            self._filled(self._column, self._row)


def _number(written: bytes) -> int:
    """Raises `OddXml`: readers differ in what ``+9`` or ``00000000009`` is."""
    digits = written.strip()
    if not digits.isdigit() or len(digits) > _LONGEST_NUMBER:
        raise OddXml
    return int(digits)


class NoSheet(_Part):
    """Of a part of an .xlsx that is not called .xml: a picture, a macro. A sheet in it is odd."""

    def feed(self, chunk: bytes) -> None:
        """Raises `OddXml`."""
        chunk = self._rest + chunk
        if _SHEET in chunk:
            raise OddXml
        self._rest = chunk[1 - len(_SHEET) :]


def extent_of(name: str, *, open_document: bool = False) -> Extent | OpenExtent | NoSheet:
    """What measures the part of this name."""
    if open_document:
        return OpenExtent()
    return Extent() if name.lower().endswith((".xml", ".rels")) else NoSheet()


def column_number(name: bytes) -> int:
    """``A`` is 1, ``XFD`` 16,384."""
    number = 0
    for byte in name.upper():
        number = number * 26 + byte - 64
    return number
