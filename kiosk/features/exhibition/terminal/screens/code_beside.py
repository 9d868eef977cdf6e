"""The code of what can be taken along, with a word beside it: what it is for, or what became of the slip."""

from __future__ import annotations

from kiosk.core.terminal.slips import SlipState, said
from kiosk.features.exhibition.terminal import words
from kiosk.features.exhibition.terminal.screens.slip_parts import CodeCard
from kiosk.features.exhibition.terminal.sizes import CODE_SAID_WIDE
from kiosk.features.exhibition.terminal.slips import SlipView
from kiosk.ui import look
from kiosk.ui.tokens import Air
from kiosk.ui.widgets.layout import Column, Gap, Row
from kiosk.ui.widgets.text import Text

LINES = 3


class SlipSaid(Text):
    """What the code is for; once a slip was asked for, or none can be had, that. At most `LINES` lines."""

    def __init__(self, wide: float, *, halign: str = "left") -> None:
        super().__init__(
            words.CODE_NOTE, "note", "ink_2", halign=halign, max_lines=LINES, width=wide, size_hint_x=None,
        )  # fmt: skip

    def show(self, slip: SlipView) -> None:
        told = slip.told
        self.text = words.CODE_NOTE if told.state is SlipState.NONE else said(told)
        self.role = "warn" if told.is_trouble else "ok_ink" if told.state is SlipState.PRINTED else "ink_2"

    @staticmethod
    def most_high() -> float:
        """Pixels of all its lines."""
        return float(LINES * round(look.text_px("note") * 1.45))


class CodeBeside(Column):
    """As wide and as high as it is always, whatever it says: `wide`, `high` in pixels."""

    def __init__(self) -> None:
        self._code = CodeCard()
        lying = look.landscape()
        wide = look.px(CODE_SAID_WIDE) if lying else self._code.width
        self._said = SlipSaid(wide, halign="left" if lying else "center")
        self._said.pos_hint = {"center_y": 0.5} if lying else {"center_x": 0.5}
        if lying:
            self.wide, self.high = self._code.width + look.px(Air.M) + wide, float(self._code.height)
            parts = [Row(self._code, self._said, gap=Air.M, size_hint_y=None, height=self._code.height)]
        else:
            self.wide, self.high = self._code.width, self._code.height + look.px(Air.XS) + SlipSaid.most_high()
            parts = [self._code, Gap(Air.XS), self._said, Gap()]
        super().__init__(*parts, gap=0, size_hint=(None, None), width=self.wide, height=self.high)

    def show(self, slip: SlipView) -> None:
        self._code.show(slip)
        self._said.show(slip)

    def drop(self) -> None:
        """The page went."""
        self._code.drop()
