"""When a text that was written counts as one that was meant: both are brought to one form by these rules, in turn.

1. NFKC: full and half width, ligatures, encircled numbers are one.
2. Letters are small: WTO and wto.
3. No blanks, nor anything that cannot be seen.
4. No brackets, no 书名号, no quotation marks: 《共产党宣言》 and 共产党宣言.
5. No marks at the end: 一年。 and 一年.
6. Numbers are digits: 十二 and 12, 一百零八 and 108, 两 and 2, 一九二一 and 1921, 20万 and 二十万, 壹拾 and 10.
   A number is one only when it is written as numbers are: 一百一 (is it 101 or 110?) and 三四十 stay what they are.

Nothing else: another word for the same thing is the keeper's to write, as another way of filling the blank.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

_UNSEEN = frozenset({"Zs", "Zl", "Zp", "Cc", "Cf"})
_AROUND = frozenset("()[]{}《》〈〉「」『』【】〔〕〖〗“”‘’„\"'`´")
_CLOSING = "。．.,，、;；:：!！?？…～~·"
_DIGITS = "零一二三四五六七八九"
_UNITS = {"十": 10, "百": 100, "千": 1000}
_GROUPS = (("亿", 100_000_000), ("万", 10_000))
_AS_USUAL = str.maketrans("〇○壹贰叁肆伍陆柒捌玖拾佰仟萬億", "零零一二三四五六七八九十百千万亿")
_RUN = re.compile(f"[{_DIGITS}两十百千万亿]+")
_WITH_UNIT = re.compile(r"(?<![\d.])(\d{1,12})([百千万亿]|万亿)(?![十百千万亿\d零一二三四五六七八九])")
_WORTH = {"百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000, "万亿": 1_000_000_000_000}
MOST = 10**12  # of numbers in characters


@lru_cache(maxsize=4096)
def normal(text: str) -> str:
    """The form in which texts are compared; empty for a text that says nothing."""
    bare = unicodedata.normalize("NFKC", text).casefold()
    bare = "".join(one for one in bare if one not in _AROUND and unicodedata.category(one) not in _UNSEEN)
    bare = bare.rstrip(_CLOSING) or bare
    bare = _RUN.sub(lambda found: in_digits(found[0]), bare.translate(_AS_USUAL))
    return _WITH_UNIT.sub(lambda found: str(int(found[1]) * _WORTH[found[2]]), bare)


def counts(text: str, ways: Iterable[str]) -> bool:
    """Whether what was written is one of the texts that count."""
    written = normal(text)
    return bool(written) and any(written == normal(way) for way in ways)


def in_digits(number: str) -> str:
    """十二 -> 12; a run of characters that is no well-formed number comes back as it is."""
    if len(number) == 1:
        return "2" if number == "两" else str(_DIGITS.index(number)) if number in _DIGITS else _alone(number)
    if all(one in _DIGITS for one in number):
        return "".join(str(_DIGITS.index(one)) for one in number)
    value = _value(number)
    return str(value) if 0 < value < MOST and _same(number, in_characters(value)) else number


def in_characters(value: int) -> str:
    """12 -> 十二, 108 -> 一百零八; ``value`` from 0 to below ``MOST``."""
    if value == 0:
        return _DIGITS[0]
    said, rest = "", value
    for name, worth in _GROUPS:
        count, rest = divmod(rest, worth)
        if count:
            said += _gap(said, count) + _below_ten_thousand(count) + name
    if rest:
        said += _gap(said, rest) + _below_ten_thousand(rest)
    return said.removeprefix("一") if said.startswith("一十") else said


def _alone(unit: str) -> str:
    """十 says ten; 万 and 亿 alone are words."""
    return "10" if unit == "十" else unit


def _gap(before: str, count: int) -> str:
    return _DIGITS[0] if before and count < 1000 else ""


def _below_ten_thousand(value: int) -> str:
    said, gap = "", False
    for name, worth in (("千", 1000), ("百", 100), ("十", 10), ("", 1)):
        digit, value = divmod(value, worth)
        if digit:
            said += (_DIGITS[0] if gap and said else "") + _DIGITS[digit] + name
            gap = False
        else:
            gap = True
    return said


def _value(number: str) -> int:
    """Of a run with units, however it is written."""
    total = group = digit = 0
    for one in number:
        if one in _DIGITS or one == "两":
            digit = 2 if one == "两" else _DIGITS.index(one)
        elif one in _UNITS:
            group, digit = group + (digit or 1) * _UNITS[one], 0
        elif one == "万":
            total, group, digit = total + (group + digit) * 10_000, 0, 0
        else:
            total, group, digit = (total + group + digit) * 100_000_000, 0, 0
    return total + group + digit


def _same(number: str, written: str) -> bool:
    """Also 两百 for 二百, and 一十二 for 十二."""
    return re.sub("两(?=[百千万亿])", "二", number).removeprefix("一") == written.removeprefix("一")
