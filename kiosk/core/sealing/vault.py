"""Sealing: what lies on the disk tells a thief nothing without the key file.

    vault = Vault(ring)
    sealed = vault.seal("records", row_id, record.to_bytes())     # AES-256-GCM, a data key of its own
    record = Record.from_bytes(vault.unseal("records", row_id, sealed))
    vault.blind_index("11010119900307…")                         # finds the row without storing the number

Each blob carries table, row id and key version as associated data, so that a blob moved to another row is refused.
The data key lies beside it, wrapped by the vault key: erasing those 60 bytes erases the record (docs/privacy.md).
"""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from kiosk.core.sealing.key_file import KEY_BYTES, KeyRing

_NONCE_BYTES = 12
_PADDED_TO_BYTES = 256
_PADDING = b" "  # JSON ignores it, so length tells nothing about a long name or a missing milestone


class SealBroken(Exception):
    """A blob was changed, or belongs to another row or table. Holds the place only."""


class KeyVersionUnknown(Exception):
    """A blob was sealed by a version that the key file does not hold."""


@dataclass(frozen=True, slots=True)
class Sealed:
    """What is stored: the version of the vault key, the wrapped data key (60 bytes) and the blob."""

    key_version: int
    wrapped_key: bytes
    blob: bytes


class RingForeign(Exception):
    """Another hall's ring, or one whose index key is another: a vault never changes that."""


class Vault:
    """Seals and unseals with one key ring. Safe to use from several threads; does no I/O."""

    def __init__(self, ring: KeyRing) -> None:
        self._held = _Held.of(ring)

    @property
    def _ring(self) -> KeyRing:
        return self._held.ring

    @property
    def ring_id(self) -> str:
        return self._ring.ring_id

    @property
    def key_version(self) -> int:
        return self._ring.current

    @property
    def key_versions(self) -> tuple[int, ...]:
        """All that it can unseal, oldest first."""
        return tuple(sorted(self._ring.sealing))

    def adopt(self, ring: KeyRing) -> None:
        """Go on with other versions of the same ring, for everybody who holds this vault. Raises RingForeign."""
        mine = self._ring
        if (ring.ring_id, ring.index, ring.audit) != (mine.ring_id, mine.index, mine.audit):
            raise RingForeign(ring.ring_id)
        self._held = _Held.of(ring)

    def blind_index(self, id_number: str) -> bytes:
        """32 bytes that find a person's row. Keyed: a county's numbers are tried against a bare hash in minutes."""
        return hmac.digest(self._ring.index, id_number.strip().upper().encode(), "sha256")

    def chain(self, rule: int, previous: bytes, entry: bytes) -> bytes:
        """The next link of the audit chain: whoever can write the database still cannot forge one without the key.

        From rule 2 on what is linked says by which rule, and how long the link before is: nothing linked by one rule
        can be shown as linked by another, nor a part of a row as a part of the link before it.
        """
        told = b"" if rule == 1 else b"audit chain %d|%d|" % (rule, len(previous))
        return hmac.digest(self._ring.audit, told + previous + entry, "sha256")

    def mark(self, purpose: str, content: bytes) -> bytes:
        """32 bytes that only this hall's key makes: a proof that a line or a value is its own."""
        return hmac.digest(self._ring.audit, b"mark:" + purpose.encode() + b"|" + content, "sha256")

    def check_value(self) -> bytes:
        """Kept in the database to tell a wrong key file before any record is touched."""
        return hmac.digest(self._ring.index, b"check:" + self.ring_id.encode(), "sha256")

    def seal(self, table: str, row_id: int, plain: bytes) -> Sealed:
        held = self._held  # once: a rotation may put another in its place meanwhile
        version = held.ring.current
        data_key = secrets.token_bytes(KEY_BYTES)
        place = _place(table, row_id, version)
        padded = plain + _PADDING * (-len(plain) % _PADDED_TO_BYTES)
        wrapped = _encrypt(held.wrapping[version], data_key, b"key|" + place)
        return Sealed(version, wrapped, _encrypt(AESGCM(data_key), padded, place))

    def unseal(self, table: str, row_id: int, sealed: Sealed) -> bytes:
        """The plain bytes. Raises SealBroken or KeyVersionUnknown."""
        wrapping = self._held.wrapping.get(sealed.key_version)
        if wrapping is None:
            raise KeyVersionUnknown(f"{table} row {row_id}: key version {sealed.key_version}")
        place = _place(table, row_id, sealed.key_version)
        try:
            data_key = _decrypt(wrapping, sealed.wrapped_key, b"key|" + place)
            return _decrypt(AESGCM(data_key), sealed.blob, place).rstrip(_PADDING)
        except (InvalidTag, ValueError, TypeError):  # TypeError: TEXT where there should be a BLOB
            raise SealBroken(f"{table} row {row_id}") from None


@dataclass(frozen=True, slots=True)
class _Held:
    """A ring with its ciphers, replaced as one."""

    ring: KeyRing
    wrapping: dict[int, AESGCM]

    @classmethod
    def of(cls, ring: KeyRing) -> _Held:
        return cls(ring, {version: AESGCM(key) for version, key in ring.sealing.items()})


def _place(table: str, row_id: int, version: int) -> bytes:
    return f"{table}|{row_id}|{version}".encode()


def _encrypt(key: AESGCM, plain: bytes, place: bytes) -> bytes:
    nonce = secrets.token_bytes(_NONCE_BYTES)
    return nonce + key.encrypt(nonce, plain, place)


def _decrypt(key: AESGCM, stored: bytes, place: bytes) -> bytes:
    return key.decrypt(stored[:_NONCE_BYTES], stored[_NONCE_BYTES:], place)
