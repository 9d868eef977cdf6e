"""What root on the hall machine asks of the hall: over the admin socket, or in-process while no service runs.

Only the second imports the hall (`in_process`): that takes ten times as long as the question, on a slow machine many
seconds.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kiosk.core.link.admin_socket import AdminSocket, AnsweredOtherwise, BrokeOff, NobodyListens
from kiosk.settings import HallSettings

if TYPE_CHECKING:
    from kiosk.core.access.accounts import Accounts
    from kiosk.core.access.rights import Role
    from kiosk.core.process.outside import Outside

ANSWER_SECONDS = 10.0
SECONDS = {"/admin/backup": 600.0, "/admin/accounts": 60.0, "/admin/accounts/password": 60.0}
"""What takes longer. A slow machine that is just starting needs its time for a password; who gives up on a hall that
runs finds its database in use."""


class HallNotRunning(Exception):
    """Nobody listens on the admin socket; start the hall service first."""


class AdminRefused(Exception):
    """The hall service did not do it; the message is its answer."""


def make_enrol_code(socket: Path, terminal: str, *, board: bool = False) -> str:
    """A one-time code for a terminal (or a board) of that name, valid 30 minutes.

    Raises HallNotRunning, AdminRefused.
    """
    asked = {"terminal": terminal, "kind": "board" if board else "terminal"}
    return str(_ask(socket, "POST", "/admin/enrol-codes", asked)["code"])


def add_account(hall: HallSettings, name: str, role: Role, password: str) -> None:
    """Make an account, in the running service or, while none runs, in-process.

    Raises AdminRefused; in-process also DatabaseOwned, DatabaseDamaged.
    """
    body = {"name": name, "role": role, "password": password}
    _or_in_process(hall, "/admin/accounts", body, lambda accounts: accounts.add(name, role, password))


def reset_password(hall: HallSettings, name: str, password: str) -> None:
    """Give somebody a new password, on the machine's own console; it also ends a lock-out. Raises as add_account."""
    body = {"name": name, "password": password}
    _or_in_process(
        hall,
        "/admin/accounts/password",
        body,
        lambda accounts: accounts.set_password(accounts.named(name).id, password),
    )


def _or_in_process(hall: HallSettings, path: str, body: dict[str, str], work: Callable[[Accounts], object]) -> None:
    try:
        answer = _ask(hall.socket, "POST", path, body)
    except HallNotRunning:
        from kiosk.apps.hall.in_process import hall_opened
        from kiosk.core.access.accounts import NameRefused, PasswordRefused, UnknownAccount

        with hall_opened(hall) as service:
            try:
                work(service.accounts)
            except (NameRefused, PasswordRefused, UnknownAccount) as refused:
                raise AdminRefused(str(refused)) from refused
    else:
        if "refused" in answer:
            raise AdminRefused(str(answer["refused"]))


def back_up(
    hall: HallSettings, file: Path | None, outside: Outside | None = None, *, packs: bool = True,
    tell: Callable[[int, int], None] = lambda done, total: None,
) -> Path:  # fmt: skip
    """A copy of the hall database at ``file``, or (None) among the nightly ones, of which the newest 14 stay.

    ``packs`` False: without the features' plain files; ``tell`` is told of bytes written, of how many.
    Of the running service or, while none runs, in-process. Raises AdminRefused, NotASealedName, NoRoom, OSError;
    in-process also DatabaseOwned, DatabaseDamaged, DiskFull.
    """
    from kiosk.apps.hall import modules
    from kiosk.apps.hall.in_process import hall_opened
    from kiosk.apps.hall.service import DATABASE_FILE
    from kiosk.core.database import companions, copies
    from kiosk.core.database.clock import hall_now

    try:
        made = Path(str(_ask(hall.socket, "POST", "/admin/backup", None)["path"]))
    except HallNotRunning:
        with hall_opened(hall) as service:
            made = copies.make_backup(service.database, hall.data_dir / copies.FOLDER, service.clock(), modules.kept())
    if file is None:
        copies.prune(made.parent, modules.in_files(), kept=modules.kept())
        companions.drop_replaced(hall.data_dir / DATABASE_FILE, hall_now())
        return made
    try:
        copies.place(made, file, modules.in_files(), outside, modules.kept() if packs else (), tell)
    finally:
        made.unlink()
    return file


def enrolled(socket: Path) -> list[dict[str, Any]]:
    """The enrolled terminals and boards as `{"id", "name", "kind"}`. Raises HallNotRunning, AdminRefused."""
    return list(_ask(socket, "GET", "/admin/terminals", None))


def revoke(socket: Path, terminal: str) -> bool:
    """Make a terminal's token worthless; False when none of that name is enrolled."""
    return bool(_ask(socket, "POST", "/admin/terminals/revoke", {"terminal": terminal})["revoked"])


def _ask(socket: Path, method: str, path: str, body: dict[str, str] | None) -> Any:
    try:
        with AdminSocket(socket, SECONDS.get(path, ANSWER_SECONDS)) as service:
            return service.ask(method, path, body)
    except (NobodyListens, BrokeOff) as error:
        raise HallNotRunning(f"{socket}: the hall service does not answer") from error
    except AnsweredOtherwise as refused:
        raise AdminRefused(f"the hall service answered {refused}") from refused
