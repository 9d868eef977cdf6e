"""The letters of one visit: which pages, for how long, to whom. Real sealed files, the real desk."""

import asyncio
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from kiosk.core.database.owner import Database
from kiosk.core.sealing.files import SealedFiles
from kiosk.core.sealing.schema import audit
from kiosk.core.sealing.unlock import unlock
from kiosk.core.sealing.vault import Vault
from kiosk.features.membership.hall.desk import MembershipDesk, Proof
from kiosk.features.membership.hall.letters import LettersClosed
from kiosk.features.membership.hall.schema import scans
from kiosk.features.membership.rules.record import RecordView
from tests.features.membership.fixtures import FixedClock
from tests.features.membership.hall.scanned import scan
from tests.features.membership.hall.sheets import number, row, xlsx

NAME, MEMBER, OTHER = "演示甲", number(1), number(2)
Scan = Callable[..., str]


@pytest.fixture
def vault(database: Database, tmp_path: Path) -> Vault:
    return unlock(database, tmp_path)


@pytest.fixture
def hall(database: Database, vault: Vault, tmp_path: Path, clock: FixedClock) -> MembershipDesk:
    made = MembershipDesk(database, vault, clock, letters=SealedFiles(tmp_path))
    made.open()
    made.import_records(xlsx([row(1, name=NAME), row(2, name="演示乙")]))
    return made


@pytest.fixture
def scanned(database: Database, vault: Vault, tmp_path: Path) -> Scan:
    def put(id_number: str, image: bytes, page: int, state: str = "approved") -> str:
        return scan(database, vault, tmp_path, id_number, image, page=page, state=state)

    return put


def look_up(hall: MembershipDesk, name: str = NAME, id_number: str = MEMBER, terminal: int = 3) -> RecordView:
    view = asyncio.run(hall.look_up(Proof(name, id_number), terminal))
    assert view is not None
    return view


def page(hall: MembershipDesk, key: str, at: int = 1, terminal: int = 3, kind: str = "application") -> bytes:
    return asyncio.run(hall.look_ups.letter_page(terminal, key, kind, at))


def audited(database: Database) -> list[tuple[str, str, str]]:
    columns = select(audit.c.actor, audit.c.action, audit.c.outcome).order_by(audit.c.id)
    found = database.call(lambda connection: connection.execute(columns).all())
    return [(line.actor, line.action, line.outcome) for line in found]


def test_only_what_a_keeper_approved_is_told_and_shown(hall: MembershipDesk, scanned: Scan, database: Database) -> None:
    for at, state in ((1, "approved"), (2, "staged"), (3, "refused"), (4, "approved")):
        scanned(MEMBER, f"page {at}".encode(), at, state)
    scanned(OTHER, b"of somebody else", 1)
    view = look_up(hall)
    assert [(letter.kind, letter.pages) for letter in view.letters] == [("application", 2)]
    assert [page(hall, view.letters_key, at) for at in (1, 2)] == [b"page 1", b"page 4"]
    for at, kind in ((0, "application"), (3, "application"), (1, "volunteer"), (1, "../etc")):
        with pytest.raises(LettersClosed):
            page(hall, view.letters_key, at, kind=kind)
    assert audited(database)[1:] == [("card", "look_up", "shown"), ("card", "letter", "shown")]


def test_who_has_no_letters_gets_no_key(hall: MembershipDesk) -> None:
    view = look_up(hall)
    assert (view.letters, view.letters_key) == ((), "")


def test_the_key_dies_with_the_next_look_up_also_one_that_is_refused(hall: MembershipDesk, scanned: Scan) -> None:
    scanned(MEMBER, b"page", 1)
    key = look_up(hall).letters_key
    assert asyncio.run(hall.look_up(Proof("演示丙", MEMBER), 3)) is None
    with pytest.raises(LettersClosed):
        page(hall, key)


def test_the_key_is_worth_nothing_elsewhere_or_later(hall: MembershipDesk, scanned: Scan, clock: FixedClock) -> None:
    scanned(MEMBER, b"page", 1)
    key = look_up(hall).letters_key
    for guess, terminal in ((key, 4), (key[:-1], 3), ("", 3)):
        with pytest.raises(LettersClosed):
            page(hall, guess, terminal=terminal)
    clock.moment += timedelta(minutes=9, seconds=59)
    assert page(hall, key) == b"page"
    clock.moment += timedelta(seconds=1)
    with pytest.raises(LettersClosed):
        page(hall, key)


def test_the_wipe_closes_the_letters_and_a_late_one_closes_nobody_elses(hall: MembershipDesk, scanned: Scan) -> None:
    scanned(MEMBER, b"page", 1)
    first = look_up(hall).letters_key
    second = look_up(hall).letters_key
    hall.look_ups.end(3, first)  # of the visit before, delayed on its way
    assert page(hall, second) == b"page"
    hall.look_ups.end(3, second)
    with pytest.raises(LettersClosed):
        page(hall, second)


def test_a_page_whose_file_is_gone_or_swapped_is_refused_and_audited(
    hall: MembershipDesk, scanned: Scan, database: Database, tmp_path: Path
) -> None:
    mine, other = scanned(MEMBER, b"mine", 1), scanned(OTHER, b"other", 1)
    key = look_up(hall).letters_key
    swap = update(scans).where(scans.c.file == mine).values(blind=hall._vault.blind_index(number(9)))
    (tmp_path / "scans" / mine).write_bytes((tmp_path / "scans" / other).read_bytes())
    with pytest.raises(LettersClosed):
        page(hall, key)
    (tmp_path / "scans" / mine).unlink()
    with pytest.raises(LettersClosed):
        page(hall, key)
    database.call(lambda connection: connection.execute(swap).close())
    with pytest.raises(LettersClosed):
        page(hall, key)
    assert audited(database)[-3:] == [("card", "letter", "unsound")] * 3


def test_a_letter_is_in_the_audit_also_when_the_first_try_to_write_it_there_failed(
    hall: MembershipDesk, scanned: Scan, database: Database
) -> None:
    scanned(MEMBER, b"page", 1)
    key = look_up(hall).letters_key
    full = "CREATE TRIGGER full BEFORE INSERT ON audit BEGIN SELECT RAISE(ABORT, 'full'); END"
    database.call(lambda connection: connection.exec_driver_sql(full).close())
    with pytest.raises(IntegrityError):
        page(hall, key)
    database.call(lambda connection: connection.exec_driver_sql("DROP TRIGGER full").close())
    assert page(hall, key) == page(hall, key) == b"page"
    assert audited(database)[2:] == [("card", "letter", "shown")]
