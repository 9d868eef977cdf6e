"""The manual as it is served in the browser: its pages, links, headings and commands are there."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
import typer

from docs import list_commands
from kiosk.apps.hall.console.keeper import module as keeper
from kiosk.apps.hall.console.manual import rendered
from kiosk.apps.hall.console.people import module as people
from kiosk.apps.hall.console.security import module as security
from kiosk.cli import app
from kiosk.features.membership.console import module as membership
from kiosk.features.ratings.console import module as ratings
from kiosk.features.tickets.console import module as tickets
from tests.console_blocks import PAGES

EVERY = (rendered.START, *rendered.PAGES)
DRAWERS = [keeper.DRAWER, people.DRAWER, security.DRAWER, membership.DRAWER, ratings.DRAWER, tickets.DRAWER]
OWN_OPTIONS = {"run", "board", "first-start"}  # they read their own


def _exists(link: str, page: str) -> bool:
    path, _, heading = link.partition("#")
    if path.startswith(f"{rendered.PREFIX}/pictures/"):
        return rendered.picture(path.rpartition("/")[2]) is not None
    name = path.rpartition("/")[2] if path else page
    return name in EVERY and (not heading or f'id="{unquote(heading)}"' in rendered.rendered(name).html)


@pytest.mark.parametrize("page", EVERY)
def test_every_link_and_picture_of_a_page_is_there(page: str) -> None:
    found = rendered.rendered(page)
    links = re.findall(r'(?:href|src)="([^"]+)"', found.html)
    assert found.title and not [link for link in links if not _exists(link, page)]
    assert "<script" not in found.html and "http://" not in "".join(links)


def test_the_page_of_a_room_is_there_with_its_heading() -> None:
    rooms = [room for drawer in DRAWERS for room in drawer.rooms]
    assert len(rooms) > 8
    assert not [room.path for room in rooms if not _exists(f"{rendered.PREFIX}/{room.manual}", "")]


def test_only_the_manual_is_served() -> None:
    for name in ("architecture", "../README", "pictures", "", "index.md"):
        with pytest.raises(KeyError):
            rendered.rendered(name)
    for name in ("../index.md", "house.svg.md", "none.png", "..", "%2e%2e"):
        assert rendered.picture(name) is None


def test_the_list_of_commands_is_that_of_the_program() -> None:
    assert list_commands.PAGE.read_text(encoding="utf-8") == list_commands.page()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_command_and_option_that_is_named_is_one(page: Path) -> None:
    wrong = [said for said in re.findall(r"(?<![\w/-])kiosk [a-z][^`\n#]*", _code(page)) if not _is_command(said)]
    assert not wrong


def _code(page: Path) -> str:
    text = page.read_text(encoding="utf-8")
    return "\n".join(re.findall(r"^```console$(.*?)^ *```$|`([^`\n]+)`", text, re.M | re.S) and [
        first or second for first, second in re.findall(r"^ *```console$(.*?)^ *```$|`([^`\n]+)`", text, re.M | re.S)
    ])  # fmt: skip


def _is_command(said: str) -> bool:
    command: Any = typer.main.get_command(app)
    words = said.split()[1:]
    while words and words[0] in getattr(command, "commands", {}):
        command = command.commands[words.pop(0)]
    if command.name in OWN_OPTIONS:
        return True
    known = {option for parameter in command.params for option in parameter.opts} | {"--help", "--settings"}
    plain = not getattr(command, "commands", {}) or command.invoke_without_command or command.name == "main"
    return plain and all(word in known for word in words if word.startswith("--"))


def test_the_shop_window_is_a_page() -> None:
    assert len(PAGES[0].read_text(encoding="utf-8").splitlines()) < 120
