"""How a feature's pages register in the console: one small object in its ``console/module.py``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from fastapi import APIRouter

from kiosk.core.web.doorman import Doorman
from kiosk.core.web.drawers import Drawer


@dataclass(frozen=True, slots=True)
class ConsoleModule:
    """A feature's drawer, and its addresses once somebody stands at the door."""

    drawer: Drawer
    router: Callable[[Doorman], APIRouter]


def joined(*routers: APIRouter) -> APIRouter:
    """The addresses of several pages as one router, asked in this order."""
    together = APIRouter()
    for one in routers:
        together.include_router(one)
    return together
