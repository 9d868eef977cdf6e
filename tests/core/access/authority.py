"""An organisation's own authority, as far as a hall meets it: it signs a request or a key, and gives a chain."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.types import CertificatePublicKeyTypes
from cryptography.x509.oid import NameOID

PEM = serialization.Encoding.PEM


class Authority:
    def __init__(self) -> None:
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "演示单位 CA")])
        self.root = self._sign(self._key.public_key(), self._name, [], days=3650)

    def signed(self, request: bytes, *, days: int = 365) -> bytes:
        """The chain for a request in PEM."""
        asked = x509.load_pem_x509_csr(request)
        assert asked.is_signature_valid
        names = asked.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
        return self.chain(self._sign(asked.public_key(), asked.subject, list(names), days))

    def issued(self, folder: Path, *, days: int = 365, bits: int = 2048) -> tuple[Path, Path]:
        """A chain of a new RSA key, and the key."""
        folder.mkdir(exist_ok=True)
        key = rsa.generate_private_key(65537, bits)
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "hall.example")])
        leaf = self._sign(key.public_key(), subject, [x509.DNSName("hall.example")], days)
        made = folder / "fullchain.pem", folder / "key.pem"
        made[0].write_bytes(self.chain(leaf))
        form = serialization.PrivateFormat.PKCS8
        made[1].write_bytes(key.private_bytes(PEM, form, serialization.NoEncryption()))
        made[1].chmod(0o600)
        return made

    def chain(self, leaf: x509.Certificate) -> bytes:
        return leaf.public_bytes(PEM) + self.root.public_bytes(PEM)

    def _sign(
        self, key: CertificatePublicKeyTypes, subject: x509.Name, names: list[x509.GeneralName], days: int
    ) -> x509.Certificate:
        now = datetime.now(UTC)
        builder = x509.CertificateBuilder().subject_name(subject).issuer_name(self._name).public_key(key)
        builder = builder.serial_number(x509.random_serial_number()).not_valid_before(now - timedelta(days=3))
        builder = builder.not_valid_after(now + timedelta(days=days))
        if names:
            builder = builder.add_extension(x509.SubjectAlternativeName(names), critical=False)
        return builder.sign(self._key, hashes.SHA256())
