"""Read a question bank as people have them: ``read_bank(Path("题库.xlsx"))``.

This is the one door, whatever the file is: a spreadsheet, a .csv, GIFT, Moodle's XML, a .docx or plain text, or the
pack's own ``.bank.json``. What it is, is said by its content; a name that says otherwise is told. A question that
cannot be understood is refused with its place and reason, and the rest is kept.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from content import words
from content.banks import words as bank_words
from content.banks.model import Bank, BankRejected
from content.banks.sniffing import Format, format_of
from content.banks.sound import MOST_MEGABYTES
from content.banks.values import Tell, quiet

if TYPE_CHECKING:
    from content.banks.making import Making

BANK_ENDINGS = (".xlsx", ".xls", ".ods", ".csv", ".tsv", ".gift", ".xml", ".json")
"""Of files of a pack that are a bank and nothing else; ``.json`` is the pack's own."""
ENDINGS = (*BANK_ENDINGS, ".docx", ".txt")


def read_bank(path: Path, name: str = "", content: bytes | None = None, tell: Tell = quiet) -> Bank:
    """The bank in a file, with everything a keeper should look at; ``content``: instead of the file's own.

    ``tell`` hears how far it is, as rows read, of how many.

    Raises:
        BankRejected: no question at all can be read from the file.
    """
    if content is None:
        content = _content_of(path)
    if len(content) > MOST_MEGABYTES << 20:
        raise BankRejected(str(path), words.too_large(MOST_MEGABYTES))
    found, remark = format_of(path, content)
    if found is Format.OWN:
        from content.banks.bank_file import read_own

        return read_own(path, content, name)
    return _read(path, name, content, found, remark, tell)


def stem_of(path: Path) -> str:
    """The file's name without its ending, which of the pack's own form are two."""
    return path.stem.removesuffix(".bank")


def _read(path: Path, name: str, content: bytes, found: Format, remark: str, tell: Tell) -> Bank:
    """Of what strangers write: nothing of it is imported where a terminal reads its own."""
    from content.banks.making import Making

    making = Making(str(path))
    if remark:
        making.warn("", 0, -1, remark)
    match found:
        case Format.WORKBOOK:
            _read_workbook(making, path, content, tell)
        case Format.TABLE:
            from content.banks.delimited import read_table

            read_table(making, path, content, tell)
        case Format.GIFT:
            from content.banks.gift import read_gift

            read_gift(making, path, content)
        case Format.MOODLE:
            from content.banks.moodle import read_moodle

            read_moodle(making, path, content)
        case _:
            from content.banks.prose import read_prose

            read_prose(making, path, content, is_document=found is Format.DOCUMENT)
    return making.bank(name or stem_of(path))


def _content_of(path: Path) -> bytes:
    if not path.is_file():
        raise BankRejected(str(path), words.NOT_A_FILE)
    if path.stat().st_size > MOST_MEGABYTES << 20:
        raise BankRejected(str(path), words.too_large(MOST_MEGABYTES))
    return path.read_bytes()


def _read_workbook(making: Making, path: Path, content: bytes, tell: Tell) -> None:
    """Raises BankRejected: no sheet that is shown has a header."""
    from content.banks.sheet_rows import read_rows
    from content.banks.sheet_words import EXPLAINED
    from content.banks.spreadsheet import has_pictures, sheets

    lacks, read, shown = [], 0, 0
    for sheet in sheets(path, content):
        if sheet.hidden:
            making.warn(sheet.name, 0, -1, bank_words.HIDDEN)
            continue
        shown += 1
        lack = read_rows(making, sheet.name, sheet.rows, sheet.merged, tell)
        if lack is None:
            read += 1
        else:
            lacks.append(lack)
            if sheet.name != EXPLAINED:
                making.warn(sheet.name, 0, -1, lack.reason)
    if not shown:
        raise BankRejected(str(path), bank_words.ALL_HIDDEN)
    if not read:
        best = max(lacks, key=lambda lack: lack.near)
        raise BankRejected(str(path), best.reason if best.near else words.NO_QUESTIONS)
    if has_pictures(content):
        making.warn("", 0, -1, bank_words.HAS_PICTURES)
