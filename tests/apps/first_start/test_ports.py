"""Trying the ports, against emulated devices on ptys."""

from __future__ import annotations

from pathlib import Path

from devices.emulators import CardReaderEmulator, Paper, PrinterEmulator
from kiosk.apps.first_start.ports import SILENT, SerialDevices
from kiosk.apps.first_start.wire import SerialPort


def on(path: str) -> SerialPort:
    return SerialPort("usb-0:1", path, "")


def test_a_printer_answers_as_one_and_prints_nothing_for_it() -> None:
    with PrinterEmulator() as printer:
        assert SerialDevices(115200).look(on(printer.path)) == "printer"
        printer.paper = Paper.OUT
        assert SerialDevices(115200).look(on(printer.path)) == "printer"
        assert printer.slips == []


def test_a_reader_answers_as_one() -> None:
    with CardReaderEmulator() as reader:
        assert SerialDevices(115200).look(on(reader.path)) == "reader"
        assert SerialDevices(115200).reader_answers(on(reader.path))


def test_a_test_slip_reaches_its_cut_and_trouble_has_its_name(tmp_path: Path) -> None:
    with PrinterEmulator(width_dots=384) as printer:
        devices = SerialDevices(115200)
        assert devices.print_test(on(printer.path), "58mm") == "printed"
        assert "打印测试" in printer.cut_slips[-1].text
        printer.paper = Paper.OUT
        assert devices.print_test(on(printer.path), "58mm") == "paper_out"
    gone = on(str(tmp_path / "ttyUSB9"))
    assert devices.print_test(gone, "80mm") == SILENT
    assert devices.look(gone) == ""
