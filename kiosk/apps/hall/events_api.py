"""``GET /api/events``, for terminals and boards."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import StreamingResponse

from kiosk.core.access.terminals import TokenRefused
from kiosk.core.database.events import EventHub
from kiosk.core.web.requests import listener_of
from kiosk.core.web.stream import event_stream, since_of


def router(hub: EventHub) -> APIRouter:
    """``/api/events``, until the token is taken back."""
    routes = APIRouter(prefix="/api")

    @routes.get("/events")
    async def changes(request: Request) -> StreamingResponse:
        listener = listener_of(request)

        async def over() -> bool:
            try:
                listener_of(request)
            except TokenRefused:
                return True
            return False

        return event_stream(hub, listener.caller, since_of(request), over)

    return routes
