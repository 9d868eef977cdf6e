"""The paper of a bank for which its pack brings none: ten questions, by topic as many as the bank has of it."""

from __future__ import annotations

import hashlib
from collections import Counter
from datetime import date

from content.banks.model import Bank
from content.banks.papers import Icon, Plan, Quota

COUNT = 10
_LONGEST_NAME = 64


def usual_plan(bank: Bank, key: str, title: str, day: date) -> Plan:
    """``key`` names the bank for good: ``pack/item``; no quota where nothing can be asked on ``day``. A topic that gets
    no question of ten gets none; where that leaves some of the ten, they are drawn of all.
    """
    tags = Counter(item.tag for item in bank if item.is_valid(day))
    count = min(COUNT, tags.total())
    shares = {tag: count * number // tags.total() for tag, number in tags.most_common()}
    quotas = [Quota(share, tag) for tag, share in shares.items() if share]
    rest = count - sum(shares.values())
    return Plan(_name(key), title, (*quotas, *([Quota(rest)] if rest else [])), icon=Icon.BOOK)


def _name(key: str) -> str:
    name = f"all-{key.replace('/', '-')}"
    return name if len(name) <= _LONGEST_NAME else f"all-{hashlib.sha256(key.encode()).hexdigest()[:16]}"
