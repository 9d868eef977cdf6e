"""Which file is the picture that an item names: as written, in any case, without its ending, and never a wrong one."""

from __future__ import annotations

import pytest

from kiosk.features.quiz.rules.exams.pictures import matched, number_of, numbered


@pytest.mark.parametrize(
    ("named", "given", "found", "lacking"),
    [
        (["图/一.jpg"], ["一.jpg"], {"图/一.jpg": 0}, {}),
        (["a.jpg"], ["A.jpg", "a.jpg"], {"a.jpg": 1}, {}),  # as written
        (["a.JPG"], ["x.png", "A.jpg"], {"a.JPG": 1}, {}),
        (["a.JPG"], ["A.jpg", "a.jpg"], {}, {"a.JPG": "twins"}),
        (["a.jpg"], ["a.jpg", "a.jpg"], {}, {"a.jpg": "twins"}),  # of two folders of a .zip
        (["a.jpg"], ["a.png"], {"a.jpg": 0}, {}),
        (["a.jpg", "a.png"], ["a.png"], {"a.png": 0}, {"a.jpg": "missing"}),
        (["a.jpg"], ["a.png", "a.webp"], {}, {"a.jpg": "twins"}),
        (["甲/1.jpg", "乙/1.jpg"], ["1.jpg"], {}, {"甲/1.jpg": "folders", "乙/1.jpg": "folders"}),
        (["甲/1.jpg", "乙/1.JPG"], ["1.jpg"], {}, {"甲/1.jpg": "folders", "乙/1.JPG": "folders"}),
        (["caf\u00e9.jpg"], ["cafe\u0301.jpg"], {"caf\u00e9.jpg": 0}, {}),  # as a Mac writes it
        (["𠮷·演示.jpg"], ["𠮷·演示.jpg"], {"𠮷·演示.jpg": 0}, {}),
        (["a.jpg"], [], {}, {"a.jpg": "missing"}),
        ([], ["a.jpg"], {}, {}),
    ],
)  # fmt: skip
def test_a_picture_is_found_by_its_name(
    named: list[str], given: list[str], found: dict[str, int], lacking: dict[str, str]
) -> None:
    made = matched(named, given)
    assert (dict(made.given), dict(made.lacking)) == (found, lacking)


def test_ten_thousand_names_are_looked_through_once() -> None:
    names = [f"图/{number}.png" for number in range(200)]
    assert len(matched(names, [f"{number}.PNG" for number in range(200)]).given) == 200


def test_in_an_exam_it_is_a_number() -> None:
    made = numbered(["图/宣誓.png", "旗.jpg", "旗.jpg"])
    assert sorted(map(number_of, made.values()), key=str) == [1, 2] and set(made) == {"图/宣誓.png", "旗.jpg"}
    assert [number_of(one) for one in ("", "旗.jpg", "1.png", "²1.jpg", "1234567.jpg")] == [None] * 5
