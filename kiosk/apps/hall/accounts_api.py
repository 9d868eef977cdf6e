"""Accounts over the admin socket: ``kiosk hall add-keeper`` and ``kiosk hall reset-password`` of a running hall."""

from typing import Any

from fastapi import APIRouter

from kiosk.core.access.accounts import Account, Accounts, NameRefused, PasswordRefused, RolesRefused, UnknownAccount
from kiosk.core.web.requests import BadRequest, Given


def admin_router(accounts: Accounts) -> APIRouter:
    """``/admin/accounts``, ``/admin/accounts/password``. A refusal is ``{"refused": reason}``."""
    routes = APIRouter(prefix="/admin/accounts")

    @routes.post("")
    def add(given: Given) -> dict[str, Any]:
        """``role``: one, or several with commas."""
        try:
            roles = given.get("role", "").split(",")
            account = accounts.add(given.get("name", ""), roles, given.get("password", ""))
        except RolesRefused as refused:
            raise BadRequest("role") from refused
        except (NameRefused, PasswordRefused) as refused:
            return {"refused": str(refused)}
        return _told(account)

    @routes.post("/password")
    def reset(given: Given) -> dict[str, Any]:
        try:
            account = accounts.named(given.get("name", ""))
            accounts.set_password(account.id, given.get("password", ""))
        except (UnknownAccount, PasswordRefused) as refused:
            return {"refused": str(refused)}
        return _told(account)

    return routes


def _told(account: Account) -> dict[str, Any]:
    return {"id": account.id, "name": account.name, "role": ",".join(account.roles)}
