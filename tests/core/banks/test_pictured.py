"""Pictures of a bank come from the limited child clean and small; whatever a broken child says is refused."""

from __future__ import annotations

import io
import json
import os
from typing import Any

import pytest
from PIL import Image

from content.banks.model import BankRejected
from content.pictures.stripped import taken_out
from kiosk.core.banks.pictured import Picture, _heard, apart

MOST = 1_000_000
BANK = ("题库.csv", b"x")


def drawn(kind: str, size: tuple[int, int] = (300, 200), **more: Any) -> bytes:
    made = io.BytesIO()
    Image.new("RGB", size, "red").save(made, kind, **more)
    return made.getvalue()


def test_what_a_camera_wrote_is_gone_and_what_is_large_becomes_smaller() -> None:
    notes = Image.Exif()  # type: ignore[no-untyped-call]
    notes[0x010F], notes[0x8825] = "相机演示", {1: "N", 2: (30.0, 40.0, 0.0)}
    noise = io.BytesIO()
    Image.frombytes("RGB", (1300, 1000), os.urandom(1300 * 1000 * 3)).save(noise, "PNG")
    given = [("位置.jpg", drawn("JPEG", exif=notes)), ("噪.png", noise.getvalue()), ("位图.bmp", drawn("BMP"))]
    place, large, bitmap = apart([BANK, *given], 10, MOST).pictures
    assert taken_out(given[0][1])[1] and taken_out(place.content) == (place.content, ())
    assert len(noise.getvalue()) > MOST >= len(large.content) > 0 and large.name == "噪.png"
    assert bitmap.content.startswith(b"\x89PNG")


def test_a_bank_alone_needs_no_child() -> None:
    assert apart([BANK], 10, MOST).pictures == () and apart([BANK], 10, MOST).content == b"x"


def said(told: Any, *rest: bytes) -> io.BytesIO:
    return io.BytesIO(json.dumps(told).encode() + b"\n" + b"".join(rest))


@pytest.mark.parametrize(
    ("told", "rest"),
    [
        ({}, b""), ([], b""), ({"bank": ["", 0]}, b""), ({"bank": ["", -1], "pictures": []}, b""),
        ({"bank": ["x", 5], "pictures": []}, b"1234"), ({"bank": ["x", 1 << 40], "pictures": []}, b""),
        ({"bank": ["", 0], "pictures": [["a.jpg", 3, ""]]}, b"abc"),  # no picture
        ({"bank": ["", 0], "pictures": [["a.jpg", 3, ""]]}, b"\xff\xd8"),
        ({"bank": ["", 0], "pictures": [["a.jpg", MOST + 1, ""]]}, b"\xff\xd8" + bytes(MOST)),
        ({"bank": ["", 0], "pictures": [["a.jpg", 0, ""]]}, b""),
        ({"bank": ["", 0], "pictures": [["a.jpg", 2, "both"]]}, b"\xff\xd8"),
        ({"bank": ["", 0], "pictures": [["a.jpg", True, ""]]}, b"\xff"),
        ({"bank": ["", 0], "pictures": [["a.jpg"]]}, b""), ({"bank": ["", 0], "pictures": [None]}, b""),
        ({"bank": ["", 0], "pictures": [["a.jpg", 0, "why"]] * 11}, b""),
    ],
    ids=str,
)  # fmt: skip
def test_whatever_a_broken_child_says_is_refused(told: Any, rest: bytes) -> None:
    with pytest.raises((BankRejected, ValueError, TypeError)):
        _heard("题库.zip", said(told, rest), 10, MOST)


def test_its_words_are_made_harmless() -> None:
    told = {"bank": ["", 0], "pictures": [["a\u202e\n.jpg" * 99, 0, "\u202ewhy\n" * 999]]}
    (found,) = _heard("题库.zip", said(told), 10, MOST).pictures
    assert isinstance(found, Picture) and len(found.name) <= 120 and len(found.refused) <= 500
    assert found.name.isprintable() and found.refused.isprintable()
    with pytest.raises(BankRejected) as refused:
        _heard("题库.zip", said({"refused": "\u202e坏"}), 10, MOST)
    assert refused.value.reason == "坏"
