"""A page of a letter on the screen: whole or in parts, never without its watermark, never a bomb."""

from io import BytesIO
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from kiosk.features.membership.terminal.letter_sheet import LetterUnreadable, Mark, Room, Sheet, part_boxes, sheet_of
from kiosk.ui import font_files

ROOM = Room(400, 600)
MARK = Mark("仅供本人查看", font_files.path("bold"), 20)


def paper(size: tuple[int, int] = (800, 1100), kind: str = "JPEG") -> bytes:
    stream = BytesIO()
    Image.new("RGB", size, "#FAF3DE").save(stream, kind)
    return stream.getvalue()


def shades(sheet: Sheet) -> int:
    picture = Image.frombytes("RGBA", (sheet.frame.width, sheet.frame.height), b"".join(sheet.frame.strips))
    return len(picture.getcolors(1 << 20) or ())


@pytest.mark.parametrize("zoom", [1.0, 1.5, 2.0])
def test_every_part_fits_its_room_and_carries_the_mark(zoom: float) -> None:
    sheet = sheet_of(paper(), ROOM, zoom=zoom, part=-1, mark=MARK)
    assert sheet.part == sheet.parts - 1
    assert (sheet.frame.width <= ROOM.width + 1, sheet.frame.height <= ROOM.height + 1) == (True, True)
    assert shades(sheet) > 20  # the paper has one colour: the rest is the watermark


def test_the_whole_page_is_one_part_of_its_own_shape() -> None:
    sheet = sheet_of(paper((1100, 800)), ROOM, zoom=1.0, part=0, mark=MARK)
    assert (sheet.parts, sheet.box, sheet.frame.width) == (1, (0.0, 0.0, 1.0, 1.0), 400)
    assert sheet.shape == pytest.approx(1100 / 800)


@given(st.floats(50, 4000), st.floats(50, 4000))
def test_the_parts_cover_the_page_in_reading_order(width: float, height: float) -> None:
    boxes = part_boxes(width, height, ROOM)
    assert boxes[0][:2] == (0.0, 0.0)
    assert boxes[-1][2:] == pytest.approx((1.0, 1.0))
    assert list(boxes) == sorted(boxes, key=lambda box: (box[1], box[0]))
    for left, top, right, bottom in boxes:
        assert (right - left) * width <= ROOM.width * 1.03
        assert (bottom - top) * height <= ROOM.height * 1.03
    lefts = sorted({(box[0], box[2]) for box in boxes})
    for (_, end), (begin, _) in pairwise(lefts):
        assert begin <= end + 1e-9  # no gap


@pytest.mark.parametrize("content", [b"", b"not a picture", paper()[:400], b"%PDF-1.4"])
def test_what_is_no_picture_is_refused(content: bytes) -> None:
    with pytest.raises(LetterUnreadable):
        sheet_of(content, ROOM, zoom=1.0, part=0, mark=MARK)


def test_a_picture_too_large_to_decode_is_refused_before_it_is() -> None:
    stream = BytesIO()
    Image.new("1", (6_000, 5_000)).save(stream, "PNG")
    with pytest.raises(LetterUnreadable):
        sheet_of(stream.getvalue(), ROOM, zoom=1.0, part=0, mark=MARK)
