"""A bank written as a spreadsheet that keepers know, and the empty one that they fill.

    out.write_bytes(sheet_bytes(bank))       # read_bank makes the same items of it
    out.write_bytes(template())

A row that a reader would understand otherwise than it is meant (an option that begins with its own letter, a tag with a
comma) says 是 under 原样: then nothing is taken off, several tags or ways of a blank stand on a line each. Every cell
is a text, whatever it begins with.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from content.banks import sheet_words as words
from content.banks.columns import HEADERS
from content.banks.making import YES, Making
from content.banks.model import MOST_ITEMS, Bank, Item, Kind
from content.banks.sheet_rows import is_numbered, read_rows
from content.banks.sound import MOST_BLANKS, MOST_OPTIONS
from content.banks.values import Value
from content.banks.words import DIFFICULTIES, QUESTIONS, STATUSES
from content.sheets import writing

SHEET = "题库"
_OPTIONS = [f"选项{chr(65 + at)}" for at in range(MOST_OPTIONS)]
_BLANKS = [f"空{at + 1}" for at in range(MOST_BLANKS)]
COLUMNS = (
    HEADERS["number"], HEADERS["kind"], HEADERS["stem"], *_OPTIONS, HEADERS["answer"], HEADERS["explanation"],
    HEADERS["tag"], HEADERS["difficulty"], HEADERS["source"], HEADERS["source_date"], HEADERS["valid_from"],
    HEADERS["valid_until"], HEADERS["status"], HEADERS["picture"],
)  # fmt: skip
_LITERAL = (*_BLANKS, HEADERS["literal"])
_WIDTHS = {HEADERS["stem"]: 48, HEADERS["explanation"]: 36, HEADERS["source"]: 28} | dict.fromkeys(_OPTIONS, 16)
_USUAL_WIDTH = 10
_CHOICES = {
    HEADERS["kind"]: tuple(QUESTIONS.values()),
    HEADERS["difficulty"]: tuple(DIFFICULTIES.values()),
    HEADERS["status"]: tuple(STATUSES.values()),
}


def sheet_bytes(bank: Bank) -> bytes:
    """An .xlsx of all items, in their order; what was found while reading them is not in it."""
    rows = [_row(item) for item in bank.items]
    plain = _read_again(rows)
    kept = [
        row if plain.get(item.id) == item and not is_numbered(item.stem) else _literal(item)
        for item, row in zip(bank.items, rows, strict=True)
    ]
    used = {name for row in kept for name in row}
    columns = [*COLUMNS, *(name for name in _LITERAL if name in used)]
    return _saved(columns, kept, explained=False)


def template() -> bytes:
    """The sheet to fill: drop-downs, one filled row of every type marked 示例, and what each column means."""
    return _saved(COLUMNS, list(words.EXAMPLES), explained=True)


def _row(item: Item) -> dict[str, str]:
    """As a keeper would write it; what is as usual stays empty."""
    row = {
        HEADERS["number"]: item.id, HEADERS["kind"]: QUESTIONS[item.kind], HEADERS["stem"]: item.stem,
        HEADERS["answer"]: _answer(item), HEADERS["explanation"]: item.explanation,
        HEADERS["tag"]: "、".join(item.tags), HEADERS["source"]: item.source, HEADERS["picture"]: item.picture,
        HEADERS["source_date"]: _day(item.source_date), HEADERS["valid_from"]: _day(item.valid_from),
        HEADERS["valid_until"]: _day(item.valid_until),
        HEADERS["difficulty"]: DIFFICULTIES[item.difficulty], HEADERS["status"]: STATUSES[item.status],
    }  # fmt: skip
    if item.kind is not Kind.JUDGE:
        row |= dict(zip(_OPTIONS, item.options, strict=False))
    return {name: text for name, text in row.items() if text}


def _answer(item: Item) -> str:
    if item.kind is Kind.JUDGE:
        return item.options[item.answer[0]]
    if item.kind is Kind.FILL:
        return "；".join("/".join(ways) for ways in item.blanks)
    return "".join(chr(65 + at) for at in item.answer)


def _literal(item: Item) -> dict[str, str]:
    """Nothing is taken off: letters for answers, a line for each of several."""
    row = _row(item) | {HEADERS["tag"]: "\n".join(item.tags), HEADERS["literal"]: YES}
    if item.kind is Kind.FILL:
        row |= {name: "\n".join(ways) for name, ways in zip(_BLANKS, item.blanks, strict=False)}
        del row[HEADERS["answer"]]
    else:
        row |= dict(zip(_OPTIONS, item.options, strict=False))
        row[HEADERS["answer"]] = "".join(chr(65 + at) for at in item.answer)
    return {name: text for name, text in row.items() if text}


def _day(day: date | None) -> str:
    return "" if day is None else day.isoformat()


def _read_again(rows: Sequence[dict[str, str]]) -> dict[str, Item]:
    """What a reader makes of the rows, by number; one that stands twice is read under another."""
    making = Making("")
    table: list[list[Value]] = [[row.get(name, "") for name in COLUMNS] for row in rows]
    read_rows(making, SHEET, [list(COLUMNS), *table])
    return {item.id: item for item in making.items}


def _saved(columns: Sequence[str], rows: Sequence[dict[str, str]], *, explained: bool) -> bytes:
    book, sheet = writing.new_book(SHEET)
    writing.head(sheet, [_column(name) for name in columns], rows=MOST_ITEMS, freeze="D2")
    for number, row in enumerate(rows, start=writing.FIRST_ROW):
        for column, name in enumerate(columns, start=1):
            if name in row and explained:
                writing.put(sheet.cell(number, column), row[name], is_example=True)
            elif name in row:
                writing.put_text(sheet.cell(number, column), row[name])  # a style a cell takes its time, of 20,000 rows
    if explained:
        writing.explain(book.create_sheet(words.EXPLAINED), [*words.EXPLANATION, *words.HINTS.items()])
    return writing.bytes_of(book)


def _column(name: str) -> writing.Column:
    """As texts: 7月11日 typed into a general cell becomes a number."""
    hint, width = words.HINTS.get(name, ""), _WIDTHS.get(name, _USUAL_WIDTH)
    return writing.Column(name, hint, width, _CHOICES.get(name, ()), shape="@")
