"""Pictures of an exam: who gets them, what of them lies where, and that they go with the exam."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest

from kiosk.apps.hall import modules
from kiosk.apps.hall.restore import restore
from kiosk.apps.hall.service import DATABASE_FILE
from kiosk.core.database import copies
from kiosk.core.database.copies import make_backup
from kiosk.features.quiz.hall.exams.desk import NoPicture
from kiosk.features.quiz.hall.exams.keeping import ExamShort, ExamTwice
from kiosk.features.quiz.hall.exams.schema import OLD_ROWS
from kiosk.features.quiz.hall.exams.words import PICTURE_ELSEWHERE
from kiosk.features.quiz.rules.answer import Answer
from kiosk.features.quiz.wire_exams import Refusal
from tests.features.quiz.hall.exams.halls import Hall, bank, exam, person, photo, pictured, refusal, run

ONE, TWO = person(1), person(2)
RED, BLUE = photo("red"), photo("blue")
BANK = pictured(10, 1, 4)  # a single choice and one that is judged; all ten are asked


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Hall]:
    hall = Hall(tmp_path / "hall", an_hour=1000)
    yield hall
    hall.close()


def held(hall: Hall, **changes: object) -> int:
    pictures = {"图/1.png": RED, "图/4.png": BLUE}
    return hall.holds(ONE, TWO, **{"bank": BANK, "pictures": pictures, **changes})


def places(hall: Hall, visit: str, terminal: int = 1) -> dict[str, int]:
    """Where the questions with a picture stand, by stem."""
    shown = [run(hall.sittings.question(terminal, visit, place)).question for place in range(10)]
    return {one.stem: one.place for one in shown if one and one.picture}


def files(hall: Hall) -> list[Path]:
    return sorted((hall.folder / "scans").glob("*.sealed"))


def test_who_sits_gets_the_picture_of_each_question_of_their_paper(hall: Hall) -> None:
    held(hall)
    visit, _ = hall.sits(ONE, 1)
    at = places(hall, visit)
    assert set(at) == {"题目1说的是什么？", "第4句话说得对。"}
    assert run(hall.sittings.picture(1, visit, at["题目1说的是什么？"])) == RED
    assert run(hall.sittings.picture(1, visit, at["第4句话说得对。"])) == BLUE
    for place in (set(range(10)) - set(at.values())) | {-1, 10, 10**9}:
        with pytest.raises(NoPicture):
            run(hall.sittings.picture(1, visit, place))


def test_its_options_stand_as_the_bank_has_them(hall: Hall) -> None:
    held(hall)
    for who, terminal in ((ONE, 1), (TWO, 2)):
        visit, _ = hall.sits(who, 1, terminal)
        at = places(hall, visit, terminal)["题目1说的是什么？"]
        shown = run(hall.sittings.question(terminal, visit, at)).question
        assert shown and [text[-1] for text in shown.options] == list("甲乙丙丁")


def test_nobody_else_gets_it_and_nobody_after_the_end(hall: Hall) -> None:
    held(hall)
    other = hall.holds(ONE, title="没有图的一场")
    visit, _ = hall.sits(ONE, 1)
    at = places(hall, visit)["题目1说的是什么？"]

    def asks(word: str, terminal: int = 1) -> Refusal | None:
        return refusal(lambda: run(hall.sittings.picture(terminal, word, at)))

    assert asks(visit) is None
    assert asks(visit, 2) is Refusal.GONE  # another terminal
    assert asks("x" * 32) is Refusal.GONE
    before_start = hall.card(TWO, 3).visit
    assert asks(before_start, 3) is Refusal.GONE  # a card alone
    again, _ = hall.sits(ONE, 1, 2)
    assert asks(visit) is Refusal.ELSEWHERE
    run(hall.sittings.hand_in(2, again))
    assert asks(again, 2) is Refusal.DONE
    plain = hall.card(ONE, 2).visit
    hall.start(plain, other, 2)
    with pytest.raises(NoPicture):  # the number of a picture of another exam
        run(hall.sittings.picture(2, plain, at))
    visit, _ = hall.sits(TWO, 1)
    hall.now += timedelta(hours=3)
    assert asks(visit) is Refusal.CLOSED


def test_it_uses_no_time_and_keeps_nothing(hall: Hall) -> None:
    held(hall)
    visit, _ = hall.sits(ONE, 1)
    at = places(hall, visit)["题目1说的是什么？"]
    rows = hall.rows("SELECT wrapped_key FROM exam_progress")
    hall.seconds += 3
    for _ in range(20):
        run(hall.sittings.picture(1, visit, at))
    assert hall.rows("SELECT wrapped_key FROM exam_progress") == rows


def test_items_whose_picture_is_not_there_are_not_asked(hall: Hall) -> None:
    made = held(hall, pictures={"图/4.png": BLUE, "别的.png": RED}, counts=((None, 9),))
    assert hall.keeping.exam(made).pictures == 1 and len(files(hall)) == 1
    visit, _ = hall.sits(ONE, made)
    stems = [run(hall.sittings.question(1, visit, place)).question for place in range(9)]
    assert "题目1说的是什么？" not in {one.stem for one in stems if one}
    with pytest.raises(ExamShort):
        held(hall, title="十题", pictures={"图/4.png": BLUE})
    assert len(files(hall)) == 1


def test_a_terminal_of_before_says_that_there_is_one(hall: Hall) -> None:
    held(hall)
    visit = hall.card(ONE).visit
    run(hall.sittings.start(1, visit, 1, pictures=False))
    told = [run(hall.sittings.question(1, visit, place)).question for place in range(10)]
    assert sum(one.stem.endswith(PICTURE_ELSEWHERE) for one in told if one) == 2
    again, _ = hall.sits(ONE, 1, 2)  # the same card at a terminal that shows them
    told = [run(hall.sittings.question(2, again, place)).question for place in range(10)]
    assert not any(PICTURE_ELSEWHERE in one.stem for one in told if one)


def test_what_lies_there_is_sealed_and_named_by_nobody(hall: Hall) -> None:
    held(hall)
    hall.close()
    lying = b"".join(path.read_bytes() for path in hall.folder.rglob("*") if path.is_file())
    assert RED[20:60] not in lying and "图/1".encode() not in lying
    hall.open()
    assert len(files(hall)) == 2  # the start swept, and left what is named
    visit, _ = hall.sits(ONE, 1)
    assert run(hall.sittings.picture(1, visit, places(hall, visit)["第4句话说得对。"])) == BLUE


def test_a_new_key_reaches_it(hall: Hall) -> None:
    held(hall)
    before = files(hall)
    hall.service.keys.rotate(lambda done, of: None)
    assert hall.rows("SELECT DISTINCT key_version FROM exam_pictures") == [(2,)]
    assert len(files(hall)) == 2 and not set(before) & set(files(hall))
    visit, _ = hall.sits(ONE, 1)
    assert run(hall.sittings.picture(1, visit, places(hall, visit)["题目1说的是什么？"])) == RED


def test_one_that_is_damaged_or_gone_takes_nothing_else(hall: Hall) -> None:
    held(hall)
    visit, _ = hall.sits(ONE, 1)
    at = places(hall, visit)
    gone, broken = files(hall)
    gone.unlink()
    broken.write_bytes(bytes([broken.read_bytes()[0] ^ 1]) + broken.read_bytes()[1:])
    for place in at.values():
        with pytest.raises(NoPicture):
            run(hall.sittings.picture(1, visit, place))
    assert hall.answer(visit, 1, at["题目1说的是什么？"], Answer((0,))).number == 1


def test_a_deleted_exam_takes_them_along(hall: Hall) -> None:
    first, second = held(hall), held(hall, title="另一场")
    assert len(files(hall)) == 4
    visit, _ = hall.sits(ONE, first)
    at = places(hall, visit)["题目1说的是什么？"]
    hall.keeping.delete(first, by=hall.keeper)
    assert len(files(hall)) == 2 and hall.rows("SELECT count(*) FROM exam_pictures") == [(2,)]
    assert refusal(lambda: run(hall.sittings.picture(1, visit, at))) is Refusal.GONE
    hall.keeping.delete(second, by=hall.keeper)
    assert files(hall) == [] and hall.rows("SELECT count(*) FROM exam_pictures") == [(0,)]


def test_they_go_after_their_days(hall: Hall) -> None:
    held(hall, kept_days=1)
    later = hall.now + timedelta(days=3)
    for rows in OLD_ROWS:
        hall.do(partial(rows.forget, now=later))
    hall.keeping.tidy()
    assert files(hall) == [] and hall.rows("SELECT count(*) FROM exam_pictures") == [(0,)]


def test_a_hall_that_died_before_it_removed_them_does_so_later(hall: Hall) -> None:
    made = held(hall)
    hall.do(lambda connection: connection.exec_driver_sql(f"DELETE FROM exams WHERE id = {made}").close())
    assert len(files(hall)) == 2
    hall.again()
    hall.keeping.tidy()
    assert files(hall) == []


def test_two_presses_leave_the_pictures_of_one(hall: Hall) -> None:
    held(hall)
    with pytest.raises(ExamTwice):
        held(hall)
    assert len(files(hall)) == 2
    with pytest.raises(ExamShort):
        hall.keeping.open_exam(exam(title="九题"), bank(9), by=hall.keeper)


def test_a_restored_copy_has_them(hall: Hall) -> None:
    made = held(hall)
    copy = make_backup(hall.service.database, hall.folder / "backups", hall.now)
    hall.keeping.delete(made, by=hall.keeper)
    copies.prune(copy.parent, modules.in_files())
    assert files(hall) == []
    hall.close()
    restore(hall.folder / DATABASE_FILE, copy, now=hall.now, above=0)
    hall.open()
    visit, _ = hall.sits(ONE, made)
    assert run(hall.sittings.picture(1, visit, places(hall, visit)["题目1说的是什么？"])) == RED


def test_an_erased_person_takes_no_picture_from_the_others(hall: Hall) -> None:
    made = held(hall)
    vault = hall.service.keys.needed
    hall.service.erasing(vault).erase(vault.blind_index(ONE.id_number), by=hall.keeper)
    assert len(files(hall)) == 2
    visit, _ = hall.sits(TWO, made)
    assert run(hall.sittings.picture(1, visit, places(hall, visit)["第4句话说得对。"])) == BLUE
