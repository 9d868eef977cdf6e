"""One page of a pack drawn off screen: the terminal's shell, the exhibition's room, nothing of their own kind.

draw(asked, packs, begins) -> Answer, PNG          # after `open_window`; Kivy has one window a process
"""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from functools import partial
from io import BytesIO
from typing import Any, TypeVar

from kivy.clock import Clock

from content.pack.manifest import read_manifest
from content.pack.open import Pack
from kiosk.apps.demo.gallery.book import MODES, PANELS
from kiosk.apps.preview.room import Given, with_item
from kiosk.apps.preview.whole_home import Still as StillServices
from kiosk.apps.preview.whole_home import WholeHome
from kiosk.apps.terminal.home import HomeFacts
from kiosk.apps.terminal.screens.all_services import AllServices
from kiosk.apps.terminal.screens.home import ALL_KEY, Home
from kiosk.apps.terminal.shell import HOME as HOME_PAGE
from kiosk.apps.terminal.shell import Shell
from kiosk.apps.terminal.views import ALL as ALL_PAGE
from kiosk.apps.terminal.visit import Times, Visit
from kiosk.core.terminal.module import Room
from kiosk.features.exhibition.terminal.module import MODULE, films_here
from kiosk.features.exhibition.wire_preview import (
    ALL_SERVICES,
    HOME,
    LIST,
    NO_ITEM,
    PLACES,
    WHOLE_HOME,
    Answer,
    Asked,
)
from kiosk.features.quiz.terminal import module as quiz
from kiosk.ui import drawing, look
from kiosk.ui.theme import Theme
from kiosk.ui.theme_file import Colors
from kiosk.ui.voice.announcer import Announcer, Equipment
from kiosk.ui.voice.narrator import Narrator

Result = TypeVar("Result")

REST_SECONDS = 15.0  # for decoders and for counting the screens of a long text
QUIET_ROUNDS = 2
LEVEL = 1  # of PNG: three times as quick as the usual one, a fifth larger


class Still(Shell):
    """The shell, which knows when everything that was begun has come to its end."""

    under_way = 0

    def work(
        self,
        job: Callable[[], Result],
        done: Callable[[Result], None],
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        self.under_way += 1
        super().work(job, partial(self._came, done), partial(self._failed, failed))

    def _came(self, done: Callable[[Any], None], result: object) -> None:
        self.under_way -= 1
        done(result)

    def _failed(self, failed: Callable[[Exception], None] | None, error: Exception) -> None:
        self.under_way -= 1
        if failed is None:
            raise error
        failed(error)

    def rest(self) -> bool:
        """Let it come to rest; False when it does not."""
        until, quiet = time.monotonic() + REST_SECONDS, 0
        while quiet < QUIET_ROUNDS:
            if time.monotonic() > until:
                return False
            drawing.settle()
            busy = bool(self.under_way) or any(map(_is_soon, Clock.get_events()))
            quiet = 0 if busy else quiet + 1
            if self.under_way:
                time.sleep(0.002)  # Clock ticks as fast as it is asked to, and the decoder wants the processor
        return True


def _is_soon(event: Any) -> bool:
    """An upload's next strip, a reader that counts: calls for the next frame."""
    return bool(event.is_triggered) and event.timeout <= 0


def draw(
    asked: Asked, packs: tuple[Pack, ...], begins: Callable[[str], None], colors: Colors | None = None
) -> tuple[Answer, bytes]:
    """The first of `packs` is the one in question, the last the starter. `begins` is told what is drawn before any
    picture is decoded."""
    if asked.question:
        return _draw_question(asked, packs[0], begins, colors)
    films_here()
    pack, *others = packs
    at, on = datetime.fromisoformat(asked.at), True
    chosen = next((one for one in pack.exhibits if one.id == asked.item), None)
    if asked.item not in PLACES:
        if chosen is None:
            return Answer(refused=NO_ITEM), b""
        pack, on = with_item(pack, asked.item, at)
    title = chosen.title if chosen else pack.title
    begins(title)
    facts = HomeFacts()
    facts.online = True
    views: dict[str, Callable[[], Any]] = {HOME_PAGE: lambda: facts.home_view(given.now())}
    shell = _shell(asked, colors, views)
    given = Given(shell, (pack, *others), at)
    try:
        if asked.item in (WHOLE_HOME, ALL_SERVICES):
            answer = _show_whole(shell, given, facts, asked, views)
            return replace(answer, title=title), _png(shell)
        answer = _show(shell, given, facts, asked, f"{pack.name}/{asked.item}")
        return replace(answer, title=title, on=on), _png(shell)
    finally:
        shell.close()


def _draw_question(
    asked: Asked, pack: Pack, begins: Callable[[str], None], colors: Colors | None
) -> tuple[Answer, bytes]:
    """By the quiz's own page, and nothing of a paper."""
    bank = next((one for one in pack.banks if one.name == f"{pack.name}/{asked.item}"), None)
    item = next((one for one in bank or () if one.id == asked.question), None)
    if item is None:
        return Answer(refused=NO_ITEM), b""
    begins(item.stem)
    entries = read_manifest(pack.root).entries
    paper = next(entry.title for entry in entries if entry.id == asked.item)
    shell = _shell(asked, colors, {})
    try:
        shell.frame.set_online(True)
        at, page = datetime.fromisoformat(asked.at), min(asked.page, 1)
        shell.frame.set_clock(f"{at.hour}:{at.minute:02d}")
        shell.add_pages(quiz.preview_pages())
        shell.visit.begin(Clock.time())
        drawing.lay_out(shell, (look.theme().panel.width_px, look.theme().panel.height_px))
        quiz.show_question(shell, item, paper, explained=bool(page))
        shell.rest()
        return Answer(title=item.stem, page=page, pages=2), _png(shell)
    finally:
        shell.close()


def _shell(asked: Asked, colors: Colors | None, views: dict[str, Callable[[], Any]]) -> Still:
    theme = Theme(PANELS[asked.orientation], MODES[asked.mode])
    look.use(replace(theme, colors=colors) if colors else theme)
    shell = Still(Visit(Times()), asked.hall, asked.short, keeps_mode=True, views=views)
    if asked.voice:
        shell.give_voice(_silent(shell))
    return shell


def _silent(shell: Shell) -> Narrator:
    """The terminal's own, whose voice is never started: its buttons are there."""
    return Narrator(Announcer(Equipment()), post=shell.post, changed=shell.voice_changed, touched=shell.touched)


def _show(shell: Still, given: Given, facts: HomeFacts, asked: Asked, key: str) -> Answer:
    shell.frame.set_online(True)
    shell.frame.set_clock(f"{given.now().hour}:{given.now().minute:02d}")
    room = MODULE.open(given)
    assert room is not None  # the starter is never empty
    facts.add(MODULE, room)
    shell.add_pages(room.pages())
    shell.add_pages({HOME_PAGE: lambda: Home(_starts(room))})
    shell.visit.begin(Clock.time())
    drawing.lay_out(shell, (look.theme().panel.width_px, look.theme().panel.height_px))
    shell.rest()  # the tile of home has its picture now
    _open(shell, room, asked, key)
    shell.rest()
    front, view = shell.front, shell.now()[1]
    if asked.item in PLACES:
        return Answer(page=getattr(view, "page", 0), pages=getattr(view, "pages", 1))
    pages = int(getattr(front, "screens", 1)) or 1
    if page := min(asked.page, pages - 1):
        front.flow.turn(page, pages)  # type: ignore[union-attr]
        shell.rest()
    return Answer(page=page, pages=pages, broken=bool(getattr(view, "broken", False)))


def _show_whole(
    shell: Still, given: Given, facts: HomeFacts, asked: Asked, views: dict[str, Callable[[], Any]]
) -> Answer:  # fmt: skip
    """Home or 全部服务 with every tile that a terminal may show."""
    shell.frame.set_online(True)
    shell.frame.set_clock(f"{given.now().hour}:{given.now().minute:02d}")
    room = MODULE.open(given)
    assert room is not None  # the starter is never empty
    facts.add(MODULE, room)
    whole = WholeHome(facts, room, asked.arranged)
    views[HOME_PAGE] = lambda: whole.home_view(given.now())
    views[ALL_PAGE] = lambda: whole.all_view(given.now())
    starts = {**whole.starts, **_starts(room)}
    shell.add_pages({HOME_PAGE: lambda: Home(starts), ALL_PAGE: lambda: AllServices(starts, StillServices())})
    shell.visit.begin(Clock.time())
    drawing.lay_out(shell, (look.theme().panel.width_px, look.theme().panel.height_px))
    shell.rest()
    shell.show(HOME_PAGE if asked.item == WHOLE_HOME else ALL_PAGE, None)
    shell.rest()
    return Answer()


def _starts(room: Room) -> dict[str, Callable[[], None]]:
    """What the tiles of home lead to."""
    return {MODULE.key: room.start, ALL_KEY: room.start} | {door.key: door.start for door in room.doors}


def _open(shell: Still, room: Room, asked: Asked, key: str) -> None:
    if asked.item == HOME:
        shell.home()
    elif asked.item == LIST:
        room.start()
        if asked.page:
            shell.rest()
            shell.front.turn(asked.page)  # type: ignore[union-attr]
    else:
        assert room.to_read is not None
        room.to_read.open(key)


def _png(shell: Still) -> bytes:
    from PIL import Image

    picture = drawing.draw(shell, (round(shell.width), round(shell.height)))
    made = BytesIO()
    with suppress(MemoryError):
        upright = picture.image.convert("RGB").transpose(Image.Transpose.FLIP_TOP_BOTTOM)
        upright.save(made, "PNG", compress_level=LEVEL)
    return made.getvalue()
