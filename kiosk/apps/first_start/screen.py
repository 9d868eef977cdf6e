"""The first start's pages by name, for the frame."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from kiosk.apps.first_start.flow import FirstStart
from kiosk.apps.first_start.screens.choice import Choice
from kiosk.apps.first_start.screens.entry import Digits, HallName, KeeperName, Latin
from kiosk.apps.first_start.screens.plain import Progress, Question, Told, Welcome
from kiosk.ui.page import Page


def pages(flow: FirstStart) -> dict[str, Callable[[], Page]]:
    made: dict[str, Callable[[], Page]] = {
        kind.name: partial(kind, flow) for kind in (Welcome, Choice, Question, Digits, Latin, Progress, Told)
    }
    return made | {kind.name: partial(kind, flow, flow.typing) for kind in (HallName, KeeperName)}
