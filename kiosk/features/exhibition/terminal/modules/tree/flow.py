"""A tree, walked: open at the top -> one level down, up again, straight to where one stands, 看全文, back.

返回 leads to where the visitor was before; from where the tree was opened, out of it. Plain Python on Kivy's thread.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from content.kinds.tree import Node, Tree
from content.pack.exhibit import Exhibit
from kiosk.features.exhibition.terminal import words as exhibition_words
from kiosk.features.exhibition.terminal.kind_flow import Around
from kiosk.features.exhibition.terminal.modules.tree.views import TREE, NodeRow, TreeView
from kiosk.ui.page import Page


class TreeFlow:
    def __init__(self, around: Around) -> None:
        self._around, self._stage = around, around.stage
        self._exhibit: Exhibit | None = None
        self._tree = Tree(())
        self._key = ""  # of the chosen one; empty: above several tops
        self._before: list[str] = []
        self._at = 0  # which of the list stands in front
        self._here = ""

    @property
    def pages(self) -> Mapping[str, Callable[[], Page]]:
        from kiosk.features.exhibition.terminal.modules.tree.page import TreePage

        return {TREE: partial(TreePage, self)}

    def open(self, exhibit: Exhibit, at: str = "") -> None:
        self._exhibit = exhibit
        self._tree = exhibit.content if isinstance(exhibit.content, Tree) else Tree(())
        self._here = self._where_one_stands()
        self._before.clear()
        self._choose(at if self._tree.node(at) else self._top)

    def go(self, number: int) -> None:
        """One of the list was tapped."""
        listed = self._listed()
        if 0 <= number < len(listed):
            self._move(listed[number].key)

    def turn(self, number: int) -> None:
        """Another page of the list: that which holds this number."""
        self._at = max(0, min(number, len(self._listed()) - 1))
        self._show()

    def up(self) -> None:
        node = self._tree.node(self._key)
        if node is not None and self._key != self._top:
            self._move(node.parent)

    def to_here(self) -> None:
        if self._here:
            self._move(self._here)

    def read_whole(self) -> None:
        """看全文 of the chosen one."""
        view = self._view()
        blocks = [("paragraph", part) for part in (" › ".join(view.path), view.level, *view.note.splitlines()) if part]
        self._around.whole.open(view.name, blocks, self._show)

    def back(self) -> bool:
        if self._exhibit is None:
            return False
        if self._before:
            self._choose(self._before.pop())
        else:
            self.wipe()
            self._around.back()
        return True

    def renewed(self) -> None:
        if self._exhibit is None:
            return
        page, exhibit = self._stage.now()[0], self._around.desk.find(self._exhibit.key)
        in_front = page == TREE or self._around.whole.is_shown_by(self._show)
        if exhibit is None:
            self.wipe()
            if in_front:
                self._around.back()
        elif exhibit != self._exhibit and in_front:
            self.open(exhibit, self._key)

    def wipe(self) -> None:
        self._exhibit, self._tree, self._key, self._at, self._here = None, Tree(()), "", 0, ""
        self._before.clear()

    # -- where one is -------------------------------------------------------------------------------------------------

    @property
    def _top(self) -> str:
        tops = self._tree.tops
        return tops[0].key if len(tops) == 1 else ""

    def _where_one_stands(self) -> str:
        """What the sheet says; else the one that is called as this hall."""
        hall = self._around.standing.hall
        named = next((node.key for node in self._tree.nodes if hall and node.name == hall), "")
        return named or self._tree.here

    def _move(self, key: str) -> None:
        if key == self._key:
            return
        if self._before and self._before[-1] == key:
            self._before.pop()
        else:
            self._before.append(self._key)
        self._choose(key)

    def _choose(self, key: str) -> None:
        self._key, self._at = key, 0
        if not self._tree.below(key):
            self._at = max(0, self._place())
        self._show()

    def _listed(self) -> tuple[Node, ...]:
        """What is under the chosen one, else it and those beside it."""
        below = self._tree.below(self._key)
        node = self._tree.node(self._key)
        return below or (self._tree.below(node.parent) if node else ())

    def _place(self) -> int:
        """Of the chosen one in the list; -1: the list is what is under it."""
        keys = [node.key for node in self._listed()]
        return keys.index(self._key) if self._key in keys else -1

    def _show(self) -> None:
        if self._exhibit is not None:
            self._stage.show(TREE, self._view())

    def _view(self) -> TreeView:
        assert self._exhibit
        node, exhibit = self._tree.node(self._key), self._exhibit
        here = {one.key for one in self._tree.path(self._here)[:-1]}
        rows = tuple(
            NodeRow(one.name, one.level, len(self._tree.below(one.key)), one.key == self._here, one.key in here)
            for one in self._listed()
        )
        path = tuple(one.name for one in self._tree.path(self._key)[:-1])
        return TreeView(
            exhibit.title, path, node.name if node else exhibit.title,
            node.level if node else "", node.note if node else "",
            (len(self._tree.below(self._key)), self._every(self._key)), bool(node) and self._key == self._here, rows,
            self._place(), self._at, self._key == self._top, bool(self._here) and self._key != self._here,
            exhibition_words.in_one_line(exhibition_words.source(exhibit.source, exhibit.source_date, exhibit.demo)),
        )  # fmt: skip

    def _every(self, key: str) -> int:
        below = self._tree.below(key)
        return len(below) + sum(self._every(one.key) for one in below)
