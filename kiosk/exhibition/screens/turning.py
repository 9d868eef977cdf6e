"""The frame of one exhibit: page left, rail right. Title and place above; the source and 换一项 below.

Modules fill ``sheet`` and say what the rail does. In landscape the rail is wider and carries 换一项.
"""

from __future__ import annotations

from functools import partial

from kivy.uix.widget import Widget

from kiosk.exhibition import words
from kiosk.exhibition.flow import ExhibitionFlow
from kiosk.exhibition.room import GAP, TITLE_HIGH, rail_high, rail_wide
from kiosk.exhibition.screens.marker import Marker, Place
from kiosk.exhibition.views import ExhibitView
from kiosk.ui import look
from kiosk.ui.page import Page
from kiosk.ui.widgets.button import PushButton
from kiosk.ui.widgets.chip import Chip
from kiosk.ui.widgets.layout import Column, Gap, Row
from kiosk.ui.widgets.rail import Rail, RailAction
from kiosk.ui.widgets.text import Text


class TurningPage(Page):
    split = False
    reading = True

    def __init__(self, flow: ExhibitionFlow) -> None:
        self.action_band = not look.landscape()  # type: ignore[misc]
        super().__init__()
        self.flow = flow
        self.sheet = Column(gap=GAP)
        self._side = Column(gap=0, size_hint_x=None, width=look.px(rail_wide(look.theme())))
        self._head = Row(gap=20, size_hint_y=None, height=look.px(TITLE_HIGH))
        self.whole.spacing = 0
        self.whole.add_widget(self._head)
        self.whole.add_widget(Row(self.sheet, self._side, gap=GAP))

    def on_back(self) -> bool:
        return self.flow.back()

    def leave(self) -> None:
        """The marker may hold a small picture: it goes with the page."""
        self._side.clear_widgets()

    def frame(self, view: ExhibitView, place: str, marker: Place, rail: tuple[RailAction, ...]) -> None:
        """Draw everything around the sheet: ``place`` in words, the marker, the rail from top to bottom."""
        self._head.clear_widgets()
        self._head.add_widget(Text(view.title, "name", max_lines=1, pos_hint={"center_y": 0.5}))
        chip = Chip(place, "pine")
        chip.pos_hint = {"center_y": 0.5}
        self._head.add_widget(chip)
        self._side.clear_widgets()
        if look.landscape():
            rail = (*rail, RailAction(words.OTHERS, "list-bullets", partial(self.flow.browse, None), "exhibit.others"))
        buttons = Rail(rail, size_hint_y=None, height=rail_high(look.theme()))
        buttons.width = look.px(rail_wide(look.theme()))
        self._side.add_widget(
            Marker(
                words.SEEN_TO if view.kind == "image" and not view.as_text else words.READ_TO,
                marker,
                self._marker_high(),
            )
        )
        self._side.add_widget(Gap())
        self._side.add_widget(buttons)
        self._foot(view)

    def rail(self, view: ExhibitView, page: int, pages: int) -> tuple[RailAction, ...]:
        """Back and on through the screens of this exhibit, then to its neighbours; and its other version."""
        alone = view.total < 2
        if page > 0:
            back = RailAction(
                words.BACK_PAGE, "arrow-up", partial(self.flow.turn, page - 1, pages), "exhibit.back"
            )  # fmt: skip
        else:
            back = RailAction(words.BACK_ITEM, "arrow-left", partial(self.flow.next, -1), "exhibit.back", off=alone)
        if page + 1 < pages:
            turn = partial(self.flow.turn, page + 1, pages)
            on = RailAction(words.NEXT_PAGE, "arrow-down", turn, "exhibit.on", go=True)
        else:
            following = partial(self.flow.next, 1)
            on = RailAction(words.NEXT_ITEM, "arrow-right", following, "exhibit.on", go=True, off=alone)
        actions = [back, on]
        if view.has_other and not view.broken:
            word, icon = (words.PICTURE_VERSION, "image-square") if view.as_text else (words.TEXT_VERSION, "article")
            actions.append(RailAction(word, icon, self.flow.other_version, "exhibit.version", bold=False))
        return tuple(actions)

    def _marker_high(self) -> float:
        theme = look.theme()
        below = theme.spaces.dock + (24 if theme.landscape else theme.spaces.action + 16)
        above = theme.spaces.header + (8 if theme.landscape else 20) + TITLE_HIGH
        return max(look.px(120), theme.panel.height_px - look.px(below + above) - rail_high(theme) - look.px(GAP))

    def _foot(self, view: ExhibitView) -> None:
        source: Widget = Text(view.source, "note", "ink_2", max_lines=2)
        if look.landscape():
            return
        source.pos_hint = {"center_y": 0.5}
        others = PushButton(words.OTHERS, partial(self.flow.browse, None), tap="exhibit.others", icon="list-bullets")
        self.set_actions(source, others)
        others.size_hint_x, others.width = None, others.natural_width
