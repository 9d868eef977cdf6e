"""The recovery code: printed once, kept on paper in the hall's safe; code + any backup = the lost key file.

    code = new_code()                          # "7K2M-…": 130 bits and two letters that tell a slip of the pen
    sealed = seal_for(code, vault, ring)       # into record_vault.recovery; each backup of the database carries it
    sealed = sealed_anew(sealed, vault, ring)  # after a rotation: needs no code
    ring = ring_behind(sealed, code, ring_id)

The code is never stored. It makes an X25519 key; the database holds the public half, to which a rotation can seal the
ring anew without anybody typing the code. What an earlier rotation sealed stays beside it, so that the code opens every
version since it was printed. Whoever can write the database cannot put anything in its place: the public half and each
ring bear a mark of the hall's own key, and the code itself vouches for that key (it never changes).
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import replace
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from kiosk.core.sealing.key_file import KeyRing, ring_of, ring_text
from kiosk.core.sealing.vault import Vault
from kiosk.typed import squeezed

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O, U, so that a hand-written copy is read in one way only."""

LETTERS, CHECK_LETTERS, GROUP = 26, 2, 4
_BITS = 5
_FORMAT = b"\x02"
_LENGTH, _PUBLIC, _MARK, _TAG, _NONCE = 4, 32, 32, 32, 12
_HEAD = _PUBLIC + _MARK + _TAG
_READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1", "U": "V"})
_PURPOSE, _RING_PURPOSE = "recovery", "recovery ring"


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
    """What was typed as 26 letters, in whatever way. Raises CodeMistyped without repeating it."""
    letters = squeezed(text).translate(_READ_AS)
    if len(letters) != LETTERS + CHECK_LETTERS or not set(letters) <= set(ALPHABET):
        raise CodeMistyped(f"恢复码是 {LETTERS + CHECK_LETTERS} 个字母和数字，4 个一组")
    if not hmac.compare_digest(_check(letters[:LETTERS]), letters[LETTERS:]):
        raise CodeMistyped("恢复码里有一处抄错或打错了，请再看一遍")
    return letters[:LETTERS]


def seal_for(code: str, vault: Vault, ring: KeyRing) -> bytes:
    """`ring` sealed for the code, to be stored. Raises CodeMistyped."""
    whose = _private(code, ring.ring_id).public_key().public_bytes_raw()
    return _FORMAT + _piece(whose + vault.mark(_PURPOSE, whose) + _tag(code, ring), vault, ring)


def sealed_anew(sealed: bytes, vault: Vault, ring: KeyRing) -> bytes:
    """The changed `ring` for the same code, behind what was sealed before. Raises RecoveryForged."""
    head = _pieces(sealed, Path("hall.db"))[-1][:_HEAD]
    public, mark = head[:_PUBLIC], head[_PUBLIC : _PUBLIC + _MARK]
    if not hmac.compare_digest(vault.mark(_PURPOSE, public), mark):
        raise RecoveryForged("数据库里为恢复码封存的那一份被动过；请重新打印恢复码：kiosk keys recovery")
    return sealed + _piece(head, vault, ring)


def ring_behind(sealed: bytes, code: str, ring_id: str, source: Path) -> KeyRing:
    """The newest ring, with every version sealed for this code. Raises CodeMistyped, CodeWrong, RecoveryForged;
    KeyRefused names `source`.
    """
    private, pieces = _private(code, ring_id), _pieces(sealed, source)
    if not all(hmac.compare_digest(private.public_key().public_bytes_raw(), piece[:_PUBLIC]) for piece in pieces):
        raise CodeWrong("不是这一份的恢复码；要用封存它之前最后打印的那一张")
    rings = [_opened(piece, private, code, source) for piece in pieces]
    sealing = {version: key for ring in rings for version, key in ring.sealing.items()}
    return replace(rings[-1], sealing=sealing)


def _pieces(sealed: bytes, source: Path) -> list[bytes]:
    """One of each rotation, oldest first. Raises RecoveryForged."""
    pieces, at = [], len(_FORMAT)
    while at < len(sealed):
        start = at + _LENGTH
        at = start + int.from_bytes(sealed[at:start], "big")
        pieces.append(sealed[start:at])
    if sealed[:1] != _FORMAT or at != len(sealed) or not pieces or min(map(len, pieces)) < _HEAD + _PUBLIC + _NONCE:
        raise RecoveryForged(f"{source}: 恢复用的那一份不完整")
    return pieces


def _piece(head: bytes, vault: Vault, ring: KeyRing) -> bytes:
    whose, once, text = head[:_PUBLIC], X25519PrivateKey.generate(), ring_text(ring).encode()
    ephemeral, nonce = once.public_key().public_bytes_raw(), secrets.token_bytes(_NONCE)
    key = _shared(once, X25519PublicKey.from_public_bytes(whose), ephemeral + whose)
    plain = vault.mark(_RING_PURPOSE, text) + text
    piece = head + ephemeral + nonce + AESGCM(key).encrypt(nonce, plain, _FORMAT + head)
    return len(piece).to_bytes(_LENGTH, "big") + piece


def _opened(piece: bytes, private: X25519PrivateKey, code: str, source: Path) -> KeyRing:
    head, ephemeral, rest = piece[:_HEAD], piece[_HEAD : _HEAD + _PUBLIC], piece[_HEAD + _PUBLIC :]
    try:
        key = _shared(private, X25519PublicKey.from_public_bytes(ephemeral), ephemeral + head[:_PUBLIC])
        plain = AESGCM(key).decrypt(rest[:_NONCE], rest[_NONCE:], _FORMAT + head)
    except (InvalidTag, ValueError):  # ValueError: a point that makes no key
        raise RecoveryForged(f"{source}: 恢复用的那一份被动过") from None
    ring = ring_of(plain[_MARK:].decode(errors="replace"), source)
    vouched = hmac.compare_digest(_tag(code, ring), head[-_TAG:])
    if not vouched or not hmac.compare_digest(Vault(ring).mark(_RING_PURPOSE, plain[_MARK:]), plain[:_MARK]):
        raise RecoveryForged(f"{source}: 恢复用的那一份是别人放进去的，没有用它")
    return ring


def _tag(code: str, ring: KeyRing) -> bytes:
    """What only the code can say: whose index key and audit key these are. They are the same in every version."""
    key = HKDF(SHA256(), 32, ring.ring_id.encode(), b"kiosk recovery: whose keys").derive(read_code(code).encode())
    return hmac.digest(key, ring.index + ring.audit, "sha256")


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
