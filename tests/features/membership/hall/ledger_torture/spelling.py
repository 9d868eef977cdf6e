"""How hands and programs write what is true into a cell, and how they spoil it."""

from __future__ import annotations

from datetime import date, datetime
from random import Random
from typing import Any

from tests.features.membership.hall.ledger_torture.truth import STEPS, Date, Person

CATEGORIES = {
    "full": ("正式党员", "中共党员（正式）", "正式", "中共党员", "01-正式党员", "党员"),
    "probationary": ("预备党员", "中共党员（预备）", "中共预备党员", "预备"),
    "": ("", "", "/"),
}
STATES = {
    "normal": ("正常", "失联党员", "在册", "流动党员", "正常党员"),
    "moved": ("已转出", "组织关系已转出"),
    "suspended": ("停止党籍", "停止党籍党员"),
    "left": ("出党", "开除党籍", "自行脱党"),
    "dead": ("已去世", "死亡", "病故"),
    "": ("", "无", "—"),
}
_DAYS = ("{y}-{m:02}-{d:02}", "{y}/{m}/{d}", "{y}.{m}.{d}", "{y}年{m}月{d}日", "{y}{m:02}{d:02}", "{y}.{m}.{d}日",
         "{y}，{m}，{d}", "{y}-{m:02}-{d:02} 00:00:00", "{y} 年 {m} 月 {d} 日", "{y}、{m}、{d}",
         "{c}年{cm}月{cd}日")  # fmt: skip
_MONTHS = ("{y}-{m:02}", "{y}/{m}", "{y}.{m:02}", "{y}年{m}月", "{y}{m:02}", "{y}.{m}月", "{y}年{cm}月", "{y}，{m:02}",
           "{y}.{m:02}.00", "{c}年{cm}月", "'{y}-{m:02}", " {y}.{m:02}. ")  # fmt: skip
_DOTS = "·．.﹒●˙。•・"
_ERRORS = ("#N/A", "#REF!", "#SPILL!", "#VALUE!", "####")


def cell(random: Random, person: Person, name: str, *, typed: bool) -> Any:
    """The field as somebody wrote it; a meaning, no damage."""
    if name in STEPS:
        when = person.dates.get(name)
        return _blank(random, typed) if when is None else _date(random, when, typed=typed)
    if name == "id_number":
        return _number(random, person.id_number, typed=typed)
    if name == "category":
        return random.choice(CATEGORIES[person.category])
    if name == "state":
        return random.choice(STATES[person.state])
    if name == "name":
        return _name(random, person.name)
    value = getattr(person, name)
    if isinstance(value, tuple):
        return random.choice("、，；/" if not typed else "、，,；;").join(dotted(random, one) for one in value)
    return _dressed(random, value, typed=typed)


def _blank(random: Random, typed: bool) -> Any:
    return random.choice((None, 0, "", "无") if typed else ("", "0", "无", "/"))


def _date(random: Random, when: Date, *, typed: bool) -> Any:
    year, month, day = when
    if day is not None and typed and random.random() < 0.25:
        return random.choice((date(year, month, day), datetime(year, month, day), int(f"{year}{month:02}{day:02}")))
    numbers = {"y": year, "m": month, "c": _characters(year), "cm": _ten(month)}
    if day is not None:
        return random.choice(_DAYS).format(**numbers, d=day, cd=_ten(day))
    if typed and month not in (1, 10) and random.random() < 0.1:
        return float(f"{year}.{month}")
    text = random.choice(_MONTHS).format(**numbers)
    return text if typed or not text.strip(" '.").endswith(f"{year}.1") else f"{year}-{month:02}"


def _characters(number: int) -> str:
    return "".join("〇一二三四五六七八九"[int(digit)] for digit in str(number))


def _ten(number: int) -> str:
    tens, ones = divmod(number, 10)
    return ("" if not tens else "十" if tens == 1 else f"{_characters(tens)}十") + (_characters(ones) if ones else "")


def _number(random: Random, text: str, *, typed: bool) -> str:
    style = random.randrange(8)
    if style == 0:
        return text.lower()
    if style == 1:
        return f"'{text}"
    if style == 2:
        return f"{text[:6]} {text[6:14]} {text[14:]}"
    if style == 3:
        return text.translate(str.maketrans("0123456789X", "０１２３４５６７８９Ｘ"))
    if style == 4 and not typed:
        return f'="{text}"'
    return text


def _name(random: Random, name: str) -> str:
    if len(name) == 2 and random.random() < 0.3:
        return f"{name[0]}{random.choice(('　', '  '))}{name[1]}"
    if name.count("·") == 1 and random.random() < 0.2:
        return name.replace("·", " ")
    return dotted(random, name)


def dotted(random: Random, name: str) -> str:
    return name.replace("·", random.choice(_DOTS))


def _dressed(random: Random, text: str, *, typed: bool) -> str:
    style = random.randrange(9)
    return f" {text} " if style == 0 else f"'{text}" if style == 1 and text else text


def spoiled(random: Random, person: Person, name: str, *, typed: bool) -> Any:
    """A cell that no longer says what is true, in a way that can be told from it."""
    if random.random() < 0.25:
        return random.choice(_ERRORS)
    if name == "id_number":
        text = person.id_number
        wrong = str((int(text[16]) + 1) % 10)
        lost: list[Any] = [
            text[:16] + wrong + text[17],
            text[:17],
            f"{text[:6]}{text[8:17]}",
            text[:17] + "×",
            text[:15] + "E+17",
        ]
        return random.choice([*lost, float(text[:17]) if typed else text[:17] + "Х"])
    if name == "name":
        return random.choice(
            (f"{person.name}（曾用名演示某）", f"{person.name[0]}*", f"{person.name}、演示另", "演\ufffd")
        )
    if name in STEPS:
        return random.choice(("待查", "98.7", "1998年", "1998-13", "1998-02-30", "2098-01-01", "1950.01", "35977",
                              "1998-06-30 16:00:00", "一九九八", "\ufffd998.07"))  # fmt: skip
    if name in ("category", "state"):
        return random.choice(("待核实", "其他？", "\ufffd式党员"))
    return "演示\ufffd支部"
