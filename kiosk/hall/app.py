"""The hall service put together: database, desks, HTTP for terminals, status page, and the admin socket.

    serve(settings.hall, demo=False)        # blocks until SIGTERM or SIGINT

Two servers run on one loop: terminals (plain HTTP on loopback, TLS beyond it) and, over a Unix socket only its
owner may open, the keeper's commands. Composition only: no rule lives here.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial

from fastapi import FastAPI

from kiosk.hall import api, pages, serving
from kiosk.hall import demo as demo_day
from kiosk.hall.certificate import HallCertificate, ensure_certificate, is_loopback
from kiosk.hall.clock import Clock, hall_now
from kiosk.hall.database import Database
from kiosk.hall.enrolment import LookUpGate, Terminals
from kiosk.hall.events import EventHub
from kiosk.hall.heartbeat import beating
from kiosk.hall.migrations import open_hall_database
from kiosk.membership import api as membership_api
from kiosk.membership.desk import MembershipDesk
from kiosk.membership.keys import KeyMissing, KeyRefused
from kiosk.membership.unlock import KeyWrong, unlock
from kiosk.settings import HallSettings
from kiosk.tickets import api as tickets_api
from kiosk.tickets.desk import TicketDesk
from kiosk.tickets.plan import install_default_plan

DATABASE_FILE = "hall.db"

log = logging.getLogger(__name__)


@dataclass
class HallService:
    """The opened parts of one hall; ``close`` when done."""

    settings: HallSettings
    demo: bool
    database: Database
    terminals: Terminals
    tickets: TicketDesk
    membership: MembershipDesk | None  # None: the records' key is missing; tickets go on
    hub: EventHub
    certificate: HallCertificate | None

    @property
    def url(self) -> str:
        host = "127.0.0.1" if self.settings.address == "localhost" else self.settings.address
        return f"{'https' if self.certificate else 'http'}://{host}:{self.settings.port}"

    def close(self) -> None:
        self.database.close()


def open_service(hall: HallSettings, *, demo: bool = False, clock: Clock = hall_now) -> HallService:
    """Open and migrate the database, install the default plan in an empty hall, read the terminals.

    Raises DatabaseOwned, DatabaseDamaged. A missing or wrong key of the records keeps only the records shut.
    """
    hall.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    certificate = None if is_loopback(hall.address) else ensure_certificate(hall.data_dir / "tls", hall.address)
    database = open_hall_database(hall.database_url or hall.data_dir / DATABASE_FILE)
    try:
        return _assemble(hall, database, certificate, demo=demo, clock=clock)
    except BaseException:
        database.close()
        raise


def _assemble(
    hall: HallSettings, database: Database, certificate: HallCertificate | None, *, demo: bool, clock: Clock
) -> HallService:
    tickets = TicketDesk(hall, demo=demo, clock=clock)
    fresh = database.call(lambda connection: install_default_plan(connection, always_open=demo))
    if demo and fresh:
        database.call(lambda connection: demo_day.begin_morning(connection, tickets))
    gate = LookUpGate(lambda connection: tickets.plan(connection).week, hall.lookups_an_hour, clock)
    fingerprint = certificate.fingerprint if certificate else None
    return HallService(
        settings=hall,
        demo=demo,
        database=database,
        terminals=Terminals(database, fingerprint=fingerprint, clock=clock),
        tickets=tickets,
        membership=_open_membership(hall, database, gate, clock),
        hub=EventHub(database),
        certificate=certificate,
    )


def _open_membership(hall: HallSettings, database: Database, gate: LookUpGate, clock: Clock) -> MembershipDesk | None:
    try:
        desk = MembershipDesk(database, unlock(database, hall.data_dir), clock, gate.admit)
    except (KeyMissing, KeyRefused, KeyWrong) as error:
        log.error("the records stay shut: %s", error)
        return None
    desk.open()
    return desk


def create_app(service: HallService) -> FastAPI:
    """The application for terminals, boards and the status page."""

    @asynccontextmanager
    async def life(_app: FastAPI) -> AsyncIterator[None]:
        await service.hub.start()
        async with beating(service.database):
            yield
        await service.hub.stop()

    app = FastAPI(title="kiosk hall service", docs_url=None, redoc_url=None, openapi_url=None, lifespan=life)
    _share(app, service)
    app.include_router(api.router(service.terminals, service.hub, demo=service.demo))
    app.include_router(tickets_api.router(service.tickets, service.database))
    app.include_router(membership_api.router(service.membership))
    app.include_router(pages.router(service.tickets, service.database, service.terminals, service.hub))
    return app


def create_admin_app(service: HallService) -> FastAPI:
    """The application behind the Unix socket: what the keeper's commands ask of a running service."""
    app = FastAPI(title="kiosk hall admin", docs_url=None, redoc_url=None, openapi_url=None)
    _share(app, service)
    app.include_router(api.admin_router(service.terminals))
    app.include_router(tickets_api.admin_router(service.tickets, service.database))
    if service.membership is not None:
        app.include_router(membership_api.admin_router(service.membership))
    return app


def _share(app: FastAPI, service: HallService) -> None:
    app.state.terminals = service.terminals  # what `hall.api.terminal_of` asks
    api.answer_refusals(app)


# -- serving ----------------------------------------------------------------------------------


def serve(hall: HallSettings, *, demo: bool = False, on_ready: Callable[[HallService], None] | None = None) -> None:
    """Run the hall service until SIGTERM or SIGINT. Blocks; call it on the main thread of a process.

    ``on_ready`` is called once both servers answer. Raises as ``open_service`` does, and OSError when an address
    is taken.
    """
    service = open_service(hall, demo=demo)
    try:
        servers = [serving.terminal_server(create_app(service), hall, service.certificate)]
        servers.append(serving.admin_server(create_admin_app(service), hall.socket))
        asyncio.run(serving.serve_all(servers, service.hub, partial(_ready, service, on_ready)))
    finally:
        service.close()


def _ready(service: HallService, on_ready: Callable[[HallService], None] | None) -> None:
    log.info("hall service ready on %s", service.url)
    if on_ready is not None:
        on_ready(service)
