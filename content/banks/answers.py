"""Options and answers as people write them: ``ABD``, ``A、B``, ``1,3``, ``答案：B``, 对, √, T, the text itself."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from content import words
from content.banks import words as bank_words
from content.banks.model import JUDGE_OPTIONS, Kind
from content.banks.sound import MOST_OPTIONS, Unclear

_TRUE = frozenset({"对", "正确", "√", "✓", "✔", "☑", "T", "TRUE", "是", "Y", "YES", "真", "V", "RIGHT"})
_FALSE = frozenset({
    "错", "错误", "×", "╳", "✗", "✘", "✕", "✖", "☒", "X", "Χ", "Х", "F", "FALSE", "否", "N", "NO", "不对", "不正确",
    "假", "WRONG",
})  # fmt: skip
_SEPARATORS = re.compile(r"[\s,、，;；|/.。和及&+]")
_PREFIX = re.compile(
    r"^\s*[(\[（【]?([A-Ha-hＡ-Ｈａ-ｈ])\s*(?:[)\]）】][、.．,，:：]?|[、.．,，:：]|\s(?=\s*[^\sA-Za-z]))\s*(?=\S)"
)
_SAID = re.compile(
    r"^(?:(?:正确|标准|参考)?答案(?:应?选|是|为)?\s*[:：]?|[应故]?选(?:项|择)?\s*[:：]?(?=\s*[(（]?[A-Ha-hＡ-Ｈａ-ｈ]+(?![A-Za-z])))\s*(?=\S)"
)
_BRACKETS = re.compile(r"^[(\[（【「]\s*(.+?)\s*[)\]）】」]$")
_LETTER_AND_TEXT = re.compile(r"^[(\[（【]?([A-Ha-hＡ-Ｈａ-ｈ])(?:[)\]）】][、.．,，:：]?|[、.．,，:：])\s*(\S.*)$")
_BEHIND = re.compile(r"(?:选?项|项)?[.。]?$")
_ORDINAL = re.compile(r"第([1-8一二三四五六七八])(?:个|项|个选项|选项)?")
_USUAL = re.compile("[A-H]{1,8}")
_BEGINS = frozenset("ABCDEFGHabcdefghＡＢＣＤＥＦＧＨａｂｃｄｅｆｇｈ([（【 ")
_ARROWS = re.compile("→|->|—>|＞|>")
_ALONE = tuple((index,) for index in range(MOST_OPTIONS))  # one tuple for ten thousand items
_NUMERALS = "一二三四五六七八"
_OF_TEXTS = re.compile(r"\s*(?:\n|[;；|｜、,，]|→|->|—>|＞|>)\s*")
_OTHER_KINDS = (
    "简答", "问答", "论述", "名词", "案例", "材料", "分析", "计算", "作文", "匹配", "连线", "配伍", "完形", "阅读",
    "写作", "翻译", "主观", "操作", "听力", "综合",
)  # fmt: skip
_KINDS = {
    "单选": Kind.SINGLE, "单项": Kind.SINGLE, "单一选择": Kind.SINGLE, "single": Kind.SINGLE,
    "多选": Kind.MULTIPLE, "多项": Kind.MULTIPLE, "不定项": Kind.MULTIPLE, "复选": Kind.MULTIPLE,
    "multiple": Kind.MULTIPLE,
    "判断": Kind.JUDGE, "是非": Kind.JUDGE, "对错": Kind.JUDGE, "正误": Kind.JUDGE, "judge": Kind.JUDGE,
    "填空": Kind.FILL, "填充": Kind.FILL, "fill": Kind.FILL,
    "顺序": Kind.ORDER, "排序": Kind.ORDER, "order": Kind.ORDER,
}  # fmt: skip
_ORDER_TEXT = re.compile(r"[①-⑳⑴-⒇0-9a-zA-Z一二三四五六七八九十\s,，、→>\-—()（）]{3,}")


@lru_cache(maxsize=1024)
def read_kind(text: str) -> Kind | None:
    """The type a keeper wrote, or None when it must be inferred (empty, or just 选择题).

    Raises Unclear: nobody knows it, or it cannot be asked at a kiosk.
    """
    name = _SEPARATORS.sub("", text).strip("()（）[]【】").removesuffix("题").lower()
    if name in ("", "选择", "客观"):
        return None
    for start, kind in _KINDS.items():
        if name.startswith(start):
            return kind
    if name.startswith(_OTHER_KINDS):
        raise Unclear("kind", bank_words.kind_not_supported(text))
    raise Unclear("kind", words.unknown_kind(text))


def read_options(cells: list[str]) -> tuple[str, ...]:
    """The filled options, letter prefixes stripped only when every option carries its own letter."""
    while cells and not cells[-1]:
        cells = cells[:-1]
    if len(cells) > MOST_OPTIONS:
        raise Unclear(f"option{MOST_OPTIONS}", bank_words.too_many_options(MOST_OPTIONS))
    for index, text in enumerate(cells):
        if not text:
            raise Unclear(f"option{index}", words.option_gap(_letter(index), _letter(len(cells) - 1)))
    options = tuple(_without_letters(cells))
    if len(set(options)) < len(options):
        index = next(index for index, text in enumerate(options) if text in options[:index])
        raise Unclear(f"option{index}", words.same_options(_letter(options.index(options[index])), _letter(index)))
    return options


def are_half_prefixed(options: tuple[str, ...]) -> bool:
    """Whether some, and not all, carry the letter of their place."""
    return _may_have_letters(options) and any(has_own_letter(text, index) for index, text in enumerate(options))


def has_own_letter(text: str, index: int) -> bool:
    """Whether an option begins with the letter of its place."""
    return text[:1] in _BEGINS and _own(text, index) is not None


def _may_have_letters(options: Sequence[str]) -> bool:
    """Asked of every row, hence by what C answers at once."""
    return not _BEGINS.isdisjoint([text[0] for text in options])


def read_answer(
    kind: Kind | None, options: tuple[str, ...], text: str
) -> tuple[Kind, tuple[str, ...], tuple[int, ...]]:
    """Kind (inferred when None), options and answer indices; not of a fill item (`content.banks.blanks`).

    Raises:
        Unclear: the answer names no option, several, or nothing a reader can be sure of.
    """
    if kind is Kind.JUDGE or (kind is None and _looks_like_judge(options, text)):
        return Kind.JUDGE, JUDGE_OPTIONS, (0,) if _truth(options, text) else (1,)
    if not options:
        raise Unclear("options", words.NO_OPTIONS)
    if len(options) == 1:
        raise Unclear("options", words.ONE_OPTION)
    if kind is Kind.ORDER:
        return _order(options, text)
    answer = _indices(options, text)
    if len(set(answer)) < len(answer):
        raise Unclear("answer", words.TWICE_IN_ANSWER)
    if kind is None and len(answer) == len(options) > 1 and answer != sorted(answer):
        raise Unclear("kind", bank_words.ORDER_OR_MULTIPLE)
    if kind is Kind.SINGLE and len(answer) > 1:
        raise Unclear("answer", words.SEVERAL_FOR_SINGLE)
    if len(answer) == 1:
        return kind or Kind.SINGLE, options, _ALONE[answer[0]]
    return kind or Kind.MULTIPLE, options, tuple(sorted(answer))


def truth_said(text: str) -> bool | None:
    """Whether the text says true or false; None where it says neither."""
    said = _normal(bare_answer(text))
    return True if said in _TRUE else False if said in _FALSE else None


def bare_answer(text: str) -> str:
    """Without ``答案：`` before it and brackets around it."""
    text = text.strip()
    if len(text) > 1:
        text = _SAID.sub("", text).strip()
        inner = _BRACKETS.match(text)
        if inner and not re.search(r"[()\[\]（）【】「」]", inner[1]):
            text = inner[1]
    return text


def _letter(index: int) -> str:
    return chr(65 + index)


def _normal(text: str) -> str:
    if text.isascii() and text.isalpha():
        return text.upper()
    return _SEPARATORS.sub("", unicodedata.normalize("NFKC", text)).upper()


def _own(text: str, index: int) -> re.Match[str] | None:
    """The letter of its own place before an option."""
    match = _PREFIX.match(text)
    return match if match and _normal(match[1]) == _letter(index) else None


def _without_letters(cells: list[str]) -> list[str]:
    if not _may_have_letters(cells):
        return cells
    matches = [_own(text, index) for index, text in enumerate(cells)]
    if len(cells) < 2 or not all(matches):
        return cells
    return [text[match.end() :].strip() for text, match in zip(cells, matches, strict=True) if match]


def _looks_like_judge(options: tuple[str, ...], text: str) -> bool:
    if options:
        if len(options) != 2:
            return False
        said = {_normal(option) for option in options}
        return bool(said & _TRUE) and bool(said & _FALSE) and len(said) == 2
    return truth_said(text) is not None


def _truth(options: tuple[str, ...], text: str) -> bool:
    """Whether the judged sentence is true; letters mean the row's own options, A 对 and B 错 when it has none."""
    bare = bare_answer(text)
    answer = _normal(bare)
    if options:
        said = [_normal(option) for option in options]
        if len(said) != 2 or not ({*said} & _TRUE and {*said} & _FALSE):
            raise Unclear("options", words.JUDGE_OPTIONS_UNCLEAR)
    else:
        said = ["对", "错"]
    if (match := _LETTER_AND_TEXT.match(bare)) and _normal(match[1]) in ("A", "B"):
        index = ord(_normal(match[1])) - 65
        if (_normal(match[2]) in _TRUE) != (said[index] in _TRUE) or _normal(match[2]) not in _TRUE | _FALSE:
            raise Unclear("answer", bank_words.option_text_differs(_letter(index)))
        answer = said[index]
    elif answer in ("A", "B"):
        answer = said[ord(answer) - 65]
    elif answer in ("0", "1", "2") and not options:
        answer = "对" if answer == "1" else "错"
    if answer not in _TRUE | _FALSE:
        raise Unclear("answer", words.JUDGE_ANSWER_UNCLEAR)
    return answer in _TRUE


def _order(options: tuple[str, ...], text: str) -> tuple[Kind, tuple[str, ...], tuple[int, ...]]:
    """The right order by letters or by the texts; a single letter picks one of several orders, as exams print them."""
    bare = bare_answer(text)
    name = _normal(re.sub("[-—]", "", _ARROWS.sub("", bare)))
    if len(name) == 1 and all(_ORDER_TEXT.fullmatch(option) for option in options):
        return Kind.SINGLE, options, tuple(_indices(options, text))
    if re.fullmatch("[1-8]+", name):
        found = [int(digit) - 1 for digit in name]
        if sorted(found) == list(range(len(options))) and any(found[at] != place for place, at in enumerate(found)):
            raise Unclear("answer", bank_words.ORDER_BY_NUMBERS)
    elif re.fullmatch("[A-H]+", name):
        found = [ord(letter) - 65 for letter in name]
    else:
        found = _by_texts(options, bare)
    if sorted(found) != list(range(len(options))):
        raise Unclear("answer", bank_words.ORDER_NOT_ALL)
    return Kind.ORDER, options, tuple(found)


def _indices(options: tuple[str, ...], text: str) -> list[int]:
    if _USUAL.fullmatch(text):  # sooner
        return _checked(options, [ord(letter) - 65 for letter in text], text)
    normal = [_normal(option) for option in options]
    for form in (text, bare_answer(text)):  # an option may itself begin with 选 or stand in brackets
        same = [index for index, option in enumerate(normal) if option == _normal(form)]
        if len(same) == 1 and not re.fullmatch("[A-H]+|[1-8]+", _normal(form)):
            return same
    bare = bare_answer(text)
    if (match := _LETTER_AND_TEXT.match(bare)) and not _is_letters(_normal(bare)):
        index = ord(_normal(match[1])) - 65
        if index >= len(options):
            raise Unclear("answer", words.answer_beyond(_letter(index)))
        if _normal(match[2]) != normal[index]:
            return _by_lettered_texts(options, text, bare, index)
        return [index]
    name = _normal(_ARROWS.sub("", _BEHIND.sub("", bare)))
    if _is_letters(name):
        return _checked(options, [ord(letter) - 65 for letter in name], text)
    if (match := _ORDINAL.fullmatch(bare)) is not None:
        return _within(options, [_NUMERALS.index(match[1]) if match[1] in _NUMERALS else int(match[1]) - 1])
    if re.fullmatch("[1-8]+", name):
        found = [int(digit) - 1 for digit in name]
        same = [index for index, option in enumerate(normal) if option == name]
        if same and found != same:
            raise Unclear("answer", words.answer_ambiguous(text, _letter(same[0])))
        return _within(options, found)
    return _by_texts(options, text)


def _is_letters(name: str) -> bool:
    return re.fullmatch("[A-H]+", name) is not None


def _checked(options: tuple[str, ...], found: list[int], text: str) -> list[int]:
    """Letters, unless an option is itself these letters: then the keeper may have meant either."""
    _within(options, found)
    if not _may_have_letters(options):
        return found
    name = _normal(bare_answer(text))
    same = [index for index, option in enumerate(options) if option[0] in _BEGINS and _normal(option) == name]
    if same and found != same:
        raise Unclear("answer", bank_words.letter_and_text(text, _letter(same[0])))
    return found


def _within(options: tuple[str, ...], found: list[int]) -> list[int]:
    if max(found) >= len(options):
        raise Unclear("answer", words.answer_beyond(_letter(max(found))))
    return found


def _by_lettered_texts(options: tuple[str, ...], text: str, bare: str, first: int) -> list[int]:
    """``A、上海；C、北京``: each letter with the text of its option. Raises Unclear."""
    try:
        parts = split_cell_of_answer(bare)
    except Unclear:
        parts = []
    found = []
    for part in parts:
        match = _LETTER_AND_TEXT.match(part)
        index = ord(_normal(match[1])) - 65 if match else -1
        if match is None or index >= len(options) or _normal(match[2]) != _normal(options[index]):
            break
        found.append(index)
    if len(found) < 2 or len(found) < len(parts):
        raise Unclear("answer", bank_words.option_text_differs(_letter(first)))
    return found


def split_cell_of_answer(text: str) -> list[str]:
    """The parts of an answer that names several options, each with its letter."""
    return [part for part in re.split(r"\s*[\n;；|｜]\s*|[,，、]?\s+(?=[A-Ha-h][.、．:：])", text) if part]


def _by_texts(options: tuple[str, ...], text: str) -> list[int]:
    """The options whose texts the answer says, each once. Raises Unclear."""
    normal = [_normal(option) for option in options]
    parts = [_normal(part) for part in _OF_TEXTS.split(text.strip()) if part]
    if len(parts) > 1 and all(normal.count(part) == 1 for part in parts):
        return [normal.index(part) for part in parts]
    raise Unclear("answer", words.answer_unclear(text[:40]))
