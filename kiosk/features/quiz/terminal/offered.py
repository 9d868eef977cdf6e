"""Papers as rows of the list: how many questions, how long, what about, and what they want before they begin."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from content.banks.papers import Icon, Who
from kiosk.features.quiz.terminal import words
from kiosk.features.quiz.terminal.desk import Offer
from kiosk.features.quiz.terminal.members.gate import MemberGate
from kiosk.features.quiz.terminal.views import Offered

ICONS = {
    Icon.EXAM: "exam", Icon.BOOK: "book-open-text", Icon.FLAG: "flag", Icon.STAR: "star",
    Icon.HISTORY: "clock-counter-clockwise", Icon.LAW: "bank", Icon.SAFETY: "shield-check", Icon.HEALTH: "heartbeat",
    Icon.HOME: "house-line", Icon.IDEA: "lightbulb",
}  # fmt: skip


def offered_papers(offers: Sequence[Offer], members: MemberGate | None) -> Iterator[Offered]:
    """Those for members say so, and why none of them can be begun now; without a gate they are left out."""
    for offer in offers:
        if offer.plan.who is Who.EVERYONE:
            yield _offered(offer, offer.plan.note or words.topics(offer.topics))
        elif members:
            yield replace(_offered(offer, members.row), off=members.shut is not None)


def _offered(offer: Offer, about: str) -> Offered:
    plan = offer.plan
    return Offered(
        plan.name, plan.title, words.plan_note(offer.count, plan.seconds, about), ICONS[plan.icon],
        words.shortage(offer.count, offer.wanted) if offer.count < offer.wanted else "",
    )  # fmt: skip
