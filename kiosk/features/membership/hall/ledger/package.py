"""An .xlsx as the reader wants it: its parts checked for size and entities, then given their usual names.

    content = plain_package(content)       # the same bytes where nothing had to be changed

Some programs write `\\` in the names of parts, call the workbook xl/workbook2.xml, or leave errors in cells that the
reader does not know and loses the whole file for; what an error says becomes the text of its cell.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import IO

from content.banks.columns import letters
from content.banks.extent import OddXml, extent_of
from kiosk.features.membership.hall.ledger import words
from kiosk.features.membership.hall.ledger.sheet import MAX_HEIGHT, MAX_ROWS, WorkbookRefused

_MAX_UNPACKED_BYTES = 400_000_000
_MAX_RATIO = 100
"""An honest table packs about 10 to 20 times; beyond 100 is refused (docs/architecture.md)."""
_RATIO_MATTERS_BYTES = 10_000_000
_MAX_CELLS = 8_000_000
"""200,000 rows of 40 columns."""
_PART_BYTES = 1 << 20
_LONGEST_TAG = 200
_SHEET_FILE = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)
_ERROR_CELL = re.compile(rb"(<(?:\w+:)?c\s[^>]{0,200}?\bt=[\"'])e(?=[\"'])")
_MAIN_PART = re.compile(rb"<Relationship\b[^>]*/officeDocument\"[^>]*>")
_TARGET = re.compile(rb'\bTarget="/?([^"]{1,200})"')
_WORKBOOK = "xl/workbook.xml"
_OTHERS = {"word/": words.IS_A_DOCUMENT, "ppt/": words.IS_A_DOCUMENT}


@dataclass
class _Seen:
    """What is in the package: name as the reader wants it -> entry; whether any cell holds an error."""

    entries: dict[str, zipfile.ZipInfo]
    errors: bool = False


def plain_package(content: bytes) -> bytes:
    """Refuse what would not fit in memory, before the reader unpacks it. Raises WorkbookRefused."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            _check_sizes(archive, len(content))
            seen = _Seen(_named(archive))
            for name, entry in seen.entries.items():
                _check_part(archive, name, entry, seen)
            changed = any(name != entry.orig_filename for name, entry in seen.entries.items())
            return _packed(archive, seen) if changed or seen.errors else content
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError):
        raise WorkbookRefused(words.NOT_A_WORKBOOK) from None  # RuntimeError: an entry with a password


def _named(archive: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    """The parts by their usual names. Raises WorkbookRefused for what is no workbook."""
    entries = {entry.orig_filename.replace("\\", "/").lstrip("/"): entry for entry in archive.infolist()}
    if _WORKBOOK in entries:
        return entries
    main = _main_part(archive, entries)
    folder, _, name = main.rpartition("/")
    if folder != "xl" or main not in entries or not name.endswith(".xml"):
        raise WorkbookRefused(_other_format(entries))
    usual = {main: _WORKBOOK, f"xl/_rels/{name}.rels": "xl/_rels/workbook.xml.rels"}
    return {usual.get(one, one): entry for one, entry in entries.items()}


def _main_part(archive: zipfile.ZipFile, entries: dict[str, zipfile.ZipInfo]) -> str:
    root = entries.get("_rels/.rels")
    if root is None or root.file_size > _PART_BYTES:
        return ""
    with archive.open(root) as file:
        main = _MAIN_PART.search(file.read(_PART_BYTES))
    target = _TARGET.search(main[0]) if main else None
    return target[1].decode("utf-8", "replace") if target else ""


def _other_format(entries: dict[str, zipfile.ZipInfo]) -> str:
    for folder, said in _OTHERS.items():
        if any(name.startswith(folder) for name in entries):
            return said
    office = any(name in entries for name in ("mimetype", "content.xml", "[Content_Types].xml"))
    return words.OTHER_FORMAT if office else words.IS_PACKED


def _check_sizes(archive: zipfile.ZipFile, packed: int) -> None:
    unpacked = sum(entry.file_size for entry in archive.infolist())
    swollen = unpacked > _RATIO_MATTERS_BYTES and unpacked > packed * _MAX_RATIO
    if swollen or unpacked > _MAX_UNPACKED_BYTES:
        raise WorkbookRefused(words.WORKBOOK_SWELLS)


def _check_part(archive: zipfile.ZipFile, name: str, entry: zipfile.ZipInfo, seen: _Seen) -> None:
    """Read a part once: no more than it claims, no entities, and no cell that would need too large a table.

    The reader makes one dense table up to the last filled cell: a stray one in XFD1048576 would need 400 GB. Cells are
    looked for in every part: which one is a sheet is said by another part, which may say anything.
    """
    sheet, extent, rest, read = _SHEET_FILE.fullmatch(name), extent_of(name), b"", 0
    with archive.open(entry) as file:
        while part := file.read(_PART_BYTES):
            read += len(part)
            if read > _MAX_UNPACKED_BYTES:
                raise WorkbookRefused(words.WORKBOOK_SWELLS)
            try:
                extent.feed(part)
            except OddXml:
                raise WorkbookRefused(words.WORKBOOK_ODD) from None
            if extent.rows > MAX_HEIGHT or extent.columns * extent.rows > _MAX_CELLS:
                place = f"{letters(extent.columns - 1)}{extent.rows}"
                raise WorkbookRefused(words.CELL_FAR_OUT.format(cell=place, limit=MAX_ROWS))
            seen.errors = seen.errors or (sheet is not None and _ERROR_CELL.search(rest + part) is not None)
            rest = part[-_LONGEST_TAG:]


def _packed(archive: zipfile.ZipFile, seen: _Seen) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as plain:
        for name, entry in seen.entries.items():
            fresh = zipfile.ZipInfo(name)
            fresh.compress_type = zipfile.ZIP_DEFLATED
            with archive.open(entry) as file, plain.open(fresh, "w", force_zip64=True) as out:
                for part in _parts(file, in_tags=_SHEET_FILE.fullmatch(name) is not None):
                    out.write(part)
    return stream.getvalue()


def _parts(file: IO[bytes], *, in_tags: bool) -> Iterator[bytes]:
    """The content in pieces; of a sheet never within a tag, and with errors as texts."""
    rest = b""
    while part := file.read(_PART_BYTES):
        part = rest + part
        cut = part.rfind(b"<") if in_tags else len(part)
        cut, rest = (len(part), b"") if cut <= 0 else (cut, part[cut:])
        yield _ERROR_CELL.sub(rb"\1str", part[:cut]) if in_tags else part[:cut]
    yield rest
