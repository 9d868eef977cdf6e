"""People: the chosen one large above, a tile for each below. Nothing of a face is found or guessed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from kivy.graphics.texture import Texture
from kivy.uix.widget import Widget

from content.kinds.people import Person
from kiosk.features.exhibition.terminal import words as exhibition_words
from kiosk.features.exhibition.terminal.modules.people import words
from kiosk.features.exhibition.terminal.modules.people.sizes import (
    DROP,
    PLACES,
    PROMISE_SHARE,
    PROMISE_WIDE_LYING,
    large_room,
)
from kiosk.features.exhibition.terminal.modules.people.views import PEOPLE, PeopleAsked, PeopleView
from kiosk.features.exhibition.terminal.screens.choosing import ChoosingPage, choice_tap
from kiosk.ui import look
from kiosk.ui.pixels import Frame
from kiosk.ui.texture_upload import Upload
from kiosk.ui.tokens import CARD_RADIUS, CELL_RADIUS, Air, High, IconSize, Inside
from kiosk.ui.widgets.button import PushButton
from kiosk.ui.widgets.card import Card, Flat
from kiosk.ui.widgets.chip import Chip, wide_of
from kiosk.ui.widgets.choice import ChoiceTile
from kiosk.ui.widgets.icon import Icon
from kiosk.ui.widgets.layout import Column, Gap, Row, padding_px
from kiosk.ui.widgets.name import Name
from kiosk.ui.widgets.picture import Picture
from kiosk.ui.widgets.text import Text
from kiosk.ui.widgets.told import Part, Told

NO_PHOTO = "user-circle"
FOOT_LINES = 2
LARGE = -1


class PeoplePage(ChoosingPage):
    name = PEOPLE
    tap = "people"
    places = PLACES
    drop = DROP
    always_acts = True

    def __init__(self, flow: PeopleAsked) -> None:
        super().__init__()
        self._flow = flow
        self._view: PeopleView | None = None
        self._photo = Picture(mode="cover", radius=(CARD_RADIUS, 0, 0, CARD_RADIUS))
        self._large: Frame | None = None
        self._uploads: dict[int, Upload] = {}  # that are under way, by the people's numbers; LARGE: of the chosen one
        self._is_cut = False
        self._says_who_above = False  # the promise's panel says who says so

    def show(self, view: PeopleView) -> None:
        self._view = view
        if self.choose_from(view.people, view.at, self._tile, self._flow.choose):
            self._forget_uploads()
        place = exhibition_words.page_of(self.page, self.pages) if self.pages > 1 else ""
        self.head(view.title, place or (words.DEMO if view.demo else ""), "pine" if place else "plain")
        self.tell((view.chosen, view.demo, view.source), partial(self._card, view))
        self._lead_on(view)
        self._show_photos(view)

    def enter(self) -> None:
        self._flow.entered()

    def on_back(self) -> bool:
        return self._flow.back()

    def leave(self) -> None:
        """No photograph stays; what is drawn does, so that coming back is quick."""
        self._forget_uploads()
        self._large = self._photo.texture = None
        for number in self.shown:
            if isinstance(row := self.row(number), ChoiceTile):
                row.drop_picture()
        self._view = None

    # -- one of the list ----------------------------------------------------------------------------------------------

    def _tile(self, number: int) -> ChoiceTile:
        person = self._of(number)
        return ChoiceTile(person.name, person.duty, NO_PHOTO, **choice_tap(self._flow.choose, self.tap, number))

    def _of(self, number: int) -> Person:
        assert self._view
        return self._view.people[number]

    def _show_photos(self, view: PeopleView) -> None:
        for number, frame in view.small.items():
            row = self.row(number)
            if isinstance(row, ChoiceTile) and row.frame is not frame:
                row.frame = frame
                self._upload(number, frame, row.show_picture)
        if view.large is not None and view.large is not self._large:
            self._large = view.large
            self._upload(LARGE, view.large, self._show_large)

    def _show_large(self, texture: Texture) -> None:
        self._photo.texture = texture

    def _upload(self, number: int, frame: Frame, show: Callable[[Texture], None]) -> None:
        def done(texture: Texture) -> None:
            del self._uploads[number]
            show(texture)

        self._uploads[number] = Upload(frame, done)

    def _forget_uploads(self) -> None:
        for upload in self._uploads.values():
            upload.cancel()
        self._uploads.clear()

    # -- the chosen one -----------------------------------------------------------------------------------------------

    def _card(self, view: PeopleView) -> Card:
        person = view.chosen
        self._large = self._photo.texture = None
        if upload := self._uploads.pop(LARGE, None):
            upload.cancel()
        if self._photo.parent:
            self._photo.parent.remove_widget(self._photo)
        wide, high = self.chosen_room
        parts: list[Widget] = []
        if person.picture:
            self._photo.size_hint_x, self._photo.width = None, large_room(look.theme())[0]
            self._photo.spoken = words.PHOTO
            parts.append(self._photo)
            wide -= int(self._photo.width)
        elif not (person.deeds or person.promise):
            parts.append(_no_photo(large_room(look.theme())[0]))
            wide -= int(parts[-1].width)
        inside = (Air.XXL if look.landscape() else Inside.CARD, Inside.HIGH)
        room = wide - look.px(2 * inside[0]), high - look.px(2 * inside[1])
        said = self._lying(view, *room) if look.landscape() else self._upright(view, *room)
        said.padding = padding_px(inside)
        return Card(*parts, said, across=True, gap=0)

    def _upright(self, view: PeopleView, wide: float, high: float) -> Column:
        promise = self._promise(view.chosen.promise, wide, high * PROMISE_SHARE)
        return Column(*self._words(view, wide, high, promise), gap=Air.M)

    def _lying(self, view: PeopleView, wide: float, high: float) -> Row:
        """Words beside the promise; without one they have all the room."""
        promise = self._promise(view.chosen.promise, look.px(PROMISE_WIDE_LYING), high, self._foot(view))
        if promise is None:
            return Row(Column(*self._words(view, wide, high, None), gap=Air.M))
        promise.size_hint_x, promise.width = None, look.px(PROMISE_WIDE_LYING)
        promise.pos_hint = {"center_y": 0.5}
        wide -= look.px(PROMISE_WIDE_LYING + Air.XXL)
        told = self._words(view, wide, high, None, says_who=not self._says_who_above)
        return Row(Column(*told, gap=Air.M), promise, gap=Air.XXL)

    def _words(
        self, view: PeopleView, wide: float, high: float, promise: Card | None, *, says_who: bool = True
    ) -> list[Widget]:  # fmt: skip
        """Name, duty and deeds, the promise where it stands among them, who says so unless the promise does."""
        person = view.chosen
        foot = Text(self._foot(view) if says_who else "", "note", "ink_2", max_lines=FOOT_LINES, width=wide)
        self._is_cut = self._is_cut or len(Text(foot.text, "note").lines(wide)) > FOOT_LINES
        name = _named(person, wide)
        below = [part for part in (promise, foot if foot.text else None) if part]
        taken = name.height + sum(part.height + look.px(Air.M) for part in below) + look.px(Air.XS)
        told = Told(
            (
                Part(person.duty, ("body", "note"), "ink_2", gives=True),
                Part(person.deeds, ("body",), above=Air.M, gives=True),
            ),
            (wide, high - taken),
        )
        self._is_cut = self._is_cut or told.is_cut
        return [Column(name, told, gap=Air.XS), *below]

    def _foot(self, view: PeopleView) -> str:
        """That it is made up, where the head has no room for that, first: it is never cut; and who says so."""
        said = [words.DEMO] if view.demo and self.pages > 1 else []
        said.append(view.chosen.note or exhibition_words.in_one_line(view.source))
        told = "\n".join(one for one in said if one)
        return exhibition_words.in_one_line(told) if look.landscape() else told

    def _promise(self, text: str, wide: float, most: float, who: str = "") -> Card | None:
        """At most so high, with who says so over it where that has room; also decides anew whether something is cut."""
        self._is_cut = self._says_who_above = False
        if not text:
            return None
        inside = wide - look.px(2 * Air.L)
        caption: Widget = Text(words.PROMISE, "note", "gold_ink", fit=True)
        said_by = Text(who, "note", "gold_ink", fit=True)
        self._says_who_above = bool(who) and caption.width + look.px(Air.L) + said_by.width <= inside
        parts = [caption, Gap(), said_by] if self._says_who_above else [caption, Gap()]
        caption = Row(*parts, gap=0, size_hint_y=None, height=caption.height)
        room = most - caption.height - look.px(2 * Air.L + Air.XXS)
        tokens = ("head", "name", "title", "label", "body") if look.landscape() else ("label", "body")
        for token in tokens:
            said = Text(text, token, bold=True, serif=token in ("head", "name"), balanced=True, width=inside)
            if said.height <= room:
                break
        else:
            line = said.height / len(said.lines(inside))
            said = Text(text, tokens[-1], bold=True, max_lines=max(1, int(room // line)), width=inside)
            self._is_cut = True
        return Flat(
            caption, said, fill="gold_tint", radius=CELL_RADIUS, padding=Air.L, gap=Air.XXS, size_hint_y=None,
            height=caption.height + said.height + look.px(2 * Air.L + Air.XXS),
        )  # fmt: skip

    def _lead_on(self, view: PeopleView) -> None:
        """上一页 and 下一页; where all stand on one page, 下一位."""
        if self.pages > 1 or len(view.people) < 2:
            self.turn_actions(*self._more(), says_where=False)
            return
        on = PushButton(
            words.NEXT_ONE, partial(self._flow.step, 1), tap="people.on", kind="primary", icon="arrow-right",
            icon_bold=True, height=High.BLOCK if look.landscape() else None,
        )  # fmt: skip
        self.set_actions(*self._more(), on)

    def _more(self) -> tuple[PushButton, ...]:
        if not self._is_cut:
            return ()
        whole = PushButton(
            exhibition_words.READ_WHOLE, self._flow.read_whole, tap="people.whole", icon="book-open-text"
        )
        return (whole,)


def _named(person: Person, wide: float) -> Widget:
    """The name, and what 亮身份 says beside it, or over a long one."""
    chip = Chip(person.identity, "red", "shield-star", token="body") if person.identity else None
    tokens = ("hero", "name", "title", "label") if look.landscape() and not look.large() else ("name", "title", "label")
    beside = wide - (wide_of(chip) + look.px(Air.L) if chip else 0)
    name = Name(person.name, tokens, lines=2, serif=True, width=beside)
    if chip is None or len(name.lines(beside)) == 1:
        name.size_hint_x, name.width = None, min(beside, name.natural_width)
        return Row(name, *([chip] if chip else []), Gap(), gap=Air.L, size_hint_y=None, height=name.height)
    name = Name(person.name, ("title", "label"), lines=2, serif=True, width=wide)
    over = Row(chip, Gap(), gap=0, size_hint_y=None, height=chip.height)
    high = over.height + look.px(Air.XS) + name.height
    return Column(over, name, gap=Air.XS, size_hint_y=None, height=high)


def _no_photo(wide: int) -> Widget:
    """Where there is little to read, so that the card is not left empty."""
    icon = Icon(NO_PHOTO, IconSize.HUGE, "ink_off", pos_hint={"center_y": 0.5})
    return Row(Gap(), icon, Gap(), size_hint_x=None, width=wide)
