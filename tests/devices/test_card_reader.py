"""A visitor puts a card on the reader, over a real pty."""

import os
import termios
from collections.abc import Iterator
from pathlib import Path

import pytest

from devices.emulators import CardLayout, CardReaderEmulator, Damage, demo_card
from devices.id_card import (
    CardGone,
    CardLying,
    CardRead,
    CardReader,
    CardUnread,
    IdCard,
    ReaderOffline,
    ReaderOnline,
    UnreadReason,
)
from devices.port import Backoff
from tests.devices.told import Told, look_out, polls

SOON = Backoff(first=0.02, most=0.1)


@pytest.fixture
def emulator() -> Iterator[CardReaderEmulator]:
    with CardReaderEmulator() as emulator:
        yield emulator


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture
def reader(emulator: CardReaderEmulator, told: Told) -> Iterator[CardReader]:
    reader = CardReader(emulator.path, on_event=told, newest_address=True, backoff=SOON)
    reader.start()
    assert told.next() == ReaderOnline("05.01-20200101-0000000001-0000000002")
    yield reader
    reader.stop()


def read(told: Told) -> IdCard:
    event = told.next()
    assert isinstance(event, CardRead), event
    return event.card


def lifted(emulator: CardReaderEmulator) -> None:
    """Lift the card and wait until the reader was asked again: the driver sees it gone."""
    emulator.lift()
    polls(emulator, 1)


def test_an_adapter_that_takes_no_bytes_is_opened_anew(emulator: CardReaderEmulator, told: Told) -> None:
    """Also at the very first question: seen on a slow machine, where the reader was then gone until the next start."""
    held = os.open(emulator.path, os.O_RDWR | os.O_NOCTTY)
    termios.tcflow(held, termios.TCOOFF)
    reader = CardReader(emulator.path, on_event=told, backoff=SOON)
    reader.start()
    try:
        assert isinstance(told.next(), ReaderOffline)
        termios.tcflow(held, termios.TCOON)
        assert isinstance(told.next(), ReaderOnline)
    finally:
        os.close(held)
        reader.stop()


@pytest.mark.parametrize("layout", list(CardLayout))
def test_every_kind_of_card_is_read(
    emulator: CardReaderEmulator, reader: CardReader, told: Told, layout: CardLayout
) -> None:
    look_out(emulator, reader)
    emulator.put(demo_card(layout, 3, newest_address="演示路 9 号 新址"))
    card = read(told)
    assert card.kind == layout.value
    assert card.newest_address == "演示路 9 号 新址"


def test_a_card_without_a_newest_address(emulator: CardReaderEmulator, reader: CardReader, told: Told) -> None:
    look_out(emulator, reader)
    emulator.put(demo_card())
    assert read(told).newest_address == ""
    assert emulator.asked("3003") == 1


def test_nothing_is_asked_while_nobody_wants_a_card(
    emulator: CardReaderEmulator, reader: CardReader, told: Told
) -> None:
    look_out(emulator, reader)
    emulator.put(demo_card())
    read(told)
    reader.disarm()
    lifted_at = emulator.asked("2001")
    emulator.put(demo_card(serial=2))
    reader.stop()
    assert emulator.asked("2001") <= lifted_at + 1
    assert told.nothing_more


def test_one_card_lying_there_is_one_card(emulator: CardReaderEmulator, reader: CardReader, told: Told) -> None:
    look_out(emulator, reader)
    emulator.put(demo_card())
    read(told)
    emulator.put(demo_card())  # a reader that finds the same card again at once
    polls(emulator, 2)
    emulator.put(demo_card(serial=2))
    assert read(told).id_number == demo_card(serial=2).id_number


def test_the_next_visitor_may_hold_the_same_card(emulator: CardReaderEmulator, reader: CardReader, told: Told) -> None:
    for _ in range(2):
        look_out(emulator, reader)
        emulator.put(demo_card())
        assert read(told).id_number == demo_card().id_number
        reader.disarm()
        emulator.lift()


# -- whose card it is -------------------------------------------------------------------------


def test_a_card_that_lay_there_before_is_not_read(emulator: CardReaderEmulator, reader: CardReader, told: Told) -> None:
    emulator.put(demo_card())
    reader.arm()
    assert told.next() == CardLying()
    polls(emulator, 2)
    assert told.nothing_more  # said once
    lifted(emulator)
    assert told.next() == CardGone()
    emulator.put(demo_card(serial=2))
    assert read(told).id_number == demo_card(serial=2).id_number


@pytest.mark.parametrize(("command", "sw3", "found_again"), [("2002", 0x81, True), ("3001", 0x41, False)])
def test_a_card_left_behind_unread_is_not_read_for_the_next_visitor(
    emulator: CardReaderEmulator, reader: CardReader, told: Told, command: str, sw3: int, found_again: bool
) -> None:
    look_out(emulator, reader)
    emulator.refuse(command, sw3)
    emulator.put(demo_card())
    assert isinstance(told.next(), CardUnread)
    reader.disarm()
    reader.arm()
    if found_again:
        assert told.next() == CardLying()
    polls(emulator, 2)
    assert told.nothing_more


def test_a_card_left_behind_is_not_read_when_the_port_comes_back(
    emulator: CardReaderEmulator, reader: CardReader, told: Told
) -> None:
    """The module starts afresh then, and finds once more what it had read."""
    look_out(emulator, reader)
    emulator.put(demo_card())
    read(told)
    reader.disarm()
    look_out(emulator, reader)  # the next visitor agreed: to the module there is no card, though it lies there still
    emulator.unplug()
    assert isinstance(told.next(), ReaderOffline)
    emulator.plug_in()
    assert isinstance(told.next(), ReaderOnline)
    assert told.next() == CardLying()


def test_a_reading_that_takes_long_is_not_told_to_the_next_visitor(
    emulator: CardReaderEmulator, reader: CardReader, told: Told
) -> None:
    look_out(emulator, reader)
    emulator.slow_seconds = 0.6
    emulator.put(demo_card())
    assert emulator.wait_for(lambda: emulator.asked("3001") > 0)
    reader.disarm()
    reader.arm()  # within the second that the reading takes
    polls(emulator, 2)
    assert told.nothing_more


@pytest.mark.parametrize("kind", [Damage.PREAMBLE, Damage.NOISE, Damage.MERGED, Damage.SPLIT])
def test_a_dirty_line_does_not_keep_a_card_from_being_read(
    emulator: CardReaderEmulator, reader: CardReader, told: Told, kind: Damage
) -> None:
    look_out(emulator, reader)
    with emulator.changed:
        emulator.damage(kind, replies=4)  # find, select, read, newest address
        emulator.put(demo_card())
    assert read(told).name == "演示1"


@pytest.mark.parametrize("kind", [Damage.CUT, Damage.OVERLONG, Damage.CHECKSUM, Damage.FLIPPED])
def test_a_reply_that_came_damaged_is_asked_for_again(
    emulator: CardReaderEmulator, reader: CardReader, told: Told, kind: Damage
) -> None:
    look_out(emulator, reader)
    with emulator.changed:
        emulator.put(demo_card())
        emulator.damage(Damage.SPLIT, replies=2)  # find and select come through
        emulator.damage(kind)
    assert read(told).name == "演示1"
    assert emulator.asked("3001") == 2


def test_damaged_twice_the_visitor_is_asked_to_lift_the_card(
    emulator: CardReaderEmulator, reader: CardReader, told: Told
) -> None:
    look_out(emulator, reader)
    with emulator.changed:
        emulator.put(demo_card())
        emulator.damage(Damage.NOISE, replies=2)
        emulator.damage(Damage.CHECKSUM, replies=2)
    assert told.next() == CardUnread(UnreadReason.DAMAGED_REPLY)
    polls(emulator, 2)
    assert told.nothing_more  # it lies there still: nothing is said twice
    lifted(emulator)
    emulator.put(demo_card())
    assert read(told).name == "演示1"


@pytest.mark.parametrize(
    ("command", "sw3", "reason"),
    [
        ("2002", 0x81, UnreadReason.LIFTED_TOO_SOON),
        ("3001", 0x41, UnreadReason.LIFTED_TOO_SOON),
        ("3001", 0x40, UnreadReason.WRONG_CARD),
        ("2002", 0x31, UnreadReason.WRONG_CARD),
        ("3001", 0x66, UnreadReason.READER_REFUSED),
    ],
)
def test_a_refused_card_is_told_with_its_reason(
    emulator: CardReaderEmulator, reader: CardReader, told: Told, command: str, sw3: int, reason: UnreadReason
) -> None:
    look_out(emulator, reader)
    emulator.refuse(command, sw3)
    emulator.put(demo_card())
    assert told.next() == CardUnread(reason)
    lifted(emulator)
    emulator.put(demo_card())
    assert read(told).name == "演示1"


def test_a_card_of_no_known_layout(emulator: CardReaderEmulator, reader: CardReader, told: Told) -> None:
    look_out(emulator, reader)
    emulator.put(demo_card(sex="7"))
    assert told.next() == CardUnread(UnreadReason.BROKEN_TEXT)


def test_an_answer_that_comes_too_late_is_not_taken_for_the_next_one(
    emulator: CardReaderEmulator, reader: CardReader, told: Told
) -> None:
    emulator.damage(Damage.LATE)  # "no card" arrives in front of the answer to the next search
    reader.arm()
    polls(emulator, 1)
    emulator.put(demo_card())
    assert read(told).name == "演示1"


def test_a_slow_reader_is_waited_for(emulator: CardReaderEmulator, reader: CardReader, told: Told) -> None:
    emulator.slow_seconds = 0.2
    look_out(emulator, reader)
    emulator.put(demo_card())
    assert read(told).name == "演示1"


def test_a_pulled_plug_heals_by_itself(emulator: CardReaderEmulator, reader: CardReader, told: Told) -> None:
    reader.arm()
    emulator.unplug()
    assert isinstance(told.next(), ReaderOffline)
    emulator.plug_in()
    assert isinstance(told.next(), ReaderOnline)
    polls(emulator, 1)
    emulator.put(demo_card())
    assert read(told).name == "演示1"


def test_a_plug_pulled_while_nobody_wants_a_card_is_noticed(
    emulator: CardReaderEmulator, reader: CardReader, told: Told
) -> None:
    emulator.unplug()
    assert isinstance(told.next(), ReaderOffline)


@pytest.mark.parametrize("byte_count", [1, 9, 10, 11, 20, 29, 30])
def test_a_plug_pulled_at_any_byte_of_a_reading(
    emulator: CardReaderEmulator, reader: CardReader, told: Told, byte_count: int
) -> None:
    look_out(emulator, reader)
    with emulator.changed:
        emulator.unplug_after(byte_count)
        emulator.put(demo_card())
    event = told.next()
    while not isinstance(event, ReaderOffline):  # the last byte may have been the one that asked for the card
        event = told.next()
    emulator.plug_in()
    assert isinstance(told.next(), ReaderOnline)
    assert told.next() == CardLying()  # nobody saw who laid it there
    emulator.lift()
    assert told.next() == CardGone()
    emulator.put(demo_card(serial=2))
    assert read(told).id_number == demo_card(serial=2).id_number


def test_a_reader_that_falls_silent_is_told_and_found_again(
    emulator: CardReaderEmulator, reader: CardReader, told: Told
) -> None:
    emulator.silent = True
    reader.arm()
    gone = told.next()
    assert isinstance(gone, ReaderOffline)
    assert "does not answer" in gone.reason
    emulator.silent = False
    assert isinstance(told.next(), ReaderOnline)


def test_a_reader_that_is_not_there_is_told_once_and_waited_for(told: Told, tmp_path: Path) -> None:
    link = tmp_path / "id-card"
    reader = CardReader(str(link), on_event=told, backoff=SOON)
    reader.start()
    assert isinstance(told.next(), ReaderOffline)
    with CardReaderEmulator(link):
        assert isinstance(told.next(), ReaderOnline)
        reader.stop()
    assert told.nothing_more
