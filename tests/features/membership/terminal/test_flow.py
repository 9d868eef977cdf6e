"""The visitor's way through 忆初心, on a stage without a window; card, reader and hall service are real."""

import gc
import threading
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime

import pytest

from devices.emulators import CardReaderEmulator, Damage, DemoCard, demo_number
from devices.id_card import CardKind, CardRead, CardReader, IdCard
from kiosk.core.access.terminals import Terminals
from kiosk.core.database.clock import HALL_TIME
from kiosk.core.database.owner import Database
from kiosk.features.membership.demo.people import PEOPLE, workbook
from kiosk.features.membership.hall.desk import MembershipDesk
from kiosk.features.membership.terminal import words
from kiosk.features.membership.terminal.card_reading import CardReading
from kiosk.features.membership.terminal.flow import ARRIVAL, AWAY, CARD, NOTICE, RECORD, REFUSED, MembershipFlow
from kiosk.features.membership.terminal.views import CardView, PlaceView, RecordPageView
from kiosk.features.membership.wire import HallCannotAnswer, answer
from tests.features.membership.hall.served import NoRecords, app_of, asking, listening
from tests.features.membership.terminal.quiet_stage import PATIENCE_SECONDS, QuietStage

PERSON = PEOPLE[0]


def card_of(name: str = PERSON.name, id_number: str = PERSON.id_number) -> DemoCard:
    return DemoCard(name=name, id_number=id_number, birth=id_number[6:14])


@dataclass
class Lobby:
    """A terminal's card corner before a visitor."""

    stage: QuietStage
    flow: MembershipFlow
    emulator: CardReaderEmulator
    reading: CardReading
    reader: CardReader


@contextmanager
def lobby(ask: Callable[..., object]) -> Iterator[Lobby]:
    with CardReaderEmulator() as emulator:
        reading = CardReading(ask)  # type: ignore[arg-type]
        reader = CardReader(str(emulator.path), on_event=reading.on_event)
        stage = QuietStage()
        flow = MembershipFlow(
            stage,
            reading,
            NoRecords(),
            desk_place="进门正前方",
            now=lambda: datetime(2026, 11, 21, 10, 26, tzinfo=HALL_TIME),
        )
        stage.flow = flow
        reading.attach(reader)
        reader.start()
        try:
            yield Lobby(stage, flow, emulator, reading, reader)
        finally:
            reading.stop()
            reader.stop()


@pytest.fixture
def here(desk: MembershipDesk, database: Database) -> Iterator[Lobby]:
    desk.import_records(workbook())
    terminals = Terminals(database)
    token = terminals.enrol(terminals.make_code("1 号终端").secret)[1]
    with listening(app_of(desk, terminals)) as address, lobby(asking(lambda: address, token)) as opened:
        yield opened


def agree(here: Lobby) -> None:
    """Read the purpose notice and agree; the card page waits for a card."""
    here.flow.start()
    assert here.stage.front[0] == NOTICE
    here.flow.agree()
    here.stage.until(CARD, "waiting")
    looked(here)


def looked(here: Lobby) -> None:
    """The reader has looked once more; what is laid down from now on was laid down while it looked."""
    asked = here.emulator.asked("2001")
    assert here.emulator.wait_for(lambda: here.emulator.asked("2001") > asked)


def test_a_member_puts_the_card_down_and_sees_their_own_record(here: Lobby) -> None:
    agree(here)
    here.emulator.put(card_of())
    view = here.stage.until(ARRIVAL)
    assert isinstance(view, RecordPageView)
    assert view.record.masked_name == "陈*"
    assert view.record.party_months == 37 * 12 + 4
    here.flow.see_record(view)
    assert here.stage.front == (RECORD, view)
    here.flow.finish()
    assert here.stage.shown == [("attract", None)]
    assert here.stage.reminded == [words.TAKE_CARD]  # with the answer; the stage says it once more at the end


@pytest.mark.parametrize("way_out", ["leave", "back_to_notice", "end_visit"])
@pytest.mark.parametrize("left", ["unread", "lying"])
def test_whoever_goes_while_a_card_lies_there_is_reminded(here: Lobby, way_out: str, left: str) -> None:
    if left == "lying":
        here.emulator.put(card_of())
        here.flow.start()
        here.flow.agree()
    else:
        agree(here)
        here.emulator.refuse("2002", 0x81)
        here.emulator.put(card_of())
    here.stage.until(CARD, left)
    assert here.stage.reminded == []
    getattr(here.stage if way_out == "end_visit" else here.flow, way_out)()
    assert here.stage.reminded == [words.TAKE_CARD]


def test_who_took_the_card_away_again_is_not_reminded(here: Lobby) -> None:
    here.emulator.put(card_of())
    here.flow.start()
    here.flow.agree()
    here.stage.until(CARD, "lying")
    here.emulator.lift()
    here.stage.until(CARD, "waiting")
    here.flow.leave()
    assert here.stage.reminded == []


def test_before_consent_the_reader_never_looks_for_a_card(here: Lobby) -> None:
    here.emulator.put(card_of())
    here.flow.start()
    assert here.emulator.asked("2001") == 0
    here.flow.agree()
    here.stage.until(CARD, "lying")  # whose it is nobody knows: it is not read
    here.emulator.lift()
    here.stage.until(CARD, "waiting")
    here.emulator.put(card_of())
    here.stage.until(ARRIVAL)
    asked = here.emulator.asked("2001")
    here.emulator.lift()
    here.emulator.put(card_of())
    here.flow.start()
    assert here.emulator.asked("2001") == asked


def test_somebody_elses_name_on_the_card_and_an_unknown_card_look_alike(here: Lobby) -> None:
    pages = []
    for card in (card_of(name="演示甲"), card_of(id_number="000000199001010017")):
        agree(here)
        here.emulator.put(card)
        pages.append(here.stage.until(REFUSED))
        here.emulator.lift()
    assert pages[0] == pages[1] == PlaceView("进门正前方")


def test_a_card_lifted_too_soon_is_asked_for_again(here: Lobby) -> None:
    agree(here)
    here.emulator.refuse("3001", 0x41)
    here.emulator.put(card_of())
    here.stage.until(CARD, "unread")
    here.emulator.lift()
    looked(here)
    here.emulator.put(card_of())
    here.stage.until(ARRIVAL)


def test_damaged_frames_on_the_wire_do_not_matter(here: Lobby) -> None:
    agree(here)
    for damage in (Damage.PREAMBLE, Damage.NOISE, Damage.SPLIT, Damage.MERGED):
        here.emulator.damage(damage)
    here.emulator.put(card_of())
    here.stage.until(ARRIVAL)


def test_going_back_disarms_the_reader_and_drops_a_late_answer(here: Lobby) -> None:
    agree(here)
    here.flow.back_to_notice()
    here.reading.on_event(late_card())
    for call in iter(here.stage.take_call, None):
        call()
    assert here.stage.front == (NOTICE, None)


def test_home_in_the_middle_of_a_look_up_never_brings_the_record_up_later() -> None:
    asked, may_answer = threading.Event(), threading.Event()

    def slow(name: str, id_number: str) -> None:
        asked.set()
        assert may_answer.wait(PATIENCE_SECONDS)

    with lobby(slow) as here:
        agree(here)
        here.emulator.put(card_of())
        assert asked.wait(PATIENCE_SECONDS)
        here.stage.home()
        may_answer.set()
        here.reading.stop()  # the answer has been told by now
        for call in iter(here.stage.take_call, None):
            call()
        assert here.stage.front == ("home", None)


def test_the_idle_warning_covers_the_card_page_and_the_reader_rests_meanwhile(here: Lobby) -> None:
    agree(here)
    waiting = here.stage.front[1]
    here.stage.show("idle", None)
    asked = here.emulator.asked("2001")
    here.emulator.put(card_of())
    assert here.emulator.asked("2001") == asked
    here.stage.show(CARD, waiting)
    here.stage.until(CARD, "lying")  # laid down while nobody looked: perhaps by somebody else
    here.emulator.lift()
    here.stage.until(CARD, "waiting")
    here.emulator.put(card_of())
    here.stage.until(ARRIVAL)


def test_the_hall_service_is_away_and_says_so_instead_of_refusing() -> None:
    with lobby(asking(lambda: "http://127.0.0.1:9", "token")) as here:
        agree(here)
        here.emulator.put(card_of())
        assert here.stage.until(AWAY) == PlaceView("进门正前方", "away")


def test_while_the_hall_is_known_to_be_away_nobody_is_asked_for_a_card(here: Lobby) -> None:
    there = [False]
    flow = MembershipFlow(
        here.stage, here.reading, NoRecords(), desk_place="进门正前方", now=datetime.now, hall_there=lambda: there[0]
    )
    flow.start()
    assert here.stage.until(AWAY) == PlaceView("进门正前方", "away")
    there[0] = True
    flow.start()  # 再试一次
    assert here.stage.until(NOTICE) is None


def test_a_reader_pulled_out_is_told_and_its_return_too(here: Lobby) -> None:
    agree(here)
    here.emulator.unplug()
    here.stage.until(CARD, "offline")


def test_the_wipe_leaves_no_card_and_no_record(here: Lobby) -> None:
    seen: list[weakref.ref[IdCard]] = []
    listened = here.reading.on_event

    def keep_watch(event: object) -> None:
        if hasattr(event, "card"):
            seen.append(weakref.ref(event.card))
        listened(event)  # type: ignore[arg-type]

    here.reader._on_event = keep_watch
    agree(here)
    here.emulator.put(card_of())
    here.stage.until(ARRIVAL)
    here.flow.finish()
    gc.collect()
    assert [card() for card in seen] == [None]
    left = [
        thing for thing in gc.get_objects() if type(thing) is RecordPageView
    ]  # isinstance would ask Kivy's dead proxies
    assert left == []


@pytest.mark.parametrize(
    ("status", "body", "reason"),
    [
        (403, {}, "outside_hours"),
        (429, {}, "too_many"),
        (503, {}, "away"),
        (401, {}, "away"),
        (404, {"detail": "?"}, "away"),
    ],
)
def test_only_the_neutral_refusal_is_one(status: int, body: dict[str, str], reason: str) -> None:
    with pytest.raises(HallCannotAnswer) as caught:
        answer(status, body)
    assert caught.value.reason == reason
    assert answer(404, {"error": "NothingToShow"}) is None


def test_the_card_page_says_when_consent_was_given(here: Lobby) -> None:
    agree(here)
    assert here.stage.front[1] == CardView("10:26", "waiting", "进门正前方")


def late_card() -> CardRead:
    """A card event that was under way when the visitor went back."""
    card = IdCard(
        kind=CardKind.RESIDENT,
        name="演示",
        sex_code="1",
        birth=date(1990, 1, 1),
        id_number=demo_number(1),
        valid_from=date(2020, 1, 1),
        valid_until=None,
    )
    return CardRead(card)
