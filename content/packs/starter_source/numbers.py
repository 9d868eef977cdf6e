"""The numbers in a Chinese text, so that what an item says can be held against its facts: a count with its unit, a
date, a bare figure such as a phone number. Standard library only.

    numbers_in("二十五步，预备期一年，1921年7月23日，拨 12345")    # {"25步", "1年", "1921年7月23日", "12345"}

二十五 and 25, 两 and 2, 半年 and 6 个月 are the same. Words without a unit of `_UNITS` are talk, not numbers: 一句话,
三件事; 一 counts only before a unit of law, so that 一人 and 一次 are talk, and 一年 is a term.
"""

from __future__ import annotations

import re
import unicodedata

_DIGITS = {digit: value for value, digit in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}
_PLACES = {"十": 10, "百": 100, "千": 1000}
_SCALES = {"万": 10_000, "亿": 100_000_000}
_OF_LAW = ("个月", "个工作日", "小时", "学时", "年", "月", "天", "岁", "元")
_UNITS = (*_OF_LAW, "个学时", "个小时", "分钟", "周岁", "日", "名", "人", "次", "条", "项", "章", "步", "种", "届")
_UNIT = "|".join(sorted(_UNITS, key=len, reverse=True))
_WORDS = "〇零一二三四五六七八九十百千万亿两"
_YEAR_IN_WORDS = re.compile("([〇零一二三四五六七八九]{4})(?=年)")
_DATE = re.compile(r"\d{4}年(?:\d{1,2}月(?:\d{1,2}日)?)?|\d{1,2}月\d{1,2}日")
_DATE_IN_FIGURES = re.compile(r"(\d{4})([.-])(\d{1,2})\2(\d{1,2})")
_FIGURE = re.compile(rf"(\d+(?:\.\d+)?)([万亿]?)[余多]?(%|{_UNIT})?")
_IN_WORDS = re.compile(rf"(?<!几)((?![万亿])[{_WORDS}]+)[余多]?({_UNIT})")
_SAME = {"半年": "6个月", "一季度": "3个月", "每季度": "3个月"}


def numbers_in(text: str) -> frozenset[str]:
    """Each number of the text with its unit, written in one way."""
    plain = "".join(unicodedata.normalize("NFKC", text).split())
    for said, meant in _SAME.items():
        plain = plain.replace(said, meant)
    plain = _YEAR_IN_WORDS.sub(lambda found: "".join(str(_DIGITS[word]) for word in found[1]), plain)
    plain = _DATE_IN_FIGURES.sub(lambda found: f"{found[1]}年{int(found[3])}月{int(found[4])}日", plain)
    dates = set(_DATE.findall(plain))
    plain = _DATE.sub("，", plain)
    figures = {_in_figures(*found) for found in _FIGURE.findall(plain)}
    counts = {(_value(words), unit) for words, unit in _IN_WORDS.findall(plain)}
    return frozenset(
        dates | figures | {f"{value}{_one_name(unit)}" for value, unit in counts if value != 1 or unit in _OF_LAW}
    )


def _in_figures(number: str, scale: str, unit: str) -> str:
    """A number of more than five digits is left as it is: it is called or counted, not measured."""
    return (f"{float(number):g}" if len(number) < 6 else number) + scale + _one_name(unit)


def _one_name(unit: str) -> str:
    return {"周岁": "岁", "个学时": "学时", "个小时": "小时"}.get(unit, unit)


def _value(words: str) -> int:
    """二十五, 一百零三, 两万一千."""
    total, digit = 0, 0
    for word in words:
        if word in _SCALES:
            total, digit = (total + digit) * _SCALES[word], 0
        elif word in _PLACES:
            total, digit = total + (digit or 1) * _PLACES[word], 0
        else:
            digit = _DIGITS[word]
    return total + digit
