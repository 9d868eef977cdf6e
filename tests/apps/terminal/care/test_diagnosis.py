"""What goes onto a stick for the repair: enough for a technician, and nothing about any person."""

from __future__ import annotations

import json
import logging
import zipfile
from collections.abc import Iterator
from io import BytesIO

import pytest

from devices.emulators.people import demo_number
from kiosk.apps.terminal.care.recent_lines import MOST_LINES, RECENT, RecentLines
from kiosk.apps.terminal.maintenance import pin_file, set_pin
from tests.apps.terminal.care.conftest import TOKEN, Bench

NAME, OLD_NUMBER, PIN = "欧阳演示·阿依古丽", "110101900101123", "704215"


@pytest.fixture
def listening() -> Iterator[None]:
    RECENT.listen()
    yield
    logging.getLogger().removeHandler(RECENT)


def test_planted_names_and_numbers_do_not_go_in(bench: Bench, listening: None) -> None:
    """In the store, in the journal of devices, in what a library logs, beside the terminal's secrets."""
    number, store = demo_number(7), bench.machine.store
    store.put("/api/ratings", "key-of-a-report", {"name": NAME, "id": number})
    store.remember("planted", {"name": NAME, "id": number})
    store.note("printer", "refused", f"{NAME} {number} {OLD_NUMBER}")
    library = logging.getLogger("a.library")
    library.setLevel(logging.DEBUG)
    library.error("no such person: %s, %s / %s", NAME, number, OLD_NUMBER)
    for step in range(MOST_LINES):  # what reads a pack tells each of them
        library.debug("step %d", step)
    set_pin(bench.machine.settings.terminal.data_dir, PIN)
    files = opened(bench.tools.diagnosis())
    told = "\n".join(files.values())
    assert "refused" in files["devices.txt"] and "no such person" in files["journal.txt"]  # it was not left empty
    secrets = (TOKEN, "the-password", pin_file(bench.machine.settings.terminal.data_dir).read_text(), PIN)
    for planted in (NAME, "阿依古丽", "欧阳", number, OLD_NUMBER, "key-of-a-report", *secrets):
        assert planted not in told, planted


def test_a_technician_finds_what_he_asks_for(bench: Bench) -> None:
    bench.machine.note("printer", "paper_out")
    files = opened(bench.tools.diagnosis())
    assert {*files} == {
        "about.json", "network.json", "doctor.json", "settings.json", "packs.json", "devices.txt", "journal.txt",
    }  # fmt: skip
    about, doctor, kept = (json.loads(files[f"{name}.json"]) for name in ("about", "doctor", "settings"))
    assert about["version"] and about["hall_online"] is False
    assert {"fonts", "disk", "clock", "packs"} <= {row["name"] for row in doctor["checks"]}
    assert {*kept} == {"hall", "terminal", "panel", "printer", "card_reader", "sound", "visit"}
    assert kept["hall"] == {"name": "云溪里社区党群服务中心"} and kept["printer"]["profile"] == "80mm"
    assert json.loads(files["packs.json"])[0][2] == "starter"
    assert "printer paper_out" in files["devices.txt"]


def opened(content: bytes) -> dict[str, str]:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {name.removeprefix("kiosk-diagnosis/"): archive.read(name).decode() for name in archive.namelist()}


def test_the_last_lines_are_held_and_no_more() -> None:
    recent = RecentLines()
    for number in range(MOST_LINES + 20):
        recent.emit(logging.makeLogRecord({"msg": f"line {number}"}))
    lines = recent.lines()
    assert len(lines) == MOST_LINES and lines[-1].endswith(f"line {MOST_LINES + 19}")
