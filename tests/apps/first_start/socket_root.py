"""A root side on a real Unix socket: one request a connection, answers as they are given, word for word."""

from __future__ import annotations

import json
import socket
import threading
from pathlib import Path
from typing import Any, Self


class SocketRoot:
    """`answers` maps a verb to the lines it is answered with; bytes are sent as they are. `heard` are the requests."""

    def __init__(self, path: Path, answers: dict[str, list[Any]]) -> None:
        self.path, self.answers, self.heard = path, answers, list[dict[str, Any]]()
        self._listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._thread = threading.Thread(target=self._serve, daemon=True)

    def __enter__(self) -> Self:
        self._listener.bind(str(self.path))
        self._listener.listen()
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join()

    def _serve(self) -> None:
        while True:
            try:
                line, _ = self._listener.accept()
            except OSError:
                return
            with line, line.makefile("rb") as asked:
                request = json.loads(asked.readline())
                self.heard.append(request)
                for answer in self.answers[request["verb"]]:
                    line.sendall(answer if isinstance(answer, bytes) else json.dumps(answer).encode() + b"\n")
