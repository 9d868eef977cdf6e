"""One member's joining history, and the part of it that a screen may show.

    record.view(today) -> RecordView   masked; the only form that leaves the hall service

Sources: 中国共产党发展党员工作细则 for the steps; 党章 article 7 counts 党龄 from the day of becoming a full member.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from kiosk.membership.dates import LedgerDate
from kiosk.membership.names import mask

PURPOSE = "own_record"
"""What the visitor agreed to on the purpose notice; the hall refuses a look-up without it (PIPL 29)."""

_FORMAT = 1


class Milestone(StrEnum):
    """The steps, in the order in which they happen."""

    APPLIED = "applied"  # 申请入党
    ACTIVIST = "activist"  # 确定为入党积极分子
    CANDIDATE = "candidate"  # 列为发展对象
    JOINED = "joined"  # 加入党组织：接收为预备党员
    FULL = "full"  # 转为正式党员


class RecordUnreadable(Exception):
    """The unsealed bytes are not a record of a format this version knows."""


@dataclass(frozen=True, slots=True)
class MilestoneView:
    """One line of the timeline: ISO date (a day or a month), age in years, `N` of “N 年前的今天” if it is today."""

    kind: str
    date: str
    age: int | None
    years_ago_today: int | None


@dataclass(frozen=True, slots=True)
class RecordView:
    """What the screen gets: masked names, the last four digits, no full number, no birth date.

    `party_months` are completed months since 转正, None for whom they do not count yet.
    `standing` is full, probationary or unknown; `missing` lists the milestones the ledger left empty.
    """

    masked_name: str
    id_tail: str
    branch: str
    introducers: tuple[str, ...]
    milestones: tuple[MilestoneView, ...]
    standing: str
    party_months: int | None
    missing: tuple[str, ...]

    def __repr__(self) -> str:
        return "RecordView(hidden)"

    def to_plain(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_plain(cls, plain: dict[str, Any]) -> RecordView:
        """The inverse of `to_plain` after JSON. Raises KeyError or TypeError on another shape."""
        values: dict[str, Any] = {name: plain[name] for name in cls.__slots__}
        for name in ("introducers", "missing"):
            values[name] = tuple(plain[name])
        values["milestones"] = tuple(MilestoneView(**line) for line in plain["milestones"])
        return cls(**values)


@dataclass(frozen=True, slots=True)
class Record:
    """The whole record; lives in memory only while it is imported or looked up."""

    name: str
    id_number: str
    branch: str
    milestones: dict[Milestone, LedgerDate]
    introducers: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return "Record(hidden)"

    @property
    def birth(self) -> LedgerDate:
        digits = self.id_number[6:14]
        return LedgerDate(int(digits[:4]), int(digits[4:6]), int(digits[6:]))

    @property
    def missing(self) -> tuple[Milestone, ...]:
        """Milestones that should be known: nobody becomes a full member without the steps before."""
        last = max((list(Milestone).index(kind) for kind in self.milestones), default=-1)
        wanted = list(Milestone)[: max(last, 3) + 1]
        return tuple(kind for kind in wanted if kind not in self.milestones)

    @property
    def standing(self) -> str:
        if Milestone.FULL in self.milestones:
            return "full"
        return "probationary" if Milestone.JOINED in self.milestones else "unknown"

    def view(self, today: date) -> RecordView:
        """The masked form for the screen, with everything that depends on the day of the look-up."""
        return RecordView(
            masked_name=mask(self.name),
            id_tail=self.id_number[-4:],
            branch=self.branch,
            introducers=tuple(mask(name) for name in self.introducers),
            milestones=tuple(self._line(kind, today) for kind in Milestone if kind in self.milestones),
            standing=self.standing,
            party_months=self.party_months(today),
            missing=tuple(str(kind) for kind in self.missing),
        )

    def party_months(self, today: date) -> int | None:
        """Completed months of 党龄, counted from 转正; None before that."""
        since = self.milestones.get(Milestone.FULL)
        return None if since is None else max(0, since.months_until(LedgerDate.from_date(today)))

    def _line(self, kind: Milestone, today: date) -> MilestoneView:
        when = self.milestones[kind]
        return MilestoneView(str(kind), str(when), self.birth.years_until(when), when.years_ago_today(today))

    def to_bytes(self) -> bytes:
        """Compact JSON; what `vault` seals."""
        plain = {
            "format": _FORMAT,
            "name": self.name,
            "id_number": self.id_number,
            "branch": self.branch,
            "milestones": {str(kind): str(when) for kind, when in self.milestones.items()},
            "introducers": self.introducers,
        }
        return json.dumps(plain, ensure_ascii=False, separators=(",", ":")).encode()

    @classmethod
    def from_bytes(cls, sealed: bytes) -> Record:
        """The inverse of `to_bytes`. Raises RecordUnreadable, without quoting the content."""
        try:
            plain = json.loads(sealed)
            if plain["format"] != _FORMAT:
                raise RecordUnreadable(f"record format {plain['format']!r} is not known here")
            milestones = {Milestone(kind): LedgerDate.from_iso(when) for kind, when in plain["milestones"].items()}
            introducers = tuple(plain["introducers"])
            return cls(plain["name"], plain["id_number"], plain["branch"], milestones, introducers)
        except (ValueError, KeyError, TypeError):
            raise RecordUnreadable("the unsealed bytes are not a record") from None
