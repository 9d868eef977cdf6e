"""Answers that stand in a list of their own, behind the questions: ``1-5 ABCDA``, ``6.√ 7.×``, ``8. 北京``.

    key = AnswerKey()
    key.take(40, "1-5 ABCDA")
    key.give(drafts)

Numbers that begin anew in each part are told apart by its heading; where that is not enough, nothing is given.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from content.banks import words
from content.banks.answers import read_kind
from content.banks.making import Draft
from content.banks.model import MOST_ITEMS, Kind
from content.banks.sound import Unclear

KEY_HEAD = re.compile(r"(?:附[:：]?)?[【\[]?(?:参考|标准|正确|试题)?答案(?:及解析|与解析|汇总|表)?[】\]]?\s*[:：]?")
_TRUTH = "√|✓|✔|×|✗|╳|对|错|正确|错误|T|F"
_RANGE = re.compile(
    rf"([1-9][0-9]{{0,4}})\s*[-—–~～至到]\s*([1-9][0-9]{{0,4}})\s*题?\s*[:：.、]?\s*((?:[A-H]|{_TRUTH}|[\s,，、;；])+)"
)
_ONE = re.compile(
    rf"[(（]?([1-9][0-9]{{0,4}})\s*[.、．:：)）]?\s*([A-H]{{1,8}}|{_TRUTH})(?![A-Za-z0-9\u4e00-\u9fff])[\s,，、;；。]*"
)
_TEXT = re.compile(r"[(（]?([1-9][0-9]{0,4})\s*(?:[、．:：)）]|\.(?![0-9]))\s*(\S.*)")
_MOST_ENTRIES = 2 * MOST_ITEMS
_MOST_SAME = 20  # parts that begin with the same number
_LETTERS = re.compile(rf"[A-H]+|{_TRUTH}")


@dataclass(slots=True)
class _Entry:
    row: int
    part: Kind | None
    number: str
    answer: str
    is_used: bool = False


def is_entry(line: str) -> bool:
    """Whether a line of a list of answers looks so."""
    return _RANGE.match(line) is not None or _ONE.match(line) is not None


class AnswerKey:
    def __init__(self) -> None:
        self._entries: list[_Entry] = []
        self._part: Kind | None = None

    def begin(self, kind: str) -> None:
        """A heading: what follows belongs to this part."""
        self._part = _known(kind)

    def take(self, row: int, line: str) -> bool:
        """Whether the line is understood whole."""
        found = _pairs(line) if len(self._entries) < _MOST_ENTRIES else []
        self._entries += [_Entry(row, self._part, number, answer) for number, answer in found]
        return bool(found)

    def give(self, drafts: Sequence[tuple[Draft, str | None]]) -> dict[int, str]:
        """Write the answers into the drafts; of which nothing can be said for sure, by the draft's identity."""
        wrong: dict[int, str] = {}
        names = Counter((_known(part), draft.number) for draft, part in drafts)
        numbers = Counter(draft.number for draft, _ in drafts)
        by_number: dict[str, list[_Entry]] = {}
        for entry in self._entries:
            by_number.setdefault(entry.number, []).append(entry)
        for draft, part in drafts:
            found = by_number.get(draft.number, [])[:_MOST_SAME]
            if any(entry.part is not None for entry in found) or numbers[draft.number] > 1:
                found = [entry for entry in found if entry.part is not None and entry.part is _known(part)]
                is_sure = names[_known(part), draft.number] == 1
            else:
                is_sure = True
            for entry in found:
                entry.is_used = True
            if not found:
                continue
            if len(found) > 1 or not is_sure:
                wrong[id(draft)] = words.key_twice(draft.number)
            elif draft.answer and draft.answer.strip() != found[0].answer:
                wrong[id(draft)] = words.two_answers(draft.answer, found[0].answer)
            else:
                draft.answer = found[0].answer
        return wrong

    def unused(self) -> list[tuple[int, str]]:
        """Row and number of what belongs to no question."""
        return [(entry.row, entry.number) for entry in self._entries if not entry.is_used]


def _known(kind: str | None) -> Kind | None:
    try:
        return read_kind(kind) if kind else None
    except Unclear:
        return None


def _pairs(line: str) -> list[tuple[str, str]]:
    """Number and answer of each; nothing where a part of the line is not understood."""
    pairs: list[tuple[str, str]] = []
    at = 0
    while at < len(line):
        if (match := _RANGE.match(line, at)) is not None:
            first, last = int(match[1]), int(match[2])
            answers = _of_range(match[3], last - first + 1)
            if not answers:
                return []
            pairs += [(str(number), answer) for number, answer in zip(range(first, last + 1), answers, strict=True)]
        elif (match := _ONE.match(line, at)) is not None:
            pairs.append((match[1], match[2]))
        elif not pairs and (match := _TEXT.fullmatch(line)) is not None:
            return [(match[1], match[2])]
        else:
            return []
        at = match.end()
    return pairs


def _of_range(text: str, wanted: int) -> list[str]:
    """As many answers as there are numbers: a letter each, or what stands between blanks."""
    if not 0 < wanted <= 1000:
        return []
    parts = [part for part in re.split(r"[\s,，、;；]+", text) if part]
    if len(parts) == wanted and all(_LETTERS.fullmatch(part) for part in parts):
        return parts
    single = re.findall(rf"[A-H]|{_TRUTH}", "".join(parts))
    return single if len(single) == wanted else []
