"""What a terminal and a board show of their plan: the loop's round, the list, and what a clock in doubt leaves."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from content.pack.exhibit import Exhibit, Showing
from content.pack.open import STARTER, Pack, open_pack
from kiosk.core.database.clock import HALL_TIME, HallClock
from kiosk.features.exhibition.board.module import OnBoard
from kiosk.features.exhibition.rules.showing import Doubt, Screen
from kiosk.features.exhibition.terminal import words as exhibition_words
from kiosk.features.exhibition.terminal.desk import ExhibitionDesk
from kiosk.features.exhibition.terminal.module import _Teaser
from kiosk.features.exhibition.terminal.trust import Trust
from kiosk.features.tickets.wire import HallToday
from kiosk.ui import look
from kiosk.ui.theme import Panel, Theme

NOW = datetime(2026, 11, 21, 10)
HOUR = timedelta(hours=1)
TYPHOON = Showing(NOW, NOW + HOUR)


@cache
def starter() -> Pack:
    return open_pack(STARTER, decode=False)


def an_exhibit(key: str, **what: Any) -> Exhibit:
    return replace(starter().exhibits[0], id=key, pack="hall", **what)


def a_pack(*exhibits: Exhibit) -> Pack:
    return replace(starter(), name="hall", exhibits=exhibits)


class Terminal:
    """A desk, and the clock it goes by."""

    def __init__(self, *exhibits: Exhibit, screen: Screen = Screen()) -> None:  # noqa: B008
        self.now = NOW
        self.doubt: Doubt | None = None
        self.desk = ExhibitionDesk(
            (a_pack(*exhibits), starter()), starter(), lambda: self.now, screen, lambda: self.doubt
        )

    def loop(self) -> str:
        return " ".join(one.id for one in self.desk.slides())

    def listed(self) -> str:
        return " ".join(one.id for one in self.desk.on_now())


def test_the_loop_shows_a_round_and_the_list_each_once() -> None:
    terminal = Terminal(an_exhibit("a", weight=2), an_exhibit("b"), an_exhibit("c"), an_exhibit("d", attract=False))
    assert terminal.loop() == "a b a c"
    assert terminal.listed() == "a b c d"


def test_an_interrupt_has_loop_and_list_for_its_hour_and_then_all_is_as_before() -> None:
    terminal = Terminal(an_exhibit("a"), an_exhibit("typhoon", showing=TYPHOON, interrupt=True, attract=False))
    assert (terminal.loop(), terminal.listed()) == ("typhoon", "typhoon")
    assert terminal.desk.seconds_to_change() == 3600
    terminal.now += HOUR
    assert (terminal.loop(), terminal.listed()) == ("a", "a")
    assert terminal.desk.seconds_to_change() is None
    terminal.now -= HOUR  # the clock was set back
    assert terminal.loop() == "typhoon"


def test_where_the_interrupt_cannot_be_drawn_the_loop_goes_on_with_the_others() -> None:
    urgent = an_exhibit("typhoon", showing=TYPHOON, interrupt=True)
    terminal = Terminal(an_exhibit("a"), urgent)
    assert terminal.loop() == "typhoon"
    terminal.desk.broke(urgent, ZeroDivisionError())
    assert terminal.loop() == "a"


def test_what_to_read_is_found_though_the_starter_lies_below_all() -> None:
    terminal = Terminal(an_exhibit("a", topics=()))
    assert terminal.listed() == "a"
    topics = {topic for exhibit in starter().exhibits for topic in exhibit.topics}
    assert topics and terminal.desk.about().keys() == topics
    assert terminal.desk.find("starter/join")


def test_a_terminal_says_why() -> None:
    terminal = Terminal(an_exhibit("a", showing=Showing(ends=NOW)), an_exhibit("b"))
    over, on = terminal.desk.why("hall/a"), terminal.desk.why("hall/b")
    assert over and not over.is_on and on and on.places == (0,)
    assert terminal.desk.why("hall/nothing") is None


def test_a_village_terminal_and_a_board_each_show_their_own() -> None:
    mine = (an_exhibit("a", profiles=frozenset({"center"})), an_exhibit("b", screens=frozenset({"board"})))
    assert Terminal(*mine, screen=Screen("terminal", "center")).loop() == "a"
    assert Terminal(*mine, screen=Screen("terminal", "point")).listed() == " ".join(o.id for o in starter().exhibits)
    board = OnBoard((a_pack(*mine), starter()), profile="point")
    assert [one.id for one in board.beside_calls()] == ["b"]


MANIFEST = """
format = 2
name = "hall"
version = "1"
valid_until = 2026-12-31
profiles = ["station", "point"]
"""
ITEM = """
[[items]]
id = "{id}"
kind = "article"
file = "text.txt"
title = "{id}"
{more}
"""


def test_a_pack_as_a_keeper_writes_it_is_planned_as_it_says(tmp_path: Path) -> None:
    items = {
        "typhoon": "interrupt = true\nvalid_from = 2026-11-22\nvalid_until = 2026-11-22",
        "one": 'playlist = "story"\nweight = 2',
        "news": "",
        "two": 'playlist = "story"',
        "boards": 'screens = ["board"]',
        "villages": 'profiles = ["point"]',
        "person": 'consent = "签字"\nconsent_until = 2026-11-30',
    }
    text = MANIFEST + "".join(ITEM.format(id=name, more=more) for name, more in items.items())
    (tmp_path / "manifest.toml").write_text(text, "utf-8")
    (tmp_path / "text.txt").write_text("窗口周末也开。", "utf-8")
    terminal = Terminal(*open_pack(tmp_path).exhibits, screen=Screen("terminal", "station"))
    assert terminal.loop() == "one two news one two person"
    assert terminal.listed() == "one news two person"
    terminal.now = datetime(2026, 11, 22, 23, 59)
    assert terminal.loop() == "typhoon"
    terminal.now = datetime(2026, 12, 1)
    assert terminal.listed() == "one news two"
    terminal.now = datetime(2027, 1, 1)
    assert terminal.desk.on_now() == starter().exhibits


# -- a clock that is not believed -------------------------------------------------------------------------------------


def test_in_doubt_only_what_has_no_dates_shows_until_the_clock_is_believed_again() -> None:
    dated = an_exhibit("dated", showing=Showing(ends=NOW + 99 * HOUR))
    shown_person = an_exhibit("person", consent="签字", consent_until=date(2030, 1, 1))
    terminal = Terminal(an_exhibit("a"), dated, shown_person)
    assert terminal.listed() == "a dated person"
    terminal.doubt = Doubt(NOW)
    assert (terminal.loop(), terminal.listed()) == ("a", "a")
    terminal.doubt = None
    assert terminal.listed() == "a dated person"


class Machine:
    """Its clock, what it counted since it was turned on, and what the hall said."""

    def __init__(self, now: datetime, day: str | None, *, doubted: bool = False, kept: bool = False) -> None:
        self.now, self.ran, self.kept = now.replace(tzinfo=HALL_TIME), 0.0, kept
        self.hall = None if day is None else _hall(day, doubted)
        clock = HallClock(lambda: self.now, lambda: self.kept, "boot", lambda: self.ran)
        self.trust = Trust(clock, lambda: self.hall)

    def pass_by(self, time: timedelta) -> None:
        self.now, self.ran = self.now + time, self.ran + time.total_seconds()

    @property
    def believed(self) -> bool:
        return self.trust.doubt() is None


def _hall(day: str, doubted: bool) -> HallToday:
    return HallToday("云溪里", "云溪里", day, "open", None, None, (), demo=False, clock_doubted=doubted)


@pytest.mark.parametrize(
    ("now", "day", "kept", "believed"),
    [
        (NOW, "2026-11-21", False, True),
        (datetime(1970, 1, 1, 0, 5), "2026-11-21", False, False),  # no battery for the clock, and the hall is away
        (datetime(1970, 1, 1, 0, 5), None, False, False),  # never had a hall
        (NOW, None, False, True),
        (datetime(2026, 11, 19), "2026-11-21", True, False),  # before what the hall served
        (datetime(2026, 11, 20, 23), "2026-11-21", False, True),  # a step back of up to a day
        (datetime(2026, 12, 4), "2026-11-21", False, True),  # a holiday
        (datetime(2026, 12, 20), "2026-11-21", False, False),
        (datetime(2026, 12, 20), "2026-11-21", True, True),  # a time server says so
    ],
)
def test_the_clock_is_believed_by_the_halls_own_table(
    now: datetime, day: str | None, kept: bool, believed: bool
) -> None:
    assert Machine(now, day, kept=kept).believed is believed


def test_a_hall_that_doubts_its_clock_is_followed_and_says_until_when_it_was_right() -> None:
    assert Machine(NOW, "2026-11-21", doubted=True).trust.doubt() == Doubt(datetime(2026, 11, 21))


def test_a_terminal_that_ran_on_alone_for_three_weeks_still_knows_what_day_it_is() -> None:
    machine = Machine(NOW, "2026-11-21")
    for _ in range(21):
        assert machine.believed
        machine.pass_by(24 * HOUR)
    assert machine.believed
    machine.pass_by(20 * 24 * HOUR)  # nobody looked
    assert machine.believed
    machine.now += timedelta(days=90)  # somebody set it
    assert machine.trust.doubt() == Doubt(NOW + timedelta(days=41))


def test_when_the_hall_decides_that_it_is_earlier_the_terminal_believes_that() -> None:
    machine = Machine(datetime(2026, 12, 3, 9), "2026-12-03")
    assert machine.believed
    machine.now, machine.hall = machine.now - timedelta(days=12), _hall("2026-11-21", doubted=False)
    assert machine.believed


def test_a_board_goes_by_the_halls_clock() -> None:
    machine = Machine(NOW, "2026-11-21")
    clock = HallClock(lambda: machine.now, lambda: False, "boot", lambda: 0.0, offset=-48 * HOUR)
    board = OnBoard((a_pack(an_exhibit("a", showing=Showing(ends=NOW - HOUR))), starter()), clock)
    assert [one.id for one in board.beside_calls()] == ["a"]
    board.told(_hall("2026-11-19", doubted=True))
    assert "a" not in [one.id for one in board.beside_calls()]


# -- on home ----------------------------------------------------------------------------------------------------------


class Given:
    """Of the terminal no more than a tile asks for; jobs are kept, not done."""

    def __init__(self) -> None:
        self.stage, self.jobs = self, list[Any]()

    def work(self, job: Any, *_done: Any) -> None:
        self.jobs.append(job)


def test_the_tile_on_home_counts_what_is_on_now_and_its_picture_follows() -> None:
    look.use(Theme(Panel(270, 480, ppi=25.6)))
    terminal = Terminal(
        an_exhibit("today", title="今天", showing=Showing(ends=NOW + HOUR)), an_exhibit("b", title="乙")
    )
    given = Given()
    teaser = _Teaser(given, terminal.desk)  # type: ignore[arg-type]
    before = teaser.tile()
    terminal.now += HOUR
    after = teaser.tile()
    assert [(tile.over, tile.title) for tile in (before, after)] == [
        (exhibition_words.home_count(2), "今天"), (exhibition_words.home_count(1), "乙"),
    ]  # fmt: skip
    assert len(given.jobs) == 2
