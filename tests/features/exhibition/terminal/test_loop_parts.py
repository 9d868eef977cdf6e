"""What the attract loop shows of a roster, of people and of a timeline: another on another day, nobody in doubt."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from content.kinds.kind import ExhibitKind
from content.kinds.people import People, Person
from content.kinds.picture import NotDecoded
from content.kinds.roster import Roster
from content.kinds.timeline import Timeline
from content.pack.exhibit import Exhibit
from content.pack.open import STARTER, open_pack
from kiosk.features.exhibition.terminal.loop.parts import MOST_PEOPLE, Part, shown
from kiosk.features.exhibition.terminal.loop.slides import SlideStyle, compose
from kiosk.features.exhibition.terminal.loop.small import small
from kiosk.ui import font_files
from tests.features.exhibition.terminal.halls import TUESDAY, Terminal

ROSTER = [
    ("星期", "姓名", "岗位", "时间", "承诺"), ("二", "许知夏", "党员先锋岗", "8:30-17:30", "先问到我，我就管到底"),
    ("二", "冯一舟", "", "", ""), ("六", "休息", "", "", ""),
]  # fmt: skip
WHITE, INK = (255, 255, 255), (42, 32, 27)


def of(exhibit: Exhibit, content: object, kind: ExhibitKind) -> Exhibit:
    return replace(exhibit, content=content, kind=kind)  # type: ignore[arg-type]


@pytest.fixture
def roster(tmp_path: Path) -> Exhibit:
    return Terminal(tmp_path, {"roster": [ROSTER]}).desk.of_kind(ExhibitKind.ROSTER)[0]


def titles(slides: tuple[Exhibit, ...]) -> list[str]:
    return [one.title for one in slides]


def test_everybody_on_duty_today_has_a_slide_and_tomorrow_others(roster: Exhibit) -> None:
    starter = open_pack(STARTER, decode=False).exhibits[0]
    assert titles(shown((starter, roster), TUESDAY)) == [starter.title, "许知夏", "冯一舟"]
    first = shown((roster,), TUESDAY)[0]
    assert first.heading == "今天值班，12 月 1 日 星期二" and isinstance(first.content, Part)
    assert titles(shown((starter, roster), TUESDAY + timedelta(days=1))) == [starter.title]


def test_in_doubt_nobody_is_on_duty_and_a_loop_of_nothing_else_names_nobody(roster: Exhibit) -> None:
    (left,) = shown((roster,), None)
    assert left.title == roster.title and left.content == Part()


def test_of_many_people_some_have_their_turn_and_all_have_it_in_time(roster: Exhibit) -> None:
    people = of(roster, People(tuple(Person(f"演示{number}") for number in range(12))), ExhibitKind.PEOPLE)
    seen: set[str] = set()
    for day in range(12):
        now = datetime(2026, 12, 1) + timedelta(days=day)
        turn = titles(shown((people,), now))
        assert len(turn) == MOST_PEOPLE and turn == titles(shown((people,), now.replace(hour=23)))
        seen |= set(turn)
    assert len(seen) == 12


def styled(wide: int, high: int) -> SlideStyle:
    return SlideStyle(
        width=wide, height=high, unit=wide / (1080 if wide < high else 2286), landscape=wide > high, ground=WHITE,
        surface=WHITE, line=WHITE, edge=WHITE, ink=WHITE, pine=WHITE, primary=WHITE,
        serif=str(font_files.path("serif")),
        regular=str(font_files.path("regular")),
    )  # fmt: skip


@pytest.mark.parametrize("size", [(270, 480), (480, 270)])
def test_a_slide_of_each_is_drawn_whatever_it_says(roster: Exhibit, size: tuple[int, int]) -> None:
    wide, high = size
    style = styled(wide, high)
    long = replace(
        roster,
        title="欧阳阿依古丽买买提江吐尔逊别克演示甲乙丙丁",
        content=Part(("长" * 300, "𠮷" * 40), "承诺" * 50, "许知夏.png"),
    )
    for slide in (*shown((roster,), TUESDAY), long, replace(long, content=Part())):
        frame = compose(slide, 0, 3, style)
        assert (frame.width, frame.height) == size


@pytest.mark.parametrize("size", [(600, 380), (300, 300), (40, 20)])
def test_a_small_card_of_each_is_drawn_whatever_it_says(roster: Exhibit, size: tuple[int, int]) -> None:
    style, words = styled(*size), Part(("长" * 300, "", "𠮷" * 40), "承诺" * 50)
    parts = (words, replace(words, picture="许知夏.png"), replace(words, lines=()), replace(words, quote=""), Part())
    for part in parts:
        frame = small(replace(roster, content=part), style, 20)
        assert (frame.width, frame.height) == size
    with pytest.raises(NotDecoded):
        small(replace(roster, content=Part(picture="没有.png")), style, 20)


def drawn(roster: Exhibit, said: Part) -> Image.Image:
    """Half as large as upright panels are; ink and the portrait alone are not white."""
    style = SlideStyle(
        width=540, height=732, unit=0.5, landscape=False, ground=WHITE, surface=WHITE, line=WHITE, edge=WHITE,
        ink=INK, pine=WHITE, primary=WHITE, serif=str(font_files.path("serif")),
        regular=str(font_files.path("regular")),
    )  # fmt: skip
    frame = compose(replace(roster, heading="", title="", content=said), 0, 1, style)
    return Image.frombytes("RGBA", (frame.width, frame.height), b"".join(frame.strips)).convert("RGB")


def rows_inked(picture: Image.Image, left: int, right: int) -> list[int]:
    white = Image.new("RGB", picture.size, WHITE)
    part = ImageChops.difference(picture, white).convert("L").crop((left, 0, right, picture.height))
    return [y for y in range(part.height) if part.crop((0, y, part.width, y + 1)).getbbox()]


def test_an_upright_portrait_hangs_beside_its_words_so_that_the_promise_has_room(roster: Exhibit) -> None:
    said = Part(
        ("裁缝", "改裤脚，换拉链。老人的小扣子，她换成大的，自己就能系上。"), "哪里不合身，拿来再改。", "许知夏.png"
    )
    whole, bare = drawn(roster, said), drawn(roster, replace(said, quote=""))
    beside = rows_inked(whole, 280, 540)
    assert beside[0] < 420 and beside[-1] < 732 - 60 / 2  # they begin at the portrait's head and end on the sheet
    assert beside[-1] > rows_inked(bare, 280, 540)[-1] + 40  # the promise too
    assert rows_inked(whole, 0, 240)[-1] - rows_inked(whole, 0, 240)[0] > 200  # the portrait is no stamp


def test_words_without_end_stay_on_the_sheet(roster: Exhibit) -> None:
    endless = drawn(roster, Part(("长" * 300,) * 9, "承诺" * 50, "许知夏.png"))
    assert rows_inked(endless, 0, 540)[-1] < 732 - 60 / 2


def test_what_has_no_parts_stays_as_it_is_and_an_empty_one_leaves(roster: Exhibit) -> None:
    timeline = of(roster, Timeline(()), ExhibitKind.TIMELINE)
    other = open_pack(STARTER, decode=False).exhibits[0]
    assert shown((other, timeline), TUESDAY) == (other,)
    assert isinstance(roster.content, Roster) and roster.content.on(date(2026, 12, 1)).duties
