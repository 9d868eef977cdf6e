"""What was done with accounts, as the console reads it in the audit chain."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection

from kiosk.apps.hall.console.people.words import ACTIONS
from kiosk.core.access.accounts import masked_names
from kiosk.core.access.rights import in_order
from kiosk.core.sealing.audit import Told
from kiosk.core.web import words


def _about(connection: Connection, counts: Mapping[str, int]) -> str:
    """``王*，窗口人员、管理员``."""
    whom, roles = masked_names(connection).get(counts.get("whom", 0), ""), in_order(counts.keys())
    return "，".join(part for part in (whom, words.roles(roles)) if part)


AUDITED: Mapping[str, Told] = {action: Told(says, _about) for action, says in ACTIONS.items()}
