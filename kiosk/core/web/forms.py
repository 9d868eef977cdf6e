"""A form with a file or some, read in memory: nothing of it ever reaches a disk in plain.

form = FileForm.read(content_type, body)         # raises FormRefused
form.fields.text("csrf"), form.name, form.content
form.files[1].field, form.files[1].name          # where the page takes several
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from python_multipart.multipart import MultipartParser, parse_options_header

if TYPE_CHECKING:
    from python_multipart.multipart import MultipartCallbacks

from kiosk.core.link.shapes import clean
from kiosk.core.web.frame import MOST_FIELDS, Fields, FormRefused

LONGEST_NAME = 120


@dataclass(frozen=True)
class GivenFile:
    """The field that it came in, its name without any folder, and its bytes."""

    field: str
    name: str
    content: bytes

    def __repr__(self) -> str:
        return "GivenFile(hidden)"


@dataclass(frozen=True)
class FileForm:
    """The plain fields, and the files that were chosen."""

    fields: Fields
    files: tuple[GivenFile, ...]

    def __repr__(self) -> str:
        return "FileForm(hidden)"

    @property
    def name(self) -> str:
        """Of the first file; empty: none was chosen."""
        return self.files[0].name if self.files else ""

    @property
    def content(self) -> bytes:
        return self.files[0].content if self.files else b""

    @classmethod
    def read(cls, content_type: str, body: bytes, most_files: int = 1) -> FileForm:
        kind, options = parse_options_header(content_type)
        if kind != b"multipart/form-data" or b"boundary" not in options:
            raise FormRefused("no file form")
        parts = _Parts()
        try:
            parser = MultipartParser(options[b"boundary"], parts.callbacks())
            parser.write(body)
            parser.finalize()
            plain = [(head["name"], bytes(data).decode()) for head, data in parts.found if "filename" not in head]
            files = tuple(parts.files())
        except (ValueError, KeyError) as error:  # MultipartParseError is a ValueError
            raise FormRefused("not a form") from error
        if len(files) > most_files:
            raise FormRefused("too many fields")
        return cls(Fields(urlencode(plain).encode()), files)


def own_name(name: str) -> str:
    """Without folders, and without what would turn or hide the words beside it on a page."""
    return clean(name.replace("\\", "/").rsplit("/", 1)[-1])[:LONGEST_NAME]


class _Parts:
    """What the parser tells, part by part."""

    def __init__(self) -> None:
        self.found: list[tuple[dict[str, str], bytearray]] = []
        self._header, self._value = bytearray(), bytearray()

    def files(self) -> Iterator[GivenFile]:
        """Those that were chosen; of each the parser's own copy goes. Raises KeyError."""
        for head, data in self.found:
            if "filename" in head and (head["filename"] or data):
                yield GivenFile(head["name"], own_name(head["filename"]), bytes(data))
                data.clear()

    def callbacks(self) -> MultipartCallbacks:
        return {
            "on_part_begin": self._begin,
            "on_header_field": lambda data, start, end: self._header.extend(data[start:end]),
            "on_header_value": lambda data, start, end: self._value.extend(data[start:end]),
            "on_header_end": self._end_header,
            "on_part_data": lambda data, start, end: self.found[-1][1].extend(data[start:end]),
        }

    def _begin(self) -> None:
        """Raises FormRefused: a body has room for two million parts, which would take half a gigabyte."""
        if len(self.found) == MOST_FIELDS:
            raise FormRefused("too many fields")
        self.found.append(({}, bytearray()))

    def _end_header(self) -> None:
        if bytes(self._header).lower() == b"content-disposition":
            _, options = parse_options_header(bytes(self._value))
            for key in (b"name", b"filename"):
                if key in options:
                    self.found[-1][0][key.decode()] = options[key].decode()
        self._header.clear()
        self._value.clear()
