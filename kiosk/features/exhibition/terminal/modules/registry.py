"""Every kind of exhibit that has pages of its own, a line each; images, articles and posters share the flow."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from content.kinds.kind import ExhibitKind
from kiosk.features.exhibition.terminal.kind_flow import OpenKind
from kiosk.features.exhibition.terminal.modules.directory import kind as directory
from kiosk.features.exhibition.terminal.modules.document import kind as document
from kiosk.features.exhibition.terminal.modules.map.flow import MapFlow
from kiosk.features.exhibition.terminal.modules.people.flow import PeopleFlow
from kiosk.features.exhibition.terminal.modules.roster import kind as roster
from kiosk.features.exhibition.terminal.modules.steps import kind as steps
from kiosk.features.exhibition.terminal.modules.timeline.flow import TimelineFlow
from kiosk.features.exhibition.terminal.modules.tree.flow import TreeFlow
from kiosk.features.exhibition.terminal.modules.video import kind as video

MODULES: Mapping[ExhibitKind, OpenKind] = {
    ExhibitKind.DOCUMENT: document.begin,
    ExhibitKind.STEPS: steps.begin,
    ExhibitKind.DIRECTORY: directory.begin,
    ExhibitKind.ROSTER: roster.begin,
    ExhibitKind.MAP: partial(MapFlow, ExhibitKind.MAP),
    ExhibitKind.FLOOR_PLAN: partial(MapFlow, ExhibitKind.FLOOR_PLAN),
    ExhibitKind.PEOPLE: PeopleFlow,
    ExhibitKind.TIMELINE: TimelineFlow,
    ExhibitKind.TREE: TreeFlow,
    ExhibitKind.VIDEO: video.begin,
}
