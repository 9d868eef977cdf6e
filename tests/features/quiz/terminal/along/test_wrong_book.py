"""A list of mistakes fits its paper whatever the questions are, and its code holds what stands beside it."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as some

from devices.printer import PROFILES, Qr, Text, debian_font, encode
from kiosk.core.terminal.slips import SlipHand
from kiosk.features.quiz.rules.wrong_book import Mistake
from kiosk.features.quiz.terminal.along.wrong_book import QR_BYTES, wrong_slip


def hand(profile: str = "80mm", *, again: bool = False) -> SlipHand:
    return SlipHand(
        PROFILES[profile], debian_font(), lambda: datetime(2026, 11, 17, 10, 26), hall="云溪里社区党群服务中心" * 2,
        terminal="1 号终端", demo=True, again=again,
    )  # fmt: skip


TEXTS = some.text(some.sampled_from("党员预备期一年𠮷“”《》、。ABC123 \n\t\x00\u200b"), min_size=1, max_size=300)
MISTAKES = some.lists(
    some.builds(Mistake, some.integers(1, 200), TEXTS.map(lambda text: " ".join(text.split())),
                some.lists(TEXTS, min_size=1, max_size=8).map(tuple), some.booleans()),
    min_size=1, max_size=9,
)  # fmt: skip


@given(MISTAKES, some.sampled_from(["80mm", "58mm"]), some.booleans())
@settings(deadline=None, max_examples=25, phases=(Phase.explicit, Phase.generate))
def test_every_slip_fits_and_all_mistakes_come_in_turn(mistakes: list[Mistake], profile: str, again: bool) -> None:
    one, first = hand(profile, again=again), 0
    while first < len(mistakes):
        printed = wrong_slip(one, "党性体检" * 7, mistakes, first)
        assert printed.first == first < printed.last <= len(mistakes)
        assert one.fits(printed.document)
        (code,) = (item for item in printed.document if isinstance(item, Qr))
        assert len(code.data.encode()) <= QR_BYTES
        if first == 0:
            encode(printed.document, PROFILES[profile], debian_font())  # nothing in it that a printer would obey
        first = printed.last


def test_usual_questions_stand_several_on_a_slip_with_number_stem_and_answer() -> None:
    mistakes = [
        Mistake(4, "按照党章规定，党员的党龄从哪一天算起？", ("预备期满，转为正式党员那天",), False),
        Mistake(7, "下面哪些是党员的义务？", ("按时交党费", "参加组织生活"), False),
        Mistake(9, "入党要走的步骤，排一排。", ("递申请", "积极分子", "预备党员"), True),
    ]
    printed = wrong_slip(hand(), "党性体检", mistakes, 0)
    said = [item.line for item in printed.document if isinstance(item, Text)]
    assert "4. 按照党章规定，党员的党龄从哪一天算起？" in said and "答：预备期满，转为正式党员那天" in said
    assert "答：按时交党费；参加组织生活" in said
    assert printed.last >= 2
    (code,) = (item for item in printed.document if isinstance(item, Qr))
    assert "7. 下面哪些是党员的义务？\n答：按时交党费；参加组织生活" in code.data
    rest = wrong_slip(hand(), "党性体检", mistakes, printed.last) if printed.last < 3 else printed
    assert any(item.line == "答：递申请 → 积极分子 → 预备党员" for item in rest.document if isinstance(item, Text))


@pytest.mark.parametrize(("count", "said"), [(1, "党性体检，错了 1 题"), (200, "党性体检，错了 200 题，这张是其中第")])
def test_it_says_how_many_there_are(count: int, said: str) -> None:
    mistakes = [Mistake(number, "预备期多长？", ("一年",), False) for number in range(1, count + 1)]
    printed = wrong_slip(hand(), "党性体检", mistakes, 0)
    lines = [item.line for item in printed.document if isinstance(item, Text)]
    assert any(line.startswith(said) for line in lines)
