"""A test that counts from end to end: a keeper in a browser, three cards at three terminals, two kills in the middle.

One terminal is killed while somebody answers, and the hall while somebody else does; the same cards go on. Every answer
that the hall had acknowledged counts, and none counts twice: who was right in which question is known beforehand.
"""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from openpyxl import load_workbook
from playwright.sync_api import Browser, Page, expect

from kiosk.apps.hall.service import open_service
from kiosk.core.database.clock import hall_now
from kiosk.features.quiz.terminal.asking import QUESTION
from kiosk.features.quiz.terminal.exams.flow import CARD, RESULT
from kiosk.features.quiz.terminal.exams.sitting import LAST, OWN, RETRY_SECONDS, WAIT
from tests.apps.hall.console.conftest import PASSWORD, Person
from tests.apps.hall.console.test_exams import file, people_file
from tests.apps.hall.process import HallProcess
from tests.apps.hall.template import ROOT
from tests.features.quiz.hall.exams.halls import person
from tests.features.quiz.terminal.exams.lobby import Lobby

KEEPER, TITLE, COUNT = "吴敏", "党章知识测试", 10
ANNE, BERT, CAROL = person(1), person(2), person(3)
HEAD = "题型,题目,选项A,选项B,选项C,选项D,答案"
BANK = "\n".join(
    [HEAD, *(f"单选,题目{n}说的是什么？,第{n}题的甲,第{n}题的乙,第{n}题的丙,第{n}题的丁,A" for n in range(12))]
).encode()


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HallProcess]:
    hall = HallProcess(tmp_path_factory.mktemp("hall"))
    service = open_service(hall.settings)
    service.accounts.add(KEEPER, ("keeper",), PASSWORD)
    service.close()
    yield hall.start()
    hall.stop()


def test_a_day_with_a_test(hall: HallProcess, browser: Browser, tmp_path: Path) -> None:
    opens(hall, browser)
    with (
        Lobby(hall, tmp_path / "1", "1 号终端") as first,
        Lobby(hall, tmp_path / "2", "2 号终端") as second,
    ):
        answered = killed_while_sitting(hall, tmp_path / "3")
        second.sits(BERT)
        second.answer_all(4)
        first.sits(ANNE)  # goes on at another terminal
        assert first.place in (answered, answered + 1)  # one more than was said may be in the hall, none less
        first.answer_all(7)
        hall.kill()
        for lobby in (first, second):
            lobby.answer()
        hall.start()
        for lobby, who, place in ((first, ANNE, 7), (second, BERT, 4)):
            goes_on(lobby)
            lobby.lay(who)
            assert lobby.until(OWN).exams[0].answered == place
            lobby.flow.take(1)
            assert lobby.until(QUESTION).frame.position == place
        first.answer_all()
        for _ in range(COUNT - 4):
            at = second.place
            second.answer(second.right() - 1 if second.right() else 1)  # wrong from here on
            second.stage.until(lambda at=at: second.page != QUESTION or second.place != at)  # type: ignore[misc]
        for lobby, points in ((first, 100), (second, 40)):
            lobby.until(LAST)
            lobby.flow.sitting.hand_in()
            assert lobby.until(RESULT).points == points
            lobby.flow.finish()
        first.sits(CAROL)
        first.answer_all(3)
        told = closes_and_reads(hall, browser)
        assert told == {ANNE.name: 100, BERT.name: 40, CAROL.name: 30}
        first.answer()
        assert first.until(RESULT).ended.value == "closed"


def opens(hall: HallProcess, browser: Browser) -> None:
    """A keeper lays the test down and lets three people in."""
    keeper = logged_in(hall, browser)
    page = keeper.open("/keeper/exams")
    page.get_by_role("link", name="开一场").click()
    page.get_by_label("名称").fill(TITLE)
    page.get_by_label("题库文件").set_input_files(file("题库.csv", BANK))
    now = hall_now()
    page.get_by_label("从什么时候").fill(f"{now - timedelta(hours=1):%Y-%m-%dT%H:%M}")
    page.get_by_label("到什么时候").fill(f"{now + timedelta(hours=2):%Y-%m-%dT%H:%M}")
    page.get_by_label("一共出几题").fill(str(COUNT))
    keeper.press("开")
    page.get_by_label("名单文件").set_input_files(file("名单.xlsx", people_file(ANNE, BERT, CAROL)))
    keeper.press("放入名单")
    expect(page.get_by_text("名单里有 3 人。")).to_be_visible()
    keeper.context.close()


def killed_while_sitting(hall: HallProcess, folder: Path) -> int:
    """A terminal is killed in the middle of an answer; how many the hall had said it has."""
    given = [hall.url, hall.code("3 号终端"), str(folder), ANNE.name, ANNE.id_number]
    with subprocess.Popen(
        [sys.executable, "-m", "tests.features.quiz.terminal.exams.sitter", *given],
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    ) as sitter:
        assert sitter.stdout
        said = [sitter.stdout.readline().strip() for _ in range(4)]
        sitter.kill()
        said += sitter.stdout.read().split("\n")
    answered = [int(line.split()[1]) for line in said if line.startswith("answered")]
    assert said[0] == "sits" and answered[:3] == [1, 2, 3]
    return answered[-1]


def goes_on(lobby: Lobby) -> None:
    """What was under way when the hall was killed is waited for, until the hall asks who is there."""
    while lobby.page != CARD:
        lobby.stage.pass_by(RETRY_SECONDS)
        lobby.stage.settle()
        assert lobby.page in (QUESTION, WAIT, CARD)
    lobby.looks()


def closes_and_reads(hall: HallProcess, browser: Browser) -> dict[str, int]:
    """The keeper closes it while somebody sits; points by name, of the workbook."""
    keeper = logged_in(hall, browser)
    page: Page = keeper.open("/keeper/exams")
    page.get_by_role("link", name=TITLE).click()
    keeper.press("现在收卷")
    keeper.press("收卷")
    expect(page.get_by_text("已经结束")).to_be_visible()
    cookies = {one["name"]: one["value"] for one in keeper.context.cookies()}
    sheet = load_workbook(io.BytesIO(httpx.get(f"{page.url}/results.xlsx", cookies=cookies).content)).active
    assert sheet is not None
    keeper.context.close()
    rows = list(sheet.iter_rows(values_only=True))
    column = next(row.index("分数") for row in rows if "分数" in row)
    return {str(row[0]): int(str(row[column])) for row in rows if row[0] in {ANNE.name, BERT.name, CAROL.name}}


def logged_in(hall: HallProcess, browser: Browser) -> Person:
    keeper = Person(browser, hall)  # type: ignore[arg-type]
    keeper.log_in(KEEPER)
    return keeper
