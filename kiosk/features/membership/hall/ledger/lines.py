"""From rows to people: what heads a group, what sums it up, and who stands in several rows.

    for line in lines_of(part, columns): ...       # one person each; `aside` and `banded` are known after the walk

A line between people that names a branch (一、某支部（3 人）) is the branch of everybody below it; 合计, 填表人 and
the like are nobody. A person whose number is merged over several rows is one person, with every introducer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from content.texts.decoding import DAMAGED
from kiosk.features.membership.hall.ledger import words
from kiosk.features.membership.hall.ledger.cells import fold, id_text
from kiosk.features.membership.hall.ledger.header_names import SEVERAL, field_of, header_text
from kiosk.features.membership.hall.ledger.headers import HeaderPlace, trimmed
from kiosk.features.membership.hall.ledger.sheet import Sheet, cell_text
from kiosk.features.membership.rules.names import can_be_on_a_card, split_names

Columns = Mapping[str, tuple[int, ...]]

_NOTE = re.compile(
    r"(?:合计|总计|小计|共计|总人数|人数|填表人|填表日期|填报人|填报日期|填报时间|填报单位|制表人|制表日期|制表时间|审核人|"
    r"复核人|经办人|负责人|联系人|联系电话|备注|说明|附注|以下空白)(?:$|[\s:：、,，(（\d])|注\d?[:：]|共\s*\d+\s*[人名]|支部书记(?:签字|签名)|\(?盖章"
)
_NUMBERED = re.compile(
    r"(?:\(?(?:[一二三四五六七八九十百]{1,4}|\d{1,3})(?:[、.)]|\s)\s*)|[■●◆★▲]\s*|\([一二三四五六七八九十\d]{1,3}\)\s*"
)
_LABEL = re.compile(r"^(?:所在|所属)?(?:党)?(?:支部|组织)(?:名称)?:")
_COUNT = re.compile(r"\(?(?:共|计|合计)?:?\d{1,5}(?:人|名)(?:党员)?\)?|\d{1,5}")
_COUNT_AFTER = re.compile(
    r"\s*\((?:[^()]*\d+[人名][^()]*|书记[^()]*)\)$|[\s:]*(?:共|计)\d{1,5}[人名](?:党员)?$|\s+\d{1,5}[人名]$"
)
_IS_BRANCH = re.compile(r".{1,118}(?:支部|党总支|总支|支部委员会|党委|党组|党工委|委员会)")
_BEFORE = "'\"= "
_LEAST_DIGITS = 10
_WIDE, _FEW = 3, 2


@dataclass(slots=True)
class Line:
    """One person: the row as the keeper counts them, its cells, and what else belongs to it.

    `branch` is of the line above that heads the group, `doubt` the row of one that may head it and names none. `broken`
    as in `Sheet.broken`. `clash`: cells of further rows that say otherwise (row, column, field). `further`: rows that
    were added though nothing but their place says whose they are, and what they added (row, column, field). `again`:
    names that a further row writes once more (row, column, field): taken for one person, though two may be meant.
    """

    number: int
    cells: list[Any]
    branch: str = ""
    doubt: int = 0
    broken: str = ""
    clash: list[tuple[int, int, str]] = field(default_factory=list)
    further: list[tuple[int, int, str]] = field(default_factory=list)
    again: list[tuple[int, int, str]] = field(default_factory=list)


@dataclass
class Part:
    """One sheet of a ledger; `offset` is added to its rows, so that a number is one row of the whole ledger."""

    sheet: Sheet
    place: HeaderPlace
    offset: int = 0
    aside: list[int] = field(default_factory=list)
    banded: list[int] = field(default_factory=list)

    def lines(self, columns: Columns) -> Iterator[Line]:
        """The people, one after the other. `aside` and `banded` are the rows that are nobody, known at the end."""
        return _Walk(self, columns).lines()


class _Walk:
    def __init__(self, part: Part, columns: Columns) -> None:
        self._part, self._columns = part, columns
        self._named = [at for name, ats in columns.items() if not name.endswith("branch") for at in ats]
        self._lists = {at for name in SEVERAL for at in columns.get(name, ())}
        self._branch, self._doubt, self._last = "", 0, 0
        self._grouped = bool(part.banded)  # known from the walk before
        part.aside, part.banded = [], []

    def lines(self) -> Iterator[Line]:
        waiting: Line | None = None
        id_at, first = self._columns["id_number"], self._part.place.row
        # Above the header stand titles; but where a page's header is damaged, the next page's is taken, and the people
        # of the first, with their bands, stand above that.
        if any(self._is_number(cells, id_at) for cells in self._part.sheet.head(first)):
            first = 0
        for number, cells, continued in self._part.sheet.walk():
            if number <= first:
                continue
            if continued and waiting and self._same_person(continued):
                self._add(waiting, number, cells, continued)
                continue
            broken = self._part.sheet.broken.get(number, "")
            if not self._is_number(cells, id_at) and not self._is_person(number, cells, continued, waiting):
                continue
            if waiting is not None:
                yield waiting
            waiting, self._last = self._begun(number, cells, broken), number
        if waiting is not None:
            yield waiting

    def _begun(self, number: int, cells: list[Any], broken: str) -> Line:
        return Line(number + self._part.offset, cells, self._branch, self._doubt if self._grouped else 0, broken)

    def _heads(self, branch: str, number: int) -> None:
        """What stands above the people from here on; a line that cannot be read may have named another branch."""
        self._branch = "" if DAMAGED in branch or number in self._part.sheet.broken else branch
        self._doubt = 0 if self._branch else number + self._part.offset

    def _is_number(self, cells: Sequence[Any], id_at: Sequence[int]) -> bool:
        """Nearly every row: its number stands there."""
        for at in id_at:
            if at < len(cells) and len(text := cell_text(cells[at])) >= 15 and text.lstrip(_BEFORE)[:6].isdigit():
                return True
        return False

    def _same_person(self, continued: Any) -> bool:
        return all(any(at in continued for at in self._columns[name]) for name in ("id_number", "name"))

    def _is_person(self, number: int, cells: Sequence[Any], continued: Any, waiting: Line | None) -> bool:
        texts = {at: text for at, cell in enumerate(cells) if at not in continued and (text := fold(cell))}
        if not texts or self._is_header(cells):
            return False
        if self._part.sheet.broken.get(number) in words.ROW_PROBLEMS:
            self._heads("", number)
            return True
        if self._is_nobody(number, texts):
            self._part.aside.append(number + self._part.offset)
            return False
        if waiting and texts.keys() <= self._lists and self._last == number - 1 and _are_names(texts.values()):
            self._add(waiting, number, cells, continued)
            row = number + self._part.offset
            waiting.further += [
                (row, at, name) for name in SEVERAL for at in self._columns.get(name, ()) if at in texts
            ]
            return False
        if len(set(texts.values())) <= _FEW:
            self._heads("", number)  # taken for a person, who will be refused: a heading that was not understood
        return any(at in texts for at in self._named)

    def _is_header(self, cells: Sequence[Any]) -> bool:
        """A header repeated on every printed page."""
        said = [cell_text(cells[at]) for at in self._columns["id_number"] if at < len(cells)]
        named = any(not one[:1].isdigit() and field_of(header_text(one)) == "id_number" for one in said if one)
        return named or trimmed(tuple(map(header_text, cells))) in self._part.place.levels

    def _is_nobody(self, number: int, texts: Mapping[int, str]) -> bool:
        """Heads a group, sums it up, or tells who filled the table in."""
        said = [texts[at] for at in self._columns["id_number"] if at in texts]
        if any(sum(letter.isdigit() for letter in id_text(one)) >= _LEAST_DIGITS for one in said):
            return False
        first, *others = dict.fromkeys(texts.values())
        if _NOTE.match(first):
            return True
        if all(map(_COUNT.fullmatch, others)) and (branch := _branch_in(first)):
            self._heads(branch, number)
            self._part.banded.append(number + self._part.offset)
            return True
        if not others and self._is_wide(number, min(texts)):
            if not first.endswith("小组"):
                self._heads("", number)
            return True
        return False

    def _is_wide(self, number: int, column: int) -> bool:
        """One text merged over the table's width heads something, whatever it says."""
        return self._part.sheet.width_of(number - 1, column) >= _WIDE

    def _add(self, line: Line, number: int, cells: Sequence[Any], continued: Any) -> None:
        """A further row of the person: names are added, blanks filled, and what says otherwise is told."""
        for name, ats in self._columns.items():
            for at in ats:
                fresh = fold(cells[at]) if at < len(cells) else ""
                old = fold(line.cells[at]) if at < len(line.cells) else ""
                if fresh and fresh == old and name in SEVERAL and at not in continued:
                    line.again.append((number + self._part.offset, at, name))
                if not fresh or fresh == old:
                    continue
                if not old:
                    line.cells += [""] * (at + 1 - len(line.cells))
                    line.cells[at] = cells[at]
                elif name in SEVERAL:
                    line.cells[at] = f"{cell_text(line.cells[at])}、{cell_text(cells[at])}"
                else:
                    line.clash.append((number + self._part.offset, at, name))
        self._last = number


def _are_names(texts: Iterable[str]) -> bool:
    return all(can_be_on_a_card(name) for text in texts for name in split_names(text))


def _branch_in(text: str) -> str:
    """`(一)、演示一支部(3人)` -> 演示一支部; empty where no branch is named."""
    plain = _NUMBERED.sub("", text, count=1) if _NUMBERED.match(text) else text
    plain = _COUNT_AFTER.sub("", _LABEL.sub("", plain, count=1).rstrip(": ")).rstrip(": ")
    return plain if _IS_BRANCH.fullmatch(plain) else ""
