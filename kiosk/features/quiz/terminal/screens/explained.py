"""讲解: the explanation with its source, whole: in one card, beside the stem, or in as many as need a screen each."""

from __future__ import annotations

from kivy.uix.widget import Widget

from kiosk.features.quiz.terminal import words
from kiosk.features.quiz.terminal.screens.measuring import body_width, fitting, line_px, lines, text_high
from kiosk.features.quiz.terminal.sizes import GAP, PAGE_LEAST
from kiosk.features.quiz.terminal.views import Verdict
from kiosk.ui import look
from kiosk.ui.tokens import Air, High, IconSize
from kiosk.ui.widgets.card import Card
from kiosk.ui.widgets.icon import Icon
from kiosk.ui.widgets.layout import Column, Gap, Row
from kiosk.ui.widgets.text import Text


def _tokens() -> tuple[str, ...]:
    return ("body", "note") if look.large() else ("label", "body")


def _wide() -> float:
    return body_width() - look.px(2 * Air.XL)


def _around(source: str) -> float:
    """Height of a card without its text: heading, source, room inside, and the gap under it."""
    line = look.px(High.LINE_L if look.large() else High.LINE)
    told = text_high(source, "note", _wide(), even=False) + look.px(Air.XS) if source else 0.0
    return line + told + look.px(2 * Air.L + 2 * Air.XS + GAP)


def high_of(verdict: Verdict, room: float) -> float:
    """Of one card that holds all of it in no more than ``room`` pixels; 0: it cannot."""
    if not (verdict.explanation or verdict.source):
        return 0.01
    around = _around(verdict.source)
    token = fitting(verdict.explanation, _tokens(), _wide(), room - around)
    return around + text_high(verdict.explanation, token, _wide()) if token else 0.0


def card(verdict: Verdict, room: float) -> Card | None:
    """All of it, where `high_of` says that it has room."""
    if not (verdict.explanation or verdict.source):
        return None
    token = fitting(verdict.explanation, _tokens(), _wide(), room - _around(verdict.source)) or _tokens()[-1]
    return _card(Text(verdict.explanation, token, bold=False, balanced=True, width=_wide()), verdict.source)


def token_beside(verdict: Verdict, wide: float, high: float) -> str | None:
    """The size in which all of it stands in a card of that size; None: in none."""
    inside = wide - look.px(2 * Air.XL)
    source = text_high(verdict.source, "note", inside, even=False) if verdict.source else 0.0
    return fitting(verdict.explanation, _tokens(), inside, high - _around("") - source)


def card_beside(verdict: Verdict, wide: float, high: float) -> Card:
    inside = wide - look.px(2 * Air.XL)
    token = token_beside(verdict, wide, high) or _tokens()[-1]
    said = Text(verdict.explanation, token, bold=False, balanced=True, width=inside)
    told = _told(said, verdict.source, inside)
    return Card(Gap(), told, Gap(), fill="gold_tint", lift=False, padding=(Air.XL, 0), size_hint_x=None, width=wide)


def pages(verdict: Verdict, room: float) -> list[str]:
    """The explanation in parts of which each has a card of its own."""
    token = _tokens()[-1]
    every = lines(verdict.explanation, token, _wide(), even=False)
    most = max(PAGE_LEAST, int((room - _around(verdict.source)) // line_px(token)))
    return ["\n".join(every[at : at + most]) for at in range(0, len(every), most)]


def page_card(part: str, verdict: Verdict) -> Card:
    return _card(Text(part, _tokens()[-1], bold=False, width=_wide()), verdict.source)


def _card(text: Text, source: str) -> Card:
    inner = _told(text, source, _wide())
    made = Card(inner, fill="gold_tint", lift=False, padding=(Air.XL, Air.L), size_hint_y=None, width=body_width())
    made.bind(minimum_height=made.setter("height"))
    return made


def _told(text: Text, source: str, wide: float) -> Column:
    told = Text(words.EXPLANATION, "label", "gold_ink", fit=True)
    top = Row(Icon("lightbulb", IconSize.M, "gold"), told, Gap(), gap=Air.M)
    top.size_hint_y, top.height = None, look.px(High.LINE_L if look.large() else High.LINE)
    below: list[Widget] = [Text(source, "note", "ink_2", width=wide)] if source else []
    return Column(top, *([text] if text.text else []), *below, gap=Air.XS, fit=True, width=wide)
