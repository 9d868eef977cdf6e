"""The world around the flow, in memory: a stage that remembers what it showed, a root side, ports; and walks
through it.

`shown(...)` walks as a person would and gives every page with its view, for drawing and measuring.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from kiosk.apps.first_start.choosing import PanelSize
from kiosk.apps.first_start.flow import Around, FirstStart
from kiosk.apps.first_start.line import Refused, RootAway, Step, Told
from kiosk.apps.first_start.ports import Found
from kiosk.apps.first_start.walk import HALL
from kiosk.apps.first_start.wire import Answers, Disk, Facts, Role, SerialPort, Turned
from kiosk.ui.stage import Timer
from kiosk.ui.typing.composer import Composer
from kiosk.ui.typing.pinyin import PinyinMissing
from kiosk.ui.typing.session import Ask, TypingView
from kiosk.ui.typing.spelling import Decoder

HALL_30 = "云溪里街道第一社区居民委员会党群服务中心便民服务综合大厅一楼"
PIN, PASSWORD = "135792", "2580147369"
CODE = "K7QF-ODMP-2XWA-LT5C"
LONG_CODE = f"{CODE}:{'A' * 52}"
DISKS = (
    Disk("/dev/nvme0n1", "SAMSUNG MZVLB256HBHQ-000L7", 256 * 10**9, True),
    Disk("/dev/sda", "", 64 * 10**9, False),
)


def port(number: int, model: str = "USB2.0-Serial") -> SerialPort:
    return SerialPort(f"pci-0000:00:14.0-usb-0:{number}:1.0", f"/dev/ttyUSB{number}", model)


def facts(role: Role = "both", **other: Any) -> Facts:
    known: dict[str, Any] = {
        "role": role, "version": "1.4.0", "on_stick": False, "turned": "normal", "disks": (),
        "ports": (port(0), port(1, "")), "addresses": ("192.168.1.5",),
    }  # fmt: skip
    return Facts(**known | other)


class Cancelled:
    def cancel(self) -> None: ...


class MemoryStage:
    """Work waits until `settle`, as on a worker; what was shown is kept in order."""

    def __init__(self) -> None:
        self.shown: list[tuple[str, Any]] = []
        self.place = ""
        self.later: list[Callable[[], None]] = []
        self._work: list[Callable[[], None]] = []

    @property
    def page(self) -> str:
        return self.shown[-1][0]

    @property
    def view(self) -> Any:
        return self.shown[-1][1]

    def show(self, page: str, view: object) -> None:
        self.shown.append((page, view))

    def now(self) -> tuple[str, object]:
        return self.shown[-1]

    def home(self) -> None: ...
    def end_visit(self) -> None: ...
    def touched(self) -> None: ...
    def patience(self) -> float:
        return 1.0

    def remind(self, text: str) -> None: ...
    def on_wipe(self, call: Callable[[], None]) -> None: ...

    def say_place(self, text: str) -> None:
        self.place = text

    def post(self, call: Callable[[], None]) -> None:
        call()

    def after(self, seconds: float, call: Callable[[], None]) -> Timer:
        self.later.append(call)
        return Cancelled()

    def work(
        self, job: Callable[[], Any], done: Callable[[Any], None],
        failed: Callable[[Exception], None] | None = None,
    ) -> None:  # fmt: skip
        def run() -> None:
            try:
                result = job()
            except Exception as error:
                if failed is None:
                    raise
                failed(error)
            else:
                done(result)

        self._work.append(run)

    def settle(self) -> None:
        """Everything that workers have to do, and what follows from it."""
        while self._work:
            self._work.pop(0)()


@dataclass
class MemoryRoot:
    """The root side. `refusals` are raised, one a call, by the verbs that end the walk."""

    known: Facts
    refusals: list[Exception] = field(default_factory=list)
    away: int = 0  # how often nobody answers first
    asked: list[tuple[str, Any]] = field(default_factory=list)

    def facts(self) -> Facts:
        if self.away:
            self.away -= 1
            raise RootAway("not yet")
        return self.known

    def turn(self, turned: Turned) -> None:
        self._do("turn", turned)

    def install(self, disk: str, told: Told) -> None:
        told(Step("正在拷贝", 0.4))
        self._do("install", disk)

    def restart(self) -> None:
        self._do("restart", None)

    def finish(self, answers: Answers, told: Told) -> None:
        told(Step("写设置", 0.3))
        self._do("finish", answers)

    def _do(self, verb: str, given: Any) -> None:
        self.asked.append((verb, given))
        if self.refusals:
            raise self.refusals.pop(0)


@dataclass
class MemoryDevices:
    """What hangs on which node; `opened` keeps every opening in order."""

    on: dict[str, Found] = field(default_factory=dict)
    print_code: str = "printed"
    opened: list[str] = field(default_factory=list)

    def look(self, port: SerialPort) -> Found:
        self.opened.append(f"look {port.node}")
        return self.on.get(port.node, "")

    def print_test(self, port: SerialPort, profile: str) -> str:
        self.opened.append(f"print {port.node} {profile}")
        return self.print_code

    def reader_answers(self, port: SerialPort) -> bool:
        self.opened.append(f"read {port.node}")
        return self.on.get(port.node) == "reader"


def no_pinyin() -> Decoder:
    raise PinyinMissing("no library here")


class Person:
    """Somebody before the screen: taps what the page in front shows, by its words' keys."""

    def __init__(
        self, known: Facts, *, devices: MemoryDevices | None = None, panel: PanelSize | None = None,
        refusals: Sequence[Exception] = (), away: int = 0, open_decoder: Callable[[], Decoder] = no_pinyin,
    ) -> None:  # fmt: skip
        self.stage = MemoryStage()
        self.root = MemoryRoot(known, list(refusals), away)
        self.devices = devices or MemoryDevices({"/dev/ttyUSB0": "printer", "/dev/ttyUSB1": "reader"})
        around = Around(self.root, self.devices, panel or PanelSize(1080, 1920), open_decoder)
        self.flow = FirstStart(self.stage, around)
        self.flow.start()
        self.stage.settle()

    @property
    def view(self) -> Any:
        return self.stage.view

    def button(self, key: str) -> Any:
        view = self.view
        both = (*getattr(view, "tools", ()), *getattr(view, "buttons", ()), *getattr(view, "answers", ()))
        return next(button for button in both if button.key == key)

    def tap(self, *keys: str) -> Person:
        for key in keys:
            assert not self.button(key).off, (key, self.view)
            self.flow.act(key)
            self.stage.settle()
        return self

    def pick(self, key: str) -> Person:
        assert key in [item.key for item in self.view.items], self.view
        self.flow.pick(key)
        self.stage.settle()
        return self

    def key_in(self, text: str) -> Person:
        """The pages between the first key and the last are not kept: they are alike."""
        before = len(self.stage.shown)
        for one in text:
            self.flow.press(one)
        del self.stage.shown[before:-1]
        return self

    def write(self, text: str) -> Person:
        """On the typing page; 下一步 with it."""
        assert isinstance(self.view, TypingView)
        self.view.composer.wipe()
        self.view.composer.put(text)
        self.flow.typing.finish()
        self.stage.settle()
        return self

    def back(self) -> Person:
        if isinstance(self.view, TypingView):
            self.flow.keep(self.view.composer.text)
            self.flow.typing.go_back()
        else:
            self.flow.back()
        self.stage.settle()
        return self

    def twice(self, digits: str) -> Person:
        return self.key_in(digits).tap("next").key_in(digits).tap("next")

    # -- questions in their order ---------------------------------------------------------------------------------

    def machine(self) -> Person:
        """Panel, printer and reader, as they were found."""
        return self.pick("21.5").tap("next").tap("next").tap("next").tap("next")

    def machine_without_reader(self) -> Person:
        return self.pick("21.5").tap("next").tap("next").tap("next").pick("none").tap("next")

    def to_summary(self, hall: str = "云溪里党群服务中心") -> Person:
        """Every question of the role, answered."""
        role = self.root.known.role
        self.tap("begin").write(hall)
        if role in ("both", "terminal"):
            self.machine().twice(PIN)
        if role == "board":
            self.pick("32").tap("next")
        if role in ("both", "hall"):
            self.write("管理员").twice(PASSWORD).tap("next")
        if role in ("terminal", "board"):
            self.tap("later")
        return self


def shown() -> Iterator[tuple[str, Any]]:
    """Every page in every state a person meets, with the longest words; the same view once."""
    seen: list[object] = []
    yield HALL, TypingView(Ask("大厅叫什么名字？", "写在屏幕最上面", ("党群服务中心",), limit=30), _written(HALL_30))
    for person in _walks():
        for page, view in person.stage.shown:
            alike = (view.ask, view.missing) if isinstance(view, TypingView) else view
            if alike not in seen:
                seen.append(alike)
                yield page, view


def _written(text: str) -> Composer:
    composer = Composer(None, limit=30)
    composer.put(text)
    return composer


def _walks() -> Iterator[Person]:
    yield Person(facts("both"), away=1)
    yield _all_of_both()
    yield Person(facts("hall", addresses=())).to_summary()
    yield _joined()
    yield Person(facts("board"), panel=PanelSize(1920, 1080, 31.5)).to_summary()
    yield _nothing_there()
    yield _nine_ports()
    yield from _disks()


def _all_of_both() -> Person:
    person = Person(facts("both"), refusals=[Refused("转不动画面")]).tap("turn").tap("begin")
    person.write(HALL_30).pick("21.5").tap("next").pick("1100").tap("next")
    person.tap("try").tap("paper").tap("next").tap("try").tap("next")
    person.key_in("123456").tap("next").key_in(PIN).tap("next").key_in(PASSWORD).tap("next").twice(PIN)
    person.write("管理员").key_in("1" * 20).tap("next").twice(PASSWORD).pick("others").tap("next")
    person.root.refusals += [Refused("名字里有不能用的字", "hall_name"), RootAway("gone")]
    person.tap("finish").write(HALL_30).tap("finish", "again", "finish")
    return person


def _joined() -> Person:
    person = Person(facts("terminal"), devices=MemoryDevices(print_code="paper_out")).tap("begin").write("演示大厅")
    person.pick("55").tap("next").tap("next").pick(person.root.known.ports[0].path).tap("try").tap("next")
    person.pick(person.root.known.ports[1].path).tap("try").pick("none").tap("next").twice(PIN)
    person.key_in("?..").tap("next").tap("clear").key_in("192.168.1.5").tap("next")
    person.key_in(CODE).tap("next").tap("clear").key_in(LONG_CODE).tap("next")
    return person


def _nothing_there() -> Person:
    person = Person(facts("both", ports=()), panel=PanelSize(1080, 1920, 21.5)).tap("begin").write("演示大厅")
    return person.tap("next").tap("next").tap("refresh").tap("next").tap("next")


def _nine_ports() -> Person:
    ports = tuple(port(number, "Prolific USB-Serial Controller D" if number % 2 else "") for number in range(9))
    found = MemoryDevices({"/dev/ttyUSB7": "printer"})
    person = Person(facts("both", ports=ports), devices=found).tap("begin").write("演示大厅").machine_without_reader()
    del person.stage.shown[8:14]  # one port after the other: alike
    return person


def _disks() -> Iterator[Person]:
    nine = tuple(Disk(f"/dev/sd{letter}", f"ATA WDC WD10EZEX-08WN4A0 {letter}", 10**12, True) for letter in "abcdefghi")
    for disks in (nine, DISKS[1:]):
        yield Person(facts("both", on_stick=True, disks=disks)).tap("begin")
    for refusals in ([], [Refused("硬盘太小，至少要 16 GB")]):
        person = Person(facts("both", on_stick=True, disks=DISKS), refusals=refusals).tap("begin")
        person.pick("/dev/nvme0n1").tap("yes").key_in("0000x"[:4])
        person.flow.press("clear")
        person.key_in(person.view.title[-4:]).tap("erase")
        if not refusals:
            person.tap("restart")
        else:
            del person.stage.shown[:-1]
        yield person
