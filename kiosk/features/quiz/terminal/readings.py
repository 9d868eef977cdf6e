"""What the exhibition has to read about a topic, as the quiz advises it."""

from __future__ import annotations

from collections.abc import Mapping

from content.pack.exhibit import Exhibit
from kiosk.features.quiz.rules.advice import Reading

CHARACTERS_A_MINUTE = 300  # unhurried, standing


def readings_of(about: Mapping[str, Exhibit]) -> dict[str, Reading]:
    """``about``: topic -> exhibit, as `ExhibitionDesk.about` gives it."""
    return {topic: Reading(exhibit.key, exhibit.title, _minutes(exhibit)) for topic, exhibit in about.items()}


def _minutes(exhibit: Exhibit) -> int:
    text = exhibit.article or exhibit.alternative
    return max(1, round(text.character_count() / CHARACTERS_A_MINUTE)) if text else 1
