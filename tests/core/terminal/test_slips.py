"""A slip that is no ticket, on a printer on a real serial line: what becomes of it, and that a ticket goes first."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from devices.emulators.printer import Paper, PrinterEmulator
from devices.printer import PROFILES, Align, Document, Feed, Printed, Printer, PrinterBusy, Qr, Refused, Rule, Text
from devices.printer.length import DOTS_A_MM, FEED_MM, length_mm
from devices.printer.status import PrinterStatus
from kiosk.core.link.store import TerminalStore
from kiosk.core.terminal import shared_printer
from kiosk.core.terminal.shared_printer import SharedPrinter
from kiosk.core.terminal.slips import MINUTE_SECONDS, NOT_YET, SlipHand, SlipNews, Slips, SlipState, TooLong

DEADLINE_SECONDS = 20
NOW = datetime(2026, 11, 17, 10, 26)


class Bench:
    """A printer that two print on, and a clock that is turned."""

    def __init__(self, directory: Path, *, baud: int = 115200) -> None:
        self.paper = PrinterEmulator().start()
        self.printer = Printer(self.paper.path, baud, profile=replace(PROFILES["80mm"], margin_seconds=1.0))
        self.printer.start()
        self.store = TerminalStore(directory / "terminal.db").open()
        self.seconds = 1000.0
        self.shared = SharedPrinter(self.printer, self.store)
        self.slips = Slips(
            self.shared, self.printer.profile, None, lambda: NOW, hall="云溪里社区党群服务中心", terminal="1 号终端",
            demo=True, clock=lambda: self.seconds,
        )  # fmt: skip

    def close(self) -> None:
        self.printer.stop()
        self.paper.stop()
        self.store.close()


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    bench = Bench(tmp_path)
    yield bench
    bench.close()


def keepsake(hand: SlipHand) -> Document:
    return hand.slip("学习纪念", Feed(), Text("9 题", size=6, bold=True, align=Align.CENTER), Text("𠮷祥如意"))


def states(told: list[SlipNews]) -> list[SlipState]:
    return [news.state for news in told]


def test_a_slip_has_the_houses_hand(bench: Bench) -> None:
    assert bench.slips.print("keepsake", keepsake) == SlipNews(SlipState.PRINTED)
    (slip,) = bench.paper.wait_for_slips(1)
    lines = [line.strip() for line in slip.text.splitlines() if line.strip()]
    assert lines[:3] == ["云溪里社区党群服务中心", "学习纪念", "9 题"]
    assert lines[-1] == "演示，不作凭证" and "2026-11-17 10:26" in lines[-2] and lines[-2].endswith("1 号终端")
    assert "补打" not in slip.text and not shared_printer.left_unfinished(bench.store)


def test_one_a_minute_whoever_asks(bench: Bench) -> None:
    assert bench.slips.print("keepsake", keepsake).state is SlipState.PRINTED
    bench.seconds += 15
    assert bench.slips.print("other", keepsake) == SlipNews(SlipState.TOO_SOON, 45)
    bench.seconds += MINUTE_SECONDS - 15
    assert bench.slips.print("other", keepsake).state is SlipState.PRINTED
    assert len(bench.paper.wait_for_slips(2)) == 2


@pytest.mark.parametrize(
    ("state", "fault"),
    [
        (SlipState.PAPER_OUT, lambda paper: setattr(paper, "paper", Paper.OUT)),
        (SlipState.PAPER_LOW, lambda paper: setattr(paper, "paper", Paper.NEAR_END)),
        (SlipState.COVER_OPEN, lambda paper: setattr(paper, "cover_open", True)),
        (SlipState.AWAY, lambda paper: setattr(paper, "silent", True)),
        (SlipState.AWAY, lambda paper: paper.unplug()),
    ],
)
def test_nothing_is_sent_to_a_printer_in_trouble_and_it_can_be_had_afterwards(
    bench: Bench, state: SlipState, fault: Callable[[PrinterEmulator], None]
) -> None:
    assert bench.shared.status().can_print
    fault(bench.paper)
    news = bench.slips.print("keepsake", keepsake)
    assert news == SlipNews(state) and news.can_again and news.is_trouble
    bench.paper.well()
    assert bench.printer.wait_until_open(DEADLINE_SECONDS)
    assert bench.slips.print("keepsake", keepsake).state is SlipState.PRINTED  # nor was the minute used up
    assert len(bench.paper.cut_slips) == 1


def test_paper_that_ends_in_the_middle_is_said_and_the_slip_can_be_had_once_more(bench: Bench) -> None:
    bench.paper.paper_out_after(200)
    assert bench.slips.print("keepsake", keepsake).state is SlipState.UNSURE
    assert bench.slips.print("keepsake", keepsake, again=True).state is SlipState.PAPER_OUT
    bench.paper.power_cycle()  # or the rest would come out by itself, as from any printer
    bench.paper.paper = Paper.IN
    assert bench.slips.print("other", keepsake).state is SlipState.TOO_SOON  # the next visitor waits
    assert bench.slips.print("keepsake", keepsake, again=True).state is SlipState.PRINTED
    assert "补打" in bench.paper.cut_slips[-1].text
    assert bench.slips.print("keepsake", keepsake, again=True).state is SlipState.TOO_SOON


def test_a_printer_unplugged_in_the_middle_leaves_a_torn_slip_that_is_voided_before_a_ticket(tmp_path: Path) -> None:
    bench = Bench(tmp_path, baud=9600)
    bench.paper.bytes_per_second = 400
    told: list[SlipNews] = []
    printing = threading.Thread(target=lambda: told.append(bench.slips.print("keepsake", keepsake)))
    printing.start()
    assert bench.paper.wait_for(lambda: any(slip.has_ink for slip in bench.paper.slips), DEADLINE_SECONDS)
    bench.paper.unplug()
    printing.join(DEADLINE_SECONDS)
    assert states(told) == [SlipState.UNSURE] and shared_printer.left_unfinished(bench.store)
    bench.paper.well()
    assert bench.printer.wait_until_open(DEADLINE_SECONDS)
    assert isinstance(bench.shared.print([Text("A012")], "12-0"), Printed)
    *_, void, ticket = (slip.text for slip in bench.paper.cut_slips)
    assert "作废" in void and ticket == "A012"
    assert not shared_printer.left_unfinished(bench.store)  # the next start voids nothing more
    bench.close()


def test_a_crash_in_the_middle_is_known_at_the_next_start(bench: Bench) -> None:
    """As the store is when the process dies between the first byte and the last."""
    seen: list[bool] = []

    class Dying:
        def status(self) -> PrinterStatus:
            return PrinterStatus()

        def print(self, document: Document, job_id: str) -> Printed:
            seen.append(shared_printer.left_unfinished(bench.store))
            return Printed(job_id)

    SharedPrinter(Dying(), bench.store).print_beside([Text("9 题")], "keepsake")
    assert seen == [True] and not shared_printer.left_unfinished(bench.store)


def test_a_full_store_prints_no_slip(bench: Bench) -> None:
    bench.store.close()
    assert bench.slips.print("keepsake", keepsake).state is SlipState.BUSY
    assert not bench.paper.slips


def test_a_ticket_goes_before_a_slip_and_waits_for_one_on_the_paper(tmp_path: Path) -> None:
    bench = Bench(tmp_path, baud=9600)
    assert bench.shared.status().can_print  # somebody tapped 取号: the hall is being asked
    told: list[SlipNews] = []
    beside = threading.Thread(target=lambda: told.append(bench.slips.print("keepsake", keepsake)))
    beside.start()
    assert isinstance(bench.shared.print([Text("A012")], "12-0"), Printed)
    beside.join(DEADLINE_SECONDS)
    assert states(told) == [SlipState.PRINTED]
    assert ["A012" in slip.text for slip in bench.paper.wait_for_slips(2)] == [True, False]

    bench.seconds += MINUTE_SECONDS
    bench.paper.bytes_per_second = 600  # the next one takes a second or more
    beside = threading.Thread(target=lambda: told.append(bench.slips.print("keepsake", keepsake)))
    beside.start()
    assert bench.paper.wait_for(lambda: len(bench.paper.slips) == 3, DEADLINE_SECONDS)
    assert bench.shared.status().trouble is None  # never busy, which would look like a printer that is gone
    assert isinstance(bench.shared.print([Text("A013")], "13-0"), Printed)
    beside.join(DEADLINE_SECONDS)
    assert ["A013" in slip.text for slip in bench.paper.wait_for_slips(4)] == [False, False, False, True]
    bench.close()


def test_a_number_that_the_hall_refused_holds_the_printer_for_seconds_only(tmp_path: Path) -> None:
    with TerminalStore(tmp_path / "terminal.db") as store:
        seconds = [0.0]

        class Ready:
            def status(self) -> PrinterStatus:
                return PrinterStatus()

            def print(self, document: Document, job_id: str) -> Printed:
                return Printed(job_id)

        def clock() -> float:
            seconds[0] += 1.0  # every look is a second
            return seconds[0]

        shared = SharedPrinter(Ready(), store, clock)
        shared.status()
        assert isinstance(shared.print_beside([Text("9 题")], "keepsake"), Printed)
        shared.status()
        seconds[0] -= 0.5
        shared._reserved_until = float("inf")  # a ticket whose slip does not end
        outcome = shared.print_beside([Text("9 题")], "keepsake")
        assert outcome == Refused("keepsake", PrinterBusy())


def test_more_than_twelve_centimetres_are_refused_before_a_byte_is_sent(bench: Bench) -> None:
    def long(hand: SlipHand) -> Document:
        return hand.slip("错题", *(Text(f"第 {number} 题") for number in range(40)))

    with pytest.raises(TooLong, match="mm"):
        bench.slips.print("wrong", long)
    assert not bench.paper.slips and bench.slips.print("keepsake", keepsake).state is SlipState.PRINTED


@pytest.mark.parametrize("profile", ["80mm", "58mm", "80mm-jobid"])
@pytest.mark.parametrize(
    "document",
    [
        [Text("党章", size=3), Text("党员必须履行下列义务" * 12), Rule(), Feed(3)],
        [Text("𠮷祥路 2 号"), Text("𠮷", size=4), Rule(dashed=True)],
        [Qr("错题 " * 40, module_dots=4), Text("用手机扫一扫")],
    ],
)
def test_the_length_is_what_a_printer_prints(document: Document, profile: str) -> None:
    width = PROFILES[profile].width_dots
    paper = PrinterEmulator(width_dots=width).start()
    printer = Printer(paper.path, profile=PROFILES[profile])
    printer.start()
    assert isinstance(printer.print(document, "one"), Printed)
    (slip,) = paper.wait_for_slips(1)
    # Space above and below a QR that the printer draws is no quiet zone of ours: a little more or less.
    assert (length_mm(document, PROFILES[profile]) - FEED_MM) * DOTS_A_MM == pytest.approx(_dots(slip.png()), abs=60)
    printer.stop()
    paper.stop()


def _dots(png: bytes) -> int:
    """Printed height: of the picture without its margins, which are those of an empty slip."""
    from io import BytesIO

    from PIL import Image

    from devices.emulators.drawing import slip_png

    empty = Image.open(BytesIO(slip_png((), 576, None))).height
    return int(Image.open(BytesIO(png)).height) - empty


def test_a_look_at_the_printer_disturbs_no_ticket(bench: Bench) -> None:
    assert bench.slips.ready() == NOT_YET
    bench.paper.paper = Paper.NEAR_END
    assert bench.slips.ready() == SlipNews(SlipState.PAPER_LOW)
    assert bench.shared.status().can_print  # a number is being taken: now the printer is its own
    assert bench.slips.ready() == NOT_YET
    assert isinstance(bench.shared.print([Text("A012")], "12-0"), Printed)
    assert bench.slips.ready() == SlipNews(SlipState.PAPER_LOW)
