"""A tree of organisations: who stands under whom, and where one stands; walked by a visitor one level at a time.

    tree = filled.read(TREE, path).content
    tree.tops; tree.below(node.key); tree.path(node.key)        # from the top to it

Each row names what it stands under, by number or by name. Whatever would make it no tree is told by its row and left
out: a circle, a parent that is not there or not clear, one twice, a level too deep.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from content.banks.cells import text_of
from content.kinds import tree_words as words
from content.kinds.filled import SheetKind
from content.kinds.kind import ItemRefused
from content.tables.cells import flag_of
from content.tables.form import Field, Form
from content.tables.reading import Row, SheetRead

MOST_NODES = 200
MOST_LEVELS = 6
_MOST_ROWS = 2000  # more than are shown, so that the rows too many are told and the others stay

FORM = Form(
    "组织",
    (
        Field("name", "名称", "云溪里社区党委", text_of, ("组织", "组织名称", "支部"), needed=True, longest=40,
              width=30),
        Field("number", "编号", "分得开的名称不用写；同名的每个写一个", text_of, ("序号", "代码"), longest=20),
        Field("parent", "上级", "上级的编号或名称；最上面的空着", text_of, ("上级组织", "隶属"), heads=True, longest=40,
              width=24),
        Field("level", "级别", "街道党工委，社区党委，党支部", text_of, ("层级", "类别"), longest=12, width=16),
        Field("note", "说明", "几句话：管哪一片、在哪里、找谁", aliases=("简介", "介绍", "备注"), longest=1000,
              width=40),
        Field("here", "您在这里", "这块屏所在的那一个，写“是”", flag_of, ("本级", "所在")),
    ),
    most_rows=_MOST_ROWS,
    unit="个",
    examples=(
        {"name": "云溪街道党工委（演示）", "level": "街道", "note": "三级里的第一级"},
        {"name": "云溪里社区党委（演示）", "parent": "云溪街道党工委（演示）", "level": "社区", "here": "是"},
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Node:
    """`key` is unique in the tree; `parent` the key of what it stands under, empty at the top."""

    key: str
    name: str
    parent: str = ""
    level: str = ""
    note: str = ""


@dataclass(frozen=True)
class Tree:
    """Nodes in the order of the rows, each after no matter which; `here`: the key of where one stands, or empty."""

    nodes: tuple[Node, ...]
    here: str = ""
    _by_key: Mapping[str, Node] = field(init=False, repr=False, compare=False)
    _below: Mapping[str, tuple[Node, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        below: dict[str, list[Node]] = {}
        for node in self.nodes:
            below.setdefault(node.parent, []).append(node)
        object.__setattr__(self, "_by_key", {node.key: node for node in self.nodes})
        object.__setattr__(self, "_below", {key: tuple(found) for key, found in below.items()})

    @property
    def tops(self) -> tuple[Node, ...]:
        return self.below("")

    def node(self, key: str) -> Node | None:
        return self._by_key.get(key)

    def below(self, key: str) -> tuple[Node, ...]:
        return self._below.get(key, ())

    def path(self, key: str) -> tuple[Node, ...]:
        """From the top to it, both with it."""
        found: list[Node] = []
        node = self.node(key)
        while node is not None:
            found.insert(0, node)
            node = self.node(node.parent)
        return tuple(found)

    def texts(self) -> Iterator[tuple[str, str]]:
        for node in self.nodes:
            yield node.key, "\n".join(part for part in (node.name, node.level, node.note) if part)

    def pictures(self) -> Sequence[str]:
        return ()


@dataclass(slots=True)
class _Wanted:
    """A row on its way to be a node; `under`: the one it names, once that is found."""

    row: Row
    name: str
    under: _Wanted | None = None


def make(read: SheetRead) -> Tree:
    """Raises ItemRefused: nothing stands at the top."""
    wanted = _without_twins(read, [_Wanted(row, row.text("name")) for row in read.rows[FORM.name]])
    left = _levelled(read, _under(read, wanted))
    if not left:
        raise ItemRefused(words.NO_TOP)
    keys = _keys(left)
    here = _here(read, left)
    nodes = tuple(
        Node(keys[id(one)], one.name, keys[id(one.under)] if one.under else "", one.row.text("level"),
             one.row.text("note"))
        for one in left
    )  # fmt: skip
    return Tree(nodes, keys[id(here)] if here else "")


def _without_twins(read: SheetRead, wanted: list[_Wanted]) -> list[_Wanted]:
    """Each number once, each name once under what is written as its parent."""
    numbers: dict[str, str] = {}
    names: dict[tuple[str, str], str] = {}
    left = []
    for one in wanted:
        number, twin = one.row.text("number"), (one.name, one.row.text("parent"))
        if number and number in numbers:
            read.tell(one.row, words.same_number(number, numbers[number]))
        elif twin in names:
            read.tell(one.row, words.same_name(one.name, names[twin]))
        else:
            numbers[number], names[twin] = one.row.place, one.row.place
            left.append(one)
    return left


def _under(read: SheetRead, wanted: list[_Wanted]) -> list[_Wanted]:
    """Those whose parent is found, or that have none."""
    numbered = {one.row.text("number"): one for one in wanted if one.row.text("number")}
    named: dict[str, list[_Wanted]] = {}
    for one in wanted:
        named.setdefault(one.name, []).append(one)
    left = []
    for one in wanted:
        parent = one.row.text("parent")
        found = [numbered[parent]] if parent in numbered else named.get(parent, [])
        if len(found) > 1:
            read.tell(one.row, words.unclear_parent(parent))
        elif parent and not found:
            read.tell(one.row, words.no_parent(parent))
        else:
            one.under = found[0] if parent else None
            left.append(one)
    return left


def _levelled(read: SheetRead, wanted: list[_Wanted]) -> list[_Wanted]:
    """Those that lead up to a top by rows that are shown, in at most MOST_LEVELS levels, and at most MOST_NODES."""
    shown = {id(one) for one in wanted}
    left: list[_Wanted] = []
    gone: set[int] = set()
    for one in wanted:
        up = _upwards(one)
        if up[-1].under is not None:
            read.tell(one.row, words.circle("、".join(each.name for each in up)))
            gone.add(id(one))
    for one in wanted:
        if id(one) in gone:
            continue
        up = _upwards(one)
        missing = next((each for each in up[1:] if id(each) not in shown or id(each) in gone), None)
        if missing is not None:
            read.tell(one.row, words.parent_left_out(missing.row.place))
        elif len(up) > MOST_LEVELS:
            read.tell(one.row, words.too_deep(MOST_LEVELS))
        else:
            left.append(one)
    if len(left) > MOST_NODES:
        read.tell(left[MOST_NODES].row, words.too_many(MOST_NODES))
        left = _connected(left[:MOST_NODES])
    return left


def _connected(left: list[_Wanted]) -> list[_Wanted]:
    """Without those whose parent was cut off below them."""
    kept = {id(one) for one in left}
    return [one for one in left if all(id(each) in kept for each in _upwards(one))]


def _upwards(one: _Wanted) -> list[_Wanted]:
    """It and what it stands under; the last has a parent still where they run in a circle."""
    found, seen = [one], {id(one)}
    while (up := found[-1].under) is not None and id(up) not in seen:
        seen.add(id(up))
        found.append(up)
    return found


def _keys(left: list[_Wanted]) -> dict[int, str]:
    """The name where it is one's own, else with its number, else with what it stands under."""
    counts: dict[str, int] = {}
    for one in left:
        counts[one.name] = counts.get(one.name, 0) + 1
    keys: dict[int, str] = {}
    used: set[str] = set()
    for one in left:
        told = one.row.text("number") or (one.under.name if one.under else "")
        key = one.name if counts[one.name] == 1 else f"{one.name}（{told}）"
        while key in used:
            key += "·"
        used.add(key)
        keys[id(one)] = key
    return keys


def _here(read: SheetRead, left: list[_Wanted]) -> _Wanted | None:
    here = [one for one in left if one.row["here"]]
    for other in here[1:]:
        read.tell(other.row, words.here_twice(here[0].row.place))
    return here[0] if here else None


TREE = SheetKind("组织", (FORM,), make)
