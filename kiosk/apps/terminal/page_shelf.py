"""The pages of the terminal by name: how each is made, and those that are made already."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from kiosk.ui.page import Page

Factory = Callable[[], Page]


class PageShelf:
    """A page is made when it is first asked for, or ahead in an idle moment, and kept; a private one never is."""

    def __init__(self) -> None:
        self._factories: dict[str, Factory] = {}
        self._kept: dict[str, Page] = {}
        self._private: set[str] = set()  # names of pages that are made anew each time

    def add(self, factories: Mapping[str, Factory]) -> None:
        self._factories.update(factories)

    def __contains__(self, name: str) -> bool:
        """Whether the page of that name is made and kept."""
        return name in self._kept

    def take(self, name: str) -> Page:
        """The page of that name. Raises KeyError."""
        page = self._kept.get(name) or self._factories[name]()
        if not page.private:
            self._kept[name] = page
        return page

    def build_ahead(self) -> bool:
        """Make one page that is not made yet, so that first entry is quick; False when all are."""
        for name, factory in self._factories.items():
            if name not in self._kept and name not in self._private:
                page = factory()
                if page.private:
                    self._private.add(name)
                else:
                    self._kept[name] = page
                return True
        return False

    def drop(self, name: str) -> None:
        """It is made of something else from now on."""
        self._kept.pop(name, None)

    def clear(self) -> None:
        """All are made anew: the look has changed."""
        self._kept.clear()

    def wipe(self) -> None:
        """The visit is over: no private page stays."""
        for name in [name for name, page in self._kept.items() if page.private]:
            del self._kept[name]
