"""An editor looks at home and 全部服务 as they will be: drawn by a real worker, with what was not yet saved."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from content.pack.open import STARTER
from kiosk.core.link.shapes import WrongShape
from kiosk.features.exhibition.wire_preview import ALL_SERVICES, MOST_ARRANGED, WHOLE_HOME, Asked
from tests.apps.preview.test_preview import AT, HALL, preview


def drawn(place: Path, item: str, *arranged: tuple[str, str], orientation: str = "portrait") -> Image.Image:
    asked = Asked(item, orientation, "standard", AT, hall=HALL, voice=False, arranged=arranged)
    return Image.open(BytesIO(preview(place).picture(asked, STARTER))).convert("RGB")


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> Image.Image:
    """Home as it is by itself."""
    return drawn(tmp_path_factory.mktemp("usual"), WHOLE_HOME)


def differs(one: Image.Image, other: Image.Image) -> tuple[int, int, int, int] | None:
    return ImageChops.difference(one, other).getbbox()


def test_what_is_chosen_is_drawn_in_the_row_of_small_ones_and_nowhere_else(tmp_path: Path, usual: Image.Image) -> None:
    other = drawn(tmp_path, WHOLE_HOME, ("challenge", "home"), ("exhibition.find", "home"), ("daily", "home"))
    assert usual.size == other.size == (1080, 1920)
    box = differs(usual, other)
    assert box and box[1] > 1450 and box[3] < 1780, "under the exhibition, above the dock"


def test_all_services_is_drawn_lying_too(tmp_path: Path) -> None:
    whole = drawn(tmp_path, ALL_SERVICES, orientation="landscape")
    assert whole.size == (1920, 1080)
    assert differs(whole, drawn(tmp_path, ALL_SERVICES, ("daily", "off"), orientation="landscape"))


def test_what_cannot_be_used_leaves_home_as_it_is(tmp_path: Path, usual: Image.Image) -> None:
    bad = (("../x", "home"), ("daily", "top"), ("nobody.knows", "home"), ("𠮷", "off"))
    assert differs(usual, drawn(tmp_path, WHOLE_HOME, *bad)) is None


def test_too_many_rows_are_no_question() -> None:
    with pytest.raises(WrongShape):
        Asked(WHOLE_HOME, "portrait", "standard", AT, arranged=(("daily", "home"),) * (MOST_ARRANGED + 1))
    given = Asked(WHOLE_HOME, "portrait", "standard", AT, arranged=(("daily", "home"),))
    assert Asked.from_json(given.to_json()) == given
