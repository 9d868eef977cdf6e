"""Which exhibits of this screen stay down, whatever pack or folder they lie in."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Sequence

from content.distribution.release import Down
from content.pack.open import Pack
from kiosk.features.exhibition.rules.leaving import of_one

log = logging.getLogger("kiosk.exhibition")


def held_back(packs: Sequence[Pack], down: Sequence[Down]) -> frozenset[str]:
    """Their keys: by name in their pack, or by what their file holds; and those of single people. Blocks for as long as
    hashing takes.
    """
    names = {(one.pack, one.item) for one in down}
    digests = {one.digest for one in down if one.digest}
    found = {f"{one.pack}/{one.item}" for one in down if of_one(one.item)[1]}
    for pack in packs:
        for exhibit in (*pack.exhibits, *pack.bank_entries):
            if (exhibit.pack, exhibit.id) in names:
                found.add(exhibit.key)
            elif digests:
                try:
                    with exhibit.path.open("rb") as file:
                        is_down = hashlib.file_digest(file, "sha256").hexdigest() in digests
                except OSError as error:
                    log.warning("exhibit not read: %s: %s", exhibit.key, error.strerror)
                    continue
                if is_down:
                    found.add(exhibit.key)
    return frozenset(found)
