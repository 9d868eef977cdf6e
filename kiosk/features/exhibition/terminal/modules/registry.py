"""Every kind of exhibit that has pages of its own, a line each; images, articles and posters share the flow."""

from __future__ import annotations

from collections.abc import Mapping

from content.kinds.kind import ExhibitKind
from kiosk.features.exhibition.terminal.kind_flow import OpenKind
from kiosk.features.exhibition.terminal.modules.document import kind as document
from kiosk.features.exhibition.terminal.modules.video import kind as video

MODULES: Mapping[ExhibitKind, OpenKind] = {
    ExhibitKind.DOCUMENT: document.begin,
    ExhibitKind.VIDEO: video.begin,
}
