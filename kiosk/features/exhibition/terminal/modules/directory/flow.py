"""What is done here and where: the list by place, one service with what to bring, and from it straight to a number.

Plain Python on Kivy's thread. Who is on duty today stands above the list, from a roster that is on.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial

from content.kinds.directory import Directory
from content.kinds.kind import ExhibitKind
from content.pack.exhibit import Exhibit
from kiosk.features.exhibition.terminal.beside import LOOK_SECONDS
from kiosk.features.exhibition.terminal.kind_flow import Around
from kiosk.features.exhibition.terminal.modules.directory import listing, words
from kiosk.features.exhibition.terminal.modules.directory.views import DirectoryView, Entry, EntryKind, EntryView
from kiosk.features.exhibition.terminal.modules.roster.today import card_of, photo_job
from kiosk.features.exhibition.terminal.modules.roster.views import DutyCard
from kiosk.features.exhibition.terminal.sizes import DIRECTORY_PHOTO, DIRECTORY_PHOTO_LYING
from kiosk.features.exhibition.terminal.slips import Leaflet, SlipView, Strong
from kiosk.ui import look
from kiosk.ui.pixels import Frame
from kiosk.ui.stage import Timer

LIST, ENTRY = "exhibition.directory", "exhibition.service"
PLAN = "floor_plan"


class DirectoryFlow:
    def __init__(self, around: Around) -> None:
        self._around = around
        self._exhibit: Exhibit | None = None
        self._list: DirectoryView | None = None
        self._all: tuple[Entry, ...] = ()
        self._entry: EntryView | None = None
        self._open: tuple[EntryKind, int] | None = None
        self._timer: Timer | None = None

    def open(self, exhibit: Exhibit, at: str = "") -> None:
        self._exhibit = exhibit
        self._list_anew()
        found = listing.named(self._directory, at) if at else None
        if found is None:
            self.show_list()
        else:
            self.open_entry(*found)

    def renewed(self) -> None:
        exhibit, page = self._exhibit, self._around.stage.now()[0]
        if exhibit is None or page not in (LIST, ENTRY):
            return
        now = self._around.desk.find(exhibit.key)
        if now is None or now.content is None:
            self.leave()
        elif now.content != exhibit.content:
            self.open(now, self._entry.title if self._entry else "")
        elif page == LIST:
            self._list_anew()
            self.show_list()

    def wipe(self) -> None:
        self._stop()
        self._exhibit = self._list = self._entry = self._open = None
        self._all = ()

    @property
    def _directory(self) -> Directory:
        assert self._exhibit and isinstance(self._exhibit.content, Directory)
        return self._exhibit.content

    def _today(self) -> date | None:
        now = self._around.desk.believed()
        return now.date() if now else None

    # -- the list ------------------------------------------------------------------------------------------------------

    def _list_anew(self) -> None:
        """With the filter and the place of before, where there are still such."""
        assert self._exhibit
        self._all = listing.entries(self._directory, self._today())
        filters, before = listing.filters(self._all), self._list
        chosen = before.chosen if before and before.filters == filters else 0
        view = DirectoryView(self._exhibit.title, (), filters, chosen, before.turned if before else 0)
        view = replace(view, entries=self._of(filters, chosen), at=before.at if before and chosen else 0)
        plan = bool(self._around.desk.of_kind(ExhibitKind(PLAN))) if PLAN in _KINDS else False
        self._list = replace(view, duty=card_of(self._around.desk), has_plan=plan)

    def _of(self, filters: tuple[str, ...], chosen: int) -> tuple[Entry, ...]:
        return listing.filtered(self._all, filters[chosen]) if chosen else self._all

    def show_list(self) -> None:
        self._entry = self._open = None
        self._around.slips.close()
        if self._list:
            self._around.stage.show(LIST, self._list)
            self._keep_looking()
            self._photo()

    def choose_filter(self, number: int) -> None:
        if self._list and 0 <= number < len(self._list.filters):
            entries = self._of(self._list.filters, number)
            self._list = replace(self._list, chosen=number, entries=entries, at=0)
            self._around.stage.show(LIST, self._list)

    def more_filters(self) -> None:
        """更多."""
        if self._list:
            self._list = replace(self._list, turned=self._list.turned + 1)
            self._around.stage.show(LIST, self._list)

    def turn(self, at: int) -> None:
        """To the page of the list on which number `at` stands."""
        if self._list and 0 <= at < len(self._list.entries):
            self._list = replace(self._list, at=at)
            self._around.stage.show(LIST, self._list)

    def find(self) -> None:
        """查找: the house's own 找一找."""
        self._around.beside.find()

    def plan(self) -> None:
        """楼层图, where one is on now."""
        if plans := self._around.desk.of_kind(ExhibitKind(PLAN)):
            self._around.beside.open(plans[0].key, self._list_again)

    def _list_again(self) -> None:
        if self._exhibit:
            self._list_anew()
            self.show_list()
        else:
            self._around.back()

    # -- who is on duty ------------------------------------------------------------------------------------------------

    def _photo(self) -> None:
        """Of whoever is named above the list, once a worker has decoded it."""
        if self._list and self._list.duty and self._list.duty.picture is None:
            room = DIRECTORY_PHOTO_LYING if look.landscape() else DIRECTORY_PHOTO
            if (job := photo_job(self._around.desk, room)) is not None:
                self._around.stage.work(job, partial(self._decoded, self._list.duty.name), _nameless)

    def _decoded(self, name: str, picture: Frame) -> None:
        if self._list and self._list.duty and self._list.duty.name == name:
            self._list = replace(self._list, duty=replace(self._list.duty, picture=picture))
            if self._around.stage.now()[0] == LIST:
                self._around.stage.show(LIST, self._list)

    # -- one entry -----------------------------------------------------------------------------------------------------

    def open_entry(self, kind: EntryKind, number: int) -> None:
        """Tapped in the list, or found."""
        found = self._directory
        self._open = (kind, number)
        match kind:
            case EntryKind.SERVICE:
                one = found.services[number]
                facts = listing.facts_of(one)
                view = EntryView(one.name, listing.of_service(found, one), 0, one.place, one.area, facts=facts)
            case EntryKind.PLACE:
                place = found.places[number]
                view = EntryView(place.name, listing.of_place(found, place), 0, "", place.area)
            case EntryKind.QUESTION:
                view = self._asked(number)
        self._entry = self._with_queue(view)
        self._around.stage.show(ENTRY, self._entry)
        self._around.slips.show(_leaflet(self._entry), self._slip)
        self._keep_looking()

    def _asked(self, number: int) -> EntryView:
        """A question: among those of its service, or among all that belong to none."""
        found = self._directory
        question = found.questions[number]
        service = next((one for one in found.services if one.name == question.about), None)
        if service is not None:
            self._open = (EntryKind.SERVICE, found.services.index(service))
        sections = listing.of_service(found, service) if service else listing.of_questions(found)
        at = next((place for place, one in enumerate(sections) if one.head == question.ask), 0)
        return EntryView(service.name if service else words.QUESTIONS, sections, at)

    def choose(self, number: int) -> None:
        """A part of what is said of it."""
        if self._entry and 0 <= number < len(self._entry.sections):
            self._show_entry(replace(self._entry, at=number))

    def take_number(self) -> None:
        """去取号, while there are numbers."""
        if self._entry and self._entry.queue and self._entry.queue.is_open:
            self._around.beside.queue.take(self._entry.queue.service)

    def print_it(self) -> None:
        self._around.slips.print_it()

    def read_whole(self) -> None:
        if self._entry:
            self._around.whole.open(self._entry.title, self._entry.section.blocks, self._entry_again)

    def leave(self) -> None:
        self.wipe()
        self._around.back()

    def back(self) -> bool:
        """返回: from an entry to the list, from the list to where it was opened."""
        if self._entry is None:
            self.leave()
        else:
            self._list_again()
        return True

    def _entry_again(self) -> None:
        if self._entry:
            self._show_entry(self._entry)
            self._keep_looking()

    def _with_queue(self, view: EntryView) -> EntryView:
        if self._open is None or self._open[0] is not EntryKind.SERVICE:
            return view
        service = self._directory.services[self._open[1]]
        queue = self._around.beside.queue.of(service.name, service.queue)
        said = listing.queue_said(queue, self._today()) if queue else ""
        return replace(view, queue=queue, queue_said=said)

    def _slip(self, slip: SlipView) -> None:
        if self._entry:
            self._redraw_entry(replace(self._entry, slip=slip))

    def _redraw_entry(self, view: EntryView) -> None:
        """Unless the visitor has gone elsewhere meanwhile."""
        self._entry = view
        if self._around.stage.now()[0] == ENTRY:
            self._around.stage.show(ENTRY, view)

    def _show_entry(self, view: EntryView) -> None:
        self._entry = view
        self._around.stage.show(ENTRY, view)

    # -- what changes by itself ----------------------------------------------------------------------------------------

    def _look(self) -> None:
        self._timer = None
        if self._around.stage.now()[0] in (LIST, ENTRY) and self._exhibit:
            self._around.beside.quiet(self._looked)

    def _looked(self) -> None:
        """The queue has moved, or the hall is away, or it is another day: what is in front says so."""
        page = self._around.stage.now()[0]
        if page == ENTRY and self._entry:
            now = self._with_queue(self._entry)
            if now != self._entry:
                self._show_entry(now)
        elif self._list and card_of(self._around.desk) != _without_picture(self._list.duty):
            self._list_anew()
            self._around.stage.show(LIST, self._list)
            self._photo()
        if page in (LIST, ENTRY):
            self._keep_looking()

    def _keep_looking(self) -> None:
        self._stop()
        self._timer = self._around.stage.after(LOOK_SECONDS, self._look)

    def _stop(self) -> None:
        if self._timer:
            self._timer.cancel()
            self._timer = None


_KINDS = frozenset(ExhibitKind)


def _nameless(_: Exception) -> None:
    """A photo that cannot be read: the person is named without it, and the roster's own page says so."""


def _without_picture(duty: DutyCard | None) -> DutyCard | None:
    return replace(duty, picture=None) if duty else None


def _leaflet(view: EntryView) -> Leaflet:
    lines: list[str] = []
    for section in view.sections:
        lines.append(Strong(section.head))
        lines += [text for kind, text in section.blocks if kind != "heading"]
    return Leaflet("service", view.title, tuple(lines))
