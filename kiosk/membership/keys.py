"""The key file: the one secret without which the records are noise.

    ring = open_ring(key_path(data_dir))    # records.key there, or the credential that systemd hands over

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

KEY_BYTES = 32
CREDENTIAL = "kiosk-records-key"
"""Name under which systemd hands the key over (LoadCredentialEncrypted=), bound to a TPM where there is one."""

_FORMAT = 1


class KeyMissing(Exception):
    """No key file, although there are records that need one, or although it was asked for."""


class KeyRefused(Exception):
    """The key file is there but cannot be trusted or read; the message says why and how to mend it."""


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


def key_path(data_dir: Path) -> Path:
    """Where the key is: the systemd credential when the service was given one, else beside the database."""
    given = os.environ.get("CREDENTIALS_DIRECTORY")
    credential = Path(given) / CREDENTIAL if given else None
    return credential if credential and credential.exists() else data_dir / "records.key"


def open_ring(path: Path) -> KeyRing:
    """Read the key file. Raises KeyMissing or KeyRefused, naming the file."""
    try:
        mode = path.stat().st_mode
        text = path.read_text(encoding="ascii")
    except FileNotFoundError:
        raise KeyMissing(f"{path}: 没有档案密钥。请放回原来的密钥文件，不要新建") from None
    except (OSError, UnicodeDecodeError) as error:
        raise KeyRefused(f"{path}: 读不了档案密钥（{type(error).__name__}）") from error
    if stat.S_IMODE(mode) & 0o077 and not _is_credential(path):
        raise KeyRefused(f"{path}: 别的用户也能打开档案密钥，请先运行 chmod 600 {path}")
    return _parse(text, path)


def _is_credential(path: Path) -> bool:
    """systemd guards these itself, on tmpfs (Debian 13) by an ACL, whose mask shows as permission of the group."""
    given = os.environ.get("CREDENTIALS_DIRECTORY")
    return bool(given) and path.parent == Path(given or "")


def create_ring(path: Path) -> KeyRing:
    """Make a new key file, 0600, synced to disk before it is used. Raises FileExistsError: a key is never replaced."""
    ring = new_ring()
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(_text(ring))
        file.flush()
        os.fsync(file.fileno())
    _sync_folder(path.parent)
    return ring


def _sync_folder(folder: Path) -> None:
    """A power cut must not leave records without the name of their key."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _text(ring: KeyRing) -> str:
    plain = {
        "format": _FORMAT,
        "ring": ring.ring_id,
        "current": ring.current,
        "sealing": {str(version): b64encode(key).decode() for version, key in ring.sealing.items()},
        "index": b64encode(ring.index).decode(),
        "audit": b64encode(ring.audit).decode(),
    }
    return json.dumps(plain, indent=1) + "\n"


def _parse(text: str, path: Path) -> KeyRing:
    try:
        plain = json.loads(text)
        if plain["format"] != _FORMAT:
            raise KeyRefused(f"{path}: 密钥文件的格式是 {plain['format']}，这个版本只认 {_FORMAT}")
        sealing = {int(version): _key(key) for version, key in plain["sealing"].items()}
        ring = KeyRing(plain["ring"], plain["current"], sealing, _key(plain["index"]), _key(plain["audit"]))
    except (ValueError, KeyError, TypeError, AttributeError):
        raise KeyRefused(f"{path}: 密钥文件不完整，请用备份的那一份") from None
    if ring.current not in ring.sealing:
        raise KeyRefused(f"{path}: 密钥文件里没有第 {ring.current} 版密钥")
    return ring


def _key(text: str) -> bytes:
    key = b64decode(text, validate=True)
    if len(key) != KEY_BYTES:
        raise ValueError("wrong key length")
    return key
