"""The frame of one exhibit: page left, rail right. Title and place above; the source and 换一项 below.

Modules fill ``sheet`` and say what the rail does. In landscape the rail is wider and carries 换一项 where it has room.
"""

from __future__ import annotations

from functools import partial

from kivy.uix.widget import Widget

from kiosk.features.exhibition.terminal import words
from kiosk.features.exhibition.terminal.flow import ExhibitionFlow
from kiosk.features.exhibition.terminal.views import ExhibitView
from kiosk.ui import look
from kiosk.ui.page import Page
from kiosk.ui.places import TITLE_HIGH
from kiosk.ui.tokens import Air
from kiosk.ui.widgets.button import PushButton
from kiosk.ui.widgets.chip import Chip
from kiosk.ui.widgets.layout import Row
from kiosk.ui.widgets.paged.marker import Place
from kiosk.ui.widgets.paged.rail import RailAction
from kiosk.ui.widgets.paged.turning import Turning, turns
from kiosk.ui.widgets.text import Text

MOST_BUTTONS = 4  # on the rail: five do not stand below the reach line of a wide panel


class TurningPage(Page):
    """``turning`` may be a kind of its own, as the reader of an article."""

    split = False
    reading = True

    def __init__(self, flow: ExhibitionFlow, turning: Turning | None = None) -> None:
        self.action_band = not look.landscape()  # type: ignore[misc]
        super().__init__()
        self.flow = flow
        self._headed: tuple[str, ...] = ()
        self.turning = turning or Turning()
        self.sheet = self.turning.sheet
        self._head = Row(gap=Air.M, size_hint_y=None, height=look.px(TITLE_HIGH))
        self.whole.spacing = 0
        self.whole.add_widget(self._head)
        self.whole.add_widget(self.turning)

    @property
    def screens(self) -> int:
        """How many the exhibit has on this panel; 0 while they are still counted."""
        return 1

    def on_back(self) -> bool:
        return self.flow.back()

    def leave(self) -> None:
        """The marker may hold a small picture: it goes with the page."""
        self.turning.clear_side()

    def frame(self, view: ExhibitView, place: str, marker: Place, page: int = 0, pages: int = 1) -> None:
        """Draw everything around the sheet: ``place`` in words, the marker, the rail of ``page`` of ``pages``."""
        self.head(view, place)
        word = words.SEEN_TO if view.kind == "image" and not view.as_text else words.READ_TO
        before, after = self.neighbours(view)
        rail = turns(page, pages, self.flow.turn, "exhibit", before=before, after=after)
        self.turning.show_side(word, marker, (*rail, *self.more(view)))

    def head(self, view: ExhibitView, place: str) -> None:
        """Title, place in words, source."""
        headed = (view.title, place, view.source)
        if headed == self._headed:
            return
        self._headed = headed
        self._head.clear_widgets()
        self._head.add_widget(Text(view.title, "name", max_lines=1, pos_hint={"center_y": 0.5}))
        chip = Chip(place, "pine")
        chip.pos_hint = {"center_y": 0.5}
        self._head.add_widget(chip)
        self._foot(view)

    def neighbours(self, view: ExhibitView) -> tuple[RailAction, RailAction]:
        """The exhibits before and after this one, at the ends of its own screens."""
        alone = view.total < 2
        back, on = partial(self.flow.next, -1), partial(self.flow.next, 1)
        return (
            RailAction(words.BACK_ITEM, "arrow-left", back, "exhibit.back", off=alone),
            RailAction(words.NEXT_ITEM, "arrow-right", on, "exhibit.on", go=True, off=alone),
        )

    def more(self, view: ExhibitView) -> tuple[RailAction, ...]:
        """The exhibit's other version, 读给我听, and 换一项 where it stands on the rail."""
        actions = []
        if view.has_other and not view.broken:
            word, icon = (words.PICTURE_VERSION, "image-square") if view.as_text else (words.TEXT_VERSION, "article")
            actions.append(RailAction(word, icon, self.flow.other_version, "exhibit.version", bold=False))
        if view.aloud:
            actions.append(RailAction(words.BE_QUIET, "pause", self.flow.be_quiet, "exhibit.quiet", bold=False))
        elif view.can_hear:
            icon = "speaker-high"
            actions.append(RailAction(words.READ_ALOUD, icon, self.read_aloud, "exhibit.aloud", bold=False))
        if look.landscape() and len(actions) < MOST_BUTTONS - 2:  # else the dock's 返回 leads to the list too
            others = partial(self.flow.browse, None)
            actions.append(RailAction(words.OTHERS, "list-bullets", others, "exhibit.others"))
        return tuple(actions)

    def read_aloud(self) -> None:
        """读给我听 was tapped: what there is to say of this exhibit, from the screen in front."""

    def _foot(self, view: ExhibitView) -> None:
        source: Widget = Text(view.source, "note", "ink_2", max_lines=2)
        if look.landscape():
            return
        source.pos_hint = {"center_y": 0.5}
        others = PushButton(words.OTHERS, partial(self.flow.browse, None), tap="exhibit.others", icon="list-bullets")
        self.set_actions(source, others)
        others.size_hint_x, others.width = None, others.natural_width
