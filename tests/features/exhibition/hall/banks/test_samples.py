"""Which questions of a bank are looked at before it is asked."""

from __future__ import annotations

from content.banks.model import Bank, Item, Kind, Status
from kiosk.features.exhibition.hall.banks.samples import samples


def asked(number: str, kind: Kind, letters: int, status: Status = Status.READY) -> Item:
    return Item(number, kind, "问" * letters, ("甲", "乙"), (0,), status=status)


def test_five_are_looked_at_one_a_type_and_the_longest_among_them() -> None:
    bank = [asked(str(at), Kind.SINGLE, at) for at in range(1, 9)]
    assert [one.id for one in samples(Bank("", tuple(bank)))] == ["4", "5", "6", "7", "8"]
    bank += [asked("m", Kind.MULTIPLE, 3), asked("j", Kind.JUDGE, 1), asked("draft", Kind.JUDGE, 90, Status.DRAFT)]
    assert [one.id for one in samples(Bank("", tuple(bank)))] == ["6", "7", "8", "m", "j"]
    assert samples(Bank("", ())) == () and len(samples(Bank("", (bank[0],)))) == 1
    fill = Item("f", Kind.FILL, "____", (), (), blanks=(("七",),))
    assert samples(Bank("", (fill,))) == (fill,)
