"""Footnotes in a plain text: ``[^1]`` where one is called, and a paragraph ``[^1]: …`` with its words."""

from __future__ import annotations

import re

LONGEST_LABEL = 32
CALL = re.compile(rf"\[\^([^\]\s]{{1,{LONGEST_LABEL}}})\]")
_DEFINED = re.compile(rf"^ {{0,3}}\[\^([^\]\s]{{1,{LONGEST_LABEL}}})\]:[ \t]*(.*)$")
_MORE = re.compile(r"(?: {4}|\t)[ \t]*(.*)$")


def call(label: str) -> str:
    return f"[^{label}]"


def defined(label: str, text: str) -> str:
    return f"[^{label}]: {text}"


def taken_out(text: str) -> tuple[str, dict[str, str]]:
    """The text without its notes, and these by their labels, the first of each."""
    kept: list[str] = []
    found: dict[str, str] = {}
    label = ""
    for line in text.splitlines():
        begun, more = _DEFINED.match(line), _MORE.match(line)
        if begun:
            label = begun[1]
            found.setdefault(label, begun[2].strip())
            kept.append("")
        elif label and more and more[1]:
            found[label] = f"{found[label]} {more[1].strip()}".strip()
        else:
            label = label if not line.strip() else ""
            kept.append(line)
    return "\n".join(kept) + "\n", found
