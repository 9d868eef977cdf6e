"""What an answer of the first start must look like: pure checks, said in words that stand on the screen.

    for field, reason in check(answers, "both"): …      # fields are those of wire.Answers; nothing wrong: ()

The screen asks page by page with the single checks ("" means fine); the root side asks `check` before it writes. The
hall's own rules are asked where they stand: a PIN's in `kiosk.apps.terminal.maintenance`, a keeper's in
`kiosk.core.access.accounts` (imported only when asked: it brings SQLAlchemy, a second on a small machine).
"""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from kiosk.apps.first_start import words
from kiosk.apps.first_start.wire import Answers, Role
from kiosk.apps.terminal.maintenance import PIN_DIGITS, PinRefused, check_pin
from kiosk.core.access.enrol_code import CodeUnreadable, EnrolCode

HALL_LETTERS = 30  # docs/screens.md
TERMINAL_LETTERS = 20
BOTTOM_MM = range(600, 1101)  # docs/screens.md
INCHES = (10.0, 100.0)
PPI = (20.0, 400.0)  # kiosk.ui.screen_ppi believes no other
PORT = 8470  # of a hall service

WITH_SCREEN: tuple[Role, ...] = ("both", "terminal", "board")  # a lasting one
WITH_VISITORS: tuple[Role, ...] = ("both", "terminal")
WITH_HALL: tuple[Role, ...] = ("both", "hall")
JOINING: tuple[Role, ...] = ("terminal", "board")

Reason = str  # "" when nothing is wrong
Trouble = tuple[str, Reason]  # a field of Answers, and what is wrong with it


def check(answers: Answers, role: Role) -> tuple[Trouble, ...]:
    """Everything that is wrong, in the order the pages ask. What a role does not ask is not looked at."""
    found: list[Trouble] = [("hall_name", hall_name(answers.hall_name))]
    for roles, ask in _ASKED:
        if role in roles:
            found += ask(answers)
    return tuple((field, reason) for field, reason in found if reason)


def hall_name(name: str) -> Reason:
    return "" if _is_name(name, HALL_LETTERS) else words.why_name(HALL_LETTERS)


def panel(inches: float, ppi: float) -> Reason:
    """0 for either: the panel is asked."""
    fits = (not inches or INCHES[0] <= inches <= INCHES[1]) and (not ppi or PPI[0] <= ppi <= PPI[1])
    return "" if fits and bool(inches) == bool(ppi) else words.WHY_PANEL


def bottom(mm: int) -> Reason:
    return "" if mm in BOTTOM_MM else words.why_bottom(BOTTOM_MM.start, BOTTOM_MM.stop - 1)


def pin(digits: str) -> Reason:
    """Of the staff's pages."""
    try:
        check_pin(digits)
    except PinRefused:
        fits = digits.isdigit() and len(digits) in PIN_DIGITS
        return words.WHY_PIN_EASY if fits else words.why_pin(PIN_DIGITS.start, PIN_DIGITS.stop - 1)
    return ""


def keeper_name(name: str) -> Reason:
    from kiosk.core.access.accounts import NAME_LETTERS, NameRefused, check_name

    try:
        check_name(name)
    except NameRefused:
        return words.why_name(NAME_LETTERS)
    return ""


def keeper_password(password: str, name: str) -> Reason:
    """`name` is the keeper's: a password made of it is too easy."""
    from kiosk.core.access.accounts import PASSWORD_LETTERS, PasswordRefused, check_password

    try:
        check_password(password, name)
    except PasswordRefused:
        fits = len(password) in PASSWORD_LETTERS
        return words.WHY_PASSWORD_EASY if fits else words.why_password(PASSWORD_LETTERS.start)
    return ""


def full_url(typed: str) -> str:
    """An address as people type it, whole: `192.168.1.5` -> `https://192.168.1.5:8470`. Empty stays empty."""
    typed = "".join(typed.split()).lower().rstrip("/")
    if not typed:
        return ""
    url = typed if "://" in typed else f"https://{typed}"
    try:
        return url if urlsplit(url).port else f"{url}:{PORT}"
    except ValueError:  # a port that is none: `hall_url` says so
        return url


def hall_url(url: str) -> Reason:
    """Whole, as `full_url` makes it. Beyond this machine only https (kiosk.core.link.enrolment)."""
    try:
        parts = urlsplit(url)
        known = bool(parts.hostname) and bool(parts.port) and not (parts.path or parts.query or parts.username)
    except ValueError:
        known = False
    is_host = known and all(label.replace("-", "").isalnum() for label in str(parts.hostname).split("."))
    return "" if is_host and (parts.scheme == "https" or _is_here(parts.hostname)) else words.WHY_URL


def code(text: str, url: str = "") -> Reason:
    """Of the hall at `url`: one that is not this machine is only trusted by the fingerprint in its code."""
    try:
        parsed = EnrolCode.parse(text)
    except CodeUnreadable:
        return words.WHY_CODE
    return words.WHY_CODE_SHORT if url.startswith("https:") and parsed.fingerprint is None else ""


def _screen(answers: Answers) -> list[Trouble]:
    return [("panel_inches", panel(answers.panel_inches, answers.panel_ppi))]


def _visitors(answers: Answers) -> list[Trouble]:
    same = bool(answers.printer) and answers.printer == answers.card_reader
    return [
        (
            "terminal_name",
            "" if _is_name(answers.terminal_name, TERMINAL_LETTERS) else words.why_name(TERMINAL_LETTERS),
        ),
        ("bottom_mm", bottom(answers.bottom_mm)),
        ("printer_profile", "" if answers.printer_profile in _profiles() else words.WHY_PROFILE),
        ("card_reader", words.WHY_SAME_PORT if same else ""),
        ("maintenance_pin", pin(answers.maintenance_pin)),
    ]


def _hall(answers: Answers) -> list[Trouble]:
    return [
        ("keeper_name", keeper_name(answers.keeper_name)),
        ("keeper_password", keeper_password(answers.keeper_password, answers.keeper_name.strip())),
    ]


def _joining(answers: Answers) -> list[Trouble]:
    """Both or neither: a machine may join later."""
    if not (answers.hall_url or answers.code):
        return []
    return [("hall_url", hall_url(answers.hall_url)), ("code", code(answers.code, answers.hall_url))]


_ASKED: tuple[tuple[tuple[Role, ...], Callable[[Answers], list[Trouble]]], ...] = (
    (WITH_SCREEN, _screen), (WITH_VISITORS, _visitors), (WITH_HALL, _hall), (JOINING, _joining),
)  # fmt: skip


def _profiles() -> frozenset[str]:
    from devices.printer import PROFILES

    return frozenset(PROFILES)


def _is_name(name: str, letters: int) -> bool:
    name = name.strip()
    return 1 <= len(name) <= letters and name.isprintable()


def _is_here(host: str | None) -> bool:
    return host in ("localhost", "127.0.0.1")
