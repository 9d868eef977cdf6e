"""The rows of a sheet -> drafts: whatever stands above the header, in any order of columns, an option a row or all in
one cell.

A later row that is a header itself begins a new set of columns. A row of one cell that names a type is a heading.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from content import words
from content.banks import words as bank_words
from content.banks.answers import has_own_letter
from content.banks.blanks import ways_of
from content.banks.cells import (
    damage,
    date_of,
    has_invisible,
    is_plain,
    lines_of,
    plain_line,
    spoiled_text,
    text_of,
)
from content.banks.columns import HEADERS, Columns, find_columns, letters, names_field, nearest_field
from content.banks.headings import Lack, find_header, kind_named, lacking
from content.banks.making import DRAFT, YES, Draft, Making
from content.banks.markup import Found, plain
from content.banks.sound import Unclear
from content.banks.splitting import lettered, split_cell
from content.banks.stems import is_example
from content.banks.values import Tell, Value, quiet

_MOST_FILLED = 1_000_000  # cells below merged ones; more is a trap
_STEM_NUMBER = re.compile(r"[(（【]?([1-9][0-9]{0,4})\s*(?:[)）】][、.．]?|[、．]|\.(?![0-9]))\s*(?=\S)")
_TAGS_PARTED = frozenset({"标签", "知识点", "考点"})
_TAG_MARKS = re.compile(r"\s*[;；|｜、,，\n]\s*")
_BESIDE = ("kind", "explanation", "difficulty", "source", "picture", "status")
_DATES = ("source_date", "valid_from", "valid_until")
_USUAL_ANSWER = re.compile(r"[A-H]{1,8}|[对错√×]|正确|错误")
_SUSPECT = frozenset("#0123456789")  # an error, or a number that was too long
_NUMBER_BEGINS = frozenset("123456789(（【")
_WIDE_BLANK = "\u3000"  # in the bracket of nearly every stem: （　）
_ODD = re.compile("[\xa0\xad\u2000-\u200f\u202a-\u202f\u205f-\u206f\ufeff\x00-\x08\x0e-\x1f\x7f-\x9f]")

Merged = Sequence[tuple[tuple[int, int], tuple[int, int]]]
_TOLD_EVERY = 2_000


def is_numbered(stem: str) -> bool:
    """It begins as a number before a stem would, which goes or stays by the rows above it."""
    return stem[:1] in _NUMBER_BEGINS and _STEM_NUMBER.match(stem) is not None


def read_rows(
    making: Making, name: str, rows: Sequence[list[Value]], merged: Merged = (), tell: Tell = quiet
) -> Lack | None:
    """Add what a sheet holds, its rows being all of one length; what it lacks where it has no header.

    ``tell`` hears how many rows were read, of how many. Raises BankRejected.
    """
    header, columns = find_header(rows)
    if columns is None:
        return lacking(rows)
    reading = _Reading(making, name, columns, header + 1, [text_of(cell) for cell in rows[header]])
    _fill_down(making, name, rows, merged, columns, header)
    for number, cells in enumerate(rows[header + 1 :], start=header + 2):
        if not number % _TOLD_EVERY:
            tell(number, len(rows))
        reading.row(number, cells)
    reading.flush()
    return None


def _fill_down(
    making: Making, name: str, rows: Sequence[list[Value]], merged: Merged, columns: Columns, header: int
) -> None:
    """A type or a topic whose cell is merged over several rows is that of all of them."""
    wanted = {columns["kind"], columns["difficulty"], columns["source"], *(column for column, _ in columns.tags)} - {-1}
    filled = 0
    for (top, left), (bottom, right) in merged:
        if left != right or left not in wanted or top <= header or top == bottom or top >= len(rows):
            continue
        value, below = rows[top][left], rows[top + 1 : bottom + 1]
        filled += len(below)
        if filled > _MOST_FILLED:
            return
        for row in below:
            if row[left] == "":
                row[left] = value
        making.count(name, top + 1, left, bank_words.FILLED_DOWN)


class _Reading:
    """One sheet, row by row; a question is kept back until the next row shows whether it goes on."""

    def __init__(self, making: Making, sheet: str, columns: Columns, row: int, texts: Sequence[str]) -> None:
        self._making, self._sheet = making, sheet
        self._kind = kind_named(sheet)
        self._waiting: Draft | None = None
        self._one_each = False
        self._last_number = 0
        self._number = 0
        self._is_plain = False
        self._lost_picture = False
        self._tags_of: dict[str, tuple[str, ...]] = {}
        self._head(columns, row, texts)

    def _head(self, columns: Columns, row: int, texts: Sequence[str]) -> None:
        """A header: where each field stands from here on, and which columns are left aside."""
        self._columns = columns
        self._tags_of.clear()
        self._places = dict(columns.of) | {f"option{at}": column for at, column in columns.options.items()}
        if columns.tags:
            self._places["tag"] = columns.tags[0][0]
        self._options = [columns.options.get(at, -1) for at in range(max(columns.options, default=-1) + 1)]
        self._stem, self._answer_at, self._literal_at = columns["stem"], columns["answer"], columns["literal"]
        self._fields = [(name, columns[name]) for name in _BESIDE if columns[name] >= 0]
        self._dates = [(name, columns[name]) for name in _DATES if columns[name] >= 0]
        self._beside = {at for at in (columns["number"], *columns.unknown, 0) if at >= 0}
        for at in columns.unknown:
            near = nearest_field(texts[at])
            is_absent = near and near not in columns.of and near not in ("tag", "options", "literal")
            reason = (
                bank_words.nearest(f"{letters(at)}{row}", texts[at], HEADERS[near])
                if is_absent
                else bank_words.column_unknown(texts[at][:30])
            )
            self._making.warn(self._sheet, row, at, reason)
        for at, used in columns.twice:
            self._making.warn(self._sheet, row, at, bank_words.column_twice(texts[at], texts[used]))

    def flush(self) -> None:
        """Add the question that was kept back."""
        draft, self._waiting = self._waiting, None
        if draft is None:
            return
        if self._one_each and len(draft.options) == 1:  # no row went on with it: what looked like one option is all
            draft.options, by_blanks = split_cell(draft.options[0])
            if by_blanks:
                self._making.warn(self._sheet, draft.row, self._columns["options"], bank_words.SPLIT_AT_BLANKS)
        self._making.add(draft)

    def row(self, number: int, cells: list[Value]) -> None:
        """Raises BankRejected: there are too many items."""
        if not any(cells):
            return
        self._number, self._lost_picture = number, False
        try:
            self._row(cells)
        except Unclear as unclear:
            self.flush()
            self._making.refuse(self._sheet, number, self._column(unclear.field), unclear.reason)

    def _row(self, cells: list[Value]) -> None:
        if self._literal_at >= 0 and cells[self._literal_at] == YES:
            self.flush()
            self._waiting, self._one_each = self._literal(cells), False
            return
        self._is_plain = _are_plain(cells)
        answer = self._answer(cells[self._answer_at])
        stem_value = cells[self._stem]
        stem = self._text(self._stem, stem_value)
        if not _USUAL_ANSWER.fullmatch(answer) and self._is_header(cells, stem, answer):
            return
        if not stem and not answer and not self._is_continued(cells):
            self._aside(cells)
        elif self._goes_on(cells, stem, answer) or (not answer and self._is_heading(cells)):
            return
        else:
            self.flush()
            self._waiting = self._draft(cells, stem, stem_value, answer)

    def _draft(self, cells: list[Value], stem: str, stem_value: Value, answer: str) -> Draft:
        columns = self._columns
        draft = Draft(self._sheet, self._number, stem, answer, columns=self._places)
        for name, column in self._fields:
            if (value := cells[column]) != "":
                setattr(draft, name, self._text(column, value))
        draft.kind = draft.kind or self._kind
        draft.number = text_of(cells[columns["number"]]) if columns["number"] >= 0 else ""
        draft.tags = self._tags(cells)
        for name, column in self._dates:
            if (value := cells[column]) != "":
                setattr(draft, name, self._date(name, value))
        draft.blanks = self._blanks(cells) if columns.blanks else ()
        draft.options = self._options_of(cells)
        if not draft.options and not draft.blanks and isinstance(stem_value, str):
            self._options_in_stem(draft, stem_value)
        self._strip_number(draft)
        draft.is_example = is_example(draft.stem)
        for at in self._beside:
            if type(cell := cells[at]) is str and is_example(cell):
                draft.is_example = True
        if self._lost_picture and not draft.picture:
            draft.status = DRAFT
            self._warn(columns["stem"], bank_words.PICTURE_LOST)
        return draft

    def _literal(self, cells: list[Value]) -> Draft:
        """A row that we wrote ourselves: nothing is taken off, several in a cell stand on a line each. What nobody sees
        goes all the same: a keeper may have been at it since.
        """
        columns = self._columns

        def raw(field: str) -> str:
            return text_of(cells[columns[field]]) if columns[field] >= 0 else ""

        options = [text_of(cells[at]) if at >= 0 else "" for at in self._options]
        while options and not options[-1]:
            options.pop()
        blanks = [_lines(cells[columns.blanks[at]]) for at in sorted(columns.blanks)]
        draft = Draft(
            self._sheet, self._number, raw("stem"), raw("answer"), options, raw("kind"), raw("number"),
            raw("explanation"), _lines(cells[columns.tags[0][0]]) if columns.tags else (), raw("difficulty"),
            raw("source"), status=raw("status"), picture=raw("picture"), columns=self._places, is_literal=True,
            blanks=tuple(filter(None, blanks)),
        )  # fmt: skip
        for name, column in self._dates:
            if (value := cells[column]) != "":
                setattr(draft, name, self._date(name, value))
        return draft

    # Cells

    def _text(self, column: int, value: Value, *, lines: bool = False) -> str:
        """A clean text, what was wrong with the cell being noted."""
        if type(value) is str:
            if not value:
                return ""
            if self._is_plain and _WIDE_BLANK in value:
                return lines_of(value) if lines else plain_line(value)
            if self._is_plain or ("<" not in value and "&" not in value and is_plain(value)):
                if value[0] in _SUSPECT and (reason := spoiled_text(value)):
                    self._spoiled(column, reason)
                return value
            value = self._without_markup(column, value)
        if reason := spoiled_text(value) if isinstance(value, str) else damage(value):
            self._spoiled(column, reason)
        return lines_of(value) if lines else text_of(value)

    def _spoiled(self, column: int, reason: str) -> None:
        """Raises Unclear: it is an error, where something should be that a question cannot do without."""
        name = next((name for name, at in self._places.items() if at == column), "")
        if reason == bank_words.ERROR_VALUE and (name in ("stem", "answer") or name.startswith("option")):
            raise Unclear(name, reason)
        self._warn(column, reason)

    def _without_markup(self, column: int, value: str) -> str:
        text, found = plain(value)
        if found is Found.NOTHING:
            if _ODD.search(text) or has_invisible(text):
                self._making.count(self._sheet, self._number, column, bank_words.INVISIBLE_REMOVED)
            return text
        if found & Found.PICTURE:
            self._lost_picture = True
        if found & Found.SCRIPTS:
            self._warn(column, bank_words.SCRIPTS_LOST)
        self._making.count(self._sheet, self._number, column, bank_words.TAGS_REMOVED)
        return text

    def _answer(self, value: Value) -> str:
        if type(value) is str and len(value) == 1 and is_plain(value):
            return value
        if isinstance(value, date):
            raise Unclear("answer", words.ANSWER_IS_DATE)
        return self._text(self._columns["answer"], value, lines=True)

    def _tags(self, cells: list[Value]) -> tuple[str, ...]:
        columns = self._columns.tags
        if len(columns) == 1 and type(value := cells[columns[0][0]]) is str:  # the usual, and the same again and again
            if value not in self._tags_of:
                self._tags_of[value] = self._parted_tags(cells)
            return self._tags_of[value]
        return self._parted_tags(cells)

    def _parted_tags(self, cells: list[Value]) -> tuple[str, ...]:
        tags: list[str] = []
        for column, name in self._columns.tags:
            value = cells[column]
            if name in _TAGS_PARTED and isinstance(value, str) and _TAG_MARKS.search(value):
                tags += [text_of(part) for part in _TAG_MARKS.split(lines_of(value)) if part]
            elif text := text_of(value):
                tags.append(text)
        return tuple(dict.fromkeys(tags))

    def _date(self, field: str, value: Value) -> date | None:
        try:
            return date_of(value)
        except ValueError:
            raise Unclear(field, words.unreadable_date(text_of(value)[:40])) from None

    def _blanks(self, cells: list[Value]) -> tuple[tuple[str, ...], ...]:
        texts = [self._text(at, cells[at], lines=True) for _, at in sorted(self._columns.blanks.items())]
        while texts and not texts[-1]:
            texts.pop()
        if texts and not all(texts):
            raise Unclear("answer", bank_words.NO_BLANK_ANSWER)
        return tuple(tuple(text.split("\n")) if "\n" in text else ways_of(text) for text in texts)

    # Options

    def _options_of(self, cells: list[Value]) -> list[str]:
        """Of the columns A to H, or of the one that holds all; letters stay."""
        self._one_each = False
        found = [self._text(at, cells[at]) if at >= 0 else "" for at in self._options]
        while found and not found[-1]:
            found.pop()
        if len(found) == 1 and self._options[0] >= 0:
            parts, by_blanks = split_cell(self._text(self._options[0], cells[self._options[0]], lines=True))
            return found if by_blanks else [plain_line(part) for part in parts]
        column = self._columns["options"]
        if found or column < 0:
            return found
        text = self._text(column, cells[column], lines=True)
        if not text:
            return []
        parts, by_blanks = split_cell(text)
        self._one_each = by_blanks or len(parts) == 1
        return [plain_line(text)] if by_blanks else [plain_line(part) for part in parts]

    def _options_in_stem(self, draft: Draft, value: str) -> None:
        found = lettered(lines_of(plain(value)[0]), whole=False)
        if found is not None and found[0]:
            draft.stem, draft.options = plain_line(found[0]), [plain_line(part) for part in found[1]]

    def _is_continued(self, cells: list[Value]) -> bool:
        """Whether a row without stem and answer brings the next option of the question before it."""
        column = self._columns["options"]
        return self._waiting is not None and self._one_each and column >= 0 and bool(text_of(cells[column]))

    def _goes_on(self, cells: list[Value], stem: str, answer: str) -> bool:
        """One option a row: the question before goes on, its stem merged over the rows or written on each.

        Raises Unclear: an option without a stem that has another answer; nobody knows whose it is.
        """
        draft, column = self._waiting, self._columns["options"]
        if draft is None or not self._one_each or column < 0 or stem not in ("", draft.stem):
            return False
        text = self._text(column, cells[column], lines=True)
        if not text:
            return False
        parts, by_blanks = split_cell(text)
        is_lettered = has_own_letter(draft.options[0], 0)
        is_other = bool(answer) and (bool(draft.answer) or not is_lettered) and (answer != draft.answer or not stem)
        if is_other or (len(parts) > 1 and not by_blanks) or has_own_letter(text, len(draft.options)) != is_lettered:
            if stem:  # the same question again, whole
                return False
            raise Unclear("stem", words.NO_STEM)
        draft.options.append(plain_line(text))
        draft.answer = draft.answer or answer
        return True

    # Rows that are no questions

    def _is_header(self, cells: list[Value], stem: str, answer: str) -> bool:
        texts = [text_of(cell) for cell in cells]
        if not any(names_field(text) for text in texts):
            return False
        columns = find_columns(texts)
        if columns is None:
            return False
        self.flush()
        if columns != self._columns:
            self._head(columns, self._number, texts)
        return True

    def _is_heading(self, cells: list[Value]) -> bool:
        """一、单选题（每题 2 分）: the type of the rows below."""
        filled = [cell for cell in cells if cell != ""]
        if len(filled) != 1 or not isinstance(filled[0], str):
            return False
        kind = kind_named(plain_line(filled[0]))
        if kind is None:
            return False
        self.flush()
        self._kind = kind
        return True

    def _aside(self, cells: list[Value]) -> None:
        self.flush()
        if not self._is_heading(cells) and any(map(text_of, cells)):
            column = next(at for at, cell in enumerate(cells) if text_of(cell))
            self._warn(column, bank_words.NOT_A_QUESTION)

    def _strip_number(self, draft: Draft) -> None:
        """A number before the stem goes where it is the row's own, or follows that of the row before."""
        if draft.stem[:1] not in _NUMBER_BEGINS or not (match := _STEM_NUMBER.match(draft.stem)):
            return
        number = int(match[1])
        if match[1] == draft.number or number == self._last_number + 1:
            self._last_number = number
            draft.stem, draft.number = draft.stem[match.end() :], draft.number or match[1]
            self._making.count(self._sheet, self._number, self._stem, bank_words.STEM_NUMBERS)
        else:
            self._warn(self._columns["stem"], bank_words.STEM_NUMBER_KEPT)

    def _column(self, field: str) -> int:
        return self._places.get(field, self._places.get("option0", -1) if field.startswith("option") else -1)

    def _warn(self, column: int, reason: str) -> None:
        self._making.warn(self._sheet, self._number, column, reason)


def _lines(value: Value) -> tuple[str, ...]:
    """The lines of a cell, each once."""
    return tuple(dict.fromkeys(filter(None, map(plain_line, lines_of(value).split("\n")))))


def _are_plain(cells: Sequence[Value]) -> bool:
    """Whether no cell of a row needs cleaning, wide blanks apart; asked of all at once, in a fifth of the time."""
    row = "|".join([cell for cell in cells if type(cell) is str]).replace(_WIDE_BLANK, "")
    return "<" not in row and "&" not in row and "| " not in row and " |" not in row and is_plain(row)
