"""The exhibition, step by step: the list of what is on -> one exhibit, turned screen by screen -> the next, or back.

Plain Python on Kivy's thread; decoding runs through the stage on a worker, at the size the page has on this panel.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from content.kinds.article import Article
from content.kinds.kind import ExhibitKind
from content.kinds.map import Standing
from content.pack.exhibit import Exhibit
from kiosk.features.exhibition.terminal import words
from kiosk.features.exhibition.terminal.beside import NO_QUEUE, Beside, Queue, at_once
from kiosk.features.exhibition.terminal.desk import ExhibitionDesk, icon_of, reading_minutes
from kiosk.features.exhibition.terminal.frames import beside_frame, film_frame, image_frame, poster_frames
from kiosk.features.exhibition.terminal.kind_flow import Around, KindFlow, OpenKind
from kiosk.features.exhibition.terminal.sizes import MARKER_HIGH, hero_room, list_length, poster_room, thumb_room
from kiosk.features.exhibition.terminal.slips import TakenAlong
from kiosk.features.exhibition.terminal.views import BrowseItem, BrowseView, ExhibitView
from kiosk.features.exhibition.terminal.whole import Whole
from kiosk.ui import look
from kiosk.ui.pixels import Frame
from kiosk.ui.places import page_room
from kiosk.ui.stage import Stage, Timer
from kiosk.ui.tokens import CARD_RADIUS
from kiosk.ui.voice.aloud import Aloud
from kiosk.ui.voice.film_sound import FilmSound

if TYPE_CHECKING:
    from kiosk.core.terminal.slips import Slips

BROWSE = "exhibition.browse"
PAGE_OF = {kind: f"exhibition.{kind}" for kind in ("image", "article", "poster")}
NEARLY = 0.06  # a picture of almost the page's shape fills it: losing this share of an edge beats a white seam
LOOK_SECONDS = 5.0
"""At the latest, what is on is asked again: the clock may have been set, or come into doubt."""
BEHIND_SECONDS = 0.05  # after a boundary, so that the clock of the plan has passed it
Broke = Callable[[Exhibit, Exception], None]
THUMB_ANCHOR = {ExhibitKind.POSTER: 0.0}  # its title stands at the top


class ExhibitionFlow:
    """`aloud` reads an exhibit when asked; None: this terminal has no voice. `kinds` open those with own pages;
    what these print goes through `slips`, what films are heard by is `sound`.
    """

    def __init__(
        self, stage: Stage, desk: ExhibitionDesk, aloud: Aloud | None = None,
        kinds: Mapping[ExhibitKind, OpenKind] = {}, slips: Slips | None = None, *, queue: Queue = NO_QUEUE,
        quiet: Callable[[Callable[[], None]], None] = at_once, standing: Standing = Standing(),  # noqa: B008  (frozen)
        sound: FilmSound | None = None,
    ) -> None:  # fmt: skip
        self._stage, self._desk, self._aloud = stage, desk, aloud
        self.whole, self._slips = Whole(stage), TakenAlong(stage, slips)
        self.find: Callable[[], None] = self.start  # 找一找, set by whoever wires the rooms
        beside = Beside(self._find, self._open_beside, queue, quiet)
        around = Around(stage, desk, aloud, self._left, self.whole, self._slips, beside, standing, sound)
        self.kinds: Mapping[ExhibitKind, KindFlow] = {kind: begin(around) for kind, begin in kinds.items()}
        self._told: tuple[int, ...] = ()  # the page of each part being read out
        self._browse: BrowseView | None = None
        self._view: ExhibitView | None = None
        self._return: Callable[[], None] | None = None  # where 返回 leads instead of the list
        self._kind: ExhibitKind | None = None  # the list and the round are of this kind alone
        self._seen: tuple[Exhibit, ...] = ()  # what was on when somebody looked last
        self._look: Timer | None = None
        self.on_other: Callable[[], None] = _nobody
        """Told when, in front of a visitor, something else is on than before."""
        stage.on_wipe(self.wipe)

    def start(self) -> None:
        """Tapped on home."""
        self._kind = None
        self.browse(0)

    def start_kind(self, kind: ExhibitKind) -> None:
        """The kind's own tile on home: the exhibit itself where one alone is on, else the list of them."""
        self._kind, on = kind, self._desk.of_kind(kind)
        if len(on) == 1:
            self.open_from(on[0].key, self._stage.home)
        else:
            self.browse(0)

    @property
    def opens(self) -> frozenset[ExhibitKind]:
        """The kinds that have pages here."""
        return frozenset({*self.kinds, *map(ExhibitKind, PAGE_OF)})

    def wipe(self) -> None:
        self._browse = self._view = self._return = self._kind = None
        self._look, self._seen = None, ()
        self.whole.wipe()
        for kind in self.kinds.values():
            kind.wipe()

    def _listed(self) -> tuple[Exhibit, ...]:
        """What the list holds; all that is on, where nothing is left of the kind."""
        return (self._desk.of_kind(self._kind) if self._kind else ()) or self._desk.on_now()

    def _watch(self) -> None:
        """While the visit lasts: what goes off, and who leaves, does so in front of the visitor as well."""
        self._seen = self._desk.on_now()
        if self._look is None:
            soon = self._desk.seconds_to_change()
            seconds = LOOK_SECONDS if soon is None else min(LOOK_SECONDS, soon + BEHIND_SECONDS)
            self._look = self._stage.after(seconds, self._look_again)

    def _look_again(self) -> None:
        seen, self._look = self._seen, None
        self._watch()
        if self._seen is not seen and self._seen != seen:
            self.renewed()
            self.on_other()

    def renewed(self) -> None:
        """Other packs are installed: an exhibit that is gone is left at once, and the list is that of now."""
        page = self._stage.now()[0]
        gone = self._view is not None and self._desk.find(self._view.key) is None
        if page == BROWSE or (gone and page in PAGE_OF.values()):
            self.browse(None)
        for kind in self.kinds.values():
            kind.renewed()

    # -- the list -----------------------------------------------------------------------------------------------------

    def browse(self, page: int | None = None) -> None:
        """The list at ``page``; None: where the visitor left it."""
        self._watch()
        exhibits = self._listed()
        size = list_length(look.theme(), len(exhibits))
        pages = max(1, -(-len(exhibits) // size))
        page = min(max(page if page is not None else self._browse.page if self._browse else 0, 0), pages - 1)
        shown = exhibits[page * size : (page + 1) * size]
        self._view = self._return = None
        self._browse = BrowseView(words.on_show(len(exhibits)), tuple(map(_item, shown)), page, pages)
        self._stage.show(BROWSE, self._browse)
        theme = look.theme()
        rooms = thumb_room(theme, len(shown) + (pages == 1)), hero_room(theme)
        above = (*(one for one in exhibits if one not in shown), *reversed(shown))
        job = partial(_thumbs, self._desk.broke, shown, above, *rooms, look.px(CARD_RADIUS))
        self._stage.work(job, self._thumbs_ready)

    def _thumbs_ready(self, made: tuple[dict[str, Frame], Frame | None]) -> None:
        thumbs, hero = made
        if self._browse and self._view is None and {item.key for item in self._browse.items} >= thumbs.keys():
            self._browse = replace(self._browse, thumbs=thumbs, hero=hero)
            if self._stage.now()[0] == BROWSE:
                self._stage.show(BROWSE, self._browse)

    # -- one exhibit --------------------------------------------------------------------------------------------------

    def open(self, key: str, at: str = "") -> None:
        """Show one, at a place within; the list when it has just gone off."""
        exhibit = self._desk.find(key)
        if exhibit is None:
            self.browse()
            return
        self._watch()
        if (kind := self.kinds.get(exhibit.kind)) is not None:
            self._view = None
            kind.open(exhibit, at)
            return
        keys = [other.key for other in self._turned_through()]
        text = exhibit.article or exhibit.alternative
        heading = _heading(text, at)
        self._view = ExhibitView(
            key=key,
            kind=exhibit.kind.value,
            title=exhibit.title,
            source=words.source(exhibit.source, exhibit.source_date, exhibit.demo),
            place=keys.index(key) if key in keys else 0,
            total=len(keys),
            blocks=_blocks(text),
            as_text=exhibit.kind is ExhibitKind.ARTICLE or heading is not None,
            heading=heading,
            has_other=exhibit.kind is not ExhibitKind.ARTICLE and exhibit.alternative is not None,
            can_hear=text is not None and self._aloud is not None and self._aloud.can_read,
        )
        self._show()
        if exhibit.kind is not ExhibitKind.ARTICLE:
            room = poster_room if exhibit.kind is ExhibitKind.POSTER else page_room
            job = partial(_decode, exhibit, room(look.theme()), look.px(MARKER_HIGH))
            self._stage.work(job, partial(self._decoded, key), partial(self._not_decoded, key))

    def open_from(self, key: str, back: Callable[[], None], at: str = "") -> None:
        """Show one that was found elsewhere: 返回 leads there."""
        self._return = back
        self.open(key, at)

    def _open_beside(self, key: str, back: Callable[[], None]) -> None:
        """Another exhibit from one with pages of its own: 返回 leads there again, and from there to where it led."""
        before = self._return

        def again() -> None:
            self._return = before
            back()

        self.open_from(key, again)

    def _find(self) -> None:
        self.find()

    def turn(self, page: int, pages: int) -> None:
        """To screen ``page`` of ``pages``, as laid out (0: not counted yet); beyond the last, the next exhibit."""
        if self._view is None:
            return
        if pages and page >= pages:
            self.next(1)
        elif page >= 0:
            self._view = replace(self._view, page=page, pages=pages, heading=None, aloud=False)
            self._show()

    def _turned_through(self) -> list[Exhibit]:
        """What 上一件 and 下一件 go round: a kind with pages of its own has no way on to the next."""
        return [exhibit for exhibit in self._listed() if exhibit.kind.value in PAGE_OF]

    def next(self, step: int) -> None:
        """The exhibit after (1) or before (-1) this one, round the list."""
        keys = [exhibit.key for exhibit in self._turned_through()]
        if self._view:
            here = keys.index(self._view.key) if self._view.key in keys else -1
            self.open(keys[(here + step) % len(keys)])

    def other_version(self) -> None:
        """文字版 or 看图片."""
        if self._view and self._view.has_other:
            self._view = replace(self._view, as_text=not self._view.as_text, page=0, pages=1, aloud=False)
            self._show()

    def read_aloud(self, parts: Sequence[tuple[int, str]]) -> None:
        """读给我听: these (screen, words), one after the other; the screen turns with the voice."""
        if self._view and self._aloud:
            self._told = tuple(page for page, _ in parts)
            self._view = replace(self._view, aloud=True)
            self._show()
            self._aloud.read([part for _, part in parts], partial(self._at_part, self._view.key))

    def read_blocks(self) -> None:
        """读给我听 at a picture: its text version, whichever screen is in front."""
        if self._view:
            self.read_aloud([(self._view.page, text) for _, text in self._view.blocks])

    def be_quiet(self) -> None:
        """停一下. The finger has silenced it already."""
        if self._view:
            self._at_part(self._view.key, None)

    def _at_part(self, key: str, part: int | None) -> None:
        """The voice begins a part, or has come to its end."""
        view = self._view
        if view is None or view.key != key or not view.aloud:
            return
        told = self._told[part] if part is not None and part < len(self._told) else view.page
        changed = replace(view, page=told, aloud=part is not None)
        if changed != view:
            self._view = changed
            self._redraw()

    def back(self) -> bool:
        """返回: from an exhibit to where it was opened, the list or what 找一找 found."""
        if self._view is None:
            return False
        self._left()
        return True

    def _left(self) -> None:
        back, self._view, self._return = self._return, None, None
        self._slips.close()
        if back:
            back()
        else:
            self.browse()

    def _decoded(self, key: str, picture: Any) -> None:
        if self._view and self._view.key == key:
            self._view = replace(self._view, picture=picture)
            self._redraw()

    def _not_decoded(self, key: str, error: Exception) -> None:
        if exhibit := self._desk.find(key):
            self._desk.broke(exhibit, error)
        if self._view and self._view.key == key:
            shown = self._page
            self._view = replace(self._view, broken=True, as_text=bool(self._view.blocks))
            self._redraw(shown)

    @property
    def _page(self) -> str:
        assert self._view
        return PAGE_OF["article" if self._view.as_text else self._view.kind]

    def _show(self) -> None:
        self._stage.show(self._page, self._view)

    def _redraw(self, shown: str = "") -> None:
        """Show what a worker or the voice has changed, unless the visitor has gone elsewhere meanwhile."""
        if self._stage.now()[0] == (shown or self._page):
            self._show()


def _nobody() -> None:
    """Nobody else shows what is on."""


def _item(exhibit: Exhibit) -> BrowseItem:
    kind = exhibit.kind.value
    is_seen = exhibit.kind in (ExhibitKind.IMAGE, ExhibitKind.VIDEO) or exhibit.content is not None
    note = words.KINDS[kind] if is_seen else words.kind_and_minutes(kind, reading_minutes(exhibit))
    return BrowseItem(exhibit.key, exhibit.title, note, icon_of(exhibit.kind))


def _heading(text: Article | None, at: str) -> int | None:
    """Which of the headings is called so."""
    headings = text.headings() if text else ()
    return headings.index(at) if at in headings else None


def _blocks(text: Article | None) -> tuple[tuple[str, str], ...]:
    return tuple((block.kind.value, block.text) for block in text.blocks) if text else ()


def _decode(exhibit: Exhibit, room: tuple[int, int], marker: int) -> Any:
    """On a worker."""
    if exhibit.kind is ExhibitKind.POSTER:
        return poster_frames(exhibit.path, *room, marker)
    wide, high = exhibit.size
    shape = (wide * room[1]) / max(1, high * room[0])
    return image_frame(exhibit.path, *room, "cover" if 1 - NEARLY < shape < 1 + NEARLY else "contain")


def _thumbs(
    broke: Broke, exhibits: tuple[Exhibit, ...], above: tuple[Exhibit, ...], room: tuple[int, int],
    hero_size: tuple[int, int], corner: int,
) -> tuple[dict[str, Frame], Frame | None]:  # fmt: skip
    """On a worker: a small picture of each that has one, and a wide one of the first image of `above`, those that lie
    first; broken ones left out."""
    thumbs: dict[str, Frame] = {}
    for exhibit in exhibits:
        if exhibit.kind is ExhibitKind.ARTICLE:
            continue
        try:
            if exhibit.content is not None:
                for name in exhibit.content.pictures()[:1]:
                    thumbs[exhibit.key] = beside_frame(exhibit.path, name, *room, "cover", 0.3, corner)
                continue
            draw = film_frame if exhibit.kind is ExhibitKind.VIDEO else image_frame
            thumbs[exhibit.key] = draw(exhibit.path, *room, "cover", THUMB_ANCHOR.get(exhibit.kind, 0.54), corner)
        except Exception as error:  # of whatever kind: the others are shown
            broke(exhibit, error)
    return thumbs, _hero(broke, above, hero_size)


def _hero(broke: Broke, exhibits: tuple[Exhibit, ...], room: tuple[int, int]) -> Frame | None:
    images = [one for one in exhibits if one.kind is ExhibitKind.IMAGE]
    for exhibit in sorted(images, key=lambda one: one.size[0] < one.size[1]):
        try:
            return image_frame(exhibit.path, *room, "cover", 0.56)
        except Exception as error:  # of whatever kind: another is shown
            broke(exhibit, error)
    return None
