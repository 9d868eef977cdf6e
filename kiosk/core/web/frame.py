"""What every page of the console shares: headers, form fields, cookie names, icons. No request is known here."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from markupsafe import Markup

from kiosk.core.access.sessions import IDLE_SECONDS
from kiosk.ui import font_files

HERE = Path(__file__).parent
# No inline script or style, nothing from elsewhere, no framing, no form that leaves.
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; "
    "font-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",  # with no-referrer browsers send `Origin: null`, and no form could be told apart
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cache-Control": "no-store",
}
LEAVES = {"Refresh": f"{IDLE_SECONDS}; url=/console/login"}
"""For what shows somebody's record: a screen left alone must not show it on once the log-in is over."""
KINDS = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".ttf": "font/ttf"}
FONTS = {"icons-fill.ttf": "icon", "icons-bold.ttf": "icon-bold"}
MOST_FIELDS = 320
"""A paper of 60 rows of four, and what its results are called."""


class FormRefused(Exception):
    """A form without its token, from elsewhere, or not a form at all."""


class Fields:
    """The fields of a sent form; what is missing is empty."""

    def __init__(self, content: bytes) -> None:
        try:
            self._values = parse_qs(content.decode(), keep_blank_values=True, max_num_fields=MOST_FIELDS)
        except ValueError as error:  # not UTF-8, or too many fields
            raise FormRefused("not a form") from error

    def text(self, name: str) -> str:
        return self._values.get(name, [""])[0]

    def all(self, name: str) -> list[str]:
        return self._values.get(name, [])

    def pairs(self) -> list[tuple[str, str]]:
        """Every field as it was sent, name and value."""
        return [(name, value) for name, values in self._values.items() for value in values]

    def number(self, name: str) -> int | None:
        """A whole number, or None for anything else."""
        given = self.text(name)
        return int(given) if given.isascii() and given.isdigit() and len(given) < 18 else None


def is_from_here(headers: Mapping[str, str]) -> bool:
    """Whether a form was sent by a page of this very address, as far as the browser says (OWASP: CSRF, Fetch Metadata).

    SameSite=Strict and the token stand beside it; this also covers the log-in form, which has no token yet.
    """
    if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return False
    origin = headers.get("origin")
    try:
        return origin is None or urlsplit(origin).netloc == headers.get("host")
    except ValueError:  # no address at all
        return False


def cookie_name(kind: str, *, secure: bool) -> str:
    """``__Host-`` binds a cookie to this host and to TLS; browsers refuse that name without TLS."""
    return f"__Host-kiosk-{kind}" if secure else f"kiosk-{kind}"


def static_file(name: str) -> tuple[Path, str] | None:
    """A file of the pages and its kind; None: there is none of that name."""
    path = font_files.folder() / name if name in FONTS else HERE / "static" / name
    kind = KINDS.get(path.suffix)
    return (path, kind) if kind and "/" not in name and path.is_file() else None


def icon(name: str, weight: str = "fill") -> Markup:
    """An icon of the kiosk's own font, always beside a word; nothing where the fonts were not made."""
    return Markup('<i class="icon {}" aria-hidden="true">{}</i>').format(weight, _icons().get(name, ""))


@lru_cache(maxsize=1)
def _icons() -> dict[str, str]:
    file = font_files.folder() / font_files.ICON_NAMES
    return dict(json.loads(file.read_text("utf-8"))) if file.is_file() else {}
