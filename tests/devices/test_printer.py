"""A visitor takes a number, over a real pty: one slip in hand, or an honest answer why not."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from devices.emulators import Paper, PrinterEmulator
from devices.port import Backoff
from devices.printer import (
    PROFILES,
    BarrierUnanswered,
    CoverOpen,
    FontFile,
    FontMissing,
    NeverAnswers,
    PaperNearEnd,
    PaperOut,
    Printed,
    Printer,
    PrinterOffline,
    PrinterStatus,
    PrinterTrouble,
    Profile,
    Refused,
    Text,
    Unknown,
)
from tests.devices.slips import ticket, ticket_text

SOON = Backoff(first=0.02, most=0.1)
VOID = "以上小票未打完，作废"


def hurried(name: str) -> Profile:
    """The profile with short time-outs: the emulator has no paper to move."""
    return replace(PROFILES[name], margin_seconds=0.7, reply_seconds=0.5)


@pytest.fixture
def emulator() -> Iterator[PrinterEmulator]:
    with PrinterEmulator() as emulator:
        yield emulator


@pytest.fixture(params=["80mm", "80mm-jobid"])
def printer(emulator: PrinterEmulator, request: pytest.FixtureRequest) -> Iterator[Printer]:
    printer = Printer(emulator.path, 115200, profile=hurried(request.param), backoff=SOON)
    printer.start()
    yield printer
    printer.stop()


@pytest.mark.parametrize("name", [name for name, profile in PROFILES.items() if profile.answers])
def test_a_slip_on_every_profile(name: str) -> None:
    profile = PROFILES[name]
    with PrinterEmulator(width_dots=profile.width_dots, cuts=profile.cuts, latches_chinese=True) as emulator:
        printer = Printer(emulator.path, profile=profile)
        printer.start()
        assert printer.print(ticket(), "job") == Printed("job")
        printer.stop()
        (slip,) = emulator.wait_for_slips(1)
    assert slip.text == ticket_text(columns=profile.columns)
    assert emulator.unknown_commands == []


def test_all_well(printer: Printer) -> None:
    assert printer.status() == PrinterStatus()


@pytest.mark.parametrize(
    ("fault", "trouble"),
    [({"paper": Paper.OUT}, PaperOut()), ({"cover_open": True}, CoverOpen()), ({"silent": True}, PrinterOffline())],
)
def test_a_printer_that_cannot_print_refuses_before_the_first_byte(
    emulator: PrinterEmulator, printer: Printer, fault: dict[str, object], trouble: PrinterTrouble
) -> None:
    for name, value in fault.items():
        setattr(emulator, name, value)
    assert printer.status().trouble == trouble
    for _ in range(2):  # an impatient visitor
        assert printer.print(ticket(), "job") == Refused("job", trouble)
    emulator.well()
    assert printer.print(ticket("A016"), "next") == Printed("next")
    assert [slip.text for slip in emulator.slips] == [ticket_text("A016")]


def test_paper_near_its_end_is_said_but_prints(emulator: PrinterEmulator, printer: Printer) -> None:
    emulator.paper = Paper.NEAR_END
    assert printer.status() == PrinterStatus(warning=PaperNearEnd())
    assert printer.print(ticket(), "job") == Printed("job", PaperNearEnd())


def test_paper_that_runs_out_in_the_middle_makes_no_second_slip(emulator: PrinterEmulator, printer: Printer) -> None:
    emulator.paper_out_after(100)
    assert printer.print(ticket(), "job") == Unknown("job", PaperOut())
    assert printer.print(ticket(reprint=True), "again") == Refused("again", PaperOut())
    emulator.paper = Paper.IN  # the printer prints what it kept, by itself
    emulator.wait_for_slips(1)
    assert printer.print(ticket(reprint=True), "again") == Printed("again")
    torn, rest, reprint = emulator.slips
    assert not torn.cut
    assert ticket_text().endswith(rest.text)
    assert reprint.text == ticket_text(reprint=True)
    assert VOID not in "".join(slip.text for slip in emulator.slips)  # the printer proved that it had gone through


def test_answers_that_come_late_are_not_taken_for_those_of_now(emulator: PrinterEmulator, printer: Printer) -> None:
    emulator.cover_open, emulator.late_seconds = True, 0.8  # answers are waited for 0.5 s
    assert printer.status().trouble == PrinterOffline()
    emulator.well()
    emulator.late_seconds = 0.4  # and the answer of the open cover is still on its way, before this one
    assert printer.status() == PrinterStatus()
    assert printer.print(ticket(), "job") == Printed("job")


def test_a_late_answer_belongs_to_its_own_job(emulator: PrinterEmulator, printer: Printer) -> None:
    emulator.bytes_per_second = 400
    assert printer.print(ticket(), "slow") == Unknown("slow", BarrierUnanswered())
    emulator.bytes_per_second = None
    emulator.wait_for_slips(1)
    emulator.silent = True
    assert printer.print(ticket("A016"), "next") == Refused("next", PrinterOffline())
    emulator.silent = False
    assert printer.print(ticket("A016"), "next") == Printed("next")
    assert [slip.text for slip in emulator.slips] == [ticket_text(), ticket_text("A016")]


def test_a_printer_switched_off_in_the_middle(emulator: PrinterEmulator, printer: Printer) -> None:
    emulator.paper_out_after(100)
    assert printer.print(ticket(), "job") == Unknown("job", PaperOut())
    emulator.power_cycle()
    emulator.paper = Paper.IN
    assert printer.print(ticket(reprint=True), "again") == Printed("again")
    assert [slip.text for slip in emulator.cut_slips] == [VOID, ticket_text(reprint=True)]


def test_a_process_that_died_in_the_middle_leaves_no_half_slip_to_the_next_visitor(
    emulator: PrinterEmulator, printer: Printer
) -> None:
    emulator.unplug_after(12 + 150)
    assert isinstance(printer.print(ticket(), "job"), Unknown)
    printer.stop()
    emulator.plug_in()
    successor = Printer(emulator.path, 115200, profile=hurried("80mm"), left_unfinished=True)
    successor.start()
    assert successor.print(ticket("A016"), "next") == Printed("next")
    successor.stop()
    assert emulator.cut_slips[0].text.endswith(VOID)
    assert emulator.cut_slips[1].text == ticket_text("A016")


def test_an_unplugged_printer_is_refused_at_once_and_found_again(emulator: PrinterEmulator, printer: Printer) -> None:
    assert printer.wait_until_open()
    emulator.unplug()
    assert printer.print(ticket(), "job") == Refused("job", PrinterOffline())
    emulator.plug_in()
    assert printer.wait_until_open()
    assert printer.print(ticket(), "job") == Printed("job")


class Told(Printer):
    """Keeps why its port was closed."""

    def lost(self, reason: str) -> None:
        self.reasons = [*getattr(self, "reasons", []), reason]
        super().lost(reason)


def test_a_port_that_passes_nothing_on_is_opened_anew(emulator: PrinterEmulator) -> None:
    printer = Told(emulator.path, 115200, profile=hurried("80mm"), backoff=SOON)
    printer.start()
    assert printer.wait_until_open()
    emulator.silent = True
    for _ in range(2):
        assert printer.status() == PrinterStatus(trouble=PrinterOffline("the printer does not answer"))
    emulator.silent = False
    assert printer.wait_until_open()
    assert printer.print(ticket(), "job") == Printed("job")
    printer.stop()
    assert printer.reasons == ["the printer does not answer", "stopped"]


def test_a_printer_that_was_never_there(tmp_path: Path) -> None:
    printer = Printer(str(tmp_path / "nothing"), profile=PROFILES["80mm"], backoff=SOON)
    assert printer.status().trouble == PrinterOffline()  # not even started
    printer.start()
    assert printer.print(ticket(), "job") == Refused("job", PrinterOffline())
    printer.stop()
    assert printer.status().trouble == PrinterOffline()


def test_a_name_that_cannot_be_drawn_is_refused_before_the_first_byte(emulator: PrinterEmulator) -> None:
    nothing = FontFile(Path("/nothing.ttc"))
    printer = Printer(emulator.path, profile=PROFILES["80mm"], font=nothing, backoff=SOON)
    printer.start()
    assert printer.print([*ticket(), Text("𠮷")], "job") == Refused("job", FontMissing())
    assert printer.print(ticket(), "next") == Printed("next")
    printer.stop()
    assert [slip.text for slip in emulator.slips] == [ticket_text()]


def test_many_at_once_each_get_their_own_slip(emulator: PrinterEmulator, printer: Printer) -> None:
    numbers = [f"A{number:03}" for number in range(1, 13)]
    with ThreadPoolExecutor(6) as visitors:
        outcomes = list(visitors.map(lambda number: printer.print(ticket(number), number), numbers))
    assert outcomes == [Printed(number) for number in numbers]
    assert sorted(slip.text for slip in emulator.wait_for_slips(12)) == [ticket_text(number) for number in numbers]


def test_a_write_only_printer_leaves_the_answer_to_the_visitor(emulator: PrinterEmulator) -> None:
    emulator.silent = True
    printer = Printer(emulator.path, 115200, profile=PROFILES["80mm-writeonly"], backoff=SOON)
    printer.start()
    assert printer.status() == PrinterStatus(warning=NeverAnswers())
    for number in ("A015", "A016"):
        assert printer.print(ticket(number), number) == Unknown(number, NeverAnswers())
    assert [slip.text for slip in emulator.wait_for_slips(2)] == [ticket_text("A015"), ticket_text("A016")]
    emulator.unplug()
    assert printer.print(ticket(), "job").reason.code == PrinterOffline.code  # type: ignore[union-attr]
    printer.stop()


def test_a_printer_that_takes_no_more_bytes(emulator: PrinterEmulator) -> None:
    emulator.silent = True
    emulator.paper = Paper.OUT
    printer = Printer(emulator.path, 115200, profile=PROFILES["80mm-writeonly"], backoff=SOON)
    printer.start()
    outcome = printer.print([Text("𠮷𠮷𠮷", size=8)] * 8, "job")  # far more than any buffer on the way
    assert isinstance(outcome, Unknown)
    emulator.well()
    emulator.silent = True
    assert isinstance(printer.print(ticket(reprint=True), "again"), Unknown)
    emulator.wait_for_slips(2)
    scrap, reprint = emulator.slips
    assert scrap.text.endswith(VOID)
    assert reprint.text == ticket_text(reprint=True)
    printer.stop()


def test_stopping_in_the_middle_of_a_slip_says_unknown(emulator: PrinterEmulator) -> None:
    printer = Printer(emulator.path, 115200, profile=PROFILES["80mm"], backoff=SOON)
    printer.start()
    emulator.bytes_per_second = 50
    with ThreadPoolExecutor(1) as worker:
        outcome = worker.submit(printer.print, ticket(), "job")
        assert emulator.wait_for(lambda: emulator.held_bytes > 100)
        printer.stop()
        assert isinstance(outcome.result(), Unknown)
