"""All films of a playlist, the one that is open outlined."""

from __future__ import annotations

from functools import partial

from kivy.uix.widget import Widget

from kiosk.features.exhibition.terminal.modules.video import words
from kiosk.features.exhibition.terminal.modules.video.flow import PLAYLIST, VideoFlow
from kiosk.features.exhibition.terminal.modules.video.views import FilmItem, PlaylistView
from kiosk.features.exhibition.terminal.sizes import headings
from kiosk.ui import look
from kiosk.ui.page import Page, titles
from kiosk.ui.widgets.button import PushButton
from kiosk.ui.widgets.choice import ChoiceRow
from kiosk.ui.widgets.layout import Gap
from kiosk.ui.widgets.paged.paged_list import PagedList


class PlaylistPage(Page):
    name = PLAYLIST

    def __init__(self, flow: VideoFlow) -> None:
        super().__init__()
        self._flow = flow
        self._rows, self._high = headings(look.theme())
        self._list: PagedList[tuple[FilmItem, bool]] = PagedList(
            self._row, rows=self._rows, tap="films", turn=flow.turn
        )
        self.body.add_widget(self._list)
        self.set_actions(PushButton(words.TO_FILM, flow.see, tap="films.back", kind="primary", icon="monitor-play"))

    def show(self, view: PlaylistView) -> None:
        self.speak.clear_widgets()
        self.speak.add_widget(titles(words.LIST, words.LIST_NOTE))
        self.speak.add_widget(Gap())
        rows = [(film, film.place == view.now) for film in view.films]
        self._list.show(rows, view.now // self._rows if view.page is None else view.page)

    def on_back(self) -> bool:
        self._flow.see()
        return True

    def _row(self, row: tuple[FilmItem, bool]) -> Widget:
        film, now = row
        made = ChoiceRow(
            film.title, tap=f"films.{film.place}", on_tap=partial(self._flow.open_other, film.key),
            end=words.told(film.told), size_hint_y=None, height=look.px(self._high),
        )  # fmt: skip
        made.chosen = now
        return made
