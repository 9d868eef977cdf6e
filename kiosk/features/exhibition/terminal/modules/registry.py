"""Every kind of exhibit that has pages of its own, a line each; images, articles, posters and films share the flow."""

from __future__ import annotations

from collections.abc import Mapping

from content.kinds.kind import ExhibitKind
from kiosk.features.exhibition.terminal.kind_flow import OpenKind
from kiosk.features.exhibition.terminal.modules.people.flow import PeopleFlow
from kiosk.features.exhibition.terminal.modules.timeline.flow import TimelineFlow

MODULES: Mapping[ExhibitKind, OpenKind] = {
    ExhibitKind.PEOPLE: PeopleFlow,
    ExhibitKind.TIMELINE: TimelineFlow,
}
