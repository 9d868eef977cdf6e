"""The whole product as a visitor meets it: terminal, hall service, reader and printer, touched from end to end."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from devices.emulators import read_slips

ROOT = Path(__file__).parents[3]
PROXIES = dict.fromkeys(("http_proxy", "https_proxy", "all_proxy"), "http://127.0.0.1:9")  # as in offices
MAIN_SCREENS = {
    "attract", "home", "all", "tickets.choose", "tickets.priority", "tickets.done", "tickets.unsure", "tickets.trouble",
    "membership.notice", "membership.card", "membership.pin", "membership.arrival", "membership.record",
    "membership.refused", "membership.away", "idle", "quiz.intro", "quiz.question", "quiz.result",
    "quiz.challenge", "quiz.challenge_result", "exam.notice", "exam.card", "exam.own", "exam.leave", "exam.last",
    "exam.result",
    "exhibition.browse", "exhibition.image", "exhibition.poster", "exhibition.article", "exhibition.directory",
    "exhibition.document", "exhibition.document.contents", "exhibition.document.hits", "exhibition.video",
    "exhibition.service", "exhibition.roster", "exhibition.steps", "exhibition.oath", "help", "take_card",
    "staff", "staff.paper", "staff.packs", "staff.network", "staff.touch",
}  # fmt: skip


def tour(out: Path, *options: str) -> dict[str, Any]:
    ran = subprocess.run(
        [sys.executable, "-m", "kiosk", "tour", "--out", str(out), *options], cwd=ROOT, capture_output=True, text=True,
        timeout=570, check=False, env=os.environ | {"SDL_VIDEODRIVER": "offscreen"} | PROXIES,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr[-2000:]
    book: dict[str, Any] = json.loads((out / "tour.json").read_text("utf-8"))
    return book


def check(book: dict[str, Any], out: Path, size: tuple[int, int]) -> None:
    assert {step["screen"] for step in book["steps"]} >= MAIN_SCREENS
    for step in book["steps"]:
        with Image.open(out / step["picture"]) as picture:
            assert picture.size == size, step["name"]
            assert len(picture.convert("RGB").getcolors(1 << 24)) > 100, f"{step['name']} is blank"
    assert sum(step["touch_to_frame_ms"] is not None for step in book["steps"]) > 15
    for slip in book["slips"]:
        assert slip["number"] in slip["text"]
        (read,) = read_slips((out / slip["bytes"]).read_bytes())
        assert read.text == slip["text"]
        assert read.cut
    numbers = [slip["number"] for slip in book["slips"]]
    assert sum("补打" in slip["text"] for slip in book["slips"]) == 1
    assert len(set(numbers)) == len(numbers) - 1, "only the reprint keeps its number"


@pytest.mark.within(600)  # it waits for a hundred pages, one after the other, beside two other tests
def test_a_tour_through_every_main_screen(tmp_path: Path) -> None:
    check(tour(tmp_path, "--half"), tmp_path, (540, 960))


@pytest.mark.long
@pytest.mark.parametrize("mode", ["standard", "elder", "contrast"])
@pytest.mark.parametrize("orientation", ["portrait", "landscape"])
def test_tours_in_every_mode_and_orientation(tmp_path: Path, mode: str, orientation: str) -> None:
    size = (1080, 1920) if orientation == "portrait" else (1920, 1080)
    check(tour(tmp_path, f"--{orientation}", "--mode", mode), tmp_path, size)
