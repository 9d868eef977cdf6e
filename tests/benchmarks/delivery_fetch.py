"""From the press on 发布 to the screens: what it takes beside the bytes, and what ten screens cost the queue."""

from __future__ import annotations

import random
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Mapping
from contextlib import ExitStack
from datetime import datetime
from io import BytesIO
from pathlib import Path

import httpx
from PIL import Image

from kiosk.core.link.enrolment import enrol
from kiosk.features.exhibition.checking.checked import Looked
from kiosk.features.exhibition.checking.screen_check import ScreenCheck
from kiosk.features.exhibition.terminal.loop.slides import SlideStyle, compose
from kiosk.ui.font_files import path as font_path
from tests.apps.hall.process import HallProcess
from tests.benchmarks.far_screens import FarScreens
from tests.benchmarks.table import Row
from tests.features.exhibition.terminal.delivery.screens import ScreenHere, publish_files

SCREENS, MEGABYTES = 10, 50
PRESSES = 5
TICKETS = 400
GOAL_PRESS, GOAL_ACTIVATE_MS, GOAL_BYTES, GOAL_TICKET = 2.0, 50.0, 1.05, 2.0
STYLE = SlideStyle(
    1080, 1920, 1.0, False, (255, 255, 255), (255, 255, 255), (200, 200, 200), (90, 90, 90), (20, 20, 20), (20, 80, 60),
    (160, 30, 30), font_path("serif"), font_path("regular"),
)  # fmt: skip


def rows() -> list[Row]:
    """Takes about three minutes."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        hall = HallProcess(place / "hall").start()
        try:
            return [*_press_rows(hall, place), *_crowd_rows(hall, place)]
        finally:
            hall.stop()


# -- one screen --------------------------------------------------------------------------------------------------------


def _pack(version: str, pictures: int, kept: int = 0, size: int = 1400) -> dict[str, bytes]:
    """Photographs as cameras make them: noise does not pack. The first `kept` are the same in each version."""
    lines, files = [f'format = 2\nname = "spring"\nversion = "{version}"\ntitle = "春天"\n'], {}
    for number in range(pictures):
        drawn, chance = BytesIO(), random.Random(f"{number} {version if number >= kept else ''}")
        noise = Image.frombytes("RGB", (270, 350), chance.randbytes(270 * 350 * 3))
        noise.resize((1080, size)).save(drawn, "JPEG", quality=90)
        files[f"{number}.jpg"] = drawn.getvalue()
        lines.append(
            f'[[items]]\nid = "item-{number}"\nkind = "image"\nfile = "{number}.jpg"\ntitle = "第{number}幅"\n'
            'source = "演示"\nsource_date = 2026-11-30\n'
        )
    return {"manifest.toml": "\n".join(lines).encode(), **files}


def _press_rows(hall: HallProcess, place: Path) -> list[Row]:
    """The hall writes down when 发布 was pressed; the screen says when its packs are others."""
    checked: list[float] = []

    class Noting(ScreenCheck):
        def __call__(self, root: Path, digests: Mapping[str, str]) -> Looked:
            looked = super().__call__(root, digests)
            checked.append(time.time())
            return looked

    home = place / "screen"
    screen = ScreenHere(enrol(hall.url, hall.code(), home / "hall.json"), home, check=Noting())
    seen: set[str] = set()
    beside, activations, slides = [], [], []
    try:
        for press in range(PRESSES + 1):
            screen.moved_at = 0.0
            publish_files(hall, place, _pack(str(press + 1), 20, 19))
            screen.wait(lambda: screen.moved_at > 0)
            slides.append(_slide_seconds(screen))
            beside.append(screen.moved_at - _pressed_at(hall) - _bytes_alone(hall, seen))
            activations.append((screen.moved_at - checked[-1]) * 1000)
    finally:
        screen.close()
    own, slide, activation = (statistics.median(one[1:]) for one in (beside, slides, activations))
    ratio = (own + slide) / slide
    return [
        Row("press on 发布 to the one new slide of 20, less the bytes' own time; baseline: its own preparation",
            (own + slide) * 1000, "ms", slide * 1000, ratio, f"≤ {GOAL_PRESS:.0f}×", ratio <= GOAL_PRESS),
        Row("activation, from the end of the checks to the packs that show", activation, "ms", None, None,
            f"≤ {GOAL_ACTIVATE_MS:.0f} ms", activation <= GOAL_ACTIVATE_MS),
    ]  # fmt: skip


def _pressed_at(hall: HallProcess) -> float:
    with sqlite3.connect(hall.settings.data_dir / "hall.db") as rows:
        (at,) = rows.execute("SELECT at FROM publications ORDER BY id DESC LIMIT 1").fetchone()
    return datetime.fromisoformat(at).timestamp()


def _bytes_alone(hall: HallProcess, seen: set[str]) -> float:
    """Every new file of what plays, one after the other over one connection."""
    token = hall.token("9 号终端")
    with httpx.Client(base_url=hall.url, headers={"Authorization": f"Bearer {token}"}) as client:
        offer = client.get("/api/packs/release").json()
        began = time.perf_counter()
        for pack in offer["release"]["packs"]:
            for _, digest, _ in client.get(f"/api/packs/blobs/{pack[4]}").json():
                if digest not in seen:
                    client.get(f"/api/packs/blobs/{digest}").raise_for_status()
                    seen.add(digest)
        return time.perf_counter() - began


def _slide_seconds(screen: ScreenHere) -> float:
    """The first slide of what shows, composed for a whole panel."""
    *_, first = screen.delivered.packs[0].exhibits
    began = time.perf_counter()
    compose(first, 0, 20, STYLE)
    return time.perf_counter() - began


# -- ten screens and a queue -------------------------------------------------------------------------------------------


def _crowd_rows(hall: HallProcess, place: Path) -> list[Row]:
    headers = {"Authorization": f"Bearer {hall.token('10 号终端')}"}
    pack = _pack("crowd", 40)
    pack["voice/0.ogg"] = random.Random(1).randbytes(MEGABYTES * 1_000_000 - sum(map(len, pack.values())))
    with httpx.Client(base_url=hall.url, headers=headers) as client, ExitStack() as stack:
        codes = [hall.code(f"屏 {number}") for number in range(SCREENS)]
        screens = FarScreens(place, hall.url, codes, str(PRESSES + 1), "crowd")
        stack.callback(screens.close)
        before = _ticket_p99(client, "before")
        publish_files(hall, place, pack)
        meanwhile = _ticket_p99(client, "while")
        served = screens.fetched()
    least = SCREENS * sum(map(len, pack.values()))
    return [
        Row(f"{SCREENS} screens fetch {MEGABYTES} MB: bytes served; baseline: {SCREENS} times its files", served / 1e6,
            "MB", least / 1e6, served / least, f"≤ {GOAL_BYTES}×", served / least <= GOAL_BYTES),
        Row("a number's p99 while they fetch, each as a machine of its own; baseline: before", meanwhile, "ms", before,
            meanwhile / before, f"≤ {GOAL_TICKET:.0f}×", meanwhile <= GOAL_TICKET * before),
    ]  # fmt: skip


def _ticket_p99(client: httpx.Client, name: str) -> float:
    """Milliseconds of one number, at ten a second."""
    taken = []
    for number in range(TICKETS):
        began = time.perf_counter()
        key = {"Idempotency-Key": f"{name}-number-{number:05d}"}
        client.post("/api/tickets", json={"service_id": number % 4 + 1}, headers=key).raise_for_status()
        taken.append((time.perf_counter() - began) * 1000)
        time.sleep(0.1)
    return statistics.quantiles(taken, n=100)[-1]
