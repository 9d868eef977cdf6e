"""The hall service put together: database, desks, HTTP for terminals, status page, and the admin socket.

    serve(settings.hall, demo=False)        # blocks until SIGTERM or SIGINT

Two servers run on one loop: terminals (plain HTTP on loopback, TLS beyond it) and, over a Unix socket only its
owner may open, the keeper's commands. Composition only: no rule lives here.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from functools import partial
from typing import Any

from fastapi import Depends, FastAPI

from kiosk.apps.hall import (
    accounts_api,
    api,
    backup_api,
    devices_api,
    events_api,
    modules,
    serving,
    status_page,
    verbs_api,
)
from kiosk.apps.hall.console.modules import add_console
from kiosk.apps.hall.heartbeat import beating
from kiosk.apps.hall.service import HallService, open_service
from kiosk.apps.hall.upkeep import keeping_up
from kiosk.core.database.clock import Clock, hall_now
from kiosk.core.web.connections import Caps, Limits
from kiosk.core.web.refusals import Refusals
from kiosk.core.web.requests import well_formed
from kiosk.settings import HallSettings

log = logging.getLogger(__name__)


def create_app(service: HallService) -> FastAPI:
    """The application for terminals, boards and the status page."""

    @asynccontextmanager
    async def life(_app: FastAPI) -> AsyncIterator[None]:
        await service.hub.start()
        async with beating(service.database):
            yield
        await service.hub.stop()

    app = _app("kiosk hall service", lifespan=life)
    refusals = _share(app, service)
    app.include_router(api.router(service.terminals, demo=service.demo))
    app.include_router(events_api.router(service.hub))
    app.include_router(devices_api.router(service.devices, service.database, service.clock))
    for module in modules.MODULES:
        if module.router is not None:
            app.include_router(module.router(service))
    app.include_router(status_page.router(service))
    add_console(app, service)
    for module in modules.MODULES:
        if module.hot_door is not None:
            app.add_middleware(module.hot_door, service, refusals)
    return app


def create_admin_app(service: HallService) -> FastAPI:
    """The application behind the Unix socket: what the keeper's commands ask of a running service."""
    app = _app("kiosk hall admin")
    _share(app, service)
    app.include_router(api.admin_router(service.terminals))
    app.include_router(accounts_api.admin_router(service.accounts))
    data_dir, kept = service.settings.data_dir, modules.kept()
    app.include_router(backup_api.admin_router(service.database, data_dir, service.clock, kept))
    app.include_router(verbs_api.admin_router(service.verbs()))
    for module in modules.MODULES:
        if module.admin_router is not None:
            app.include_router(module.admin_router(service))
    return app


def _app(title: str, **more: Any) -> FastAPI:
    """Every route of it asks first whether the request is well formed."""
    first = [Depends(well_formed)]
    return FastAPI(title=title, docs_url=None, redoc_url=None, openapi_url=None, dependencies=first, **more)


def _share(app: FastAPI, service: HallService) -> Refusals:
    app.state.terminals = service.terminals  # what `requests.terminal_of` asks
    refusals = Refusals(*(module.statuses for module in modules.MODULES))
    refusals.answer_in(app)
    return refusals


# -- serving ----------------------------------------------------------------------------------


def serve(
    hall: HallSettings,
    *,
    demo: bool = False,
    on_ready: Callable[[HallService], None] | None = None,
    clock: Clock = hall_now,
    limits: Limits | None = None,
) -> None:
    """Run the hall service until SIGTERM or SIGINT. Blocks; call it on the main thread of a process.

    ``on_ready`` is called once both servers answer; ``limits``: of the terminals' server; None: as many
    connections as this process can bear. Raises as
    ``open_service`` does, and OSError when an address is taken.
    """
    service = open_service(hall, demo=demo, clock=clock)
    try:
        bears = replace(limits or Limits(Caps.of_this_process()), count=service.counts.count)
        servers = [serving.terminal_server(create_app(service), hall, service.shown, bears)]
        servers.append(serving.admin_server(create_admin_app(service), hall.socket))
        alive = _alive(service)
        asyncio.run(serving.serve_all(servers, service.hub, alive, partial(_ready, service, on_ready)))
    finally:
        service.close()


@asynccontextmanager
async def _alive(service: HallService) -> AsyncIterator[None]:
    async with beating(service.database), keeping_up(service):
        yield


def _ready(service: HallService, on_ready: Callable[[HallService], None] | None) -> None:
    log.info("hall service ready on %s", service.url)
    if on_ready is not None:
        on_ready(service)
