"""From 没带身份证 to one's own letters and the wipe, on a stage without a window; the hall and the files are real."""

import asyncio
import gc
import weakref
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher

from kiosk.core.access.accounts import Accounts
from kiosk.core.access.terminals import Terminals
from kiosk.core.database.clock import HALL_TIME
from kiosk.core.database.owner import Database
from kiosk.core.sealing.files import SealedFiles
from kiosk.core.sealing.unlock import unlock
from kiosk.features.membership.hall.desk import MembershipDesk
from kiosk.features.membership.terminal.card_reading import CardReading
from kiosk.features.membership.terminal.flow import ARRIVAL, AWAY, NOTICE, PIN, RECORD, REFUSED, MembershipFlow
from kiosk.features.membership.terminal.letter_flow import LETTER
from kiosk.features.membership.terminal.pin_entry import PinEntry
from kiosk.features.membership.terminal.views import LetterMemory, LetterPageView, PinPageView, RecordPageView
from kiosk.features.membership.wire import HallCannotAnswer
from tests.features.membership.fixtures import FixedClock
from tests.features.membership.hall.scanned import scan
from tests.features.membership.hall.served import HttpRecords, app_of, listening
from tests.features.membership.hall.sheets import number, row, xlsx
from tests.features.membership.terminal.quiet_stage import QuietStage
from tests.features.membership.terminal.sample_views import letter

NAME, MEMBER = "演示甲", number(1)
DESK = "进门正前方"
SMALL = letter(side=900)  # quick to decode: how it looks is not what is tried here


@dataclass
class Visit:
    """A terminal, a clerk behind the desk, and how many seconds have gone by."""

    stage: QuietStage
    flow: MembershipFlow
    records: HttpRecords
    desk: MembershipDesk
    issue: Callable[[str], str]
    seconds: list[float]

    def type(self, digits: str) -> None:
        for digit in digits:
            self.flow.press(digit)

    def give(self, id_number: str, pin: str) -> None:
        """Type both and ask."""
        self.type(id_number)
        self.flow.go_on()
        self.type(pin)
        self.flow.go_on()

    def arrive(self) -> RecordPageView:
        """The own record, by a PIN."""
        self.flow.without_card()
        self.give(MEMBER, self.issue(MEMBER))
        view: RecordPageView = self.stage.until(ARRIVAL)
        return view

    def sheet(self) -> LetterPageView:
        """The page of the letter in front, once it is there."""
        view: LetterPageView = self.stage.until(LETTER, that=lambda view: view.sheet is not None)
        return view


@pytest.fixture
def visit(database: Database, tmp_path: Path, clock: FixedClock) -> Iterator[Visit]:
    vault = unlock(database, tmp_path)
    desk = MembershipDesk(database, vault, clock, letters=SealedFiles(tmp_path))
    desk.import_records(xlsx([row(1, name=NAME)]))
    for page in (1, 2):
        scan(database, vault, tmp_path, MEMBER, SMALL, page=page)
    quick = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    clerk = Accounts(database, hasher=quick).add("演示窗口", "clerk", "纸和墨各一半，窗边有风").id
    terminals = Terminals(database)
    token = terminals.enrol(terminals.make_code("1 号终端").secret)[1]
    stage, seconds = QuietStage(), [100.0]
    with listening(app_of(desk, terminals)) as address:
        records = HttpRecords(address, token)
        flow = MembershipFlow(
            stage, CardReading(records.by_card), records, desk_place=DESK,
            now=lambda: datetime(2026, 11, 21, 10, 26, tzinfo=HALL_TIME), monotonic=lambda: seconds[0],
        )  # fmt: skip
        stage.flow = flow
        yield Visit(stage, flow, records, desk, lambda number: asyncio.run(desk.issue_pin(number, clerk)), seconds)
        stage.settle()


# -- typing -----------------------------------------------------------------------------------------------------------


def test_an_x_stands_at_the_end_of_a_number_and_nowhere_else() -> None:
    entry = PinEntry()
    for key in "X00000019700312X":
        entry.press(key)
    assert (entry.count, entry.missing, entry.takes_x) == (14, 4, False)
    for key in "004X9":
        entry.press(key)
    assert (entry.count, entry.missing, entry.newest) == (18, 0, "X")


def test_a_slip_of_the_finger_is_told_at_once_and_asks_the_hall_nothing(visit: Visit) -> None:
    visit.flow.without_card()
    wrong = MEMBER[:-1] + ("0" if MEMBER[-1] != "0" else "1")
    visit.type(wrong)
    assert visit.stage.front[1].wrong  # type: ignore[attr-defined]
    visit.flow.go_on()
    assert visit.stage.front[1].field == "number"  # type: ignore[attr-defined]
    visit.flow.press("back")
    visit.type(MEMBER[-1])
    visit.flow.go_on()
    assert visit.stage.front[1] == PinPageView("pin", 0, "", MEMBER[-4:], desk_place=DESK)


def test_no_view_holds_what_was_typed(visit: Visit) -> None:
    visit.flow.without_card()
    visit.type(MEMBER)
    visit.flow.go_on()
    visit.type("12345")
    told = repr([vars(view) for page, view in visit.stage.shown if page == PIN])
    assert (MEMBER in told, MEMBER[:8] in told, "12345" in told) == (False, False, False)
    visit.flow.change_number()
    visit.flow.go_on()
    assert visit.stage.front[1].count == 0  # type: ignore[attr-defined]
    assert visit.flow.back_from_pin() and visit.stage.front[1].field == "number"  # type: ignore[attr-defined]
    assert visit.flow.back_from_pin() and visit.stage.front[0] == NOTICE
    visit.flow.without_card()
    assert visit.stage.front[1].count == 0  # type: ignore[attr-defined]


# -- the answer -------------------------------------------------------------------------------------------------------


def test_number_and_pin_open_the_own_record(visit: Visit) -> None:
    view = visit.arrive()
    assert view.record.masked_name == "演*"
    assert visit.flow._entry.count == 0
    visit.flow.see_record(view)
    assert visit.stage.front == (RECORD, view)


def test_refusals_count_the_seconds_from_the_fifth_on(visit: Visit) -> None:
    waits = []
    for _ in range(6):
        visit.flow.without_card()
        visit.give(MEMBER, "000000")
        view = visit.stage.until(REFUSED)
        waits.append((view.way, view.retry_at, view.locked))
    assert waits == [("pin", 0.0, False)] * 4 + [("pin", 115.0, False), ("pin", 115.0, True)]


def test_the_refusal_offers_the_same_way_again(visit: Visit) -> None:
    visit.flow.without_card()
    visit.give(MEMBER, "000000")
    visit.stage.until(REFUSED)
    visit.flow.retry("pin")
    assert visit.stage.front == (PIN, PinPageView("number", 0, desk_place=DESK))
    visit.flow.retry("card")
    assert visit.stage.front[0] == NOTICE


def test_a_hall_that_is_away_is_no_refusal(visit: Visit) -> None:
    visit.records._address = "http://127.0.0.1:9"
    visit.flow.without_card()
    visit.give(MEMBER, "123456")
    assert visit.stage.until(AWAY).way == "pin"


def test_while_the_hall_is_asked_the_keys_are_deaf_and_the_page_says_so(visit: Visit) -> None:
    pin = visit.issue(MEMBER)
    visit.flow.without_card()
    visit.give(MEMBER, pin)
    visit.flow.press("1")
    visit.flow.go_on()
    assert visit.stage.front[1].count == 6  # type: ignore[attr-defined]
    visit.stage.later[-1]()  # 0.3 s later
    assert visit.stage.front[1].asking  # type: ignore[attr-defined]
    visit.stage.until(ARRIVAL)


def test_home_while_the_hall_is_asked_never_brings_the_record_up_and_closes_its_letters(visit: Visit) -> None:
    pin = visit.issue(MEMBER)
    keys: list[str] = []
    ended = visit.records.end
    visit.records.end = lambda key: (keys.append(key), ended(key))[1]  # type: ignore[method-assign, func-returns-value]
    visit.flow.without_card()
    visit.give(MEMBER, pin)
    visit.stage.home()
    visit.stage.settle()
    visit.stage.settle()
    assert visit.stage.front == ("home", None)
    (key,) = keys
    with pytest.raises(HallCannotAnswer):
        visit.records.page(key, "application", 1)


# -- letters ----------------------------------------------------------------------------------------------------------


def test_the_letter_is_turned_page_by_page_and_walked_part_by_part(visit: Visit) -> None:
    record = visit.arrive()
    assert visit.stage.until(ARRIVAL, that=lambda view: view.thumb is not None).thumb.height > 100
    letters = visit.flow.letters
    letters.open(record)
    first = visit.sheet()
    assert (first.kind, first.page, first.pages, first.sheet.parts) == ("application", 1, 2, 1)
    letters.back(first)
    assert visit.stage.front == (LETTER, first)  # nothing stands before it
    letters.on(first)
    second = visit.sheet()
    assert second.page == 2
    letters.on(second)
    assert visit.stage.front == (LETTER, second)  # nor after it
    letters.zoom(second, 1)
    enlarged = visit.sheet()
    assert (enlarged.zoom, enlarged.part, enlarged.sheet.parts > 1) == (1, 0, True)
    letters.back(enlarged)
    last = visit.sheet()
    assert (last.page, last.part) == (1, last.sheet.parts - 1)
    letters.zoom(last, -1)
    assert visit.sheet().sheet.box == (0.0, 0.0, 1.0, 1.0)


def test_a_page_that_cannot_be_had_says_so_and_comes_when_it_can(visit: Visit) -> None:
    record = visit.arrive()
    visit.stage.until(ARRIVAL, that=lambda view: view.thumb is not None)
    address, visit.records._address = visit.records._address, "http://127.0.0.1:9"
    visit.flow.letters.open(record)
    first = visit.sheet()  # fetched already, for the small picture
    visit.flow.letters.on(first)
    lost = visit.stage.until(LETTER, that=lambda view: view.lost)
    visit.records._address = address
    visit.flow.letters.again(lost)
    assert visit.sheet().page == 2


def test_going_on_while_a_page_is_fetched_shows_it_nowhere(visit: Visit) -> None:
    record = visit.arrive()
    visit.flow.letters.open(record)
    visit.flow.see_record(record)
    visit.stage.settle()
    assert visit.stage.front[0] == RECORD


def test_the_wipe_closes_the_letters_at_the_hall_and_leaves_nothing_here(visit: Visit) -> None:
    record = visit.arrive()
    visit.flow.letters.open(record)
    visit.sheet()
    key, memory = record.record.letters_key, weakref.ref(record.memory)
    assert visit.records.page(key, "application", 1) == SMALL
    del record
    visit.flow.finish()
    visit.stage.settle()
    with pytest.raises(HallCannotAnswer):
        visit.records.page(key, "application", 1)
    gc.collect()
    own: tuple[Any, ...] = (LetterMemory, LetterPageView, RecordPageView)
    assert memory() is None
    assert [thing for thing in gc.get_objects() if type(thing) in own] == []
