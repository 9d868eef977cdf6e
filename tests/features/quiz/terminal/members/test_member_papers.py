"""A paper for members at the terminal: listed, begun by a member's card on a real serial line, in a real hall."""

from __future__ import annotations

import gc
import logging
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from content.banks.papers import Plan, Quota, Way, Who
from content.pack.open import STARTER, open_pack
from devices.emulators import CardReaderEmulator, DemoCard
from devices.id_card import CardReader
from devices.id_card.card import IdCard
from kiosk.apps.hall.app import create_app
from kiosk.apps.hall.service import open_service
from kiosk.core.database.clock import HALL_TIME
from kiosk.core.link.enrolment import enrol
from kiosk.core.link.line import Line
from kiosk.core.terminal.card_question import CardQuestion
from kiosk.features.membership.demo.people import PEOPLE, workbook
from kiosk.features.quiz.terminal.asking import Asking
from kiosk.features.quiz.terminal.desk import QuizDesk
from kiosk.features.quiz.terminal.flow import INTRO, QuizFlow, usual_bands
from kiosk.features.quiz.terminal.library import Library
from kiosk.features.quiz.terminal.members.gate import CARD, NOTICE, TOLD, MemberGate
from kiosk.features.quiz.terminal.members.hall_members import HallMembers, MemberAnswer
from kiosk.features.quiz.terminal.members.views import Why
from kiosk.features.quiz.terminal.views import Offered, QuestionView
from kiosk.features.tickets.terminal.hall_tickets import services_look
from kiosk.settings import HallSettings
from tests.features.membership.hall.served import listening
from tests.features.quiz.terminal.along.stages import QuizStage

TUESDAY = datetime(2026, 11, 17, 10, 26, tzinfo=HALL_TIME)
MEMBER = DemoCard(name=PEOPLE[0].name, id_number=PEOPLE[0].id_number)
STRANGER = DemoCard(name="王演示", id_number=DemoCard().id_number)
SECONDS = 20
PACK = open_pack(STARTER, decode=False)
FOR_MEMBERS = Plan("members", "党员的一套", (Quota(3),), who=Who.MEMBERS)
PAPERS = (*PACK.papers, FOR_MEMBERS, replace(FOR_MEMBERS, name="endless", way=Way.CHALLENGE, quotas=(Quota(1),)))


class Place:
    """A hall with a ledger on Tuesday morning, and a terminal with a reader."""

    def __init__(self, folder: Path, address: str, code: str) -> None:
        self.stage, there, self.away = QuizStage(), threading.Event(), False
        self.line = Line(enrol(address, code, folder / "hall.json"), services_look(lambda _: there.set()))
        self.line.start()
        self.cards: CardQuestion[MemberAnswer] = CardQuestion(HallMembers(self.line).by_card, name="test-members")
        self.pad = CardReaderEmulator().start()
        self.reader = CardReader(self.pad.path, 115200, on_event=self.cards.on_event)
        self.cards.attach(self.reader)
        self.reader.start()
        pack = replace(PACK, papers=PAPERS)
        library = Library(lambda: (pack,), frozenset, lambda: TUESDAY)
        asking = Asking(self.stage)
        self.gate = MemberGate(
            self.stage, self.cards, now=lambda: TUESDAY, desk_place="进门正前方", away=lambda: self.away,
            back=lambda: self.flow.came_back(),
        )  # fmt: skip
        self.stage.card_pages[CARD] = self.gate
        desk = QuizDesk(library.sources, usual_bands, now=lambda: TUESDAY)
        self.flow = QuizFlow(self.stage, desk, asking, members=self.gate)
        assert there.wait(SECONDS)

    def row(self) -> Offered:
        """Of the members' paper, as the list shows it."""
        self.flow.start()
        assert self.stage.page == INTRO
        (row,) = [paper for paper in self.stage.view.papers if paper.plan == "members"]
        return row  # type: ignore[no-any-return]

    def lay(self, card: DemoCard) -> None:
        """From the row to the card on the reader."""
        self.flow.start()
        self.flow.begin("members")
        assert self.stage.page == NOTICE
        self.gate.agree()
        assert self.stage.page == CARD
        self.pad.lift()
        asked = self.pad.requests.copy()  # the reader has to see that nothing lies there before a card counts
        assert self.pad.wait_for(lambda: self.pad.requests != asked, SECONDS)
        self.pad.put(card)

    def close(self) -> None:
        self.stage.settle()
        self.reader.stop()
        self.pad.stop()
        self.cards.stop()
        self.line.stop()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    folder = tmp_path_factory.mktemp("members")
    service = open_service(HallSettings(data_dir=folder / "hall", lookups_an_hour=60), clock=lambda: TUESDAY)
    assert service.membership
    service.membership.import_records(workbook())
    with listening(create_app(service)) as address:
        place = Place(folder, address, str(service.terminals.make_code("1 号终端")))
        yield place
        place.close()
    service.close()


@pytest.fixture
def place(made: Place) -> Place:
    made.stage.end_visit()
    made.away = False
    return made


def test_it_is_listed_and_marked_and_a_challenge_for_members_is_not(place: Place) -> None:
    row = place.row()
    assert (row.title, row.note.split("\n")[1], row.off) == ("党员的一套", "党员做，要放身份证", False)
    assert all(paper.plan != "endless" for paper in place.stage.view.papers)


def test_a_member_lays_the_card_down_and_the_paper_begins(place: Place, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    place.lay(MEMBER)
    view: QuestionView = place.stage.until("quiz.question", lambda view: isinstance(view, QuestionView))
    assert "党员的一套" in view.frame.aside and place.stage.reminded[-1] == "请收好身份证"
    place.flow.start()
    place.flow.begin("members")  # the same visit: nobody is asked twice
    assert place.stage.page == "quiz.question"
    assert MEMBER.name not in caplog.text and MEMBER.id_number not in caplog.text


def test_nothing_of_the_card_stays_and_the_next_visit_is_asked_again(place: Place) -> None:
    place.lay(MEMBER)
    place.stage.until("quiz.question")
    place.stage.end_visit()
    place.stage.settle()
    gc.collect()
    assert not [one for one in gc.get_objects() if isinstance(one, IdCard) and one.name == MEMBER.name]
    place.flow.start()
    place.flow.begin("members")
    assert place.stage.page == NOTICE


def test_anybody_else_has_one_page_with_one_wording_and_all_other_papers(place: Place) -> None:
    seen = set()
    for card in (STRANGER, replace(MEMBER, name="别演示")):
        place.lay(card)
        view = place.stage.until(TOLD)
        seen.add(view)
        place.gate.leave()
        assert place.stage.page == INTRO
    assert [view.why for view in seen] == [Why.REFUSED]
    place.flow.begin("checkup")
    assert place.stage.page == "quiz.question"


def test_whoever_was_refused_may_lay_another_card_down(place: Place) -> None:
    place.lay(STRANGER)
    place.stage.until(TOLD)
    place.gate.again()
    assert place.stage.page == NOTICE
    place.lay(MEMBER)
    place.stage.until("quiz.question")


def test_a_card_without_consent_or_after_leaving_begins_nothing(place: Place) -> None:
    place.flow.start()
    place.flow.begin("members")
    place.pad.lift()
    place.pad.put(MEMBER)  # on the notice: the reader is asleep
    place.stage.settle()
    assert place.stage.page == NOTICE
    place.gate.on_back()
    place.stage.settle()
    assert place.stage.page == INTRO


def test_two_presses_are_one(place: Place) -> None:
    place.flow.start()
    place.flow.begin("members")
    place.flow.begin("members")
    place.gate.agree()
    place.gate.agree()
    shown = [page for page, _ in place.stage.shown]
    assert shown[-2:] == [CARD, CARD] and place.stage.page == CARD
    place.gate.leave()


def test_with_the_hall_or_the_reader_away_the_row_says_so_and_leads_nowhere_false(place: Place) -> None:
    place.away = True
    row = place.row()
    assert (row.off, row.note.split("\n")[1]) == (True, "党员做，大厅暂时连不上")
    place.flow.begin("members")  # it went away between the drawing and the finger
    assert (place.stage.page, place.stage.view.why) == (TOLD, Why.AWAY)
    place.away = False
    place.gate.again()
    assert place.stage.page == NOTICE
    place.gate.leave()
    lookout: Any = place.cards._lookout
    lookout.online = False
    row = place.row()
    assert (row.off, row.note.split("\n")[1]) == (True, "党员做，读卡区暂时用不了")
    place.flow.begin("members")
    assert place.stage.view.why is Why.READER
    lookout.online = True


@pytest.mark.parametrize(
    ("name", "why"),
    [("OutsideHours", Why.OUTSIDE_HOURS), ("TooManyLookUps", Why.TOO_MANY), ("Another", Why.AWAY), ("", Why.AWAY)],
)  # fmt: skip
def test_a_hall_that_does_not_answer_is_told_by_its_reason(name: str, why: Why) -> None:
    line: Any = _Refusing(name)
    assert HallMembers(line).by_card("王演示", "1") is why


class _Refusing:
    """A line whose hall says no, or nothing."""

    def __init__(self, name: str) -> None:
        self._name = name

    def ask(self, *_: Any, **__: Any) -> Any:
        from kiosk.core.link.answers import HallAway, HallRefused

        raise HallRefused(self._name) if self._name else HallAway("away", sent=True)


def test_a_terminal_without_a_hall_lists_it_as_shut(place: Place) -> None:
    alone = MemberGate(
        place.stage, None, now=lambda: TUESDAY, desk_place="", away=lambda: True, back=lambda: None
    )  # fmt: skip
    assert (alone.shut, alone.row) == (Why.AWAY, "党员做，大厅暂时连不上")
    alone.ask(lambda: pytest.fail("nobody is let in"))
    assert place.stage.view.why is Why.AWAY
