"""The call board: does it belong to a hall, does the hall know its windows, and from where can it be read?"""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.apps.doctor import words
from kiosk.apps.doctor.check import Check, fail, ok, warn
from kiosk.settings import Settings
from kiosk.ui.screen_ppi import panel_px, screen_ppi

ANSWER_SECONDS = 3.0
SIZES = ("board_note", "board_figure", "board_call")  # the smallest words, the windows' numbers, the number called


def examine(settings: Settings) -> Iterator[Check]:
    """Nothing on a machine that is no board."""
    if not settings.board.data_dir.exists():
        return
    yield _hall(settings)
    yield _distance(settings)


def _hall(settings: Settings) -> Check:
    import httpx

    from kiosk.core.link.enrolment import HallLink, NotEnrolled

    title, board = words.TITLES["board"], settings.board
    try:
        link = HallLink.load(board.hall_file)
    except NotEnrolled:
        return fail("board", title, words.BOARD_NOT_ENROLLED, words.ENROL_BOARD)
    try:
        answer = httpx.get(
            f"{link.url}/api/board", headers={"Authorization": f"Bearer {link.token}"}, verify=link.trust(),
            timeout=ANSWER_SECONDS, trust_env=False,
        )  # fmt: skip
    except httpx.HTTPError as error:
        return fail("board", title, words.hall_silent(link.url, type(error).__name__), words.START_HALL)
    if answer.status_code == httpx.codes.UNAUTHORIZED:
        return fail("board", title, words.BOARD_REVOKED, words.ENROL_BOARD)
    known = [window["name"] for window in answer.json()["windows"]] if answer.is_success else []
    missing = [name for name in board.windows if name not in known]
    if not answer.is_success or missing:
        return fail("board", title, words.board_windows(missing, known), words.MEND_BOARD_WINDOWS)
    return ok("board", title, words.board_joined(link.url))


def _distance(settings: Settings) -> Check:
    from kiosk.apps.board.scale import readable_m
    from kiosk.ui.theme import Panel

    found, (wide, high) = screen_ppi(settings.board.panel_ppi), panel_px()
    metres = [readable_m(token, Panel(wide, high, found.ppi)) for token in SIZES]
    told = words.board_distance(metres, found.ppi, found.source)
    title = words.TITLES["board"]
    if found.source == "assumed":
        return warn("board", title, told, words.BOARD_PPI)
    if round(metres[0], 1) < settings.board.viewing_distance_m:  # as it is told
        return warn("board", title, told, words.board_too_far(settings.board.viewing_distance_m))
    return ok("board", title, told)
