"""The page for who asks a hall that speaks TLS over plain HTTP: say https, and which certificate the browser will show.

    page = PlainPage("云溪里社区党群服务中心", lambda: shown.now)
    answer_plain(sock, page.answer)

400, as nginx and Apache answer there. 421 would be the word for it (RFC 9110, 15.5.20), but Chrome asks once more at a
421. A redirect would be a loop behind a proxy that takes the TLS off, and would lead to the warning before anybody has
read what to compare. Nothing comes from elsewhere, and of the request nothing but a plain host and path is used.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable
from pathlib import Path

from markupsafe import Markup

from kiosk.core.access.certificate import HallCertificate
from kiosk.core.web.drawers import environment
from kiosk.core.web.fingerprints import browser_parts

_HERE = Path(__file__).parent
STATUS = "400 Bad Request"
START = "/console"  # of who asked for the address alone: `/` is for the machine itself
_REQUEST = re.compile(rb"([A-Z]{1,16}) (\S{1,8000}) HTTP/1\.[01]\r?\n")
_HOST = re.compile(rb"\nhost:[ \t]*([a-z0-9.-]{1,253}|\[[0-9a-f:.]{2,45}\])(:[0-9]{1,5})?[ \t]*\r?\n", re.IGNORECASE)
_PATH = re.compile(r"/[A-Za-z0-9/_-]{1,200}")


class PlainPage:
    """`certificate` is asked at each answer: it may be another one a minute later."""

    def __init__(self, hall_name: str, certificate: Callable[[], HallCertificate]) -> None:
        self._hall_name, self._certificate = hall_name, certificate
        self._template = environment(()).get_template("plain_page.html")
        self._style = (_HERE / "templates" / "plain_page.css").read_text(encoding="utf-8")
        self._seal = Markup((_HERE / "static" / "seal.svg").read_text(encoding="utf-8"))
        # By its hash: no other style, no script and no picture, whatever stands in the page.
        digest = base64.b64encode(hashlib.sha256(self._style.encode()).digest()).decode()
        self._policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; frame-ancestors 'none'"

    def answer(self, head: bytes, address: str, port: int) -> bytes | None:
        """The whole response; None where this is no HTTP/1."""
        asked = _REQUEST.match(head)
        if asked is None:
            return None
        method, target = asked[1].decode("ascii"), asked[2].decode("latin-1")
        body = self._page(link(head, target, address, port)) if method in ("GET", "HEAD") else b""
        return self._headers(len(body)) + (body if method == "GET" else b"")

    def _page(self, url: str) -> bytes:
        shown = self._certificate()
        return self._template.render(
            hall_name=self._hall_name, url=url, own=shown.own, style=Markup(self._style), seal=self._seal,
            certificate=browser_parts(shown.fingerprint), key=browser_parts(shown.pin),
        ).encode()  # fmt: skip

    def _headers(self, length: int) -> bytes:
        lines = (
            f"HTTP/1.1 {STATUS}",
            "Content-Type: text/html; charset=utf-8",
            f"Content-Length: {length}",
            "Connection: close",
            "Cache-Control: no-store",
            f"Content-Security-Policy: {self._policy}",
            "X-Content-Type-Options: nosniff",
            "Referrer-Policy: no-referrer",
        )
        return "\r\n".join((*lines, "", "")).encode("ascii")


def link(head: bytes, target: str, address: str, port: int) -> str:
    """Where the same page is over TLS: by the one plain Host it was asked for, else by the address it came to."""
    hosts = _HOST.findall(head) if len(re.findall(rb"\nhost[ \t]*:", head, re.IGNORECASE)) == 1 else []
    if hosts:
        name, own_port = hosts[0][0].decode("ascii"), hosts[0][1].decode("ascii")[1:]
        port = int(own_port) if own_port and 0 < int(own_port) < 65536 else port
    else:
        address = address.partition("%")[0].removeprefix("::ffff:")
        name = f"[{address}]" if ":" in address else address
    path = target.partition("?")[0]
    return f"https://{name}:{port}{path if _PATH.fullmatch(path) else START}"
