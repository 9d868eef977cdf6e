"""Join a terminal to its hall, and remember how: the token, and the certificate that is pinned.

enrol("https://192.168.1.5:8470", "K7QF-…:MFZW…", data_dir / "hall.json")   # once, with a code from the hall
membership = HallLink.load(data_dir / "hall.json")
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
from kiosk.core.link.shapes import WrongShape, read

if TYPE_CHECKING:
    import httpx

ENROL_SECONDS = 10.0
# OpenSSL's X509_V_FLAG_NO_CHECK_TIME: the fingerprint decides, and a terminal's clock may have lost its battery.
_NO_CHECK_TIME = 0x200000
_TOKEN: Final = re.compile("[A-Za-z0-9_-]{16,200}")  # it becomes a header


class NotEnrolled(Exception):
    """This terminal has no token yet; run ``kiosk enrol`` with a code from the hall."""


class EnrolmentRefused(Exception):
    """The hall did not accept the code, or is not the hall of the code; the message says which."""


class PinMismatch(EnrolmentRefused):
    """Whoever answers at this address shows another certificate than the code names. No code was sent to it."""


@dataclass(frozen=True)
class HallLink:
    """What one terminal knows of its hall. ``certificate``: PEM, or None on loopback."""

    url: str
    token: str
    terminal_id: int
    terminal: str
    certificate: str | None = None

    @classmethod
    def load(cls, path: Path) -> "HallLink":
        """Raises NotEnrolled."""
        try:
            return cls(**json.loads(path.read_text(encoding="utf-8")))
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
        """What httpx verifies with: exactly the pinned certificate, and no authority."""
        return pinned_context(self.certificate)

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
            certificate = await _pinned_certificate(url, code)
            async with open_http(url, pinned_context(certificate), httpx.Timeout(ENROL_SECONDS)) as http:
                answer = await fetch(http, "POST", "/api/enrol", {"code": str(EnrolCode(code.secret, None))})
    except (httpx.HTTPError, HallAway, TimeoutError) as error:
        raise ConnectionError(f"{url}: {reason_of(error)}") from error
    if answer.status_code != httpx.codes.OK:
        raise EnrolmentRefused(f"{url}: the code is wrong, was used, or is older than 30 minutes")
    try:
        said = understood(_joined, answer)
    except (HallAway, HallRefused) as error:
        raise EnrolmentRefused(f"{url}: {error}") from None
    return HallLink(url, said.token, said.terminal.id, said.terminal.name, certificate)


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


def pinned_context(certificate: str | None) -> ssl.SSLContext:
    """TLS that accepts this one certificate (PEM) and no other; names and dates do not matter then.

    None, for plain HTTP on this machine: nobody is trusted, and no list of the world's authorities is read (40 ms).
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    if certificate is None:
        return context
    context.check_hostname = False
    context.verify_flags |= ssl.VerifyFlags(_NO_CHECK_TIME)
    context.load_verify_locations(cadata=certificate)
    return context


async def _pinned_certificate(url: str, code: EnrolCode) -> str | None:
    """The hall's certificate after checking it against the code, or None for plain HTTP on this machine."""
    parts = urlsplit(url)
    host, port = parts.hostname or "", parts.port
    if parts.scheme == "http" and _is_loopback(host):
        return None
    if parts.scheme != "https" or code.fingerprint is None:
        raise EnrolmentRefused(f"{url}: beyond this machine only https, and a code that names the certificate")
    certificate = await _shown_certificate(host, port or 443)
    if hashlib.sha256(certificate).digest() != code.fingerprint:
        raise PinMismatch(f"{url} is not the hall this code was made at")
    return ssl.DER_cert_to_PEM_cert(certificate)


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
