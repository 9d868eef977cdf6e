"""A branch's name in one spelling, and whether words of a path name it: by whole words and whole numbers.

    own = spelled("中共云溪里街道第二党支部委员会")      # 云溪里街道2支部
    ending(own, spelled("第二党支部"))                   # (5, 8): the letters of `own` that were told
    inside(own, spelled("云溪里街道"))                   # (0, 5)

`1号楼` is not `2号楼`, `一党支部` is not `十一党支部`, `退休党支部` is not `离退休党支部`: what was told begins where a
word or a number of the branch begins. Where words part is not written in Chinese; a cut that is not sure is none.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

Interval = tuple[int, int]

MARKER = re.compile(r"(?:总?支部(?:委员会)?|总支(?:委员会)?|党委(?:会|员会)?|党工委|党组)")
"""With which a branch, or what stands above it, ends."""

_NUMERAL = "〇零一二三四五六七八九十"
_DIGITS = "零一二三四五六七八九"
_IGNORED = re.compile(r"[\s\-—–~·•‧∙⋅・･\u00ad\u200b-\u200f\u2060\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef]+")
_BETWEEN_NUMBERS = re.compile(rf"(?<=[\d{_NUMERAL}])[\s\-—–~·•‧∙⋅・･]+(?=[\d{_NUMERAL}])")
_NUMBER = re.compile(
    rf"(?<![\d{_NUMERAL}])(?:第([{_NUMERAL}]+)|([{_NUMERAL}]+)(?=支部|总支|党委|党组|[号级班组楼栋幢区队连营村社街期片]))(?![\d{_NUMERAL}])"
)
_TENS = re.compile(r"(?:([一二三四五六七八九])?(十))?([一二三四五六七八九])?")
_YEAR = re.compile(r"[〇零一二三四五六七八九]{4}")
_BODY = re.compile(r"(?:支部|总支|党委|党工委|党组)$")
_UNIT = re.compile(
    r"(?:支部|总支|党委|工委|党组|街道|社区|镇|乡|村|里|县|区|市|省|局|级|班|楼|栋|幢|号|期|机关|公司|集团|大学|学院|学校|中学|小学|医院|银行|中心)$"
)
_WORD = re.compile(
    r"离退休|退休|离休|老干部|干部|机关|大学生|学生|教职工|教工|教师|职工|流动|联合|综合|直属|青年|老年|居民|企业|两新|物业|楼宇|商圈|网格|街道|社区"
)


@lru_cache(maxsize=50_000)
def spelled(branch: str) -> str:
    """`第二党支部`, `第2支部`, `二 支部委员会` -> `2支部`."""
    text = unicodedata.normalize("NFKC", _BETWEEN_NUMBERS.sub("|", branch))
    text = re.sub(r"^(?:中国共产党|中共)", "", _IGNORED.sub("", text)).casefold()
    text = re.sub(r"党?总支(?:部)?(?:委员会)?", "总支", text)
    text = re.sub(r"党?支部(?:委员会)?", "支部", text)
    text = re.sub(r"党委(?:会|员会)", "党委", text)
    text = re.sub(r"第(?=\d)", "", _NUMBER.sub(_in_digits, text))
    return re.sub(r"(?<!\d)0+(?=\d)", "", text)


def ending(own: str, told: str) -> Interval | None:
    """Where `told` is the end of `own`; None: it is not, or says too little (`党支部`)."""
    stem = _BODY.sub("", told)
    if own and stem == own and not _is_number(own):  # the record says 2021级学生 and no more
        return 0, len(own)
    at = len(own) - len(told)
    if not stem or not own.endswith(told) or not _parts(own, at):
        return None
    return (at, len(own)) if not at or len(stem) > 1 or _is_number(stem) else None


def says_no_more(own: str, told: str) -> bool:
    """Whether the record's branch is no 支部 by name, and this is it."""
    return own == told and not _BODY.search(own) and not _is_number(own)


def inside(own: str, told: str) -> Interval | None:
    """Where `told`, or what stands before its 党委 or 总支, is a word of `own`."""
    for word in (told, _BODY.sub("", told)):
        at = own.find(word) if len(word) > 1 and not _is_number(word) else -1
        while at >= 0:
            if _parts(own, at) and _parts(own, at + len(word)):
                return at, at + len(word)
            at = own.find(word, at + 1)
    return None


def covers(own: str, told: frozenset[Interval]) -> bool:
    """Whether no number of `own` was left untold."""
    return all(any(a <= at < b for a, b in told) for at, letter in enumerate(own) if _is_number(letter))


def is_whole(own: str, told: frozenset[Interval], start: int = 0) -> bool:
    """Whether nothing of `own` was left untold from its letter `start` on."""
    return all(any(a <= at < b for a, b in told) for at in range(start, len(own)))


def _parts(own: str, at: int) -> bool:
    """Whether a word or a number of `own` ends at `at` and another begins."""
    if at in (0, len(own)):
        return True
    if _is_number(own[at - 1]):  # a number, or a number and what it counts
        return False
    if _is_number(own[at]):
        return True
    if any(found.start() < at < found.end() for found in _WORD.finditer(own)):
        return False
    return bool(_UNIT.search(own[:at]) or _WORD.match(own, at))


def _is_number(text: str) -> bool:
    return all(letter.isdecimal() or letter in _NUMERAL for letter in text)


def _in_digits(found: re.Match[str]) -> str:
    text = found[1] or found[2]
    if _YEAR.fullmatch(text):
        return "".join(str(max(0, _DIGITS.find(letter))) for letter in text)
    tens = _TENS.fullmatch(text)
    if tens is None:  # 三一: a name, or nobody knows
        return found[0]
    ten = (_DIGITS.index(tens[1]) if tens[1] else 1) * 10 if tens[2] else 0
    return str(ten + (_DIGITS.index(tens[3]) if tens[3] else 0))
