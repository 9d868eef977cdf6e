"""试卷.xlsx, the papers of a pack as keepers make them: a page of papers, one of how many questions each has, and one
of what its results are called.

    tables, problems, reminders = sheet_tables(Path("包/试卷.xlsx").read_bytes())

A page is known by its header, which may stand below titles and in any order: with 题数 it holds quotas, with 等级
bands, else with 标题 papers. Who has few papers leaves that page out: each paper is then made of its quotas. A row
without a paper's name goes on with the one above, as merged cells do. What a cell says becomes what ``papers.toml``
would say.
"""

from __future__ import annotations

import difflib
import hashlib
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from content import words
from content.banks.cells import damage, text_of
from content.banks.columns import HEADER_WITHIN, letters
from content.banks.spreadsheet import Value
from content.pack import paper_words as said
from content.pack.columns import folded
from content.pack.entry import Problem
from content.pack.paper_fields import Way
from content.tables import cells
from content.tables.plain import plain_text
from content.tables.workbook import VisibleSheet, WorkbookRefused, read_workbook

PAPER_SHEET = "试卷.xlsx"
_KEEPS_OFF = ("开始日期", "结束日期")
"""With such a header misspelt a paper would be offered for ever."""
_NEAR = 0.65
_PAGES: Mapping[str, Mapping[str, str]] = {"quotas": said.OF_QUOTA, "bands": said.OF_BAND, "papers": said.OF_PAPER}
_KNOWN_BY = {"quotas": "题数", "bands": "等级", "papers": "标题"}
_UNIT = re.compile(r"(?<=\d)\s*(?:分钟|分|秒钟|秒|道题|道|题)$")
_SCORES = re.compile(r"(\d{1,3})\s*分?\s*(?:(?:-|–|—|~|至|到)\s*(\d{1,3})\s*分?|(以上|及以上|起|以下)?)")

Row = list[Value]
Table = dict[str, object]
Tables = list[tuple[Mapping[str, object], Callable[[Way], str]]]


def sheet_tables(content: bytes) -> tuple[Tables, tuple[Problem, ...], tuple[Problem, ...]]:
    """Papers as TOML's values, each with where its values stand; what is wrong; what should be mended. Never fails."""
    try:
        book = read_workbook(content)
    except WorkbookRefused as refused:
        return [], (Problem(PAPER_SHEET, str(refused)),), ()
    reading = _Reading()
    pages = [page for sheet in book.sheets if (page := _page(sheet)) is not None]
    hidden = tuple(Problem(f"{PAPER_SHEET} “{name}”", words.SHEET_HIDDEN) for name in book.hidden)
    if doubt := next((found for page in pages if (found := page.doubt()) is not None), None):
        return [], (doubt,), hidden
    if not any(page.kind == "quotas" for page in pages):
        return [], (Problem(PAPER_SHEET, said.NO_PAPER_ROWS),), hidden
    for kind in ("papers", "quotas", "bands"):
        for page in pages:
            if page.kind == kind:
                reading.read(page, has_papers=any(one.kind == "papers" for one in pages))
    return (
        [(paper.table, paper.place) for paper in reading.papers if not paper.is_broken],
        tuple(reading.problems),
        (*hidden, *(one for page in pages for one in page.strangers()), *reading.reminders),
    )


def is_paper_sheet(content: bytes) -> bool:
    """Whether a page of the workbook says how many questions a paper has. Never fails."""
    try:
        sheets = read_workbook(content).sheets
    except WorkbookRefused:
        return False
    return any(page.kind == "quotas" for sheet in sheets if (page := _page(sheet)) is not None)


@dataclass(frozen=True)
class _Page:
    """One page of the sheet: what its rows are, and which column is which; ``header`` counts from 0."""

    kind: str
    sheet: VisibleSheet
    header: int
    of: Mapping[str, int]
    unknown: tuple[tuple[int, str], ...]

    def place(self, row: int, key: str = "") -> str:
        return words.sheet_place(PAPER_SHEET, self.sheet.name, row, letters(self.of.get(key, -1)))

    def at(self, row: Row, key: str) -> Value | None:
        column = self.of.get(key, -1)
        return row[column] if 0 <= column < len(row) else None

    def rows(self) -> Iterator[tuple[int, Row]]:
        """Those that are filled, by their number in the sheet."""
        for number, row in enumerate(self.sheet.rows[self.header + 1 :], start=self.header + 2):
            if any(text_of(self.at(row, key)) for key in self.of):
                yield number, row

    def doubt(self) -> Problem | None:
        headers = [header for header in _PAGES[self.kind].values() if header in _KEEPS_OFF]
        for column, text in self.unknown:
            near = difflib.get_close_matches(folded(text), headers, 1, _NEAR)
            if near:
                place = words.sheet_place(PAPER_SHEET, self.sheet.name, self.header + 1, letters(column))
                return Problem(place, said.column_doubtful(text, near[0]))
        return None

    def strangers(self) -> Iterator[Problem]:
        for column, text in self.unknown:
            place = words.sheet_place(PAPER_SHEET, self.sheet.name, self.header + 1, letters(column))
            yield Problem(place, words.column_unknown(text))


def _page(sheet: VisibleSheet) -> _Page | None:
    for at, row in enumerate(sheet.rows[:HEADER_WITHIN]):
        texts = [folded(text_of(cell)) for cell in row]
        names = [said.ALIASES.get(text, text) for text in texts]
        kind = next((kind for kind, header in _KNOWN_BY.items() if header in names), "")
        if kind:
            keys = {header: key for key, header in _PAGES[kind].items()}
            if kind == "quotas":  # a sheet of one page may head the paper by its title
                keys.setdefault("标题", "paper")
            of: dict[str, int] = {}
            for column, name in enumerate(names):
                if name in keys:
                    of.setdefault(keys[name], column)
            taken = set(of.values())
            unknown = tuple((n, text_of(row[n])) for n, text in enumerate(texts) if text and n not in taken)
            return _Page(kind, sheet, at, of, unknown)
    return None


@dataclass
class _Paper:
    """One paper while its rows are read; ``rows``: the way to a table -> where that stands."""

    table: Table
    rows: dict[Way, tuple[_Page, int]]
    is_broken: bool = False
    names: frozenset[str] = field(default_factory=frozenset)

    def place(self, way: Way) -> str:
        page, row = self.rows.get(way[:2], self.rows[()])
        return page.place(row, str(way[-1]) if way else "")

    def add(self, kind: str, values: Table, page: _Page, row: int) -> None:
        rows = self.table.setdefault(kind, [])
        assert isinstance(rows, list)
        self.rows[(kind, len(rows))] = page, row
        rows.append(values)


class _Reading:
    """What has been read so far."""

    def __init__(self) -> None:
        self.papers: list[_Paper] = []
        self.problems: list[Problem] = []
        self.reminders: list[Problem] = []
        self._example = False  # the rows above belong to the template's own paper

    def read(self, page: _Page, *, has_papers: bool) -> None:
        if page.kind == "papers":
            for number, row in page.rows():
                self._take_paper(page, number, row)
            return
        last: _Paper | None = self.papers[0] if len(self.papers) == 1 else None
        is_example = False
        for number, row in page.rows():
            name = _folded(page.at(row, "paper"))
            is_example = name == _folded(said.EXAMPLE_TITLE) if name else is_example
            if is_example:
                continue
            if name:
                last = self._paper_of(name, page, number, row, may_begin=not has_papers and page.kind == "quotas")
            elif last is None:
                self.problems.append(Problem(page.place(number, "paper"), said.WHICH_PAPER))
            if last is not None:
                values, wrong = self._values(page, number, row)
                last.is_broken |= wrong
                values.pop("paper", None)
                last.add(page.kind, values, page, number)

    def _take_paper(self, page: _Page, number: int, row: Row) -> None:
        title = _folded(page.at(row, "title"))
        if title == _folded(said.EXAMPLE_TITLE):
            return
        values, wrong = self._values(page, number, row)
        values.setdefault("name", name_of(title))
        names = {title, str(values["name"])} - {""}
        if any(title in paper.names for paper in self.papers):
            if not text_of(page.at(row, "name")):
                self.problems.append(Problem(page.place(number, "title"), said.TITLE_TAKEN))
                return
            names.discard(title)  # its rows call it by its number
        self.papers.append(_Paper(values, {(): (page, number)}, wrong, frozenset(names)))

    def _paper_of(self, name: str, page: _Page, number: int, row: Row, *, may_begin: bool) -> _Paper | None:
        found = next((paper for paper in self.papers if name in paper.names), None)
        if found is None and may_begin:
            title = plain_text(text_of(page.at(row, "paper")))
            found = _Paper({"name": name_of(name), "title": title}, {(): (page, number)}, names=frozenset({name}))
            self.papers.append(found)
        if found is None:
            self.problems.append(Problem(page.place(number, "paper"), said.no_such_paper(name)))
        return found

    def _values(self, page: _Page, number: int, row: Row) -> tuple[Table, bool]:
        """What TOML would hold of a row, and whether a cell of it is wrong."""
        found: Table = {}
        wrong = False
        for key in page.of:
            value = page.at(row, key)
            if not text_of(value):
                continue
            try:
                found.update(_cell(page.kind, key, value))
            except ValueError as error:
                self.problems.append(Problem(page.place(number, key), str(error)))
                wrong = True
            else:
                if key in ("title", "note", "tag", "advice", "paper", "bank") and (reason := damage(value)):
                    self.reminders.append(Problem(page.place(number, key), reason))
        return found, wrong


def _cell(kind: str, key: str, value: Value | None) -> Table:
    """Raises ValueError with a sentence for the keeper."""
    if key in ("valid_from", "valid_until"):
        return {key: cells.day_of(value)}
    if kind == "papers" and key in _PAPER_WORDS:
        return {key: _word(value, _PAPER_WORDS[key])}
    if kind == "quotas" and key in _QUOTA_WORDS:
        text = cells.plain(value).removesuffix("题")
        return {} if text in said.ANY else {key: _word(text, _QUOTA_WORDS[key])}
    if kind == "quotas" and key == "tag" and cells.plain(value) in said.ANY:
        return {}
    if key == "seconds":
        minutes = cells.number_of(_UNIT.sub("", cells.plain(value)))
        return {key: round(60 * minutes)} if minutes is not None else {}
    if kind == "papers" and key == "partial":
        text = cells.plain(value)
        if text not in said.PARTIAL:
            raise ValueError(said.one_of(text, tuple(said.PARTIAL)))
        return {key: said.PARTIAL[text]}
    if key == "from":
        return _scores(value)
    if key in ("count", "to", "clock"):
        return {key: cells.number_of(_UNIT.sub("", cells.plain(value)))}
    return {key: plain_text(text_of(value))}


_PAPER_WORDS: Mapping[str, Mapping[str, str]] = {
    "icon": {name: one.value for name, one in said.ICONS.items()},
    "who": {name: one.value for name, one in said.WHOS.items()},
    "order": {name: one.value for name, one in said.ORDERS.items()},
    "way": {name: one.value for name, one in said.WAYS.items()},
}
_QUOTA_WORDS: Mapping[str, Mapping[str, str]] = {
    "kind": {name: one.value for name, one in said.KINDS.items()},
    "difficulty": {name: next(key for key, of in said.LEVEL_NAMES.items() if of is one)
                   for name, one in said.LEVELS.items()},
}  # fmt: skip


def _word(value: Value | None, known: Mapping[str, str]) -> str:
    text = cells.plain(value)
    if text not in known:
        raise ValueError(said.one_of(text, tuple(known)))
    return known[text]


def _scores(value: Value | None) -> Table:
    """90, 90分以上, 75-89, 60 分以下."""
    text = cells.plain(value)
    found = _SCORES.fullmatch(text)
    if found is None:
        raise ValueError(said.scores_unclear(text))
    first, second, word = found.groups()
    if word == "以下":
        return {"from": 0, "to": max(0, int(first) - 1)}
    low, high = (int(first), int(second)) if second else (int(first), None)
    if high is not None and high < low:
        low, high = high, low
    return {"from": low} if high is None else {"from": low, "to": high}


def _folded(value: Value | str | None) -> str:
    return cells.plain(value)


def name_of(title: str) -> str:
    """Of a paper that has no number of its own, by its title (`cells.plain`); it stays while the title does."""
    return f"p{hashlib.sha256(title.encode()).hexdigest()[:10]}"
