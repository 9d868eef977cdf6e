"""The certificate as the first version made it: of the bind address alone, without a mark in its subject."""

from __future__ import annotations

from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from kiosk.core.access.certificate import VALID_FROM, VALID_TO


def make_former(directory: Path, address: str = "0.0.0.0") -> str:
    """Its PEM, as a terminal of that version kept it."""
    directory.mkdir(parents=True, mode=0o700)
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
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address(address))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .sign(key, hashes.SHA256())
    )
    encoding, form = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
    (directory / "hall.key").write_bytes(key.private_bytes(encoding, form, serialization.NoEncryption()))
    (directory / "hall.key").chmod(0o600)
    (directory / "hall.crt").write_bytes(certificate.public_bytes(encoding))
    return (directory / "hall.crt").read_text()
