"""A form with large files that hold nothing personal: they stream to a staging folder, a piece at a time.

    form = await StagedForm.read(content_type, request.stream(), folder, room)   # raises FormRefused, BodyTooLarge
    form.fields.text("title"), form.files[0].name, form.files[0].path    # the paths are the caller's

What breaks off leaves nothing. Rosters and scans never come this way (`core.web.forms`).
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import AsyncIterable, Callable
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


class NoRoom(BodyTooLarge):
    """All of it together is more than there is room for."""


@dataclass(frozen=True, slots=True)
class Room:
    """How much may come: `left` bytes in all, `files` of them, and of each what its name allows (`most`)."""

    left: int
    files: int
    most: Callable[[str], int]

    def refuses(self, content_length: str) -> bool:
        """What says of itself that it is too much, before the first byte of it."""
        return (
            content_length.isascii() and content_length.isdigit() and int(content_length) > self.left + MOST_OF_FIELDS
        )


@dataclass(frozen=True, slots=True)
class StagedFile:
    """The field that it came in, its name without any folder, and where it lies."""

    field: str
    name: str
    path: Path


@dataclass(frozen=True, slots=True)
class StagedForm:
    """The plain fields, and the files that were chosen."""

    fields: Fields
    files: tuple[StagedFile, ...]

    @classmethod
    async def read(cls, content_type: str, stream: AsyncIterable[bytes], folder: Path, room: Room) -> StagedForm:
        """Raises FormRefused, BodyTooLarge, NoRoom, OSError."""
        kind, options = parse_options_header(content_type)
        if kind != b"multipart/form-data" or b"boundary" not in options:
            raise FormRefused("no file form")
        parts = _Parts(folder, room)
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

    def drop(self) -> None:
        """Remove what was not taken."""
        for one in self.files:
            one.path.unlink(missing_ok=True)


class _Parts:
    """What the parser tells, part by part."""

    def __init__(self, folder: Path, room: Room) -> None:
        self._folder, self._room, self._left, self._of_fields = folder, room, room.left, MOST_OF_FIELDS
        self._header, self._value = bytearray(), bytearray()
        self._heads: list[dict[str, str]] = []
        self._plain: list[bytearray] = []
        self._files: list[StagedFile] = []
        self._file: BinaryIO | None = None
        self._of_file = 0

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
        if self._file is not None:  # the last part was never closed
            raise FormRefused("not a form")
        plain = [(head["name"], bytes(data).decode()) for head, data in zip(self._heads, self._plain, strict=True)
                 if "filename" not in head]  # fmt: skip
        return StagedForm(Fields(urlencode(plain).encode()), tuple(self._files))

    def drop(self) -> None:
        if self._file is not None:
            self._file.close()
        for one in self._files:
            one.path.unlink(missing_ok=True)

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
            if b"name" in options:
                self._heads[-1]["name"] = options[b"name"].decode()
            if b"filename" in options:
                self._heads[-1]["filename"] = _name_of(options[b"filename"])
        self._header.clear()
        self._value.clear()

    def _end_headers(self) -> None:
        head = self._heads[-1]
        if not (name := head.get("filename")):  # a field, or a file that nobody chose
            return
        if len(self._files) == self._room.files:
            raise FormRefused("too many files")
        self._folder.mkdir(parents=True, exist_ok=True)
        path = self._folder / f"{PREFIX}{secrets.token_hex(8)}"
        self._file = path.open("xb")
        self._files.append(StagedFile(head["name"], own_name(name), path))
        self._of_file = self._room.most(self._files[-1].name)

    def _take(self, data: bytes) -> None:
        if self._file is not None:
            self._left -= len(data)
            self._of_file -= len(data)
            if self._of_file < 0:
                raise BodyTooLarge
            if self._left < 0:
                raise NoRoom
            self._file.write(data)
            return
        self._of_fields -= len(data)
        if self._of_fields < 0:
            raise FormRefused("too long")
        self._plain[-1].extend(data)

    def _end(self) -> None:
        if self._file is not None:
            file, self._file = self._file, None
            file.close()


def _name_of(sent: bytes) -> str:
    """Browsers send UTF-8; what is none is what Chinese Windows writes."""
    try:
        return sent.decode()
    except UnicodeDecodeError:
        return sent.decode("gb18030", "replace")
