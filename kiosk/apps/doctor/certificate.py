"""The certificate that the hall shows: does it say how the machine is called today, and until when does it hold?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from kiosk.apps.doctor import words
from kiosk.apps.doctor.check import Check, fail, ok, warn
from kiosk.core.access.certificate import CertificateRefused, HallCertificate
from kiosk.core.access.certificate_words import key_open
from kiosk.core.access.machine_names import Names
from kiosk.core.access.own_certificate import is_open_to_others
from kiosk.core.access.shown_certificate import found_certificate
from kiosk.settings import Settings

SOON = timedelta(days=30)
TITLE = words.TITLES["certificate"]


def shown(settings: Settings) -> Iterator[Check]:
    """Nothing where the hall speaks plain HTTP on its own machine, or is another machine."""
    if not settings.hall.data_dir.exists():
        return
    try:
        found = found_certificate(settings.hall)
    except CertificateRefused as refused:
        yield fail("certificate", TITLE, str(refused), words.MEND_CERTIFICATE)
        return
    except PermissionError as error:
        unreadable = words.database_unreadable(str(error.filename), error.strerror or "")
        yield warn("certificate", TITLE, unreadable, words.RUN_AS_ROOT)
        return
    if found is not None:
        yield from _own(found) if found.own else _made(found, settings.hall.address)


def _made(found: HallCertificate, address: str) -> Iterator[Check]:
    lacking = Names.of_machine(address).without(found.names)
    names = "、".join(lacking.listed())
    if not lacking:
        yield ok("certificate", TITLE, words.certificate_good("、".join(found.names.listed())))
    elif found.is_earlier:
        yield warn("certificate", TITLE, words.certificate_lacks_earlier(names), words.RENEW_CERTIFICATE)
    else:
        yield warn("certificate", TITLE, words.certificate_lacks(names), words.CERTIFICATE_IS_MADE)


def _own(found: HallCertificate) -> Iterator[Check]:
    """Which names it should have is the organisation's to say."""
    if mode := is_open_to_others(found.key):
        yield warn("certificate", TITLE, key_open(found.key, mode), words.CLOSE_KEY)
    if found.until - SOON < datetime.now(UTC):
        over = words.certificate_over(f"{found.until:%Y-%m-%d}")
        yield warn("certificate", TITLE, over, words.SIGN_CERTIFICATE)
    else:
        yield ok("certificate", TITLE, words.certificate_good("、".join(found.names.listed())))
