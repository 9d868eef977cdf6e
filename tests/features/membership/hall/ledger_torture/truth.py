"""The people of a ledger, as they are."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

from tests.features.membership.hall.sheets import number

STEPS = ("applied", "talked", "activist", "candidate", "reviewed", "joined", "extended", "full")
BRANCHES = ("演示第一党支部", "演示2号楼党支部", "2021级学生支部", "演示机关联合党支部", "一支部", "演示村党总支")
_FAMILY, _GIVEN = "演示测试样例虚构假设", "甲乙丙丁戊己庚辛壬癸子丑寅卯辰"
_MINORITY = ("买买提·演示", "演示古丽·测试", "阿卜·样例·虚构", "测试娜尔·演示提")

Date = tuple[int, int, int | None]


@dataclass
class Person:
    """Values as a record keeps them; dates as (year, month, day or None)."""

    name: str
    id_number: str
    branch: str
    category: str
    state: str
    dates: dict[str, Date]
    introducers: tuple[str, ...]
    contacts: tuple[str, ...]
    joined_branch: str
    damaged: set[str] = field(default_factory=set)

    def plain(self, name: str) -> str:
        """A field as `fields.value_of` says it."""
        if name in STEPS:
            return _iso(self.dates[name]) if name in self.dates else ""
        value = getattr(self, name)
        return "、".join(value) if isinstance(value, tuple) else str(value)


def _iso(date: Date) -> str:
    year, month, day = date
    return f"{year:04}-{month:02}" + ("" if day is None else f"-{day:02}")


def people(random: Random, count: int) -> list[Person]:
    first = random.randrange(1, 400)
    return [_person(random, first + at) for at in range(count)]


def _person(random: Random, serial: int) -> Person:
    category = random.choice(["full"] * 5 + ["probationary", ""])
    last = {"full": 8, "probationary": 6}.get(category, random.choice((6, 8)))
    year, dates = random.randrange(1990, 2005), dict[str, Date]()
    for step in STEPS[:last]:
        year += 1
        if step != "extended" and random.random() < 0.93:
            dates[step] = (year, random.randrange(1, 13), random.choice((None, None, random.randrange(1, 29))))
    return Person(
        _name(random), number(serial), random.choice(BRANCHES), category,
        random.choice(["", "normal", "normal", "moved", "suspended", "left", "dead"]), dates,
        tuple(_name(random) for _ in range(random.choice((0, 1, 2, 2)))),
        tuple(_name(random) for _ in range(random.choice((0, 1, 2)))),
        random.choice(("", *BRANCHES)),
    )  # fmt: skip


def _name(random: Random) -> str:
    if random.random() < 0.12:
        return random.choice(_MINORITY)
    return random.choice(_FAMILY) + "".join(random.choice(_GIVEN) for _ in range(random.choice((1, 2, 2))))
