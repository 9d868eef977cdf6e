"""Moodle's XML of a question bank, through defusedxml: an error, or a type that cannot be asked, costs its question.

Source of the format: docs.moodle.org/en/Moodle_XML_format. Places are told by the number of the <question>.
"""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

from content.banks import words
from content.banks.blanks import blanks_in
from content.banks.cells import plain_line
from content.banks.making import DRAFT, Draft, Making, short_tag
from content.banks.markup import Found, plain
from content.banks.model import BankRejected, Kind
from content.banks.sound import Unclear

_SHEET = "Moodle"  # of what is told once for the whole file
_FULL = 99.9
_MOST_DEPTH = 60
_HTML = ("html", "moodle_auto_format", "markdown")

_NAMES = {
    "matching": "匹配题", "essay": "问答题", "numerical": "数字题", "cloze": "完形填空", "multianswer": "完形填空",
    "description": "说明", "calculated": "计算题", "calculatedsimple": "计算题", "calculatedmulti": "计算题",
    "ddwtos": "拖放题", "ddimageortext": "拖放题", "ddmarker": "拖放题", "gapselect": "选词填空", "ordering": "排序题",
    "randomsamatch": "随机匹配题",
}  # fmt: skip


def read_moodle(making: Making, path: Path, content: bytes) -> None:
    """Raises BankRejected: it is no Moodle XML, or XML that is not to be read."""
    root = _root(path, content)
    if _name(root) != "quiz":
        raise BankRejected(str(path), words.NO_MOODLE)
    reading = _Reading(making)
    for number, question in enumerate((one for one in root if _name(one) == "question"), start=1):
        reading.question(number, question)


def _root(path: Path, content: bytes) -> Any:
    from xml.etree.ElementTree import ParseError

    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import iterparse

    depth, root = 0, None
    try:
        for event, element in iterparse(io.BytesIO(content), ("start", "end"), forbid_dtd=True):
            if event == "start":
                depth += 1
                root = element if root is None else root
                if depth > _MOST_DEPTH:
                    raise BankRejected(str(path), words.XML_DEEP)
            else:
                depth -= 1
    except DefusedXmlException as error:
        raise BankRejected(str(path), words.XML_ENTITIES) from error
    except (ParseError, ValueError, LookupError) as error:
        raise BankRejected(str(path), words.XML_DAMAGED) from error
    return root


def _name(element: Any) -> str:
    return str(element.tag).rpartition("}")[2].lower()


class _Reading:
    def __init__(self, making: Making) -> None:
        self._making = making
        self._category = ""
        self._place = ""
        self._lost_picture = False

    def question(self, number: int, question: Any) -> None:
        self._place, self._lost_picture = words.moodle_place(number), False
        kind = str(question.get("type") or "").lower()
        if kind == "category":
            parts = [part for part in self._text(question.find("category")).split("/") if part.strip()]
            self._category = parts[-1] if parts and not parts[-1].startswith("$") and parts[-1] != "top" else ""
            return
        try:
            draft = self._draft(kind, question)
        except Unclear as unclear:
            self._making.refuse(self._place, 0, -1, unclear.reason)
            return
        if self._lost_picture:
            draft.status = DRAFT
            self._warn(words.PICTURE_LOST)
        self._making.add(draft)

    def _draft(self, kind: str, question: Any) -> Draft:
        """Raises Unclear."""
        makers = {"multichoice": self._choices, "multichoiceset": self._choices, "truefalse": self._judge,
                  "shortanswer": self._short}  # fmt: skip
        if kind not in makers:
            raise Unclear("kind", words.kind_not_supported(f"{_NAMES.get(kind, '')}（{kind[:15]}）"))
        draft = Draft(self._place, 0, self._text(question.find("questiontext")))
        draft.explanation = self._text(question.find("generalfeedback"))
        draft.number = plain_line(question.findtext("idnumber") or "")
        tags = [tag.findtext("text") or "" for tag in question.findall("tags/tag")]
        draft.tags = tuple(dict.fromkeys(filter(None, map(short_tag, (self._category, *tags)))))
        answers = [(self._text(one), _fraction(one)) for one in question.findall("answer")]
        if any(plain_line(one.findtext("feedback/text") or "") for one in question.findall("answer")):
            self._making.count(_SHEET, 0, -1, words.FEEDBACK_LEFT)
        makers[kind](draft, question, answers)
        return draft

    def _choices(self, draft: Draft, question: Any, answers: list[tuple[str, float]]) -> None:
        is_single = _truth(question.findtext("single"), default=True)
        full = [at for at, (_, share) in enumerate(answers) if share > _FULL]
        some = [at for at, (_, share) in enumerate(answers) if share > 0]
        right = full if is_single else some
        if not right:
            raise Unclear("answer", words.NO_RIGHT_ONE)
        if is_single and len(right) > 1:
            raise Unclear("answer", words.SEVERAL_FULL)
        if is_single and len(some) > len(full):
            self._warn(words.PARTIAL_LEFT)
        draft.kind = Kind.SINGLE if is_single else Kind.MULTIPLE
        draft.options, draft.right = [text for text, _ in answers], tuple(right)

    def _judge(self, draft: Draft, question: Any, answers: list[tuple[str, float]]) -> None:
        right = [text for text, share in answers if share > _FULL]
        if len(right) != 1:
            raise Unclear("answer", words.NO_RIGHT_ONE)
        draft.kind, draft.answer = Kind.JUDGE, right[0]

    def _short(self, draft: Draft, question: Any, answers: list[tuple[str, float]]) -> None:
        full = tuple(text for text, share in answers if share > _FULL)
        if not full:
            raise Unclear("answer", words.NO_RIGHT_ONE)
        if blanks_in(draft.stem) > 1:
            raise Unclear("stem", words.blanks_differ(blanks_in(draft.stem), 1))
        if len(full) < sum(share > 0 for _, share in answers):
            self._warn(words.PARTIAL_LEFT)
        if any("*" in text for text in full):
            self._warn(words.ALIAS_STAR)
        if _truth(question.findtext("usecase"), default=False):
            self._warn(words.CASE_LOST)
        draft.kind, draft.blanks = Kind.FILL, (full,)

    def _text(self, element: Any) -> str:
        """Of an element with <text>; HTML is its usual form there, and no defect."""
        if element is None:
            return ""
        text = "".join(part for one in element.findall("text") for part in one.itertext())
        is_html = str(element.get("format") or "html").lower() in _HTML
        shown, found = plain(text)
        if element.find("file") is not None or found & Found.PICTURE or "@@PLUGINFILE@@" in text:
            self._lost_picture = True
        if found & Found.SCRIPTS:
            self._warn(words.SCRIPTS_LOST)
        if found and not is_html:
            self._making.count(_SHEET, 0, -1, words.TAGS_REMOVED)
        return plain_line(shown)

    def _warn(self, reason: str) -> None:
        self._making.warn(self._place, 0, -1, reason)


def _fraction(answer: Any) -> float:
    """Percent. Raises Unclear."""
    try:
        share = float(answer.get("fraction") or 0)
    except ValueError:
        raise Unclear("answer", words.bad_field("fraction")) from None
    if not -1000 <= share <= 1000:
        raise Unclear("answer", words.bad_field("fraction"))
    return share


def _truth(text: str | None, *, default: bool) -> bool:
    said = (text or "").strip().lower()
    return said in ("1", "true") if said else default
