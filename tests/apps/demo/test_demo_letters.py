"""The letters of the demonstration: plainly samples, and there for the visitor who lays the first card."""

import json
from pathlib import Path

import httpx
import pytest
from PIL import Image

from kiosk.apps.demo.stand import Stand
from kiosk.features.membership.demo import letters
from kiosk.features.membership.demo.people import PEOPLE
from kiosk.features.membership.wire import question


def test_each_page_says_that_it_is_a_sample(tmp_path: Path) -> None:
    letters.write_letters(tmp_path, PEOPLE)
    drawn = sorted(tmp_path.rglob("*.jpg"))
    assert len(drawn) == 4
    for path in drawn:
        with Image.open(path) as page:
            red, green, blue = Image.new("RGB", (1, 1), letters.MARK).getpixel((0, 0))  # type: ignore[misc]
            near = sum(
                count
                for count, (r, g, b) in page.getcolors(page.width * page.height)
                if abs(r - red) + abs(g - green) + abs(b - blue) < 24
            )
        assert near > 8_000  # the stamp covers that much of a page


def test_no_line_of_a_letter_begins_with_a_mark() -> None:
    for text in (letters.APPLICATION, letters.VOLUNTEER, letters.FULL):
        for paragraph in text.strip().splitlines():
            assert not [line for line in letters._wrapped(paragraph) if line[0] in "，。：；、"]


@pytest.mark.long
def test_the_demonstration_s_first_visitor_turns_the_pages_of_a_letter() -> None:
    with Stand(letters=True) as stand:
        first, second = stand.people[:2]
        token = json.loads(stand.settings.terminal.hall_file.read_text("utf-8"))["token"]
        headers = {"Authorization": f"Bearer {token}"}
        with httpx.Client(base_url=stand.settings.terminal.hall_url, headers=headers) as client:
            asked = client.post("/api/lookup", json=question(first.name, first.id_number)).json()["record"]
            assert {one["kind"]: one["pages"] for one in asked["letters"]} == {
                "application": 2, "volunteer": 1, "full_application": 1,
            }  # fmt: skip
            page = client.post("/api/lookup/page", json={"key": asked["letters_key"], "kind": "application", "page": 2})
            assert page.content[:2] == b"\xff\xd8" and page.headers["cache-control"] == "no-store"
            waiting = client.post("/api/lookup", json=question(second.name, second.id_number)).json()["record"]
            assert not waiting["letters"]  # no keeper has seen it yet
