"""A hall that lies, ends early, offers old things or nonsense: what shows goes on, and the screen says why."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from content.distribution.release import Down, Release
from kiosk.features.exhibition.terminal.delivery import fetcher
from tests.content.distribution.trees import pack_files
from tests.features.exhibition.terminal.delivery.lying_hall import (
    Answer,
    LyingHall,
    broken_off,
    ending_early,
    honest,
    without_ranges,
)  # fmt: skip
from tests.features.exhibition.terminal.delivery.screens import ScreenHere


class Trusting:
    """What arrives here is whole; a child a release would be all that these tests wait for."""

    def expect(self, soon: bool) -> None:
        pass

    def __call__(self, root: Path, digests: Mapping[str, str]) -> None:
        pass


@pytest.fixture(autouse=True)
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is tried again after seconds or minutes is tried again soon."""
    for name in ("AGAIN_SECONDS", "AGAIN_MOST_SECONDS", "WITHOUT_STREAM_SECONDS"):
        monkeypatch.setattr(fetcher, name, 0.2)


@pytest.fixture
def hall() -> Iterator[LyingHall]:
    with LyingHall() as hall:
        yield hall


@pytest.fixture
def first(hall: LyingHall) -> Release:
    return offered(hall, "1", 1)


@pytest.fixture
def screen(hall: LyingHall, first: Release, tmp_path: Path) -> Iterator[ScreenHere]:
    """It shows the first release."""
    screen = ScreenHere(hall.link, tmp_path / "screen", check=Trusting())
    screen.wait(lambda: len(screen.texts) == 2)
    yield screen
    screen.close()


def offered(hall: LyingHall, version: str, serial: int, **more: Any) -> Release:
    release = hall.published.add(("spring", version, pack_files(version, **more)))
    hall.offer = hall.published.offer(release, serial).to_plain()
    return release


def said(screen: ScreenHere, hall: LyingHall, trouble: str) -> None:
    screen.wait_polling(lambda: bool(hall.told) and hall.told[-1]["trouble"] == trouble)


def keeps_showing(screen: ScreenHere, version: str) -> bool:
    return len(screen.texts) == 2 and all(f"第 {version} 版" in text for text in screen.texts)


@pytest.mark.parametrize("answer", [without_ranges, ending_early, broken_off], ids=lambda one: one.__name__)
def test_what_comes_in_pieces_is_put_together(
    hall: LyingHall, screen: ScreenHere, answer: Callable[[str, bytes, int], Answer]
) -> None:
    hall.blob = answer
    offered(hall, "2", 2)
    screen.wait(lambda: keeps_showing(screen, "2"))
    assert answer is without_ranges or any(begin for _, begin in hall.asked)


@pytest.mark.parametrize(
    "lie", [
        lambda digest, content, begin: honest(digest, bytes(len(content)), begin),
        lambda digest, content, begin: honest(digest, content + b"and more", begin),
        lambda digest, content, begin: honest(digest, content * 1000, begin),
    ], ids=["zeros", "longer", "much longer"],
)  # fmt: skip
def test_a_file_that_is_not_what_its_hash_says(
    hall: LyingHall, screen: ScreenHere, lie: Callable[[str, bytes, int], Answer]
) -> None:
    hall.blob = lie
    offered(hall, "2", 2)
    said(screen, hall, "wrong_bytes")
    assert keeps_showing(screen, "1")
    hall.blob = honest
    screen.wait(lambda: keeps_showing(screen, "2"))
    said(screen, hall, "")


def test_a_file_that_the_hall_does_not_have(hall: LyingHall, screen: ScreenHere) -> None:
    hall.blob = lambda digest, content, begin: (404, b'{"error": "NoSuchBlob"}', {})
    offered(hall, "2", 2)
    said(screen, hall, "gone")
    assert keeps_showing(screen, "1")
    hall.blob = honest
    screen.wait(lambda: keeps_showing(screen, "2"))


def test_a_file_that_never_goes_on(hall: LyingHall, screen: ScreenHere) -> None:
    """Nothing comes of it, and the line answers visitors all the time."""
    hall.blob = lambda digest, content, begin: (206 if begin else 200, b"", {})
    offered(hall, "2", 2)
    screen.wait_polling(lambda: len(hall.asked) > 6)
    assert keeps_showing(screen, "1") and screen.line.online


def test_an_older_offer_is_told_and_not_obeyed(hall: LyingHall, screen: ScreenHere) -> None:
    second = offered(hall, "2", 9)
    screen.wait(lambda: keeps_showing(screen, "2"))
    hall.offer = hall.published.offer(hall.published.releases[0], 8).to_plain()
    said(screen, hall, "older")
    assert keeps_showing(screen, "2")
    hall.offer = hall.published.offer(second, 10, (Down("spring", "item-1"),)).to_plain()
    screen.wait(lambda: len(screen.texts) == 1)


def spoiled(hall: LyingHall) -> list[object]:
    """Offers that are none."""
    good = json.dumps(hall.published.offer(hall.published.releases[0], 5).to_plain())
    pack = json.loads(good)["release"]["packs"][0]
    many = [[f"p{number:04}", *pack[1:]] for number in range(101)]
    return [
        None, [], "offer", {}, {"serial": 5}, json.loads(good) | {"serial": "5"}, json.loads(good) | {"serial": -1},
        json.loads(good) | {"down": [["spring"]]}, json.loads(good) | {"known": [5]},
        json.loads(good) | {"release": {"format": 2, "packs": []}},
        json.loads(good) | {"release": {"format": 1, "packs": [pack, pack]}},
        json.loads(good) | {"release": {"format": 1, "packs": many}},
        json.loads(good) | {"release": {"format": 1, "packs": [["../etc", *pack[1:]]]}},
        json.loads(good) | {"release": {"format": 1, "packs": [[*pack[:5], 1 << 40]]}},
    ]  # fmt: skip


def test_an_offer_that_is_none(hall: LyingHall, screen: ScreenHere) -> None:
    for nonsense in spoiled(hall):
        before = len(hall.asked)
        hall.offer = nonsense
        screen.delivered.soon()
        screen.wait_polling(lambda: screen.line.online)
        assert len(hall.asked) == before
    assert keeps_showing(screen, "1")
    offered(hall, "2", 20)
    screen.wait(lambda: keeps_showing(screen, "2"))


@pytest.mark.parametrize(
    "listed", [
        [["../../etc/cron.d/x", "0" * 64, 1]], [["manifest.toml", "0" * 64, 1], ["a/../manifest.toml", "0" * 64, 1]],
        [["manifest.toml", "0" * 64, 1 << 52]], [["manifest.toml", "0" * 64, 1], ["MANIFEST.toml", "0" * 64, 1]],
        [["texts/0.md", "0" * 64, 1]], [], {}, [["manifest.toml", "0" * 64]], [["manifest.toml", "short", 1]],
        [["manifest.toml", "0" * 64, True]], [[f"{number}.md", "0" * 64, 1] for number in range(5000)],
    ],
)  # fmt: skip
def test_a_list_of_files_that_leads_elsewhere(hall: LyingHall, screen: ScreenHere, listed: object) -> None:
    content = json.dumps(listed).encode()
    blob = hall.published._keep(content)
    good = hall.published.releases[0].to_plain()
    pack = [*good["packs"][0][:4], blob.digest, blob.bytes]
    hall.offer = hall.published.offer(hall.published.releases[0], 7).to_plain() | {
        "release": {"format": 1, "packs": [pack]}
    }
    said(screen, hall, "refused")
    assert keeps_showing(screen, "1")
    folder = screen.folder / "delivered"
    assert {path.name for path in folder.iterdir()} <= {
        "blobs", "releases", "state.json", "offer.json", "guard.json", "colors",
    }  # fmt: skip


def test_a_pack_that_the_check_on_the_screen_refuses(hall: LyingHall, tmp_path: Path) -> None:
    """By the real child; the release is not tried again, another one is."""
    offered(hall, "1", 1)
    screen = ScreenHere(hall.link, tmp_path / "screen")
    try:
        screen.wait(lambda: keeps_showing(screen, "1"))
        files = pack_files("2") | {"manifest.toml": b"format = 99"}
        release = hall.published.add(("spring", "2", files))
        hall.offer = hall.published.offer(release, 2).to_plain()
        said(screen, hall, "refused")
        asked = len(hall.asked)
        screen.delivered.soon()
        said(screen, hall, "refused")
        assert keeps_showing(screen, "1") and len(hall.asked) == asked
        offered(hall, "3", 3)
        screen.wait(lambda: keeps_showing(screen, "3"))
    finally:
        screen.close()


def test_a_disk_that_is_full(hall: LyingHall, screen: ScreenHere, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(screen.delivered._fetcher, "_free_bytes", lambda path: fetcher.SPARE_BYTES)
    offered(hall, "2", 2)
    said(screen, hall, "no_room")
    assert keeps_showing(screen, "1")
    monkeypatch.setattr(screen.delivered._fetcher, "_free_bytes", lambda path: 10 * fetcher.SPARE_BYTES)
    screen.wait(lambda: keeps_showing(screen, "2"))


def test_two_packs_at_once(hall: LyingHall, screen: ScreenHere) -> None:
    """Another release is offered while one is on its way: only the newest is shown in the end, whole."""
    offered(hall, "2", 2, more={f"voice/{n}.ogg": bytes([n]) * 5000 for n in range(20)})
    screen.delivered.soon()
    screen.wait_polling(lambda: len(hall.asked) > 5)
    release = hall.published.add(("autumn", "1", pack_files("1", name="autumn")), ("spring", "3", pack_files("3")))
    hall.offer = hall.published.offer(release, 3).to_plain()
    screen.delivered.soon()
    screen.wait(lambda: len(screen.texts) == 4 and "spring 第 3 版" in screen.texts[-1])
