"""The journal numbers slips as they come, also when the printer has long forgotten the first ones."""

from datetime import datetime

from devices.emulators import Slip
from devices.emulators.rows import Run, TextRow
from kiosk.apps.demo.slips import KEPT, SlipJournal, picture


def slip(text: str, cut: bool = True) -> Slip:
    row = TextRow(tuple(Run(letter, 1, 1, False, 1) for letter in text), 0, 24)
    return Slip(576, (row,), text.encode(), cut)


def journal() -> SlipJournal:
    return SlipJournal(lambda: datetime(2026, 11, 17, 10, 26, 2))


def test_newest_first_with_the_time_each_was_seen() -> None:
    views = journal().look([slip("A011"), slip("A012")])
    assert [(view.number, view.text, view.clock) for view in views] == [
        (2, "A012", "10:26:02"),
        (1, "A011", "10:26:02"),
    ]


def test_a_slip_is_counted_once_though_it_is_seen_often() -> None:
    book, slips = journal(), [slip("A011")]
    book.look(slips)
    assert [view.number for view in book.look(slips)] == [1]


def test_numbers_go_on_when_old_slips_are_thrown_away() -> None:
    book, drawer = journal(), [slip(f"A{number:03}") for number in range(40)]
    for newest in range(1, 41):
        views = book.look(drawer[max(0, newest - 3) : newest])  # a printer that keeps three
    assert views[0].number == 40 and views[0].text == "A039"
    assert len(views) == KEPT


def test_a_slip_on_its_way_has_no_time_yet() -> None:
    book, whole = journal(), slip("A011")
    begun = book.look([whole, slip("A0", cut=False)])[0]
    assert (begun.number, begun.clock, begun.cut) == (2, "", False)
    assert [view.number for view in book.look([whole, slip("A012")])] == [2, 1]


def test_the_picture_of_a_slip_is_found_by_its_key() -> None:
    slips = [slip("A011"), slip("A012")]
    keys = [view.key for view in journal().look(slips)]
    assert len(set(keys)) == 2
    assert (picture(slips, keys[0]) or b"").startswith(b"\x89PNG")
    assert picture(slips, "0" * 20) is None
