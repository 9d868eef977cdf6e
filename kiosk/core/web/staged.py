"""A form with a large file that holds nothing personal: the file streams to a staging folder, a piece at a time.

    form = await StagedForm.read(content_type, request.stream(), folder, limit)   # raises FormRefused, BodyTooLarge
    form.fields.text("title"), form.name, form.path      # the path is the caller's to move or to remove

What breaks off leaves nothing. Rosters and scans never come this way (`core.web.forms`).
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import AsyncIterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO
from urllib.parse import urlencode

from python_multipart.multipart import MultipartParser, parse_options_header

from kiosk.core.web.bodies import BodyTooLarge
from kiosk.core.web.forms import own_name
from kiosk.core.web.frame import MOST_FIELDS, Fields, FormRefused

if TYPE_CHECKING:
    from python_multipart.multipart import MultipartCallbacks

MOST_OF_FIELDS = 64 * 1024
PREFIX = ".arriving-"


@dataclass(frozen=True)
class StagedForm:
    """The plain fields, and the one file: its name without any folder, and where it lies (None: none was chosen)."""

    fields: Fields
    name: str
    path: Path | None

    @classmethod
    async def read(cls, content_type: str, stream: AsyncIterable[bytes], folder: Path, limit: int) -> StagedForm:
        """`limit`: bytes of the file. Raises FormRefused, BodyTooLarge, OSError."""
        kind, options = parse_options_header(content_type)
        if kind != b"multipart/form-data" or b"boundary" not in options:
            raise FormRefused("no file form")
        parts = _Parts(folder, limit)
        parser = MultipartParser(options[b"boundary"], parts.callbacks())
        try:
            async for piece in stream:
                await asyncio.to_thread(parser.write, piece)  # the disk may be slow; nobody else waits for it
            parser.finalize()
            return parts.done()
        except BaseException as error:
            parts.drop()
            if isinstance(error, ValueError | KeyError):  # MultipartParseError is a ValueError
                raise FormRefused("not a form") from error
            raise


class _Parts:
    """What the parser tells, part by part."""

    def __init__(self, folder: Path, limit: int) -> None:
        self._folder, self._left, self._room = folder, limit, MOST_OF_FIELDS
        self._header, self._value = bytearray(), bytearray()
        self._heads: list[dict[str, str]] = []
        self._plain: list[bytearray] = []
        self._name = ""
        self._file: BinaryIO | None = None
        self._arriving: Path | None = None

    def callbacks(self) -> MultipartCallbacks:
        return {
            "on_part_begin": self._begin,
            "on_header_field": lambda data, start, end: self._header.extend(data[start:end]),
            "on_header_value": lambda data, start, end: self._value.extend(data[start:end]),
            "on_header_end": self._end_header,
            "on_headers_finished": self._end_headers,
            "on_part_data": lambda data, start, end: self._take(data[start:end]),
            "on_part_end": self._end,
        }

    def done(self) -> StagedForm:
        plain = [(head["name"], bytes(data).decode()) for head, data in zip(self._heads, self._plain, strict=True)
                 if "filename" not in head]  # fmt: skip
        return StagedForm(Fields(urlencode(plain).encode()), own_name(self._name), self._arriving)

    def drop(self) -> None:
        if self._file is not None:
            self._file.close()
        if self._arriving is not None:
            self._arriving.unlink(missing_ok=True)

    def _begin(self) -> None:
        if len(self._heads) == MOST_FIELDS:
            raise FormRefused("too many fields")
        self._heads.append({})
        self._plain.append(bytearray())

    def _end_header(self) -> None:
        if len(self._header) + len(self._value) > MOST_OF_FIELDS:
            raise FormRefused("too long")
        if bytes(self._header).lower() == b"content-disposition":
            _, options = parse_options_header(bytes(self._value))
            for key in (b"name", b"filename"):
                if key in options:
                    self._heads[-1][key.decode()] = options[key].decode()
        self._header.clear()
        self._value.clear()

    def _end_headers(self) -> None:
        name = self._heads[-1].get("filename")
        if not name:  # a field, or a file that nobody chose
            return
        if self._arriving is not None:
            raise FormRefused("too many files")
        self._folder.mkdir(parents=True, exist_ok=True)
        self._name, self._arriving = name, self._folder / f"{PREFIX}{secrets.token_hex(8)}"
        self._file = self._arriving.open("xb")

    def _take(self, data: bytes) -> None:
        if self._file is not None:
            self._left -= len(data)
            if self._left < 0:
                raise BodyTooLarge
            self._file.write(data)
            return
        self._room -= len(data)
        if self._room < 0:
            raise FormRefused("too long")
        self._plain[-1].extend(data)

    def _end(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None
