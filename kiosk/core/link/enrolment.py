"""Join a terminal to its hall, and remember how: the token, and the key that is pinned.

enrol("https://192.168.1.5:8470", "K7QF-…:MFZW…", data_dir / "hall.json")   # once, with a code from the hall
membership = HallLink.load(data_dir / "hall.json")

What the first version wrote kept the whole certificate instead: its key is the pin then. The file stays as it is, so
that a machine whose update is taken back still reads it, until the terminal is enrolled anew.
"""

import asyncio
import hashlib
import json
import os
import re
import ssl
from dataclasses import asdict, dataclass
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from kiosk.core.access.enrol_code import EnrolCode
from kiosk.core.link.answers import HallAway, HallRefused, content_of, reason_of, understood
from kiosk.core.link.http import fetch, open_http
from kiosk.core.link.pinned import PIN_BYTES, pinned_context
from kiosk.core.link.shapes import WrongShape, read

if TYPE_CHECKING:
    import httpx

ENROL_SECONDS = 10.0
_TOKEN: Final = re.compile("[A-Za-z0-9_-]{16,200}")  # it becomes a header


class NotEnrolled(Exception):
    """This terminal has no token yet; run ``kiosk enrol`` with a code from the hall."""


class EnrolmentRefused(Exception):
    """The hall did not accept the code, or is not the hall of the code; the message says which."""


class PinMismatch(EnrolmentRefused):
    """Whoever answers at this address has another key than the code names. No code was sent to it."""


@dataclass(frozen=True)
class HallLink:
    """What one terminal knows of its hall. ``pin``: SHA-256 of its public key in hex, or None on loopback."""

    url: str
    token: str
    terminal_id: int
    terminal: str
    pin: str | None = None

    def __post_init__(self) -> None:
        if self.pin is not None and len(bytes.fromhex(self.pin)) != PIN_BYTES:
            raise ValueError("the pin is no SHA-256")

    @classmethod
    def load(cls, path: Path) -> "HallLink":
        """Raises NotEnrolled."""
        try:
            kept = json.loads(path.read_text(encoding="utf-8"))
            if "certificate" in kept:
                kept["pin"] = _pin_of_former(kept.pop("certificate"))
            return cls(**kept)
        except (OSError, ValueError, TypeError) as error:
            raise NotEnrolled(f"{path}: {error}") from error

    def save(self, path: Path) -> None:
        """Readable by its owner only, and never half written."""
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        draft = path.with_name(path.name + ".new")
        fd = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o600)
        with os.fdopen(fd, "w", encoding="utf-8") as file:
            json.dump(asdict(self), file, ensure_ascii=False)
            file.flush()
            os.fsync(fd)
        draft.replace(path)

    def trust(self) -> ssl.SSLContext:
        """What httpx verifies with: exactly the pinned key, and no authority."""
        return pinned_context(None if self.pin is None else bytes.fromhex(self.pin))

    def __repr__(self) -> str:
        return f"HallLink({self.url}, {self.terminal})"


def enrol(url: str, code_text: str, path: Path) -> HallLink:
    """Use a one-time code up and keep the token in ``path``. Blocks up to ten seconds.

    Raises CodeUnreadable, EnrolmentRefused, PinMismatch, OSError when nobody answers.
    """
    link = asyncio.run(_enrolled(url, EnrolCode.parse(code_text)))
    link.save(path)
    return link


async def _enrolled(url: str, code: EnrolCode) -> HallLink:
    """One deadline for all of it: a time-out for each read never ends what drips."""
    import httpx

    try:
        async with asyncio.timeout(ENROL_SECONDS):
            pin = await _pin(url, code)
            async with open_http(url, pinned_context(pin), httpx.Timeout(ENROL_SECONDS)) as http:
                answer = await fetch(http, "POST", "/api/enrol", {"code": str(EnrolCode(code.secret, None))})
    except (httpx.HTTPError, HallAway, TimeoutError) as error:
        raise ConnectionError(f"{url}: {reason_of(error)}") from error
    if answer.status_code != httpx.codes.OK:
        raise EnrolmentRefused(f"{url}: the code is wrong, was used, or is older than 30 minutes")
    try:
        said = understood(_joined, answer)
    except (HallAway, HallRefused) as error:
        raise EnrolmentRefused(f"{url}: {error}") from None
    return HallLink(url, said.token, said.terminal.id, said.terminal.name, pin.hex() if pin else None)


def is_hall_of(link: HallLink, url: str, code_text: str) -> bool:
    """Whether the terminal is joined to the hall at ``url``, and that is the one the code names. Asks it for its key
    alone, up to ten seconds. Raises CodeUnreadable, EnrolmentRefused, PinMismatch, OSError.
    """
    code = EnrolCode.parse(code_text)

    async def shown() -> bytes | None:
        async with asyncio.timeout(ENROL_SECONDS):
            return await _pin(url, code)

    pin = asyncio.run(shown())
    return link.url == url and link.pin == (pin.hex() if pin else None)


@dataclass(frozen=True)
class _Named:
    id: int
    name: str


@dataclass(frozen=True, repr=False)
class _Joined:
    """What the hall says to a code."""

    token: str
    terminal: _Named


def _joined(answer: "httpx.Response") -> _Joined:
    said = read(_Joined, content_of(answer))
    if not _TOKEN.fullmatch(said.token):
        raise WrongShape("the token has another form")
    return said


def _pin_of_former(certificate: object) -> str | None:
    """Of a PEM as the first version kept it. Raises ValueError."""
    if certificate is None:
        return None
    if not isinstance(certificate, str):
        raise ValueError("the certificate is no text")
    from kiosk.core.access.key_pin import key_pin

    return key_pin(certificate.encode("ascii")).hex()


async def _pin(url: str, code: EnrolCode) -> bytes | None:
    """The key of the hall after checking it against the code, or None for plain HTTP on this machine."""
    parts = urlsplit(url)
    host, port = parts.hostname or "", parts.port
    if parts.scheme == "http" and _is_loopback(host):
        return None
    if parts.scheme != "https" or code.fingerprint is None:
        raise EnrolmentRefused(f"{url}: beyond this machine only https, and a code that names the hall's key")
    pin = _pin_named(await _shown_certificate(host, port or 443), code.fingerprint)
    if pin is None:
        raise PinMismatch(f"{url} is not the hall this code was made at")
    return pin


def _pin_named(certificate: bytes, fingerprint: bytes) -> bytes | None:
    """The key's, where a code names it, or names the whole certificate, as those of the first version do."""
    from kiosk.core.access.key_pin import key_pin

    try:
        pin = key_pin(certificate)
    except ValueError:
        return None
    return pin if fingerprint in (pin, hashlib.sha256(certificate).digest()) else None


async def _shown_certificate(host: str, port: int) -> bytes:
    """Whatever certificate somebody shows there, in DER. Nothing is said to them. Raises OSError."""
    anybody = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    anybody.check_hostname, anybody.verify_mode = False, ssl.CERT_NONE
    _, writer = await asyncio.open_connection(host, port, ssl=anybody)
    try:
        shown = writer.get_extra_info("ssl_object").getpeercert(binary_form=True)
    finally:
        writer.transport.abort()
    if shown is None:
        raise ssl.SSLError("no certificate was shown")
    return bytes(shown)


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
