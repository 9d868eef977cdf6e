"""What is sent is what is read: slips' bytes, taken apart by an ESC/POS reader of its own."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageFont

from devices.emulators import read_slips
from devices.emulators.rows import ImageRow, QrRow, TextRow
from devices.printer import (
    PROFILES,
    Align,
    Columns,
    Feed,
    FontFile,
    FontMissing,
    Profile,
    Qr,
    Rule,
    Text,
    debian_font,
    encode,
)
from devices.printer.layout import PrintLine, cells, rows, wrap
from devices.printer.raster import defused
from tests.devices.slips import long_ticket, ticket, ticket_text

profiles = st.sampled_from(list(PROFILES.values()))
# Every character of GBK that a printer's own font has, drawn from its rows, with ASCII.
gbk = st.one_of(
    st.characters(min_codepoint=0x20, max_codepoint=0x7E),
    st.sampled_from("（）：〇￥，。、；？！“”《》—…·–　①Ⅳ㎡℃"),
    st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5),
)
texts = st.text(alphabet=gbk, min_size=1, max_size=60)


def only_slip(data: bytes, profile: Profile) -> list[object]:
    (slip,) = read_slips(data, profile.width_dots, cuts=profile.cuts)
    assert slip.cut
    return list(slip.rows)


@pytest.mark.parametrize("name", list(PROFILES))
def test_a_ticket_gives_back_its_exact_text(name: str) -> None:
    profile = PROFILES[name]
    (slip,) = read_slips(encode(ticket(), profile), profile.width_dots, cuts=profile.cuts)
    assert slip.text == ticket_text(columns=profile.columns)
    assert slip.cut


@given(texts, st.integers(1, 8), st.booleans(), st.sampled_from(list(Align)), st.booleans(), profiles)
def test_any_text_comes_back_in_its_size_and_place(
    text: str, size: int, bold: bool, align: Align, fit: bool, profile: Profile
) -> None:
    item = Text(text, size, bold, align, fit)
    printed = [row for row in only_slip(encode([item], profile), profile) if isinstance(row, TextRow)]
    lines = [line for line in rows([item], profile) if isinstance(line, PrintLine)]
    assert [row.text for row in printed] == [line.text for line in lines]
    assert "".join(row.text for row in printed).replace(" ", "") == text.replace(" ", "")
    for row, line in zip(printed, lines, strict=True):
        assert row.align == list(Align).index(align)
        assert {(run.wide, run.high, run.bold) for run in row.runs} <= {(line.size, line.size, bold)}
        assert line.size == size or fit


@given(texts, texts, profiles)
def test_two_columns_keep_to_their_edges(left: str, right: str, profile: Profile) -> None:
    printed = [row for row in only_slip(encode([Columns(left, right)], profile), profile) if isinstance(row, TextRow)]
    if cells(left) + cells(right) < profile.columns:
        (row,) = printed
        assert row.text.startswith(left)
        assert row.text.endswith(right)
        assert cells(row.text) == profile.columns
    else:
        assert "".join(row.text for row in printed).replace(" ", "") == (left + right).replace(" ", "")


@given(st.text(alphabet=gbk, max_size=80), st.integers(4, 48))
def test_wrapped_lines_fit_and_break_where_chinese_may(text: str, columns: int) -> None:
    lines = wrap(text, columns)
    assert all(cells(line.rstrip(" ")) <= columns for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_marks_stay_with_their_words() -> None:
    assert wrap("请在休息区等候，留意叫号", 14) == ["请在休息区等", "候，留意叫号"]
    assert wrap("请到（二楼）", 6) == ["请到", "（二", "楼）"]
    assert wrap("时间 2026-11-17 10:26", 16) == ["时间 2026-11-17", "10:26"]


def ink(image: Image.Image) -> Image.Image:
    return image.crop(image.getbbox())


def dots(row: ImageRow) -> Image.Image:
    return Image.frombytes("1", (row.width_bytes * 8, row.height), row.data)


@pytest.mark.parametrize("text", ["㐂𠮷", "张𠮷", "（：）〇㐂𠮷￥"])
def test_a_name_outside_the_printers_font_is_drawn(text: str) -> None:
    profile = PROFILES["80mm"]
    printed = only_slip(encode([Text(text), Text("下一行")], profile), profile)
    (drawn,) = [row for row in printed if isinstance(row, ImageRow)]
    expected = Image.new("1", (576, 60), 0)
    draw = ImageDraw.Draw(expected)
    draw.fontmode = "1"
    font = debian_font()
    draw.text((10, 40), text, fill=1, font=ImageFont.truetype(str(font.path), 24, index=font.face), anchor="ls")
    assert ink(dots(drawn)).tobytes() == ink(expected).tobytes()
    assert [row.text for row in printed if isinstance(row, TextRow)] == ["下一行"]


@given(st.text(alphabet=st.sampled_from("𠮷㐂中A "), min_size=1, max_size=60), st.integers(1, 8), profiles)
def test_drawn_lines_never_leave_the_paper(text: str, size: int, profile: Profile) -> None:
    for row in only_slip(encode([Text(text, size)], profile), profile):
        if isinstance(row, ImageRow):
            assert row.width_bytes * 8 * row.wide <= profile.width_dots


def test_a_missing_font_is_named_before_anything_is_sent() -> None:
    nothing = FontFile(debian_font().path.with_name("nothing.ttc"))
    with pytest.raises(FontMissing, match="nothing"):
        encode([Text("𠮷")], PROFILES["80mm"], nothing)
    assert encode(ticket(), PROFILES["80mm"], nothing)


def test_a_qr_code_drawn_or_sent() -> None:
    import qrcode

    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=4)
    code.add_data("A015")
    code.make(fit=True)
    matrix = code.get_matrix()
    (drawn,) = only_slip(encode([Qr("A015", module_dots=4)], PROFILES["80mm"]), PROFILES["80mm"])[:1]
    assert isinstance(drawn, ImageRow)
    assert (drawn.wide, drawn.high, drawn.align) == (2, 2, 1)
    image = dots(drawn)
    size = len(matrix)
    assert [[bool(image.getpixel((2 * x + 1, 2 * y + 1))) for x in range(size)] for y in range(size)] == matrix
    sent = only_slip(encode([Qr("A015")], PROFILES["80mm-jobid"]), PROFILES["80mm-jobid"])
    assert QrRow("A015", 6, 1) in sent


def test_rules_run_over_the_whole_width() -> None:
    for profile in PROFILES.values():
        lines = only_slip(encode([Rule(), Feed(1), Rule(True)], profile), profile)
        images = [row for row in lines if isinstance(row, ImageRow)]
        assert [row.width_bytes * 8 for row in images] == [profile.width_dots] * 2
        assert images[0].data == b"\xff" * len(images[0].data)


@given(st.binary(max_size=300), st.data())
def test_no_image_holds_a_real_time_command(data: bytes, draw: st.DataObject) -> None:
    place = draw.draw(st.integers(0, len(data)))
    data = data[:place] + draw.draw(st.sampled_from([b"\x10\x04\x01", b"\x10\x14", b"\x10\x10\x05"])) + data[place:]
    safe = defused(data)
    assert not any(pair in safe for pair in (b"\x10\x04", b"\x10\x05", b"\x10\x14"))
    assert all(
        after & before == before and (after ^ before) in (0, 8) for before, after in zip(data, safe, strict=True)
    )


@pytest.mark.parametrize("wrong", ["A\n015", "A\x1b015", "\ud800"])
def test_a_line_cannot_carry_commands(wrong: str) -> None:
    with pytest.raises(ValueError, match=r"U\+"):
        Text(wrong)
    with pytest.raises(ValueError, match=r"U\+"):
        Columns("左", wrong)


def test_a_slip_becomes_a_picture_of_its_paper() -> None:
    import io

    for name, width in (("80mm", 640), ("58mm", 464), ("80mm-jobid", 640)):
        profile = PROFILES[name]
        (slip,) = read_slips(encode(long_ticket(), profile), profile.width_dots)
        picture = Image.open(io.BytesIO(slip.png()))
        assert picture.width == width
        assert picture.height > 500
        black = picture.convert("L").histogram()[0]
        assert 0.03 < black / (picture.width * picture.height) < 0.3
