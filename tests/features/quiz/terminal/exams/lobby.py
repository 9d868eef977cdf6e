"""A terminal before a test that counts, without a window: the hall is a real process, the card lies on a real pty.

    hall = held_by(directory, person(1), person(2))       # the exam is open before the service starts
    with Lobby(hall, directory / "1") as lobby:
        lobby.to_card(); lobby.lay(person(1)); lobby.until(OWN)

`stage` has a clock that is turned: `stage.pass_by(5)` runs what was to come in five seconds.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from pathlib import Path
from queue import Empty, Queue
from types import TracebackType
from typing import Any, Protocol, Self

from devices.emulators import CardReaderEmulator, DemoCard
from devices.id_card import CardReader
from kiosk.apps.hall.service import open_service
from kiosk.core.database.clock import hall_now
from kiosk.core.link.enrolment import enrol
from kiosk.core.link.line import Line
from kiosk.features.quiz.rules.exams.people_list import Listed
from kiosk.features.quiz.terminal.asking import QUESTION, Asking
from kiosk.features.quiz.terminal.exams.flow import CARD, NOTICE, ExamFlow
from kiosk.features.quiz.terminal.exams.running import Exams
from kiosk.features.quiz.terminal.exams.sitting import OWN
from kiosk.features.tickets.terminal.hall_tickets import services_look
from kiosk.ui.stage import Timer
from tests.apps.hall.process import HallProcess
from tests.features.quiz.hall.exams.halls import bank, exam

PATIENCE_SECONDS = 20.0
COUNT = 10


def held_by(directory: Path, *people: Listed, **changes: Any) -> HallProcess:
    """A hall that is not running yet, whose keeper has opened an exam for these: exam 1."""
    hall = HallProcess(directory)
    directory.mkdir(parents=True, exist_ok=True)
    hold(hall, *people, **changes)
    return hall


def hold(hall: HallProcess, *people: Listed, **changes: Any) -> int:
    """While the service does not run: one more exam."""
    now = hall_now()
    hours = {"opens_at": now - timedelta(hours=1), "closes_at": now + timedelta(hours=2)}
    service = open_service(hall.settings)
    try:
        assert service.exams is not None
        keeping = service.exams.keeping
        keeper = service.accounts.add("管理员", ("keeper",), "云溪里的早晨七点三十分").id
        questions, pictures = changes.pop("bank", None) or bank(), changes.pop("pictures", None)
        made = keeping.open_exam(exam(**{**hours, **changes}), questions, pictures, by=keeper)
        keeping.set_people(made, people, by=keeper)
        return made
    finally:
        service.close()


class _Timer:
    def __init__(self) -> None:
        self.is_off = False

    def cancel(self) -> None:
        self.is_off = True


class Stage:
    """As `kiosk.ui.stage.Stage` has it: real workers, a clock that the test turns, pages as a list."""

    def __init__(self) -> None:
        self.front: tuple[str, Any] = ("home", None)
        self.pages: list[str] = []
        self.reminded: list[str] = []
        self.now_seconds = 0.0
        self.flow: ExamFlow | None = None
        self._later: list[tuple[float, Callable[[], None], _Timer]] = []
        self._wipes: list[Callable[[], None]] = []
        self._calls: Queue[Callable[[], None]] = Queue()
        self._pool = ThreadPoolExecutor(4)
        self._visit = 0

    def show(self, page: str, view: object) -> None:
        before, self.front = self.front[0], (page, view)
        if page != before:
            self.pages.append(page)
        if self.flow and before == CARD != page:
            self.flow.card.card_page_down()
        if self.flow and page == CARD != before:
            self.flow.card.card_page_up()

    def now(self) -> tuple[str, object]:
        return self.front

    def home(self) -> None:
        self.show("home", None)

    def end_visit(self) -> None:
        self._visit += 1
        self._later.clear()
        for wipe in self._wipes:
            wipe()
        self.show("attract", None)

    def work(self, job: Callable[[], Any], done: Callable[[Any], None], failed: Any = None) -> None:
        self._pool.submit(job).add_done_callback(partial(self._finished, self._visit, done, failed))

    def _finished(self, visit: int, done: Any, failed: Any, future: Future[Any]) -> None:
        self.post(partial(self._deliver, visit, done, failed, future))

    def _deliver(self, visit: int, done: Any, failed: Any, future: Future[Any]) -> None:
        if visit != self._visit:
            return
        error = future.exception()
        if error is None:
            done(future.result())
        elif failed is not None:
            failed(error)
        else:
            raise error

    def post(self, call: Callable[[], None]) -> None:
        self._calls.put(call)

    def after(self, seconds: float, call: Callable[[], None]) -> Timer:
        timer = _Timer()
        self._later.append((self.now_seconds + seconds, call, timer))
        return timer

    def on_wipe(self, call: Callable[[], None]) -> None:
        self._wipes.append(call)

    def touched(self) -> None: ...

    def patience(self) -> float:
        return 1.0

    def remind(self, text: str) -> None:
        self.reminded.append(text)

    # -- the test's side ----------------------------------------------------------------------------------------------

    def pass_by(self, seconds: float) -> None:
        """So much time goes by on the screen; what is posted meanwhile waits for `until`."""
        self.now_seconds += seconds
        due = [one for one in self._later if one[0] <= self.now_seconds]
        self._later = [one for one in self._later if one[0] > self.now_seconds]
        for _, call, timer in due:
            if not timer.is_off:
                call()

    def until(self, that: Callable[[], bool], seconds: float = PATIENCE_SECONDS) -> None:
        """Run what is posted until it holds."""
        while not that():
            try:
                self._calls.get(timeout=seconds)()
            except Empty:
                raise AssertionError(f"still at {self.front[0]}: {self.pages[-6:]}") from None

    def settle(self) -> None:
        """Let every worker end, and run what they posted."""
        self._pool.shutdown(wait=True)
        self._pool = ThreadPoolExecutor(4)
        while not self._calls.empty():
            self._calls.get()()

    def close(self) -> None:
        self._pool.shutdown(wait=True)


class Reached(Protocol):
    """A hall as a terminal reaches it."""

    @property
    def url(self) -> str: ...

    def code(self, terminal: str) -> str: ...


class Lobby:
    """One terminal, enrolled; ``name`` is another for each of a hall."""

    def __init__(self, hall: Reached, folder: Path, name: str = "1 号终端") -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.hall, self.stage = hall, Stage()
        self.emulator = CardReaderEmulator().__enter__()
        there = threading.Event()
        with ThreadPoolExecutor(1) as aside:  # a browser's own loop may run on this thread
            link = aside.submit(lambda: enrol(hall.url, hall.code(name), folder / "hall.json")).result()
        self.line = Line(link, services_look(lambda _: there.set()))
        self.line.start()
        reading: list[Exams] = []
        self.reader = CardReader(str(self.emulator.path), on_event=lambda event: reading[0].on_card(event))
        self.exams = Exams(self.line, self.reader)
        reading.append(self.exams)
        self.reader.start()
        self.asking = Asking(self.stage)
        self.flow = self.stage.flow = ExamFlow(
            self.stage, self.exams.hall, self.exams.cards, self.asking, desk_place="进门正前方", now=hall_now,
            monotonic=lambda: self.stage.now_seconds,
        )  # fmt: skip
        assert there.wait(PATIENCE_SECONDS)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.stage.close()
        self.exams.stop()
        self.reader.stop()
        self.line.stop()
        self.emulator.__exit__(kind, error, at)

    @property
    def page(self) -> str:
        return self.stage.front[0]

    @property
    def view(self) -> Any:
        return self.stage.front[1]

    def until(self, page: str, that: Callable[[Any], bool] = lambda view: True) -> Any:
        self.stage.until(lambda: self.page == page and that(self.view))
        return self.view

    def to_card(self) -> None:
        """The notice, and 我同意; the reader looks."""
        self.flow.start()
        assert self.page == NOTICE
        self.flow.agree()
        self.looks()

    def looks(self) -> None:
        """The card page is up, and the reader has looked once more."""
        self.until(CARD, lambda view: view.state == "waiting")
        self.looked()

    def looked(self) -> None:
        asked = self.emulator.asked("2001")
        assert self.emulator.wait_for(lambda: self.emulator.asked("2001") > asked)

    def lay(self, who: Listed) -> None:
        self.emulator.lift()
        self.emulator.put(DemoCard(name=who.name, id_number=who.id_number, birth=who.id_number[6:14]))

    def sits(self, who: Listed, which: int = 1) -> Any:
        """From the notice to a question."""
        self.to_card()
        self.lay(who)
        self.until(OWN)
        self.flow.take(which)
        return self.until(QUESTION)

    @property
    def place(self) -> int:
        return int(self.view.frame.position)

    def right(self) -> int:
        """Which option is right, as the bank of these tests has it."""
        options = self.view.asked.options
        return next(at for at, text in enumerate(options) if text == "对" or text.endswith("甲"))

    def answer(self, option: int | None = None) -> None:
        """Choose and hand in; does not wait for the hall."""
        self.asking.choose(self.right() if option is None else option)
        self.asking.hand_in()

    def answer_all(self, until: int = COUNT) -> None:
        """Right, one after the other, from the question in front."""
        while self.page == QUESTION and self.place < until:
            place = self.place
            self.answer()
            self.stage.until(lambda at=place: self.page != QUESTION or self.place != at)  # type: ignore[misc]
