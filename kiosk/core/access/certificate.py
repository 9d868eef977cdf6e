"""The hall's own certificate. Terminals pin it by fingerprint, so nobody's authority is asked."""

import hashlib
import os
from dataclasses import dataclass
from datetime import UTC, datetime
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

# A pinned certificate is replaced by enrolling anew, not by expiry: a hall must not go dark on a date nobody noted,
# nor on a machine whose clock has no battery. (99991231235959Z is RFC 5280's "no expiry", 4.1.2.5.)
VALID_FROM, VALID_TO = datetime(2020, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)


@dataclass(frozen=True)
class HallCertificate:
    certificate: Path
    key: Path
    fingerprint: bytes  # SHA-256 of the certificate in DER


def is_loopback(address: str) -> bool:
    """Whether a bind address stays on this machine; a host name counts as beyond it, except ``localhost``."""
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return address == "localhost"


def ensure_certificate(directory: Path, address: str) -> HallCertificate:
    """The certificate in ``directory``, made at the first call; the key is readable by its owner only."""
    made = directory / "hall.crt", directory / "hall.key"
    if not all(path.exists() for path in made):
        directory.mkdir(parents=True, exist_ok=True, mode=0o700)
        _make(*made, address)
    certificate = x509.load_pem_x509_certificate(made[0].read_bytes())
    return HallCertificate(*made, hashlib.sha256(certificate.public_bytes(serialization.Encoding.DER)).digest())


def _make(certificate_path: Path, key_path: Path, address: str) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "kiosk hall service")])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(VALID_FROM)
        .not_valid_after(VALID_TO)
        .add_extension(x509.SubjectAlternativeName([_general_name(address)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .sign(key, hashes.SHA256())
    )
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    _write(key_path, secret)
    _write(certificate_path, certificate.public_bytes(serialization.Encoding.PEM))


def _general_name(address: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ip_address(address))
    except ValueError:
        return x509.DNSName(address)


def _write(path: Path, content: bytes) -> None:
    fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o600)
    with os.fdopen(fd, "wb") as file:
        file.write(content)
