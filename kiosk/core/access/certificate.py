"""The hall's own certificate, made by itself. Terminals pin its key, so nobody's authority is asked, and it may change.

    shown = ensure_certificate(data_dir / "tls", "0.0.0.0")   # made at the first call
    shown = ensure_certificate(data_dir / "tls", "0.0.0.0")   # the same, until the machine has another name or address

A certificate that the first version made is left as it is: terminals of that version pin the certificate itself, and
would be shut out by another one of the same key. `renew` replaces it when a person says so.
"""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from datetime import UTC, datetime
from ipaddress import IPv4Address, IPv6Address, ip_address
from pathlib import Path

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.types import CertificateIssuerPrivateKeyTypes
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from kiosk.core.access import certificate_words as words
from kiosk.core.access.key_pin import pin_of_key
from kiosk.core.access.machine_names import Names

# No pages go dark on a date nobody noted, nor on a machine whose clock has no battery. (99991231235959Z is RFC 5280's
# "no expiry", 4.1.2.5.)
VALID_FROM, VALID_TO = datetime(2020, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)
COMMON_NAME = "kiosk hall service"
MARK = "pinned by its key"  # the subject's unit; certificates of the first version have none
MOST_NAMES = 64  # names of former networks stay as long as there is room
CERTIFICATE_FILE, KEY_FILE = "hall.crt", "hall.key"


class CertificateRefused(Exception):
    """The hall cannot show a certificate; the message names the file or the setting, and how to mend it."""


@dataclass(frozen=True)
class HallCertificate:
    """`certificate`: the file in PEM, with its chain where it has one. `own`: the organisation's."""

    certificate: Path
    key: Path
    fingerprint: bytes  # SHA-256 of the certificate in DER, as browsers show it
    pin: bytes  # of its public key, as terminals keep it
    names: Names
    until: datetime
    is_earlier: bool = False  # made by the first version
    own: bool = False

    @property
    def named(self) -> bytes:
        """What an enrolment code carries. One that the first version made is named whole, as its terminals want it;
        those of today take either."""
        return self.fingerprint if self.is_earlier else self.pin


def is_loopback(address: str) -> bool:
    """Whether a bind address stays on this machine; a host name counts as beyond it, except ``localhost``."""
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return address == "localhost"


def ensure_certificate(directory: Path, address: str) -> HallCertificate:
    """The certificate in ``directory``, made at the first call and, of the same key, whenever the machine has a name or
    an address that it lacks. Both files are readable by their owner only. Raises CertificateRefused, OSError."""
    made, wanted = made_certificate(directory), Names.of_machine(address)
    if made is not None and (made.is_earlier or made.names.covers(wanted)):
        return made
    return _made(directory, wanted, made)


def made_certificate(directory: Path) -> HallCertificate | None:
    """As it lies there; None where there is none, a torn one, or one of another key. Raises CertificateRefused."""
    place = directory / CERTIFICATE_FILE
    key = _key_in(directory)
    try:
        found = x509.load_pem_x509_certificate(place.read_bytes())
        if key is None or pin_of_key(found.public_key()) != pin_of_key(key.public_key()):
            return None
        return described(found, place, directory / KEY_FILE)
    except (FileNotFoundError, ValueError, UnsupportedAlgorithm):
        return None


def renew(directory: Path, address: str) -> HallCertificate:
    """Another certificate of the same key, whoever made the one before. Raises CertificateRefused, OSError."""
    return _made(directory, Names.of_machine(address), made_certificate(directory))


def request(directory: Path, address: str) -> bytes:
    """A request in PEM, so that an authority can sign the hall's key: every pin stays. Raises CertificateRefused."""
    key = _key_in(directory) or _new_key(directory)
    builder = x509.CertificateSigningRequestBuilder().subject_name(_subject())
    asked = builder.add_extension(_alternative_names(Names.of_machine(address)), critical=False)
    return asked.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)


def described(found: x509.Certificate, certificate: Path, key: Path, *, own: bool = False) -> HallCertificate:
    """Raises ValueError, UnsupportedAlgorithm."""
    marked = found.subject.get_attributes_for_oid(NameOID.ORGANIZATIONAL_UNIT_NAME)
    return HallCertificate(
        certificate,
        key,
        hashlib.sha256(found.public_bytes(serialization.Encoding.DER)).digest(),
        pin_of_key(found.public_key()),
        _names_in(found),
        found.not_valid_after_utc,
        is_earlier=not own and MARK not in [one.value for one in marked],
        own=own,
    )


def _names_in(found: x509.Certificate) -> Names:
    try:
        said = found.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except x509.ExtensionNotFound:
        return Names()
    told = said.get_values_for_type(x509.IPAddress)
    addresses = [one for one in told if isinstance(one, IPv4Address | IPv6Address)]  # the others are networks
    return Names(frozenset(said.get_values_for_type(x509.DNSName)), frozenset(addresses))


# -- making it --------------------------------------------------------------------------------


def _made(directory: Path, wanted: Names, before: HallCertificate | None) -> HallCertificate:
    """A machine that goes to and fro between two networks keeps the names of both: browsers ask anew at each other
    certificate."""
    names = wanted if before is None or before.is_earlier else wanted | before.names
    signed = _signed(_key_in(directory) or _new_key(directory), names if len(names) <= MOST_NAMES else wanted)
    _write(directory / CERTIFICATE_FILE, signed.public_bytes(serialization.Encoding.PEM))
    return described(signed, directory / CERTIFICATE_FILE, directory / KEY_FILE)


def _signed(key: CertificateIssuerPrivateKeyTypes, names: Names) -> x509.Certificate:
    return (
        x509.CertificateBuilder()
        .subject_name(_subject())
        .issuer_name(_subject())
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(VALID_FROM)
        .not_valid_after(VALID_TO)
        .add_extension(_alternative_names(names), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .sign(key, hashes.SHA256())
    )


def _subject() -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.ORGANIZATIONAL_UNIT_NAME, MARK),
            x509.NameAttribute(NameOID.COMMON_NAME, COMMON_NAME),
        ]
    )


def _alternative_names(names: Names) -> x509.SubjectAlternativeName:
    hosts: list[x509.GeneralName] = [x509.DNSName(name) for name in sorted(names.hosts)]
    in_order = sorted(names.addresses, key=lambda one: (one.version, one.packed))
    return x509.SubjectAlternativeName([*hosts, *map(x509.IPAddress, in_order)])


# -- the key ----------------------------------------------------------------------------------


def _key_in(directory: Path) -> CertificateIssuerPrivateKeyTypes | None:
    """None where there is none. One that cannot be read is never replaced: every terminal knows the hall by it."""
    path = directory / KEY_FILE
    try:
        key = serialization.load_pem_private_key(path.read_bytes(), None)
    except FileNotFoundError:
        return None
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise CertificateRefused(words.hall_key_unreadable(path, str(error) or type(error).__name__)) from error
    return key  # type: ignore[return-value]  # made here, so one that signs


def _new_key(directory: Path) -> CertificateIssuerPrivateKeyTypes:
    directory.mkdir(parents=True, exist_ok=True, mode=0o700)
    key = ec.generate_private_key(ec.SECP256R1())
    encoding, form = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
    _write(directory / KEY_FILE, key.private_bytes(encoding, form, serialization.NoEncryption()))
    return key


def _write(path: Path, content: bytes) -> None:
    """Whole or not at all, also through a power cut; two writers do not mix."""
    draft = path.with_name(f"{path.name}.{os.getpid()}.new")
    fd = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o600)
    try:
        with os.fdopen(fd, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(fd)
        draft.replace(path)
    except OSError:
        draft.unlink(missing_ok=True)
        raise
    folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
