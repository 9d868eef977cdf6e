"""Who is on duty now, of the first roster that is on: what stands above a directory."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from content.kinds.kind import ExhibitKind
from content.kinds.roster import Duty, Roster
from content.pack.exhibit import Exhibit
from kiosk.features.exhibition.terminal.desk import ExhibitionDesk
from kiosk.features.exhibition.terminal.frames import beside_frame
from kiosk.features.exhibition.terminal.modules.roster import words
from kiosk.features.exhibition.terminal.modules.roster.duties import standing
from kiosk.features.exhibition.terminal.modules.roster.views import DutyCard
from kiosk.features.exhibition.terminal.sizes import PHOTO_ANCHOR
from kiosk.ui import look
from kiosk.ui.pixels import Frame


def card_of(desk: ExhibitionDesk) -> DutyCard | None:
    """None: no roster is on, or nobody knows which day it is."""
    now, exhibit = desk.believed(), roster_on(desk)
    if now is None or exhibit is None or not isinstance(exhibit.content, Roster):
        return None
    day, when = exhibit.content.on(now.date()), words.when(now.date(), now.date())
    if not day.duties:
        return DutyCard(when, line=day.rest or words.NOBODY, demo=exhibit.demo)
    duty = day.duties[standing(exhibit.content, now)]
    more = words.and_more(len(day.duties) - 1) if len(day.duties) > 1 else ""
    return DutyCard(when, duty.name, words.at(duty.post, duty.place, duty.hours), duty.promise, more, exhibit.demo)


def photo_job(desk: ExhibitionDesk, room: tuple[int, int]) -> Callable[[], Frame] | None:
    """For a worker: the photo of whoever `card_of` names, in `room` dpx; None: there is none."""
    now, exhibit = desk.believed(), roster_on(desk)
    if now is None or exhibit is None or not isinstance(exhibit.content, Roster):
        return None
    duties = exhibit.content.on(now.date()).duties
    duty = duties[standing(exhibit.content, now)] if duties else Duty("")
    wide, high = map(look.px, room)
    job = partial(beside_frame, exhibit.path, duty.picture, wide, high, "cover", PHOTO_ANCHOR)
    return job if duty.picture else None


def roster_on(desk: ExhibitionDesk) -> Exhibit | None:
    return next(iter(desk.of_kind(ExhibitKind.ROSTER)), None)
