"""What can be done with the hall's key, as verbs. Lives in the hall service; each verb blocks: use a worker thread.

    keys = KeyDesk(database, data_dir, clock, chosen=hall.key_file, sealed=SEALED)
    keys.before_open(settle)                # what must be done before anybody can look anything up
    keys.on_open(open_the_records)          # told whenever the records become readable: at the start, or later
    keys.open()                             # raises KeyMissing, KeyRefused, KeyLocked or KeyWrong: they stay shut

While the records are shut everything else of the hall goes on, and `open` may be tried again: with the stick put in,
or with the passphrase.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy import Connection, Row, select, update

from kiosk.core.database.clock import Clock, hall_now, stamp
from kiosk.core.database.owner import Database
from kiosk.core.sealing import audit, recovery, rotation, versions
from kiosk.core.sealing.key_file import KeyRing, OpenKey, is_credential, key_path, write_ring
from kiosk.core.sealing.rotation import Progress, Rotated
from kiosk.core.sealing.schema import record_vault
from kiosk.core.sealing.sealed_table import SealedTable
from kiosk.core.sealing.unlock import Opened, open_keys
from kiosk.core.sealing.vault import Vault
from kiosk.core.sealing.versions import VersionsLacking


class RecordsShut(Exception):
    """The verb needs the key, and the records are not open."""


class KeyThere(Exception):
    """A key file lies at its place already; it is never overwritten."""


class NoRecovery(Exception):
    """No recovery code was ever printed for this database."""


class RotationRunning(Exception):
    """A rotation, or another verb that writes the key file, is under way; one at a time."""


@dataclass(frozen=True, slots=True)
class KeyState:
    """For `kiosk keys status`, the doctor and the console. `place`: credential, chosen or beside; times are ISO.

    `versions` are those in the key file, empty while it is shut; `lacking`: versions that rows of a restored backup
    need and the key file has not (`recover`); `unfinished`: a rotation stopped halfway.
    """

    ring: str
    open: bool
    place: str
    file: str
    passphrase: bool
    current: int
    versions: tuple[int, ...]
    lacking: tuple[int, ...]
    unfinished: bool
    recovery_made_at: str | None
    recovery_rehearsed_at: str | None


class KeyDesk:
    """The key of one hall. `sealed`: everything that its features keep sealed."""

    def __init__(
        self, database: Database, data_dir: Path, now: Clock = hall_now, *, chosen: str = "",
        sealed: Sequence[SealedTable] = (),
    ) -> None:  # fmt: skip
        self._database, self._data_dir, self._now, self._chosen = database, data_dir, now, chosen
        self._sealed = sealed
        self._opened: Opened | None = None
        self._first: list[Callable[[Vault], None]] = []
        self._tell: list[Callable[[Vault], None]] = []
        self._one_at_a_time = threading.Lock()

    @property
    def vault(self) -> Vault | None:
        """None while the records are shut."""
        return None if self._opened is None else self._opened.vault

    def mark(self, text: str) -> bytes | None:
        """The blind index of a text, None while the records are shut."""
        return None if self._opened is None else self._opened.vault.blind_index(text)

    @property
    def needed(self) -> Vault:
        """The same for a verb that cannot do without. Raises RecordsShut."""
        return self._needed().vault

    def before_open(self, settle: Callable[[Vault], None]) -> None:
        """Done at each opening, before anybody is told of it; what it raises keeps the records shut."""
        self._first.append(settle)

    def on_open(self, listener: Callable[[Vault], None]) -> None:
        self._tell.append(listener)

    def open(self, passphrase: str | None = None) -> bool:
        """Open the records; False when they were open. Raises as `open_keys`, and as what is done `before_open`."""
        if self._opened is not None:
            return False  # without waiting: a rotation may be under way for an hour
        with self._one_at_a_time:
            return self._open(passphrase)

    def state(self) -> KeyState:
        row = self._database.call(_vault_row)
        path, ring = key_path(self._data_dir, self._chosen), self._ring()
        lowest = self._database.call(versions.floor)
        return KeyState(
            ring=row.ring_id if row else "",
            open=ring is not None,
            place="credential" if is_credential(path) else "chosen" if self._chosen else "beside",
            file=str(path),
            passphrase=self._opened is not None and self._opened.key.lock is not None,
            current=ring.current if ring else 0,
            versions=tuple(sorted(ring.sealing)) if ring else (),
            lacking=self._lacking(),
            unfinished=ring is not None and lowest < ring.current,
            recovery_made_at=row.recovery_made_at if row else None,
            recovery_rehearsed_at=row.recovery_rehearsed_at if row else None,
        )

    def set_passphrase(self, passphrase: str | None) -> None:
        """From the next start on the key file opens only with `passphrase`, or (None) without.

        Raises RecordsShut, RotationRunning, PassphraseTooShort, KeyNotOurs, OSError.
        """
        with self._alone():
            self._take_on(self._needed().key.locked(passphrase))
            self._note("passphrase", "set" if passphrase is not None else "removed")

    def rotate(self, progress: Progress) -> Rotated:
        """A new version, everything sealed anew. Raises RecordsShut, RotationRunning, and as `Rotation.run`."""
        with self._alone():
            work = rotation.Rotation(
                self._database, self._needed(), self._data_dir, self._now, self._take_on, self._sealed
            )
            return work.run(progress)

    # -- the recovery code ---------------------------------------------------------------------

    def make_recovery(self) -> str:
        """A new code, to be shown once; the one before opens older backups only.

        Raises RecordsShut, RotationRunning.
        """
        with self._alone():
            opened, code = self._needed(), recovery.new_code()
            sealed = recovery.seal_for(code, opened.vault, opened.key.ring)
            values = {"recovery": sealed, "recovery_made_at": self._at(), "recovery_rehearsed_at": None}
            self._database.call(lambda connection: connection.execute(update(record_vault).values(values)).close())
            self._note("recovery", "made")
            return code

    def rehearse(self, code: str) -> None:
        """Prove that the code in the safe would open everything; only the day is noted.

        Raises RecordsShut, NoRecovery, CodeMistyped, CodeWrong, RecoveryForged.
        """
        opened = self._needed()
        behind = self._behind(code, self._database.call(_vault_row))
        mine = opened.key.ring
        sound = (behind.index, behind.audit) == (mine.index, mine.audit)
        if not sound or any(behind.sealing.get(version) != key for version, key in mine.sealing.items()):
            raise recovery.RecoveryForged("恢复码打开的不是现在用的密钥；请重新打印恢复码：kiosk keys recovery")
        self._prove(behind)
        values = {"recovery_rehearsed_at": self._at()}
        self._database.call(lambda connection: connection.execute(update(record_vault).values(values)).close())
        self._note("recovery", "rehearsed")

    def recover(self, code: str, sealed: bytes | None = None) -> KeyState:
        """Write the lost key file, or add to it the old versions that a restored backup needs; then open the records.

        `sealed`: from another backup instead of the hall's own database. Raises KeyThere where the file lacks
        nothing, RotationRunning, NoRecovery, CodeMistyped, CodeWrong, RecoveryForged, KeyBehind, OSError; and
        VersionsLacking where the key file is good now for some of the records only.
        """
        with self._alone():
            self._recover(code, sealed)
        state = self.state()
        if state.lacking:
            raise VersionsLacking(versions.lacking_said(state.lacking))
        return state

    def _recover(self, code: str, sealed: bytes | None) -> None:
        row = self._database.call(_vault_row)
        behind = self._behind(code, row, sealed)
        self._prove(behind)
        path = key_path(self._data_dir, self._chosen)
        if self._opened is not None:
            self._add_versions(self._opened, behind)
        elif path.exists():
            raise KeyThere(f"{path}: 密钥文件还在，没有改动；打不开就先把它挪开，留着")
        else:
            self._database.call(lambda connection: versions.refuse_behind(connection, behind, path))
            write_ring(path, behind)
            self._open(None)
        self._note("recovery", "used")

    def _add_versions(self, opened: Opened, behind: KeyRing) -> None:
        mine = opened.key.ring
        missing = {version: key for version, key in behind.sealing.items() if version not in mine.sealing}
        known = mine.sealing.items() & behind.sealing.items()
        if len(known) < len(mine.sealing.keys() & behind.sealing.keys()):
            raise recovery.RecoveryForged("恢复码打开的密钥里，有一版和密钥文件里的同号却不是同一把；没有改动")
        if not missing or (behind.index, behind.audit) != (mine.index, mine.audit):
            raise KeyThere(f"{opened.key.path}: 密钥文件好好的，什么也不缺，没有改动")
        current = max(mine.current, behind.current)
        self._take_on(opened.key.replace(replace(mine, current=current, sealing=mine.sealing | missing)))

    def _behind(self, code: str, row: Row[tuple[object, ...]] | None, sealed: bytes | None = None) -> KeyRing:
        found = sealed or (row.recovery if row else None)
        if row is None or found is None:
            raise NoRecovery("还没有打印过恢复码：kiosk keys recovery")
        return recovery.ring_behind(found, code, row.ring_id, Path("hall.db"))

    def _prove(self, behind: KeyRing) -> None:
        """Each version opens a row that it sealed. Raises RecoveryForged."""
        closed = self._database.call(lambda connection: versions.unopened(connection, behind, self._sealed))
        if closed:
            numbers = "、".join(map(str, closed))
            raise recovery.RecoveryForged(f"第 {numbers} 版密钥打不开用它封存的档案；密钥文件是对的就重新打印恢复码")

    # -- one at a time: each of them reads the key file's ring and writes it back --------------

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Raises RotationRunning rather than wait: a rotation may take an hour."""
        if not self._one_at_a_time.acquire(blocking=False):
            raise RotationRunning
        try:
            yield
        finally:
            self._one_at_a_time.release()

    def _open(self, passphrase: str | None) -> bool:
        if self._opened is not None:
            return False
        opened = open_keys(
            self._database, self._data_dir, chosen=self._chosen, passphrase=passphrase, sealed=self._sealed
        )
        for settle in self._first:
            settle(opened.vault)
        for listener in self._tell:
            listener(opened.vault)
        self._opened = opened
        return True

    # -- the rest ------------------------------------------------------------------------------

    def _needed(self) -> Opened:
        if self._opened is None:
            raise RecordsShut
        return self._opened

    def _ring(self) -> KeyRing | None:
        return None if self._opened is None else self._opened.key.ring

    def _lacking(self) -> tuple[int, ...]:
        ring = self._ring()
        if ring is None:
            return ()
        return self._database.call(lambda connection: versions.lacking(connection, ring, self._sealed))

    def _take_on(self, key: OpenKey) -> None:
        opened = self._needed()
        self._database.call(lambda connection: versions.note(connection, key.ring))
        opened.vault.adopt(key.ring)
        self._opened = Opened(key, opened.vault)

    def _at(self) -> str:
        return stamp(self._now())

    def _note(self, action: str, outcome: str) -> None:
        entry, vault = audit.Entry(self._at(), "keeper", action, outcome), self._needed().vault
        self._database.call(lambda connection: audit.append(connection, vault, entry))


def _vault_row(connection: Connection) -> Row[tuple[object, ...]] | None:
    return connection.execute(select(record_vault)).first()
