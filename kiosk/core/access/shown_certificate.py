"""Which certificate the hall shows now, and the TLS it speaks with it.

    shown = ShownCertificate(settings.hall)    # as the service starts; raises CertificateRefused
    shown.tls                                  # for each connection that comes
    shown.look()                               # every minute: other names, other files?

The look is there because the service does not wait for the network: at its start the machine may have no address yet.
It also takes up a file that an authority has signed anew. Connections that are open keep what they have.
"""

from __future__ import annotations

import logging
import ssl
from pathlib import Path

from kiosk.core.access import certificate_words as words
from kiosk.core.access.certificate import (
    KEY_FILE,
    CertificateRefused,
    HallCertificate,
    ensure_certificate,
    is_loopback,
    made_certificate,
)
from kiosk.core.access.own_certificate import is_open_to_others, own_certificate
from kiosk.settings import HallSettings

FOLDER = "tls"

log = logging.getLogger(__name__)


class ShownCertificate:
    """Replaced as a whole: a context that was given a wrong pair would refuse everybody."""

    def __init__(self, hall: HallSettings) -> None:
        self._hall = hall
        self._trouble = ""
        self.now = self._at_start()
        self.tls = _tls(self.now)
        _remark(hall, self.now)

    def _at_start(self) -> HallCertificate:
        """A full disk keeps no hall shut: where another cannot be written, the certificate before is good enough."""
        try:
            return _ensured(self._hall)
        except OSError as error:
            found = found_certificate(self._hall)
            if found is None:
                raise
            log.error("the certificate before is still shown: %s", error)
            self._trouble = str(error)
            return found

    def look(self) -> None:
        """What cannot be used now leaves the one before in its place, and is logged once."""
        try:
            found = _ensured(self._hall)
            if found != self.now:
                self.tls, self.now = _tls(found), found
                log.warning("another certificate is shown from now on: %s", ", ".join(found.names.listed()))
                _remark(self._hall, found)
            self._trouble = ""
        except (CertificateRefused, OSError) as error:
            if str(error) != self._trouble:
                log.error("the certificate before is still shown: %s", error)
            self._trouble = str(error)


def folder_of(hall: HallSettings) -> Path:
    return hall.data_dir / FOLDER


def found_certificate(hall: HallSettings) -> HallCertificate | None:
    """As it is, nothing made; None on loopback and before the first start. Raises CertificateRefused, OSError."""
    if is_loopback(hall.address):
        return None
    return _own(hall) or made_certificate(folder_of(hall))


def _ensured(hall: HallSettings) -> HallCertificate:
    return _own(hall) or ensure_certificate(folder_of(hall), hall.address)


def _own(hall: HallSettings) -> HallCertificate | None:
    if not hall.certificate:
        return None
    key = Path(hall.certificate_key) if hall.certificate_key else None
    return own_certificate(Path(hall.certificate), key, folder_of(hall) / KEY_FILE)


def _tls(shown: HallCertificate) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    try:
        context.load_cert_chain(shown.certificate, shown.key)
    except ssl.SSLError as error:  # too short a key, a chain that is none
        wrong = words.setting_wrong(words.CERTIFICATE, shown.certificate, words.tls_refuses(error.reason or str(error)))
        raise CertificateRefused(wrong) from error
    return context


def _remark(hall: HallSettings, shown: HallCertificate) -> None:
    """What holds, and somebody should know all the same."""
    if not shown.own:
        return
    if mode := is_open_to_others(shown.key):
        log.warning("%s", words.key_open(shown.key, mode))
    if (folder_of(hall) / KEY_FILE).exists() and shown.key != folder_of(hall) / KEY_FILE:
        log.warning("%s", words.other_key(shown.certificate))
