"""Read a question bank as people have them: ``read_bank(Path("题库.xlsx"))``.

This is the one door, whatever the file is: a spreadsheet, a .csv, GIFT, Moodle's XML, a .docx or plain text, or the
pack's own ``.bank.json``. What it is, is said by its content; a name that says otherwise is told. A question that
cannot be understood is refused with its place and reason, and the rest is kept.
"""

from __future__ import annotations

from pathlib import Path

from content import words
from content.banks import words as bank_words
from content.banks.making import Making
from content.banks.model import Bank, BankRejected, Severity
from content.banks.sheet_rows import Tell, quiet, read_rows
from content.banks.sniffing import Format, format_of
from content.banks.spreadsheet import MOST_MEGABYTES, has_pictures, sheets

ENDINGS = (".xlsx", ".xls", ".ods", ".csv", ".tsv", ".docx", ".txt", ".gift", ".xml", ".json")
"""Of what may hold a bank; ``.json`` is the pack's own."""


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
    making = Making(str(path))
    if remark:
        making.note(Severity.WARNED, "", 0, -1, remark)
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


def stem_of(path: Path) -> str:
    """The file's name without its ending, which of the pack's own form are two."""
    return path.stem.removesuffix(".bank")


def _content_of(path: Path) -> bytes:
    if not path.is_file():
        raise BankRejected(str(path), words.NOT_A_FILE)
    if path.stat().st_size > MOST_MEGABYTES << 20:
        raise BankRejected(str(path), words.too_large(MOST_MEGABYTES))
    return path.read_bytes()


def _read_workbook(making: Making, path: Path, content: bytes, tell: Tell) -> None:
    """Raises BankRejected: no sheet that is shown has a header."""
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
            making.warn(sheet.name, 0, -1, lack.reason)
    if not shown:
        raise BankRejected(str(path), bank_words.ALL_HIDDEN)
    if not read:
        best = max(lacks, key=lambda lack: lack.near)
        raise BankRejected(str(path), best.reason if best.near else words.NO_QUESTIONS)
    if has_pictures(content):
        making.note(Severity.WARNED, "", 0, -1, bank_words.HAS_PICTURES)
