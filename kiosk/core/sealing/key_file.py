"""The key file: the one secret without which the records are noise.

    path = key_path(data_dir)               # records.key there, the place kiosk.toml names, or systemd's credential
    key = KeyFile.read(path).opened(None)   # raises KeyLocked where it wants a passphrase
    key.replace(ring)                       # written whole or not at all

It lies outside the database, mode 0600, and is never made anew over records that another key has sealed: `unlock`
compares it with the database before anything is read or written.
"""

from __future__ import annotations

import json
import os
import secrets
import stat
from base64 import b64decode, b64encode
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kiosk.core.sealing import passphrase as passphrases
from kiosk.core.sealing.passphrase import Lock, PassphraseWrong

KEY_BYTES = 32
FILE = "records.key"
CREDENTIAL = "kiosk-records-key"
"""Name under which systemd hands the key over (LoadCredentialEncrypted=), bound to a TPM where there is one."""

SEALED = Path("/etc/systemd/system/kiosk-hall.service.d/records-key.conf")
"""What deploy/seal-key leaves for everybody to see; the sealed key itself lies in a folder of root's and systemd's."""

_PLAIN, _LOCKED = 1, 2  # formats
_MODELESS = ("vfat", "exfat", "ntfs", "ntfs3", "fuseblk")
"""File systems of sticks: one mode for all files, set when mounting; chmod changes nothing."""


class KeyMissing(Exception):
    """No key file, although there are records that need one, or although it was asked for."""


class KeyRefused(Exception):
    """The key file is there but cannot be trusted or read; the message says why and how to mend it."""


class KeyLocked(Exception):
    """The key file opens with a passphrase (`kiosk keys unlock`), and none or a wrong one was given."""


class KeyNotOurs(Exception):
    """The key is handed over by systemd: the hall service can read it, and only root can write it anew."""


@dataclass(frozen=True)
class KeyRing:
    """All keys of one hall. `sealing` by version (rotation adds one); the index key and the audit key stay."""

    ring_id: str
    current: int
    sealing: dict[int, bytes]
    index: bytes
    audit: bytes

    def __repr__(self) -> str:
        return f"KeyRing({self.ring_id}, version {self.current})"


def new_ring() -> KeyRing:
    fresh = [secrets.token_bytes(KEY_BYTES) for _ in range(3)]
    return KeyRing(secrets.token_hex(4), 1, {1: fresh[0]}, fresh[1], fresh[2])


def key_path(data_dir: Path, chosen: str = "") -> Path:
    """Where the key is: systemd's credential when there is one, else `chosen` (a stick), else beside the database."""
    given = os.environ.get("CREDENTIALS_DIRECTORY")
    credential = Path(given) / CREDENTIAL if given else None
    if credential and credential.exists():
        return credential
    return Path(chosen) if chosen else data_dir / FILE


@dataclass(frozen=True)
class OpenKey:
    """The key file in use: its ring, and the lock that seals it again when the ring changes."""

    path: Path
    ring: KeyRing
    lock: Lock | None = None

    def __repr__(self) -> str:
        return f"OpenKey({self.path}, {self.ring!r})"

    def replace(self, ring: KeyRing) -> OpenKey:
        """Write `ring` in place of the old one; on the disk when this returns.

        Raises KeyNotOurs, KeyMissing, OSError.
        """
        self.check_in_place()
        changed = OpenKey(self.path, ring, self.lock)
        staged = self.path.with_name(self.path.name + ".new")
        staged.unlink(missing_ok=True)
        _write(staged, _text(ring) if self.lock is None else _locked_text(ring, self.lock))
        staged.replace(self.path)
        _sync_folder(self.path.parent)
        return changed

    def check_in_place(self) -> None:
        """Whether the file may be written anew where it is. Raises KeyNotOurs, KeyMissing."""
        if is_credential(self.path):
            raise KeyNotOurs(f"{self.path}")
        if not self.path.exists():  # a stick pulled out: below its mount point it would lie on the machine's own disk
            raise KeyMissing(f"{self.path}: 密钥文件不在原处；先插上 U 盘")

    def locked(self, passphrase: str | None) -> OpenKey:
        """Sealed with another passphrase from now on, or (None) with none. Raises PassphraseTooShort, as `replace`."""
        lock = None if passphrase is None else passphrases.new_lock(passphrase)
        return OpenKey(self.path, self.ring, lock).replace(self.ring)


@dataclass(frozen=True)
class KeyFile:
    """What lies at the key's place: the ring itself, or a ring that wants a passphrase."""

    path: Path
    plain: dict[str, Any]

    def __repr__(self) -> str:
        return f"KeyFile({self.path})"

    @classmethod
    def read(cls, path: Path) -> KeyFile:
        """Raises KeyMissing or KeyRefused, naming the file."""
        try:
            mode = path.stat().st_mode
            text = path.read_text(encoding="ascii")
        except FileNotFoundError:
            raise KeyMissing(f"{path}: 没有档案密钥。请放回原来的密钥文件，不要新建") from None
        except (OSError, UnicodeDecodeError) as error:
            raise KeyRefused(f"{path}: 读不了档案密钥（{type(error).__name__}）") from error
        if stat.S_IMODE(mode) & 0o077 and not is_credential(path):
            raise KeyRefused(_too_open(path))
        return cls(path, _checked(text, path))

    @property
    def wants_passphrase(self) -> bool:
        return bool(self.plain["format"] == _LOCKED)

    def opened(self, passphrase: str | None) -> OpenKey:
        """Raises KeyLocked without the right passphrase, KeyRefused for a damaged file."""
        if not self.wants_passphrase:
            return OpenKey(self.path, _ring(self.plain, self.path))
        if passphrase is None:
            raise KeyLocked(f"{self.path}: 档案密钥要口令才能打开，请运行 kiosk keys unlock")
        try:
            text, lock = passphrases.open_sealed(self.plain["argon2id"], self.plain["ring"], passphrase)
        except PassphraseWrong:
            raise KeyLocked(f"{self.path}: 口令不对，或者密钥文件被改动过") from None
        except (ValueError, KeyError, TypeError):
            raise KeyRefused(_incomplete(self.path)) from None
        return OpenKey(self.path, _ring(_checked(text, self.path), self.path), lock)


def open_ring(path: Path) -> KeyRing:
    """Read a key file that wants no passphrase. Raises KeyMissing, KeyRefused or KeyLocked, naming the file."""
    return KeyFile.read(path).opened(None).ring


def is_credential(path: Path) -> bool:
    """systemd guards these itself, on tmpfs (Debian 13) by an ACL, whose mask shows as permission of the group."""
    given = os.environ.get("CREDENTIALS_DIRECTORY")
    return bool(given) and path.parent == Path(given or "")


def create_ring(path: Path) -> KeyRing:
    """Make a new key file, 0600, synced to disk before it is used. Raises FileExistsError: a key is never replaced."""
    path.parent.mkdir(parents=True, exist_ok=True)
    return write_ring(path, new_ring())


def write_ring(path: Path, ring: KeyRing) -> KeyRing:
    """Write a key file where there is none. Raises FileExistsError."""
    _write(path, _text(ring))
    _sync_folder(path.parent)
    return ring


def file_system(path: Path) -> str:
    """The type of the file system that holds `path`, as the kernel names it; empty where it does not tell."""
    try:
        mounts = [line.split() for line in Path("/proc/mounts").read_text(encoding="utf-8").splitlines()]
    except OSError:
        return ""
    here = path.resolve()
    holding = [(len(at), kind) for _, at, kind, *_ in mounts if here.is_relative_to(at.replace("\\040", " "))]
    return max(holding, default=(0, ""))[1]


def _too_open(path: Path) -> str:
    if file_system(path) in _MODELESS:
        how = f"U 盘要这样挂载：mount -o uid=kiosk-hall,umask=0077 设备 {path.parent}"
    else:
        how = f"请先运行 chmod 600 {path}"
    return f"{path}: 别的用户也能打开档案密钥，{how}"


def _incomplete(path: Path) -> str:
    return f"{path}: 密钥文件不完整，请用备份的那一份"


def _write(path: Path, text: str) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    """A power cut must not leave records without the name of their key."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def ring_text(ring: KeyRing) -> str:
    """The ring as a plain key file holds it; only ever sealed, or written to the key's own place."""
    return _text(ring)


def ring_of(text: str, source: Path) -> KeyRing:
    """The inverse of `ring_text`. Raises KeyRefused, naming `source`."""
    return _ring(_checked(text, source), source)


def _locked_text(ring: KeyRing, lock: Lock) -> str:
    plain = {"format": _LOCKED, "ring": ring.ring_id, "argon2id": lock.seal(_text(ring), ring.ring_id)}
    return json.dumps(plain, indent=1) + "\n"


def _text(ring: KeyRing) -> str:
    plain = {
        "format": _PLAIN,
        "ring": ring.ring_id,
        "current": ring.current,
        "sealing": {str(version): b64encode(key).decode() for version, key in ring.sealing.items()},
        "index": b64encode(ring.index).decode(),
        "audit": b64encode(ring.audit).decode(),
    }
    return json.dumps(plain, indent=1) + "\n"


def _checked(text: str, path: Path) -> dict[str, Any]:
    try:
        plain = json.loads(text)
        known = plain["format"] in (_PLAIN, _LOCKED)
    except (ValueError, KeyError, TypeError):
        raise KeyRefused(_incomplete(path)) from None
    if not known:
        raise KeyRefused(f"{path}: 密钥文件的格式是 {plain['format']}，这个版本不认识")
    if plain["format"] == _LOCKED and not {"ring", "argon2id"} <= plain.keys():
        raise KeyRefused(_incomplete(path))
    return dict(plain)


def _ring(plain: dict[str, Any], path: Path) -> KeyRing:
    try:
        sealing = {int(version): _key(key) for version, key in plain["sealing"].items()}
        ring = KeyRing(plain["ring"], plain["current"], sealing, _key(plain["index"]), _key(plain["audit"]))
    except (ValueError, KeyError, TypeError, AttributeError):
        raise KeyRefused(_incomplete(path)) from None
    if ring.current not in ring.sealing:
        raise KeyRefused(f"{path}: 密钥文件里没有第 {ring.current} 版密钥")
    return ring


def _key(text: str) -> bytes:
    key = b64decode(text, validate=True)
    if len(key) != KEY_BYTES:
        raise ValueError("wrong key length")
    return key
