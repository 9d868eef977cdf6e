"""What stands in the field, line by line."""

from __future__ import annotations

from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from kiosk.ui.wrap import Widths
from tests.ui.conftest import TurnedClock

WIDTHS = Widths(10.0, lambda character: 6.0)
TEXT = st.text("社区食堂，。“”（） ab1'\u3000\xa0", max_size=60)


@settings(max_examples=200, deadline=None)
@given(TEXT, st.text("abhuang'", max_size=20), st.integers(20, 300))
@example("111 1 ", "a", 30)
def test_every_character_stands_in_a_line_and_the_spelling_apart(text: str, spelled: str, width: int) -> None:
    from kiosk.ui.widgets.typing.text_field import pieces_of

    lines = pieces_of(text, spelled, width, WIDTHS)
    flat = [piece for line in lines for piece in line]
    squeeze = str.maketrans("", "", " \u3000\xa0")
    assert "".join(words for words, mark in flat if not mark).translate(squeeze) == text.translate(squeeze)
    assert "".join(words for words, mark in flat if mark).translate(squeeze) == spelled
    assert [mark for _, mark in flat] == sorted(mark for _, mark in flat)


def test_a_long_text_gets_smaller_and_then_shows_its_end(window: Any, clock: TurnedClock, themed: None) -> None:
    from kiosk.ui import look
    from kiosk.ui.widgets.typing.text_field import TextField

    field = TextField(300, size_hint=(None, None), size=(500, 170))
    window.add_widget(field)
    clock.frame()
    sizes = []
    for count in (10, 80, 280):
        field.show("长" * (count - 1) + "尾")
        clock.frame()
        em, lines = field._written._fitted()
        sizes.append(em)
        assert lines[-1][-1][0].endswith("尾")
        assert lines[0][0][0].startswith("…") is (count == 280)
        assert len(lines) * em <= field._written.height
    assert sizes == [look.text_px("title"), look.text_px("label"), look.text_px("label")]


def test_a_full_field_says_so(window: Any, clock: TurnedClock, themed: None) -> None:
    from kiosk.ui.typing import words
    from kiosk.ui.widgets.typing.text_field import TextField

    field = TextField(4)
    field.show("写满了吧")
    assert field._count.text == words.full(4) and field._count.role == "warn"
    field.show("没满")
    assert field._count.text == words.count_of(2, 4)
