"""Accounts over the admin socket: ``kiosk hall add-keeper`` and ``kiosk hall reset-password`` of a running hall."""

from typing import Any

from fastapi import APIRouter

from kiosk.core.access.accounts import ROLES, Accounts, NameRefused, PasswordRefused, UnknownAccount
from kiosk.core.web.requests import BadRequest, Given


def admin_router(accounts: Accounts) -> APIRouter:
    """``/admin/accounts``, ``/admin/accounts/password``. A refusal is ``{"refused": reason}``."""
    routes = APIRouter(prefix="/admin/accounts")

    @routes.post("")
    def add(given: Given) -> dict[str, Any]:
        role = next((role for role in ROLES if role == given.get("role")), None)
        if role is None:
            raise BadRequest("role")
        try:
            account = accounts.add(given.get("name", ""), role, given.get("password", ""))
        except (NameRefused, PasswordRefused) as refused:
            return {"refused": str(refused)}
        return {"id": account.id, "name": account.name, "role": account.role}

    @routes.post("/password")
    def reset(given: Given) -> dict[str, Any]:
        try:
            account = accounts.named(given.get("name", ""))
            accounts.set_password(account.id, given.get("password", ""))
        except (UnknownAccount, PasswordRefused) as refused:
            return {"refused": str(refused)}
        return {"id": account.id, "name": account.name, "role": account.role}

    return routes
