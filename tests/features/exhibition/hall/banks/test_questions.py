"""A question is withdrawn: who may ask what, what stands in the chain, what a copy of before does not undo."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from content.packs.installed import open_installed
from kiosk.apps.hall.restore import restore
from kiosk.apps.hall.service import DATABASE_FILE
from kiosk.core.banks.reading import read_file
from kiosk.core.database import copies
from kiosk.core.sealing import audit
from kiosk.core.web.keeper_room import NotDone
from kiosk.features.exhibition.hall import words
from kiosk.features.exhibition.hall.audited import AUDITED
from kiosk.features.exhibition.hall.banks import published
from kiosk.features.exhibition.hall.desk import PackRefused
from kiosk.features.exhibition.hall.module import asked_no_more, withdraw
from tests.features.exhibition.hall.banks.conftest import BANK, NOW, Hall, rows, sheet


def refused(work: Callable[[], object]) -> str:
    with pytest.raises(PackRefused) as error:
        work()
    assert error.value.reason in words.REFUSED
    return error.value.reason


def test_a_question_is_withdrawn_once_and_brought_back_once(hall: Hall) -> None:
    hall.play("1", sheet(rows()))
    desk, keeper = hall.service.questions, hall.service.accounts.add("演示甲", "keeper", "云溪里的早晨七点三十分").id
    before = hall.service.releases.offer()
    desk.withdraw_question(BANK, "2", keeper, "来源改了")
    (down,) = desk.withdrawn()
    (_, second, _) = read_file(Path("quiz.xlsx"), sheet(rows()), BANK)
    assert (down.bank, down.question, down.version, down.why) == (BANK, "2", second.version, "来源改了")
    offer = hall.service.releases.offer()
    assert offer.serial > before.serial and offer.release == before.release  # nothing is published anew
    assert [(one.bank, one.question) for one in offer.withdrawn] == [(BANK, "2")]
    assert refused(lambda: desk.withdraw_question(BANK, "2", keeper)) == "withdrawn_already"
    desk.bring_back_question(BANK, "2", keeper)
    assert refused(lambda: desk.bring_back_question(BANK, "2")) == "not_withdrawn"
    assert desk.withdrawn() == [] and hall.service.releases.offer().withdrawn == ()
    lines = hall.service.database.call(audit.read_page)[:2]
    assert [(one.action, one.by, dict(one.counts)) for one in lines[::-1]] == [
        ("question_withdrawn", keeper, {"question": 1}), ("question_brought_back", keeper, {"question": 1}),
    ]  # fmt: skip
    told = AUDITED["question_withdrawn"]
    assert hall.service.database.call(lambda rows: told.about(rows, {"question": 1})) == "“春天” 2"


def test_what_is_in_no_version_is_refused_and_what_the_hall_does_not_know_is_not(hall: Hall) -> None:
    desk = hall.service.questions
    hall.play("1", sheet(rows(3)))
    hall.play("2", sheet(rows(1)))
    desk.withdraw_question(BANK, "3")  # of the version before: whoever rolls back must not ask it
    assert refused(lambda: desk.withdraw_question(BANK, "9")) == "no_such_question"
    for name in ("", "spring", "spring/", "../../etc/passwd", "spring/quiz/1", "𠮷/quiz"):
        assert refused(lambda name=name: desk.withdraw_question(name, "1")) == "unknown"  # type: ignore[misc]
    assert refused(lambda: desk.withdraw_question(BANK, "")) == "no_such_question"
    assert refused(lambda: desk.withdraw_question(BANK, "1" * 65)) == "no_such_question"
    desk.withdraw_question("own-folder/quiz", "1")  # of a terminal's own folder
    starter = open_installed(hall.folder / "none")[-1].banks[0]
    desk.withdraw_question(starter.name, starter.items[0].id)
    assert [one.version for one in desk.withdrawn()][1:] == ["", starter.items[0].version]
    assert hall.service.banks.titles()[BANK] == "冬季题库" and starter.name in hall.service.banks.titles()
    assert hall.service.banks.titles()["checkup"] == "党性体检"


def test_the_page_of_questions_is_handed_what_plays_and_the_verb(hall: Hall) -> None:
    hall.play("1", sheet(rows(3)))
    hall.play("1", sheet(rows(2)), "autumn")
    banks = hall.service.banks
    first = {bank.name: bank for bank in banks.playing()}
    assert {"spring/quiz": 3, "autumn/quiz": 2}.items() <= {name: len(bank) for name, bank in first.items()}.items()
    assert any(name.startswith("starter/") for name in first)
    hall.play("2", sheet(rows(4)))
    second = {bank.name: bank for bank in banks.playing()}
    assert len(second["spring/quiz"]) == 4 and second["autumn/quiz"] is first["autumn/quiz"]
    press = withdraw(hall.service)
    keeper = hall.service.accounts.add("演示甲", "keeper", "云溪里的早晨七点三十分").id
    press(BANK, "4", keeper)
    assert asked_no_more(hall.service)() == {(BANK, "4")}
    with pytest.raises(NotDone, match="已经停用"):
        press(BANK, "4", keeper)
    press(BANK, "1", keeper)  # which stands in the other bank too: no screen asks it there, and the page says so
    assert asked_no_more(hall.service)() == {(BANK, "4"), (BANK, "1"), ("autumn/quiz", "1")}


def test_a_hall_holds_no_more_questions_than_it_has_memory_for(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    for pack in ("spring", "autumn", "winter"):
        hall.play("1", sheet(rows(3)), pack)
    here = sum(len(bank) for bank in hall.service.banks.playing())
    monkeypatch.setattr(published, "MOST_QUESTIONS", here - 4)
    assert sum(len(bank) for bank in hall.service.banks.playing()) == here - 3  # with the one that goes beyond


def test_a_file_that_is_lost_keeps_no_question_on_the_screens(hall: Hall) -> None:
    number = hall.play("1", sheet(rows()))
    digest = hall.service.packs.version(number).digest
    (hall.settings.data_dir / "packs" / f"{digest}.zip").write_bytes(b"something else")
    hall.service.questions.withdraw_question(BANK, "2")
    assert [one.version for one in hall.service.questions.withdrawn()] == [""]


def test_a_copy_of_before_asks_nothing_that_was_withdrawn_since(hall: Hall) -> None:
    hall.play("1", sheet(rows()))
    desk = hall.service.questions
    desk.withdraw_question(BANK, "1")
    copy = copies.make_backup(hall.service.database, hall.folder / "copies", NOW)
    desk.bring_back_question(BANK, "1")
    desk.withdraw_question(BANK, "2", why="演示")
    for _ in range(2):  # a second time none is doubled
        hall.close()
        restore(hall.settings.data_dir / DATABASE_FILE, copy, now=NOW, above=0, packs=False)
        hall.open()
        found = hall.service.questions.withdrawn()
        assert [(one.question, one.why) for one in found] == [("2", "演示")]
