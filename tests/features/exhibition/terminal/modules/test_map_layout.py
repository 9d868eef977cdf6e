"""Which marks stand on the picture of a map: those of the list's page always, the others where they have room."""

from __future__ import annotations

from kiosk.features.exhibition.terminal.modules.map.layout import Laid, Marked, Words, laid_out, with_others

ROOM, SIDE = (1000.0, 600.0), (64.0, 64.0)


def marked(number: int, x: float, y: float) -> Marked:
    return Marked(number, (x, y), SIDE)


def laid(*shown: Marked) -> Laid:
    return laid_out(ROOM, (1000, 600), shown, 16.0, words=Words((300, 150), 164, 440, 16))


def test_a_place_of_another_page_of_the_list_stands_at_its_own_place() -> None:
    found = with_others(laid(marked(1, 0.5, 0.5)), [marked(2, 0.8, 0.8)])
    assert found.marks[2].centre == (800, 480)


def test_it_moves_nothing_and_covers_nothing() -> None:
    before = laid(marked(1, 0.5, 0.5))
    assert before.words is not None
    under_words = before.words.centre[0] / ROOM[0], before.words.centre[1] / ROOM[1]
    found = with_others(
        before, [marked(2, 0.51, 0.5), marked(3, *under_words), marked(4, 0.9, 0.9), marked(5, 0.9, 0.91)]
    )
    assert found.marks == {1: before.marks[1], 4: found.marks[4]}
    assert found.words == before.words


def test_without_a_picture_there_are_no_marks() -> None:
    assert with_others(Laid(None), [marked(2, 0.5, 0.5)]).marks == {}
