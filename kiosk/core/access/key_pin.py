"""What a terminal knows its hall by: SHA-256 of the public key in its certificate.

Of the SubjectPublicKeyInfo in DER, as RFC 7469 (2.4) pins keys, so the hall may have a certificate of other names or of
another signer while its key stays. Whoever answers chose these bytes, and OpenSSL takes looser encodings than DER: a
walk of our own could find another key than the one of the handshake. `cryptography` refuses what is not strict.

    openssl x509 -in hall.crt -noout -pubkey | openssl pkey -pubin -outform der | sha256sum
"""

from __future__ import annotations

import hashlib

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.types import CertificatePublicKeyTypes
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat


def key_pin(certificate: bytes) -> bytes:
    """Of a certificate in DER, or of the first in PEM. Raises ValueError where it is none, or of an unknown kind."""
    try:
        if certificate.lstrip().startswith(b"-----"):
            return pin_of_key(x509.load_pem_x509_certificate(certificate).public_key())
        return pin_of_key(x509.load_der_x509_certificate(certificate).public_key())
    except UnsupportedAlgorithm as error:
        raise ValueError(str(error)) from error


def pin_of_key(key: CertificatePublicKeyTypes) -> bytes:
    return hashlib.sha256(key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)).digest()
