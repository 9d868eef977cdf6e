"""Somebody puts a device of their own where the reader or the printer was. Nobody waits for ever, nothing grows."""

import contextlib
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from devices.emulators import CardReaderEmulator, demo_card
from devices.emulators.sdt import reply
from devices.id_card import CardLying, CardRead, CardReader, CardUnread, ReaderOffline, ReaderOnline, UnreadReason
from devices.id_card.sam import ReplyDamaged, Sam, SamRefused, SamSilent
from devices.port import Backoff, PortSettings, open_line
from devices.printer import PROFILES, Printed, Printer, PrinterOffline, Refused
from tests.devices.frame_streams import PREAMBLE, framed, streams
from tests.devices.hostile import Babbler, BabblingReader, noise, patched, resident_bytes
from tests.devices.slips import ticket
from tests.devices.told import Told, look_out

SOON = Backoff(first=0.02, most=0.1)
PATIENCE_SECONDS = 30
MOST_GROWTH_BYTES = 16_000_000  # a flood of minutes is hundreds of megabytes
FLOODS: dict[str, Callable[[], bytes]] = {
    "noise": noise(),
    "preambles": lambda: PREAMBLE * 800,
    "a frame without an end": lambda: bytes(4096),
    "lying lengths": lambda: (PREAMBLE + b"\x09\x09" + bytes(300)) * 12,
    "card present": lambda: reply(0x9F, bytes(4)) * 250,
    "success": lambda: reply(0x90) * 300,
    "status bytes": lambda: b"\x37\x22" * 2000,
}


def ends(work: Callable[[], object]) -> object:
    """What a call returns; fails if it does not return."""
    with ThreadPoolExecutor(1) as pool:
        future = pool.submit(work)
        try:
            return future.result(PATIENCE_SECONDS)
        finally:
            pool.shutdown(wait=False)


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.mark.parametrize("flood", [name for name in FLOODS if name != "card present"])
def test_a_question_ends_however_long_the_answer(flood: str) -> None:
    with Babbler(FLOODS[flood]) as babbler:
        line = open_line(PortSettings(babbler.path), threading.Event())
        with pytest.raises(ReplyDamaged):
            ends(Sam(line).find)
        babbler.piece = None
        line.close()


def test_a_question_ends_though_its_answer_drips_for_ever() -> None:
    with Babbler(lambda: b"\xaa") as babbler:
        line = open_line(PortSettings(babbler.path), threading.Event())
        begun = time.monotonic()
        pieces = ends(lambda: list(line.hear(begun + 0.3, 1 << 30)))
        assert pieces
        babbler.piece = None
        line.close()


def test_a_reader_that_never_stops_talking_is_offline_and_can_be_stopped(told: Told) -> None:
    with Babbler(noise()) as babbler:
        reader = CardReader(babbler.path, on_event=told, backoff=SOON)
        reader.start()
        reader.arm()
        assert isinstance(told.next(), ReaderOffline)
        ends(reader.stop)
        assert not reader._owner.running
        babbler.piece = None


def test_a_reader_that_babbles_for_a_while_reads_the_next_card(told: Told) -> None:
    with BabblingReader() as emulator:
        reader = CardReader(emulator.path, on_event=told, backoff=SOON)
        reader.start()
        assert isinstance(told.next(), ReaderOnline)
        reader.arm()
        before, asked = resident_bytes(), emulator.asked("2001")
        emulator.babble(noise())
        assert emulator.wait_for(lambda: emulator.asked("2001") > asked + 3, PATIENCE_SECONDS)
        emulator.babble(None)
        look_out(emulator, reader)
        emulator.put(demo_card(serial=4))
        while not isinstance(event := told.next(), CardRead):
            assert not isinstance(event, CardUnread) or event.reason is UnreadReason.DAMAGED_REPLY
            emulator.lift()  # as who could not be read is asked to
            look_out(emulator, reader)
            emulator.put(demo_card(serial=4))
        assert event.card.id_number == demo_card(serial=4).id_number
        assert resident_bytes() - before < MOST_GROWTH_BYTES
        reader.stop()


def test_a_card_that_is_always_there_is_told_once(told: Told) -> None:
    with Babbler(FLOODS["card present"]) as babbler:
        reader = CardReader(babbler.path, on_event=told, backoff=SOON)
        reader.start()
        reader.arm()
        assert told.next() == ReaderOnline("")
        assert told.next() == CardLying()
        ends(reader.stop)
        assert told.nothing_more
        babbler.piece = None


def test_who_lies_on_the_reader_may_change_at_every_look(told: Told) -> None:
    with CardReaderEmulator() as emulator:
        reader = CardReader(emulator.path, on_event=told, backoff=SOON)
        reader.start()
        assert isinstance(told.next(), ReaderOnline)
        look_out(emulator, reader)
        for serial in (1, 2, 1):
            emulator.put(demo_card(serial=serial))
            event = told.next()
            assert isinstance(event, CardRead)
            assert event.card.id_number == demo_card(serial=serial).id_number
        reader.disarm()
        emulator.put(demo_card(serial=3))
        reader.stop()
        assert told.nothing_more


# name, 30 bytes at 0; address, 70 at 52; number, 36 at 122
@pytest.mark.parametrize(
    "patches",
    [
        {0: "演\u202e示".encode("utf-16-le")},
        {0: "演\n示".encode("utf-16-le")},
        {0: "演\x1b@".encode("utf-16-le")},
        {0: b"\0\0" + "演".encode("utf-16-le")},
        {0: b"\x00\xd8"},
        {0: b"\xff\xff"},
        {52: "\u2066演示路\u2069".encode("utf-16-le")},
        {52: "演\u2028示".encode("utf-16-le")},
        {122: "０".encode("utf-16-le")},
        {122: "'; --".encode("utf-16-le")},
    ],
)
def test_what_no_card_holds_is_refused(told: Told, patches: dict[int, bytes]) -> None:
    with CardReaderEmulator() as emulator:
        reader = CardReader(emulator.path, on_event=told, backoff=SOON)
        reader.start()
        assert isinstance(told.next(), ReaderOnline)
        look_out(emulator, reader)
        emulator.put(patched(patches))
        assert told.next() == CardUnread(UnreadReason.BROKEN_TEXT)
        emulator.lift()
        look_out(emulator, reader)
        emulator.put(demo_card(name="演示𠮷" + "长" * 11))  # as long as a card has room for
        event = told.next()
        assert isinstance(event, CardRead)
        assert event.card.name == "演示𠮷" + "长" * 11
        reader.stop()


@pytest.mark.parametrize("address", ["演示路\u202e号", "演示路\x1b@"])
def test_an_unclean_newest_address_does_not_spoil_the_card(told: Told, address: str) -> None:
    with CardReaderEmulator() as emulator:
        reader = CardReader(emulator.path, on_event=told, newest_address=True, backoff=SOON)
        reader.start()
        assert isinstance(told.next(), ReaderOnline)
        look_out(emulator, reader)
        emulator.put(demo_card(newest_address=address))
        event = told.next()
        assert isinstance(event, CardRead)
        assert event.card.newest_address == ""
        reader.stop()


@pytest.fixture
def babbling_printer() -> Iterator[tuple[Babbler, Printer]]:
    profile = replace(PROFILES["80mm-jobid"], margin_seconds=0.3, reply_seconds=0.3)
    with Babbler(noise()) as babbler:
        printer = Printer(babbler.path, 115200, profile=profile, backoff=SOON)
        printer.start()
        yield babbler, printer
        babbler.piece = None
        ends(printer.stop)


@pytest.mark.parametrize("flood", ["status bytes", "a frame without an end", "success"])
def test_a_printer_that_never_stops_talking_holds_up_no_visitor(
    babbling_printer: tuple[Babbler, Printer], flood: str
) -> None:
    babbler, printer = babbling_printer
    babbler.piece = FLOODS[flood]
    before = resident_bytes()
    outcome = ends(lambda: printer.print(ticket(), "job"))
    assert isinstance(outcome, Refused)
    assert outcome.reason == PrinterOffline()
    assert resident_bytes() - before < MOST_GROWTH_BYTES


def test_no_noise_prints_a_slip(babbling_printer: tuple[Babbler, Printer]) -> None:
    _, printer = babbling_printer
    assert not isinstance(ends(lambda: printer.print(ticket(), "job")), Printed)


@pytest.mark.long
def test_two_thousand_questions_on_a_line_full_of_damaged_frames() -> None:
    """The parser alone has its million in test_frames; this one goes through a pty and the module's own questions."""
    sent = iter(b"".join(stream.reads) for stream in streams(1_000_000, seed=5))
    with Babbler(lambda: next(sent, b"")) as babbler:
        line = open_line(PortSettings(babbler.path), threading.Event())
        sam, before = Sam(line), 0
        for asked in range(2_000):
            with contextlib.suppress(ReplyDamaged, SamRefused, SamSilent):
                sam.find()
            if asked == 100:
                before = resident_bytes()
        assert resident_bytes() - before < MOST_GROWTH_BYTES
        babbler.piece = lambda: framed(bytes.fromhex("00009F00000000"))
        assert sam.find()
        babbler.piece = None
        line.close()
