"""From what a question says of itself to an item of the bank: one way for every reader.

    making = Making("题库.xlsx")
    making.add(Draft("题库", 2, stem="…", options=["甲", "乙"], answer="B"))
    bank = making.bank("题库")

A draft that cannot be understood is refused with its place and reason, and the rest is kept.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from content import words
from content.banks import words as bank_words
from content.banks.answers import are_half_prefixed, read_answer, read_kind, read_options, truth_said
from content.banks.blanks import blanks_in, checked, read_blanks
from content.banks.cells import plain_line
from content.banks.columns import letters
from content.banks.model import MOST_ITEMS, Bank, BankRejected, Difficulty, Finding, Item, Kind, Severity, Status
from content.banks.sound import LONGEST, MOST_FINDINGS, MOST_TAGS, Unclear, is_picture, problem_of
from content.banks.stems import bare_stem, gives_away, kind_before, names_options, without_answer
from content.texts.decoding import DAMAGED

_DIFFICULTY = {
    **dict.fromkeys(("易", "简单", "容易", "较易", "低", "初级", "1", "2"), Difficulty.EASY),
    **dict.fromkeys(("", "中", "中等", "一般", "适中", "中级", "普通", "3"), Difficulty.MEDIUM),
    **dict.fromkeys(("难", "困难", "较难", "高", "高级", "4", "5"), Difficulty.HARD),
}
YES, DRAFT = "是", "草稿"
_STATUS = {
    **dict.fromkeys(("", "可用", "启用", "正常", "已发布", "在用", "是", "ready"), Status.READY),
    **dict.fromkeys((DRAFT, "draft"), Status.DRAFT),
    **dict.fromkeys(("待核", "待核实", "未核", "待审", "待审核", "unchecked"), Status.UNCHECKED),
    **dict.fromkeys(("停用", "撤下", "作废", "已停用", "禁用", "否", "withdrawn"), Status.WITHDRAWN),
}


@dataclass(slots=True)
class Draft:
    """One question as it was found: clean texts, not yet understood.

    ``columns`` says where each field stood, for the findings. ``blanks`` of a fill item and ``right``, indices
    of the right options, where the reader knows them itself. ``literal``: nothing is taken off, the answer is letters.
    """

    sheet: str
    row: int
    stem: str
    answer: str = ""
    options: list[str] = field(default_factory=list)
    kind: str | Kind | None = None
    number: str = ""
    explanation: str = ""
    tags: tuple[str, ...] = ()
    difficulty: str = ""
    source: str = ""
    source_date: date | None = None
    valid_from: date | None = None
    valid_until: date | None = None
    status: str = ""
    picture: str = ""
    blanks: tuple[tuple[str, ...], ...] = ()
    right: tuple[int, ...] = ()
    is_example: bool = False
    is_literal: bool = False
    columns: Mapping[str, int] = field(default_factory=dict)


class Making:
    """A bank while its file is read."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.items: list[Item] = []
        self._findings: list[Finding] = []
        self._counted: dict[tuple[str, str], list[int]] = {}  # of a sheet and a reason: row, column, how many
        self._ids: set[str] = set()
        self._stems: dict[str, int] = {}  # which item has it first
        self._sheets: list[str] = []  # of every item, as its rows: no pair for each, which the collector would walk
        self._rows: list[int] = []
        self._named: dict[str, int] = {}  # of a name made from a stem, how often it was given
        self._left_out = 0

    def bank(self, name: str) -> Bank:
        counted = [
            Finding(Severity.WARNED, sheet, row, letters(column), bank_words.counted(reason, count))
            for (sheet, reason), (row, column, count) in self._counted.items()
        ]
        more = [Finding(Severity.REFUSED, "", 0, "", words.more_findings(self._left_out))] if self._left_out else []
        return Bank(name, tuple(self.items), (*self._findings, *counted, *more))

    def note(self, severity: Severity, sheet: str, row: int, column: int, reason: str) -> None:
        if len(self._findings) >= MOST_FINDINGS:
            self._left_out += 1
        else:
            self._findings.append(Finding(severity, sheet, row, letters(column), reason))

    def warn(self, sheet: str, row: int, column: int, reason: str) -> None:
        self.note(Severity.WARNED, sheet, row, column, reason)

    def refuse(self, sheet: str, row: int, column: int, reason: str) -> None:
        self.note(Severity.REFUSED, sheet, row, column, reason)

    def count(self, sheet: str, row: int, column: int, reason: str) -> None:
        """Something small that may stand on every row: told once a sheet, with its first place and how often."""
        found = self._counted.get((sheet, reason))
        if found is None:
            self._counted[sheet, reason] = [row, column, 1]
        else:
            found[2] += 1

    def add(self, draft: Draft) -> bool:
        """Whether it became an item; it is refused otherwise."""
        try:
            item = self._item(draft)
        except Unclear as unclear:
            self.refuse(draft.sheet, draft.row, _column(draft, unclear.field), unclear.reason)
            return False
        self.keep(item, draft.sheet, draft.row)
        return True

    def keep(self, item: Item, sheet: str, row: int) -> None:
        """Raises BankRejected: there are too many."""
        if len(self.items) >= MOST_ITEMS:
            raise BankRejected(self.path, words.too_many(MOST_ITEMS))
        self.items.append(item)
        self._sheets.append(sheet)
        self._rows.append(row)
        self._ids.add(item.id)
        at = len(self.items) - 1
        before = self._stems.setdefault(bare_stem(item.stem), at)
        if before == at:
            return
        first = self.items[before]
        same = first.kind is item.kind and _right(first) == _right(item)
        say = words.repeated if same else words.same_stem_other_answer
        place = Finding(Severity.FLAGGED, self._sheets[before], self._rows[before], "", "").place
        self.note(Severity.FLAGGED, sheet, row, -1, say(place))

    def _item(self, draft: Draft) -> Item:
        if not draft.stem:
            raise Unclear("stem", words.NO_STEM)
        self._check_texts(draft)
        kind, options, answer, blanks = self._understood(draft)
        if draft.valid_from and draft.valid_until and draft.valid_until < draft.valid_from:
            raise Unclear("valid_until", words.DATES_REVERSED)
        if draft.picture and not is_picture(draft.picture):
            raise Unclear("picture", bank_words.PICTURE_OUTSIDE)
        if draft.is_example:
            self._warn(draft, "number", bank_words.EXAMPLE)
        item = Item(
            self._id(draft), kind, draft.stem, options, answer, draft.explanation, draft.tags, self._difficulty(draft),
            draft.source, draft.source_date, draft.valid_from, draft.valid_until, blanks, draft.picture,
            self._status(draft),
        )  # fmt: skip
        if gives_away(item):
            self._warn(draft, "stem", bank_words.RIGHT_TEXT_IN_STEM)
        return item

    def _check_texts(self, draft: Draft) -> None:
        if len(draft.stem) > LONGEST["stem"]:
            raise Unclear("stem", words.too_long(LONGEST["stem"]))
        if len(draft.explanation) > LONGEST["explanation"]:
            raise Unclear("explanation", words.too_long(LONGEST["explanation"]))
        if len(draft.source) > LONGEST["source"]:
            raise Unclear("source", words.too_long(LONGEST["source"]))
        if draft.options and len(max(draft.options, key=len)) > LONGEST["option"]:
            index = next(index for index, option in enumerate(draft.options) if len(option) > LONGEST["option"])
            raise Unclear(f"option{index}", words.too_long(LONGEST["option"]))
        if DAMAGED in draft.stem or DAMAGED in draft.answer or DAMAGED in "".join(draft.options):
            raise Unclear("", bank_words.DAMAGED_LETTERS)
        if len(draft.tags) > MOST_TAGS:
            raise Unclear("tag", bank_words.too_many_tags(MOST_TAGS))
        for tag in draft.tags:
            if len(tag) > LONGEST["tag"]:
                raise Unclear("tag", words.too_long(LONGEST["tag"]))

    def _understood(self, draft: Draft) -> tuple[Kind, tuple[str, ...], tuple[int, ...], tuple[tuple[str, ...], ...]]:
        if draft.is_literal:
            return literal(draft)
        said, draft.stem = kind_before(draft.stem)
        kind = draft.kind if isinstance(draft.kind, Kind) else read_kind(draft.kind or said)
        if draft.right:
            draft.answer = "".join(chr(65 + at) for at in draft.right)
        self._without_answer(draft, kind)
        if draft.blanks:
            return Kind.FILL, (), (), tuple(checked(ways) for ways in draft.blanks)
        if draft.right and isinstance(kind, Kind):
            return self._known(draft, kind)
        if not draft.answer:
            reason = bank_words.EXAMPLE_WITHOUT_ANSWER if draft.is_example else words.NO_ANSWER
            raise Unclear("answer", reason)
        if kind is Kind.FILL or (kind is None and not any(draft.options) and self._is_fill(draft)):
            blanks, remark = read_blanks(draft.stem, _said(draft.answer))
            if remark:
                self._warn(draft, "answer", remark)
            return Kind.FILL, (), (), blanks
        options = read_options(draft.options)
        got, options, answer = read_answer(kind, options, draft.answer)
        if got is Kind.MULTIPLE and len(answer) == 1:
            self._warn(draft, "answer", words.ONE_FOR_MULTIPLE)
        if got is not Kind.JUDGE and are_half_prefixed(options):
            self._warn(draft, "options", bank_words.HALF_PREFIXED)
        return got, options, answer, ()

    def _without_answer(self, draft: Draft, kind: Kind | None) -> None:
        of_stem = Kind.FILL if draft.blanks else kind
        found = without_answer(draft.stem, draft.answer, of_stem, has_options=any(draft.options))
        draft.stem, draft.answer, remark = found
        if remark:
            self._warn(draft, "stem", remark)

    def _known(
        self, draft: Draft, kind: Kind
    ) -> tuple[Kind, tuple[str, ...], tuple[int, ...], tuple[tuple[str, ...], ...]]:
        """Options whose right ones are marked, not named. Raises Unclear."""
        if "" in draft.options:
            raise Unclear("options", bank_words.EMPTY_OPTION)
        options = read_options(draft.options)
        if (problem := problem_of(kind, options, draft.right, ())) is not None:
            raise Unclear(*problem)
        if kind is Kind.MULTIPLE and len(draft.right) == 1:
            self._warn(draft, "answer", words.ONE_FOR_MULTIPLE)
        return kind, options, draft.right, ()

    def _is_fill(self, draft: Draft) -> bool:
        """Of a question without type and options. Raises Unclear where it is neither this nor a judgement."""
        if truth_said(draft.answer) is not None:
            return False
        if not blanks_in(draft.stem):
            raise Unclear("options", bank_words.KIND_UNCLEAR)
        if names_options(draft.answer, draft.stem):
            raise Unclear("options", words.NO_OPTIONS)
        return True

    def _id(self, draft: Draft) -> str:
        number = draft.number
        if number and number not in self._ids and len(number) <= LONGEST["number"]:
            return number
        if number:
            self.count(draft.sheet, draft.row, _column(draft, "number"), words.NUMBER_TAKEN)
        digest = hashlib.sha256(bare_stem(draft.stem).encode()).hexdigest()
        name = f"q{digest[:8]}"
        count = self._named.get(name, 0)
        while (made := f"{name}-{count + 1}" if count else name) in self._ids:
            count += 1
        self._named[name] = count
        return made

    def _difficulty(self, draft: Draft) -> Difficulty:
        found = _DIFFICULTY.get(draft.difficulty)
        if found is None:
            found = _DIFFICULTY.get(draft.difficulty.removesuffix("题").removesuffix("级"))
        if found is None:
            self._warn(draft, "difficulty", words.unknown_difficulty(draft.difficulty[:20]))
        return found or Difficulty.MEDIUM

    def _status(self, draft: Draft) -> Status:
        found = _STATUS.get(draft.status) or _STATUS.get(draft.status.lower())
        if found is None:
            self._warn(draft, "status", bank_words.status_unknown(draft.status))
        return found or Status.DRAFT

    def _warn(self, draft: Draft, name: str, reason: str) -> None:
        self.warn(draft.sheet, draft.row, _column(draft, name), reason)


def literal(draft: Draft) -> tuple[Kind, tuple[str, ...], tuple[int, ...], tuple[tuple[str, ...], ...]]:
    """A row that says of itself that nothing is to be taken off: it was written by `sheet_writing`. Raises Unclear."""
    kind = draft.kind if isinstance(draft.kind, Kind) else read_kind(draft.kind or "")
    if kind is None:
        raise Unclear("kind", words.unknown_kind(""))
    ways = [way for blank in draft.blanks for way in blank]
    texts = (draft.number, draft.stem, draft.explanation, draft.source, *draft.tags, *draft.options, *ways)
    if any(plain_line(text) != text for text in texts):
        raise Unclear("literal", bank_words.LITERAL_ODD)
    options, answer = tuple(draft.options), tuple(ord(letter) - 65 for letter in draft.answer.upper())
    blanks: tuple[tuple[str, ...], ...] = ()
    if kind is Kind.FILL:
        options, answer, blanks = (), (), tuple(checked(blank) for blank in draft.blanks)
    problem = problem_of(kind, options, answer, blanks)
    if problem:
        raise Unclear(*problem)
    return kind, options, answer, blanks


def short_tag(text: str) -> str:
    """A category of another program as a tag of ours."""
    return plain_line(text)[: LONGEST["tag"]].strip()


def _said(answer: str) -> str:
    return re.sub(r"^(?:正确|标准|参考)?答案\s*[:：]\s*(?=\S)", "", answer)


def _right(item: Item) -> object:
    return item.blanks or (item.answer_texts() if item.kind is Kind.ORDER else frozenset(item.answer_texts()))


def _column(draft: Draft, name: str) -> int:
    """Sheet column of a field; ``option3`` is the fourth option."""
    columns = draft.columns
    if name.startswith("option"):
        found = columns.get(name)
        return found if found is not None else columns.get("options", columns.get("option0", -1))
    return columns.get(name, -1)
