"""The page of `kiosk demo` that shows the emulated devices: lay a card down, take the paper away, see the slips.

    app = create_app(stand.reader, stand.printer, visitors(stand.people, stand.cards, date.today()))
    with serve_in_thread(app) as page:
        print(page.address)          # http://127.0.0.1:40123/

Server-rendered. The page's parts are the blocks of one template; when a device changes, those parts whose HTML
differs are sent to the browser, which swaps them in. Without scripts every button still works and reloads the page.

Loopback only, by its own name only (no DNS rebinding). A change needs the token that stands in the page itself, which
no other site can read.
"""

import json
import secrets
import socket
import threading
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Annotated, Any, Self

import uvicorn
from fastapi import FastAPI, Form, Header, HTTPException
from fastapi.responses import FileResponse, HTMLResponse, RedirectResponse, Response, StreamingResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup, escape
from starlette.middleware.trustedhost import TrustedHostMiddleware

import kiosk.apps.hall
from devices.emulators import CardReaderEmulator, PrinterEmulator
from kiosk.apps.demo import slips, words
from kiosk.apps.demo.bench import Bench, BenchView
from kiosk.apps.demo.live import Live
from kiosk.apps.demo.visitors import Visitor

_HERE = Path(__file__).parent
_STATIC = {
    # The hall's page has the colours by role, buttons and tables; this page adds to it.
    "page.css": (Path(kiosk.apps.hall.__file__).parent / "static" / "page.css", "text/css"),
    "devices.css": (_HERE / "static" / "devices.css", "text/css"),
    "devices.js": (_HERE / "static" / "devices.js", "text/javascript"),
    "seal.svg": (_HERE / "static" / "seal.svg", "image/svg+xml"),
}
_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; "
    "img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}
_START_SECONDS = 10.0


@dataclass(frozen=True)
class _Page:
    """The template with what never changes while it is served."""

    template: Template
    pieces: object  # the macros; a block that is rendered alone sees no import of its template
    token: str
    hall_page: str
    hall_name: str

    def whole(self, view: BenchView) -> str:
        return self.template.render(self._values(view))

    def parts(self, view: BenchView) -> dict[str, str]:
        """HTML by the id of the element it belongs into."""
        context = self.template.new_context(self._values(view))
        return {name: "".join(block(context)).strip() for name, block in self.template.blocks.items()}

    def _values(self, view: BenchView) -> dict[str, Any]:
        return {
            "view": view,
            "words": words,
            "pieces": self.pieces,
            "token": self.token,
            "hall_page": self.hall_page,
            "hall_name": self.hall_name,
        }


def create_app(
    reader: CardReaderEmulator,
    printer: PrinterEmulator,
    people: Sequence[Visitor],
    *,
    hall_page: str = "",
    hall_name: str = "",
) -> FastAPI:
    """The application for the emulated devices. `hall_page` is the address of the hall's status page, if there is one.

    The devices are started and stopped by the caller; they may be driven by others (a tour) at the same time.
    """
    bench = Bench(reader, printer, people)
    live = Live((reader, printer), bench.slips)
    environment = _environment()
    template, pieces = environment.get_template("devices.html"), environment.get_template("pieces.html").module
    page = _Page(template, pieces, secrets.token_urlsafe(24), hall_page, hall_name)

    @asynccontextmanager
    async def life(_app: FastAPI) -> AsyncIterator[None]:
        live.start()
        yield
        live.close()

    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None, lifespan=life)
    app.state.live = live
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=["127.0.0.1", "localhost"], www_redirect=False)
    _add_views(app, bench, page, live)
    _add_verbs(app, bench, page.token)
    return app


def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["marked"] = _marked
    return environment


def _marked(line: str) -> Markup:
    """A line of the log with the direction of its bytes in colour."""
    marked = escape(line)
    for direction in ("收", "发"):
        marked = marked.replace(f"{direction} ", Markup("<b>{}</b> ").format(direction))
    return marked


def _add_views(app: FastAPI, bench: Bench, page: _Page, live: Live) -> None:
    """`/`, `/live`, `/slips/{key}.png` and for the screen at half size, `/static/{name}`."""

    @app.get("/")
    def whole() -> HTMLResponse:
        return HTMLResponse(page.whole(bench.view()), headers=_HEADERS)

    @app.get("/live")
    async def stream() -> StreamingResponse:
        return StreamingResponse(_changed_parts(bench, page, live), media_type="text/event-stream", headers=_HEADERS)

    @app.get("/slips/{key}.png")
    def slip(key: str) -> Response:
        return _picture(_slip_png(bench, key))

    @app.get("/slips/{key}/screen.png")
    def slip_on_screen(key: str) -> Response:
        return _picture(slips.screen_picture(_slip_png(bench, key)))

    @app.get("/static/{name}")
    def static(name: str) -> Response:
        if name not in _STATIC:
            raise HTTPException(404)
        path, kind = _STATIC[name]
        return FileResponse(path, media_type=kind, headers=_HEADERS)


def _slip_png(bench: Bench, key: str) -> bytes:
    png = slips.picture(bench.printer.slips, key)
    if png is None:
        raise HTTPException(404)
    return png


def _picture(png: bytes) -> Response:
    forever = {"Cache-Control": "private, max-age=86400, immutable"}  # its address is made from its content
    return Response(png, media_type="image/png", headers=_HEADERS | forever)


async def _changed_parts(bench: Bench, page: _Page, live: Live) -> AsyncIterator[str]:
    """Server-sent events: at first every part, then those that differ from what this browser has."""
    yield "retry: 1000\n\n"
    sent: dict[str, str] = {}
    async for changed in live.changes():
        if not changed:
            yield ": still here\n\n"
            continue
        parts = page.parts(bench.view())
        fresh = {name: html for name, html in parts.items() if sent.get(name) != html}
        sent = parts
        if fresh:
            yield f"event: parts\ndata: {json.dumps(fresh, ensure_ascii=False)}\n\n"


def _add_verbs(app: FastAPI, bench: Bench, token: str) -> None:
    """`POST /do` with a verb of the bench and the page's token."""

    @app.post("/do")
    def perform(
        do: Annotated[str, Form()],
        given: Annotated[str, Form(alias="token")],
        x_kiosk_page: Annotated[str, Header()] = "",
    ) -> Response:
        if not secrets.compare_digest(given.encode(), token.encode()):
            raise HTTPException(403)
        if do not in bench.verbs:
            raise HTTPException(404)
        bench.verbs[do]()
        by_script = x_kiosk_page == "devices"
        return Response(status_code=204) if by_script else RedirectResponse("/", status_code=303)


# -- serving ----------------------------------------------------------------------------------


class PageNotServed(Exception):
    """The page's server did not come up."""


class _Server(uvicorn.Server):
    """Says when it serves, and leaves the signals to the process that owns it."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.serving = threading.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self.serving.set()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


class ServedPage:
    """A page that is being served; a context manager that stops it."""

    def __init__(self, app: FastAPI, port: int) -> None:
        self._app = app
        self._socket = socket.create_server(("127.0.0.1", port))
        self._port = int(self._socket.getsockname()[1])
        self._server = _Server(
            uvicorn.Config(app, log_config=None, access_log=False, server_header=False, timeout_graceful_shutdown=3)
        )
        self._thread = threading.Thread(
            target=self._server.run, kwargs={"sockets": [self._socket]}, name="demo-page", daemon=True
        )

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._port}/"

    def start(self) -> Self:
        """Returns when the page can be fetched. Raises PageNotServed."""
        self._thread.start()
        if not self._server.serving.wait(_START_SECONDS):
            self.stop()
            raise PageNotServed(self.address)
        return self

    def stop(self) -> None:
        """End the streams, finish what is under way, end the thread and free the port."""
        self._app.state.live.close()  # a stream would keep the server waiting
        self._server.should_exit = True
        self._thread.join(_START_SECONDS)
        self._socket.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()


def serve_in_thread(app: FastAPI, port: int = 0) -> ServedPage:
    """Serve an app of `create_app` on 127.0.0.1 (port 0: a free one) from a daemon thread.

    Raises OSError when the port is taken, PageNotServed when the server does not come up.
    """
    return ServedPage(app, port).start()
