"""The question itself, above what may be touched: head, bars, and a card with the stem, whole or a part of it."""

from __future__ import annotations

from functools import partial

from kivy.uix.widget import Widget

from content.banks.blanks import parts_of
from content.banks.model import Kind
from kiosk.features.quiz.terminal import words
from kiosk.features.quiz.terminal.screens import blank_stem
from kiosk.features.quiz.terminal.screens.blank_stem import Blank, BlankStem
from kiosk.features.quiz.terminal.screens.measuring import (
    body_width,
    card_high,
    fitting,
    head_high,
    line_px,
    lines,
    text_width,
)
from kiosk.features.quiz.terminal.screens.order_strip import OrderStrip, strip_high
from kiosk.features.quiz.terminal.screens.redrawn import Redrawn
from kiosk.features.quiz.terminal.sizes import CHIPS_HIGH, NUMBER_WIDE, PICTURE_HIGH, PICTURE_WIDE, VERDICT_HIGH
from kiosk.features.quiz.terminal.views import Asked, Frame, QuestionView, Sign, Verdict
from kiosk.ui import look
from kiosk.ui.pixels import Frame as Pixels
from kiosk.ui.texture_upload import texture_of
from kiosk.ui.tokens import ACTION_COLUMN, CARD_GAP, CELL_RADIUS, Air, IconSize
from kiosk.ui.widgets.card import Card, Flat
from kiosk.ui.widgets.chip import Chip, wide_of
from kiosk.ui.widgets.icon import Icon
from kiosk.ui.widgets.layout import Column, Gap, Row
from kiosk.ui.widgets.name import Name, NameRow
from kiosk.ui.widgets.picture import Picture
from kiosk.ui.widgets.progress import Segments
from kiosk.ui.widgets.text import Run, Runs, Text

STEM_TOKENS, STEM_TOKENS_LARGE = ("head", "name", "title", "label"), ("head", "name", "title")
LONG_TOKENS = ("head", "name", "title", "label", "body")  # where it has a screen of its own
TOLD_TOKENS = ("title", "label", "body")
LARGE_LINES = 3  # of a stem above its options, in large type


def head(frame: Frame, asked: Asked, *, asking: bool) -> Row:
    """Number, paper, type in large type, and what the way to play shows: a clock, 刚才跳过的."""
    token = "title" if look.large() else "label"
    right: list[Widget] = [_aside(frame.aside)] if frame.aside and (not frame.sign or frame.sign.large) else []
    if frame.aside_icon and right:
        right.append(Icon(frame.aside_icon, IconSize.S, "primary"))
    tag: list[Widget] = []
    if asking and look.large() and not look.landscape():
        right, tag = [Chip(words.KINDS[asked.kind], "gold")], [Text(asked.tag, "note", "ink_2", fit=True)]
    if frame.sign:
        right.append(_sign(frame.sign))
    number = Runs(Run(frame.heading, token), Run(frame.heading_note, "body", "ink_2"))
    theme = look.theme()
    room = theme.panel.width_px - look.px(2 * theme.spaces.margin + Air.S * (len(right) + 1))
    if (
        number.width + sum(wide_of(one) if isinstance(one, Chip) else one.width for one in right) > room
    ):  # the bars below say how many there are
        number = Runs(Run(frame.heading, token))
    return Row(number, Gap(), *(tag if not frame.sign else []), *right, gap=Air.S, size_hint_y=None, height=head_high())


def segments(frame: Frame, kept: Redrawn) -> tuple[Widget, ...]:
    if not frame.total:
        return ()
    bars = kept.take(("bars", frame.total), partial(Segments, frame.total, frame.position, frame.done))
    bars.show(frame.position, frame.done)
    return (bars,)


def reframed(speak: Column, old: Widget | None, view: QuestionView) -> Row:
    """A clock moved: the head is drawn anew, and nothing else."""
    made = head(view.frame, view.asked, asking=view.verdict is None)
    if old and old.parent is speak:
        place = speak.children.index(old)
        speak.remove_widget(old)
        speak.add_widget(made, index=place)
    return made


def _sign(sign: Sign) -> Chip:
    return Chip(sign.text, sign.tint, sign.icon, "label" if sign.large else "note")


def _aside(text: str) -> Name:
    """As much of it as there is room for beside the number."""
    theme = look.theme()
    room = theme.panel.width_px - look.px(2 * theme.spaces.margin + NUMBER_WIDE)
    name = Name(text, ("body", "note"), "ink_2", lines=1, halign="right", size_hint_x=None, width=room)
    name.width = min(name.natural_width, room)
    return name


# -- how much room it takes -------------------------------------------------------------------------------------------


def beside(view: QuestionView) -> float:
    """What is left of the card's width for the words."""
    return text_width() - (look.px(PICTURE_WIDE + Air.L) if view.has_picture else 0)


def asked_room() -> float:
    """Height of the words of a question above its options."""
    if look.large() and not look.landscape():
        return card_high() - look.px(2 * Air.M)
    return card_high() - look.px(2 * Air.L + CHIPS_HIGH + 3 * Air.XS)


def told_room() -> float:
    """Height of the words under a verdict."""
    return card_high() - look.px(2 * Air.M + VERDICT_HIGH + 3 * Air.S)


def stands(view: QuestionView) -> bool:
    """The whole stem has room above what is tapped."""
    if view.verdict:
        return view.asked.kind is Kind.FILL or _told_token(view) is not None
    wide, room = beside(view), asked_room()
    if view.asked.kind is Kind.FILL:
        return blank_stem.stands(parts_of(view.asked.stem, view.asked.blanks), wide, room)
    tokens = STEM_TOKENS_LARGE if look.large() else STEM_TOKENS
    token = fitting(view.asked.stem, tokens, wide, room, serif=True)
    rows = len(lines(view.asked.stem, token, wide, serif=True)) if token else 0
    return token is not None and (rows <= LARGE_LINES or not look.large() or look.landscape())


def _told_token(view: QuestionView, taken: float = 0.0) -> str | None:
    return fitting(view.asked.stem, TOLD_TOKENS, beside(view) - taken, told_room())


def half_wide() -> float:
    """Of a card beside that of the question, which takes no less."""
    return (body_width() + look.px(ACTION_COLUMN + Air.L) - look.px(CARD_GAP)) / 2


def shares(view: QuestionView) -> bool:
    """A wide panel has room for the explanation beside the stem."""
    return look.landscape() and not view.asked.blanks and not view.has_picture and bool(_told_token(view, _taken()))


def _taken() -> float:
    return half_wide() + look.px(CARD_GAP)


def parted(stem: str, high: float) -> list[str]:
    """The stem in as many parts as need a screen each of that height."""
    token = fitting(stem, LONG_TOKENS, text_width(), high, serif=True)
    if token:
        return [stem]
    every, most = lines(stem, LONG_TOKENS[-1], text_width(), serif=True, even=False), int(high // line_px("body"))
    return ["\n".join(every[at : at + most]) for at in range(0, len(every), most)]


def told_parts(stem: str, high: float) -> list[str]:
    """The same under a verdict."""
    every, most = (
        lines(stem, "body", body_width() - look.px(2 * Air.L), even=False),
        max(1, int(high // line_px("body"))),
    )
    return ["\n".join(every[at : at + most]) for at in range(0, len(every), most)]


# -- the cards --------------------------------------------------------------------------------------------------------


def asked_card(view: QuestionView, stem: str, room: float, kept: Redrawn) -> tuple[Card, BlankStem | OrderStrip | None]:
    """Type before stem; ``stem`` may be a part of it. The second is to be redrawn as it is answered."""
    strip = _strip(view, stem, room, kept)
    words_of_it, blanks = _words(view, stem, beside(view), room - (strip_high(view) if strip else 0))
    inner: list[Widget] = [Gap(), words_of_it, Gap(), *([strip] if strip else [])]
    answered = strip or blanks
    if not (look.large() and not look.landscape()):
        inner.insert(0, chips(view, kept, hint=look.landscape()))
        return _with_picture(view, inner, (Air.XXL, Air.L), Air.XS), answered
    return _with_picture(view, inner, (Air.XXL, Air.M), 0), answered


def _strip(view: QuestionView, stem: str, room: float, kept: Redrawn) -> OrderStrip | None:
    """Where the stem leaves room for it in a size that headings have."""
    high = strip_high(view)
    if not high or view.has_picture:
        return None
    tokens = STEM_TOKENS_LARGE if look.large() else STEM_TOKENS
    return OrderStrip(view, kept) if fitting(stem, tokens, beside(view), room - high, serif=True) else None


def chips(view: QuestionView, kept: Redrawn, *, hint: bool) -> Row:
    """Type and topic, and what to do."""
    kind = kept.take(("kind", view.asked.kind), partial(Chip, words.KINDS[view.asked.kind], "gold"))
    tag = _note(view.asked.tag, kept)
    told = [_note(view.foot, kept)] if hint and view.foot else []
    return Row(kind, tag, Gap(), *told, gap=Air.S, size_hint_y=None, height=look.px(CHIPS_HIGH))


def _note(text: str, kept: Redrawn) -> Text:
    return kept.take(("note", text), partial(Text, text, "note", "ink_2", fit=True))


def long_card(view: QuestionView, stem: str, high: float, *, last: bool) -> Card:
    """A screen of its own for the stem, of that height; what comes next is on the next screen. The picture stands under
    the words where there is room, and beside what is tapped in any case.
    """
    told = Text(words.STEM_FIRST if last else words.STEM_GOES_ON, "note", "ink_2")
    room = high - look.px(2 * Air.L + 2 * Air.M) - told.height
    beneath = room - look.px(PICTURE_HIGH + 2 * Air.L)
    picture: list[Widget] = []
    if last and view.has_picture and fitting(stem, LONG_TOKENS, text_width(), beneath, serif=True):
        room, picture = (
            beneath,
            [Row(Gap(), _shown(view), Gap(), size_hint_y=None, height=look.px(PICTURE_HIGH)), Gap()],
        )
    inside, _ = _words(view, stem, text_width(), room)
    return Card(
        told, Gap(), inside, Gap(), *picture, padding=(Air.XXL, Air.L), gap=Air.XS, size_hint_y=None, height=high
    )  # fmt: skip


def told_card(view: QuestionView, verdict: Verdict, *, half: bool = False) -> Card:
    """The verdict, and under it the stem, or as much of it as there is room for: the rest has a screen."""
    icon, role = ("check-circle", "ok_ink") if verdict.right else ("x-circle", "ink_2")
    taken = _taken() if half else 0.0
    inside = beside(view) - taken
    wide = inside - look.icon_px(IconSize.L) - look.px(2 * Air.M)
    ink = role if verdict.right else "ink"
    said = Name(verdict.text, ("title", "label", "body", "note"), ink, bold=True, width=wide)
    row = NameRow(
        Icon(icon, IconSize.L, role), said, Gap(), gap=Air.M, size_hint_y=None, height=look.px(VERDICT_HIGH),
        width=inside,
    )  # fmt: skip
    if view.asked.kind is Kind.FILL:
        stem: Widget = _words(view, view.asked.stem, beside(view), told_room())[0]
    else:
        token = _told_token(view, taken) or TOLD_TOKENS[-1]
        most = max(1, int(told_room() // line_px(token)))
        stem = Text(view.asked.stem, token, bold=False, balanced=True, max_lines=most, width=inside)
    fill = "ok_tint" if verdict.right else "surface"
    inner = [Gap(), row, stem, Gap()]
    return _with_picture(view, inner, (Air.XXL, Air.M), Air.S, fill=fill, lift=not verdict.right)


def _words(view: QuestionView, stem: str, wide: float, room: float) -> tuple[Widget, BlankStem | None]:
    if view.asked.kind is Kind.FILL:
        blanks = BlankStem(parts_of(stem, view.asked.blanks), wide, room, blanks_of(view))
        return blanks, blanks
    token = fitting(stem, LONG_TOKENS, wide, room, serif=True) or LONG_TOKENS[-1]
    most = max(1, int(room // line_px(token)))
    return Text(stem, token, serif=True, balanced=True, max_lines=most, width=wide), None


def blanks_of(view: QuestionView) -> tuple[Blank, ...]:
    """What stands in the blanks."""
    texts = view.texts + ("",) * (view.asked.blanks - len(view.texts))
    spelled = tuple(one.composing for one in view.writing.composers) if view.writing else ("",) * len(texts)
    states = view.blank_states or ("plain",) * len(texts)
    return tuple(Blank(*one) for one in zip(texts, spelled, states, strict=True))


def _with_picture(
    view: QuestionView, inner: list[Widget], padding: tuple[int, int], gap: int, *, fill: str = "surface",
    lift: bool = True,
) -> Card:  # fmt: skip
    wide = text_width() + look.px(2 * padding[0])
    if not view.has_picture:
        return Card(*inner, padding=padding, gap=gap, fill=fill, lift=lift, width=wide)
    said = Column(*inner, gap=gap, width=beside(view))
    return Card(said, _shown(view), across=True, padding=padding, gap=Air.L, fill=fill, width=wide)


def _shown(view: QuestionView) -> Widget:
    """The picture, or its place."""
    return _thumb(view.picture) if view.picture else _awaited()


def _picture_size() -> tuple[float, float]:
    return look.px(PICTURE_WIDE), look.px(PICTURE_HIGH)


def _thumb(pixels: Pixels) -> Picture:
    """Of a few strips: filled at once."""
    picture = Picture(mode="contain", radius=(CELL_RADIUS,) * 4, size_hint=(None, None))
    picture.size = _picture_size()
    picture.texture = texture_of(pixels)
    return picture


def _awaited() -> Flat:
    """The place of a picture that is on its way: the words stand where they will."""
    icon = Icon("image", IconSize.L, "ink_2")
    sign = Row(Gap(), icon, Gap(), size_hint_y=None, height=icon.height)
    said = Text(words.PICTURE_COMES, "note", "ink_2", halign="center")
    return Flat(Gap(), sign, said, Gap(), gap=Air.S, size_hint=(None, None), size=_picture_size())
