"""A bank in the pack's own form, ``*.bank.json``: an item a line, so that two versions can be compared line by line.

    {"format": "kiosk-bank", "version": 1, "name": "党史", "items": [
    {"id": "1", "kind": "single", "stem": "…", "options": ["甲", "乙"], "answer": "B"},
    …
    ]}

What is as usual is left out. It is read strictly: a key that nobody knows, or a value that no reader of ours would have
made, costs its item, with the reason; and quickly, by the standard library alone, since a terminal reads banks before
its first frame.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from content import words
from content.banks import words as bank_words
from content.banks.cells import is_plain, plain_line
from content.banks.model import (
    JUDGE_OPTIONS,
    MOST_ITEMS,
    Bank,
    BankRejected,
    Difficulty,
    Finding,
    Item,
    Kind,
    Severity,
    Status,
)
from content.banks.sound import (
    LONGEST,
    MOST_BLANKS,
    MOST_FINDINGS,
    MOST_OPTIONS,
    MOST_TAGS,
    MOST_WAYS,
    Unclear,
    is_picture,
    problem_of,
)
from content.texts.decoding import DAMAGED

ENDING = ".bank.json"
FORMAT, VERSION = "kiosk-bank", 1
_TEXTS = ("explanation", "source", "picture")
_DATES = ("source_date", "valid_from", "valid_until")
_KEYS = frozenset({
    "id", "kind", "stem", "options", "answer", "blanks", "tags", "difficulty", "status", *_TEXTS, *_DATES,
})  # fmt: skip
_HEAD = frozenset({"format", "version", "name", "items"})
_DIFFICULTY = {one.name.lower(): one for one in Difficulty}
_KINDS = {one.value: one for one in Kind}
_STATUS = {one.value: one for one in Status}
_LONGEST_NAME = 80
_DAY = len("2026-07-01")

T = TypeVar("T")


def own_bytes(bank: Bank) -> bytes:
    """The bank as it is kept in a pack; the same bytes for the same bank. Its findings are not in it."""
    head = json.dumps(
        {"format": FORMAT, "version": VERSION, "name": plain_line(bank.name)[:_LONGEST_NAME].strip()},
        ensure_ascii=False,
    )
    lines = ",\n".join(json.dumps(plain_of(item), ensure_ascii=False) for item in bank.items)
    return f'{head[:-1]}, "items": [\n{lines}\n]}}\n'.encode()


def plain_of(item: Item) -> dict[str, Any]:
    """What is not as usual, in the order of a question."""
    plain: dict[str, Any] = {"id": item.id, "kind": item.kind.value, "stem": item.stem}
    if item.kind is Kind.FILL:
        plain["blanks"] = [list(ways) for ways in item.blanks]
    elif item.kind is Kind.JUDGE:
        plain["answer"] = item.answer[0] == 0
    else:
        plain["options"] = list(item.options)
        plain["answer"] = "".join(chr(65 + at) for at in item.answer)
    plain |= {key: value for key in _TEXTS if (value := getattr(item, key))}
    if item.tags:
        plain["tags"] = list(item.tags)
    if item.difficulty is not Difficulty.MEDIUM:
        plain["difficulty"] = item.difficulty.name.lower()
    plain |= {key: value.isoformat() for key in _DATES if (value := getattr(item, key))}
    if item.status is not Status.READY:
        plain["status"] = item.status.value
    return plain


def read_own(path: Path, content: bytes, name: str = "") -> Bank:
    """Places are told by the number of the item. Raises BankRejected."""
    told = _told(path, content)
    may_be_damaged = DAMAGED.encode() in content or b"\\ufffd" in content.lower()
    items: list[Item] = []
    findings: list[Finding] = []
    ids: set[str] = set()
    for number, plain in enumerate(told["items"], start=1):
        try:
            item = item_of(plain)
            if may_be_damaged and _is_damaged(item):
                raise Unclear("", bank_words.DAMAGED_LETTERS)  # as of every other form: `making`
            if item.id in ids:
                raise Unclear("id", bank_words.id_twice(item.id))
        except Unclear as unclear:
            findings.append(Finding(Severity.REFUSED, bank_words.item_place(number), 0, "", unclear.reason))
        else:
            items.append(item)
            ids.add(item.id)
    if left := len(findings[MOST_FINDINGS:]):
        findings[MOST_FINDINGS:] = [Finding(Severity.REFUSED, "", 0, "", words.more_findings(left))]
    return Bank(name or told.get("name") or path.stem.removesuffix(".bank"), tuple(items), tuple(findings))


def _is_damaged(item: Item) -> bool:
    return DAMAGED in "".join((item.stem, *item.options, *(way for ways in item.blanks for way in ways)))


def _told(path: Path, content: bytes) -> dict[str, Any]:
    try:
        told = json.loads(content.decode("utf-8-sig"), object_pairs_hook=_once)
    except (ValueError, RecursionError) as error:
        raise BankRejected(str(path), bank_words.NOT_JSON) from error
    if not isinstance(told, dict) or told.get("format") != FORMAT:
        raise BankRejected(str(path), bank_words.NOT_OURS)
    version = told.get("version")
    if type(version) is not int or version > VERSION:
        raise BankRejected(str(path), bank_words.newer(version) if type(version) is int else bank_words.NOT_JSON)
    unknown = told.keys() - _HEAD
    if unknown:
        raise BankRejected(str(path), bank_words.unknown_key(min(unknown)))
    if not isinstance(told.get("items"), list) or not _is_text(told.get("name", ""), _LONGEST_NAME):
        raise BankRejected(str(path), bank_words.NOT_JSON)
    if len(told["items"]) > MOST_ITEMS:
        raise BankRejected(str(path), words.too_many(MOST_ITEMS))
    return told


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Raises ValueError: a key stands twice, and readers differ in which they take."""
    made = dict(pairs)
    if len(made) < len(pairs):
        raise ValueError
    return made


def item_of(plain: object) -> Item:
    """Raises Unclear."""
    if not isinstance(plain, dict):
        raise Unclear("", bank_words.ITEM_DAMAGED)
    if not plain.keys() <= _KEYS:
        raise Unclear("", bank_words.unknown_key(min(plain.keys() - _KEYS)))
    kind = _one_of(_KINDS, plain, "kind", None)
    options, answer, blanks = _marked(kind, plain)
    if (problem := problem_of(kind, options, answer, blanks)) is not None:
        raise Unclear(*problem)
    first, last = _date(plain, "valid_from"), _date(plain, "valid_until")
    if first and last and last < first:
        raise Unclear("valid_until", words.DATES_REVERSED)
    picture = _text(plain, "picture", LONGEST["picture"])
    if picture and not is_picture(picture):
        raise Unclear("picture", bank_words.PICTURE_OUTSIDE)
    return Item(
        _text(plain, "id", LONGEST["number"], needed=True), kind, _text(plain, "stem", LONGEST["stem"], needed=True),
        options, answer, _text(plain, "explanation", LONGEST["explanation"]),
        _texts(plain, "tags", LONGEST["tag"], MOST_TAGS),
        _one_of(_DIFFICULTY, plain, "difficulty", Difficulty.MEDIUM), _text(plain, "source", LONGEST["source"]),
        _date(plain, "source_date"), first, last, blanks, picture, _one_of(_STATUS, plain, "status", Status.READY),
    )  # fmt: skip


def _marked(
    kind: Kind, plain: Mapping[str, Any]
) -> tuple[tuple[str, ...], tuple[int, ...], tuple[tuple[str, ...], ...]]:
    """Options, answer and blanks. Raises Unclear."""
    answer = plain.get("answer")
    if kind is Kind.FILL:
        blanks = plain.get("blanks")
        if "options" in plain or "answer" in plain or not isinstance(blanks, list) or len(blanks) > MOST_BLANKS:
            raise Unclear("blanks", bank_words.bad_field("blanks"))
        return (), (), tuple(_list(ways, "blanks", LONGEST["blank"], MOST_WAYS, least=1) for ways in blanks)
    if "blanks" in plain:
        raise Unclear("blanks", bank_words.bad_field("blanks"))
    if kind is Kind.JUDGE:
        if type(answer) is not bool or "options" in plain:
            raise Unclear("answer", bank_words.bad_field("answer"))
        return JUDGE_OPTIONS, (0,) if answer else (1,), ()
    if type(answer) is not str or not answer.isascii() or len(answer) > MOST_OPTIONS:
        raise Unclear("answer", bank_words.bad_field("answer"))
    return _texts(plain, "options", LONGEST["option"], MOST_OPTIONS), tuple(ord(one) - 65 for one in answer), ()


def _text(plain: Mapping[str, Any], key: str, longest: int, *, needed: bool = False) -> str:
    text = plain.get(key, "")
    if not _is_text(text, longest) or (needed and not text):
        raise Unclear(key, bank_words.bad_field(key))
    return str(text)


def _texts(plain: Mapping[str, Any], key: str, longest: int, most: int) -> tuple[str, ...]:
    return _list(plain.get(key, []), key, longest, most)


def _list(texts: object, key: str, longest: int, most: int, least: int = 0) -> tuple[str, ...]:
    if (
        not isinstance(texts, list)
        or not least <= len(texts) <= most
        or not all(text and _is_text(text, longest) for text in texts)
        or len(set(texts)) < len(texts)
    ):
        raise Unclear(key, bank_words.bad_field(key))
    return tuple(texts)


def _is_text(text: object, longest: int) -> bool:
    """A text such as every reader leaves it: nothing that cannot be seen, no line break."""
    return type(text) is str and len(text) <= longest and (is_plain(text) or plain_line(text) == text)


def _one_of(known: Mapping[str, T], plain: Mapping[str, Any], key: str, usual: T | None) -> T:
    value = plain.get(key)
    if value is None and usual is not None and key not in plain:
        return usual
    if type(value) is not str or value not in known:
        raise Unclear(key, bank_words.bad_field(key))
    return known[value]


def _date(plain: Mapping[str, Any], key: str) -> date | None:
    value = plain.get(key)
    if key not in plain:
        return None
    try:
        if type(value) is str and len(value) == _DAY:
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise Unclear(key, bank_words.bad_field(key))
