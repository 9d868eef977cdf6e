"""The form of one question: what stands in its fields, and what the pack's own form says of what was typed."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from content.banks.bank_file import plain_of
from content.banks.blanks import ways_of
from content.banks.cells import plain_line
from content.banks.model import Item, Kind
from kiosk.core.web.frame import Fields

LINES = ("stem", "explanation", "source")
CHOSEN = ("kind", "difficulty", "status")
DAYS = ("source_date", "valid_from", "valid_until")
TYPED = ("number", *LINES, *CHOSEN, *DAYS, "options", "answer", "truth", "blanks", "tags")
_SEVERAL = ("options", "blanks", "tags")  # in one field
_LISTED = re.compile("[、,，;；\n]")
_BETWEEN_LETTERS = re.compile(r"[\s、,，;；.。]")


def plain_of_form(fields: Fields, before: Item | None = None) -> dict[str, Any]:
    """Keys as in `*.bank.json`, without what was left empty. Whether it is a question says who reads that.

    `before`: the question that the form showed. What was not touched stays as it is, also where a field cannot say it:
    a topic may be called 党章、党规, and an answer km/h.
    """
    plain = _plain_of_typed(fields)
    was = shown(before)
    kept = plain_of(before) if before else {}
    same = (key for key in _SEVERAL if key in plain and key in kept and _typed(fields, key) == was[key])
    return plain | {key: kept[key] for key in same}


def _plain_of_typed(fields: Fields) -> dict[str, Any]:
    plain: dict[str, Any] = {key: text for key in LINES if (text := _line(fields.text(key)))}
    plain |= {key: text for key in (*CHOSEN, *DAYS) if (text := fields.text(key).strip())}
    plain |= {"id": number} if (number := _line(fields.text("number"))) else {}
    plain |= {"tags": tags} if (tags := _parts(fields.text("tags"), _LISTED)) else {}
    match plain.get("kind"):
        case Kind.JUDGE:
            return plain | {"answer": fields.text("truth") == "true"} if fields.text("truth") else plain
        case Kind.FILL:
            return plain | {"blanks": [list(map(_line, ways_of(one))) for one in _lines(fields.text("blanks"))]}
        case _:
            return plain | {"options": _lines(fields.text("options")), "answer": _letters(fields.text("answer"))}


def shown(item: Item | None) -> dict[str, str]:
    """What stands in the fields; of a new question nothing."""
    found = dict.fromkeys(TYPED, "") | {"kind": Kind.SINGLE.value, "difficulty": "medium", "status": "ready"}
    if item is None:
        return found
    plain = plain_of(item)
    found |= {key: str(plain[key]) for key in (*LINES, *CHOSEN, *DAYS) if key in plain}
    found |= {"number": item.id, "tags": "、".join(item.tags)}
    if item.kind is Kind.JUDGE:
        return found | {"truth": "true" if plain["answer"] else "false"}
    if item.kind is Kind.FILL:
        return found | {"blanks": "\n".join(" / ".join(ways) for ways in item.blanks)}
    return found | {"options": "\n".join(item.options), "answer": str(plain["answer"])}


def typed(fields: Fields) -> dict[str, str]:
    """As it was sent, for a page that is shown again."""
    return {key: fields.text(key) for key in TYPED}


def _typed(fields: Fields, key: str) -> str:
    """A browser sends ``\\r\\n`` where a line ends."""
    return fields.text(key).replace("\r\n", "\n")


def _line(text: str) -> str:
    return plain_line(" ".join(text.split("\n")))


def _lines(text: str) -> list[str]:
    return [line for one in text.splitlines() if (line := _line(one))]


def _parts(text: str, joint: re.Pattern[str]) -> list[str]:
    return list(dict.fromkeys(part for one in joint.split(text) if (part := _line(one))))


def _letters(text: str) -> str:
    """``ａ、c`` is AC."""
    return _BETWEEN_LETTERS.sub("", unicodedata.normalize("NFKC", text)).upper()
