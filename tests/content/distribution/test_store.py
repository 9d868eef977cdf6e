"""A screen's releases: the old one or the new one, wherever the process is killed, and nothing left behind."""

from __future__ import annotations

import errno
import os
import shutil
import signal
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from content.distribution import disk, store, tree
from content.distribution.guard import MOST_CRASHES, Guard
from content.distribution.release import EMPTY, Down, Offer, Release
from content.distribution.store import STICK, BlobWrong, NothingBefore, ReleaseStore
from content.distribution.tree import TreeRefused, take_tree
from content.pack.open import open_pack
from tests.content.distribution.trees import Published, pack_files

NOW = datetime(2026, 11, 30, 9)
WRITES = (
    "open", "write", "fsync", "replace", "rename", "link", "mkdir", "unlink", "rmdir", "ftruncate", "remove",
)  # fmt: skip


@pytest.fixture
def hall() -> Published:
    return Published()


def shown(folder: Path) -> tuple[str, ...]:
    """What the screen that finds this folder would show: every text of every pack."""
    packs = [open_pack(root, decode=False) for root in ReleaseStore(folder).roots()]
    return tuple(one.path.read_text() for pack in packs for one in pack.exhibits)


def take(folder: Path, place: Path, offer: Offer | None = None) -> None:
    """All that is written from the hall's word to the swap."""
    kept = ReleaseStore(folder)
    if offer:
        kept.hear(offer)
    release = take_tree(kept, place)
    kept.stage(release)
    kept.settle(release)
    kept.activate(release, STICK, NOW)
    kept.sweep()


def two(hall: Published, folder: Path) -> tuple[Release, Release]:
    """A screen that shows the first of two releases, one file of which is the same in both."""
    first = hall.add(("autumn", "1", pack_files("1", name="autumn")), ("spring", "1", pack_files("1")))
    second = hall.add(("autumn", "1", pack_files("1", name="autumn")), ("spring", "2", pack_files("2", items=3)))
    ReleaseStore(folder).hear(hall.offer(second, 2))
    take(folder, hall.tree(first, folder.parent / "first"))
    return first, second


def killed_before(number: int, work: Callable[[], None]) -> bool:
    """Run `work` in a process that is killed before its write of that number; False: it had fewer."""
    child = os.fork()
    if child == 0:
        done = 0

        def counted(name: str) -> Callable[..., Any]:
            real = getattr(os, name)

            def call(*args: Any, **rest: Any) -> Any:
                nonlocal done
                if name != "open" or (len(args) > 1 and args[1] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)):
                    if done == number:
                        os.kill(os.getpid(), signal.SIGKILL)
                    done += 1
                return real(*args, **rest)

            return call

        status = 1
        try:
            for name in WRITES:
                setattr(os, name, counted(name))
            work()
            status = 0
        finally:
            os._exit(status)
    _, ended = os.waitpid(child, 0)
    assert os.WIFSIGNALED(ended) or os.waitstatus_to_exitcode(ended) == 0
    return os.WIFSIGNALED(ended)


def test_killed_before_any_write_the_old_release_shows_or_the_new_one(hall: Published, tmp_path: Path) -> None:
    start = tmp_path / "start"
    _, second = two(hall, start)
    old, place = shown(start), hall.tree(second, tmp_path / "second")
    offer = hall.offer(second, 3, (Down("autumn", "item-0"),))
    seen, number = [], 0
    while True:
        screen = tmp_path / "screen"
        shutil.copytree(start, screen)
        was_killed = killed_before(number, lambda screen=screen: take(screen, place, offer))  # type: ignore[misc]
        seen.append(shown(screen))
        take(screen, place)
        new = shown(screen)
        assert len(new) == 5 and "spring 第 2 版" in "".join(new)
        assert not [path for path in screen.rglob("*") if path.name.endswith(".part") or path.name.startswith(".")]
        shutil.rmtree(screen)
        if not was_killed:
            break
        number += 1
    assert number > 60
    assert set(seen) == {old, new}
    assert seen == sorted(seen, key=lambda one: one == new)  # from one write on, and never back


FILL = ("open", "write", "fsync", "replace", "rename", "link", "mkdir")


@pytest.mark.parametrize("number", [0, 45])
def test_a_disk_that_is_full_at_any_write_leaves_the_old_release_or_the_new_one(
    hall: Published, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    """From that write on nothing can be written; then there is room again."""
    start = tmp_path / "start"
    _, second = two(hall, start)
    old, place = shown(start), hall.tree(second, tmp_path / "second")
    offer = hall.offer(second, 3)
    for at in range(number, number + 45):
        screen = tmp_path / "screen"
        shutil.copytree(start, screen)
        with monkeypatch.context() as full:
            left = at

            def filling(name: str, full: pytest.MonkeyPatch = full) -> None:
                real = getattr(os, name)

                def call(*args: Any, **rest: Any) -> Any:
                    nonlocal left
                    if name != "open" or (len(args) > 1 and args[1] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)):
                        left -= 1
                        if left < 0:
                            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
                    return real(*args, **rest)

                full.setattr(os, name, call)

            for name in FILL:
                filling(name)
            full.setattr(shutil, "copyfile", _full)
            with suppress(OSError):
                take(screen, place, offer)
        assert len(shown(screen)) in (len(old), 5)
        take(screen, place, offer)
        assert len(shown(screen)) == 5
        shutil.rmtree(screen)


def _full(*_: object) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_nothing_is_written_past_what_the_trial_stops() -> None:
    """Every way to write of these modules is one of `os`, or goes through one."""
    for module in (disk, store, tree):
        text = Path(str(module.__file__)).read_text()
        assert ".write_bytes(" not in text and ".write_text(" not in text and 'open("w' not in text


def test_what_is_not_what_its_hash_says_is_not_shown(hall: Published, tmp_path: Path) -> None:
    _, second = two(hall, tmp_path / "screen")
    place = hall.tree(second, tmp_path / "second")
    old = shown(tmp_path / "screen")
    digest = next(one for one, content in hall.blobs.items() if b"spring \xe7\xac\xac 2" in content)
    for spoiled in (b"x", hall.blobs[digest][:-1], hall.blobs[digest] + b"x", hall.blobs[digest][:-1] + b"x", b""):
        (place / "blobs" / digest).write_bytes(spoiled)
        with pytest.raises(TreeRefused) as refused:
            take(tmp_path / "screen", place)
        assert refused.value.reason == "wrong_file" and refused.value.path == f"blobs/{digest}"
        assert shown(tmp_path / "screen") == old
    (place / "blobs" / digest).unlink()
    (place / "blobs" / digest).symlink_to("/etc/passwd")
    with pytest.raises(TreeRefused, match="wrong_file"):
        take(tmp_path / "screen", place)


def test_a_blob_that_rots_on_the_disk_is_found_before_it_shows(hall: Published, tmp_path: Path) -> None:
    _, second = two(hall, tmp_path / "screen")
    kept = ReleaseStore(tmp_path / "screen")
    take_tree(kept, hall.tree(second, tmp_path / "second"))
    digest = next(one for one, content in hall.blobs.items() if b"spring \xe7\xac\xac 2" in content)
    rotten = tmp_path / "screen" / "blobs" / digest
    rotten.write_bytes(rotten.read_bytes()[:-1] + b"?")
    with pytest.raises(BlobWrong):
        kept.stage(second)
    assert not rotten.exists()  # it is fetched anew


def test_a_release_that_the_hall_never_published_is_not_taken(hall: Published, tmp_path: Path) -> None:
    two(hall, tmp_path / "screen")
    stranger = Published()
    other = stranger.add(("spring", "9", pack_files("9")))
    with pytest.raises(TreeRefused, match="unknown"):
        take(tmp_path / "screen", stranger.tree(other, tmp_path / "stick"))
    (tmp_path / "stick" / "release.json").write_bytes(b"[" * 100_000)
    with pytest.raises(TreeRefused, match="no_release"):
        take(tmp_path / "screen", tmp_path / "stick")
    with pytest.raises(TreeRefused, match="no_release"):
        take(tmp_path / "screen", tmp_path / "nothing")


def test_an_older_offer_changes_nothing(hall: Published, tmp_path: Path) -> None:
    first, second = two(hall, tmp_path / "screen")
    kept = ReleaseStore(tmp_path / "screen", "")
    down = (Down("spring", "item-0"),)
    assert kept.hear(hall.offer(second, 9, down))
    assert not kept.hear(hall.offer(first, 8))
    again = ReleaseStore(tmp_path / "screen", "")
    assert again.offer == kept.offer
    assert again.offer is not None and again.offer.down == down
    moved = ReleaseStore(tmp_path / "screen", "another hall")
    assert moved.offer is None and moved.down == down  # what shows is still of the hall before
    assert moved.hear(hall.offer(first, 1)) and not moved.down


def test_back_is_kept_until_the_hall_publishes_again(hall: Published, tmp_path: Path) -> None:
    _, second = two(hall, tmp_path / "screen")
    old = shown(tmp_path / "screen")
    take(tmp_path / "screen", hall.tree(second, tmp_path / "second"))
    kept = ReleaseStore(tmp_path / "screen")
    kept.back(NOW, "kept_back")
    assert shown(tmp_path / "screen") == old and kept.state.why_refused(second.id) == "kept_back"
    kept.hear(hall.offer(second, 10, (Down("spring", "item-0"),), published=2))
    assert kept.state.why_refused(second.id) == "kept_back"  # only something else stays down
    kept.hear(hall.offer(second, 11))
    assert kept.state.why_refused(second.id) is None
    kept.back(NOW, "kept_back")
    assert kept.state.active is None and shown(tmp_path / "screen") == ()
    with pytest.raises(NothingBefore):
        kept.back(NOW, "kept_back")


def test_nothing_published_is_a_release_too(hall: Published, tmp_path: Path) -> None:
    two(hall, tmp_path / "screen")
    hall.releases.append(EMPTY)
    ReleaseStore(tmp_path / "screen").hear(hall.offer(EMPTY, 5))
    take(tmp_path / "screen", hall.tree(EMPTY, tmp_path / "empty"))
    assert shown(tmp_path / "screen") == ()


@pytest.mark.parametrize("damaged", [b"", b"{", b"[]", b'{"active": 5}', b'{"active": {"id": 1}}', b"\xff" * 9])
def test_a_damaged_pointer_shows_the_starter_and_not_a_fault(hall: Published, tmp_path: Path, damaged: bytes) -> None:
    _, second = two(hall, tmp_path / "screen")
    for name in ("state.json", "offer.json"):
        (tmp_path / "screen" / name).write_bytes(damaged)
    assert ReleaseStore(tmp_path / "screen").roots() == ()
    ReleaseStore(tmp_path / "screen").hear(hall.offer(second, 2))
    take(tmp_path / "screen", hall.tree(second, tmp_path / "second"))
    assert len(shown(tmp_path / "screen")) == 5


# -- the guard ---------------------------------------------------------------------------------------------------------


class Screen:
    """Starts and ends of a program that shows a release."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.boot = folder, "boot-1"

    def start(self) -> str:
        self.store = ReleaseStore(self.folder)
        self.guard = Guard(self.store, self.folder)
        return self.guard.begin(self.boot, NOW)

    def crash(self) -> str:
        return self.start()

    def restart(self) -> str:
        self.guard.end()
        return self.start()

    def power_cut(self) -> str:
        self.boot += "+"
        return self.start()


def test_a_release_that_ends_the_program_again_and_again_is_left(hall: Published, tmp_path: Path) -> None:
    first, second = two(hall, tmp_path / "screen")
    take(tmp_path / "screen", hall.tree(second, tmp_path / "second"))
    screen = Screen(tmp_path / "screen")
    assert screen.start() == ""
    left = [screen.crash() for _ in range(MOST_CRASHES)]
    assert left == ["", "", second.id]
    state = screen.store.state
    assert state.active and state.active.id == first.id and state.why_refused(second.id) == "crashed"
    assert [screen.crash() for _ in range(MOST_CRASHES)][-1] == first.id  # not proven either: the starter
    assert screen.store.state.active is None
    assert not any(screen.crash() for _ in range(9))


def test_restarts_and_power_cuts_are_no_crashes(hall: Published, tmp_path: Path) -> None:
    _, second = two(hall, tmp_path / "screen")
    take(tmp_path / "screen", hall.tree(second, tmp_path / "second"))
    screen = Screen(tmp_path / "screen")
    screen.start()
    assert not any(step() for _ in range(9) for step in (screen.restart, screen.power_cut))
    screen.crash()
    screen.restart()
    screen.crash()
    assert not any(screen.power_cut() for _ in range(9))
    assert screen.crash() == second.id  # planned ends between them do not make it well


def test_what_ran_for_a_while_is_not_what_ends_the_program(hall: Published, tmp_path: Path) -> None:
    _, second = two(hall, tmp_path / "screen")
    take(tmp_path / "screen", hall.tree(second, tmp_path / "second"))
    screen = Screen(tmp_path / "screen")
    screen.start()
    screen.guard.prove()
    assert not any(screen.crash() for _ in range(9))
    assert screen.store.state.active and screen.store.state.active.id == second.id
