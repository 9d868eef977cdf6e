"""Keys and seals: what is moved, changed or opened with another key is refused by name."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import delete, update

from kiosk.core.database.owner import Database
from kiosk.core.sealing.key_file import CREDENTIAL, KeyMissing, KeyRefused, create_ring, key_path, new_ring, open_ring
from kiosk.core.sealing.schema import record_vault
from kiosk.core.sealing.unlock import KeyWrong, unlock
from kiosk.core.sealing.vault import KeyVersionUnknown, SealBroken, Sealed, Vault
from kiosk.features.membership.hall.schema import SEALED, records
from tests.features.membership.hall.sheets import number

VAULT = Vault(new_ring())


def with_part(sealed: Sealed, part: str, content: bytes) -> Sealed:
    return replace(sealed, blob=content) if part == "blob" else replace(sealed, wrapped_key=content)


@given(st.binary(max_size=2000).map(lambda data: data.rstrip(b" ")), st.integers(0, 2**40))
def test_sealed_and_unsealed(plain: bytes, row_id: int) -> None:
    assert VAULT.unseal("records", row_id, VAULT.seal("records", row_id, plain)) == plain


@given(st.data())
def test_one_changed_bit_is_refused(data: st.DataObject) -> None:
    sealed = VAULT.seal("records", 7, b"{}")
    part = data.draw(st.sampled_from(["blob", "wrapped_key"]))
    original = getattr(sealed, part)
    at = data.draw(st.integers(0, len(original) * 8 - 1))
    changed = bytearray(original)
    changed[at // 8] ^= 1 << at % 8
    with pytest.raises(SealBroken, match="records row 7"):
        VAULT.unseal("records", 7, with_part(sealed, part, bytes(changed)))


@pytest.mark.parametrize("part", ["blob", "wrapped_key"])
@pytest.mark.parametrize("length", [0, 5, 12, 20])
def test_a_cut_blob_is_refused(part: str, length: int) -> None:
    sealed = VAULT.seal("records", 7, b"{}")
    with pytest.raises(SealBroken):
        VAULT.unseal("records", 7, with_part(sealed, part, getattr(sealed, part)[:length]))


def test_a_blob_of_another_row_or_table_is_refused() -> None:
    sealed = VAULT.seal("records", 7, b"{}")
    for table, row_id in (("records", 8), ("letters", 7)):
        with pytest.raises(SealBroken):
            VAULT.unseal(table, row_id, sealed)


def test_another_version_of_the_key_is_named_when_missing_and_refused_when_pretended() -> None:
    ring = new_ring()
    newer = Vault(replace(ring, current=2, sealing={1: ring.sealing[1], 2: bytes(32)}))
    sealed = newer.seal("records", 7, b"{}")
    assert newer.unseal("records", 7, Vault(ring).seal("records", 7, b"{}")) == b"{}"  # the old version still opens
    with pytest.raises(KeyVersionUnknown, match="key version 2"):
        Vault(ring).unseal("records", 7, sealed)
    with pytest.raises(SealBroken):
        newer.unseal("records", 7, replace(sealed, key_version=1))


def test_length_tells_nothing() -> None:
    lengths = {len(VAULT.seal("records", 7, b"x" * size).blob) for size in range(1, 257)}
    assert len(lengths) == 1


def test_the_blind_index_is_keyed_and_ignores_the_case_of_x() -> None:
    assert VAULT.blind_index("00000019900101001x") == VAULT.blind_index(" 00000019900101001X")
    assert VAULT.blind_index(number(1)) != Vault(new_ring()).blind_index(number(1))
    assert VAULT.blind_index(number(1)) != VAULT.blind_index(number(2))


def test_a_new_hall_gets_a_key_that_only_its_owner_reads(database: Database, tmp_path: Path) -> None:
    first = unlock(database, tmp_path)
    assert (tmp_path / "records.key").stat().st_mode & 0o777 == 0o600
    assert unlock(database, tmp_path).ring_id == first.ring_id


def test_a_missing_key_is_an_error_and_never_a_new_empty_store(database: Database, tmp_path: Path) -> None:
    ring_id = unlock(database, tmp_path).ring_id
    (tmp_path / "records.key").unlink()
    with pytest.raises(KeyMissing, match=ring_id):
        unlock(database, tmp_path)
    assert not (tmp_path / "records.key").exists()


def test_a_wrong_key_is_named(database: Database, tmp_path: Path) -> None:
    ring_id = unlock(database, tmp_path).ring_id
    (tmp_path / "records.key").unlink()
    other = create_ring(tmp_path / "records.key")
    with pytest.raises(KeyWrong, match=f"{other.ring_id}.*{ring_id}"):
        unlock(database, tmp_path)


def test_records_whose_key_nobody_knows_are_not_taken_for_an_empty_store(database: Database, tmp_path: Path) -> None:
    vault = unlock(database, tmp_path)
    sealed = vault.seal("records", 1, b"{}")
    values = {"id": 1, "batch_id": 1, "blind": b"b", "key_version": 1, "wrapped_key": sealed.wrapped_key, "blob": b"b"}
    database.call(lambda connection: connection.exec_driver_sql("INSERT INTO record_batches VALUES (1, '', '', '', 1)"))
    database.call(lambda connection: connection.execute(records.insert(), values))
    database.call(lambda connection: connection.execute(delete(record_vault)))
    with pytest.raises(KeyMissing):
        unlock(database, tmp_path, SEALED)


def test_a_forged_binding_is_refused(database: Database, tmp_path: Path) -> None:
    unlock(database, tmp_path)
    database.call(lambda connection: connection.execute(update(record_vault).values(check_value=bytes(32))))
    with pytest.raises(KeyWrong):
        unlock(database, tmp_path)


def test_a_key_that_others_may_read_is_refused_with_the_command_to_mend_it(tmp_path: Path) -> None:
    path = tmp_path / "records.key"
    create_ring(path)
    path.chmod(0o644)
    with pytest.raises(KeyRefused, match="chmod 600"):
        open_ring(path)


@pytest.mark.parametrize("change", [{"format": 2}, {"current": 9}, {"index": "AA=="}, {"sealing": []}, {"audit": None}])
def test_a_damaged_key_file_is_refused(tmp_path: Path, change: dict[str, object]) -> None:
    path = tmp_path / "records.key"
    create_ring(path)
    path.write_text(json.dumps(json.loads(path.read_text()) | change))
    with pytest.raises(KeyRefused, match=str(path)):
        open_ring(path)


def test_a_key_is_never_replaced(tmp_path: Path) -> None:
    create_ring(tmp_path / "records.key")
    with pytest.raises(FileExistsError):
        create_ring(tmp_path / "records.key")


def test_a_credential_of_the_service_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given = tmp_path / "credentials"
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(given))
    assert key_path(tmp_path) == tmp_path / "records.key"
    create_ring(given / CREDENTIAL)
    assert key_path(tmp_path) == given / CREDENTIAL


def test_a_key_ring_does_not_print_its_keys() -> None:
    ring = new_ring()
    assert repr(ring) == f"KeyRing({ring.ring_id}, version 1)"
