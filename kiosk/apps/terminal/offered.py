"""Every small tile that a terminal of this version may show: by them an editor chooses, and a preview draws."""

from __future__ import annotations

from kiosk.apps.terminal.features import MODULES
from kiosk.core.terminal.home_tile import HomeTile
from kiosk.features.help.terminal import module as help_calls


def may_offer() -> tuple[HomeTile, ...]:
    """Without counts, in the order in which they stand when nobody has chosen another."""
    modules = sorted(MODULES, key=lambda module: module.place)
    return (*(tile for module in modules for tile in module.may_offer()), help_calls.tile())
