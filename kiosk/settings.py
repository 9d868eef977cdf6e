"""kiosk.toml -> typed settings.

One file a machine; every key has a default that serves a village hall on one machine. Units are in the names.

    [hall]
    name = "云溪里社区党群服务中心"
    [terminal]
    name = "1 号终端"
    [panel]
    panel_ppi = 102.46
    panel_bottom_mm = 800

Unknown keys and wrong types are refused with the file, the place and the nearest known key. The standard library
alone reads the file: pydantic-settings would cost 218 ms before the terminal's first frame (measured).
"""

from __future__ import annotations

from dataclasses import MISSING, Field, dataclass, field, fields, is_dataclass
from pathlib import Path
from typing import Any, get_type_hints

from kiosk import toml_file
from kiosk.ui import language

POLITICAL_BIRTHDAYS = ("joined", "full")
NO_SHOW_POLICIES = ("void", "keep_calls", "keep_minutes")
DEFAULT_FILE = Path("/etc/kiosk/kiosk.toml")
PRIVATE_BY = ("headphones", "never", "speaker")
LOUDEST_FILM = 5  # levels in kiosk/ui/voice/film_sound.py
PROFILES = ("", "center", "station", "point")


DESK, DESK_ENGLISH = "进门正前方", "opposite the entrance"


class SettingsRefused(Exception):
    """kiosk.toml cannot be used; the message names the file, the key and how to mend it."""


@dataclass(frozen=True)
class HallSettings:
    """The hall and its service. `address` beyond loopback switches TLS on."""

    name: str = "党群服务中心"
    name_english: str = ""  # in visits in English; empty: `name`
    short_name: str = ""
    address: str = "127.0.0.1"
    port: int = 8470
    certificate: str = ""  # one of the organisation's authority, PEM with its chain; empty: the hall makes its own
    certificate_key: str = ""  # its key; empty: it is signed for the hall's own (kiosk certificate request)
    data_dir: Path = Path("/var/lib/kiosk/hall")
    socket: Path = Path("/run/kiosk/hall.sock")
    database_url: str = ""  # empty: SQLite under data_dir
    no_show_policy: str = "keep_calls"  # a number not there when called: "void", "keep_calls" or "keep_minutes"
    no_show_kept_calls: int = 3
    no_show_kept_minutes: int = 30
    normal_per_priority: int = 2  # normal numbers called for each priority number; the slip says so
    max_calls: int = 3  # the first call and its repeats
    priority_age: int = 60  # years, by the card
    priority_groups: tuple[str, ...] = ("残疾人", "孕妇，带婴儿的人", "现役军人", "烈士遗属", "身体不舒服的人")
    lookups_an_hour: int = 60
    political_birthday: str = "joined"  # the day a member keeps: "joined" as a probationary member, or "full"
    key_file: str = ""  # where the records' key lies, on a stick; empty: records.key under data_dir
    ballast_mb: int = 64  # room kept for a full disk; 0: none
    packs_gigabytes: int = 8  # of all versions of content packs that are kept; as much again of drafts
    delivery_kilobytes: int = 6000  # a second, of content to all screens together


@dataclass(frozen=True)
class TerminalSettings:
    name: str = "1 号终端"
    profile: str = ""  # what the hall is: "center", "station" or "point"; empty: exhibits of every profile are shown
    hall_url: str = "http://127.0.0.1:8470"
    data_dir: Path = Path("/var/lib/kiosk/terminal")
    packs_dir: Path = Path("/var/lib/kiosk/packs")
    service_desk: str = DESK  # where a visitor finds people, in the hall's own words
    service_desk_english: str = ""  # the same in English; empty: `service_desk`
    languages: tuple[str, ...] = ("zh", "en")  # the first is the hall's own; one alone hides the switch on home
    restart_above_mb: float = 800.0  # a fresh process, while nobody is there, when more memory is held; 0: never

    @property
    def hall_file(self) -> Path:
        """The token and the pinned key, written by `kiosk enrol`."""
        return self.data_dir / "hall.json"


@dataclass(frozen=True)
class PanelSettings:
    """The screen as it hangs on the wall; all sizes on screen are computed from it."""

    panel_ppi: float = 0.0  # 21.5" 1080p: 102.46; left out or absurd: asked of the panel (kiosk/ui/screen_ppi.py)
    panel_bottom_mm: float = 800.0  # lower edge above the floor
    view_distance: float = 1.0  # 1.0 at 21.5", 1.25 at 32"
    theme: str = ""  # a hall's own colours: a TOML file, refused where people could not read it


@dataclass(frozen=True)
class PrinterSettings:
    port: str = "/dev/kiosk-printer"
    baud: int = 115200
    profile: str = "80mm"


@dataclass(frozen=True)
class ReaderSettings:
    port: str = "/dev/kiosk-card-reader"
    baud: int = 115200


@dataclass(frozen=True)
class SoundSettings:
    """What is heard. `device` is an ALSA name, or `wav:/folder` to write files; see kiosk/ui/voice."""

    enabled: bool = True  # false: no sound and no speech at all
    quiet: bool = False  # true: neither clicks nor chimes; speech and the warning before the end stay
    clicks: bool = True  # a tick under the finger
    device: str = "default"
    voice: str = "cmn-latn-pinyin"  # an espeak-ng voice; not cmn, which espeak-ng 1.51 reads as English
    words_a_minute: int = 160
    clips_dir: Path = Path("/var/lib/kiosk/voice")  # recorded clips, each named by the phrase it says
    private_by: str = "headphones"  # pages of a visitor's own: headphones, never or speaker
    films: int = 2  # how loud a film begins, 1 to 5; 0 silent until a visitor asks for its sound

    @property
    def films_begin(self) -> int:
        """A quiet hall's films begin silent."""
        return 0 if self.quiet else self.films


@dataclass(frozen=True)
class VisitSettings:
    """Times of one visit (docs/screens.md): at least 20 s to answer the warning."""

    warn_seconds: float = 40.0
    wipe_seconds: float = 60.0
    record_warn_seconds: float = 100.0  # reading screens may set longer
    done_return_seconds: float = 15.0
    extensions: int = 10
    slide_seconds: float = 12.0


@dataclass(frozen=True)
class BoardSettings:
    """A call board; a hall may have several, each with its own kiosk.toml."""

    name: str = "叫号大屏"
    hall_url: str = "http://127.0.0.1:8470"
    data_dir: Path = Path("/var/lib/kiosk/board")
    packs_dir: Path = Path("/var/lib/kiosk/packs")  # exhibition, and recorded clips in each pack's voice/
    windows: tuple[str, ...] = ()  # those it shows and calls, by name; none: all of them
    sentence: str = "请{number}号到{window}办理"  # fields: number, window, service
    one: str = "一"  # how the digit 1 of a number is said: 一, or 幺 where it is noisy
    times: int = 2  # how often a call is said in all; again only when nobody else waits to be said
    voice: bool = True  # false: this board is silent, because another one in the room speaks
    panel_ppi: float = 0.0  # left out: asked of the panel
    viewing_distance_m: float = 3.0  # of those who stand farthest away; kiosk doctor says what they can read
    playlists: tuple[str, ...] = ()  # of the exhibition, those this board shows; none: all, and what is in no playlist
    exhibition_after_seconds: float = 180.0  # without a call and with nobody waiting; 0: never

    @property
    def hall_file(self) -> Path:
        """The token and the pinned key, written by `kiosk enrol --board`."""
        return self.data_dir / "hall.json"


@dataclass(frozen=True)
class Settings:
    hall: HallSettings = field(default_factory=HallSettings)
    terminal: TerminalSettings = field(default_factory=TerminalSettings)
    panel: PanelSettings = field(default_factory=PanelSettings)
    printer: PrinterSettings = field(default_factory=PrinterSettings)
    card_reader: ReaderSettings = field(default_factory=ReaderSettings)
    visit: VisitSettings = field(default_factory=VisitSettings)
    sound: SoundSettings = field(default_factory=SoundSettings)
    board: BoardSettings = field(default_factory=BoardSettings)
    demo: bool = False

    @property
    def english(self) -> dict[str, str]:
        """How a visit in English says what this file names itself; "": as it is named."""
        desk = self.terminal.service_desk
        desk_english = self.terminal.service_desk_english or (DESK_ENGLISH if desk == DESK else "")
        return {self.hall.name: self.hall.name_english, desk: desk_english}


def load(path: Path) -> Settings:
    """Read `path`. Raises SettingsRefused naming file and key; OSError when the file cannot be read."""
    try:
        table = toml_file.read(path)
    except toml_file.TomlRefused as refused:
        raise SettingsRefused(f"{path}: {refused}") from refused
    except PermissionError as refused:
        raise SettingsRefused(f"{path}: may not be read by this program (chmod 644 {path})") from refused
    return from_table(table, str(path))


def from_table(table: dict[str, Any], source: str) -> Settings:
    """Turn a parsed table into settings and check what only makes sense together."""
    settings: Settings = _fill(Settings, table, source, "")
    visit = settings.visit
    if visit.wipe_seconds - visit.warn_seconds < 20:
        raise SettingsRefused(f"{source}: visit.wipe_seconds must be at least 20 s after visit.warn_seconds")
    _check_queue(settings.hall, source)
    if settings.hall.political_birthday not in POLITICAL_BIRTHDAYS:
        raise SettingsRefused(f"{source}: hall.political_birthday should be one of {', '.join(POLITICAL_BIRTHDAYS)}")
    for key in ("key_file", "certificate", "certificate_key"):
        if (path := getattr(settings.hall, key)) and not Path(path).is_absolute():
            raise SettingsRefused(f"{source}: hall.{key} = {path!r} should begin with /")
    if settings.hall.certificate_key and not settings.hall.certificate:
        raise SettingsRefused(f"{source}: hall.certificate_key is set without hall.certificate")
    languages = settings.terminal.languages
    if not languages or len({*languages}) < len(languages) or not {*languages} <= {*language.NAMES}:
        raise SettingsRefused(f"{source}: terminal.languages should be some of {', '.join(language.NAMES)}, each once")
    if settings.terminal.profile not in PROFILES:
        raise SettingsRefused(f"{source}: terminal.profile should be one of {', '.join(PROFILES[1:])}, or left out")
    if settings.sound.private_by not in PRIVATE_BY:
        raise SettingsRefused(f"{source}: sound.private_by should be one of {', '.join(PRIVATE_BY)}")
    if not 0 <= settings.sound.films <= LOUDEST_FILM:
        raise SettingsRefused(f"{source}: sound.films = {settings.sound.films} is not in 0..{LOUDEST_FILM}")
    if not 80 <= settings.sound.words_a_minute <= 450:  # what espeak-ng takes
        raise SettingsRefused(f"{source}: sound.words_a_minute = {settings.sound.words_a_minute} is not in 80..450")
    if settings.board != BoardSettings():  # the usual ones need no check, and a terminal's first frame not their rules
        _check_board(settings.board, source)
    return settings


def _check_board(board: BoardSettings, source: str) -> None:
    from kiosk.ui.voice import call_sentence

    try:
        call_sentence.check(board.sentence)
    except call_sentence.TemplateRefused as refused:
        raise SettingsRefused(f"{source}: board.sentence = {board.sentence!r}: {refused}") from refused
    if board.one not in call_sentence.ONES:
        raise SettingsRefused(f"{source}: board.one should be one of {', '.join(call_sentence.ONES)}")
    if not 1 <= board.times <= 3:
        raise SettingsRefused(f"{source}: board.times = {board.times} is not in 1..3")
    if len({*board.windows}) < len(board.windows):
        raise SettingsRefused(f"{source}: board.windows names a window twice")


def _check_queue(hall: HallSettings, source: str) -> None:
    if hall.no_show_policy not in NO_SHOW_POLICIES:
        raise SettingsRefused(f"{source}: hall.no_show_policy should be one of {', '.join(NO_SHOW_POLICIES)}")
    for key, least in (("normal_per_priority", 1), ("max_calls", 1), ("packs_gigabytes", 1)):
        if getattr(hall, key) < least:
            raise SettingsRefused(f"{source}: hall.{key} should be at least {least}")


def _fill(kind: type[Any], table: dict[str, Any], source: str, place: str) -> Any:
    hints = get_type_hints(kind)
    for key in table:
        if key not in hints:
            raise SettingsRefused(f"{source}: {_unknown(place + key, key, hints)}")
    return kind(**{f.name: _value(hints[f.name], table, f, source, place) for f in fields(kind)})


def _unknown(where: str, key: str, known: dict[str, Any]) -> str:
    import difflib

    near = difflib.get_close_matches(key, known, n=1, cutoff=0.5)
    return f"unknown key {where}" + (f", did you mean {near[0]}?" if near else f"; known: {', '.join(known)}")


def _value(kind: type[Any], table: dict[str, Any], spec: Field[Any], source: str, place: str) -> Any:
    if spec.name not in table:
        return spec.default if spec.default_factory is MISSING else spec.default_factory()
    given, where = table[spec.name], f"{place}{spec.name}"
    if is_dataclass(kind) and isinstance(given, dict):
        return _fill(kind, given, source, f"{where}.")
    if kind is Path and isinstance(given, str):
        return Path(given)
    if kind is float and isinstance(given, int) and not isinstance(given, bool):
        return float(given)
    if kind == tuple[str, ...] and isinstance(given, list) and all(type(one) is str for one in given):
        return tuple(given)
    if type(given) is kind:
        return given
    names: dict[Any, str] = {Path: "text", str: "text", tuple[str, ...]: "a list of text"}
    wanted = "a table" if is_dataclass(kind) else names.get(kind, kind.__name__)
    raise SettingsRefused(f"{source}: {where} should be {wanted}, not {given!r}")
