"""Pages with nothing to show, and the question: empty, error, offline, told, asked."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from kiosk.apps.demo.gallery import words
from kiosk.apps.demo.gallery.story import Story
from kiosk.ui.page import Page, titles
from kiosk.ui.question import Answer, QuestionPage
from kiosk.ui.widgets.button import PushButton
from kiosk.ui.widgets.layout import Gap
from kiosk.ui.widgets.state_card import Kind, StateCard
from kiosk.ui.widgets.tile import RowTile, infotile

TITLE = "StateCard, QuestionPage, Page"
SAYINGS: dict[Kind, tuple[str, str]] = {
    "empty": ("今天没有展览", "下一场 11 月 20 日"),
    "error": ("打印机没有纸了", "还没有给您取号，可以到人工服务台取。"),
    "offline": ("暂时连不上", "号照常能取，过一会儿再看。"),
    "told": ("已经叫人来了", "请在这里等一下，工作人员会过来。"),
    "plain": ("没有可显示的档案", "请带上身份证，到窗口问一问。"),
}


def stories() -> Iterator[Story]:
    for kind in SAYINGS:
        yield Story(f"page, {kind}", partial(_page, kind), page=True)
    yield Story("page, title of 60 characters", _long, page=True)
    yield Story("question, two answers", partial(_question, 2), page=True)
    yield Story("question, three answers", partial(_question, 3), page=True)


def _page(kind: Kind) -> Page:
    page: Any = Page()
    page.speak.add_widget(StateCard(kind, *SAYINGS[kind], picture="printer" if kind == "error" else ""))
    page.body.add_widget(infotile("人工服务台", "进门正前方", "users", tint="pine"))
    page.body.add_widget(Gap())
    again = PushButton("再试一次", tap="again", kind="primary", icon="arrows-clockwise", icon_bold=True)
    page.set_actions(PushButton("首页", tap="home"), again)
    return page  # type: ignore[no-any-return]


def _long() -> Page:
    page: Any = Page()
    page.speak.add_widget(titles(words.TITLE_60, words.PARAGRAPH[:40]))
    page.speak.add_widget(Gap())
    page.body.add_widget(RowTile(words.NAME_20, words.ROW_NOTE, icon="article", tap="row"))
    page.body.add_widget(Gap())
    return page  # type: ignore[no-any-return]


def _question(answers: int) -> QuestionPage:
    page = QuestionPage()
    said = ("要", "不要", "以后再说")[:answers]
    page.ask(
        words.QUESTION, words.QUESTION_NOTE,
        *(Answer(text, _ignore, f"answer.{text}", kind="primary" if text == "不要" else "second") for text in said),
    )  # fmt: skip
    return page


def _ignore() -> None:
    """A gallery leads nowhere."""
