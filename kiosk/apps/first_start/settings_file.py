"""kiosk.toml with the answers in it: the keys that were asked for are set, everything else stays as it stands.

The lines of the file are edited, so that a technician's remarks and the examples in it stay. Whether the edit says
what it should is then read from the result; a file too unusual for that is written anew from its values.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from kiosk.apps.first_start.wire import Answers, Role
from kiosk.settings import Settings

Table = dict[str, Any]
Value = str | int | float | bool

EVERYWHERE, HERE = "0.0.0.0", "127.0.0.1"
PRINTER, READER = "/dev/kiosk-printer", "/dev/kiosk-card-reader"  # named by `device_names`
# A value on one line, and the remark behind it; text in double quotes or anything that is neither text nor a list.
_SET = r"""^\s*(?P<off>\#\s*)?{key}\s*=\s*("(?:[^"\\]|\\.)*"|[^"'\[{{\#]*?)(?P<remark>\s*\#.*)?$"""


def answered(answers: Answers, role: Role, port: int) -> dict[str, dict[str, Value]]:
    """Section, key, value of everything that was asked on a machine of this role. `port`: of its own hall service."""
    found: dict[str, dict[str, Value]] = {"hall": {"name": answers.hall_name.strip()}}
    if role in ("both", "hall"):
        found["hall"]["address"] = EVERYWHERE if answers.network else HERE
    if role in ("both", "terminal"):
        found["terminal"] = {"name": answers.terminal_name.strip()}
        found["panel"] = {"panel_bottom_mm": answers.bottom_mm}
    if role == "both":  # beyond loopback the hall speaks TLS on every address, this one too
        found["terminal"]["hall_url"] = f"{'https' if answers.network else 'http'}://{HERE}:{port}"
    joins = {"terminal": "terminal", "board": "board"}.get(role)
    if joins and answers.hall_url:
        found.setdefault(joins, {})["hall_url"] = answers.hall_url
    if answers.panel_ppi and role != "hall":
        found.setdefault("board" if role == "board" else "panel", {})["panel_ppi"] = answers.panel_ppi
    if answers.printer:
        found["printer"] = {"port": PRINTER, "profile": answers.printer_profile}
    if answers.card_reader:
        found["card_reader"] = {"port": READER}
    return found


def port_in(text: str) -> int:
    """Of the hall service, where the file names another than everybody's."""
    port = tomllib.loads(text).get("hall", {}).get("port")
    return port if isinstance(port, int) else Settings().hall.port


def with_answers(text: str, wanted: Mapping[str, Mapping[str, Value]]) -> str:
    """`text` with those keys set. Raises TOMLDecodeError when it is none."""
    whole = deepcopy(tomllib.loads(text))
    for section, keys in wanted.items():
        whole.setdefault(section, {}).update(keys)
    lines = text.splitlines()
    for section, keys in wanted.items():
        for key, value in keys.items():
            lines = _set(lines, section, key, f"{key} = {toml(value)}")
    edited = "\n".join(lines) + "\n"
    try:
        if tomllib.loads(edited) == whole:
            return edited
    except tomllib.TOMLDecodeError:
        pass
    return written(whole)


def written(table: Table) -> str:
    """A table and its tables, without remarks."""
    plain = {key: value for key, value in table.items() if not isinstance(value, dict)}
    lines = [f"{_key(key)} = {toml(value)}" for key, value in plain.items()]
    for section, keys in table.items():
        if isinstance(keys, dict):
            lines += ["", f"[{_key(section)}]"] + [f"{_key(key)} = {toml(value)}" for key, value in keys.items()]
    return "\n".join(lines).lstrip("\n") + "\n"


def toml(value: Any) -> str:
    """A value as TOML writes it. JSON's escapes are all TOML's (toml.io/en/v1.0.0#string); DEL it leaves bare."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(value, list):
        return f"[{', '.join(toml(one) for one in value)}]"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{_key(key)} = {toml(one)}' for key, one in value.items())}}}"
    return str(value) if not isinstance(value, float) else repr(value)


def _key(key: str) -> str:
    return key if re.fullmatch(r"[A-Za-z0-9_-]+", key) else toml(key)


def _set(lines: list[str], section: str, key: str, said: str) -> list[str]:
    """In its section: over the key's own line, else over the example of it, else first."""
    start = next((n for n, line in enumerate(lines) if re.match(rf"\s*\[{section}\]\s*(#.*)?$", line)), None)
    if start is None:
        return [*lines, "", f"[{section}]", said]
    end = next((n for n in range(start + 1, len(lines)) if lines[n].lstrip().startswith("[")), len(lines))
    shape = re.compile(_SET.format(key=re.escape(key)), re.VERBOSE)
    found = [(n, match) for n in range(start + 1, end) if (match := shape.match(lines[n]))]
    if not found:
        return [*lines[: start + 1], said, *lines[start + 1 :]]
    at, match = min(found, key=lambda one: bool(one[1]["off"]))
    remark = f"  {match['remark'].strip()}" if match["remark"] else ""
    return [*lines[:at], said + remark, *lines[at + 1 :]]
