"""The recovery code: printed once, kept on paper in the hall's safe; code + any backup = the lost key file.

    code = new_code()                          # "7K2M-…": 130 bits and two letters that tell a slip of the pen
    sealed = seal_for(code, vault, ring)       # into record_vault.recovery; each backup of the database carries it
    sealed = sealed_anew(sealed, vault, ring)  # after a rotation: needs no code
    ring = ring_behind(sealed, code, ring_id)

The code is never stored. It makes an X25519 key; the database holds the public half, to which a rotation can seal the
ring anew without anybody typing the code. The public half carries a mark of the hall's own key, so that whoever can
write the database cannot put theirs in its place.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from kiosk.membership.keys import KeyRing, ring_of, ring_text
from kiosk.membership.vault import Vault

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O, U, so that a hand-written copy is read in one way only."""

LETTERS, CHECK_LETTERS, GROUP = 26, 2, 4
_BITS = 5
_FORMAT = b"\x01"
_PUBLIC, _MARK, _NONCE = 32, 32, 12
_READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1", "U": "V"})
_PURPOSE = "recovery"


class CodeMistyped(Exception):
    """Not a recovery code: its length, a letter or its check letters are wrong."""


class CodeWrong(Exception):
    """A recovery code, and not the one that sealed this copy."""


class RecoveryForged(Exception):
    """The sealed copy in the database is damaged, or somebody put another one in its place."""


def new_code() -> str:
    """In groups of four, as it is printed."""
    letters = "".join(secrets.choice(ALPHABET) for _ in range(LETTERS))
    whole = letters + _check(letters)
    return "-".join(whole[at : at + GROUP] for at in range(0, len(whole), GROUP))


def read_code(text: str) -> str:
    """What was typed as 26 letters: any case, blanks and dashes ignored. Raises CodeMistyped without repeating it."""
    letters = "".join(text.upper().split()).replace("-", "").translate(_READ_AS)
    if len(letters) != LETTERS + CHECK_LETTERS or not set(letters) <= set(ALPHABET):
        raise CodeMistyped(f"恢复码是 {LETTERS + CHECK_LETTERS} 个字母和数字，4 个一组")
    if not hmac.compare_digest(_check(letters[:LETTERS]), letters[LETTERS:]):
        raise CodeMistyped("恢复码里有一处抄错或打错了，请再看一遍")
    return letters[:LETTERS]


def seal_for(code: str, vault: Vault, ring: KeyRing) -> bytes:
    """`ring` sealed for the code, to be stored. Raises CodeMistyped."""
    return _seal(_private(code, ring.ring_id).public_key(), vault, ring)


def sealed_anew(sealed: bytes, vault: Vault, ring: KeyRing) -> bytes:
    """The changed `ring` for the same code. Raises RecoveryForged."""
    public, mark = sealed[1 : 1 + _PUBLIC], sealed[1 + _PUBLIC : 1 + _PUBLIC + _MARK]
    if sealed[:1] != _FORMAT or not hmac.compare_digest(vault.mark(_PURPOSE, public), mark):
        raise RecoveryForged("数据库里为恢复码封存的那一份被动过；请重新打印恢复码：kiosk keys recovery")
    return _seal(X25519PublicKey.from_public_bytes(public), vault, ring)


def ring_behind(sealed: bytes, code: str, ring_id: str, source: Path) -> KeyRing:
    """The ring. Raises CodeMistyped, CodeWrong, RecoveryForged; KeyRefused names `source`."""
    private, head = _private(code, ring_id), 1 + _PUBLIC + _MARK
    if sealed[:1] != _FORMAT or len(sealed) < head + _PUBLIC + _NONCE:
        raise RecoveryForged(f"{source}: 恢复用的那一份不完整")
    public, ephemeral = sealed[1 : 1 + _PUBLIC], sealed[head : head + _PUBLIC]
    if not hmac.compare_digest(private.public_key().public_bytes_raw(), public):
        raise CodeWrong("不是这一份的恢复码；要用封存它之前最后打印的那一张")
    key = _shared(private, X25519PublicKey.from_public_bytes(ephemeral), ephemeral + public)
    nonce, rest = sealed[head + _PUBLIC :][:_NONCE], sealed[head + _PUBLIC + _NONCE :]
    try:
        text = AESGCM(key).decrypt(nonce, rest, sealed[:head])
    except InvalidTag:
        raise RecoveryForged(f"{source}: 恢复用的那一份被动过") from None
    return ring_of(text.decode(), source)


def _seal(public: X25519PublicKey, vault: Vault, ring: KeyRing) -> bytes:
    whose = public.public_bytes_raw()
    once = X25519PrivateKey.generate()
    ephemeral, nonce = once.public_key().public_bytes_raw(), secrets.token_bytes(_NONCE)
    head = _FORMAT + whose + vault.mark(_PURPOSE, whose)
    key = _shared(once, public, ephemeral + whose)
    return head + ephemeral + nonce + AESGCM(key).encrypt(nonce, ring_text(ring).encode(), head)


def _shared(private: X25519PrivateKey, public: X25519PublicKey, both: bytes) -> bytes:
    return HKDF(SHA256(), 32, both, b"kiosk recovery: the ring").derive(private.exchange(public))


def _private(code: str, ring_id: str) -> X25519PrivateKey:
    letters = read_code(code).encode()
    return X25519PrivateKey.from_private_bytes(
        HKDF(SHA256(), 32, ring_id.encode(), b"kiosk recovery: the code").derive(letters)
    )


def _check(letters: str) -> str:
    """Two letters of a hash: one wrong letter passes once in a thousand times, and then opens nothing."""
    value = int.from_bytes(hashlib.sha256(b"kiosk recovery code|" + letters.encode()).digest()[:2], "big")
    return ALPHABET[value >> _BITS & 31] + ALPHABET[value & 31]
