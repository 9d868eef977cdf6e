"""What a screen decodes before it shows a release: all of it once, and then what is new."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import pytest

from content.banks import words as bank_words
from content.pack.open import STARTER, open_pack
from kiosk.features.exhibition.checking import screen_check
from kiosk.features.exhibition.checking.screen_check import ScreenCheck
from tests.features.exhibition.hall.banks.conftest import rows, sheet

EXHIBITS = len(open_pack(STARTER, decode=False).exhibits)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return Path(shutil.copytree(STARTER, tmp_path / "pack"))


def digests(root: Path) -> dict[str, str]:
    return {
        path.relative_to(root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in root.rglob("*")
        if path.is_file()
    }


def broken(root: Path) -> None:
    """Its header stays: only who decodes it sees it."""
    picture = root / "pictures" / "lane.png"
    whole = picture.read_bytes()
    picture.write_bytes(whole[: len(whole) // 2])


def test_a_release_is_decoded_whole_the_first_time(root: Path) -> None:
    broken(root)
    looked = ScreenCheck()(root, digests(root))
    assert [one.file for one in looked.grave] == ["pictures/lane.png"] and len(looked.items) == EXHIBITS - 1


def test_what_was_decoded_is_not_decoded_again_and_what_is_new_is(root: Path) -> None:
    """The digests say that nothing changed, though it did: nobody looks. Then they say what did."""
    check, before = ScreenCheck(), digests(root)
    check(root, before)
    broken(root)
    assert not check(root, before).grave
    assert [one.file for one in check(root, digests(root)).grave] == ["pictures/lane.png"]


def test_what_is_broken_is_looked_at_every_time(root: Path) -> None:
    check = ScreenCheck()
    broken(root)
    for _ in range(2):
        assert [one.file for one in check(root, digests(root)).grave] == ["pictures/lane.png"]


def test_the_same_bytes_as_another_kind_are_decoded_anew(root: Path) -> None:
    """A picture that turns into a poster is cut by other code."""
    check, before = ScreenCheck(), digests(root)
    check(root, before)
    manifest = root / "manifest.toml"
    manifest.write_text(manifest.read_text(encoding="utf-8").replace('kind = "image"', 'kind = "poster"', 1), "utf-8")
    broken(root)
    assert [one.file for one in check(root, before).grave] == ["pictures/lane.png"]


@pytest.mark.parametrize("name", ["quiz.png", "quiz.toml", "quiz"])
def test_nothing_is_asked_that_no_child_has_read(root: Path, name: str) -> None:
    """A bank under the name of a picture: the child has no readers then, and the screen's own process would read it."""
    for path in [path for path in root.rglob("*") if path.is_file() and path.name != "lane.png"]:
        path.unlink()
    (root / name).write_bytes(sheet(rows(3)))
    picture = '[[items]]\nid = "a"\nkind = "image"\nfile = "pictures/lane.png"\ntitle = "巷子"\n'
    picture += 'source = "演示"\nsource_date = 2026-11-01\n'
    bank = f'[[items]]\nid = "b"\nkind = "bank"\nfile = "{name}"\ntitle = "题库"\n'
    head = 'format = 1\nname = "spring"\nversion = "1"\ntitle = "春天"\n'
    (root / "manifest.toml").write_text(head + picture + bank, "utf-8")
    looked = ScreenCheck()(root, digests(root))
    assert looked.banks == len(open_pack(root, decode=False).banks) == 0
    assert [one.text for one in looked.findings if one.file == name] == [bank_words.WRONG_ENDING]


def test_a_child_that_waits_answers_as_well_and_is_ended_where_nothing_comes(root: Path) -> None:
    check = ScreenCheck()
    check.expect(True)
    check.expect(True)
    waits = check._waiting
    assert waits is not None and len(check(root, digests(root)).items) == EXHIBITS
    assert check._waiting is None and not waits.is_alive
    check.expect(True)
    left = check._waiting
    assert left is not None
    check.expect(False)
    check.expect(False)
    assert not left.is_alive


def test_a_child_that_died_while_it_waited_is_no_fault_of_the_pack(root: Path) -> None:
    check = ScreenCheck()
    check.expect(True)
    assert check._waiting is not None
    check._waiting._child.kill()
    check._waiting._child.wait()
    assert len(check(root, digests(root)).items) == EXHIBITS


def test_where_no_child_can_be_started_nothing_is_expected(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> None:
        raise OSError("no more processes")

    monkeypatch.setattr(screen_check, "waiting", refuse)
    check = ScreenCheck()
    with pytest.raises(OSError, match="no more"):
        check.expect(True)
    monkeypatch.undo()
    assert len(check(root, digests(root)).items) == EXHIBITS
