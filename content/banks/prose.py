"""Questions as plain text or a .docx: ``1. 题干``, ``A. 甲``, ``答案：B``; also answers in a list at the end.

A line that is none of these goes on what stands before it, and that is told. Places are the lines of the text, of a
document its paragraphs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from content import words
from content.banks import words as bank_words
from content.banks.answer_key import KEY_HEAD, AnswerKey, is_entry
from content.banks.cells import lines_of, plain_line
from content.banks.decoding import decoded
from content.banks.headings import kind_named
from content.banks.making import Draft, Making
from content.banks.markup import Found, plain
from content.banks.model import MOST_ITEMS, BankRejected
from content.banks.sound import Unclear
from content.banks.splitting import lettered
from content.banks.stems import is_example

_SHEET = "正文"
_SOON = 20  # lines
_MOST_CHARACTERS = 4_000_000
_MOST_NUMBERED = 2 * MOST_ITEMS  # of a text that numbers something else too; they are held until the answers are known
_STEM = re.compile(
    r"(?:第\s*([1-9][0-9]{0,4})\s*题\s*[:：、.．]?"
    r"|[(（【\[]?([1-9][0-9]{0,4})\s*(?:[)）】\]][、.．]?|[、．:：]|\.(?![0-9])))\s*(.*)"
)
_OPTION = re.compile(r"[(（\[【]?[A-Ha-hＡ-Ｈ]\s*(?:[)）\]】]|[、.．:：])")
_FIELDS = {
    "answer": r"(?:正确|参考|标准|本题)?答案", "explanation": r"(?:答案|试题|题目)?(?:解析|详解|解释|说明)",
    "difficulty": r"难度|难易程度?", "tags": r"知识点|标签|分类|章节|考点|专题", "source": r"来源|出处|依据|题目来源",
    "kind": r"题型|类型",
}  # fmt: skip
_FIELD = {
    name: re.compile(rf"[【\[]\s*(?:{names})\s*[】\]]\s*[:：]?|(?:{names})\s*[:：]") for name, names in _FIELDS.items()
}
_INLINE = re.compile(
    r"[【\[(（]?\s*(?:正确|参考|标准|本题)?答案\s*[】\])）]?\s*[:：]|[【\[](?:正确|参考|标准)?答案[】\]]"
    r"|[【\[]?\s*(?:答案|试题)?解析\s*[】\]]?\s*[:：]|[【\[](?:答案|试题)?解析[】\]]"
)
_TAG_MARKS = re.compile(r"\s*[;；|｜、,，]\s*")


def read_prose(making: Making, path: Path, content: bytes, *, is_document: bool) -> None:
    """Raises BankRejected: it cannot be read, or nothing in it looks like a question."""
    lines = _paragraphs(making, path, content) if is_document else decoded(path, content).split("\n")
    if sum(map(len, lines)) > _MOST_CHARACTERS:
        raise BankRejected(str(path), words.too_large(_MOST_CHARACTERS >> 20))
    reading = _Reading(making, lines, is_document)
    reading.read()
    if not any(draft.options or draft.answer for draft, _ in reading.drafts):
        raise BankRejected(str(path), bank_words.NO_TEXT_QUESTIONS)
    reading.hand_over()


def _paragraphs(making: Making, path: Path, content: bytes) -> list[str]:
    from content.texts import document
    from content.texts.text import TextRefused

    try:
        found = document.read(content, most_bytes=_MOST_CHARACTERS)
    except TextRefused as refused:
        raise BankRejected(str(path), str(refused)) from refused
    for reason in found.left_out:
        making.warn("", 0, -1, words.left_out((reason,)))
    blocks = found.text.split("\n\n")
    return [re.sub(r"^(?:#{1,2}|-) ", "", block).strip() for block in blocks]


class _Reading:
    def __init__(self, making: Making, lines: list[str], is_document: bool) -> None:
        self._making, self._is_document = making, is_document
        self._lines = lines
        self._is_numbered = any(_STEM.match(line.strip()) for line in lines)
        self._kind: str | None = None
        self._key = AnswerKey()
        self._in_key = False
        self._open: _Question | None = None
        self._after_blank = False
        self.drafts: list[tuple[Draft, str | None]] = []

    def read(self) -> None:
        """Every line in its turn."""
        for number, line in enumerate(self._lines, start=1):
            text = lines_of(line).strip()
            if not text:
                self._after_blank = True
                continue
            for part in self._parts(text):
                self._line(number, part)
                self._after_blank = False
        self._close()

    def hand_over(self) -> None:
        """Give every question what the list of answers says of it, and make the items."""
        wrong = self._key.give(self.drafts)
        for draft, _ in self.drafts:
            if (reason := wrong.pop(id(draft), "")) != "":
                self._making.refuse(draft.sheet, draft.row, -1, reason)
            else:
                self._making.add(draft)
        for row, number in self._key.unused():
            self._making.warn(*self._at(row), -1, bank_words.key_without_question(number))

    @staticmethod
    def _parts(text: str) -> Iterator[str]:
        """A line that says several things of a question: its answer and why behind its options."""
        start = 0
        for match in _INLINE.finditer(text):
            if before := text[start : match.start()].strip():
                yield before
            start = match.start()
        rest = text[start:].strip()
        yield rest[1:].rstrip(")） ") if start and rest[0] in "(（" else rest

    def _line(self, number: int, text: str) -> None:
        if KEY_HEAD.fullmatch(text) and self._next_is_entry(number):
            self._close()
            self._in_key = True
            return
        kind = kind_named(text)
        if kind is not None:
            self._close()
            self._kind = kind
            self._key.begin(kind)
            return
        if self._in_key:
            if not self._key.take(number, text):
                self._making.warn(*self._at(number), -1, bank_words.NOT_A_QUESTION)
            return
        for name, pattern in _FIELD.items():
            if (match := pattern.match(text)) is not None:
                self._field(number, name, text[match.end() :].strip())
                return
        match = _STEM.fullmatch(text)
        if match is not None:
            self._close()
            self._open = _Question(number, match[1] or match[2], match[3])
            return
        self._plain(number, text)

    def _next_is_entry(self, number: int) -> bool:
        following = next((line for line in self._lines[number : number + _SOON] if line.strip()), "")
        return is_entry(following.strip()) or kind_named(following) is not None

    def _field(self, number: int, name: str, text: str) -> None:
        if self._open is None:
            self._making.warn(*self._at(number), -1, bank_words.NOT_A_QUESTION)
        elif not self._open.set(name, text):
            self._making.warn(*self._at(number), -1, bank_words.JOINED_LINE)

    def _plain(self, number: int, text: str) -> None:
        """A line without a mark: an option, or what goes on."""
        question = self._open
        if question is not None and question.fill_empty(text):
            return
        if question is not None and _OPTION.match(text) and (not question.is_answered or question.answered_first):
            question.lines.append(text)
        elif question is None or (question.is_answered and (self._after_blank or not question.explains)):
            self._close()
            self._open = _Question(number, "", text, is_stray=self._is_numbered)
        else:
            self._making.warn(*self._at(number), -1, bank_words.JOINED_LINE)
            question.go_on(text)

    def _close(self) -> None:
        question, self._open = self._open, None
        if question is None:
            return
        if question.is_stray:
            if not question.is_answered and not any(map(_OPTION.match, question.lines)):
                self._making.warn(*self._at(question.row), -1, bank_words.NOT_A_QUESTION)
                return
            self._making.warn(*self._at(question.row), -1, bank_words.WITHOUT_NUMBER)
        try:
            draft = question.draft(self._kind)
        except Unclear as unclear:
            self._making.refuse(*self._at(question.row), -1, unclear.reason)
            draft = None
        if question.found & Found.TAGS:
            self._making.count(_SHEET, question.row, -1, bank_words.TAGS_REMOVED)
        if question.found & Found.SCRIPTS:
            self._making.warn(*self._at(question.row), -1, bank_words.SCRIPTS_LOST)
        if draft is not None:
            if len(self.drafts) == _MOST_NUMBERED:
                raise BankRejected(self._making.path, words.too_many(MOST_ITEMS))
            draft.sheet, draft.row = self._at(question.row)
            self.drafts.append((draft, self._kind))

    def _at(self, number: int) -> tuple[str, int]:
        """Sheet and row of a line, or what stands for them of a paragraph."""
        return (bank_words.paragraph_place(number), 0) if self._is_document else (_SHEET, number)


class _Question:
    """One question while its lines come."""

    def __init__(self, row: int, number: str, text: str, *, is_stray: bool = False) -> None:
        self.row, self.number, self.is_stray = row, number, is_stray
        self.lines = [text]
        self.found = Found.NOTHING
        self.answered_first = False  # its options come behind its answer
        self._fields: dict[str, str] = {}
        self._last = self._second_answer = ""

    @property
    def is_answered(self) -> bool:
        return bool(self._fields.get("answer"))

    @property
    def explains(self) -> bool:
        return self._last == "explanation"

    def set(self, name: str, text: str) -> bool:
        """Whether it was the first of this name."""
        if self._fields.get(name):
            if name == "answer":
                self._second_answer = text
            else:
                self._fields[name] += "\n" + text
            return False
        if name == "answer":
            self.answered_first = not any(map(_OPTION.match, self.lines))
        self._fields[name], self._last = text, name
        return True

    def fill_empty(self, text: str) -> bool:
        """``答案：`` with its answer on the next line."""
        if self._last and not self._fields[self._last]:
            self._fields[self._last] = text
            return True
        return False

    def go_on(self, text: str) -> None:
        if self._last:
            self._fields[self._last] += "\n" + text
        else:
            self.lines.append(text)

    def draft(self, kind: str | None) -> Draft:
        """Raises Unclear."""
        if self._second_answer:
            raise Unclear("answer", bank_words.answers_twice(self._fields["answer"], self._second_answer))
        whole, self.found = plain("\n".join(self.lines))
        parted = lettered(whole, whole=False)
        stem, options = (whole, []) if parted is None else parted
        fields = {name: plain_line(text) for name, text in self._fields.items()}
        draft = Draft(
            _SHEET, self.row, plain_line(stem), self._fields.get("answer", "").strip(), list(map(plain_line, options)),
            fields.get("kind") or kind, self.number, fields.get("explanation", ""),
            tuple(dict.fromkeys(tag for tag in _TAG_MARKS.split(fields.get("tags", "")) if tag)),
            fields.get("difficulty", ""), fields.get("source", ""),
        )  # fmt: skip
        draft.is_example = is_example(draft.stem)
        return draft
