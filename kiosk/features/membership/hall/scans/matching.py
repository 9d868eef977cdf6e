"""Whose a scan is: the one person for whom every word of its path is understood. Rules only.

    register = Register(people)                       # of the records whose names occur, with every branch there is
    match = register.match(said)                      # Match: a person and a paper, or why not and who it might be

A wrong reader is worse than none. So a path is taken for somebody only if each of its words is their name, a part of
their branch, a paper, a page, or a word that says nothing about people; if every number of the branch is told; if
nobody else of that name would do, and no other branch that the hall knows. Everything else is shown to the keeper.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from kiosk.features.membership.hall.scans.branches import (
    Interval,
    covers,
    ending,
    inside,
    is_whole,
    says_no_more,
    spelled,
)
from kiosk.features.membership.hall.scans.names import BLANK, DOT, TOGETHER, NameUnclear, Part, ScanName, name_key
from kiosk.features.membership.hall.scans.plain_words import AFTER_A_NAME

MOST_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in the records. `joined_branch`, where they were received, makes them one who may be meant, and no more:
    today's branch may have another of their name.
    """

    blind: bytes
    name: str
    branch: str
    joined_branch: str
    id_tail: str

    def __repr__(self) -> str:
        return "Person(hidden)"

    def shown(self) -> tuple[str, str, str]:
        """Name, branch and the last four digits, by which a keeper tells them apart."""
        return self.name, self.branch or self.joined_branch, self.id_tail


@dataclass(frozen=True, slots=True)
class Match:
    """Whose it is and which paper; or a `problem` of `scan_words.PROBLEMS`, with whom the path may mean."""

    blind: bytes = b""
    kind: str = ""
    problem: str = ""
    people: tuple[Person, ...] = ()


@dataclass(frozen=True, slots=True)
class _Told:
    """What one reading of a path says: letters of the branch, whether its end, whether the name."""

    branch: frozenset[Interval] = frozenset()
    ends: bool = False
    named: bool = False

    def __or__(self, other: _Told) -> _Told:
        return _Told(self.branch | other.branch, self.ends or other.ends, self.named or other.named)


class Register:
    """`people`: all of the names that occur; `branches`: today's of everybody in the hall, also of others."""

    def __init__(self, people: Iterable[Person], branches: Iterable[str]) -> None:
        self._named: dict[str, list[Person]] = {}
        for person in people:
            self._named.setdefault(name_key(person.name), []).append(person)
        self._in_common = _common_start({*filter(None, map(spelled, branches))})

    def match(self, said: ScanName, owner: Person | None = None) -> Match:
        """`owner`: whom the ID number in the path names, if there is one and they have a record."""
        if said.id_number:
            return Match(problem="no_record") if owner is None else self._by_number(said, owner)
        return self._by_name(said)

    # -- by number -----------------------------------------------------------------------------

    def _by_number(self, said: ScanName, owner: Person) -> Match:
        """A number with somebody else's name beside it was perhaps copied from the row above. Of the folders above it
        only names that the records know count: they may be called as they like.
        """
        name = name_key(owner.name)
        if name in said.possible_names():
            return _taken(said, owner)
        strange = not all(_readings(part, "", None, is_file) for part, is_file in [*said.places()][said.number_at :])
        others = [person for one in strange_names(said) for person in self._named.get(one, ())]
        if strange or others:
            return Match(problem="number_and_name", people=_shown([owner, *others]))
        return _taken(said, owner)

    # -- by name and branch --------------------------------------------------------------------

    def _by_name(self, said: ScanName) -> Match:
        named = [person for name in said.possible_names() for person in self._named.get(name, ())]
        meant = [person for person in named if self._means(said, person)]
        if len({person.blind for person in meant}) > 1:
            return Match(problem="several_people", people=_shown(meant))
        if meant and self._is_sure(said, meant[0]):
            return _taken(said, meant[0])
        if meant:
            today = spelled(meant[0].branch)
            unsure = bool(today) and _understood(said, meant[0], today) is not None
            return Match(problem="several_branches" if unsure else "other_branch", people=_shown(meant))
        if named:
            return Match(problem=self._why(said, named), people=_shown(named))
        return Match(problem="no_record" if _has_words(said) else "no_person")

    def _means(self, said: ScanName, person: Person) -> bool:
        return any(_understood(said, person, own) is not None for own in _own(person))

    def _is_sure(self, said: ScanName, person: Person) -> bool:
        """Told is the whole branch, but for what does not tell this hall's branches apart: 云溪里 of 云溪里第二党支部,
        if all begin with it. Of a branch in another street the hall may know nobody.
        """
        own = spelled(person.branch)
        told = _understood(said, person, own) if own else None
        return told is not None and is_whole(own, told.branch, self._in_common)

    def _why(self, said: ScanName, named: list[Person]) -> str:
        if not any(_ends_of(said)):
            return "no_branch"
        for person in named:
            for own in _own(person):
                name = name_key(person.name)
                left = [part for part, is_file in said.places() if not _readings(part, name, own, is_file)]
                if not any(any(True for _ in _branch_texts(part)) for part in left):
                    return "unknown_word" if left else "other_branch"
        return "other_branch"


def _common_start(branches: set[str]) -> int:
    """How many letters all of them begin with; of one branch it cannot be said."""
    if len(branches) < 2:
        return 0
    first, last = min(branches), max(branches)
    return next((at for at, (one, other) in enumerate(zip(first, last, strict=False)) if one != other), len(first))


def strange_names(said: ScanName) -> frozenset[str]:
    """The names for which the records must be asked, in `name_key`: with an ID number only those above it."""
    if not said.id_number:
        return said.possible_names()
    above = [part for part in said.parts[: said.number_at] if not _readings(part, "", None, False)]
    return frozenset(name for part in above for name in part.possible_names())


def _taken(said: ScanName, person: Person) -> Match:
    try:
        return Match(person.blind, said.kind(name_key(person.name)))
    except NameUnclear as unclear:
        return Match(problem=str(unclear))


def _shown(people: list[Person]) -> tuple[Person, ...]:
    found = {person.blind: person for person in people}
    return tuple(sorted(found.values(), key=lambda one: one.shown()))[:MOST_SHOWN]


def _own(person: Person) -> Iterator[str]:
    yield from dict.fromkeys(filter(None, map(spelled, (person.branch, person.joined_branch))))


def _understood(said: ScanName, person: Person, own: str) -> _Told | None:
    """What the path says of this person in this branch, if every word of it is understood."""
    found = {_Told()}
    for part, is_file in said.places():
        here = _readings(part, name_key(person.name), own, is_file)
        found = {one | other for one in found for other in here}
    whole = [told for told in found if told.named and told.ends and covers(own, told.branch)]
    return max(whole, key=lambda told: sum(b - a for a, b in told.branch), default=None)


def _readings(part: Part, name: str, own: str | None, is_file: bool) -> frozenset[_Told]:
    """All ways in which the letters of one part are words that are understood, one after the other; none: empty.

    `own` None: any branch will do, an ID number says whose it is.
    """
    return _read(part, name if name in part.letters else "", own, is_file)  # a folder of many is read once


@lru_cache(maxsize=100_000)
def _read(part: Part, name: str, own: str | None, is_file: bool) -> frozenset[_Told]:
    size = len(part.letters)
    found: list[set[tuple[_Told, int]]] = [set() for _ in range(size + 1)]  # told, and what kind of word came last
    found[0].add((_Told(), _PLAIN))
    for at in range(size):
        for told, last in found[at]:
            for end, more, kind in _words(part, at, name, own):
                if _may_follow(part, at, end, last, kind, is_file):
                    found[end].add((told | more, kind))
    return frozenset(told for told, _ in found[size])


_PLAIN, _NOISE, _NAME, _BRANCH = range(4)


def _words(part: Part, at: int, name: str, own: str | None) -> Iterator[tuple[int, _Told, int]]:
    """Words that begin here: the end, what it says, its kind."""
    for end in part.fillers(at):
        yield end, _Told(), _PLAIN
    if (end := part.noise(at)) > at:
        yield end, _Told(), _NOISE
    end = at + len(name)
    if name and part.letters.startswith(name, at) and part.joined(at, end):
        yield end, _Told(named=True), _NAME
    if at and part.gaps[at] == TOGETHER:  # a branch, or what stands above it, begins as a word
        return
    for end in part.branch_ends(at):
        if own is None:
            yield end, _Told(), _BRANCH
            continue
        text = spelled(part.text(at, end))
        if found := ending(own, text):
            yield end, _Told(frozenset([found]), ends=True), _BRANCH
        elif found := inside(own, text):
            yield end, _Told(frozenset([found])), _BRANCH
    if own is not None:
        yield from _places(part, at, own)


def _places(part: Part, at: int, own: str) -> Iterator[tuple[int, _Told, int]]:
    """A word between two gaps that the branch holds: the street above it, or a branch that is no 支部 by name."""
    for end in range(at + 1, len(part.letters) + 1):
        if end < len(part.letters) and not part.gaps[end]:
            continue
        if not part.joined(at, end):
            return
        text = spelled(part.text(at, end))
        if says_no_more(own, text):
            yield end, _Told(frozenset([(0, len(own))]), ends=True), _BRANCH
        elif found := inside(own, text):
            yield end, _Told(frozenset([found])), _BRANCH


def _may_follow(part: Part, at: int, end: int, last: int, kind: int, is_file: bool) -> bool:
    """`张三2` may be another 张三, and `1街道` is not 街道: a number beside a name or a branch belongs to it."""
    gap = part.gaps[at]
    if kind == _BRANCH:
        return not at or gap >= (DOT if last == _NOISE else BLANK)
    if kind == _PLAIN and last == _NAME and gap == TOGETHER:
        return part.letters.startswith(AFTER_A_NAME, at)
    if kind == _NOISE and last == _NAME and gap == TOGETHER:
        return is_file and end == len(part.letters) and part.letters[at:end].isdecimal()
    return not (kind == _NOISE and last == _BRANCH and gap == TOGETHER)


def _branch_texts(part: Part) -> Iterator[str]:
    for at in range(len(part.letters)):
        if not at or part.gaps[at]:
            yield from (spelled(part.text(at, end)) for end in part.branch_ends(at))


def _ends_of(said: ScanName) -> Iterator[str]:
    for part in said.parts:
        yield from _branch_texts(part)


def _has_words(said: ScanName) -> bool:
    """Whether anything is left that might be a name."""
    return any(not _readings(part, "", None, is_file) for part, is_file in said.places())
