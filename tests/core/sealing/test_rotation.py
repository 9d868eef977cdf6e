"""A new key version: everything is sealed anew while look-ups go on, and a death at any moment loses nothing."""

import asyncio
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError

from kiosk.apps.hall.restore import restore
from kiosk.core.database import copies
from kiosk.core.database.migrations import open_hall_database
from kiosk.core.database.owner import Database
from kiosk.core.database.schema import marks
from kiosk.core.sealing import audit
from kiosk.core.sealing.desk import KeyDesk, RotationRunning
from kiosk.core.sealing.files import SealedFiles
from kiosk.core.sealing.key_file import KeyNotOurs, OpenKey, open_ring
from kiosk.core.sealing.key_verbs import key_verbs
from kiosk.core.sealing.recovery import RecoveryForged
from kiosk.core.sealing.schema import record_vault
from kiosk.core.sealing.vault import Sealed, Vault
from kiosk.core.sealing.verbs import Verbs
from kiosk.core.sealing.versions import KeyBehind, KeyWrong, VersionsLacking, floor
from kiosk.features.membership.hall.desk import MembershipDesk, Proof
from kiosk.features.membership.hall.schema import records, scans
from tests.features.membership.fixtures import FixedClock
from tests.features.membership.hall.kept import keep
from tests.features.membership.hall.scanned import images, scan
from tests.features.membership.hall.sheets import number, row, xlsx
from tests.features.membership.keys import key_desk, person_desk

PAGE = b"\xff\xd8 a page \xff\xd9"


@pytest.fixture
def keys(database: Database, tmp_path: Path, clock: FixedClock) -> KeyDesk:
    made = key_desk(database, tmp_path, clock)
    made.open()
    made.make_recovery()  # without a code no version is ever dropped
    return made


@pytest.fixture
def filled(database: Database, keys: KeyDesk, clock: FixedClock, tmp_path: Path) -> MembershipDesk:
    """600 people and two pages of one of them."""
    desk = MembershipDesk(database, vault_of(keys), clock)
    keep(database, vault_of(keys), range(1, 601))
    for page in (1, 2):
        scan(database, vault_of(keys), tmp_path, number(7), PAGE + bytes([page]), page=page)
    return desk


def vault_of(keys: KeyDesk) -> Vault:
    assert keys.vault is not None
    return keys.vault


def versions(database: Database) -> set[int]:
    query = select(records.c.key_version).union_all(select(scans.c.key_version))
    return set(database.call(lambda connection: connection.execute(query).scalars().all()))


def shown(desk: MembershipDesk, serial: int) -> bool:
    name = str(row(serial)[0])
    return asyncio.run(desk.look_up(Proof(name, number(serial)), 1)) is not None


def outcomes(database: Database) -> list[tuple[str, str]]:
    lines = database.call(lambda connection: audit.read_page(connection))
    return [(line.action, line.outcome) for line in reversed(lines)]


def test_everything_is_sealed_anew_and_still_opens(
    database: Database, keys: KeyDesk, filled: MembershipDesk, tmp_path: Path
) -> None:
    told: list[tuple[int, int]] = []
    old_files = {path.name for path in SealedFiles(tmp_path).folder.iterdir()}
    done = keys.rotate(lambda at, rows: told.append((at, rows)))
    assert (done.version, done.resumed, done.records, done.letters, done.broken, done.kept) == (
        2,
        False,
        600,
        2,
        (),
        (),
    )
    assert told[-1] == (602, 602) and versions(database) == {2}
    assert sorted(open_ring(tmp_path / "records.key").sealing) == [2]
    assert all(shown(filled, serial) for serial in (1, 300, 600))
    assert images(database, vault_of(keys), tmp_path) == [PAGE + b"\x01", PAGE + b"\x02"]
    assert old_files.isdisjoint(path.name for path in SealedFiles(tmp_path).folder.iterdir())
    assert not shown(filled, 601) and outcomes(database)[-1] == ("look_up", "no_record")  # the decoy goes along
    assert filled.verify_audit().whole


def test_the_owner_is_never_held_for_the_whole_of_it(database: Database, keys: KeyDesk, filled: MembershipDesk) -> None:
    """Look-ups and imports in the middle of it: what they see opens, what they seal is sealed by the new version."""

    def in_between(done: int, rows_in_all: int) -> None:
        assert shown(filled, 600)
        if done == 250:
            assert filled.import_records(xlsx([row(900)])).published

    keys.rotate(in_between)
    assert shown(filled, 900) and versions(database) == {2}


def test_no_other_verb_writes_the_key_file_meanwhile(
    database: Database, keys: KeyDesk, filled: MembershipDesk, tmp_path: Path
) -> None:
    """A ring read before and written back after it would lose the version that everything is sealed by."""
    refused: list[int] = []
    verbs = Verbs(keys, key_verbs(keys, database))

    def in_between(done: int, rows_in_all: int) -> None:
        for verb in (lambda: keys.set_passphrase("correct horse battery"), keys.make_recovery,
                     lambda: keys.recover(code), lambda: keys.rotate(in_between)):  # fmt: skip
            with pytest.raises(RotationRunning):
                verb()
            refused.append(done)
        assert keys.open() is False and verbs.run("list", {}, in_between)["lines"]  # nobody waits

    code = keys.make_recovery()
    assert keys.rotate(in_between).version == 2 and refused
    keys.set_passphrase("correct horse battery")
    assert keys.rotate(lambda done, rows_in_all: None).version == 3 and keys.state().passphrase


def test_what_is_sealed_too_late_is_refused_by_the_database(
    database: Database, keys: KeyDesk, filled: MembershipDesk
) -> None:
    """Otherwise a row would need a version that the ring has dropped."""
    keys.rotate(lambda done, rows_in_all: None)
    late = update(records).where(records.c.id == 1_000_002).values(key_version=1)
    with pytest.raises(IntegrityError, match="left behind"):
        database.call(lambda connection: connection.execute(late).close())


def test_a_correction_made_meanwhile_is_kept(
    database: Database, keys: KeyDesk, filled: MembershipDesk, tmp_path: Path, clock: FixedClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    """It comes after the row was read and before it is written."""
    vault, once = vault_of(keys), iter([True])
    people = person_desk(database, vault, tmp_path, clock)
    sealing = vault.seal

    def seal(table: str, row_id: int, plain: bytes) -> Sealed:
        if vault.key_version == 2 and next(once, False):
            people.correct(number(1), {"branch": "演示改过的支部"}, "更正", by=1)
        return sealing(table, row_id, plain)

    monkeypatch.setattr(vault, "seal", seal)
    keys.rotate(lambda done, rows_in_all: None)
    kept = people.person(number(1), by=1)
    assert kept is not None and kept.branch == "演示改过的支部"


def test_a_nightly_copy_keeps_the_old_version_in_the_key_file(
    database: Database, keys: KeyDesk, filled: MembershipDesk, tmp_path: Path, clock: FixedClock
) -> None:
    folder = tmp_path / copies.FOLDER
    copy = copies.make_backup(database, folder, clock())
    assert keys.rotate(lambda done, rows_in_all: None).kept == (1,)
    clock.moment += timedelta(days=1)
    copies.make_backup(database, folder, clock())
    copy.unlink()
    done = keys.rotate(lambda done, rows_in_all: None)
    assert (done.version, done.kept) == (3, (2,))  # the copy of today was sealed by version 2 throughout


def test_the_code_opens_a_copy_from_before_two_rotations(
    database: Database, keys: KeyDesk, filled: MembershipDesk, tmp_path: Path, clock: FixedClock
) -> None:
    """On a stick, so that no rotation knew of it; the key file has dropped what it was sealed by."""
    code = keys.make_recovery()
    (tmp_path / "stick").mkdir()
    copy = copies.make_backup(database, tmp_path / "stick", clock())
    for _ in range(2):
        keys.rotate(lambda done, rows_in_all: None)
    assert keys.state().versions == (3,)
    database.close()
    restore(tmp_path / "hall.db", copy, now=clock(), above=0)
    with closing(open_hall_database(tmp_path / "hall.db")) as restored:
        again = key_desk(restored, tmp_path, clock)
        again.open()
        assert again.state().lacking == (1,)
        assert again.recover(code).versions == (1, 2, 3)
        assert shown(MembershipDesk(restored, vault_of(again), clock), 7)


def test_without_a_code_no_version_is_dropped(
    database: Database, keys: KeyDesk, filled: MembershipDesk, tmp_path: Path
) -> None:
    database.call(lambda connection: connection.execute(update(record_vault).values(recovery=None)).close())
    assert keys.rotate(lambda done, rows_in_all: None).kept == (1,)
    code = keys.make_recovery()
    assert keys.rotate(lambda done, rows_in_all: None).kept == ()
    (tmp_path / "records.key").unlink()
    assert key_desk(database, tmp_path).recover(code).versions == (1, 2, 3)


def test_a_broken_row_is_named_and_stays_as_it_is(
    database: Database, keys: KeyDesk, filled: MembershipDesk, tmp_path: Path
) -> None:
    database.call(lambda c: c.execute(update(records).where(records.c.id == 1_000_009).values(blob=bytes(300))).close())
    done = keys.rotate(lambda done, rows_in_all: None)
    assert (done.broken, done.kept, done.records) == (("records 1000009: SealBroken",), (1,), 599)
    assert database.call(floor) == 1 and keys.state().unfinished
    assert shown(filled, 600)


def test_a_lost_page_is_named(database: Database, keys: KeyDesk, filled: MembershipDesk, tmp_path: Path) -> None:
    next(SealedFiles(tmp_path).folder.iterdir()).unlink()
    done = keys.rotate(lambda done, rows_in_all: None)
    assert len(done.broken) == 1 and "FileMissing" in done.broken[0] and done.letters == 1


def test_a_key_that_systemd_holds_is_not_rotated_by_the_service(
    database: Database, tmp_path: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = tmp_path / "credentials"
    given.mkdir()
    key_desk(database, tmp_path, clock).open()
    (tmp_path / "records.key").rename(given / "kiosk-records-key")
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(given))
    keys = key_desk(database, tmp_path, clock)
    keys.open()
    with pytest.raises(KeyNotOurs):
        keys.rotate(lambda done, rows_in_all: None)
    assert keys.state().place == "credential" and vault_of(keys).key_version == 1


def test_a_restored_copy_whose_version_is_gone_says_so(
    database: Database, keys: KeyDesk, filled: MembershipDesk, tmp_path: Path
) -> None:
    assert keys.state().lacking == ()
    ring = open_ring(tmp_path / "records.key")
    opened = OpenKey(tmp_path / "records.key", ring)
    opened.replace(replace(ring, current=2, sealing={2: bytes(32)}))
    again = key_desk(database, tmp_path)
    again.open()
    assert again.state().lacking == (1,)
    with pytest.raises(VersionsLacking):  # what nobody can open now nobody could ever open again
        again.rotate(lambda done, rows_in_all: None)
    assert again.state().versions == (2,)


def test_an_older_copy_of_the_key_file_is_refused_by_name(
    database: Database, keys: KeyDesk, filled: MembershipDesk, tmp_path: Path
) -> None:
    """Rotating with it would make a second version 2 and leave every row behind."""
    file = tmp_path / "records.key"
    old, code = file.read_bytes(), keys.make_recovery()
    keys.rotate(lambda done, rows_in_all: None)
    rotated, newest = open_ring(file), file.read_bytes()
    file.write_bytes(old)
    again = key_desk(database, tmp_path)
    with pytest.raises(KeyBehind, match=r"第 1 版.*第 2 版"):
        again.open()
    file.unlink()
    again.recover(code)
    assert open_ring(file).current == 2 and open_ring(file).sealing[2] == rotated.sealing[2]
    OpenKey(file, rotated).replace(replace(rotated, sealing={2: bytes(32)}))  # another second version
    with pytest.raises(KeyWrong, match="第 2 版"):
        key_desk(database, tmp_path).open()
    file.write_bytes(newest)
    key_desk(database, tmp_path).open()


def test_a_rehearsal_opens_a_record_of_each_version(
    database: Database, keys: KeyDesk, filled: MembershipDesk, tmp_path: Path
) -> None:
    """File and sealed copy agree, and are of no use."""
    ring = open_ring(tmp_path / "records.key")
    keys._take_on(OpenKey(tmp_path / "records.key", ring).replace(replace(ring, sealing={1: bytes(32)})))
    with pytest.raises(RecoveryForged):
        keys.rehearse(keys.make_recovery())


def test_a_version_brought_back_by_the_code_goes_on_sealing(
    database: Database, keys: KeyDesk, filled: MembershipDesk, tmp_path: Path
) -> None:
    """A database from before the rotation and a key from before it: what is sealed next is sealed by the newest."""
    file, old_ring, code = tmp_path / "records.key", open_ring(tmp_path / "records.key"), keys.make_recovery()
    keys.rotate(lambda done, rows_in_all: None)
    behind = database.call(lambda connection: connection.execute(select(record_vault.c.recovery)).scalar_one())
    OpenKey(file, open_ring(file)).replace(old_ring)
    noted = delete(marks).where(marks.c.name.startswith("records_key"))
    database.call(lambda connection: connection.execute(noted).close())
    again = key_desk(database, tmp_path)
    again.open()
    state = again.recover(code, behind)
    assert (state.current, state.versions) == (2, (1, 2))


ROTATION = """
import sys
from pathlib import Path
from kiosk.core.database.migrations import open_hall_database
from tests.features.membership.keys import key_desk
folder = Path(sys.argv[1])
keys = key_desk(open_hall_database(folder / "hall.db"), folder)
keys.open()
def told(done, rows):
    print(done, flush=True)
    sys.stdin.readline()      # goes on only when the test says so
print(keys.rotate(told).version, "rotated", flush=True)
sys.stdin.readline()
"""


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Path]:
    with closing(open_hall_database(tmp_path / "hall.db")) as database:
        keys = key_desk(database, tmp_path)
        keys.open()
        keys.make_recovery()
        keep(database, vault_of(keys), range(1, 601))
        scan(database, vault_of(keys), tmp_path, number(7), PAGE)
    yield tmp_path


@pytest.mark.parametrize("after", ["250", "601"])
def test_killed_in_the_middle_and_resumed(hall: Path, after: str) -> None:
    killed(hall, after)
    with closing(open_hall_database(hall / "hall.db")) as database:
        assert versions(database) == ({2} if after == "601" else {1, 2})
        keys = key_desk(database, hall)
        keys.open()
        desk = MembershipDesk(database, vault_of(keys))
        assert all(shown(desk, serial) for serial in (1, 600)) and keys.state().unfinished
        done = keys.rotate(lambda done, rows_in_all: None)
        assert (done.version, done.resumed, done.kept) == (2, True, ())
        assert versions(database) == {2} and sorted(open_ring(hall / "records.key").sealing) == [2]
        assert all(shown(desk, serial) for serial in (1, 600))
        assert images(database, vault_of(keys), hall) == [PAGE]
        assert desk.verify_audit().whole


def killed(folder: Path, words: str) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", ROTATION, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin is not None and process.stdout is not None
        while (said := process.stdout.readline().strip()) != words:
            assert said and "rotated" not in said, said
            process.stdin.write("\n")
            process.stdin.flush()
        os.kill(process.pid, signal.SIGKILL)


def test_a_file_whose_row_was_never_written_goes_at_the_next_start(hall: Path) -> None:
    stray = SealedFiles(hall).write(b"sealed, and then the machine died")
    with closing(open_hall_database(hall / "hall.db")) as database:
        keys = key_desk(database, hall)
        keys.open()
        assert not (hall / "scans" / stray).exists()
        assert images(database, vault_of(keys), hall) == [PAGE]
    with closing(sqlite3.connect(hall / "hall.db")) as plain:
        assert plain.execute("SELECT count(*) FROM scans").fetchone() == (1,)


AT_A_STEP = """
import os, signal, sys
from pathlib import Path
from kiosk.core.database.owner import Database
from kiosk.core.database.migrations import open_hall_database
from kiosk.core.sealing.desk import KeyDesk
from kiosk.core.sealing.key_file import OpenKey
from kiosk.core.sealing.files import SealedFiles
folder, last = Path(sys.argv[1]), int(sys.argv[2])
steps = 0

def counted(kind, name):
    whole = getattr(kind, name)
    def step(*given):
        global steps
        done = whole(*given)
        steps += 1
        if steps == last:
            os.kill(os.getpid(), signal.SIGKILL)
        return done
    setattr(kind, name, step)

keys = key_desk(open_hall_database(folder / "hall.db"), folder)
keys.open()
for kind, name in ((Database, "call"), (OpenKey, "replace"), (SealedFiles, "write"), (SealedFiles, "drop")):
    counted(kind, name)
keys.rotate(lambda done, rows: None)
print("rotated")
"""


@pytest.mark.long
def test_killed_after_each_step_there_is(hall: Path) -> None:
    """After each commit, each file written or removed, each change of the key file; then it goes on and ends well."""
    last, ended = 0, False
    while not ended:
        last += 1
        run = [sys.executable, "-c", AT_A_STEP, str(hall), str(last)]
        ended = "rotated" in subprocess.run(run, capture_output=True, text=True, check=False).stdout
        with closing(open_hall_database(hall / "hall.db")) as database:
            keys = key_desk(database, hall)
            keys.open()
            desk = MembershipDesk(database, vault_of(keys))
            assert all(shown(desk, serial) for serial in (1, 600)), last
            assert images(database, vault_of(keys), hall) == [PAGE], last
            assert len(list((hall / "scans").iterdir())) == 1
            keys.rotate(lambda done, rows_in_all: None)
            assert len(versions(database)) == 1 and not keys.state().unfinished
            assert desk.verify_audit().whole
    assert last > 15
