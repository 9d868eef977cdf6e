"""Documents of old Word, of WPS, RTF and OpenDocument -> .docx, by LibreOffice where it is installed.

It runs no macro, follows no link and writes into a folder that is thrown away. What comes out is a document like any
other: it is read by `content.texts`, within the same limits.
"""

from __future__ import annotations

import hashlib
import shutil
import time
from contextlib import suppress
from pathlib import Path

from content.turning import words
from content.turning.running import Enclosing, NotTurned, folder, made, run

SUFFIXES = (".doc", ".dot", ".wps", ".wpt", ".rtf", ".odt")
MOST_BYTES = 50 << 20
SECONDS = 120.0
_STARTS = 3
"""With a new profile LibreOffice ends and asks to be started once more."""

OLE, _RTF, _ZIP = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rtf", b"PK\x03\x04"
_WORD = "WordDocument".encode("utf-16-le")
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_OPEN_DOCUMENT = b"mimetypeapplication/vnd.oasis.opendocument.text"
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
{}</oor:items>
"""
_SETTING = (
    '<item oor:path="/org.openoffice.{}"><prop oor:name="{}" oor:op="fuse"><value>{}</value></prop></item>\n'
).format
_SAFE = (
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Office.Writer/Content/Update", "Link", "0"),
    ("Office.Common/Misc", "FirstRun", "false"),
)


def kind_of(content: bytes) -> str:
    """The ending of a document by what it is, whatever it is called; empty: none of these. Raises NotTurned."""
    if content.startswith(OLE):
        if _LOCKED in content:
            raise NotTurned(words.LOCKED)
        return ".doc" if _WORD in content else ".wps"
    if content.startswith(_RTF):
        return ".rtf"
    if content.startswith(_ZIP):
        return ".odt" if _OPEN_DOCUMENT in content[:200] else ".docx"
    return ""


def document(content: bytes, enclosing: Enclosing) -> bytes:
    """A .docx of the same text. Raises NotTurned."""
    kind = kind_of(content)
    if kind == ".docx":
        return content  # a new document under an old name, as WPS keeps them
    if not kind:
        raise NotTurned(words.NOT_A_DOCUMENT)
    if len(content) > MOST_BYTES:
        raise NotTurned(words.too_large(MOST_BYTES >> 20))
    if not _program():
        raise NotTurned(words.NO_OFFICE)
    with folder() as own:
        source = own / f"in{kind}"
        source.write_bytes(content)
        _prepare(own / "profile")
        until = time.monotonic() + SECONDS
        for _ in range(_STARTS):
            try:
                run(_command(own, source), own, enclosing, until - time.monotonic())
            finally:
                _remove_socket(own / "profile")
            if (own / "out" / "in.docx").exists():
                break
        return made(own / "out" / "in.docx", MOST_BYTES)


def _program() -> str:
    """Beside the script that people start, and without its window of greeting, which would start it again itself."""
    script = shutil.which("soffice")
    return str(Path(script).resolve().with_name("soffice.bin")) if script else ""


def _command(own: Path, source: Path) -> list[str]:
    return [
        _program(), "--headless", "--norestore", "--nolockcheck", "--nodefault", "--nologo",
        f"-env:UserInstallation={_url(own / 'profile')}", "--convert-to", "docx:MS Word 2007 XML",
        "--outdir", str(own / "out"), str(source),
    ]  # fmt: skip


def _url(profile: Path) -> str:
    return f"file://{profile}"


def _remove_socket(profile: Path) -> None:
    """LibreOffice binds it in /tmp under a name made of its profile's, and may not remove it within the walls."""
    digest = hashlib.md5(_url(profile).encode("utf-16-le"), usedforsecurity=False).digest()
    for socket in Path("/tmp").glob(f"OSL_PIPE_*SingleOfficeIPC_{''.join(f'{byte:x}' for byte in digest)}"):
        with suppress(OSError):
            socket.unlink()


def _prepare(profile: Path) -> None:
    (profile / "user").mkdir(parents=True)
    settings = _SETTINGS.format("".join(_SETTING(*one) for one in _SAFE))
    (profile / "user" / "registrymodifications.xcu").write_text(settings, encoding="utf-8")
