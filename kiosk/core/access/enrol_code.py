"""The one-time code that joins a terminal to its hall, as people carry it on paper or a stick.

``K7QF-ODMP-2XWA-LT5C`` on one machine; beyond it the SHA-256 fingerprint of the hall's public key follows (of its
certificate, where the first version made that), so the terminal trusts exactly that hall and asks nobody else:
``K7QF-ODMP-2XWA-LT5C:MFZW…``. Base32: no 0/O or 1/I to confuse; case, spaces and hyphens do not matter.
"""

import base64
import binascii
import secrets
from dataclasses import dataclass

from kiosk.typed import squeezed

SECRET_BYTES = 10  # 80 bits, 16 characters
FINGERPRINT_BYTES = 32


class CodeUnreadable(Exception):
    """Not a code, or one that lost a character on its way."""


@dataclass(frozen=True)
class EnrolCode:
    """``fingerprint``: SHA-256 of the hall's public key or certificate in DER; None on the hall's own machine."""

    secret: bytes
    fingerprint: bytes | None

    @classmethod
    def fresh(cls, fingerprint: bytes | None) -> "EnrolCode":
        return cls(secrets.token_bytes(SECRET_BYTES), fingerprint)

    @classmethod
    def parse(cls, text: str) -> "EnrolCode":
        """As it was printed, or as people type it. Raises CodeUnreadable."""
        secret, colon, fingerprint = squeezed(text).partition(":")
        return cls(_decode(secret, SECRET_BYTES), _decode(fingerprint, FINGERPRINT_BYTES) if colon else None)

    def __str__(self) -> str:
        secret = _encode(self.secret)
        grouped = "-".join(secret[start : start + 4] for start in range(0, len(secret), 4))
        return grouped if self.fingerprint is None else f"{grouped}:{_encode(self.fingerprint)}"

    def __repr__(self) -> str:
        return "EnrolCode(hidden)"


def _encode(content: bytes) -> str:
    return base64.b32encode(content).decode("ascii").rstrip("=")


def _decode(text: str, size: int) -> bytes:
    try:
        content = base64.b32decode(text + "=" * (-len(text) % 8))
    except (binascii.Error, ValueError) as error:
        raise CodeUnreadable("not an enrolment code") from error
    if len(content) != size or _encode(content) != text:
        raise CodeUnreadable("the enrolment code is incomplete or has a wrong character")
    return content
