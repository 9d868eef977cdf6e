"""What is kept of a person's results, for their own copy and for the trail that a keeper reads."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from sqlalchemy import Connection

from kiosk.core.database.owner import Database
from kiosk.core.sealing.audit import Told
from kiosk.core.sealing.files import SealedFiles
from kiosk.core.sealing.vault import Vault
from kiosk.core.web.hall_module import OwnFile
from kiosk.features.quiz.hall.results import store, words
from kiosk.features.quiz.hall.results.desk import ACTION
from kiosk.features.quiz.hall.results.store import Held


def own_copy(database: Database, vault: Vault, _files: SealedFiles, blind: bytes) -> list[OwnFile]:
    held = database.call(partial(store.of_person, vault=vault, blind=blind))
    if not held:
        return []
    lines = [words.COPY_HEAD, "", *(line for one in held for line in _said(one))]
    return [(f"quiz/{words.COPY}", ("\n".join(lines) + "\n").encode())]


def _said(held: Held) -> list[str]:
    one = held.result
    head = words.result_lines(one.title, one.day, one.points, one.right, one.total)
    return [head, *words.topic_lines((topic.tag, topic.right, topic.asked) for topic in one.topics)]


def _about(_connection: Connection, _counts: Mapping[str, int]) -> str:
    return ""


AUDITED: Mapping[str, Told] = {ACTION: Told(words.ACTION, _about)}
