"""Which port is the printer's, which the card reader's: looked for, chosen, tried.

Both questions share one `Search`: every port is looked at once, on one worker, one after the other, and again only when
refreshed. Who chooses before it has ended is not overruled.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from kiosk.apps.first_start import words
from kiosk.apps.first_start.ports import Devices, Found
from kiosk.apps.first_start.views import Button, ChoiceView, Item, Notice
from kiosk.apps.first_start.walk import CHOICE, Question, Walk
from kiosk.apps.first_start.wire import Facts, SerialPort

PAPERS = ("80mm", "58mm")
NONE = "none"


class Search:
    """What was found on which port, by its path. `changed` is told after every port."""

    def __init__(self, walk: Walk, devices: Devices, ask_facts: Callable[[], Facts]) -> None:
        self.walk, self.devices, self._ask = walk, devices, ask_facts
        self.ports: tuple[SerialPort, ...] = walk.facts.ports
        self.found: dict[str, Found] = {}
        self.changed: Callable[[], None] = lambda: None
        self.trying = False  # a test has a port open
        self._looked = self._round = 0
        self._under_way = False

    @property
    def busy(self) -> bool:
        return self._under_way or self.trying

    def begin(self) -> None:
        """Once; a second page finds what the first one found."""
        if not self._under_way and not all(port.path in self.found for port in self.ports):
            self._next()

    def refresh(self) -> None:
        """Ask the root side which ports there are now, and look at all of them anew."""
        self._round += 1
        self._under_way, self.found = True, {}
        self.walk.stage.work(self._ask, self._told, self._untold)
        self.changed()

    def notice(self) -> str:
        return words.looking(len(self.found) + 1, len(self.ports)) if self._under_way and self.ports else ""

    def of(self, kind: Found) -> str:
        """The path of the first port on which such a thing answered, or ""."""
        return next((port.path for port in self.ports if self.found.get(port.path) == kind), "")

    def port(self, path: str) -> SerialPort | None:
        return next((port for port in self.ports if port.path == path), None)

    def _told(self, facts: Facts) -> None:
        self.ports = facts.ports
        self._next()

    def _untold(self, _error: Exception) -> None:
        self._next()  # the ports known before are looked at anew

    def _next(self) -> None:
        waiting = [port for port in self.ports if port.path not in self.found]
        self._under_way = bool(waiting)
        if waiting:
            work = self.walk.stage.work
            looked = partial(self._seen, self._round, waiting[0])
            work(partial(self.devices.look, waiting[0]), looked, lambda _error: looked(""))
        self.changed()

    def _seen(self, asked: int, port: SerialPort, found: Found) -> None:
        if asked == self._round:
            self.found[port.path] = found
            self._next()


class _Port(Question):
    """A port, or none."""

    field = ""
    kind: Found = ""

    def __init__(self, walk: Walk, search: Search) -> None:
        super().__init__(walk)
        self.search = search
        self._chosen = ""  # by hand: a path, or NONE
        self.notice: Notice | None = None

    def start(self, trouble: str = "") -> None:
        self.notice = Notice(trouble, "warn") if trouble else None
        self.search.changed = self._again
        self.search.begin()
        self.show()

    def said(self) -> str:
        return self._title(self.search.port(getattr(self.walk.answers, self.field))) or self.none_word()

    def pick(self, key: str) -> None:
        if not self.search.trying:
            self._chosen, self.notice = key, None
            self.show()

    def act(self, key: str) -> None:
        if key == "refresh":
            self._chosen, self.notice = "", None
            self.search.refresh()
        elif key == "try":
            self._try()
        elif key == "next" and not self.search.trying:
            self.put(self.chosen)
            self.walk.next()

    @property
    def chosen(self) -> str:
        """A path, NONE, or "" while nothing is chosen or found; what is no longer there is not chosen."""
        if self._chosen == NONE or self.search.port(self._chosen) in self.offered():
            return self._chosen
        found = self.search.of(self.kind)
        return found if self.search.port(found) in self.offered() else NONE if not self.offered() else ""

    def put(self, path: str) -> None:
        self.walk.put(**{self.field: "" if path == NONE else path})

    def offered(self) -> tuple[SerialPort, ...]:
        return self.search.ports

    def none_word(self) -> str:
        raise NotImplementedError

    def titles(self) -> tuple[str, str]:
        raise NotImplementedError

    def trial(self, port: SerialPort) -> None:
        """Try it, on a worker, and answer by `tried`."""
        raise NotImplementedError

    def trying_word(self) -> str:
        raise NotImplementedError

    def tools(self) -> tuple[Button, ...]:
        """What is done with the port that is chosen."""
        raise NotImplementedError

    def tried(self, well: bool, said: str) -> None:
        self.search.trying = False
        self.notice = Notice(said, "ok" if well else "warn")
        self._again()

    def failed(self, said: str, _error: Exception) -> None:
        self.tried(False, said)

    def try_button(self, word: str, icon: str) -> Button:
        off = self.search.busy or self.chosen in ("", NONE)
        return Button("try", word, icon=icon, off=off)

    def show(self) -> None:
        chosen = self.chosen
        items = [self._item(port, chosen) for port in self.offered()]
        items.append(Item(NONE, self.none_word(), icon="prohibit", chosen=chosen == NONE))
        title, note = self.titles()
        looking = self.search.notice()
        notice = Notice(self.trying_word()) if self.search.trying else self.notice
        notice = notice or (Notice(looking) if looking else None)
        if not notice and not self.offered():
            notice = Notice(words.PORT_NONE, "warn")
        buttons = (
            Button("refresh", words.REFRESH, icon="arrows-clockwise", off=self.search.busy),
            Button("next", words.NEXT, "primary", off=self.search.trying or not chosen),
        )
        view = ChoiceView(self.key, title, note, tuple(items), buttons, notice=notice, tools=self.tools())
        self.walk.stage.show(CHOICE, view)

    def _again(self) -> None:
        if self.walk.front is self:
            self.show()

    def _try(self) -> None:
        port = self.search.port(self.chosen)
        if port and not self.search.busy:
            self.search.trying, self.notice = True, None
            self.trial(port)
            self.show()

    def _item(self, port: SerialPort, chosen: str) -> Item:
        node = port.node.rpartition("/")[2]
        found = self.search.found.get(port.path)
        title = words.PORT_PLAIN if found is None else words.FOUND[found]
        note = words.port_note(port.model, node) if port.model else node
        return Item(port.path, title, note, "plug", chosen=port.path == chosen)

    def _title(self, port: SerialPort | None) -> str:
        return (port.model or words.PORT_PLAIN) if port else ""


class PrinterPort(_Port):
    """With a slip to see, and the paper's width."""

    key, field, kind = "printer", "printer", "printer"

    def none_word(self) -> str:
        return words.NO_PRINTER

    def titles(self) -> tuple[str, str]:
        return words.PRINTER, words.PRINTER_NOTE

    def trying_word(self) -> str:
        return words.TRYING_PRINT

    def tools(self) -> tuple[Button, ...]:
        paper = Button("paper", words.PAPERS[self.walk.answers.printer_profile], icon="receipt", off=self.search.trying)
        return paper, self.try_button(words.TRY_PRINT, "printer")

    def act(self, key: str) -> None:
        if key == "paper" and not self.search.trying:
            other = PAPERS[1 - PAPERS.index(self.walk.answers.printer_profile)]
            self.walk.put(printer_profile=other)
            self.show()
        else:
            super().act(key)

    def put(self, path: str) -> None:
        """The reader's port is free again when the printer takes it."""
        super().put(path)
        if self.walk.answers.card_reader == self.walk.answers.printer:
            self.walk.put(card_reader="")

    def trial(self, port: SerialPort) -> None:
        job = partial(self.search.devices.print_test, port, self.walk.answers.printer_profile)
        self.walk.stage.work(job, self._printed, partial(self.failed, words.PRINT_UNKNOWN))

    def _printed(self, code: str) -> None:
        well = {"printed": words.PRINTED, "sent": words.SENT}
        self.tried(code in well, well.get(code) or words.PRINT_TROUBLES.get(code) or words.PRINT_UNKNOWN)


class ReaderPort(_Port):
    """Of the ports the printer left."""

    key, field, kind = "reader", "card_reader", "reader"

    def none_word(self) -> str:
        return words.NO_READER

    def titles(self) -> tuple[str, str]:
        return words.READER, words.READER_NOTE

    def trying_word(self) -> str:
        return words.TRYING_READER

    def tools(self) -> tuple[Button, ...]:
        return (self.try_button(words.TRY_READER, "identification-card"),)

    def offered(self) -> tuple[SerialPort, ...]:
        return tuple(port for port in self.search.ports if port.path != self.walk.answers.printer)

    def trial(self, port: SerialPort) -> None:
        job = partial(self.search.devices.reader_answers, port)
        self.walk.stage.work(job, self._answered, partial(self.failed, words.READER_SILENT))

    def _answered(self, well: bool) -> None:
        self.tried(well, words.READER_WELL if well else words.READER_SILENT)
