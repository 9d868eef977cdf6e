"""Every kind of exhibit that has pages of its own, a line each; images, articles, posters and films share the flow."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from content.kinds.kind import ExhibitKind
from kiosk.features.exhibition.terminal.kind_flow import OpenKind
from kiosk.features.exhibition.terminal.modules.map.flow import MapFlow

MODULES: Mapping[ExhibitKind, OpenKind] = {
    ExhibitKind.MAP: partial(MapFlow, ExhibitKind.MAP),
    ExhibitKind.FLOOR_PLAN: partial(MapFlow, ExhibitKind.FLOOR_PLAN),
}
