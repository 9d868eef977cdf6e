"""Twelve invented people in a real workbook, for `kiosk demo` and `kiosk tour`.

Their ID numbers use the unassigned area code 000000 with a valid check digit; the branch names say 演示.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from io import BytesIO

from devices.id_card.id_number import check_digit
from kiosk.features.membership.hall.ledger import words


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """One row: `born` and the five milestones as ISO dates (a month only where the day is not known, empty: none)."""

    name: str
    born: str
    sequence: int
    branch: str
    dates: tuple[str, ...]
    introducers: str

    @property
    def id_number(self) -> str:
        """Odd sequences are men, even ones women, as in real numbers."""
        first = f"000000{self.born.replace('-', '')}{self.sequence:03d}"
        return first + check_digit(first)


_TABLE = """
陈建国 1965-04-12 1 二 1986-11-03 1987-05-12 1988-03-20 1988-07-01 1989-07-01 林秀英、周卫东
林秀英 1952-09-30 2 三 1971-10 1972-05 1973-02 1973-06-20 1974-06-20 吴大勇、郑国强
𠮷田芳 1978-02-14 2 一 1998-05-04 1999-06-01 2000-11-08 2001-07-01 2002-07-01 陈建国、何敏
欧阳晓梅 1990-12-08 4 一 2010-09-16 2011-10-20 2012-11-15 2013-06-28 2014-06-28 何敏、赵一鸣
赵一鸣 1971-07-23 3 二 1993-03-15 1994-04-22 1995-10-10 1996-06-30 1997-06-30 周卫东、何敏
何敏 1969-01-05 6 一 1990-10-12 1991-12-26 1993-04-16 1993-11-21 1994-11-21 林秀英、吴桂花
阿依古丽·买买提 1984-05-19 2 二 2004-04-23 2005-05-30 2006-09-18 2007-04-10 2008-04-10 赵一鸣、陈建国
周卫东 1948-08-01 5 三 1967-12 1968-06 - 1969-10 1969-10 郑国强
孙立 1996-10-27 3 一 2019-05-06 2020-06-18 2024-12-09 2026-06-26 - 欧阳晓梅、何敏
郑国强 1940-03-11 7 三 - - - 1960-05 1961-05 -
吴桂花 1958-06-06 8 二 1979-07-11 1980-08-15 1982-01-09 1983-11-21 1984-11-21 林秀英、周卫东
王小川 2001-11-30 9 一 2020-09-10 2021-11-05 2023-10-20 2024-05-17 2025-05-17 欧阳晓梅、何敏
"""
"""name, birth, sequence of the number, branch, the five milestones, introducers; `-` is an empty cell."""

_COLUMNS = ("name", "id_number", "branch", "applied", "activist", "candidate", "joined", "full", "introducers")
_BRANCHES = {"一": "云溪里演示第一党支部", "二": "云溪里演示第二党支部", "三": "云溪里演示老干部党支部"}


def _person(line: str) -> DemoPerson:
    name, born, sequence, branch, *cells = ("" if cell == "-" else cell for cell in line.split())
    return DemoPerson(name, born, int(sequence), _BRANCHES[branch], tuple(cells[:5]), cells[5])


PEOPLE = tuple(_person(line) for line in _TABLE.strip().splitlines())


def people_on(today: date) -> tuple[DemoPerson, ...]:
    """The same people, but the first applied on this very day of 1986, so that a demo shows “N 年前的今天”."""
    applied = date(1986, today.month, min(today.day, 28) if today.month == 2 else today.day)
    first = PEOPLE[0]
    return replace(first, dates=(applied.isoformat(), *first.dates[1:])), *PEOPLE[1:]


def workbook(people: tuple[DemoPerson, ...] = PEOPLE) -> bytes:
    """The .xlsx as a branch office would send it: a title and a date above the header, dates in mixed styles."""
    from openpyxl import Workbook
    from openpyxl.styles import Font

    book = Workbook()
    sheet = book.active
    sheet.title = "党员名册"
    sheet.append(["云溪里社区党员名册（演示，人物均为虚构）"])
    sheet.append(["填表日期：2026 年 11 月"])
    sheet.append([words.FIELDS[field] for field in _COLUMNS])
    sheet["A1"].font = sheet["A3"].font = Font(bold=True)
    for at, person in enumerate(people):
        dates = [_styled(text, at) for text in person.dates]
        sheet.append([person.name, person.id_number, person.branch, *dates, person.introducers])
    for letter, width in zip("ABCDEFGHI", (16, 24, 26, 16, 22, 18, 18, 18, 20), strict=True):
        sheet.column_dimensions[letter].width = width
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def _styled(text: str, at: int) -> str | date:
    """The same date as different people write it; every third row has real date cells."""
    if not text:
        return ""
    parts = text.split("-")
    if at % 3 == 0 and len(parts) == 3:
        return date.fromisoformat(text)
    if at % 3 == 1:
        return "".join(f"{int(part)}{unit}" for part, unit in zip(parts, "年月日", strict=False))
    return text.replace("-", ".")
