"""What a stem says beside its question: its answer in a bracket, its type before it, that it is an example."""

from __future__ import annotations

import re

from content.banks import words
from content.banks.answers import bare_answer, truth_said
from content.banks.model import Item, Kind

_EXAMPLE = re.compile(
    r"\s*[(（【\[]?\s*(?:填写)?(?:示例|样例|范例|例子|例如|举例|例题|例)\s*"
    r"(?:[0-9]{0,3}\s*[)）】\]:：]|[0-9]{0,3}\s*$)"
)
_LETTERS_IN_STEM = re.compile(r"([(（【\[])\s*([A-Ha-hＡ-Ｈ](?:\s*[,，、]?\s*[A-Ha-hＡ-Ｈ]){0,7})\s*([)）】\]])")
_TRUTH_AT_END = re.compile(r"([(（【\[])\s*(√|✓|✔|×|✗|✘|╳|对|错|正确|错误|T|F)\s*([)）】\]])\s*[。.？?！!]?\s*$")
_KIND_BEFORE = re.compile(
    r"[(（\[【]\s*((?:单选|多选|单项选择|多项选择|不定项选择?|判断|填空|排序)题?)\s*[)）\]】]\s*(?=\S)"
)
_SHORTEST_GIVEN_AWAY = 4  # letters; a shorter right answer stands in many a stem by chance
_LETTERS, _NUMBERS = frozenset("ABCDEFGH"), frozenset("12345678")
_HALF = {0xFEE0 + at: at for at in range(65, 73)}  # Ａ to Ｈ
_BRACKETS = "(（[【"


def is_example(text: str) -> bool:
    """Whether a number or a stem says that its row is an example."""
    return "例" in text and _EXAMPLE.match(text) is not None


def bare_stem(stem: str) -> str:
    """A stem without blanks and closing marks, to find the same question typed twice."""
    return "".join(stem.split()).rstrip("。？?：:（）()")


def kind_before(stem: str) -> tuple[str, str]:
    """``（多选）题干`` -> the type, empty where none is said, and the rest."""
    if stem[0] not in _BRACKETS or not (match := _KIND_BEFORE.match(stem)):
        return "", stem
    return match[1], stem[match.end() :]


def without_answer(stem: str, answer: str, kind: Kind | None, *, has_options: bool) -> tuple[str, str, str]:
    """``…是（ B ）`` shows visitors the answer: the bracket is emptied, where it says what the answer says.

    Stem, answer (that of the bracket, where there was none), and what a keeper is told, or nothing.
    """
    found = _LETTERS_IN_STEM.search(stem)
    if not has_options:
        if found:
            return stem, answer, words.LETTER_IN_STEM
        found = _TRUTH_AT_END.search(stem) if kind in (None, Kind.JUDGE) else None
    elif found and _LETTERS_IN_STEM.search(stem, found.end()):
        return stem, answer, ""
    if found is None or kind is Kind.FILL:
        return stem, answer, ""
    if answer and not _is_same(found[2], answer, has_options=has_options):
        return stem, answer, words.LETTER_IN_STEM
    emptied = f"{stem[: found.start()]}{found[1]} {found[3]}{stem[found.end(3) :]}".strip()
    return emptied, answer or found[2], words.ANSWER_IN_STEM if answer else words.ANSWER_TAKEN_FROM_STEM


def gives_away(item: Item) -> bool:
    """Whether the right text, and no wrong one, stands in the stem."""
    if item.kind is Kind.SINGLE:
        right = item.options[item.answer[0]]
        if len(right) < _SHORTEST_GIVEN_AWAY or right not in item.stem:
            return False
        return not any(option in item.stem for option in item.options if option != right)
    return any(len(ways[0]) >= _SHORTEST_GIVEN_AWAY and ways[0] in item.stem for ways in item.blanks)


def names_options(answer: str, stem: str) -> bool:
    """Whether an answer without options means some: 是（　） with B or 2, its options being lost."""
    said = frozenset(_letters(bare_answer(answer)))
    return bool(said) and (said <= _LETTERS or (said <= _NUMBERS and "_" not in stem))


def _is_same(in_stem: str, answer: str, *, has_options: bool) -> bool:
    if has_options:
        return _letters(in_stem) == _letters(bare_answer(answer))
    return truth_said(in_stem) == truth_said(answer)


def _letters(text: str) -> list[str]:
    return sorted(re.sub(r"[\s,，、;；|.。/]", "", text).upper().translate(_HALF))
