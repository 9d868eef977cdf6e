"""The printer's plug is pulled at a byte of a slip: one slip reached its cut, or one marked 补打 did."""

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from devices.emulators import PrinterEmulator, read_slips
from devices.port import Backoff
from devices.printer import PROFILES, Align, Columns, Printed, Printer, Profile, Qr, Text, Unknown, encode
from devices.printer.document import Document

STATUS_BYTES = 12  # 10 04 n, four times, before the slip and again behind it
BARRIER_BYTES = {"80mm": 3, "80mm-jobid": 11}
VOID = "以上小票未打完，作废"


def slip(mark: str) -> Document:
    """Every kind of byte a slip can have: text of two sizes, a drawn line, two columns, a QR code."""
    return [
        Text(f"演示 {mark}"),
        Text("A015", size=8, bold=True, align=Align.CENTER),
        Text("𠮷路 2 号"),
        Columns("10:26", "1 号终端"),
        Qr("A015", module_dots=2),
    ]


def text_of(document: Document, profile: Profile) -> str:
    (only,) = read_slips(encode(document, profile))
    return only.text


def pull_the_plug(profile: Profile, offset: int) -> None:
    """One trial: the port goes away after exactly `offset` bytes, and comes back; the hall prints again if unsure."""
    with PrinterEmulator() as emulator:
        printer = Printer(emulator.path, 115200, profile=profile, backoff=Backoff(first=0.01, most=0.05))
        printer.start()
        emulator.unplug_after(offset)
        outcome = printer.print(slip("原票"), "first")
        emulator.plug_in()
        assert printer.wait_until_open()
        unsure = isinstance(outcome, Unknown)
        if not isinstance(outcome, Printed):
            outcome = printer.print(slip("补打" if unsure else "原票"), "second")
        assert isinstance(outcome, Printed), (offset, outcome)
        printer.stop()
        cut = [paper.text for paper in emulator.cut_slips]
        original, reprint = text_of(slip("原票"), profile), text_of(slip("补打"), profile)
        assert cut.count(reprint) == unsure, (offset, cut)
        assert cut.count(original) <= 1 if unsure else cut.count(original) == 1, (offset, cut)
        for scrap in set(cut) - {original, reprint}:
            assert scrap.endswith(VOID), (offset, scrap)
        assert not emulator.slips or emulator.slips[-1].cut, offset


def trials(profile: Profile, offsets: Iterable[int]) -> None:
    hurried = replace(profile, margin_seconds=3.0, reply_seconds=2.0)
    with ThreadPoolExecutor(4) as hall:
        for _ in hall.map(lambda offset: pull_the_plug(hurried, offset), offsets):
            pass


def last_offset(profile: Profile) -> int:
    return 2 * STATUS_BYTES + len(encode(slip("原票"), profile)) + BARRIER_BYTES[profile.name]


@pytest.mark.parametrize("name", list(BARRIER_BYTES))
def test_the_plug_pulled_at_some_bytes_of_a_slip(name: str) -> None:
    last = last_offset(PROFILES[name])
    ends = [0, 1, STATUS_BYTES - 1, STATUS_BYTES, STATUS_BYTES + 1]
    behind = range(last - 2 * STATUS_BYTES - BARRIER_BYTES[name], last, 3)
    trials(PROFILES[name], [*ends, *range(STATUS_BYTES + 2, last, 29), *behind])


@pytest.mark.long
@pytest.mark.parametrize("name", list(BARRIER_BYTES))
def test_the_plug_pulled_at_every_byte_of_a_slip(name: str) -> None:
    trials(PROFILES[name], range(last_offset(PROFILES[name])))
