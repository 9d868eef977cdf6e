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

from kiosk.features.membership.rules.dates import Day, DayOrMonth, LedgerDate
from kiosk.features.membership.rules.names import mask

PURPOSE = "own_record"
"""What the visitor agreed to on the purpose notice; the hall refuses a look-up without it (PIPL 29)."""

_compact = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode  # made once: a ledger has many rows
_FORMAT = 2  # 1, of the first release, had five milestones and none of the later fields; it is still read


class Milestone(StrEnum):
    """The steps, in the order in which they happen."""

    APPLIED = "applied"  # 递交入党申请书
    TALKED = "talked"  # 组织派人谈话
    ACTIVIST = "activist"  # 确定为入党积极分子
    CANDIDATE = "candidate"  # 列为发展对象
    REVIEWED = "reviewed"  # 政治审查和集中培训
    JOINED = "joined"  # 支部大会接收为预备党员
    EXTENDED = "extended"  # 延长预备期：支部大会作出决定的日子
    FULL = "full"  # 转为正式党员


EXPECTED = (Milestone.APPLIED, Milestone.ACTIVIST, Milestone.CANDIDATE, Milestone.JOINED, Milestone.FULL)
"""The steps every member went through; the others are shown where a ledger has them and never called missing."""


class Category(StrEnum):
    """人员类别; empty when the ledger does not say."""

    UNKNOWN = ""
    FULL = "full"  # 正式党员
    PROBATIONARY = "probationary"  # 预备党员
    CANDIDATE = "candidate"  # 发展对象
    ACTIVIST = "activist"  # 入党积极分子
    APPLICANT = "applicant"  # 入党申请人


class State(StrEnum):
    """党籍状态; empty when the ledger does not say."""

    UNKNOWN = ""
    NORMAL = "normal"  # 正常
    MOVED = "moved"  # 已转出
    SUSPENDED = "suspended"  # 停止党籍
    LEFT = "left"  # 出党
    DEAD = "dead"  # 去世


WITHHELD = (State.SUSPENDED, State.LEFT, State.DEAD)
"""A screen in a lobby says nothing of these: the answer is the neutral refusal, and people at the desk know more."""


class LetterKind(StrEnum):
    """The scanned papers."""

    APPLICATION = "application"  # 入党申请书
    VOLUNTEER = "volunteer"  # 入党志愿书
    FULL_APPLICATION = "full_application"  # 转正申请书


BEFORE_JOINING = (Category.APPLICANT, Category.ACTIVIST, Category.CANDIDATE)
"""People on the way: the steps after theirs are not missing, they are to come."""

LONGEST_PROBATION_MONTHS = 30
"""A year, extended by at most another (党章 article 7), and half a year for the paper's way."""


class RecordUnreadable(Exception):
    """The unsealed bytes are not a record of a format this version knows."""


@dataclass(frozen=True, slots=True)
class MilestoneView:
    """One line of the timeline: ISO date (a day or a month), age in years, `N` of “N 年前的今天” if it is today."""

    kind: str
    date: DayOrMonth
    age: int | None
    years_ago_today: int | None


@dataclass(frozen=True, slots=True)
class LetterView:
    """A scanned paper that a keeper approved: its kind and how many pages it has (from 1)."""

    kind: str
    pages: int


@dataclass(frozen=True, slots=True)
class RecordView:
    """What the screen gets: masked names, the last four digits, no full number, no birth date.

    `party_months` are completed months since `counted_from`, None for whom they do not count yet; `corrected` says
    that a keeper set that day and it is not the day of 转正. `standing` is full, probationary, extended or unknown;
    `state` as `State`; `missing` lists the milestones the ledger left empty. `political_birthday` is the whole ISO
    date that the hall celebrates, None where its day is not known. `letters_key` opens the letters' pages until the
    visit ends (`POST /api/lookup/page`).
    """

    masked_name: str
    id_tail: str
    branch: str
    introducers: tuple[str, ...]
    milestones: tuple[MilestoneView, ...]
    standing: str
    party_months: int | None
    missing: tuple[str, ...]
    contacts: tuple[str, ...] = ()
    joined_branch: str = ""
    category: str = ""
    state: str = ""
    counted_from: DayOrMonth | None = None
    corrected: bool = False
    political_birthday: Day | None = None
    letters: tuple[LetterView, ...] = ()
    letters_key: str = ""

    def __repr__(self) -> str:
        return "RecordView(hidden)"

    def to_plain(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Correction:
    """What a keeper changed by hand: when (ISO, hall time), the account's id, the fields, and why."""

    at: str
    by: int
    fields: tuple[str, ...]
    reason: str

    def __repr__(self) -> str:
        return "Correction(hidden)"


@dataclass(frozen=True, slots=True)
class Record:
    """The whole record; lives in memory only while it is imported or looked up.

    `branch` is today's, `joined_branch` the one whose meeting received the member. `counted_from` is a keeper's
    correction of the day from which 党龄 counts; the day of 转正 stays beside it in `milestones`.
    """

    name: str
    id_number: str
    branch: str
    milestones: dict[Milestone, LedgerDate]
    introducers: tuple[str, ...] = ()
    contacts: tuple[str, ...] = ()
    joined_branch: str = ""
    category: Category = Category.UNKNOWN
    state: State = State.UNKNOWN
    counted_from: LedgerDate | None = None
    corrections: tuple[Correction, ...] = ()

    def __repr__(self) -> str:
        return "Record(hidden)"

    @property
    def birth(self) -> LedgerDate:
        digits = self.id_number[6:14]
        return LedgerDate(int(digits[:4]), int(digits[4:6]), int(digits[6:]))

    @property
    def missing(self) -> tuple[Milestone, ...]:
        """Milestones that should be known: nobody becomes a full member without the steps before."""
        last = max((at for at, kind in enumerate(EXPECTED) if kind in self.milestones), default=-1)
        least = last if self.category in BEFORE_JOINING else max(last, 3)
        return tuple(kind for kind in EXPECTED[: least + 1] if kind not in self.milestones)

    @property
    def standing(self) -> str:
        if Milestone.FULL in self.milestones:
            return "full"
        if Milestone.EXTENDED in self.milestones:
            return "extended"
        return "probationary" if Milestone.JOINED in self.milestones else "unknown"

    def standing_on(self, today: date) -> str:
        """As `standing`; but nobody is on probation for years: then the ledger has left 转正 out."""
        joined = self.milestones.get(Milestone.JOINED)
        waits = self.standing in ("probationary", "extended") and self.category is not Category.PROBATIONARY
        if waits and joined and joined.months_until(LedgerDate.from_date(today)) > LONGEST_PROBATION_MONTHS:
            return "unknown"
        return self.standing

    @property
    def counts_from(self) -> LedgerDate | None:
        """The day from which 党龄 counts: the keeper's correction, else 转正 (党章 article 7)."""
        return self.counted_from or self.milestones.get(Milestone.FULL)

    def view(
        self, today: date, *, birthday: Milestone = Milestone.JOINED, letters: tuple[LetterView, ...] = (),
        letters_key: str = "",
    ) -> RecordView:  # fmt: skip
        """The masked form for the screen, with everything that depends on the day of the look-up.

        `birthday` is the milestone whose day the hall keeps as 政治生日.
        """
        since, kept = self.counts_from, self.milestones.get(birthday)
        standing, missing = self.standing_on(today), self.missing
        if standing == "unknown" and Milestone.JOINED in self.milestones:
            missing = (*missing, Milestone.FULL)
        return RecordView(
            masked_name=mask(self.name),
            id_tail=self.id_number[-4:],
            branch=self.branch,
            introducers=tuple(mask(name) for name in self.introducers),
            milestones=tuple(self._line(kind, today) for kind in Milestone if kind in self.milestones),
            standing=standing,
            party_months=self.party_months(today),
            missing=tuple(str(kind) for kind in missing),
            contacts=tuple(mask(name) for name in self.contacts),
            joined_branch=self.joined_branch,
            category=str(self.category),
            state=str(self.state),
            counted_from=None if since is None else str(since),
            corrected=self.counted_from is not None,
            political_birthday=None if kept is None or kept.day is None else str(kept),
            letters=letters,
            letters_key=letters_key,
        )

    def party_months(self, today: date) -> int | None:
        """Completed months of 党龄; None before 转正."""
        since = self.counts_from
        return None if since is None else max(0, since.months_until(LedgerDate.from_date(today)))

    def _line(self, kind: Milestone, today: date) -> MilestoneView:
        when = self.milestones[kind]
        return MilestoneView(str(kind), str(when), self.birth.years_until(when), when.years_ago_today(today))

    def to_bytes(self) -> bytes:
        """Compact JSON; what `vault` seals. What is empty is left out."""
        plain: dict[str, Any] = {
            "format": _FORMAT,
            "name": self.name,
            "id_number": self.id_number,
            "branch": self.branch,
            "milestones": {str(kind): str(when) for kind, when in self.milestones.items()},
            "introducers": self.introducers,
        }
        later = {
            "contacts": self.contacts,
            "joined_branch": self.joined_branch,
            "category": str(self.category),
            "state": str(self.state),
            "counted_from": str(self.counted_from) if self.counted_from else "",
            "corrections": [asdict(one) for one in self.corrections],
        }
        plain |= {name: value for name, value in later.items() if value}
        return _compact(plain).encode()

    @classmethod
    def from_bytes(cls, sealed: bytes) -> Record:
        """The inverse of `to_bytes`. Raises RecordUnreadable, without quoting the content."""
        try:
            plain = json.loads(sealed)
            if plain["format"] not in (1, _FORMAT):
                raise RecordUnreadable(f"record format {plain['format']!r} is not known here")
            return cls._from_plain(plain)
        except (ValueError, KeyError, TypeError):
            raise RecordUnreadable("the unsealed bytes are not a record") from None

    @classmethod
    def _from_plain(cls, plain: dict[str, Any]) -> Record:
        counted_from = plain.get("counted_from")
        return cls(
            name=plain["name"],
            id_number=plain["id_number"],
            branch=plain["branch"],
            milestones={Milestone(kind): LedgerDate.from_iso(when) for kind, when in plain["milestones"].items()},
            introducers=tuple(plain["introducers"]),
            contacts=tuple(plain.get("contacts", ())),
            joined_branch=plain.get("joined_branch", ""),
            category=Category(plain.get("category", "")),
            state=State(plain.get("state", "")),
            counted_from=LedgerDate.from_iso(counted_from) if counted_from else None,
            corrections=tuple(_correction(one) for one in plain.get("corrections", ())),
        )


def _correction(plain: dict[str, Any]) -> Correction:
    return Correction(plain["at"], plain["by"], tuple(plain["fields"]), plain["reason"])
