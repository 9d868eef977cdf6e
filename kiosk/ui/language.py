"""Languages are data: every room has one catalogue a language, and this module says which one is in force.

A room's `words/` holds `zh.py` and `en.py` with the same names and signatures; its `__init__` looks each name up when
it is used, so a page that is built anew speaks the new language. What is looked up at import, in a class body or in a
default argument would stay in the old one (tests/ui/test_catalogues.py finds those).

    from kiosk.features.tickets import screen_words as words
    Text(words.DONE)            # 号已取好, or Your ticket is ready

What a hall names itself (services, windows, its own name, where its people are) is no catalogue's: `named` says it.

Another language is one more file in each room and one line in NAMES. Standard library only.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module

NAMES = {"zh": "中文", "en": "English"}  # each in itself: what the switch says
DEFAULT = "zh"

_current = DEFAULT
_names: Mapping[str, Mapping[str, str]] = {}


class LanguageUnknown(ValueError):
    """No catalogue speaks that language."""


def use(language: str) -> None:
    """Speak `language` from now on; pages built before go on as they are. Called by `kiosk.ui.look.use` alone."""
    global _current
    if language not in NAMES:
        raise LanguageUnknown(f"{language}: one of {', '.join(NAMES)}")
    _current = language


def current() -> str:
    return _current


def know(source: str, english: Mapping[str, str]) -> None:
    """How English says the names that `source` (the settings, the queue) gave: all of them, anew. On any thread."""
    global _names
    _names = {**_names, source: english}


def english_of(name: str) -> str:
    """A name the hall gave, in English; empty where it has none."""
    return next((names[name] for names in _names.values() if names.get(name)), "")


def named(name: str) -> str:
    """A name the hall gave, as the visitor of now reads it; without an English one as it is."""
    return (english_of(name) if _current == "en" else "") or name


def catalogue(package: str) -> Callable[[str], object]:
    """The `__getattr__` of the words package of that name: each name as the language in force says it."""

    def say(name: str) -> object:
        if name.startswith("_"):
            raise AttributeError(f"{package} has no {name}")
        return getattr(import_module(f"{package}.{_current}"), name)

    return say
