"""What is kept of an exam over the years: a new key, a restored copy, a person's own copy; and members of a branch."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest

from kiosk.apps.hall.restore import restore
from kiosk.apps.hall.service import DATABASE_FILE
from kiosk.core.access.accounts import NotTheirs
from kiosk.core.database.copies import make_backup
from kiosk.features.membership.demo.people import PEOPLE, workbook
from kiosk.features.quiz.hall.exams.keeping import ExamGone, ExamOver, ExamShort, ExamTwice
from kiosk.features.quiz.hall.exams.results import results
from kiosk.features.quiz.rules.answer import Answer
from kiosk.features.quiz.rules.exams.exam import ExamUnsound
from kiosk.features.quiz.rules.exams.people_list import Listed
from kiosk.features.quiz.wire_exams import Refusal
from tests.features.quiz.hall.exams.halls import TUESDAY, Hall, bank, exam, person, refusal, run

ONE, TWO = person(1), person(2)


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Hall]:
    hall = Hall(tmp_path / "hall", an_hour=1000)
    yield hall
    hall.close()


def test_a_new_key_in_the_middle_of_an_exam(hall: Hall) -> None:
    held = hall.holds(ONE, TWO)
    visit, _ = hall.sits(ONE, held)
    hall.answer(visit, 1, 0, Answer((0,)))
    hall.service.keys.rotate(lambda done, of: None)
    assert hall.answer(visit, 2, 1, Answer((1,))).answered == (0, 1)
    versions = {version for table in ("exams", "exam_people", "exam_sittings", "exam_progress")
                for (version,) in hall.rows(f"SELECT key_version FROM {table}")}  # fmt: skip
    assert versions == {2}
    hall.again()
    assert hall.sits(ONE, held, 2)[1].answered == (0, 1)
    assert hall.sits(TWO, held, 3)[1].answered == ()  # a paper is drawn of the bank under its new key
    assert refusal(partial(hall.card, person(9))) is Refusal.NOBODY


def test_a_restored_copy_knows_the_exam_and_brings_no_erased_person_back(hall: Hall) -> None:
    held = hall.holds(ONE, TWO)
    for who, terminal in ((ONE, 1), (TWO, 2)):
        visit, _ = hall.sits(who, held, terminal)
        hall.answer(visit, 1, 0, Answer((0,)), terminal=terminal)
    copy = make_backup(hall.service.database, hall.folder / "backups", hall.now)
    vault = hall.service.keys.needed
    hall.service.erasing(vault).erase(vault.blind_index(ONE.id_number), by=hall.keeper)
    visit, _ = hall.sits(TWO, held, 2)
    hall.answer(visit, 2, 1, Answer((0,)), terminal=2)
    hall.close()
    restore(hall.folder / DATABASE_FILE, copy, now=hall.now, above=0)
    hall.open()
    assert refusal(partial(hall.card, ONE)) is Refusal.NOBODY
    _, sitting = hall.sits(TWO, held)
    assert (sitting.number, sitting.answered) == (1, (0,))  # as the copy knew it


def test_a_person_s_own_copy_has_their_answers_and_no_right_ones(hall: Hall) -> None:
    held = hall.holds(ONE)
    visit, _ = hall.sits(ONE, held)
    given = hall.right(visit, 0)
    hall.answer(visit, 1, 0, given)
    run(hall.sittings.hand_in(1, visit))
    content = hall.service.people().export(ONE.id_number, by=hall.keeper)
    with zipfile.ZipFile(io.BytesIO(content)) as folder:
        told = folder.read("quiz/正式测试.txt").decode()
    assert "党章知识测试" in told and ONE.name in told and "答对 1 题" in told and told.count("没有作答") == 9


def test_members_of_a_branch_sit_by_their_own_record(hall: Hall) -> None:
    assert hall.service.membership is not None
    hall.service.membership.import_records(workbook())
    first = next(one for one in PEOPLE if one.branch == "云溪里演示第一党支部")
    other = next(one for one in PEOPLE if one.branch == "云溪里演示老干部党支部")
    held = hall.holds(branches=("云溪里演示 第一党支部",))
    who = Listed(first.name, first.id_number)
    assert [one.exam for one in hall.card(who).exams] == [held]
    visit, _ = hall.sits(who, held)
    hall.answer(visit, 1, 0, Answer((0,)))
    for stranger in (Listed(other.name, other.id_number), Listed("别人", first.id_number), person(1)):
        assert refusal(partial(hall.card, stranger, 2)) is Refusal.NOBODY
    summary = hall.keeping.exam(held)
    assert (summary.people, summary.begun) == (0, 1)
    (row,) = results(hall.sittings.hall, summary.held, frozenset()).people
    assert (row.listed.name, row.listed.branch, row.state, row.answered) == (first.name, first.branch, "paused", 1)


def test_a_keeper_changes_the_list_while_people_sit(hall: Hall) -> None:
    held = hall.holds(ONE, TWO)
    visit, _ = hall.sits(ONE, held)
    hall.answer(visit, 1, 0, Answer((0,)))
    hall.keeping.set_people(held, [person(3)], by=hall.keeper)
    assert hall.sits(ONE, held, 2)[1].answered == (0,)
    assert refusal(partial(hall.card, TWO)) is Refusal.NOBODY
    assert hall.card(person(3), 3).exams[0].exam == held


def test_what_cannot_be_held_is_not(hall: Hall) -> None:
    hall.holds(ONE)
    for changes, reason in (
        ({"title": ""}, "title"), ({"closes_at": TUESDAY - timedelta(hours=2)}, "hours"), ({"counts": ()}, "count"),
        ({"closes_at": TUESDAY, "minutes": None}, "over"), ({"counts": ((None, 201),)}, "too_many"),
        ({"minutes": 0}, "minutes"), ({"minutes": 200}, "minutes_hours"), ({"pass_mark": 101}, "pass_mark"),
        ({"kept_days": 367}, "kept_days"), ({"kept_days": 0}, "kept_days"), ({"branches": ("支",) * 51}, "branches"),
        ({"closes_at": TUESDAY + timedelta(days=40)}, "too_long"),
    ):  # fmt: skip
        with pytest.raises(ExamUnsound, match=f"^{reason}$"):
            hall.keeping.open_exam(exam(**changes), bank(), by=hall.keeper)
    with pytest.raises(ExamTwice):
        hall.keeping.open_exam(exam(), bank(), by=hall.keeper)
    with pytest.raises(ExamShort):
        hall.keeping.open_exam(exam(title="别的"), bank(9), by=hall.keeper)
    with pytest.raises(NotTheirs):
        hall.keeping.open_exam(exam(title="别的"), bank(), by=99)


def test_an_exam_that_is_over_or_gone_does_not_change(hall: Hall) -> None:
    held = hall.holds(ONE)
    hall.keeping.close(held, by=hall.keeper)
    hall.keeping.close(held, by=hall.keeper)
    for change in (
        partial(hall.keeping.set_people, held, [TWO]),
        partial(hall.keeping.give_minutes, held, hall.rows("SELECT id FROM exam_people")[0][0], 5),
    ):
        with pytest.raises(ExamOver):
            change(by=hall.keeper)
    hall.keeping.delete(held, by=hall.keeper)
    keeping = hall.keeping
    for gone in (partial(keeping.delete, held), partial(keeping.close, held), partial(keeping.set_people, held, [])):
        with pytest.raises(ExamGone):
            gone(by=hall.keeper)


def test_how_often_a_question_was_right_is_told_of_those_that_many_had(hall: Hall) -> None:
    people = [person(which) for which in range(1, 8)]
    held = hall.holds(*people, counts=((None, 3),), bank=bank(3))
    for which, who in enumerate(people[:5]):
        visit, _ = hall.sits(who, held)
        for place in range(3):
            given = hall.right(visit, place) if place < which else Answer()
            hall.answer(visit, place + 1, place, given)
        if which < 4:
            run(hall.sittings.hand_in(1, visit))
    summary = hall.keeping.exam(held)
    found = results(hall.sittings.hall, summary.held, hall.sittings.visits.sitting_now(held))
    assert [sum(one.state == state for one in found.people) for state in ("done", "sitting", "new")] == [4, 1, 2]
    assert found.items == () and found.papers == 4
    hall.keeping.close(held, by=hall.keeper)
    found = results(hall.sittings.hall, hall.keeping.exam(held).held, frozenset())
    assert found.papers == 5 and sum(one.right for one in found.items) == 0 + 1 + 2 + 3 + 3
    assert [one.asked for one in found.items] == [5, 5, 5]
    assert sorted(one.made.points for one in found.people if one.made) == [0, 33, 67, 100, 100]
