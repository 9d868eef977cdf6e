"""Views of every page of 忆初心, its states and its longest words, of invented people."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from io import BytesIO
from typing import Any

from kiosk.features.membership.rules.dates import LedgerDate
from kiosk.features.membership.rules.record import Category, LetterView, Milestone, Record, State
from kiosk.features.membership.terminal.letter_flow import letter_room
from kiosk.features.membership.terminal.letter_sheet import Mark, Room, Sheet, sheet_of
from kiosk.features.membership.terminal.views import (
    ZOOMS,
    CardView,
    LetterPageView,
    PinPageView,
    PlaceView,
    RecordPageView,
)
from kiosk.ui import font_files
from tests.features.membership.hall.sheets import number

TODAY = date(2026, 11, 21)
DESK = "进门正前方"
DAYS = {
    Milestone.APPLIED: LedgerDate(1986, 11, 21),
    Milestone.TALKED: LedgerDate(1986, 12, 10),
    Milestone.ACTIVIST: LedgerDate(1987, 12, 22),
    Milestone.CANDIDATE: LedgerDate(1988, 10, 20),
    Milestone.REVIEWED: LedgerDate(1988, 11, 30),
    Milestone.JOINED: LedgerDate(1988, 12, 31),
    Milestone.EXTENDED: LedgerDate(1989, 12, 31),
    Milestone.FULL: LedgerDate(1990, 12, 31),
}
FIVE = (Milestone.APPLIED, Milestone.ACTIVIST, Milestone.CANDIDATE, Milestone.JOINED, Milestone.FULL)
ONE_LETTER = (LetterView("application", 3),)
THREE_LETTERS = (*ONE_LETTER, LetterView("volunteer", 12), LetterView("full_application", 2))
LONG_BRANCH = "演示县演示镇演示社区演示小区第二十三联合党支部"


class Quiet:
    """A flow that does nothing, whatever a page asks of it."""

    def __init__(self) -> None:
        self.letters: Any = self
        self.card: Any = self

    def __getattr__(self, name: str) -> Callable[..., Any]:
        if name.startswith("__"):
            raise AttributeError(name)
        return _nothing


def _nothing(*_: object, **__: object) -> None:
    return None


def person(kinds: tuple[Milestone, ...] = FIVE, **rest: Any) -> Record:
    """Somebody invented; without an anniversary unless APPLIED is told of this day."""
    days = {kind: DAYS[kind] for kind in kinds}
    given = {"introducers": ("演示甲", "演示乙"), "branch": "演示第二党支部"} | rest
    return Record("𠮷示", number(14, "19651012"), milestones=days, **given)


def page_of(record: Record, letters: tuple[LetterView, ...] = (), **rest: Any) -> RecordPageView:
    thumb = sheet(0, room=Room(240, 340)).frame if letters else None
    view = record.view(TODAY, letters=letters, letters_key="演示" if letters else "", **rest)
    return RecordPageView(view, TODAY, thumb=thumb)


def plain_days(record: Record) -> Record:
    """The same person on a day that is no anniversary."""
    return replace(record, milestones=record.milestones | {Milestone.APPLIED: LedgerDate(1986, 11, 3)})


def fullest() -> Record:
    """Everything a ledger may say at once, as long as it gets."""
    return person(
        tuple(Milestone), branch=LONG_BRANCH, joined_branch="演示县演示厂第一车间党支部", contacts=("演示丙", "演示丁"),
        introducers=("欧阳晓梅", "阿依古丽·买买提"), counted_from=LedgerDate(1989, 12, 31), state=State.MOVED,
    )  # fmt: skip


def records() -> Iterator[tuple[str, RecordPageView]]:
    usual = plain_days(person())
    yield "", page_of(usual, ONE_LETTER)
    yield "anniversary", page_of(person(), ONE_LETTER)
    yield "no-letters", page_of(person())
    yield "plain", page_of(usual)
    told = replace(usual, joined_branch="演示厂党支部", contacts=("演示丙",))
    yield "told", page_of(told, THREE_LETTERS)
    yield "corrected", page_of(replace(usual, counted_from=LedgerDate(1985, 7)), ONE_LETTER)
    yield "moved", page_of(replace(usual, state=State.MOVED), ONE_LETTER)
    yield "probation", page_of(replace(usual, milestones=_until(usual, Milestone.JOINED)), ONE_LETTER)
    extended = replace(usual, milestones=_until(usual, Milestone.JOINED) | {Milestone.EXTENDED: LedgerDate(1989, 12)})
    yield "extended", page_of(extended)
    yield "incomplete", page_of(replace(usual, milestones={Milestone.JOINED: LedgerDate(1988, 12)}, introducers=()))
    activist = replace(usual, milestones=_until(usual, Milestone.ACTIVIST), category=Category.ACTIVIST)
    yield "activist", page_of(activist)
    yield "eight", page_of(plain_days(person(tuple(Milestone))), ONE_LETTER)
    yield "eight-no-letters", page_of(plain_days(person(tuple(Milestone))))
    yield "fullest", page_of(fullest(), THREE_LETTERS)


def _until(record: Record, last: Milestone) -> dict[Milestone, LedgerDate]:
    kinds = list(Milestone)
    return {kind: when for kind, when in record.milestones.items() if kinds.index(kind) <= kinds.index(last)}


def cases() -> Iterator[tuple[str, str, Any]]:
    """Page, what is special about it, view."""
    yield "membership.notice", "", None
    for state in ("waiting", "reading", "unread", "lying", "offline"):
        yield "membership.card", state, CardView("10:26", state, DESK)
    yield from _typing()
    for label, view in records():
        yield "membership.record", label, view
    for label in ("", "anniversary", "incomplete", "activist"):
        yield "membership.arrival", label, dict(records())[label]
    yield "membership.course", "", page_of(fullest())
    yield from _letters()
    yield "membership.refused", "card", PlaceView(DESK)
    yield "membership.refused", "pin", PlaceView(DESK, way="pin")
    yield "membership.refused", "waiting", PlaceView(DESK, way="pin", retry_at=time.monotonic() + 860)
    yield "membership.refused", "locked", PlaceView(DESK, way="pin", retry_at=time.monotonic() + 15, locked=True)
    for reason in ("away", "outside_hours", "too_many"):
        yield "membership.away", reason, PlaceView(DESK, reason)
    yield "membership.wrong_dates", "", PlaceView(DESK)


TELLING = {"fullest", "anniversary", "zoom2", "number", "pin", "waiting", "unread", "lying", "offline", "away", "lost"}


def brief() -> Iterator[tuple[str, str, Any]]:
    """The first view of each page, and those that differ most from it."""
    seen: set[str] = set()
    for page, label, view in cases():
        if page not in seen or label in TELLING:
            seen.add(page)
            yield page, label, view


def _typing() -> Iterator[tuple[str, str, PinPageView]]:
    pin = "membership.pin"
    yield pin, "empty", PinPageView("number", 0, desk_place=DESK)
    yield pin, "number", PinPageView("number", 17, "1", desk_place=DESK)
    yield pin, "whole", PinPageView("number", 18, "X", "014X", desk_place=DESK)
    yield pin, "wrong", PinPageView("number", 18, "", "0141", wrong=True, desk_place=DESK)
    yield pin, "pin", PinPageView("pin", 3, "7", "014X", desk_place=DESK)
    yield pin, "asking", PinPageView("pin", 6, "", "014X", asking=True, desk_place=DESK)


def _letters() -> Iterator[tuple[str, str, LetterPageView]]:
    record = page_of(plain_days(person()), THREE_LETTERS)
    whole = LetterPageView(record, "application", 2)
    yield "membership.letter", "", replace(whole, sheet=sheet(0))
    for zoom, part in ((1, 0), (2, 1)):
        made = sheet(zoom, part)
        yield "membership.letter", f"zoom{zoom}", replace(whole, zoom=zoom, part=made.part, sheet=made)
    yield "membership.letter", "last", replace(whole, kind="full_application", sheet=sheet(0))
    yield "membership.letter", "wide", replace(whole, kind="volunteer", page=12, sheet=sheet(0, wide=True))
    yield "membership.letter", "fetching", whole
    yield "membership.letter", "lost", replace(whole, lost=True)


def sheet(zoom: int, part: int = 0, *, room: Room | None = None, wide: bool = False) -> Sheet:
    return _sheet(zoom, part, room or letter_room(), wide, 20 if room else 36)


@cache
def _sheet(zoom: int, part: int, room: Room, wide: bool, size: int) -> Sheet:
    mark = Mark("仅供本人查看　2026 年 11 月 21 日", font_files.path("bold"), size)
    return sheet_of(letter(wide=wide), room, zoom=ZOOMS[zoom], part=part, mark=mark)


@cache
def letter(*, wide: bool = False, side: int = 2200) -> bytes:
    """A page of an invented letter as the hall sends one: a JPEG of ruled paper, `side` px long."""
    from PIL import Image, ImageDraw, ImageFont

    size = (2200, 1556) if wide else (1556, 2200)
    picture = Image.new("RGB", size, "#FAF3DE")
    pen, font = ImageDraw.Draw(picture), ImageFont.truetype(font_files.path("serif"), 64)
    for line, y in enumerate(range(200, size[1] - 160, 118)):
        pen.line((120, y + 90, size[0] - 120, y + 90), "#D9A79C", 3)
        pen.text((140, y), "演示的一行字，写在横格纸上，人物都是虚构的。"[: 20 - line % 3], "#2F3550", font=font)
    stream = BytesIO()
    if side < max(size):
        picture.thumbnail((side, side))
    picture.save(stream, "JPEG", quality=85)
    return stream.getvalue()
