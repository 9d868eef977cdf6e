"""One hall, opened: database, terminals, desks, event hub. What the hall service serves, and what a keeper's
command opens for itself while no service runs.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial

from sqlalchemy import Connection

from kiosk.apps.hall import modules
from kiosk.apps.hall.devices import DevicesNow
from kiosk.core.access.accounts import Accounts
from kiosk.core.access.certificate import is_loopback
from kiosk.core.access.log_in import LogIns
from kiosk.core.access.security_counts import Refused, SecurityCounts
from kiosk.core.access.sessions import Sessions
from kiosk.core.access.shown_certificate import ShownCertificate
from kiosk.core.access.terminals import Terminals
from kiosk.core.database import companions
from kiosk.core.database.clock import Clock, HallClock, hall_now
from kiosk.core.database.events import EventHub
from kiosk.core.database.migrations import open_hall_database
from kiosk.core.database.owner import CommitFailed, Database, DatabaseClosed, DiskFull
from kiosk.core.process.ballast import Ballast
from kiosk.core.sealing import audit_owed
from kiosk.core.sealing.desk import KeyDesk
from kiosk.core.sealing.erasing import Erasing
from kiosk.core.sealing.erasures import ErasuresUnreadable
from kiosk.core.sealing.key_file import KeyLocked, KeyMissing, KeyRefused
from kiosk.core.sealing.key_verbs import key_verbs
from kiosk.core.sealing.unlock import KeyWrong
from kiosk.core.sealing.vault import Vault
from kiosk.core.sealing.verbs import Verbs
from kiosk.core.web.hall_module import OwnCopy
from kiosk.features.exhibition.hall import module as exhibition
from kiosk.features.help.hall import module as help_calls
from kiosk.features.home.hall import module as home
from kiosk.features.membership.hall import module as membership
from kiosk.features.membership.hall.module import Admission
from kiosk.features.quiz.hall import module as quiz
from kiosk.features.tickets.hall import module as tickets
from kiosk.features.use.hall import module as use
from kiosk.settings import HallSettings

DATABASE_FILE = "hall.db"
BALLAST_FILE = "ballast"

log = logging.getLogger(__name__)


@dataclass(kw_only=True)
class HallService(
    tickets.Opened, help_calls.Opened, membership.Opened, exhibition.Opened, use.Opened, quiz.Opened, home.Opened
):  # fmt: skip
    """The opened parts of one hall; ``close`` when done."""

    settings: HallSettings
    demo: bool
    database: Database
    terminals: Terminals
    keys: KeyDesk
    trail: audit_owed.Trail
    hub: EventHub
    shown: ShownCertificate | None  # None: on this machine alone, over plain HTTP
    accounts: Accounts
    sessions: Sessions
    log_ins: LogIns
    counts: SecurityCounts
    clock: Clock = hall_now
    devices: DevicesNow = field(default_factory=DevicesNow)

    @property
    def ballast(self) -> Ballast:
        return Ballast(self.settings.data_dir / BALLAST_FILE, self.settings.ballast_mb)

    @property
    def url(self) -> str:
        host = "127.0.0.1" if self.settings.address == "localhost" else self.settings.address
        return f"{'https' if self.shown else 'http'}://{host}:{self.settings.port}"

    def erasing(self, vault: Vault) -> Erasing:
        return Erasing(self.database, vault, self.settings.data_dir, self.clock, modules.personal())

    def own_copies(self) -> Sequence[OwnCopy]:
        return modules.own_copies()

    def verbs(self) -> Verbs:
        """What root on the hall machine may ask."""
        of_the_key = key_verbs(self.keys, self.database, partial(self.counts.count, Refused.AUDIT))
        return Verbs(self.keys, of_the_key, *(one.verbs(self) for one in modules.MODULES if one.verbs is not None))

    def close(self) -> None:
        try:
            self.counts.keep()
        except (DiskFull, CommitFailed, DatabaseClosed) as error:
            log.error("the counts of the last minute were not kept: %s", error)
        self.log_ins.close()
        self.database.close()


def open_service(
    hall: HallSettings, *, demo: bool = False, clock: Clock = hall_now, serves: bool = True
) -> HallService:
    """Open and migrate the database, install the default plan in an empty hall, read the terminals. Without `serves`
    nobody connects: no certificate is asked for.

    Raises DatabaseOwned, DatabaseDamaged, CertificateRefused. A missing or wrong key of the records keeps only the
    records shut.
    """
    hall.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    shown = ShownCertificate(hall) if serves and not is_loopback(hall.address) else None
    database = open_hall_database(hall.database_url or hall.data_dir / DATABASE_FILE, modules.migrations())
    try:
        companions.drop_replaced(hall.data_dir / DATABASE_FILE, clock())
        service = _assemble(hall, database, shown, demo=demo, clock=HallClock.of(clock))
        if serves:
            exhibition.tidy(service)
        return service
    except BaseException:
        database.close()
        raise


def _assemble(
    hall: HallSettings, database: Database, shown: ShownCertificate | None, *, demo: bool, clock: HallClock
) -> HallService:
    keys = KeyDesk(database, hall.data_dir, clock, chosen=hall.key_file, sealed=modules.sealed())
    desk = tickets.open_desk(
        database, hall, demo=demo, clock=clock, person_mark=keys.mark, old_rows=modules.old_rows(),
        help_wanted=help_calls.FOR_BOARDS,
    )  # fmt: skip
    counts, sessions = SecurityCounts(database, clock), Sessions()
    trail = audit_owed.Trail(lambda: keys.vault)
    packs = exhibition.open_desk(database, hall.data_dir, clock, trail.note, hall.packs_gigabytes << 30)
    banks = exhibition.open_banks(packs)
    service = HallService(
        settings=hall,
        demo=demo,
        database=database,
        terminals=Terminals(
            database, fingerprint=lambda: shown.now.named if shown else None, clock=clock, count=counts.count
        ),
        tickets=desk,
        help=help_calls.open_desk(clock, desk.day),
        packs=packs,
        banks=banks,
        questions=exhibition.open_questions(database, clock, banks, trail.note),
        releases=exhibition.open_releases(database, hall.data_dir, clock, packs),
        screens=exhibition.open_screens(database, clock),
        drafts=exhibition.open_drafts(database, hall.data_dir, clock, hall.packs_gigabytes * 1_000_000_000),
        use=use.open_desk(clock, demo=demo),
        quiz=quiz.open_desk(clock, demo=demo),
        home=home.open_desk(clock, trail.note),
        keys=keys,
        trail=trail,
        hub=EventHub(database, partial(counts.count, Refused.STREAMS), modules.calls(), modules.content()),
        shown=shown,
        accounts=Accounts(database, clock, sessions=sessions, note=trail.note),
        sessions=sessions,
        log_ins=LogIns(database, clock, count=counts.count),
        counts=counts,
        clock=clock,
    )
    keys.before_open(lambda vault: service.erasing(vault).settle(modules.sealed()))
    keys.before_open(lambda vault: database.call(partial(_settle, vault=vault)))
    keys.on_open(partial(_open_membership, service))
    keys.on_open(partial(_open_results, service))
    keys.on_open(partial(_open_exams, service))
    keys.on_open(partial(_open_members, service))
    _open_records(keys)
    return service


def _settle(connection: Connection, vault: Vault) -> None:
    audit_owed.settle(connection, vault)


def _open_records(keys: KeyDesk) -> None:
    """At the start; later `kiosk keys unlock` tries again."""
    try:
        keys.open()
    except (KeyMissing, KeyRefused, KeyLocked, KeyWrong, ErasuresUnreadable) as error:
        log.error("the records stay shut: %s", error)


def _open_membership(service: HallService, vault: Vault) -> None:
    """Look-ups keep to the opening hours, which the queue knows."""
    service.membership = membership.open_desk(service, vault, _admission(service), service.counts.count)


def _open_results(service: HallService, vault: Vault) -> None:
    """A card is a look-up, whatever is looked up by it: one cap an hour for both."""
    service.quiz_results = quiz.open_results(service, vault, _admission(service))


def _admission(service: HallService) -> Admission:
    return membership.admission(
        service, lambda connection: service.tickets.plan(connection).hours, service.counts.count
    )


def _open_exams(service: HallService, vault: Vault) -> None:
    """Members of a branch sit by their own record."""
    service.exams = quiz.open_exams(service, vault, membership.branch_of, service.counts.count)


def _open_members(service: HallService, vault: Vault) -> None:
    """A paper for members asks for a card as a look-up does, and is counted with them."""
    service.quiz_members = quiz.open_members(service, vault, _admission(service), membership.branch_of)
