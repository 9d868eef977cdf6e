"""Several hands at one bank of a draft: a file that another hand has exchanged keeps nobody from saving or building."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from content.banks.bank_file import own_bytes, plain_of
from content.banks.model import Bank, Item, Kind
from kiosk.features.exhibition.hall.banks.editing import BankEditor, mark_of
from kiosk.features.exhibition.hall.banks.kept import Banks
from kiosk.features.exhibition.hall.drafts import Change, ChangedMeanwhile, Drafts
from tests.features.exhibition.hall.banks.conftest import Hall

ITEMS = tuple(Item(str(number), Kind.SINGLE, f"第{number}问？", ("甲", "乙"), (0,)) for number in range(1, 4))


@pytest.fixture
def drafts(hall: Hall, tmp_path: Path) -> Drafts:
    made = hall.service.drafts
    made.make("spring", "春天")
    staged = tmp_path / "staged"
    staged.write_bytes(own_bytes(Bank("题", ITEMS)))
    written = {"title": "题", "kind": "bank", "file": "a.bank.json"}
    made.save("spring", made.of("spring").revision, Change("", written, staged))
    return made


def changed(editor: BankEditor, number: int) -> None:
    before = ITEMS[number - 1]
    plain = {key: value for key, value in plain_of(before).items() if key != "id"} | {"stem": f"{before.stem}改"}
    editor.save("spring", "item-1", before.id, mark_of(before), plain)


def stems(editor: BankEditor) -> list[str]:
    return [one.stem for one in editor.look("spring", "item-1").bank]


class Interrupted(Banks):
    """Before a file is looked at, and after it was written, another hand was there."""

    def __init__(self, before: Callable[[], None], after: Callable[[], None]) -> None:
        super().__init__()
        self._before, self._after = [before], [after]

    def of(self, path: Path, name: str) -> Bank:
        while self._before:
            self._before.pop()()
        return super().of(path, name)

    def keep(self, path: Path, bank: Bank) -> None:
        while self._after:
            self._after.pop()()
        super().keep(path, bank)


def test_two_hands_at_two_questions_are_in_nobodys_way(drafts: Drafts) -> None:
    other = BankEditor(drafts, Banks())
    banks = Interrupted(lambda: changed(other, 1), lambda: changed(other, 2))
    changed(BankEditor(drafts, banks), 3)
    assert stems(other) == ["第1问？改", "第2问？改", "第3问？改"]


def test_a_file_that_is_lost_is_no_other_hand(drafts: Drafts) -> None:
    (drafts.home / "spring" / str(drafts.of("spring").items["item-1"]["file"])).unlink()
    with pytest.raises(FileNotFoundError):
        changed(BankEditor(drafts, Banks()), 1)


def test_no_version_is_built_without_the_bank_that_is_being_written(
    drafts: Drafts, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the list of its items and the files another hand saves a question: its file is another from then on."""
    editor, as_it_is = BankEditor(drafts, Banks()), drafts.of

    def interrupted(pack: str) -> object:
        found = as_it_is(pack)
        monkeypatch.setattr(drafts, "of", as_it_is)
        changed(editor, 1)
        return found

    monkeypatch.setattr(drafts, "of", interrupted)
    with pytest.raises(ChangedMeanwhile), drafts.folder("spring"):
        pass
    with drafts.folder("spring") as root:
        assert len(list(root.glob("*.json"))) == 1
