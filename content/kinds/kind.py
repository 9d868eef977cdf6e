"""Which kinds of item there are, and how one is refused. Standard library only."""

from __future__ import annotations

from enum import StrEnum


class ExhibitKind(StrEnum):
    IMAGE = "image"
    ARTICLE = "article"
    POSTER = "poster"
    BANK = "bank"
    VIDEO = "video"
    DOCUMENT = "document"
    STEPS = "steps"
    MAP = "map"
    FLOOR_PLAN = "floor_plan"
    DIRECTORY = "directory"
    ROSTER = "roster"
    PEOPLE = "people"
    TIMELINE = "timeline"
    TREE = "tree"


class ItemRefused(Exception):
    """One item cannot be shown; the rest of the pack can. The message is for the keeper, in Chinese."""
