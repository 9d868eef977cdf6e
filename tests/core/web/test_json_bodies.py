"""What a body of JSON may hold: whatever passes can be written, hashed and stored."""

from __future__ import annotations

import json

import pytest

from kiosk.core.web.requests import BadRequest, json_object

NAME = {"name": "张\ud800"}


@pytest.mark.parametrize(
    "content",
    [
        json.dumps(NAME).encode(), json.dumps(NAME, ensure_ascii=False).encode(errors="surrogatepass"),
        json.dumps(NAME).encode("utf-16"), json.dumps(NAME).encode("utf-16-le"), json.dumps(NAME).encode("utf-32"),
        json.dumps({"\ud800": 1}).encode(), '{"name": "张"}'.encode("gb18030"), b"", b"\xff", b"[]", b"null", b'"a"',
        b"[" * 100_000, b'{"n": NaN}', b'{"n": ' + b"9" * 19 + b"}", b'{"n": ' + b"9" * 10_000 + b"}",
    ],
)  # fmt: skip
def test_what_nothing_can_hold_is_refused(content: bytes) -> None:
    with pytest.raises(BadRequest):
        json_object(content)


def test_a_name_is_read_however_it_is_written() -> None:
    name = {"name": "𠮷·演示", "number": 10**17}
    for content in (json.dumps(name).encode(), json.dumps(name, ensure_ascii=False).encode()):
        assert json_object(content) == name
