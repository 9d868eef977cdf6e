"""What is drawn in the starter pack: pictures for either way a panel stands, two posters, twelve people, a film."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import pytest
from PIL import Image

from content.kinds.filled import picture_bytes
from content.kinds.kind import ExhibitKind
from content.kinds.people import People
from content.kinds.slide import DOTS_TOP, GROUND, LEAST_CONTRAST, Rgb, caption_contrasts, pictured
from content.pack.exhibit import Exhibit
from content.pack.open import STARTER, open_pack
from content.packs.starter_source import fraud_poster
from content.packs.starter_source.drawing import Sheet, font
from content.packs.starter_source.people import MEMBERS, NEIGHBOURS
from content.packs.starter_source.scenes import scenes
from content.packs.starter_source.strokes import HEIGHT, TOLD, WIDTH

_FACE = font(46)
_LONGEST_DUTY = 6  # characters: all that a tile of a gallery shows, elder too


@pytest.fixture(scope="module")
def exhibits() -> tuple[Exhibit, ...]:
    return tuple(open_pack(STARTER).exhibits)


def of_kind(exhibits: Sequence[Exhibit], kind: ExhibitKind) -> list[Exhibit]:
    return [one for one in exhibits if one.kind is kind]


# -- pictures ---------------------------------------------------------------------------------------------------------


def test_every_scene_is_an_item_and_its_caption_can_be_read_either_way(exhibits: tuple[Exhibit, ...]) -> None:
    drawn = {one.path.stem: one for one in of_kind(exhibits, ExhibitKind.IMAGE)}
    assert drawn.keys() == scenes().keys()
    for one in drawn.values():
        assert one.size == (WIDTH, HEIGHT) and one.attract and "虚构" in one.source
        assert min(caption_contrasts(one.path, one.title, one.heading)) >= LEAST_CONTRAST, one.id


@dataclass(frozen=True)
class Panel:
    """The slide of a whole panel: 1080×1920 upright, or lying."""

    width: int
    height: int
    unit: float
    landscape: bool
    ground: Rgb = GROUND

    def px(self, dpx: float) -> int:
        return round(dpx * self.unit)


@pytest.mark.parametrize("panel", [Panel(1080, 1464, 1, landscape=False), Panel(1920, 852, 0.84, landscape=True)])
def test_what_a_scene_tells_is_seen_whole_on_an_upright_and_on_a_lying_panel(panel: Panel) -> None:
    left, top, right, bottom = TOLD
    picture = Image.new("RGB", (WIDTH, HEIGHT), "white")
    for x in (left, right - 12):
        for y in (top, bottom - 12):
            picture.paste("blue", (x, y, x + 12, y + 12))
    slide = pictured(picture, panel)
    blue = slide.split()[0].point(lambda red: 255 if red < 40 else 0)
    found = blue.getbbox()
    assert found and found[1] > panel.px(DOTS_TOP) * (not panel.landscape)
    corners = [(x, y) for x in (found[0] + 2, found[2] - 5) for y in (found[1] + 2, found[3] - 5)]
    assert all(blue.crop((x, y, x + 3, y + 3)).getextrema() == (255, 255) for x, y in corners), "one is cut off"
    scale = (found[2] - found[0]) / (right - left)
    assert abs((found[3] - found[1]) - (bottom - top) * scale) < 4


# -- posters ----------------------------------------------------------------------------------------------------------


def test_both_posters_are_long_and_told(exhibits: tuple[Exhibit, ...]) -> None:
    posters = {one.id: one for one in of_kind(exhibits, ExhibitKind.POSTER)}
    assert posters.keys() == {"fee", "fraud"}
    for one in posters.values():
        assert one.size[0] == WIDTH and one.size[1] >= 5_000 and one.alternative


def test_the_poster_about_fraud_is_the_one_that_its_text_makes(
    exhibits: tuple[Exhibit, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    for pen in ("box", "line"):  # where everything goes is known without a picture
        monkeypatch.setattr(Sheet, pen, lambda *_: None)
    (poster,) = (one for one in exhibits if one.id == "fraud")
    sheet = Sheet(1)
    fraud_poster.lay_out(sheet)
    assert poster.size == (WIDTH, sheet.y)


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("", [""]),
        ("一", ["一"]),
        ("不再转，挂断电话，关掉屏幕共享，退出聊天群。", ["不再转，挂断电话，关掉屏幕共享，", "退出聊天群。"]),
        ("对方说您牵涉到一个大案子要钱转进“安全账户”。", ["对方说您牵涉到一个大案子要钱转进", "“安全账户”。"]),
        ("一二三四五六七八九十一二三四五六七八九", ["一二三四五六七八九十一二三四", "五六七八九"]),
    ],
)
def test_rows_of_a_poster_end_where_sense_does(text: str, rows: list[str]) -> None:
    assert Sheet(100).wrap(text, _FACE, 46 * 17.2) == rows


# -- people -----------------------------------------------------------------------------------------------------------


def test_two_galleries_show_twelve_invented_people_and_no_portrait_twice(exhibits: tuple[Exhibit, ...]) -> None:
    galleries = of_kind(exhibits, ExhibitKind.PEOPLE)
    pictures: list[bytes] = []
    names: list[str] = []
    for gallery in galleries:
        assert gallery.demo and isinstance(gallery.content, People) and len(gallery.content.people) == 6
        for person in gallery.content.people:
            assert person.deeds and person.promise and len(person.duty) <= _LONGEST_DUTY, person.name
            names.append(person.name)
            pictures.append(picture_bytes(gallery.path, person.picture))
    assert sorted(names) == sorted([*MEMBERS, *NEIGHBOURS])
    assert len({hashlib.sha256(one).digest() for one in pictures}) == 12
    assert {len(name.replace("·", "")) for name in names} == {2, 3, 4} and any("·" in name for name in names)


# -- the film ---------------------------------------------------------------------------------------------------------


def test_the_film_is_under_a_minute_and_every_scene_of_it_is_told(exhibits: tuple[Exhibit, ...]) -> None:
    import av

    (film,) = of_kind(exhibits, ExhibitKind.VIDEO)
    with av.open(str(film.path)) as opened:
        seconds = float(opened.duration or 0) / 1_000_000
    assert film.size == (1280, 720) and 30 < seconds < 60 and film.path.stat().st_size < 3_000_000
    assert len(film.subtitles) == len(scenes())
    ends = [cue.ends for cue in film.subtitles]
    assert all(end <= cue.begins for end, cue in zip(ends, film.subtitles[1:], strict=False)) and ends[-1] <= seconds
    assert all(cue.ends - cue.begins >= 3 and len(cue.text) <= 20 for cue in film.subtitles)
    assert film.demo and not film.attract  # in the loop its pictures are there already
