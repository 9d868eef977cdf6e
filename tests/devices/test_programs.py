"""The field tools and the emulators, run as an installer runs them."""

import json
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from devices.emulators import CardReaderEmulator, Paper, PrinterEmulator, demo_card
from devices.printer import PROFILES

DEADLINE_SECONDS = 30


def tool(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "devices", *words], capture_output=True, text=True, timeout=DEADLINE_SECONDS, check=False
    )


def test_a_card_is_printed_as_one_line_of_json() -> None:
    with CardReaderEmulator() as emulator:
        emulator.put(demo_card(serial=4, newest_address="新址"))
        done = tool("read-card", "--port", emulator.path, "--json", "--newest-address")
    assert done.returncode == 0, done.stderr
    (line,) = done.stdout.splitlines()
    fields = json.loads(line)
    assert (fields["name"], fields["id_number"]) == ("演示4", demo_card(serial=4).id_number)
    assert (fields["nation"], fields["birth"], fields["newest_address"]) == ("汉", "1990-01-01", "新址")
    assert "演示4" not in done.stderr


def test_the_card_tool_says_why_it_fails(tmp_path: Path) -> None:
    done = tool("read-card", "--port", str(tmp_path / "nothing"), "--json")
    assert (done.returncode, done.stdout) == (1, "")
    assert "nothing" in done.stderr
    with CardReaderEmulator() as emulator:
        assert tool("read-card", "--port", emulator.path, "--timeout", "0.5").returncode == 1
    assert tool("read-card").returncode == 2
    assert tool("--nonsense").returncode == 2


@pytest.mark.parametrize("profile", ["80mm", "58mm-writeonly"])
def test_the_print_test_shows_every_size_and_every_character(profile: str) -> None:
    with PrinterEmulator(width_dots=PROFILES[profile].width_dots) as emulator:
        emulator.silent = profile.endswith("writeonly")
        done = tool("print-test", "--port", emulator.path, "--profile", profile, "--baud", "115200")
        assert done.returncode == 0, done.stderr
        (slip,) = emulator.wait_for_slips(1)
    for size in range(1, 9):
        assert f"A{size}" in slip.text
    assert "（：）〇￥ 居中" in slip.text
    assert len([image for image in slip.images if image.height > 8]) == 3  # two drawn lines, one QR code


def test_the_print_test_says_why_it_fails() -> None:
    with PrinterEmulator() as emulator:
        emulator.paper = Paper.OUT
        done = tool("print-test", "--port", emulator.path, "--profile", "80mm", "--json")
        assert done.returncode == 1
        assert "paper_out" in done.stderr
        assert json.loads(done.stdout) == {"outcome": "refused", "reason": "paper_out"}
    assert tool("print-test", "--port", "x", "--profile", "nonsense").returncode == 2


@contextmanager
def emulated(*words: str) -> Iterator["subprocess.Popen[str]"]:
    """An emulator as its own program, ready for a driver."""
    with subprocess.Popen(
        [sys.executable, "-m", "devices.emulators", *words], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as program:
        assert program.stdout
        assert program.stdout.readline().startswith("ready")
        try:
            yield program
        finally:
            program.terminate()


def say(program: "subprocess.Popen[str]", line: str) -> str:
    assert program.stdin
    assert program.stdout
    program.stdin.write(f"{line}\n")
    program.stdin.flush()
    return program.stdout.readline().rstrip("\n")


def test_a_card_reader_of_its_own_obeys_typed_faults(tmp_path: Path) -> None:
    with emulated("card-reader", "--link", str(tmp_path / "reader")) as program:
        assert say(program, "put nonsense").startswith("wrong:")
        assert say(program, "fly").startswith("wrong:")
        assert say(program, "damage noise 3") == "ok"
        assert say(program, "put foreigner_2023 2 name=演示乙") == "ok"
        done = tool("read-card", "--port", str(tmp_path / "reader"), "--json")
        assert json.loads(done.stdout)["name"] == "演示乙"
        assert say(program, "unplug") == "ok"
        assert not (tmp_path / "reader").exists()
        assert say(program, "quit") == "ok"
        assert program.wait(DEADLINE_SECONDS) == 0


def test_a_printer_of_its_own_obeys_its_control_socket(tmp_path: Path) -> None:
    words = ("printer", "--link", str(tmp_path / "printer"), "--control", str(tmp_path / "control"))
    with emulated(*words), socket.socket(socket.AF_UNIX) as control:
        control.connect(str(tmp_path / "control"))
        with control.makefile("rw", encoding="utf-8") as lines:

            def ask(line: str) -> str:
                lines.write(f"{line}\n")
                lines.flush()
                return lines.readline().rstrip("\n")

            assert ask("cover open") == "ok"
            assert tool("print-test", "--port", str(tmp_path / "printer"), "--profile", "80mm").returncode == 1
            assert ask("well") == "ok"
            assert tool("print-test", "--port", str(tmp_path / "printer"), "--profile", "80mm").returncode == 0
            (slip,) = json.loads(ask("slips"))
            assert slip["cut"]
            assert slip["text"].startswith("打印测试")
            assert ask(f"picture {tmp_path / 'slip.png'}") == "ok"
            assert (tmp_path / "slip.png").read_bytes().startswith(b"\x89PNG")


def test_a_link_that_cannot_be_made_is_an_error(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "devices.emulators", "printer", "--link", str(tmp_path / "no" / "folder")],
        capture_output=True, text=True, timeout=DEADLINE_SECONDS, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert "folder" in done.stderr
