"""Home as the features' own tiles make it, in the language in force, without opening a room."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kiosk.apps.terminal.features import MODULES
from kiosk.apps.terminal.home import HomeFacts
from kiosk.apps.terminal.views import AttractView
from kiosk.core.terminal.home_tile import HomeTile
from kiosk.core.terminal.module import Room
from kiosk.features.exhibition.terminal import module as exhibition
from kiosk.features.membership.terminal import module as membership
from kiosk.features.quiz.terminal import module as quiz
from kiosk.features.quiz.terminal.daily import flow as daily
from kiosk.features.tickets.terminal import module as tickets

KEYS = frozenset({*(module.key for module in MODULES), "daily"})
SERVICES = ("党员服务", "综合业务", "帮办代办", "咨询投诉")


def tiles(
    keys: frozenset[str] = KEYS, *, away: bool = False, services: Sequence[str] = SERVICES
) -> tuple[HomeTile, ...]:
    """Those of the keys, in the order of home."""
    made = (
        tickets.tile(services, away=away),
        membership.tile(away=away),
        quiz.tile(12),
        _teaser("春天的巷子"),
        daily.tile(),
    )
    return tuple(tile for tile in made if tile.key in keys)


def attract() -> AttractView:
    return AttractView(tuple((module.icon, module.can()) for module in sorted(MODULES, key=lambda one: one.place)))


def open_all(facts: HomeFacts, exhibit: str) -> None:
    """Every feature works."""
    made: dict[str, Callable[[], HomeTile]] = {
        tickets.KEY: lambda: tickets.tile((), away=facts.away),
        membership.KEY: lambda: membership.tile(away=facts.away),
        quiz.KEY: lambda: quiz.tile(12),
        exhibition.KEY: lambda: _teaser(exhibit),
    }
    for module in MODULES:
        facts.add(module, Room(_nothing, dict, made[module.key]))


def _teaser(title: str) -> HomeTile:
    return exhibition.tile(6, title, "图片")


def _nothing() -> None:
    """The tile leads nowhere."""
