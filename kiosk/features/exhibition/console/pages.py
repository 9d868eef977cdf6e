"""The list of packs, and one pack with its items, its report and its versions. ``/keeper/packs``, ``…/{name}``.

Editors save and build; who may approve and publish says `kiosk.core.access.rights`. Everything that opens a file goes
to a limited child on a thread; what is sent streams to the drafts' folder.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from content.kinds.table import SHEETS
from content.pack.check import Finding
from kiosk.core.access.rights import Right
from kiosk.core.access.sessions import Session
from kiosk.core.web.frame import Fields
from kiosk.features.exhibition.checking.checked import Looked, checked
from kiosk.features.exhibition.console import form, paper_words, sheet_words, words
from kiosk.features.exhibition.console.answers import HERE, REFUSALS, Answers, Done, told
from kiosk.features.exhibition.console.screen_rows import ScreenRow, screen_rows
from kiosk.features.exhibition.console.views import item_of, item_page
from kiosk.features.exhibition.hall import checks, from_template, intake
from kiosk.features.exhibition.hall.banks.papers import plans_of
from kiosk.features.exhibition.hall.desk import Version
from kiosk.features.exhibition.hall.drafts import Draft
from kiosk.features.exhibition.hall.overview import of_starter, overview, stale
from kiosk.features.exhibition.hall.releases import Releases
from kiosk.features.exhibition.hall.screens import Screens

FIRST_FINDINGS = 4
MOST_FINDINGS = 200
"""On one page: who has more mends these first."""
TEMPLATE = "template"
"""What a new pack begins with, by the form."""


class PackPages:
    """What is looked at, and the first step of a pack."""

    def __init__(self, answers: Answers, screens: Screens, releases: Releases) -> None:
        self._answers, self._door = answers, answers.door
        self._screens, self._releases = screens, releases
        self._desk, self._drafts, self._programme = answers.desk, answers.drafts, answers.programme

    def router(self) -> APIRouter:
        routes = APIRouter(prefix=HERE, default_response_class=HTMLResponse)
        routes.get("")(self.all)
        routes.post("/make")(self.make)
        routes.get("/{name}")(self.pack)
        routes.get("/{name}/check")(self.check)
        return routes

    async def all(self, request: Request) -> Response:
        return await self._list(self._door.at_work(request, Right.CONTENT_EDIT))

    async def make(self, request: Request) -> Response:
        session, fields = await self._answers.form(request, Right.CONTENT_EDIT)
        name, title = fields.text("name").strip().lower(), fields.text("title")

        def work() -> Done:
            if fields.text("begin") == TEMPLATE:
                from_template.begin(self._drafts, name, title, session.account.id)
                return Done(f"{HERE}/{name}", words.BEGUN)
            self._drafts.make(name, title, session.account.id)
            return Done(f"{HERE}/{name}")

        async def show(status: int, says: str) -> Response:
            return await self._list(session, status, says, fields)

        return await self._answers.done(request, session, fields, work, show)

    async def _list(self, session: Session, status: int = 200, says: str = "", typed: Fields | None = None) -> Response:
        today = self._answers.today()
        rows = await asyncio.to_thread(overview, self._desk, self._drafts, self._programme, today)
        values = {key: typed.text(key) if typed else "" for key in ("title", "name", "begin")}
        screens = await asyncio.to_thread(self._now)
        kept = words.kept(await asyncio.to_thread(self._desk.bytes_used), self._desk.most_bytes)
        return self._answers.page(
            "packs",
            session,
            status,
            says,
            rows=rows,
            stale=sorted((*stale(rows), *of_starter(today)), key=lambda one: one.day),
            typed=values,
            screens=screens,
            kept=kept,
        )

    def _now(self) -> list[ScreenRow]:
        return screen_rows(self._screens.all(), self._releases.offer().release.id, self._door.clock())

    # -- one pack -------------------------------------------------------------------------------------------------

    async def pack(self, request: Request, name: str, q: str = "", page: int = 1) -> Response:
        return await self.show(self._door.at_work(request, Right.CONTENT_EDIT), name, query=q[:60], page=page)

    async def show(
        self, session: Session, name: str, status: int = 200, says: str = "", query: str = "", page: int = 1,
        typed: Fields | None = None,
    ) -> Response:  # fmt: skip
        """`typed`: what was typed of a new item that was not taken."""
        draft = await self._answers.known(name)
        versions = [one for one in await asyncio.to_thread(self._desk.versions) if one.pack == name]
        down = [one for one in await asyncio.to_thread(self._desk.tombstones) if one.pack == name]
        check = await asyncio.to_thread(checks.last_of, self._drafts, draft)
        plays = await asyncio.to_thread(self._plays, versions)
        items = item_page(draft, check, [one.item for one in down], plays, query, page, self._answers.today())
        space = await asyncio.to_thread(self._drafts.room.now)
        plans = await asyncio.to_thread(plans_of, draft)
        first = [(one, item_of(draft, one)) for one in _graver(check.findings)[:FIRST_FINDINGS]] if check else []
        return self._answers.page(
            "pack", session, status, says, draft=draft, items=items, versions=versions, down=down, check=check,
            first=first, space=space, typing=typed is not None, plans=plans, papers=paper_words,
            written=form.shown(form.written_of(typed) if typed else {}), **self.of_form(),
        )  # fmt: skip

    def of_form(self) -> dict[str, object]:
        """What a form with a file says of how large it may be, in bytes."""
        most = intake.MOST_FILM_BYTES if intake.shows_films() else intake.MOST_READ_BYTES
        films = ",".join(intake.FILMS)
        tables, pictures = ",".join((*intake.TABLES, intake.PACKED)), ",".join(intake.PICTURES)
        return {
            "most": most, "most_read": intake.MOST_READ_BYTES, "films": films, "filled": sheet_words,
            "sheet_kinds": SHEETS, "tables": tables, "pictures": pictures,
        }  # fmt: skip

    def _plays(self, versions: Sequence[Version]) -> list[str]:
        """The items of what plays; none where that cannot be read: then nothing of it shows either."""
        playing = next((one for one in versions if one.state == "playing"), None)
        if playing is None:
            return []
        try:
            return [entry.id for entry in self._programme.contents(playing).manifest.entries]
        except REFUSALS:
            return []

    # -- the report -----------------------------------------------------------------------------------------------

    async def check(self, request: Request, name: str) -> Response:
        """What is found in the draft, by the code that shows it."""
        session = self._door.at_work(request, Right.CONTENT_EDIT)
        draft = await self._answers.known(name)
        try:
            looked = await asyncio.to_thread(self._look, draft)
        except REFUSALS as error:
            return await self.show(session, name, *told(error))
        graver = _graver(looked.findings)
        found = [(one, item_of(draft, one)) for one in graver[:MOST_FINDINGS]]
        left = [(one, item_of(draft, one)) for one in looked.placeholders[:MOST_FINDINGS]]
        more = len(graver) - len(found)
        return self._answers.page(
            "pack_checked", session, draft=draft, looked=looked, found=found, more=more, left=left
        )

    def _look(self, draft: Draft) -> Looked:
        with self._drafts.folder(draft.pack) as root:
            looked = checked(root, self._answers.today())
        checks.keep(self._drafts, draft, looked, self._door.clock().isoformat(timespec="minutes"))
        return looked


def _graver(findings: Sequence[Finding]) -> list[Finding]:
    """What keeps something off the screens first."""
    return sorted(findings, key=lambda one: not one.grave)
