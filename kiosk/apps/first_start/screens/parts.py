"""What the first start's pages share: what they report to, their buttons, the sentence under a title."""

from __future__ import annotations

from functools import partial
from typing import ClassVar, Protocol

from kivy.uix.widget import Widget

from kiosk.apps.first_start import sizes
from kiosk.apps.first_start.views import Button, Notice
from kiosk.ui.page import Page, titles
from kiosk.ui.widgets.button import PushButton
from kiosk.ui.widgets.layout import Column, Gap
from kiosk.ui.widgets.notice_strip import NoticeStrip

SIGNS = {"plain": "info", "ok": "check-circle", "warn": "warning", "pine": "info"}


class FirstPage(Page):
    nav: ClassVar[tuple[str, ...]] = ("back",)


class Hears(Protocol):
    """The flow, as pages know it: every tap by its key."""

    def act(self, key: str) -> None: ...
    def pick(self, key: str) -> None: ...
    def press(self, key: str) -> None: ...
    def keep(self, written: str) -> None: ...
    def back(self) -> None: ...


def push(button: Button, flow: Hears) -> PushButton:
    """`first.<key>` is its tap."""
    made = PushButton(
        button.text, partial(flow.act, button.key), tap=f"first.{button.key}", kind=button.kind, icon=button.icon,
        icon_bold=button.icon in ("arrows-clockwise", "power", "prohibit"), off=button.off,
    )  # fmt: skip
    made.busy = button.busy
    return made


def head(title: str, note: str, notice: Notice | None) -> list[Widget]:
    """Title and note, and what there is to say of the moment."""
    parts: list[Widget] = [titles(title, note)]
    if notice:
        parts.append(NoticeStrip(notice.text, SIGNS[notice.tint], notice.tint, height=sizes.NOTICE))
    return [*parts, Gap()]


def fill(column: Column, parts: list[Widget]) -> None:
    """These instead of what stood there."""
    column.clear_widgets()
    for part in parts:
        column.add_widget(part)
