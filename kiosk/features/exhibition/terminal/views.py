"""What the exhibition pages show: plain words, block texts, and pixels that a worker has decoded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class BrowseItem:
    key: str
    title: str
    note: str  # 图片, or 文章，约 3 分钟
    icon: str


@dataclass(frozen=True)
class BrowseView:
    """One page of what is on. ``thumbs``: key -> decoded frame, filled in when the worker is done."""

    title: str
    items: tuple[BrowseItem, ...]
    page: int
    pages: int
    thumbs: Mapping[str, Any] = field(default_factory=dict)
    hero: Any = None


@dataclass(frozen=True)
class FoundItem:
    key: str
    title: str
    note: str  # the sentence found, or what it is
    icon: str
    at: str = ""  # the place in the exhibit
    where: str = ""  # the sentence stands, in words


@dataclass(frozen=True)
class FoundView:
    """Everything found; the page turns through it. No items: nothing was."""

    title: str
    note: str
    items: tuple[FoundItem, ...]
    page: int = 0


@dataclass(frozen=True)
class ExhibitView:
    """One exhibit open. ``blocks`` are (heading|paragraph|item, text): the article or the text version of a picture.

    ``page`` of ``pages`` is where the visitor reads (``pages`` 0: not counted yet); a page that lays out another number
    keeps the same share.
    ``picture`` is a decoded frame (image) or the decoded pages (poster), None until the worker is done.
    """

    key: str
    kind: str
    title: str
    source: str
    place: int
    total: int
    blocks: tuple[tuple[str, str], ...] = ()
    as_text: bool = False
    has_other: bool = False  # a picture with a text version, or the other way round
    page: int = 0
    pages: int = 1
    heading: int | None = None  # to be turned to when it is laid out
    picture: Any = None
    broken: bool = False
    can_hear: bool = False  # 读给我听
    aloud: bool = False  # being read out now
