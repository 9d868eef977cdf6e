"""The header says in words when the hall is away, however little room there is: a crossed sign alone says nothing."""

from __future__ import annotations

from typing import Any

import pytest

from tests.ui.conftest import TurnedClock


@pytest.mark.usefixtures("themed")
def test_offline_is_a_word_in_large_type_and_all_of_the_name_stays(window: Any, clock: TurnedClock) -> None:
    from dataclasses import replace

    from kiosk.ui import look, words
    from kiosk.ui.theme import Mode
    from kiosk.ui.widgets.frame.header import Header
    from kiosk.ui.widgets.text import Text

    look.use(replace(look.theme(), mode=Mode(large=True)))
    header = Header("云溪里社区党群服务中心", demo=True)
    header.size_hint, header.width = (None, None), look.theme().panel.width_px
    window.add_widget(header)
    header.clock, header.online = "10:26", False
    clock.frame()
    told = [text for text in header.walk(restrict=True) if isinstance(text, Text)]
    assert words.OFFLINE in [text.text for text in told]
    assert not any(text.is_cut for text in told)
