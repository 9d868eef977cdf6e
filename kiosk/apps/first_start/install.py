"""From the stick onto a disk: choose it, be asked twice, watch, pull the stick out. Everything on the disk is lost, so
the second time the safe answer is the red one, and the other one only works with four digits that stand on the page.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from functools import partial

from kiosk.apps.first_start import words
from kiosk.apps.first_start.line import Refused, Root, RootAway
from kiosk.apps.first_start.line import Step as Told
from kiosk.apps.first_start.views import Button, ChoiceView, DigitsView, Item, ProgressView, QuestionView, ToldView
from kiosk.apps.first_start.walk import CHOICE, DIGITS, PROGRESS, QUESTION, TOLD, FirstStage, Step
from kiosk.apps.first_start.wire import Disk, Facts

CODE_DIGITS = 4
GB = 10**9


def fresh_code() -> str:
    return f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}}"


class Installing(Step):
    """`stay` goes on from the stick, `leave` back to the page before. `code` makes the four digits."""

    key = "install"

    def __init__(
        self, stage: FirstStage, root: Root, facts: Facts, *, stay: Callable[[], None], leave: Callable[[], None],
        code: Callable[[], str] = fresh_code,
    ) -> None:  # fmt: skip
        self._stage, self._root, self._facts, self._stay, self._leave = stage, root, facts, stay, leave
        self._new_code = code
        self._disk: Disk | None = None
        self._code = self._entered = self._trouble = ""
        self._wrong = False
        self._at: Callable[[], None] = self._choose

    def start(self, trouble: str = "") -> None:
        self._go(self._choose)

    def pick(self, key: str) -> None:
        self._disk = next(disk for disk in self._facts.disks if disk.path == key)
        self._go(self._ask)

    def act(self, key: str) -> None:
        moves: dict[str, Callable[[], None]] = {
            "stay": self._stay, "no": self.start, "stop": self.start, "yes": self._ask_again, "erase": self._install,
            "restart": self._restart, "again": self.start,
        }  # fmt: skip
        moves[key]()

    def press(self, key: str) -> None:
        self._wrong = False
        if key == "clear":
            self._entered = ""
        else:
            self._entered = self._entered[:-1] if key == "back" else (self._entered + key)[:CODE_DIGITS]
        self._wrong = len(self._entered) == CODE_DIGITS and self._entered != self._code
        self._at()

    def back(self) -> None:
        if self._at == self._choose:
            self._leave()
        elif self._at in (self._ask, self._confirm):
            self.start()

    def _go(self, page: Callable[[], None]) -> None:
        self._at = page
        page()

    def _choose(self) -> None:
        items = tuple(self._item(disk) for disk in self._facts.disks)
        buttons = (Button("stay", words.STAY, icon="usb"),)
        view = ChoiceView("disk", words.DISK, words.DISK_NOTE, items, buttons, leads=True)
        self._stage.show(CHOICE, view)

    def _item(self, disk: Disk) -> Item:
        return Item(disk.path, words.disk_note(disk.size // GB, disk.has_data), _name(disk), "database")

    def _ask(self) -> None:
        assert self._disk
        note = words.erase_note(_name(self._disk), self._disk.size // GB)
        answers = (Button("yes", words.ERASE_YES), Button("no", words.ERASE_NO, "primary"))
        self._stage.show(QUESTION, QuestionView(words.ERASE, note, answers))

    def _ask_again(self) -> None:
        self._code, self._entered, self._wrong = self._new_code(), "", False
        self._go(self._confirm)

    def _confirm(self) -> None:
        prompt = words.CODE_PROMPT
        buttons = (
            Button("erase", words.ERASE_START, "warn", off=self._entered != self._code),
            Button("stop", words.ERASE_STOP, "primary"),
        )
        note = words.CODE_WRONG if self._wrong else words.CODE_NOTE  # the dots cover the prompt
        view = DigitsView(words.code(self._code), note, prompt, len(self._entered), self._wrong, buttons)
        self._stage.show(DIGITS, view)

    def _install(self) -> None:
        if not self._disk or self._entered != self._code:
            return
        self._go(self._begin)
        told = partial(self._from_worker, self._stage.post)
        self._stage.work(partial(self._root.install, self._disk.path, told), self._installed, self._refused)

    def _begin(self) -> None:
        self._told(Told("", 0.0))

    def _from_worker(self, post: Callable[[Callable[[], None]], None], step: Told) -> None:
        post(partial(self._told, step))

    def _told(self, step: Told) -> None:
        if self._at == self._begin:
            self._stage.show(PROGRESS, ProgressView(words.INSTALLING, words.INSTALLING_NOTE, step.text, step.done))

    def _installed(self, _: None) -> None:
        self._go(self._done)

    def _done(self) -> None:
        button = Button("restart", words.RESTART, "primary", "power")
        self._stage.show(TOLD, ToldView("told", words.INSTALLED, words.INSTALLED_NOTE, (button,), "check-circle"))

    def _refused(self, error: Exception) -> None:
        self._trouble = why(error)
        self._go(self._failed)

    def _failed(self) -> None:
        button = Button("again", words.BACK, "primary")
        self._stage.show(TOLD, ToldView("error", words.INSTALL_REFUSED, self._trouble, (button,)))

    def _restart(self) -> None:
        view = ToldView("told", words.RESTARTING, words.PASSING, icon="clock")
        self._stage.show(TOLD, view)
        self._stage.work(self._root.restart, _nothing, self._not_restarted)

    def _not_restarted(self, _error: Exception) -> None:
        self._done()


def why(error: Exception) -> str:
    """What the page says of a failure; anything but the root side's own words and its silence goes on upwards."""
    if isinstance(error, Refused):
        return error.reason
    if isinstance(error, RootAway):
        return words.WHY_AWAY
    raise error


def _name(disk: Disk) -> str:
    return disk.model.strip() or words.disk_plain(disk.path)


def _nothing(_: None) -> None:
    """Its end is the machine's."""
