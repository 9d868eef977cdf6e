"""What a visitor takes along of an exhibit: a guide, a way, who is on duty; on paper, and as text in a QR code.

In a kind's flow, `around.slips` is the one `TakenAlong` of the exhibition:

    self._around.slips.show(Leaflet("way-3", "去法", (Strong("桥头服务站"), "出门向东")), self._slip)  # or opened

    def _slip(self, slip: SlipView) -> None:             # at once, and whenever something of it is another
        self._redraw(replace(self._view, slip=slip))

    self._around.slips.print_it()                        # 打印; a second tap changes nothing
    self._around.slips.close()                           # the exhibit is left

On its page `screens.slip_parts` draws button, reason and code. Paper is kept (`kiosk/core/terminal/slips.py`): one slip
a minute and terminal for all kinds together, at most 12 cm, longer ones cut at a whole line; none while the paper is
near its end or the printer is out, which is asked every `LOOK_SECONDS`, so that the button says so before it is tapped.
The code holds the text itself and needs no network; it stands on the slip as well where all of it fits.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from devices.printer.document import Align, Document, Item, Qr, Rule, Text
from kiosk.core.terminal.slips import NOT_YET, SlipHand, SlipNews, SlipState
from kiosk.features.exhibition.terminal import slip_words
from kiosk.features.exhibition.terminal.frames import qr_frame
from kiosk.features.exhibition.terminal.sizes import CODE
from kiosk.ui import look
from kiosk.ui.pixels import Frame
from kiosk.ui.stage import Stage, Timer

if TYPE_CHECKING:
    from kiosk.core.terminal.slips import Slips

LOOK_SECONDS = 5.0
CODE_BYTES = 362  # of a code of 73 modules (version 14, correction M): 0.75 mm each on the screen, 0.375 on paper
MODULE_DOTS = 3


class Strong(str):
    """A line in bold."""


@dataclass(frozen=True, slots=True)
class Leaflet:
    """What is taken along: `title`, then `lines`, each a paragraph. `job` names it in logs, without a person."""

    job: str
    title: str
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        return "\n".join((self.title, *self.lines))


@dataclass(frozen=True, slots=True)
class SlipView:
    """`news`: what became of the slip that was asked for; `ready`: what keeps one from being had. `code`: the text as
    a QR code, None until a worker has drawn it.
    """

    news: SlipNews = NOT_YET
    ready: SlipNews = NOT_YET
    code: Frame | None = None

    @property
    def off(self) -> bool:
        return self.ready.is_trouble

    @property
    def busy(self) -> bool:
        return self.news.state is SlipState.PRINTING

    @property
    def told(self) -> SlipNews:
        """What the page says: the reason of a button that is off goes before what became of the last slip."""
        return self.ready if self.off and not self.busy else self.news


Changed = Callable[[SlipView], None]


class TakenAlong:
    """Kivy's thread. `slips` None: nothing is printed here (a preview); the button stands there all the same."""

    def __init__(self, stage: Stage, slips: Slips | None = None) -> None:
        self._stage, self._slips = stage, slips
        self._of_visit = slips.of_visit(stage) if slips else None
        self._leaflet: Leaflet | None = None
        self._view = SlipView()
        self._changed: Changed = _nobody
        self._next_look: Timer | None = None
        self._looks, self._looking = 0, False
        stage.on_wipe(self.close)

    def show(self, leaflet: Leaflet, changed: Changed) -> None:
        """From now on this is what would be taken along; `changed` is told at once."""
        self._changed = changed
        if leaflet != self._leaflet:
            self._leaflet = leaflet
            busy = SlipNews(SlipState.PRINTING) if self._of_visit and self._of_visit.printing else NOT_YET
            self._view = SlipView(busy, self._view.ready)
            code = partial(qr_frame, code_text(leaflet), look.px(CODE))
            self._stage.work(code, partial(self._coded, leaflet))
        changed(self._view)
        if not self._looking:
            self._look()

    def close(self) -> None:
        """Nothing is shown any more."""
        self._leaflet, self._view, self._changed = None, SlipView(), _nobody
        self._stop_looking()

    def print_it(self) -> None:
        leaflet = self._leaflet
        if leaflet is None or self._of_visit is None or self._view.off:
            return
        self._of_visit.want(leaflet.job, partial(slip_of, leaflet), partial(self._told, leaflet))

    def _told(self, leaflet: Leaflet, news: SlipNews) -> None:
        """Of a slip that is no longer the one in front only that it is out of the way."""
        is_shown = leaflet == self._leaflet
        self._show(replace(self._view, news=news if is_shown else NOT_YET))
        if news.is_trouble:
            self._look()

    def _coded(self, leaflet: Leaflet, code: Frame) -> None:
        if leaflet == self._leaflet:
            self._show(replace(self._view, code=code))

    # -- the printer ------------------------------------------------------------------------------------------------

    def _look(self) -> None:
        """And again, until the exhibit is left."""
        self._stop_looking()
        if self._slips:
            self._looking = True
            self._stage.work(self._slips.ready, partial(self._looked, self._looks))

    def _looked(self, number: int, ready: SlipNews) -> None:
        if number != self._looks:
            return
        self._next_look = self._stage.after(LOOK_SECONDS, self._look)
        if ready != self._view.ready:
            self._show(replace(self._view, ready=ready))

    def _stop_looking(self) -> None:
        """What is still to come of it is not heard."""
        self._looks += 1
        self._looking = False
        if self._next_look:
            self._next_look.cancel()
            self._next_look = None

    def _show(self, view: SlipView) -> None:
        if self._leaflet is not None:
            self._view = view
            self._changed(view)


def slip_of(leaflet: Leaflet, hand: SlipHand) -> Document:
    """With its code where all of the text stands in it and both fit; without, and cut, where it is longer."""
    title, lines = _plain(leaflet.title), _printed(leaflet.lines)
    whole = leaflet.text
    if len(whole.encode()) <= CODE_BYTES:
        code: list[Item] = [
            Rule(dashed=True), Qr(whole, module_dots=MODULE_DOTS), Text(slip_words.SCAN, align=Align.CENTER)
        ]  # fmt: skip
        coded = hand.slip(title, *lines, *code)
        if hand.fits(coded):
            return coded
    alone = hand.slip(title, *lines)
    return alone if hand.fits(alone) else hand.cut(title, lines, Text(slip_words.MORE_ON_SCREEN))


def code_text(leaflet: Leaflet) -> str:
    """What a phone shows: all of it, or as many whole sentences as a code holds and where the others are."""
    whole = leaflet.text.encode()
    if len(whole) <= CODE_BYTES:
        return leaflet.text
    pointer = "\n" + slip_words.MORE_ON_SCREEN
    kept = whole[: CODE_BYTES - len(pointer.encode())].decode(errors="ignore")
    end = max(kept.rfind(mark) for mark in slip_words.ENDS)
    return (kept[: end + 1].rstrip() if end > len(kept) // 2 else kept) + pointer


def _printed(lines: tuple[str, ...]) -> list[Text]:
    """A paragraph each; what a keeper broke by hand stays broken."""
    return [
        Text(_plain(part), bold=isinstance(line, Strong))
        for line in lines
        for part in line.splitlines()
        if part.strip()
    ]


def _plain(text: str) -> str:
    """Nothing that would be a command to the printer; a sheet may hold any character."""
    return "".join(one if one.isprintable() else " " for one in text)


def _nobody(_: SlipView) -> None:
    """Nothing is shown."""
