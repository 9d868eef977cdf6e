"""What is counted of visitors, by name: the whole list. Each counts once a visit, so that no count tells one visit.

    feature_of("tickets.priority") -> "priority"
    named("tickets", OPENED) -> "tickets.opened"

A visit is a first touch with its wipe; nothing of it is kept but which of these names came up in it, added to those of
all others of the hour. A terminal of a newer version may send a name that this one does not know: it is left out.
"""

from __future__ import annotations

FEATURES = ("tickets", "priority", "membership", "quiz", "exhibition", "find", "help")
"""In the order of the page; a page of a terminal belongs to one of them by its name (`feature_of`)."""

OPENED, FINISHED, LEFT = "opened", "finished", "left"
STEPS = (OPENED, FINISHED, LEFT)
"""`left`: the visit ended by itself, nobody touched anything any more, and a page of this feature was in front."""

VISIT, SECONDS = "visit", "seconds"  # `seconds`: how long the visits were, together
HELPED_AT = "helped_at"  # from a page of which feature somebody called for help
LARGE, CONTRAST, VOICE, LANGUAGE = "large", "contrast", "voice", "language"
MODES = (LARGE, CONTRAST, VOICE, LANGUAGE)
LENGTHS = ((30, "up_to_30"), (60, "up_to_60"), (120, "up_to_120"), (300, "up_to_300"), (600, "up_to_600"))
LONGER = "longer"
"""How long a visit was, for the middle one: seconds up to which, and the name."""


def named(feature: str, step: str) -> str:
    return f"{feature}.{step}"


THINGS = frozenset(
    {VISIT, SECONDS, *MODES, *(name for _, name in LENGTHS), LONGER}
    | {named(feature, step) for feature in FEATURES for step in (*STEPS, HELPED_AT)}
)

_OWN = {"tickets.priority": "priority", "exhibition.find": "find", "exhibition.found": "find"}
_LAST = {
    "tickets.done": "tickets", "membership.record": "membership", "membership.course": "membership",
    "quiz.result": "quiz", "quiz.challenge_result": "quiz", "exhibition.image": "exhibition",
    "exhibition.article": "exhibition", "exhibition.poster": "exhibition", "exhibition.found": "find",
}  # fmt: skip
"""Pages on which a visitor has what they came for."""
PAGES = frozenset((*_OWN, *_LAST))
"""Every page that is named here; the others are a feature's by the first word of their name."""
FINISHING = frozenset(_LAST.values())
"""Features that have such a page."""


def feature_of(page: str) -> str:
    """Whose page it is; empty: home, the attract screen, the maintenance."""
    found = _OWN.get(page) or page.partition(".")[0]
    return found if found in FEATURES else ""


def finished_by(page: str) -> str:
    """Which feature has done its work once this page shows; empty: none."""
    return _LAST.get(page, "")


def length_of(seconds: float) -> str:
    """The name under which the length of a visit is counted."""
    return next((name for most, name in LENGTHS if seconds <= most), LONGER)
