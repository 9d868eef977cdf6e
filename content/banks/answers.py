"""Options and answers as people write them in spreadsheets: ``ABD``, ``A、B``, ``1,3``, 对, √, T, the text itself."""

from __future__ import annotations

import re
import unicodedata

from content import words
from content.banks.model import JUDGE_OPTIONS, Kind

MOST_OPTIONS = 8

_TRUE = frozenset({"对", "正确", "√", "✓", "✔", "☑", "T", "TRUE", "是", "Y", "YES"})
_FALSE = frozenset({"错", "错误", "×", "✗", "✘", "X", "F", "FALSE", "否", "N", "NO", "不对", "不正确"})
_SEPARATORS = re.compile(r"[\s,、，;；|/.。和及&+]")
_PREFIX = re.compile(r"^\s*[(\[（【]?([A-Ha-hＡ-Ｈａ-ｈ])\s*(?:[)\]）】][、.．,，:：]?|[、.．,，:：])\s*(?=\S)")
_FILL_KINDS = {"填空": Kind.FILL, "顺序": Kind.ORDER, "排序": Kind.ORDER}
_KINDS = {
    "单选": Kind.SINGLE,
    "单项": Kind.SINGLE,
    "多选": Kind.MULTIPLE,
    "多项": Kind.MULTIPLE,
    "不定项": Kind.MULTIPLE,
    "判断": Kind.JUDGE,
    "是非": Kind.JUDGE,
    "对错": Kind.JUDGE,
}


class Unclear(Exception):
    """A row that cannot be made into an item; ``field`` names the column, the message is for the keeper."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(reason)
        self.field = field
        self.reason = reason


def read_kind(text: str) -> Kind | None:
    """The type a keeper wrote, or None when it must be inferred (empty, or just 选择题)."""
    name = _SEPARATORS.sub("", text).removesuffix("题")
    if name in ("", "选择", "客观"):
        return None
    for start in _FILL_KINDS:
        if name.startswith(start):
            raise Unclear("kind", words.kind_not_yet(text))
    for start, kind in _KINDS.items():
        if name.startswith(start):
            return kind
    raise Unclear("kind", words.unknown_kind(text))


def read_options(cells: list[str]) -> tuple[str, ...]:
    """The filled options, letter prefixes stripped only when every option carries its own letter."""
    while cells and not cells[-1]:
        cells = cells[:-1]
    for index, text in enumerate(cells):
        if not text:
            raise Unclear(f"option{index}", words.option_gap(_letter(index), _letter(len(cells) - 1)))
    options = tuple(_without_letters(cells))
    for index, text in enumerate(options):
        if (first := options.index(text)) < index:
            raise Unclear(f"option{index}", words.same_options(_letter(first), _letter(index)))
    return options


def split_joined(cell: str) -> list[str]:
    """One cell with all options, joined by ``|``."""
    return [part.strip() for part in re.split(r"[|｜]", cell)] if cell else []


def read_answer(
    kind: Kind | None, options: tuple[str, ...], text: str
) -> tuple[Kind, tuple[str, ...], tuple[int, ...]]:
    """Kind (inferred when None), options and answer indices.

    Raises:
        Unclear: the answer names no option, several, or nothing a reader can be sure of.
    """
    if kind is Kind.JUDGE or (kind is None and _looks_like_judge(options, text)):
        return Kind.JUDGE, JUDGE_OPTIONS, (0,) if _truth(options, text) else (1,)
    if not options:
        raise Unclear("options", words.NO_OPTIONS)
    if len(options) == 1:
        raise Unclear("options", words.ONE_OPTION)
    answer = _indices(options, text)
    if kind is Kind.SINGLE and len(answer) > 1:
        raise Unclear("answer", words.SEVERAL_FOR_SINGLE)
    return kind or (Kind.SINGLE if len(answer) == 1 else Kind.MULTIPLE), options, answer


def _letter(index: int) -> str:
    return chr(65 + index)


def _normal(text: str) -> str:
    return _SEPARATORS.sub("", unicodedata.normalize("NFKC", text)).upper()


def _without_letters(cells: list[str]) -> list[str]:
    matches = [_PREFIX.match(text) for text in cells]
    own = all(m and _normal(m[1]) == _letter(index) for index, m in enumerate(matches))
    return [text[m.end() :].strip() for text, m in zip(cells, matches, strict=True) if m] if own else cells


def _looks_like_judge(options: tuple[str, ...], text: str) -> bool:
    truths = _TRUE | _FALSE
    if options:
        return len(options) == 2 and {_normal(option) for option in options} <= truths
    return _normal(text) in truths


def _truth(options: tuple[str, ...], text: str) -> bool:
    """Whether the judged sentence is true; letters mean the row's own options, A 对 and B 错 when it has none."""
    answer = _normal(text)
    if options:
        said = [_normal(option) for option in options]
        if len(said) != 2 or not ({*said} & _TRUE and {*said} & _FALSE):
            raise Unclear("options", words.JUDGE_OPTIONS_UNCLEAR)
    else:
        said = ["对", "错"]
    if answer in ("A", "B"):
        answer = said[ord(answer) - 65]
    if answer not in _TRUE | _FALSE:
        raise Unclear("answer", words.JUDGE_ANSWER_UNCLEAR)
    return answer in _TRUE


def _indices(options: tuple[str, ...], text: str) -> tuple[int, ...]:
    name = _normal(text)
    same = [index for index, option in enumerate(options) if _normal(option) == name]
    if re.fullmatch("[A-H]+", name):
        found = [ord(letter) - 65 for letter in name]
    elif re.fullmatch("[1-8]+", name):
        found = [int(digit) - 1 for digit in name]
        if same and found != same:
            raise Unclear("answer", words.answer_ambiguous(text, _letter(same[0])))
    elif len(same) == 1:
        found = same
    else:
        raise Unclear("answer", words.answer_unclear(text))
    if len(set(found)) < len(found):
        raise Unclear("answer", words.TWICE_IN_ANSWER)
    if max(found) >= len(options):
        raise Unclear("answer", words.answer_beyond(_letter(max(found))))
    return tuple(sorted(found))
