"""A lost key file comes back from a code on paper; a stick or a passphrase keeps the key from a thief."""

import json
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select, update

from kiosk.core.database import copies
from kiosk.core.database.migrations import open_hall_database
from kiosk.core.database.owner import Database
from kiosk.core.sealing import recovery, unlock
from kiosk.core.sealing.desk import KeyDesk, KeyThere, NoRecovery, RecordsShut
from kiosk.core.sealing.key_file import KeyLocked, KeyMissing, KeyRefused, new_ring, open_ring
from kiosk.core.sealing.passphrase import PassphraseTooShort
from kiosk.core.sealing.recovery import ALPHABET, CodeMistyped, CodeWrong, RecoveryForged, new_code, read_code
from kiosk.core.sealing.schema import record_vault
from kiosk.core.sealing.vault import Vault
from tests.features.membership.fixtures import FixedClock
from tests.features.membership.hall.kept import keep
from tests.features.membership.keys import key_desk

WORDS = "演示 correct horse 电池"


@pytest.fixture
def keys(database: Database, tmp_path: Path, clock: FixedClock) -> KeyDesk:
    made = key_desk(database, tmp_path, clock)
    made.open()
    return made


def again(database: Database, tmp_path: Path, chosen: str = "") -> KeyDesk:
    """As the next start of the service finds it, shut still."""
    return key_desk(database, tmp_path, chosen=chosen)


def unseal(keys: KeyDesk, sealed: object) -> bytes:
    assert keys.vault is not None
    return keys.vault.unseal("records", 1, sealed)  # type: ignore[arg-type]


# -- the code -------------------------------------------------------------------------------------


def test_a_code_has_128_bits_and_is_read_back_as_people_write_it() -> None:
    code = new_code()
    assert recovery.LETTERS * 5 >= 128 and len({new_code() for _ in range(50)}) == 50
    letters = read_code(code)
    slips = code.lower().replace("-", " ").replace("0", "o").replace("1", "l")
    assert read_code(f"  {slips} ") == letters and set(letters) <= set(ALPHABET)


@settings(max_examples=40)
@given(st.data())
def test_a_slip_of_the_pen_is_told(data: st.DataObject) -> None:
    code = new_code()
    at = data.draw(st.sampled_from([at for at, letter in enumerate(code) if letter != "-"]))
    other = data.draw(st.sampled_from([letter for letter in ALPHABET if letter != code[at]]))
    try:
        read_code(code[:at] + other + code[at + 1 :])
    except CodeMistyped as told:
        assert code.replace("-", "") not in str(told)
    else:  # once in a thousand the check letters agree: then it opens nothing
        vault = Vault(new_ring())
        sealed = recovery.seal_for(code, vault, new_ring())
        with pytest.raises(CodeWrong):
            recovery.ring_behind(sealed, code[:at] + other + code[at + 1 :], "00000000", Path("hall.db"))


@settings(max_examples=40)
@given(st.text(f"{ALPHABET}- oilu", max_size=40))
def test_anything_else_is_no_code(text: str) -> None:
    with pytest.raises(CodeMistyped):
        read_code(text)


# -- lost, and found ------------------------------------------------------------------------------


def test_a_lost_key_file_is_made_again(database: Database, tmp_path: Path, keys: KeyDesk, clock: FixedClock) -> None:
    code = keys.make_recovery()
    assert keys.vault is not None
    sealed = keys.vault.seal("records", 1, b"{}")
    ring = open_ring(tmp_path / "records.key")
    (tmp_path / "records.key").unlink()
    shut = again(database, tmp_path)
    with pytest.raises(KeyMissing, match="keys recover"):
        shut.open()
    with pytest.raises(CodeWrong):
        shut.recover(new_code())
    assert not (tmp_path / "records.key").exists()
    assert shut.recover(code).open and unseal(shut, sealed) == b"{}"
    assert open_ring(tmp_path / "records.key") == ring
    assert (tmp_path / "records.key").stat().st_mode & 0o777 == 0o600


def test_a_key_file_that_is_there_is_never_overwritten(database: Database, tmp_path: Path, keys: KeyDesk) -> None:
    code = keys.make_recovery()
    with pytest.raises(KeyThere):
        keys.recover(code)
    (tmp_path / "records.key").write_text("scratched")
    with pytest.raises(KeyThere):
        again(database, tmp_path).recover(code)
    assert (tmp_path / "records.key").read_text() == "scratched"


def test_the_code_still_opens_everything_after_a_rotation(database: Database, tmp_path: Path, keys: KeyDesk) -> None:
    code = keys.make_recovery()
    keys.rotate(lambda done, rows: None)
    keys.rehearse(code)
    ring = open_ring(tmp_path / "records.key")
    assert ring.current == 2
    (tmp_path / "records.key").unlink()
    again(database, tmp_path).recover(code)
    found = open_ring(tmp_path / "records.key")
    assert found.sealing[2] == ring.sealing[2] and found.current == 2


def test_every_backup_carries_it(database: Database, tmp_path: Path, keys: KeyDesk, clock: FixedClock) -> None:
    code = keys.make_recovery()
    copy = copies.make_backup(database, tmp_path / copies.FOLDER, clock())
    new = tmp_path / "new"
    new.mkdir()
    shutil.copy(copy, new / "hall.db")
    there = open_hall_database(new / "hall.db")
    try:
        assert again(there, new).recover(code).open
    finally:
        there.close()
    assert code.replace("-", "").encode() not in copy.read_bytes()
    for key in open_ring(tmp_path / "records.key").sealing.values():
        assert key not in copy.read_bytes()


def test_an_older_backup_gives_back_a_version_that_was_dropped(
    database: Database, tmp_path: Path, keys: KeyDesk
) -> None:
    """The copy on the stick was sealed by version 1; the key file holds version 2 alone."""
    code = keys.make_recovery()
    before = database.call(lambda connection: connection.execute(select(record_vault.c.recovery)).scalar_one())
    assert keys.vault is not None
    sealed = keys.vault.seal("records", 1, b"{}")
    keys.rotate(lambda done, rows: None)
    keys.make_recovery()
    assert keys.state().versions == (2,)
    assert keys.recover(code, before).versions == (1, 2)
    assert unseal(keys, sealed) == b"{}" and keys.state().current == 2


def test_a_rehearsal_changes_nothing_but_its_day(
    database: Database, tmp_path: Path, keys: KeyDesk, clock: FixedClock
) -> None:
    with pytest.raises(NoRecovery):
        keys.rehearse(new_code())
    old = keys.make_recovery()
    assert keys.state().recovery_rehearsed_at is None
    file = (tmp_path / "records.key").read_bytes()
    keys.rehearse(old.lower())
    assert str(keys.state().recovery_rehearsed_at).startswith("2026-11-21T10:26")
    assert (tmp_path / "records.key").read_bytes() == file
    code = keys.make_recovery()
    assert keys.state().recovery_rehearsed_at is None  # of the old code only
    with pytest.raises(CodeWrong):
        keys.rehearse(old)
    keys.rehearse(code)


def test_a_forged_copy_is_told(database: Database, keys: KeyDesk) -> None:
    """Whoever writes the database puts the copy for their own code there, and waits for the next rotation."""
    theirs = Vault(new_ring())
    keys.make_recovery()
    assert keys.vault is not None
    ring = new_ring()
    forged = recovery.seal_for(new_code(), theirs, ring)
    database.call(lambda connection: connection.execute(update(record_vault).values(recovery=forged)).close())
    with pytest.raises(RecoveryForged):
        keys.rotate(lambda done, rows: None)
    assert keys.state().versions == (1,)
    code = keys.make_recovery()
    sealed = database.call(lambda connection: connection.execute(select(record_vault.c.recovery)).scalar_one())
    cut = sealed[:-1] + bytes([sealed[-1] ^ 1])
    with pytest.raises(RecoveryForged):
        recovery.ring_behind(cut, code, keys.state().ring, Path("hall.db"))
    with pytest.raises(RecoveryForged):
        recovery.ring_behind(sealed[:40], code, keys.state().ring, Path("hall.db"))


def test_a_ring_planted_for_the_right_code_is_not_taken(database: Database, tmp_path: Path, keys: KeyDesk) -> None:
    """Whoever writes the database seals their own ring to the public half that lies there, and waits for a lost key."""
    code = keys.make_recovery()
    sealed = database.call(lambda connection: connection.execute(select(record_vault.c.recovery)).scalar_one())
    theirs = replace(new_ring(), ring_id=keys.state().ring)
    forged = sealed[:1] + recovery._piece(sealed[5:101], Vault(theirs), theirs)
    values = {"recovery": forged, "check_value": Vault(theirs).check_value()}
    database.call(lambda connection: connection.execute(update(record_vault).values(values)).close())
    (tmp_path / "records.key").unlink()
    with pytest.raises(RecoveryForged, match="别人"):
        again(database, tmp_path).recover(code)
    assert not (tmp_path / "records.key").exists()


def test_a_ring_that_opens_no_record_is_not_written(database: Database, tmp_path: Path, keys: KeyDesk) -> None:
    keep(database, Vault(new_ring()), [1])
    code = keys.make_recovery()
    (tmp_path / "records.key").unlink()
    with pytest.raises(RecoveryForged, match="第 1 版"):
        again(database, tmp_path).recover(code)
    assert not (tmp_path / "records.key").exists()


# -- a passphrase ---------------------------------------------------------------------------------


def test_a_key_file_with_a_passphrase_stays_shut_until_it_is_given(
    database: Database, tmp_path: Path, keys: KeyDesk
) -> None:
    ring = open_ring(tmp_path / "records.key")
    with pytest.raises(PassphraseTooShort):
        keys.set_passphrase("elf letters")
    keys.set_passphrase(WORDS)
    assert keys.state().passphrase
    on_disk = (tmp_path / "records.key").read_text()
    assert not any(part in on_disk for part in json.loads(json.dumps(_plain(ring))))
    shut = again(database, tmp_path)
    for wrong in (None, "演示 wrong horse 电池"):
        with pytest.raises(KeyLocked):
            shut.open(wrong)
    assert shut.vault is None and shut.mark("x") is None
    with pytest.raises(RecordsShut):
        _ = shut.needed
    assert shut.open(f" {WORDS} ") and not shut.open()
    assert shut.vault is not None and shut.vault.ring_id == ring.ring_id


def test_a_rotation_keeps_the_passphrase(database: Database, tmp_path: Path, keys: KeyDesk) -> None:
    keys.set_passphrase(WORDS)
    keys.make_recovery()
    keys.rotate(lambda done, rows: None)
    shut = again(database, tmp_path)
    with pytest.raises(KeyLocked):
        shut.open()
    shut.open(WORDS)
    assert shut.state().versions == (2,)
    shut.set_passphrase(None)
    assert again(database, tmp_path).open()


def test_a_changed_key_file_is_refused(database: Database, tmp_path: Path, keys: KeyDesk) -> None:
    keys.set_passphrase(WORDS)
    path = tmp_path / "records.key"
    whole = json.loads(path.read_text())
    changes: list[dict[str, object]] = [{"memory_kib": 2**30}, {"sealed": "AAAA"}, {"salt": "?"}, {"lanes": 0}]
    for change in changes:
        path.write_text(json.dumps(whole | {"argon2id": whole["argon2id"] | change}))
        with pytest.raises((KeyRefused, KeyLocked)):
            again(database, tmp_path).open(WORDS)


def test_a_key_in_the_tpm_is_not_called_lost(
    database: Database, tmp_path: Path, keys: KeyDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A command in its own process sees no credential: starting the service mends that, a recovery would not."""
    (tmp_path / "records.key").unlink()
    monkeypatch.setattr(unlock, "SEALED", tmp_path)
    with pytest.raises(KeyMissing, match="先启动大厅服务"):
        again(database, tmp_path).open()


def _plain(ring: object) -> list[str]:
    from base64 import b64encode

    from kiosk.core.sealing.key_file import KeyRing

    assert isinstance(ring, KeyRing)
    return [b64encode(key).decode() for key in (*ring.sealing.values(), ring.index, ring.audit)]


# -- a stick --------------------------------------------------------------------------------------


@pytest.fixture
def stick(tmp_path: Path) -> Iterator[Path]:
    """Another file system than the hall's, as a stick is one."""
    folder = Path(tempfile.mkdtemp(dir="/dev/shm"))
    if folder.stat().st_dev == tmp_path.stat().st_dev:
        pytest.skip("no second file system here")
    yield folder
    shutil.rmtree(folder)


def test_the_key_lies_on_the_stick_alone(database: Database, tmp_path: Path, stick: Path) -> None:
    chosen = str(stick / "records.key")
    keys = again(database, tmp_path, chosen)
    keys.open()
    assert keys.state().place == "chosen" and (stick / "records.key").exists()
    assert not (tmp_path / "records.key").exists()
    (stick / "records.key").rename(stick / "pulled out")
    shut = again(database, tmp_path, chosen)
    with pytest.raises(KeyMissing):
        shut.open()
    (stick / "pulled out").rename(stick / "records.key")
    assert shut.open()  # put in again: no restart


def test_no_new_version_is_written_where_the_stick_was_pulled_out(
    database: Database, tmp_path: Path, stick: Path
) -> None:
    keys = again(database, tmp_path, str(stick / "records.key"))
    keys.open()
    (stick / "records.key").rename(stick / "pulled out")
    for work in (lambda: keys.rotate(lambda done, rows: None), lambda: keys.set_passphrase(WORDS)):
        with pytest.raises(KeyMissing, match="U 盘"):
            work()
    assert [path.name for path in stick.iterdir()] == ["pulled out"]
    assert keys.state().current == 1 and not keys.state().unfinished


def test_no_key_is_made_below_an_empty_mount_point(database: Database, tmp_path: Path) -> None:
    """It would lie on the machine's own disk, and vanish behind the stick."""
    (tmp_path / "mnt").mkdir()
    for place in ("mnt/records.key", "nowhere/records.key"):
        with pytest.raises(KeyMissing, match="U 盘"):
            again(database, tmp_path, str(tmp_path / place)).open()
    assert not list(tmp_path.rglob("records.key"))
