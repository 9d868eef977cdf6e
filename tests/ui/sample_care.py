"""Views of the maintenance pages: their states, and the longest of what they show."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from kiosk.apps.terminal.care.views import (
    About,
    CareView,
    ColoursView,
    GoBackView,
    Interface,
    LightView,
    NetworkView,
    PacksView,
    PrintView,
    ReaderView,
    SoundView,
    StickView,
    TouchView,
    Trouble,
    TroublesView,
)
from kiosk.apps.terminal.packs_here import ShownPack
from kiosk.core.stick.wire import Stick

Made = tuple[str, str, object]
AT = datetime(2026, 11, 30, 10, 26, 5)

WELL = CareView(
    About(True, "", "192.0.2.18", True, "0.4.0", 6 * 86400 + 3 * 3600, 41_000_000_000, 0, 48.0),
    "", True, "", 60, 80, 5, "", 0,
)  # fmt: skip
ILL = CareView(
    About(False, None, "", False, "0.10.12", 95.0, 400_000_000, 1234, 91.0),
    "barrier_unanswered", False, "gave_up", None, None, 0, "磁盘满了，新的一版没有装上", 60, wrong_pins=1200,
)  # fmt: skip
PACKS = tuple(
    ShownPack(f"pack{n}", f"二十年，这条巷子 {n}", f"1.{n}.0", AT - timedelta(days=n), "hall") for n in range(1, 5)
)
STARTER = ShownPack("starter", "起步包", "1.0.0", None, "starter")
LONG = ShownPack("long", "云溪里街道清水湾社区新时代文明实践站的故事展", "2026.11.30-12", AT, "folder")
STICKS = (
    Stick("sdb1", "Yanshi Stick 3", 15_400_000_000),
    Stick("sdc1", "Yanshi Stick 3", 512_000_000, "foreign"),
    Stick("sdd", "Kingston DataTraveler 3.0", 61_000_000_000, "locked"),
)
WIRES = (Interface("enp3s0", False, True, "192.0.2.18"), Interface("wlp2s0", True, False, ""))
NETWORK = NetworkView(WIRES, "https://192.0.2.1:8470", "1 号终端", True, "", AT)
REFUSED = ("locked", "foreign", "no_tree", "pulled_out", "full", "away")


def brief() -> Iterator[Made]:
    """Every page in the states in which it is met."""
    yield "staff", "", WELL
    yield "staff", "ill", ILL
    yield from _devices()
    yield from _packs()
    yield from _told()


def long() -> Iterator[Made]:
    """The pages that show what somebody named."""
    yield "staff.packs", "", PacksView((LONG,) * 3, "磁盘满了，新的一版没有装上", True)
    yield "staff.network", "", replace(NETWORK, terminal="二楼东侧综合便民服务区第十二号演示终端甲")


def _devices() -> Iterator[Made]:
    for state, view in (
        ("", PrintView("", "ready")),
        ("low", PrintView("paper_near_end", "ready")),
        ("printing", PrintView("", "printing")),
        ("printed", PrintView("", "printed")),
        ("unknown", PrintView("", "unknown", "barrier_unanswered")),
        ("refused", PrintView("paper_out", "refused", "paper_out")),
    ):
        yield "staff.printer", state, view
        yield "staff.paper", state, view
    for phase in ("waiting", "read", "unread", "lying", "offline"):
        yield "staff.reader", phase, ReaderView(phase)
    yield "staff.touch", "", TouchView(frozenset())
    yield "staff.touch", "some", TouchView(frozenset({0, 4, 8}))
    yield "staff.touch", "all", TouchView(frozenset(range(9)))
    yield "staff.colours", "", ColoursView(0)
    yield "staff.colours", "black", ColoursView(1)
    yield "staff.sound", "", SoundView(60, "", headphones=True)
    yield "staff.sound", "said", SoundView(100, "", headphones=False, said=True)
    yield "staff.sound", "no card", SoundView(None, "no_device", headphones=False)
    yield "staff.sound", "off", SoundView(None, "off", headphones=False)
    yield "staff.light", "", LightView(80, (8 * 60, 18 * 60), can_darken=True)
    yield "staff.light", "all day", LightView(100, None, can_darken=True)
    yield "staff.light", "a monitor", LightView(None, (21 * 60, 6 * 60 + 30), can_darken=True)
    yield "staff.light", "nothing", LightView(None, None, can_darken=False)


def _packs() -> Iterator[Made]:
    yield "staff.packs", "", PacksView((*PACKS, STARTER), "", can_go_back=True)
    yield "staff.packs", "second screen", PacksView((*PACKS, STARTER), "", can_go_back=True, page=1)
    yield "staff.packs", "lagging", PacksView((PACKS[0], STARTER), "大厅昨天 17:02 发布的一版还没有取完", True)
    yield "staff.packs", "starter alone", PacksView((STARTER,), "", can_go_back=False)
    yield "staff.packs", "went back", PacksView(PACKS[:1], "", True, told="已退回上一版")
    yield "staff.packs", "not back", PacksView(PACKS[:1], "", True, told="上一版的文件不全", well=False)
    yield "staff.packs.back", "", GoBackView()
    yield "staff.stick", "looking", StickView("packs", "looking")
    yield "staff.stick", "choose", StickView("packs", "choose", STICKS)
    yield "staff.stick", "one", StickView("diagnosis", "choose", STICKS[:1])
    yield "staff.stick", "begun", StickView("diagnosis", "working")
    yield "staff.stick", "copying", StickView("packs", "working", done=31_000_000, of=52_000_000)
    yield "staff.stick", "done", StickView("packs", "done", told="春天的巷子 1.2.0，12 件")
    yield "staff.stick", "saved", StickView("diagnosis", "done", told="文件名：kiosk-diagnosis-20261130-102605.zip")
    for reason in REFUSED:
        yield "staff.stick", reason, StickView("packs", "refused", reason=reason)
    yield "staff.stick", "not taken", StickView("packs", "refused", told="大厅没有发布过这一版，没有装")


def _told() -> Iterator[Made]:
    yield "staff.network", "", NETWORK
    away = "no answer in time: [Errno 113] No route to host (192.0.2.1:8470)"
    yield "staff.network", "away", replace(NETWORK, online=False, why=away, heard=None)
    wires = tuple(Interface(f"enx00e04c68000{n}", n > 1, True, "" if n else "192.0.2.18") for n in range(4))
    yield "staff.network", "not joined", NetworkView(wires, NETWORK.url, NETWORK.terminal, False, None, None)
    yield "staff.troubles", "none", TroublesView(())
    kinds = (("printer", "paper_out"), ("reader", "offline"), ("printer", "well"), ("outbox", "refused"), ("x1", "odd"))
    noted = tuple(Trouble(AT - timedelta(hours=5 * n), *kinds[n % len(kinds)], "") for n in range(21))
    yield "staff.troubles", "", TroublesView(noted)
    yield "staff.troubles", "last screen", TroublesView(noted, page=2)
    yield "staff.troubles", "few", TroublesView(noted[:2])
    yield "staff.diagnosis", "", None
