"""Who is on duty: today's first, the days to come below. It is another at midnight, by itself.

Plain Python on Kivy's thread; photos are decoded on a worker. While the clock is in doubt nobody is shown.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial

from content.kinds.roster import Roster
from content.pack.exhibit import Exhibit
from kiosk.features.exhibition.terminal.beside import LOOK_SECONDS
from kiosk.features.exhibition.terminal.frames import beside_frame
from kiosk.features.exhibition.terminal.kind_flow import Around
from kiosk.features.exhibition.terminal.modules.roster import words
from kiosk.features.exhibition.terminal.modules.roster.duties import standing, turns_from
from kiosk.features.exhibition.terminal.modules.roster.views import RosterView, Turn
from kiosk.features.exhibition.terminal.sizes import DUTY_PHOTO, DUTY_PHOTO_LYING, PHOTO_ANCHOR
from kiosk.features.exhibition.terminal.slips import Leaflet, SlipView, Strong
from kiosk.ui import look
from kiosk.ui.pixels import Frame
from kiosk.ui.stage import Timer

ROSTER = "exhibition.roster"


class RosterFlow:
    def __init__(self, around: Around) -> None:
        self._around = around
        self._exhibit: Exhibit | None = None
        self._view: RosterView | None = None
        self._timer: Timer | None = None

    def open(self, exhibit: Exhibit, at: str = "") -> None:
        self._exhibit = exhibit
        view = self._made(exhibit)
        named = (number for number, turn in enumerate(view.turns) if turn.duty and turn.duty.name == at)
        self._begin(replace(view, at=next(named, view.at) if at else view.at))

    def renewed(self) -> None:
        exhibit = self._exhibit
        if exhibit is None or self._around.stage.now()[0] != ROSTER:
            return
        now = self._around.desk.find(exhibit.key)
        if now is None or now.content is None:
            self.leave()
        elif now.content != exhibit.content:
            self.open(now)

    def wipe(self) -> None:
        self._stop()
        self._exhibit = self._view = None

    # -- the visitor ---------------------------------------------------------------------------------------------------

    def choose(self, number: int) -> None:
        if self._view and 0 <= number < len(self._view.turns):
            self._begin(replace(self._view, at=number, picture=None))

    def print_it(self) -> None:
        self._around.slips.print_it()

    def read_whole(self) -> None:
        """看全文: of somebody whose place holds less than there is to say."""
        if self._view and self._view.today and (duty := self._view.turn.duty):
            texts = (duty.post, duty.place, duty.hours, duty.promise)
            blocks = [("heading", words.when(self._view.turn.day, self._view.today))]
            blocks += [("paragraph", text) for text in texts if text]
            self._around.whole.open(duty.name, blocks, self._show_again)

    def _show_again(self) -> None:
        if self._view:
            self._begin(self._view)

    def leave(self) -> None:
        self.wipe()
        self._around.back()

    def back(self) -> bool:
        self.leave()
        return True

    # -- the day -------------------------------------------------------------------------------------------------------

    def _made(self, exhibit: Exhibit) -> RosterView:
        roster, now = exhibit.content, self._around.desk.believed()
        assert isinstance(roster, Roster)
        if now is None:
            return RosterView(exhibit.title, None, demo=exhibit.demo)
        today, turns = now.date(), turns_from(roster, now.date())
        after = None if turns[0].duty else roster.next_after(today)
        return RosterView(exhibit.title, today, turns, standing(roster, now), after, exhibit.demo)

    def _look(self) -> None:
        """Now and then: whether it is another day, or the clock is in doubt."""
        view, now = self._view, self._around.desk.believed()
        if view is None or self._exhibit is None or self._around.stage.now()[0] != ROSTER:
            return
        if (now.date() if now else None) != view.today:
            self._begin(self._made(self._exhibit))
        else:
            self._keep_looking()

    def _keep_looking(self) -> None:
        self._stop()
        self._timer = self._around.stage.after(LOOK_SECONDS, self._look)

    def _stop(self) -> None:
        if self._timer:
            self._timer.cancel()
            self._timer = None

    # -- the page ------------------------------------------------------------------------------------------------------

    def _begin(self, view: RosterView) -> None:
        """Show it, and what belongs to the turn that is chosen."""
        self._show(view)
        self._keep_looking()
        if view.today is None:
            self._around.slips.close()
            return
        self._around.slips.show(_leaflet(view, view.turn.day), self._slip)
        duty = view.turn.duty
        if duty and duty.picture and self._exhibit:
            wide, high = DUTY_PHOTO_LYING if look.landscape() else DUTY_PHOTO
            job = partial(
                beside_frame, self._exhibit.path, duty.picture, look.px(wide), look.px(high), "cover", PHOTO_ANCHOR
            )
            self._around.stage.work(job, partial(self._decoded, view.turn), partial(self._broke, self._exhibit))

    def _decoded(self, turn: Turn, picture: Frame) -> None:
        if self._view and self._view.today and self._view.turn == turn:
            self._redraw(replace(self._view, picture=picture))

    def _broke(self, exhibit: Exhibit, error: Exception) -> None:
        """A person is named without the photo."""
        self._around.desk.broke(exhibit, error)

    def _slip(self, slip: SlipView) -> None:
        if self._view:
            self._redraw(replace(self._view, slip=slip))

    def _redraw(self, view: RosterView) -> None:
        """Unless the visitor has gone elsewhere meanwhile."""
        self._view = view
        if self._around.stage.now()[0] == ROSTER:
            self._around.stage.show(ROSTER, view)

    def _show(self, view: RosterView) -> None:
        self._view = view
        self._around.stage.show(ROSTER, view)


def _leaflet(view: RosterView, day: date) -> Leaflet:
    """Everybody of the day."""
    lines: list[str] = []
    for turn in view.turns:
        if turn.day == day and turn.duty:
            lines.append(Strong(turn.duty.name))
            lines += [part for part in (turn.duty.post, turn.duty.place, turn.duty.hours) if part]
        elif turn.day == day:
            lines.append(turn.rest or words.NOBODY)
    return Leaflet("duty", words.slip_title(day), tuple(lines))
