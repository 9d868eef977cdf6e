"""A result is kept by a card on a real serial line, in a real hall, shown beside the next one, and taken back."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from content.banks.papers import Band, Plan
from devices.emulators import CardReaderEmulator, DemoCard, demo_number
from devices.id_card import CardReader
from kiosk.apps.hall.app import create_app
from kiosk.apps.hall.service import open_service
from kiosk.core.database.clock import HALL_TIME
from kiosk.core.link.enrolment import enrol
from kiosk.core.link.line import Line
from kiosk.core.terminal.card_question import CardQuestion
from kiosk.features.quiz.rules.advice import Advice
from kiosk.features.quiz.rules.answer import Answer
from kiosk.features.quiz.rules.marking import Attempt, Entry, Outcome
from kiosk.features.quiz.terminal.along.hall_results import Answer as Said
from kiosk.features.quiz.terminal.along.hall_results import HallResults
from kiosk.features.quiz.terminal.along.keeping import CARD, KEPT, NOTICE, TROUBLE, Keeping
from kiosk.features.quiz.terminal.along.views import KeptView
from kiosk.features.quiz.terminal.desk import Result
from kiosk.features.tickets.terminal.hall_tickets import services_look
from kiosk.settings import HallSettings
from tests.features.membership.hall.served import listening
from tests.features.quiz.terminal.along.stages import QuizStage

TUESDAY = datetime(2026, 11, 17, 10, 26, tzinfo=HALL_TIME)
MINE, OTHERS = DemoCard(), DemoCard(name="演示乙", id_number=demo_number(2))
SECONDS = 20


class Place:
    """A hall on Tuesday morning, and a terminal with a reader."""

    def __init__(self, folder: Path, address: str, code: str) -> None:
        self.now = TUESDAY
        self.stage, self.there, self.back = QuizStage(), threading.Event(), list[str]()
        self.line = Line(enrol(address, code, folder / "hall.json"), services_look(lambda _: self.there.set()))
        self.line.start()
        self.hall = HallResults(self.line)
        self.cards: CardQuestion[Said] = CardQuestion(self.hall.by_card, name="test-cards")
        self.pad = CardReaderEmulator().start()
        self.reader = CardReader(self.pad.path, 115200, on_event=self.cards.on_event)
        self.cards.attach(self.reader)
        self.reader.start()
        self.keeping = self.stage.card_pages[CARD] = Keeping(
            self.stage, self.cards, self.hall, now=lambda: self.now, desk_place="服务台", away=lambda: False,
            back=lambda: self.back.append("back"),
        )  # fmt: skip
        assert self.there.wait(SECONDS)

    def lay(self, card: DemoCard, result: Result | None) -> KeptView:
        """From the button to what is kept."""
        self.keeping.start(result)
        assert self.stage.page == NOTICE
        self.keeping.agree()
        self.pad.lift()
        # The reader has to see that nothing lies there before a card counts.
        asked = self.pad.requests.copy()
        assert self.pad.wait_for(lambda: self.pad.requests != asked, SECONDS)
        self.pad.put(card)
        view: KeptView = self.stage.until(KEPT)
        return view

    def close(self) -> None:
        self.stage.settle()
        self.reader.stop()
        self.pad.stop()
        self.cards.stop()
        self.line.stop()


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    folder = tmp_path_factory.mktemp("kept")
    service = open_service(HallSettings(data_dir=folder / "hall"), clock=lambda: TUESDAY)
    with listening(create_app(service)) as address:
        made = Place(folder, address, str(service.terminals.make_code("1 号终端")))
        yield made
        made.close()
    service.close()


def result(right: int) -> Result:
    entries = tuple(
        Entry(f"q{n}", "0f0f0f0f", "党章" if n < 2 else "党史", Answer((0,)),
              Outcome.RIGHT if n < right else Outcome.WRONG, 1000 if n < right else 0)
        for n in range(4)
    )  # fmt: skip
    attempt = Attempt("checkup", 7, TUESDAY.date(), 60.0, entries)
    bands = (Band(0, "再学一学"),)
    return Result(Plan("checkup", "党性体检", ()), attempt, Advice(bands[0], (), None, 0, None), (), bands)


def test_nothing_goes_to_the_hall_before_the_visitor_agreed_and_laid_a_card_down(place: Place) -> None:
    place.keeping.start(result(4))
    place.keeping.leave()
    place.pad.put(MINE)
    place.stage.settle()
    assert place.back.pop() == "back" and place.keeping._kept is None
    place.pad.lift()
    assert place.lay(MINE, None).rows == ()  # so nothing is there


def test_then_and_now_and_taken_back(place: Place) -> None:
    first = place.lay(MINE, result(1))
    assert (len(first.rows), first.fresh, first.place) == (1, True, 0)
    assert place.stage.reminded[-1] == "请收好身份证"
    place.keeping.leave()
    second = place.lay(MINE, result(4))
    assert [row.points for row in second.rows] == [100, 25] and second.fresh
    assert second.topics == (("党章", (1, 2), (2, 2)), ("党史", (0, 2), (2, 2)))
    place.keeping.forget_one()
    left = place.stage.until(KEPT, lambda view: view.gone)
    assert [row.points for row in left.rows] == [25]
    place.keeping.leave()
    assert place.lay(OTHERS, None).rows == ()  # nobody sees another's
    place.keeping.leave()
    place.lay(MINE, None)
    place.keeping.ask_forget_all()
    assert place.stage.view.asks
    place.keeping.forget_all()
    place.keeping.forget_all()  # the second half of a double tap
    assert place.stage.until(KEPT, lambda view: view.gone).rows == ()


def test_a_visit_that_took_long_asks_for_the_card_again(place: Place) -> None:
    place.lay(MINE, result(2))
    kept = place.keeping._kept
    assert kept
    place.hall.end(kept.visit)  # as the hall does after ten minutes
    place.keeping.forget_one()
    assert place.stage.until(TROUBLE).reason == "gone"


def test_with_the_hall_away_it_is_said_and_nothing_is_queued(place: Place, tmp_path: Path) -> None:
    away = Keeping(
        place.stage, place.cards, place.hall, now=lambda: TUESDAY, desk_place="服务台", away=lambda: True,
        back=lambda: None,
    )  # fmt: skip
    away.start(result(1))
    assert (place.stage.page, place.stage.view.reason) == (TROUBLE, "away")
    place.cards.listen(place.keeping._corner._heard)


def test_nothing_of_it_outlives_the_wipe(place: Place) -> None:
    view = weakref.ref(place.lay(MINE, result(3)))
    kept = place.keeping._kept
    assert kept
    visit = kept.visit
    del kept
    place.stage.end_visit()
    place.stage.settle()
    gc.collect()
    assert view() is None and place.keeping._kept is None and place.hall.wanted is None
    assert place.hall.forget(visit, "").reason == "gone"  # type: ignore[union-attr]


def test_until_when_it_is_kept_is_told_before(place: Place) -> None:
    place.keeping.start(result(1))
    assert place.stage.view.until == "2027 年 12 月" and place.stage.view.keeps
    assert (TUESDAY + timedelta(days=400)).strftime("%Y-%m") == "2027-12"
    assert replace(place.stage.view, keeps=False).until
    place.keeping.leave()
    assert place.stage.page != CARD
