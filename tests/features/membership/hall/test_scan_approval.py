"""A keeper looks at each scanned page: it shows, it goes, it is turned, or it finds its real owner."""

from functools import partial
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from PIL import Image
from sqlalchemy import select, update

from content.pictures.jpeg import written
from devices.id_card.id_number import IdNumberWrong
from kiosk.core.access.accounts import Accounts
from kiosk.core.database.companions import link_all, shared
from kiosk.core.database.copies import FOLDER as BACKUPS
from kiosk.core.database.owner import Database
from kiosk.core.sealing.unlock import unlock
from kiosk.core.sealing.vault import SealBroken, Vault
from kiosk.features.membership.demo.people import PEOPLE, workbook
from kiosk.features.membership.hall.desk import MembershipDesk
from kiosk.features.membership.hall.scans.approval import AlreadyDecided, Letters, NoRecord, _page
from kiosk.features.membership.hall.scans.intake import ScanIntake
from kiosk.features.membership.hall.scans.reading import ScanUnreadable
from kiosk.features.membership.hall.scans.store import PageMissing, page_bytes
from kiosk.features.membership.hall.schema import records, scans
from tests.features.membership.fixtures import FixedClock
from tests.features.membership.hall import papers
from tests.features.membership.hall.sheets import number

CHEN, LIN = PEOPLE[0].id_number, PEOPLE[1].id_number
NOBODY = number(77)


@pytest.fixture
def vault(database: Database, tmp_path: Path) -> Vault:
    return unlock(database, tmp_path)


@pytest.fixture
def keeper(database: Database, clock: FixedClock) -> int:
    return (
        Accounts(database, clock, PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
        .add("吴敏", "keeper", "云溪里的早晨七点三十分")
        .id
    )


@pytest.fixture
def letters(
    desk: MembershipDesk, database: Database, vault: Vault, tmp_path: Path, clock: FixedClock,
    monkeypatch: pytest.MonkeyPatch,
) -> Letters:  # fmt: skip
    """Two pages of 陈建国's 入党申请书 wait."""
    desk.import_records(workbook())
    monkeypatch.setattr("kiosk.features.membership.hall.scans.reading.read_pages", lambda content: [content])
    intake = ScanIntake(database, vault, tmp_path, clock)
    plan = intake.plan([f"{CHEN}_申请书_{page}.jpg" for page in (1, 2)])
    for index in plan.order:
        intake.take(plan, index, papers.picture(600 + index, 800))
    return Letters(database, vault, tmp_path, clock)


def test_a_page_is_seen_approved_and_taken_back(
    letters: Letters, keeper: int, database: Database, vault: Vault, tmp_path: Path
) -> None:
    page = letters.next_waiting()
    assert page and page.person and (page.person.name, page.kind, page.page) == ("陈建国", "application", 1)
    assert (page.waiting, letters.waiting()) == (2, 2)
    assert papers.is_upright(letters.image(page.id, by=keeper))
    letters.decide(page.id, "approved", by=keeper)
    shown = partial(
        page_bytes, vault=vault, folder=tmp_path / "scans", blind=vault.blind_index(CHEN), kind="application", page=1
    )
    assert papers.is_upright(database.call(shown))
    second = letters.next_waiting()
    assert second and second.page == 2 and letters.next_waiting(after=second.id) == second
    with pytest.raises(AlreadyDecided):
        letters.decide(page.id, "approved", by=keeper)
    assert [(one.page, one.state) for one in letters.of_person(CHEN)] == [(1, "approved"), (2, "staged")]


def test_an_approval_is_taken_back(letters: Letters, keeper: int) -> None:
    page = letters.next_waiting()
    assert page
    letters.decide(page.id, "approved", by=keeper)
    letters.decide(page.id, "staged", by=keeper)
    assert letters.waiting() == 2


def test_a_refused_page_leaves_no_image(
    letters: Letters, keeper: int, database: Database, vault: Vault, tmp_path: Path, clock: FixedClock
) -> None:
    page = letters.next_waiting()
    assert page
    sizes = sorted(path.stat().st_size for path in (tmp_path / "scans").iterdir())
    letters.decide(page.id, "refused", by=keeper)
    left = sorted(path.stat().st_size for path in (tmp_path / "scans").iterdir())
    assert len(left) == len(sizes) and left[0] < 400 < sizes[0]
    with pytest.raises(PageMissing):
        letters.image(page.id, by=keeper)
    intake = ScanIntake(database, vault, tmp_path, clock)
    plan = intake.plan([f"{CHEN}_申请书_1.jpg"])
    assert intake.take(plan, 0, papers.picture(600, 800)).known  # not asked about again


def test_a_page_finds_its_owner_and_waits_again(
    letters: Letters, keeper: int, database: Database, vault: Vault
) -> None:
    page = letters.next_waiting()
    assert page
    for wrong, why in ((NOBODY, NoRecord), (LIN[:-1], IdNumberWrong)):
        with pytest.raises(why):
            letters.belongs_to(page.id, wrong, by=keeper)
    letters.belongs_to(page.id, LIN, by=keeper)
    assert [(one.page, one.state) for one in letters.of_person(LIN)] == [(1, "staged")]
    assert papers.is_upright(letters.image(page.id, by=keeper))  # sealed for 林秀英 now
    row = database.call(lambda connection: connection.execute(select(scans).where(scans.c.id == page.id)).one())
    assert row.blind == vault.blind_index(LIN)


def test_a_page_that_cannot_be_opened_stands_behind_the_others_and_can_only_be_left_out(
    letters: Letters, keeper: int, database: Database, tmp_path: Path
) -> None:
    first = letters.next_waiting()
    assert first
    row = database.call(lambda connection: connection.execute(select(scans).where(scans.c.id == first.id)).one())
    (tmp_path / "scans" / row.file).write_bytes(b"changed")
    with pytest.raises(SealBroken):
        letters.decide(first.id, "approved", by=keeper)
    second = letters.next_waiting()
    assert second and second.opens and second.page == 2
    letters.decide(second.id, "approved", by=keeper)
    (tmp_path / "scans" / row.file).unlink()
    last = letters.next_waiting()
    assert last and last.id == first.id and not last.opens
    letters.decide(last.id, "refused", by=keeper)
    assert letters.next_waiting() is None


def test_a_record_that_cannot_be_opened_does_not_hold_up_the_line(
    letters: Letters, keeper: int, database: Database
) -> None:
    waiting = letters.next_waiting()
    assert waiting
    letters.belongs_to(waiting.id, LIN, by=keeper)
    broken = update(records).where(records.c.blind == letters._vault.blind_index(CHEN)).values(blob=b"changed")
    database.call(lambda connection: connection.execute(broken).close())
    page = letters.next_waiting()
    assert page and page.person and page.person.id_number == LIN


def test_what_its_file_said_of_a_page_stands_beside_it(letters: Letters, keeper: int, tmp_path: Path) -> None:
    page = letters.next_waiting()
    assert page and page.remark == ""
    letters._replace(letters._database.call(partial(_page, row_id=page.id)), letters._vault.blind_index(CHEN),
                     written(Image.new("L", (600, 800), 255), 80, "empty"), {}, "turned", keeper)  # fmt: skip
    found = letters.next_waiting()
    assert found and (found.id, found.remark) == (page.id, "empty")


def test_a_page_is_turned(letters: Letters, keeper: int, tmp_path: Path) -> None:
    page = letters.next_waiting()
    assert page
    letters.turn(page.id, 1, by=keeper)
    assert not papers.is_upright(letters.image(page.id, by=keeper))
    letters.turn(page.id, -1, by=keeper)
    assert papers.is_upright(letters.image(page.id, by=keeper))
    assert len(list((tmp_path / "scans").iterdir())) == 2


def test_what_a_nightly_copy_names_stays_with_it_until_a_page_is_refused(
    letters: Letters, keeper: int, tmp_path: Path
) -> None:
    page = letters.next_waiting()
    assert page
    (tmp_path / BACKUPS).mkdir()
    link_all(tmp_path, tmp_path / BACKUPS)
    nightly = shared(tmp_path / BACKUPS) / "scans"
    names = {path.name for path in nightly.iterdir()}
    letters.turn(page.id, 1, by=keeper)
    letters.belongs_to(page.id, LIN, by=keeper)
    assert {path.name for path in nightly.iterdir()} == names  # a restore of that copy shows the page as it was
    link_all(tmp_path, tmp_path / BACKUPS)
    letters.decide(page.id, "refused", by=keeper)
    assert len(list(nightly.iterdir())) == 2


def test_a_page_is_turned_by_a_child_and_never_opened_in_the_hall(
    letters: Letters, keeper: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It came from a child that a keeper's file may have taken over, so it may be anything."""
    page = letters.next_waiting(after=0)
    assert page is not None
    monkeypatch.setattr("PIL.Image.open", None)
    letters.turn(page.id, 1, by=keeper)
    monkeypatch.setattr(letters, "_opened", lambda row: b"%PDF-1.4 no page of ours")
    with pytest.raises(ScanUnreadable):
        letters.turn(page.id, 1, by=keeper)
