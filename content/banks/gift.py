"""Moodle's GIFT: ``::名称::题干{=对的 ~错的}``; an empty line ends a question, also one that is broken.

Source of the format: docs.moodle.org/en/GIFT_format. What a kiosk cannot ask (matching, numbers, essays) is named.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from content.banks import words
from content.banks.blanks import blanks_in
from content.banks.cells import plain_line
from content.banks.decoding import decoded
from content.banks.making import DRAFT, Draft, Making, short_tag
from content.banks.markup import Found, plain
from content.banks.model import BankRejected, Kind
from content.banks.sound import Unclear

_SHEET = "GIFT"
_ESCAPED = re.compile(r"\\([~=#{}:\\n])")
_HELD = {mark: chr(0xE000 + at) for at, mark in enumerate("~=#{}:\\n")}  # private letters, taken out of the text before
_FREED = {letter: "\n" if mark == "n" else mark for mark, letter in _HELD.items()}
_TITLE = re.compile(r"\s*::(.*?)::", re.DOTALL)
_FORMAT = re.compile(r"\s*\[(html|markdown|plain|moodle)\]", re.IGNORECASE)
_WEIGHT = re.compile(r"\s*%(-?[0-9]{1,3}(?:\.[0-9]{1,7})?)%")
_CATEGORY = re.compile(r"\s*\$CATEGORY\s*:\s*(.*)")
_MARKED = re.compile(r"\[(id|tag):([^\]]{1,80})\]")
_TRUTHS = {"T": "对", "TRUE": "对", "F": "错", "FALSE": "错"}
_LAST_OF = re.compile(r"[/／]")
_FULL = 99.9
BLANK = "____"


def read_gift(making: Making, path: Path, content: bytes) -> None:
    """Raises BankRejected: no question is in it."""
    reading = _Reading(making)
    for line, text in _blocks(decoded(path, content)):
        reading.block(line, text)
    if not reading.seen:
        raise BankRejected(str(path), words.NO_GIFT)


def _blocks(text: str) -> Iterator[tuple[int, str]]:
    """What stands between empty lines, with the number of its first line."""
    lines: list[str] = []
    start = 1
    for number, line in enumerate([*text.split("\n"), ""], start=1):
        if line.strip():
            if not lines:
                start = number
            lines.append(line)
        elif lines:
            yield start, "\n".join(lines)
            lines = []


@dataclass(frozen=True, slots=True)
class _Choice:
    """``weight`` in percent, None where none is written; ``feedback``: whether it has some of its own."""

    is_right: bool
    text: str
    weight: float | None
    feedback: str


class _Reading:
    def __init__(self, making: Making) -> None:
        self._making = making
        self._category = ""
        self._lost_picture = False
        self.seen = False

    def block(self, line: int, text: str) -> None:
        marks: dict[str, list[str]] = {"id": [], "tag": []}
        kept: list[str] = []
        for one in text.split("\n"):
            if one.lstrip().startswith("//"):
                for name, value in _MARKED.findall(one):
                    marks[name].append(value)
            elif match := _CATEGORY.fullmatch(one):
                self._category = self._last_of(match[1])
            else:
                kept.append(one)
        whole = "\n".join(kept)
        if not whole.strip():
            return
        self.seen = self.seen or "{" in whole
        self._lost_picture = False
        try:
            draft = self._draft(line, whole)
        except Unclear as unclear:
            self._making.refuse(_SHEET, line, -1, unclear.reason)
            return
        tags = tuple(dict.fromkeys(filter(None, map(short_tag, (self._category, *marks["tag"])))))
        draft.tags, draft.number = tags, plain_line(next(iter(marks["id"]), ""))
        if self._lost_picture:
            draft.status = DRAFT
            self._making.warn(_SHEET, line, -1, words.PICTURE_LOST)
        self._making.add(draft)

    @staticmethod
    def _last_of(category: str) -> str:
        parts = [part.strip() for part in _LAST_OF.split(category) if part.strip()]
        return "" if not parts or parts[-1].startswith("$") else parts[-1]

    def _draft(self, line: int, text: str) -> Draft:
        """Raises Unclear."""
        held = _ESCAPED.sub(lambda match: _HELD[match[1]], text.translate({0xE000 + at: None for at in range(8)}))
        title = _TITLE.match(held)
        held = held[title.end() :] if title else held
        is_html = False
        if form := _FORMAT.match(held):
            is_html, held = form[1].lower() in ("html", "moodle"), held[form.end() :]
        before, body, after = _parted(held)
        body, explanation = _general_feedback(body)
        missing_word = bool(after.strip())
        stem = self._freed(line, before + (BLANK if missing_word else "") + after, is_html)
        draft = Draft(_SHEET, line, stem, explanation=self._freed(line, explanation, is_html))
        said = body.partition("#")[0].strip().upper()
        if said in _TRUTHS and not missing_word:
            draft.kind, draft.answer = Kind.JUDGE, _TRUTHS[said]
            return draft
        self._check_kind(body)
        choices = [self._choice(line, one, is_html) for one in re.findall(r"[=~][^=~]*", body)]
        if not choices or body[: re.search(r"[=~]", body).start()].strip():  # type: ignore[union-attr]
            raise Unclear("answer", words.MIXED_GIFT)
        if any(choice.feedback for choice in choices):
            self._making.count(_SHEET, line, -1, words.FEEDBACK_LEFT)
        if all(choice.is_right for choice in choices):
            self._fill(draft, choices)
        else:
            self._choose(draft, choices)
        return draft

    def _check_kind(self, body: str) -> None:
        if not body.strip():
            raise Unclear("kind", words.kind_not_supported("问答题（essay）"))
        if body.lstrip().startswith("#"):
            raise Unclear("kind", words.kind_not_supported("数字题（numerical）"))
        if re.search(r"=[^=~]*->", body):
            raise Unclear("kind", words.kind_not_supported("匹配题（matching）"))

    def _choice(self, line: int, text: str, is_html: bool) -> _Choice:
        is_right, text = text[0] == "=", text[1:]
        weight = _WEIGHT.match(text)
        text = text[weight.end() :] if weight else text
        if form := _FORMAT.match(text):
            text = text[form.end() :]
        said, _, feedback = text.partition("#")
        return _Choice(
            is_right, self._freed(line, said, is_html), float(weight[1]) if weight else None, feedback.strip()
        )

    def _fill(self, draft: Draft, choices: list[_Choice]) -> None:
        """A short answer: every text that has full marks. Raises Unclear."""
        if blanks_in(draft.stem) > 1:
            raise Unclear("stem", words.blanks_differ(blanks_in(draft.stem), 1))
        full = [one.text for one in choices if one.weight is None or one.weight > _FULL]
        if len(full) < len(choices):
            self._making.warn(_SHEET, draft.row, -1, words.PARTIAL_LEFT)
        if any("*" in text for text in full):
            self._making.warn(_SHEET, draft.row, -1, words.ALIAS_STAR)
        draft.kind, draft.blanks = Kind.FILL, (tuple(full),)
        if not full:
            raise Unclear("answer", words.NO_RIGHT_ONE)

    def _choose(self, draft: Draft, choices: list[_Choice]) -> None:
        """Raises Unclear: nothing is right, or some is and some half."""
        right = [at for at, one in enumerate(choices) if one.is_right and (one.weight is None or one.weight > _FULL)]
        weighed = [at for at, one in enumerate(choices) if not one.is_right and (one.weight or 0) > 0]
        if right and weighed:
            self._making.warn(_SHEET, draft.row, -1, words.PARTIAL_LEFT)
        if len(right) > 1:
            raise Unclear("answer", words.MIXED_GIFT)
        if not right and weighed and max(choices[at].weight or 0 for at in weighed) > _FULL and len(weighed) > 1:
            raise Unclear("answer", words.MIXED_GIFT)
        chosen = right or weighed
        if not chosen:
            raise Unclear("answer", words.NO_RIGHT_ONE)
        draft.kind = Kind.MULTIPLE if not right and len(weighed) > 1 else Kind.SINGLE
        draft.options, draft.right = [one.text for one in choices], tuple(chosen)

    def _freed(self, line: int, text: str, is_html: bool) -> str:
        for letter, mark in _FREED.items():
            text = text.replace(letter, mark)
        shown, found = plain(text)
        if found & Found.PICTURE:
            self._lost_picture = True
        if found & Found.SCRIPTS:
            self._making.warn(_SHEET, line, -1, words.SCRIPTS_LOST)
        if found and not is_html:
            self._making.count(_SHEET, line, -1, words.TAGS_REMOVED)
        return plain_line(shown)


def _parted(text: str) -> tuple[str, str, str]:
    """Before, within and after the braces. Raises Unclear."""
    if "{" not in text:
        raise Unclear("answer", words.NO_CLOSING_BRACE if "}" in text else words.NO_ANSWER_BRACES)
    before, _, rest = text.partition("{")
    body, closing, after = rest.partition("}")
    if not closing:
        raise Unclear("answer", words.NO_CLOSING_BRACE)
    if "{" in body or "}" in before:
        raise Unclear("answer", words.NO_CLOSING_BRACE)
    if "{" in after or "}" in after:
        raise Unclear("answer", words.TEXT_AFTER_BRACES)
    return before, body, after


def _general_feedback(body: str) -> tuple[str, str]:
    text, _, feedback = body.partition("####")
    return text, feedback
