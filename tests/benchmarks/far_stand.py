"""The throw-away hall in a process of its own, so that what is measured here is the terminal and nothing else.

In one process the emulators, their pictures and the import of the workbook would count as the terminal's memory
(81 MB, measured), and their threads would share its interpreter.
"""

from __future__ import annotations

from dataclasses import dataclass
from multiprocessing.managers import BaseManager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from devices.emulators import DemoCard
from devices.emulators.printer import Paper
from kiosk.settings import PanelSettings, Settings, VisitSettings


@dataclass(frozen=True)
class FarSlip:
    """A slip drawn where it was printed."""

    data: bytes
    text: str
    picture: bytes

    def png(self) -> bytes:
        return self.picture


class _Served:
    """What runs in the other process: a `Stand`, spoken to by plain values."""

    def open(self, panel: PanelSettings, visit: VisitSettings) -> None:
        from kiosk.apps.demo.stand import Stand

        self._stand = Stand(panel=panel, visit=visit).__enter__()

    def close(self) -> None:
        self._stand.__exit__()

    def facts(self) -> tuple[Path, Settings, tuple[DemoCard, ...]]:
        return self._stand.folder, self._stand.settings, self._stand.cards

    def put(self, card: DemoCard) -> None:
        self._stand.reader.put(card)

    def lift(self) -> None:
        self._stand.reader.lift()

    def asked(self, command: str) -> int:
        return self._stand.reader.asked(command)

    def paper(self, state: Paper) -> None:
        self._stand.printer.paper = state

    def slip_count(self) -> int:
        return len(self._stand.printer.cut_slips)

    def slip(self, index: int) -> FarSlip:
        slip = self._stand.printer.cut_slips[index]
        return FarSlip(slip.data, slip.text, slip.png())

    def stop_hall(self) -> None:
        self._stand.stop_hall()


class _Line(BaseManager):
    pass


_Line.register("served", _Served)


class _Slips:
    def __init__(self, served: Any) -> None:
        self._served = served

    def __len__(self) -> int:
        return int(self._served.slip_count())

    def __getitem__(self, index: int) -> FarSlip:
        slip: FarSlip = self._served.slip(index)
        return slip


class _Printer:
    """Its slips are read here and its paper is set."""

    def __init__(self, served: Any) -> None:
        self.cut_slips = _Slips(served)
        self._paper = served.paper

    def __setattr__(self, name: str, value: object) -> None:
        if name == "paper":
            self._paper(value)
        else:
            super().__setattr__(name, value)


class FarStand:
    """Context manager with the part of `kiosk.apps.demo.stand.Stand` that a guided tour uses."""

    def __init__(self, panel: PanelSettings, visit: VisitSettings) -> None:
        self._given = panel, visit

    def __enter__(self) -> FarStand:
        from multiprocessing import get_context

        self._line = _Line(ctx=get_context("spawn"))
        self._line.start()
        self._served: Any = self._line.served()  # type: ignore[attr-defined]
        try:
            self._served.open(*self._given)
        except BaseException:
            self._line.shutdown()
            raise
        self.folder, self.settings, self.cards = self._served.facts()
        self.reader = SimpleNamespace(put=self._served.put, lift=self._served.lift, asked=self._served.asked)
        self.printer = _Printer(self._served)
        self.stop_hall = self._served.stop_hall
        return self

    def __exit__(self, *_: object) -> None:
        self._served.close()
        self._line.shutdown()
