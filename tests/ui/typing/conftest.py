"""The real library, and words of an invented neighbourhood."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from kiosk.ui.typing.full_keys import FullKeys
from kiosk.ui.typing.local_words import LocalWords
from kiosk.ui.typing.nine_key import NineKeys
from kiosk.ui.typing.pinyin import Pinyin, open_pinyin

LOCAL = LocalWords([("云溪里", "yun xi li"), ("惠民路", "hui min lu")])


@pytest.fixture(scope="session")
def pinyin() -> Iterator[Pinyin]:
    opened = open_pinyin()
    yield opened
    opened.close()


@pytest.fixture
def full(pinyin: Pinyin) -> FullKeys:
    return FullKeys(pinyin, LOCAL)


@pytest.fixture
def nine(pinyin: Pinyin) -> NineKeys:
    return NineKeys(pinyin, LOCAL)
