"""展厅 on the terminal: what is on, found and read, and the slides of the attract loop."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Protocol

from content.kinds.kind import ExhibitKind
from content.kinds.map import Standing
from content.pack.exhibit import Exhibit
from content.pack.open import Pack
from kiosk.core.terminal.home_tile import HomeTile, small_tile
from kiosk.core.terminal.module import Door, Room, TerminalGives, TerminalModule, ToRead
from kiosk.core.terminal.tour import Steps, TourGuide
from kiosk.features.exhibition.terminal import words
from kiosk.features.exhibition.terminal.delivery.delivered import Delivered
from kiosk.features.exhibition.terminal.delivery.fetcher import NotShown
from kiosk.features.exhibition.terminal.sizes import TEASER

if TYPE_CHECKING:
    from kiosk.core.database.clock import HallClock
    from kiosk.core.terminal.slips import Slips
    from kiosk.features.exhibition.terminal.desk import ExhibitionDesk
    from kiosk.features.tickets.wire import ServicesNow
    from kiosk.ui.pixels import Frame
    from kiosk.ui.typing.local_words import LocalWords
    from kiosk.ui.voice.announcer import Announcer
    from kiosk.ui.voice.narrator import Narrator

__all__ = ["CONTENT", "MODULE", "Delivered", "NotShown", "films_here", "lag"]

CONTENT = "content"
"""What the hall's stream says when other content shall show."""
KEY, ICON = "exhibition", "image-square"
FIND = "exhibition.find"

log = logging.getLogger("kiosk.terminal")


class Gives(TerminalGives, Protocol):
    """The last of `packs` is the starter, which is never empty."""

    @property
    def packs(self) -> tuple[Pack, ...]: ...

    @property
    def held(self) -> frozenset[str]:
        """The keys of exhibits that stay down."""

    def on_packs(self, heard: Callable[[], None]) -> None:
        """Tell me, on Kivy's thread, when `packs` or `held` are others."""

    @property
    def clock(self) -> HallClock: ...

    def last_known(self) -> ServicesNow | None:
        """What the hall said last, in this run or an earlier one."""

    def narrator(self) -> Narrator | None:
        """Who reads aloud; None while the terminal has no voice."""

    @property
    def announcer(self) -> Announcer | None:
        """By which films are heard; None where the hall chose silence."""

    def when_quiet(self, call: Callable[[], None]) -> None:
        """Run `call` while no finger is on the glass."""

    @property
    def slips(self) -> Slips | None:
        """Slips that are no tickets; None where nothing is printed."""

    def slides_beside(self) -> tuple[Exhibit, ...]:
        """What other features show in the attract loop, after a round of the packs'."""

    def played(self, exhibit: Exhibit, seconds: float) -> None:
        """A slide left the attract screen, where it was for so long."""


def lag(trouble: str, percent: int) -> str:
    """Why this screen does not show what the hall published, in words; `trouble` as in `wire_delivery`."""
    said: str = words.LAGS[trouble]
    return f"{said} {percent}%" if trouble == "fetching" else said


def films_here() -> None:
    """For a process that is shut in itself and may start no other."""
    from kiosk.features.exhibition.terminal import frames

    frames.films_here()


def open_room(given: Gives) -> Room | None:
    from kiosk.features.exhibition.rules.showing import Screen
    from kiosk.features.exhibition.terminal.beside import HallQueue
    from kiosk.features.exhibition.terminal.desk import ExhibitionDesk
    from kiosk.features.exhibition.terminal.find_flow import FindFlow, Ways
    from kiosk.features.exhibition.terminal.finder import Finder
    from kiosk.features.exhibition.terminal.flow import ExhibitionFlow
    from kiosk.features.exhibition.terminal.kind_tiles import doors
    from kiosk.features.exhibition.terminal.loop.parts import shown
    from kiosk.features.exhibition.terminal.loop.player import Player
    from kiosk.features.exhibition.terminal.modules.registry import MODULES
    from kiosk.features.exhibition.terminal.pages import pages
    from kiosk.features.exhibition.terminal.trust import Trust
    from kiosk.ui.voice.aloud import Aloud
    from kiosk.ui.voice.film_sound import FilmSound
    from kiosk.ui.window import software_gl

    *_, starter = given.packs
    trust = Trust(given.clock, lambda: known.hall if (known := given.last_known()) else None)
    desk = ExhibitionDesk(
        given.packs, starter, lambda: given.now().replace(tzinfo=None),
        Screen("terminal", given.settings.terminal.profile), trust.doubt,
    )  # fmt: skip
    desk.renew(given.packs, starter, given.held)
    if not desk.on_now():
        return None
    own = given.settings
    sound = FilmSound(given.announcer, given.stage.post, given.stage.after, own.sound.films_begin)
    flow = ExhibitionFlow(
        given.stage, desk, Aloud(given.narrator, given.when_quiet), MODULES, given.slips, queue=HallQueue(given),
        quiet=given.when_quiet, standing=Standing(own.terminal.profile, own.hall.name, own.terminal.name),
        sound=sound,
    )  # fmt: skip
    given.stage.on_wipe(sound.reset)
    finder = Finder(desk.installed)
    find = FindFlow(given.stage, desk, finder, Ways(flow.open_from, flow.browse), _local_words(given.packs))
    flow.on_other, flow.find = find.renewed, find.start

    def played(exhibit: Exhibit, seconds: float) -> None:
        if exhibit.pack:  # proof of play is of what packs bring
            given.played(exhibit, seconds)

    def slides() -> tuple[Exhibit, ...]:
        """What interrupts is shown alone."""
        of_packs = shown(desk.slides(), desk.believed())
        alone = any(slide.interrupt for slide in of_packs)
        return of_packs if alone else (*of_packs, *given.slides_beside())

    player = Player(
        slides, given.stage.post, fade=False if software_gl() else None, on_broken=desk.broke,
        seconds_to_change=desk.seconds_to_change, on_played=played,
    )  # fmt: skip
    teaser, about = _Teaser(given, desk), desk.about()

    def renewed() -> None:
        *_, starter = given.packs
        desk.renew(given.packs, starter, given.held)
        finder.renew(desk.installed)
        about.clear()
        about.update(desk.about())
        player.renew()
        flow.renewed()
        find.renewed()
        given.tile_changed()

    def close() -> None:
        player.close()
        finder.close()

    given.on_packs(renewed)
    return Room(
        flow.start, lambda: pages(flow, find), teaser.tile, to_read=ToRead(about, flow.open), slides=player,
        close=close, doors=(*doors(desk, flow.start_kind, flow.opens), Door(FIND, find.start, find_tile)),
    )  # fmt: skip


def tile(count: int, title: str, note: str, texture: object = None) -> HomeTile:
    """`count` exhibits are on; title and note are the first one's, the texture a picture of one."""
    return HomeTile(
        KEY, "teaser", title, note, words.HOME_TITLE, title, ICON, "pine", over=words.home_count(count),
        texture=texture, brief=words.tile_items(count),
    )  # fmt: skip


def find_tile() -> HomeTile:
    """找一找, without going through the list."""
    return small_tile(FIND, "seeing", "magnifying-glass", words.FIND, words.FIND_TILE, words.FIND_NOTE, listed=True)


class _Teaser:
    """What is on, asked anew for every drawing of home, and the first picture of it once a worker has decoded it."""

    def __init__(self, given: Gives, desk: ExhibitionDesk) -> None:
        self._given, self._desk = given, desk
        self._picture = ""  # the key of the one that is decoded, or being decoded
        self._texture: object = None
        self._look(desk.on_now())

    def tile(self) -> HomeTile:
        on = self._desk.on_now()
        self._look(on)
        return tile(len(on), on[0].title, on[0].heading, self._texture)

    def _look(self, on: Sequence[Exhibit]) -> None:
        picture = next((exhibit for exhibit in on if exhibit.kind is ExhibitKind.IMAGE), None)
        if (picture.key if picture else "") == self._picture:
            return
        self._picture, self._texture = picture.key if picture else "", None
        if picture:
            from kiosk.features.exhibition.terminal.frames import image_frame
            from kiosk.ui import look

            wide, high = map(look.px, TEASER)
            job = partial(image_frame, picture.path, wide, high, "cover")
            self._given.stage.work(job, partial(self._decoded, picture.key), partial(self._desk.broke, picture))

    def _decoded(self, key: str, frame: Frame) -> None:
        from kiosk.ui.texture_upload import Upload

        self._upload = Upload(frame, partial(self._ready, key))

    def _ready(self, key: str, texture: object) -> None:
        if key == self._picture:
            self._texture = texture
            self._given.tile_changed()


def _local_words(packs: Sequence[Pack]) -> LocalWords:
    """What the packs bring for the keyboard; what cannot be typed is named and left out."""
    from kiosk.ui.typing.local_words import LocalWords

    brought = [word for pack in packs for word in pack.words]
    local, refused = LocalWords.gather((word.text, " ".join(word.syllables)) for word in brought)
    for error in refused:
        log.warning("word left out: %s", error)
    return local


def tour(guide: TourGuide) -> Steps:
    from kiosk.features.exhibition.terminal.tour import steps

    return steps(guide)


def may_offer() -> tuple[HomeTile, ...]:
    from kiosk.features.exhibition.terminal.kind_tiles import named

    return (*named(), find_tile())


MODULE: TerminalModule[Gives] = TerminalModule(KEY, 4, ICON, lambda: words.HOME_CAN, open_room, tour, may_offer)
