"""One question of a draft's bank changed, or added; the bank is written anew in the pack's own form (`*.bank.json`).

    looked = editor.look("spring", "item-3")                        # raises PackRefused, BankRejected, OSError
    editor.save("spring", "item-3", "12", mark_of(item), plain, by)

Who changes a question has to have seen it as it is; whoever changes another one of the same bank is in nobody's way.
What was written is read back by a limited child before it takes the old file's place: no other question is lost.
Blocks, for 20,000 questions some seconds.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from content.banks.bank_file import ENDING, item_of, own_bytes, plain_of
from content.banks.model import MOST_ITEMS, Bank, Item
from content.banks.sound import Unclear
from content.kinds.kind import ExhibitKind
from kiosk.core.banks.reading import read_file
from kiosk.features.exhibition.hall.banks.kept import Banks
from kiosk.features.exhibition.hall.desk import PackRefused
from kiosk.features.exhibition.hall.drafts import ChangedMeanwhile, Drafts, Written

MOST_BYTES = 30 << 20
"""Of a bank in a pack (`content.pack.open`)."""
_TRIES = 3  # somebody else may write the same bank at the same moment


class QuestionRefused(Exception):
    """It is no question as it was typed; `field` is a key of it, `reason` for the editor."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(reason)
        self.field, self.reason = field, reason


@dataclass(frozen=True, slots=True)
class Looked:
    """The bank of an item as the draft has it. `is_own`: it is in the pack's own form already."""

    written: Written
    bank: Bank

    @property
    def is_own(self) -> bool:
        return str(self.written.get("file", "")).endswith(Path(ENDING).suffix)

    def find(self, number: str) -> Item | None:
        return next((one for one in self.bank if one.id == number), None)


def mark_of(item: Item) -> str:
    """Another for everything that may be changed of a question."""
    told = json.dumps(plain_of(item), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()[:16]


class BankEditor:
    def __init__(self, drafts: Drafts, banks: Banks) -> None:
        self._drafts, self._banks = drafts, banks

    def look(self, pack: str, item: str) -> Looked:
        """Raises PackRefused: the draft has no such bank; ChangedMeanwhile: its file went while it was looked for;
        BankRejected, OSError.
        """
        written = self._written(pack, item)
        try:
            found = self._banks.of(self._drafts.home / pack / str(written["file"]), f"{pack}/{item}")
        except FileNotFoundError:
            if self._written(pack, item)["file"] != written["file"]:
                raise ChangedMeanwhile from None
            raise
        return Looked(written, found)

    def _written(self, pack: str, item: str) -> Written:
        written = self._drafts.of(pack).items.get(item, {})
        if written.get("kind") != ExhibitKind.BANK or not written.get("file"):
            raise PackRefused("no_such_item")
        return written

    def save(
        self, pack: str, item: str, number: str, seen: str, plain: Mapping[str, Any], by: int | None = None
    ) -> Item:
        """`number` empty: a new question; `seen`: the mark of the one that the editor saw; `plain` as in the pack's own
        form, without a number the next one.

        Raises QuestionRefused, PackRefused, BankRejected, OSError; nothing is changed then.
        """
        for _ in range(_TRIES):
            try:
                looked = self.look(pack, item)
                question = _question(looked, number, seen, plain)
                self._write(pack, item, looked, _with(looked.bank, number, question), by)
            except ChangedMeanwhile:
                continue
            return question
        raise ChangedMeanwhile

    def _write(self, pack: str, item: str, looked: Looked, bank: Bank, by: int | None) -> None:
        content = own_bytes(replace(bank, name=str(looked.written.get("title", ""))))
        if len(content) > MOST_BYTES:
            raise PackRefused("bank_too_large")
        if len(content) > self._drafts.room.now().left:
            raise PackRefused("quota")
        found = read_file(Path(f"bank{ENDING}"), content, bank.name)
        if found.items != bank.items:
            raise PackRefused("bank_not_kept")
        handle, staged = tempfile.mkstemp(dir=self._drafts.home, prefix=".bank-")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
            was = str(looked.written["file"])
            name = self._drafts.exchange(pack, item, was, Path(staged), f"bank{ENDING}", by)
        finally:
            Path(staged).unlink(missing_ok=True)
        with suppress(FileNotFoundError):  # somebody else has written the next one already
            self._banks.keep(self._drafts.home / pack / name, found)


def _question(looked: Looked, number: str, seen: str, plain: Mapping[str, Any]) -> Item:
    """Raises QuestionRefused, PackRefused."""
    before = looked.find(number) if number else None
    if number and (before is None or mark_of(before) != seen):
        raise PackRefused("question_changed" if before else "no_such_question")
    chosen = number or plain.get("id") or _next_number(looked.bank)
    if before is None and looked.find(chosen):
        raise PackRefused("number_taken")
    if before is None and len(looked.bank) >= MOST_ITEMS:
        raise PackRefused("too_many_questions")
    kept = {"picture": before.picture} if before and before.picture else {}
    try:
        return item_of({**plain, **kept, "id": chosen})
    except Unclear as unclear:
        raise QuestionRefused(unclear.field, unclear.reason) from unclear


def _with(bank: Bank, number: str, question: Item) -> Bank:
    """In the place of the one of that number, or as the last."""
    items = tuple(question if one.id == number else one for one in bank)
    return replace(bank, items=items if number else (*items, question))


def _next_number(bank: Bank) -> str:
    numbers = (int(one.id) for one in bank if one.id.isascii() and one.id.isdigit() and len(one.id) < 9)
    return str(max(numbers, default=0) + 1)
