"""A certificate that an organisation's authority signed for the hall, where kiosk.toml names one.

[hall]
certificate = "/etc/kiosk/tls/fullchain.pem"
certificate_key = "/etc/kiosk/tls/key.pem"      # left out: signed for the hall's own key (kiosk certificate request)
"""

from __future__ import annotations

from pathlib import Path

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from kiosk.core.access import certificate_words as words
from kiosk.core.access.certificate import CertificateRefused, HallCertificate, described
from kiosk.core.access.key_pin import pin_of_key


def own_certificate(certificate: Path, key: Path | None, hall_key: Path) -> HallCertificate:
    """As the settings name it; `key` None: of `hall_key`. Raises CertificateRefused, which names the setting."""
    chain = _chain(certificate)
    if key is None and not hall_key.exists():
        raise _wrong(words.CERTIFICATE, certificate, words.NOT_FOR_HALL_KEY)
    pin = _pin_of(key or hall_key, words.KEY if key else words.CERTIFICATE)
    try:
        pins = [pin_of_key(one.public_key()) for one in chain]
        if pins[0] == pin:
            return described(chain[0], certificate, key or hall_key, own=True)
    except (ValueError, UnsupportedAlgorithm) as error:
        raise _wrong(words.CERTIFICATE, certificate, words.tls_refuses(str(error))) from error
    if pin in pins:
        raise _wrong(words.CERTIFICATE, certificate, words.LEAF_FIRST)
    if key is None:
        raise _wrong(words.CERTIFICATE, certificate, words.NOT_FOR_HALL_KEY)
    raise _wrong(words.KEY, key, words.KEY_UNFIT)


def is_open_to_others(key: Path) -> int:
    """Its mode, where any user of the machine may read it; else 0."""
    mode = key.stat().st_mode & 0o777
    return mode if mode & 0o004 else 0


def _chain(path: Path) -> list[x509.Certificate]:
    try:
        return x509.load_pem_x509_certificates(_read(path, words.CERTIFICATE))
    except ValueError as error:
        raise _wrong(words.CERTIFICATE, path, words.NO_PEM) from error


def _pin_of(key: Path, setting: str) -> bytes:
    try:
        return pin_of_key(load_pem_private_key(_read(key, setting), None).public_key())  # type: ignore[arg-type]
    except TypeError as error:
        raise _wrong(setting, key, words.KEY_LOCKED) from error
    except UnsupportedAlgorithm as error:
        raise _wrong(setting, key, words.KEY_UNKNOWN) from error
    except ValueError as error:
        raise _wrong(setting, key, words.NO_PEM_KEY) from error


def _read(path: Path, setting: str) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise _wrong(setting, path, words.unreadable(error.strerror or str(error))) from error


def _wrong(setting: str, path: Path, why: str) -> CertificateRefused:
    return CertificateRefused(words.setting_wrong(setting, path, why))
