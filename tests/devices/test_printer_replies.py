"""What printers send back, in order or out of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.printer import CoverOpen, CutterJammed, PaperNearEnd, PaperOut, PrinterFault, PrinterOffline, PrinterStatus
from devices.printer.replies import BarrierByte, JobDone, ReplySorter, StatusByte, tag_of
from devices.printer.status import decode


@pytest.mark.parametrize(
    ("answers", "status"),
    [
        ("12121212", PrinterStatus()),
        ("1212121E", PrinterStatus(warning=PaperNearEnd())),
        ("1A32127E", PrinterStatus(PaperOut())),
        ("1A161212", PrinterStatus(CoverOpen())),
        ("1A521A12", PrinterStatus(CutterJammed())),
        ("1A525212", PrinterStatus(PrinterFault())),
        ("1A121212", PrinterStatus(PrinterOffline())),
    ],
)
def test_the_four_answers(answers: str, status: PrinterStatus) -> None:
    assert decode(*bytes.fromhex(answers)) == status


def sort(data: bytes) -> list[object]:
    return list(ReplySorter().feed(data))


def test_strays_are_passed_over() -> None:
    xon_xoff, automatic = b"\x11\x13", bytes.fromhex("1400000F")
    assert sort(xon_xoff + automatic + b"\x12") == [StatusByte(0x12)]
    assert sort(b"\x00") == [BarrierByte(0)]
    assert sort(b"\x37\x22QSUW\x00\x0c") == [JobDone(b"QSUW"), BarrierByte(0x0C)]


@given(st.binary(max_size=200))
def test_any_bytes_are_sorted(data: bytes) -> None:
    sorter = ReplySorter()
    list(sorter.feed(data))
    sorter.forget()
    assert list(sorter.feed(b"\x37\x22QSUW\x00")) == [JobDone(b"QSUW")]


@given(st.integers(0, 10**6), st.integers(1, 6))
def test_a_job_id_that_lost_its_head_is_nothing_else(count: int, lost: int) -> None:
    reply = b"\x37\x22" + tag_of(count) + b"\x00"
    assert all(isinstance(reply, BarrierByte) for reply in sort(reply[lost:-1]) if not isinstance(reply, JobDone))
    assert sort(reply[max(2, lost) : -1]) == []


def test_neighbouring_jobs_have_their_own_ids() -> None:
    assert len({tag_of(count) for count in range(14**4)}) == 14**4
