"""The sentence of a call: a template with fields, numbers said digit by digit. Rules only.

    Sentence("请{number}号到{window}办理").of("A012", "3 号窗口", "党员服务")    # 请A 零 一 二号到3 号窗口办理

`1` is said 一, not 幺: the slip is read aloud by the terminal with 一 (kiosk/ui/voice/spoken.py), and a number should
have one name in a hall; 幺 is how telephones and loudspeakers tell 一 from 七, unknown to many from the south. A hall
that is noisy rather than southern sets `[board] one = "幺"`.
"""

from __future__ import annotations

import difflib
import string

FIELDS = ("number", "window", "service")
NEEDED = ("number", "window")
DIGITS = "零一二三四五六七八九"
ONES = ("一", "幺")


class TemplateRefused(ValueError):
    """The template cannot make a call; the message names the field or the mark that is wrong."""


class Sentence:
    """Raises TemplateRefused. ``one``: how 1 is said, one of ONES."""

    def __init__(self, template: str, one: str = "一") -> None:
        check(template)
        self._template = template
        spelt = {str(n): f" {one if n == 1 else word}" for n, word in enumerate(DIGITS)}
        self._spelt = str.maketrans(spelt | {"-": ""})  # K2-03, a terminal's own series

    def of(self, number: str, window: str, service: str = "") -> str:
        """What is said. Only the number is spelt; a window's own number is a number: 12 号窗口 is 十二."""
        return self._template.format(number=number.translate(self._spelt), window=window, service=service)


def check(template: str) -> None:
    """Raises TemplateRefused for a field nobody knows, a call without number or window, a brace left open."""
    try:
        parts = list(string.Formatter().parse(template))
    except ValueError as error:
        raise TemplateRefused(f"{error}; fields stand as {{number}}") from error
    fields = [part for part in parts if part[1] is not None]
    for _, name, spec, conversion in fields:
        if name not in FIELDS:
            raise TemplateRefused(f"unknown field {{{name}}}{_near(name or '')}")
        if spec or conversion:
            raise TemplateRefused(f"{{{name}}} takes no format")
    missing = [name for name in NEEDED if name not in {field[1] for field in fields}]
    if missing:
        raise TemplateRefused(f"without {{{missing[0]}}} nobody would know who is called where")


def _near(name: str) -> str:
    near = difflib.get_close_matches(name, FIELDS, n=1, cutoff=0.5)
    return f", did you mean {{{near[0]}}}?" if near else f"; known: {', '.join(f'{{{field}}}' for field in FIELDS)}"
