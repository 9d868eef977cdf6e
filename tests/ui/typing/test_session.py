"""A flow that asks for a sentence, on a stage without a window."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kiosk.ui.typing.composer import Shelf
from kiosk.ui.typing.pinyin import Pinyin, find_library, open_pinyin
from kiosk.ui.typing.session import Ask, TypingSession, TypingView
from tests.ui.typing.conftest import LOCAL


class QuietStage:
    """Remembers what is shown; work is done when the test says so, as a worker would a little later."""

    def __init__(self) -> None:
        self.shown: list[tuple[str, Any]] = []
        self.wipes: list[Callable[[], None]] = []
        self.waiting: list[Callable[[], None]] = []

    def show(self, page: str, view: object) -> None:
        self.shown.append((page, view))

    def on_wipe(self, call: Callable[[], None]) -> None:
        self.wipes.append(call)

    def work(self, job: Callable[[], Any], done: Callable[[Any], None], failed: Any = None) -> None:
        def run() -> None:
            try:
                result = job()
            except Exception as error:
                failed(error)
            else:
                done(result)

        self.waiting.append(run)

    def work_is_done(self) -> None:
        waiting, self.waiting = self.waiting, []
        for run in waiting:
            run()


@pytest.fixture
def stage() -> Any:
    return QuietStage()


def asked(stage: Any, done: Callable[[str], None], **more: Any) -> tuple[TypingSession, TypingView]:
    session = TypingSession(stage, LOCAL, **more)
    session.write("wish.write", Ask("写一句留言", limit=20), done)
    assert stage.shown == []  # the dictionary is read on a worker first
    stage.work_is_done()
    [(page, view)] = stage.shown
    assert page == "wish.write"
    return session, view


def test_a_sentence_reaches_the_flow(stage: Any, pinyin: Pinyin) -> None:
    got: list[str] = []
    session, view = asked(stage, got.append)
    session.use(nine=False, shelf=Shelf())
    for letter in "yunxilihuanying":
        view.composer.spell(letter)
    view.composer.choose(0)
    session.use(nine=True, shelf=Shelf())  # 大字 is switched on in the middle of a word
    assert view.composer.page()[0] == "欢迎"
    session.finish()
    assert got == ["云溪里欢迎"] and not view.missing


def test_the_second_time_opens_at_once(stage: Any, pinyin: Pinyin) -> None:
    session, _ = asked(stage, print)
    session.write("wish.write", Ask("再写一句"), print)
    assert len(stage.shown) == 2 and stage.waiting == []


def test_a_machine_without_the_library_says_so_and_mends_itself(stage: Any, pinyin: Pinyin, tmp_path: Path) -> None:
    opening: list[Callable[[], Any]] = [lambda: Pinyin(*find_library(tmp_path))]
    session, view = asked(stage, print, open_decoder=lambda: opening[0]())
    assert view.missing and session.missing and "apt-get install" in session.missing.mend
    view.composer.put("谢谢您")
    assert view.composer.text == "谢谢您"
    opening[0] = open_pinyin  # somebody installed it
    session.write("wish.write", Ask("写一句留言"), print)
    stage.work_is_done()
    assert not stage.shown[-1][1].missing and session.missing is None


def test_any_other_failure_is_not_hidden(stage: Any) -> None:
    def broken() -> Any:
        raise RuntimeError("not about pinyin")

    session = TypingSession(stage, LOCAL, broken)
    session.write("wish.write", Ask("写一句留言"), print)
    with pytest.raises(RuntimeError):
        stage.work_is_done()


def test_the_end_of_the_visit_takes_everything(stage: Any, pinyin: Pinyin) -> None:
    session, view = asked(stage, print)
    session.use(nine=True, shelf=Shelf())
    view.composer.spell("4")
    view.composer.put("王大明")
    composer = weakref.ref(view.composer)
    for wipe in stage.wipes:
        wipe()
    assert (view.composer.text, view.composer.spelled, view.composer.page()) == ("", "", ())
    del view
    stage.shown.clear()
    gc.collect()
    assert composer() is None


def test_a_page_asked_for_before_the_visit_ended_does_not_come(stage: Any, pinyin: Pinyin) -> None:
    session = TypingSession(stage, LOCAL)
    session.write("wish.write", Ask("写一句留言"), print)
    session.wipe()
    stage.work_is_done()
    assert stage.shown == []


def test_back_leads_where_the_flow_says(stage: Any, pinyin: Pinyin) -> None:
    session, _ = asked(stage, print)
    assert not session.go_back()
    went: list[str] = []
    session.write("wish.write", Ask("写一句留言"), print, back=lambda: went.append("back"))
    assert session.go_back() and went == ["back"]
