"""A visitor looks at what is on: opens one, turns it, goes to the next, reads the text version, comes back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from content.kinds.kind import ExhibitKind
from content.pack.exhibit import Exhibit, Showing
from content.pack.open import STARTER, Pack, open_pack
from kiosk.features.exhibition.terminal.desk import ExhibitionDesk, reading_minutes
from kiosk.features.exhibition.terminal.flow import PAGE_OF, ExhibitionFlow
from kiosk.features.exhibition.terminal.frames import Poster, image_frame
from kiosk.features.exhibition.terminal.views import BrowseView, ExhibitView
from kiosk.ui import look
from kiosk.ui.pixels import Frame
from kiosk.ui.theme import Panel, Theme
from tests.content.films import film

NOW = datetime(2026, 11, 21, 10, 26)
WHOLE = open_pack(STARTER, decode=False)
PACK = replace(WHOLE, exhibits=tuple(one for one in WHOLE.exhibits if one.kind in PAGE_OF))
"""Without the kinds that have pages of their own."""


class Stage:
    """Runs jobs at once and remembers what was shown."""

    def __init__(self) -> None:
        self.shown: list[tuple[str, Any]] = []
        self.wipes: list[Callable[[], None]] = []
        self.later: list[Callable[[], None]] = []

    @property
    def view(self) -> Any:
        return self.shown[-1][1]

    def now(self) -> tuple[str, object]:
        return self.shown[-1]

    def show(self, page: str, view: object) -> None:
        self.shown.append((page, view))

    def work(self, job: Callable[[], Any], done: Callable[[Any], None], failed: Any = None) -> None:
        try:
            result = job()
        except Exception as error:
            failed(error)
        else:
            done(result)

    def on_wipe(self, call: Callable[[], None]) -> None:
        self.wipes.append(call)

    def after(self, seconds: float, call: Callable[[], None]) -> object:
        self.later.append(call)
        return call

    def home(self) -> None:
        self.shown.append(("home", None))


@pytest.fixture
def stage() -> Stage:
    look.use(Theme(Panel(270, 480, ppi=25.6)))
    return Stage()


def a_flow(stage: Stage, *packs: Pack, now: datetime = NOW) -> ExhibitionFlow:
    return ExhibitionFlow(stage, ExhibitionDesk(packs or (PACK,), PACK, lambda: now))  # type: ignore[arg-type]


def changed(exhibit: Exhibit, **what: Any) -> Pack:
    return replace(PACK, name="other", exhibits=(replace(exhibit, pack="other", **what),))


def test_the_list_names_everything_on_and_its_pictures_follow(stage: Stage) -> None:
    a_flow(stage).start()
    first, second = (view for _, view in stage.shown)
    assert isinstance(first, BrowseView) and not first.thumbs
    assert first.title == f"今天在展 {len(PACK.exhibits)} 项" and first.items
    assert set(second.thumbs) == {item.key for item in first.items if not item.note.startswith("文章")}
    assert second.hero is not None


def test_an_article_turns_to_its_end_and_on_to_the_next_exhibit(stage: Stage) -> None:
    flow = a_flow(stage)
    flow.open("starter/join")
    view = stage.view
    assert isinstance(view, ExhibitView) and view.as_text and view.blocks[1][0] == "heading"
    flow.turn(1, 3)
    assert (stage.view.page, stage.view.pages) == (1, 3)
    flow.turn(-1, 3)
    assert stage.view.page == 1
    flow.turn(3, 3)
    keys = [exhibit.key for exhibit in PACK.exhibits]
    assert stage.view.key == keys[keys.index("starter/join") + 1]


def test_a_picture_arrives_decoded_and_has_a_text_version(stage: Stage) -> None:
    flow = a_flow(stage)
    flow.open("starter/lane")
    assert [page for page, _ in stage.shown] == ["exhibition.image", "exhibition.image"]
    assert stage.shown[0][1].picture is None and isinstance(stage.view.picture, Frame)
    flow.other_version()
    page, view = stage.shown[-1]
    assert page == "exhibition.article" and "柳树" in view.blocks[0][1]
    flow.other_version()
    assert stage.shown[-1][0] == "exhibition.image"


def test_a_poster_arrives_in_pages(stage: Stage) -> None:
    a_flow(stage).open("starter/fee")
    assert isinstance(stage.view.picture, Poster)


def test_a_film_shows_its_first_picture_in_the_list(stage: Stage, tmp_path: Path) -> None:
    pack = changed(
        PACK.exhibits[0], kind=ExhibitKind.VIDEO, path=film(tmp_path / "a.mp4", turned=90, seconds=0.4), size=(0, 0)
    )
    flow = a_flow(stage, pack)
    flow.start()
    (item,) = stage.view.items
    assert item.note == "视频" and item.icon == "monitor-play" and item.key in stage.view.thumbs


def test_a_picture_that_cannot_be_decoded_says_so_and_leaves_its_text(stage: Stage, tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(b"\x89PNG")
    flow = a_flow(stage, changed(PACK.exhibits[0], path=tmp_path / "a.png"))
    flow.open("other/lane")
    assert stage.view.broken and stage.shown[-1][0] == "exhibition.article" and stage.view.blocks


def test_next_and_before_go_round(stage: Stage) -> None:
    flow = a_flow(stage)
    flow.open("starter/lane")
    flow.next(-1)
    assert stage.view.key == PACK.exhibits[-1].key != "starter/lane"
    flow.next(1)
    assert stage.view.key == "starter/lane"


def test_back_leads_to_the_list_and_from_the_list_home(stage: Stage) -> None:
    flow = a_flow(stage)
    flow.start()
    assert flow.back() is False
    flow.open("starter/lane")
    assert flow.back() is True
    assert isinstance(stage.view, BrowseView)


def test_a_broken_picture_gives_its_words_instead(stage: Stage, tmp_path: Path) -> None:
    (tmp_path / "broken.png").write_bytes(b"\x89PNG")
    pack = changed(PACK.exhibits[0], path=tmp_path / "broken.png")
    flow = a_flow(stage, pack)
    flow.open("other/lane")
    assert stage.view.broken and stage.view.as_text
    flow.start()
    assert stage.view.thumbs == {} and stage.view.hero is None


def test_whatever_is_wrong_with_a_picture_its_words_are_given_and_the_others_stay(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def decoded(path: Path, *rest: Any) -> Frame:
        if "lane" in path.name:
            raise ZeroDivisionError
        return image_frame(path, *rest)

    monkeypatch.setattr("kiosk.features.exhibition.terminal.flow.image_frame", decoded)
    flow = a_flow(stage)
    flow.start()
    assert stage.view.thumbs and "starter/lane" not in stage.view.thumbs
    flow.open("starter/lane")
    assert stage.view.broken
    assert caplog.text.count("exhibit skipped: starter/lane: ZeroDivisionError") == 1


def test_what_has_gone_off_meanwhile_leads_to_the_list(stage: Stage) -> None:
    flow = a_flow(stage)
    flow.open("other/gone")
    assert isinstance(stage.view, BrowseView)


def test_an_exhibit_that_is_over_is_not_on_and_the_starter_takes_its_place(stage: Stage) -> None:
    over = changed(PACK.exhibits[0], showing=Showing(ends=datetime(2026, 11, 1)))
    desk = ExhibitionDesk((over,), PACK, lambda: NOW)
    assert desk.on_now() == PACK.exhibits
    assert desk.slides() == PACK.exhibits


def test_the_plan_changes_at_its_boundary_and_when_the_clock_is_set_back(stage: Stage) -> None:
    tonight = changed(PACK.exhibits[0], showing=Showing(starts=datetime(2026, 11, 21, 18)))
    moments = [datetime(2026, 11, 21, hour) for hour in (10, 18, 9)]
    desk = ExhibitionDesk((tonight,), PACK, lambda: moments[0])
    assert len(desk.on_now()) == len(PACK.exhibits)
    moments[0] = moments[1]
    assert [exhibit.key for exhibit in desk.on_now()] == ["other/lane"]
    moments[0] = moments[2]
    assert len(desk.on_now()) == len(PACK.exhibits)


def test_the_wipe_forgets_what_was_open(stage: Stage) -> None:
    flow = a_flow(stage)
    flow.open("starter/lane")
    for wipe in stage.wipes:
        wipe()
    shown = len(stage.shown)
    flow.turn(1, 2)
    flow.other_version()
    assert len(stage.shown) == shown
    assert flow.back() is False


class SlowStage(Stage):
    """Keeps the results of workers until `deliver`."""

    def __init__(self) -> None:
        super().__init__()
        self.results: list[Callable[[], None]] = []

    def work(self, job: Callable[[], Any], done: Callable[[Any], None], failed: Any = None) -> None:
        self.results.append(lambda: done(job()))

    def deliver(self) -> None:
        for result in self.results:
            result()
        self.results.clear()


@pytest.mark.usefixtures("stage")
def test_pictures_that_come_late_do_not_pull_the_visitor_back() -> None:
    stage = SlowStage()
    flow = a_flow(stage)
    flow.start()
    stage.home()
    stage.deliver()
    assert stage.now() == ("home", None)
    flow.open("starter/lane")
    stage.home()
    stage.deliver()
    assert stage.now() == ("home", None)


def test_reading_takes_at_least_a_minute(stage: Stage) -> None:
    minutes = {exhibit.id: reading_minutes(exhibit) for exhibit in PACK.exhibits if exhibit.article}
    assert minutes["centre"] == 2 and minutes["join"] == 3
