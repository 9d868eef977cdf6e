"""What root on the hall machine may ask of the packs: `kiosk pack publish|list|rollback|takedown|putback`, and
of single questions."""

from __future__ import annotations

import re
from dataclasses import asdict
from typing import Any

from content.pack.entry import PackRejected
from kiosk.core.database.clock import Clock
from kiosk.core.sealing.rotation import Progress
from kiosk.core.sealing.verbs import VerbSet
from kiosk.features.exhibition.hall.banks.questions import QuestionDesk
from kiosk.features.exhibition.hall.built import Taken, take_file
from kiosk.features.exhibition.hall.desk import PackDesk, PackRefused, Version
from kiosk.features.exhibition.hall.releases import Releases
from kiosk.features.exhibition.hall.shelf import PackLost
from kiosk.features.exhibition.hall.words import LOST, REFUSED
from kiosk.features.exhibition.hall.words import rejected as said_of

ARRIVING = re.compile(r"\.arriving-[0-9a-f]{16}")
"""How the command names the file that it has laid beside the shelf for `pack-publish`."""


class Refused(Exception):
    """As the keeper reads it."""


def verb_set(desk: PackDesk, questions: QuestionDesk, releases: Releases, now: Clock) -> VerbSet:
    """They need no record to be open."""

    def publish(given: dict[str, Any], _progress: Progress) -> dict[str, Any]:
        name = str(given.get("file", ""))
        if not ARRIVING.fullmatch(name):
            raise Refused(REFUSED["unknown"])
        taken = _done(lambda: take_file(desk, desk.home / name, now().date()))
        if taken.version.state == "draft":
            _done(lambda: desk.approve(taken.version.id))
        if taken.version.state != "playing":
            _done(lambda: desk.publish(taken.version.id))
        return _told(desk, taken)

    def listed(_given: dict[str, Any], _progress: Progress) -> dict[str, Any]:
        down = [{"pack": one.pack, "item": one.item, "why": one.why, "at": one.at} for one in desk.tombstones()]
        withdrawn = [
            {"bank": one.bank, "question": one.question, "why": one.why, "at": one.at} for one in questions.withdrawn()
        ]
        return {"versions": [_plain(one) for one in desk.versions()], "down": down, "withdrawn": withdrawn}

    def roll_back(given: dict[str, Any], _progress: Progress) -> dict[str, Any]:
        return _plain(_done(lambda: desk.roll_back(str(given.get("pack", "")))))

    def take_down(given: dict[str, Any], _progress: Progress) -> dict[str, Any]:
        pack, item, why = (str(given.get(key, "")) for key in ("pack", "item", "why"))
        if question := str(given.get("question", "")):
            _done(lambda: questions.withdraw_question(f"{pack}/{item}", question, why=why))
            return {"pack": pack, "item": item, "question": question}
        _done(lambda: desk.take_down(pack, item, why))
        return {"pack": pack, "item": item}

    def put_back(given: dict[str, Any], _progress: Progress) -> dict[str, Any]:
        pack, item = (str(given.get(key, "")) for key in ("pack", "item"))
        if question := str(given.get("question", "")):
            _done(lambda: questions.bring_back_question(f"{pack}/{item}", question))
            return {"pack": pack, "item": item, "question": question}
        _done(lambda: desk.put_back(pack, item))
        return {"pack": pack, "item": item}

    def offer(_given: dict[str, Any], _progress: Progress) -> dict[str, Any]:
        release = releases.offer().release
        files = {one.pack: one.digest for one in desk.playing()}
        return {"release": release.to_plain(), "built": {head.name: files.get(head.name, "") for head in release.packs}}

    verbs = {
        "pack-publish": publish, "pack-list": listed, "pack-rollback": roll_back, "pack-takedown": take_down,
        "pack-putback": put_back, "pack-offer": offer,
    }  # fmt: skip
    return VerbSet(verbs, {Refused: None}, frozenset(verbs))


def _done(work: Any) -> Any:
    """Raises Refused."""
    try:
        return work()
    except PackRefused as refused:
        raise Refused(REFUSED[refused.reason]) from refused
    except PackRejected as rejected:
        own = ARRIVING.fullmatch(rejected.path)  # the keeper knows the file by another name
        raise Refused(rejected.reason if own else said_of(rejected)) from rejected
    except PackLost as lost:
        raise Refused(LOST) from lost


def _told(desk: PackDesk, taken: Taken) -> dict[str, Any]:
    looked = taken.looked
    found, left = ([asdict(one) for one in some] for some in (looked.findings, looked.placeholders))
    more = {"findings": found, "placeholders": left, "held_back": list(taken.held_back)}
    return _plain(desk.version(taken.version.id)) | more


def _plain(version: Version) -> dict[str, Any]:
    return {
        "pack": version.pack, "title": version.title, "number": version.number, "version": version.version,
        "items": version.items, "bytes": version.bytes, "state": version.state, "digest": version.digest,
        "made_at": version.made_at, "published_at": version.published_at,
    }  # fmt: skip
