"""A key file that opens only with a passphrase: what lies on the disk is then noise to whoever takes the machine.

    sealed = seal(text, ring_id, passphrase)        # a dict for the key file; takes about half a second, on purpose
    text, lock = open_sealed(sealed, ring_id, passphrase)
    sealed = lock.seal(text, ring_id)               # written anew later, without asking again

Argon2id with the costs of RFC 9106 for machines with little memory; the costs stand in the file, bounded when read.
"""

from __future__ import annotations

import secrets
import unicodedata
from base64 import b64decode, b64encode
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

TIME_COST, MEMORY_KIB, LANES = 3, 65536, 4
MOST_MEMORY_KIB, MOST_TIME = 262144, 20  # a forged file must not take the service's memory (MemoryMax=1G) or its day
PASSPHRASE_LETTERS = range(12, 257)
_SALT_BYTES, _NONCE_BYTES = 16, 12


class PassphraseWrong(Exception):
    """Another passphrase sealed this key file, or somebody changed the file."""


class PassphraseTooShort(Exception):
    """The machine may be taken home and tried for years: twelve letters at least."""


@dataclass(frozen=True)
class Lock:
    """The key that a passphrase gave, kept in memory while the records are open; never printed."""

    costs: dict[str, Any]
    key: bytes

    def __repr__(self) -> str:
        return "Lock(hidden)"

    def seal(self, text: str, ring_id: str) -> dict[str, Any]:
        nonce = secrets.token_bytes(_NONCE_BYTES)
        sealed = nonce + AESGCM(self.key).encrypt(nonce, text.encode(), _place(ring_id))
        return self.costs | {"sealed": b64encode(sealed).decode()}


def new_lock(passphrase: str) -> Lock:
    """Blocks for the time of the derivation. Raises PassphraseTooShort."""
    if len(_folded(passphrase)) not in PASSPHRASE_LETTERS:
        raise PassphraseTooShort(f"{PASSPHRASE_LETTERS.start}")
    salt = b64encode(secrets.token_bytes(_SALT_BYTES)).decode()
    costs = {"salt": salt, "time_cost": TIME_COST, "memory_kib": MEMORY_KIB, "lanes": LANES}
    return Lock(costs, _derive(costs, passphrase))


def open_sealed(plain: dict[str, Any], ring_id: str, passphrase: str) -> tuple[str, Lock]:
    """The text inside, and the lock to write it anew. Raises PassphraseWrong; ValueError, KeyError for the shape."""
    costs = {name: plain[name] for name in ("salt", "time_cost", "memory_kib", "lanes")}
    if not (0 < costs["memory_kib"] <= MOST_MEMORY_KIB and 0 < costs["time_cost"] <= MOST_TIME):
        raise ValueError("costs out of range")
    sealed = b64decode(plain["sealed"], validate=True)
    lock = Lock(costs, _derive(costs, passphrase))
    try:
        text = AESGCM(lock.key).decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], _place(ring_id))
    except InvalidTag:
        raise PassphraseWrong from None
    return text.decode(), lock


def _place(ring_id: str) -> bytes:
    return f"kiosk key file|{ring_id}".encode()


def _folded(passphrase: str) -> str:
    """The same letters however a keyboard composed them."""
    return unicodedata.normalize("NFKC", passphrase).strip()


def _derive(costs: dict[str, Any], passphrase: str) -> bytes:
    from argon2.exceptions import HashingError
    from argon2.low_level import Type, hash_secret_raw

    salt = b64decode(costs["salt"], validate=True)
    secret = _folded(passphrase).encode()
    try:
        return hash_secret_raw(secret, salt, costs["time_cost"], costs["memory_kib"], costs["lanes"], 32, Type.ID)
    except HashingError as error:
        raise ValueError(str(error)) from error
