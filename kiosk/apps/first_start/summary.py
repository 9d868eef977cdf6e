"""The end of the walk: every answer once more, each a tap away from being changed, then everything is written."""

from __future__ import annotations

from functools import partial

from kiosk.apps.first_start import words
from kiosk.apps.first_start.install import why
from kiosk.apps.first_start.line import Refused, Root
from kiosk.apps.first_start.line import Step as Told
from kiosk.apps.first_start.views import Button, ChoiceView, Item, Notice, ProgressView, ToldView
from kiosk.apps.first_start.walk import CHOICE, PROGRESS, TOLD, Step, Walk

QUESTION_OF = {
    "hall_name": "name", "panel_inches": "inches", "panel_ppi": "inches", "bottom_mm": "bottom", "printer": "printer",
    "printer_profile": "printer", "card_reader": "reader", "maintenance_pin": "pin", "keeper_name": "keeper",
    "keeper_password": "password", "network": "network", "hall_url": "join", "code": "join",
}  # fmt: skip
ICONS = {
    "name": "bank", "inches": "monitor", "bottom": "arrow-up", "printer": "printer", "reader": "identification-card",
    "pin": "lock", "keeper": "user", "password": "lock-simple", "network": "wifi-high", "join": "plugs",
}  # fmt: skip


class Summary(Step):
    """A PIN and a password stand here as 已设, and nowhere else."""

    key = "summary"

    def __init__(self, walk: Walk, root: Root) -> None:
        self._walk, self._root, self._writing, self._done = walk, root, False, False

    def start(self, trouble: str = "") -> None:
        items = tuple(Item(one.key, one.said(), words.NAMES[one.key], ICONS[one.key]) for one in self._walk.questions)
        notice = Notice(trouble, "warn") if trouble else None
        buttons = (Button("finish", words.FINISH, "primary"),)
        view = ChoiceView(self.key, words.SUMMARY, words.SUMMARY_NOTE, items, buttons, "table", notice, leads=True)
        self._walk.stage.show(CHOICE, view)

    def pick(self, key: str) -> None:
        self._walk.change(key)

    def act(self, key: str) -> None:
        if key == "again":
            self.start()
        elif key == "finish" and not self._writing:
            self._finish()

    def back(self) -> None:
        if not (self._writing or self._done):
            self._walk.again()

    def _finish(self) -> None:
        self._writing = True
        self._told(Told("", 0.0))
        job = partial(self._root.finish, self._walk.answers, self._from_worker)
        self._walk.stage.work(job, self._finished, self._refused)

    def _from_worker(self, step: Told) -> None:
        self._walk.stage.post(partial(self._told, step))

    def _told(self, step: Told) -> None:
        if self._writing:
            view = ProgressView(words.FINISHING, words.FINISHING_NOTE, step.text, step.done)
            self._walk.stage.show(PROGRESS, view)

    def _finished(self, _: None) -> None:
        """The program is ended from outside, and the terminal starts."""
        self._writing, self._done = False, True
        self._walk.stage.show(TOLD, ToldView("told", words.DONE, words.DONE_NOTE, icon="check-circle"))

    def _refused(self, error: Exception) -> None:
        self._writing = False
        reason = why(error)
        field = error.field if isinstance(error, Refused) else ""
        asked = {one.key for one in self._walk.questions}
        if QUESTION_OF.get(field) in asked:
            self._walk.change(QUESTION_OF[field], reason)
            return
        button = Button("again", words.TO_SUMMARY, "primary")
        self._walk.stage.show(TOLD, ToldView("error", words.FINISH_REFUSED, reason, (button,)))
