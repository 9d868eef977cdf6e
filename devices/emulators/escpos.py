"""An ESC/POS reader of its own: bytes in, what a printer does with them out.

It is written from the command tables alone and shares nothing with the driver's encoder. Feed it a slip's bytes and it
tells the exact text; see `read_slips`.
"""

from collections.abc import Callable, Generator, Iterable
from dataclasses import dataclass, field, replace
from typing import Final

from devices.emulators.rows import BlankRow, ImageRow, QrRow, Run, TextRow
from devices.emulators.slip import Slip

Steps = Generator[None, int, None]
_DEFAULT_SPACING: Final = 30
_CELL: Final = 12
_EM: Final = 24
_TEAR_LINES: Final = 5


@dataclass(frozen=True, slots=True)
class Style:
    """How the next characters look."""

    wide: int = 1
    high: int = 1
    chinese_wide: int = 1
    chinese_high: int = 1
    bold: bool = False
    align: int = 0
    spacing: int = _DEFAULT_SPACING


@dataclass
class Reader:
    """The interpreter. `answer` receives what ordered commands send back; `finished` each slip at its cut.

    `cuts` False is a printer with a tear bar: five fed lines end its slip. `latches_chinese` makes `1C 26` and `1C 2E`
    wait for the next line, as some printers do.
    """

    width_dots: int = 576
    cuts: bool = True
    latches_chinese: bool = False
    answer: Callable[[bytes], None] = lambda _: None
    paper_sensor: Callable[[], int] = lambda: 0
    automatic: Callable[[int], None] = lambda _: None
    finished: Callable[[Slip], None] = lambda _: None
    unknown: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        """Power on: empty paper path, no command begun."""
        self._slip = Slip(self.width_dots)
        self._data = bytearray()
        self._qr_data, self._qr_module = "", 3
        self._initialise()
        self._steps = self._commands()
        next(self._steps)

    @property
    def unfinished(self) -> Slip:
        """What is on the paper since the last cut."""
        return replace(self._slip, rows=tuple(self._slip.rows), data=bytes(self._data))

    def tear_off(self) -> Slip:
        """Take the paper away as it is (a new roll): the slip ends without its cut."""
        return self._end(cut=False)

    def feed(self, data: Iterable[int]) -> None:
        for byte in data:
            self._data.append(byte)
            self._steps.send(byte)

    def _initialise(self) -> None:
        self._style = Style()
        self._chinese = False
        self._chinese_next: bool | None = None
        self._runs: list[Run] = []
        self._used = 0

    def _commands(self) -> Steps:
        while True:
            byte = yield
            match byte:
                case 0x0A:
                    self._line_feed()
                case 0x10:
                    yield from self._real_time()
                case 0x1B:
                    yield from self._escape()
                case 0x1C:
                    yield from self._chinese_command()
                case 0x1D:
                    yield from self._group()
                case _ if byte >= 0x20:
                    yield from self._character(byte)
                # Other control bytes, 00 above all, print nothing.

    def _character(self, byte: int) -> Steps:
        if byte < 0x80:
            self._put(chr(byte), self._style.wide, self._style.high, 1)
            return
        if not self._chinese:
            self._put("�", self._style.wide, self._style.high, 1)
            return
        second = yield
        text = bytes((byte, second)).decode("gbk", errors="replace")
        self._put(text[:1], self._style.chinese_wide, self._style.chinese_high, 2)

    def _put(self, text: str, wide: int, high: int, cells: int) -> None:
        width = cells * _CELL * wide
        if self._used + width > self.width_dots:
            self._line_feed()
        self._used += width
        self._runs.append(Run(text, wide, high, self._style.bold, cells))

    def _line_feed(self) -> None:
        tallest = max((run.high for run in self._runs), default=1) * _EM
        height = max(self._style.spacing, tallest)
        self._slip.rows += (TextRow(tuple(self._runs), self._style.align, height),)
        self._runs, self._used = [], 0
        if self._chinese_next is not None:
            self._chinese, self._chinese_next = self._chinese_next, None

    def _set_chinese(self, on: bool) -> None:
        if self.latches_chinese and self._runs:
            self._chinese_next = on
        else:
            self._chinese = on

    def _real_time(self) -> Steps:
        """Answered when it arrived (see the emulator); here it is only passed over."""
        command = yield
        if command in (0x04, 0x05):
            yield
        elif command == 0x14:
            kind = yield
            for _ in range(2 if kind in (1, 2) else 7):
                yield
        else:
            self.unknown.append(f"10 {command:02X}")

    def _escape(self) -> Steps:
        command = yield
        match command:
            case 0x40:
                if not self._slip.has_ink and not self._runs:  # a slip's bytes begin here, not at an old barrier
                    self._slip.rows = ()
                    self._data[:] = b"\x1b\x40"
                self._initialise()
            case 0x61:
                self._style = replace(self._style, align=(yield) % 48)
            case 0x45:
                self._style = replace(self._style, bold=bool((yield) & 1))
            case 0x33:
                self._style = replace(self._style, spacing=(yield))
            case 0x32:
                self._style = replace(self._style, spacing=_DEFAULT_SPACING)
            case 0x4A:
                self._flush_and_feed((yield))
            case 0x64:
                lines = yield
                self._flush_and_feed(lines * self._style.spacing)
                if not self.cuts and lines >= _TEAR_LINES:
                    self.finished(self._end(cut=True))
            case _:
                self.unknown.append(f"1B {command:02X}")

    def _flush_and_feed(self, dots: int) -> None:
        if self._runs:
            self._line_feed()
        self._slip.rows += (BlankRow(dots),)

    def _chinese_command(self) -> Steps:
        command = yield
        match command:
            case 0x26:
                self._set_chinese(True)
            case 0x2E:
                self._set_chinese(False)
            case 0x21:
                bits = yield
                wide, high = 1 + bool(bits & 4), 1 + bool(bits & 8)
                self._style = replace(self._style, chinese_wide=wide, chinese_high=high)
            case 0x57:
                scale = 1 + ((yield) & 1)
                self._style = replace(self._style, chinese_wide=scale, chinese_high=scale)
            case _:
                self.unknown.append(f"1C {command:02X}")

    def _group(self) -> Steps:
        command = yield
        match command:
            case 0x21:
                size = yield
                wide, high = (size >> 4 & 7) + 1, (size & 7) + 1
                self._style = replace(self._style, wide=wide, high=high, chinese_wide=wide, chinese_high=high)
            case 0x56:
                yield from self._cut()
            case 0x76:
                yield from self._raster()
            case 0x28:
                yield from self._extended()
            case 0x72:
                yield
                self.answer(bytes((self.paper_sensor(),)))
            case 0x61:
                self.automatic((yield))
            case _:
                self.unknown.append(f"1D {command:02X}")

    def _cut(self) -> Steps:
        mode = yield
        if mode in (0x41, 0x42):
            self._flush_and_feed((yield))
        if self._runs:
            self._line_feed()
        self.finished(self._end(cut=True))

    def _end(self, cut: bool) -> Slip:
        slip = replace(self._slip, rows=tuple(self._slip.rows), data=bytes(self._data), cut=cut)
        self._slip = Slip(self.width_dots)
        self._data = bytearray()
        return slip

    def _raster(self) -> Steps:
        kind = yield
        mode = yield
        numbers = []
        for _ in range(4):
            numbers.append((yield))
        width, height = numbers[0] + 256 * numbers[1], numbers[2] + 256 * numbers[3]
        data = bytearray()
        for _ in range(width * height):
            data.append((yield))
        if kind != 0x30:
            self.unknown.append(f"1D 76 {kind:02X}")
        if self._runs:
            self._line_feed()
        wide, high = 1 + (mode & 1), 1 + (mode >> 1 & 1)
        self._slip.add_image(ImageRow(width, bytes(data), wide, high, self._style.align))

    def _extended(self) -> Steps:
        family = yield
        low = yield
        high = yield
        parameters = bytearray()
        for _ in range(low + 256 * high):
            parameters.append((yield))
        if family == 0x6B:
            self._qr_function(bytes(parameters))
        elif family == 0x48 and parameters[:2] == b"\x30\x30" and len(parameters) == 6:
            self.answer(b"\x37\x22" + bytes(parameters[2:]) + b"\x00")
        else:
            self.unknown.append(f"1D 28 {family:02X}")

    def _qr_function(self, parameters: bytes) -> None:
        function = parameters[1] if len(parameters) > 1 else 0
        if function == 67:
            self._qr_module = parameters[2]
        elif function == 80:
            self._qr_data = parameters[3:].decode("utf-8", errors="replace")
        elif function == 81:
            self._slip.rows += (QrRow(self._qr_data, self._qr_module, self._style.align),)
        elif function not in (65, 69):
            self.unknown.append(f"1D 28 6B fn {function}")


def read_slips(data: bytes, width_dots: int = 576, *, cuts: bool = True) -> list[Slip]:
    """The slips that these bytes print, each up to its cut; the last one may lack it."""
    slips: list[Slip] = []
    reader = Reader(width_dots, cuts, finished=slips.append)
    reader.feed(data)
    rest = reader.unfinished
    return [*slips, rest] if rest.has_ink else slips
