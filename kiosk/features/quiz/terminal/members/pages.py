"""The pages before a paper for members, by name."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from kiosk.features.quiz.terminal.members.gate import MemberGate
from kiosk.features.quiz.terminal.members.screens.card import MemberCard
from kiosk.features.quiz.terminal.members.screens.notice import MemberNotice
from kiosk.features.quiz.terminal.members.screens.told import MemberTold
from kiosk.ui.page import Page


def pages(gate: MemberGate) -> dict[str, Callable[[], Page]]:
    return {page.name: partial(page, gate) for page in (MemberNotice, MemberCard, MemberTold)}
