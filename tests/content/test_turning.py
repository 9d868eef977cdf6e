"""Old documents, photos and films of telephones: turned by a real program, or the way is named."""

from __future__ import annotations

import os
import select
import shutil
import struct
import subprocess
from pathlib import Path

import pytest

from content.turning import words
from content.turning.films import codecs_of, film, format_of
from content.turning.office import OLE, kind_of
from content.turning.running import NotTurned, folder, made, run, unwalled
from content.turning.turned import turned

CASES = Path(__file__).parents[1] / "cases"


def refused(name: str, content: bytes) -> str:
    with pytest.raises(NotTurned) as caught:
        turned(name, content, unwalled)
    return str(caught.value)


def test_a_document_is_known_by_what_it_is() -> None:
    assert kind_of((CASES / "texts" / "old_word.doc").read_bytes()) == ".doc"
    assert (kind_of(OLE + b"works"), kind_of(b"{\\rtf1}"), kind_of(b"<html>")) == (".wps", ".rtf", "")
    new = turned("名单.wps", b"PK\x03\x04 as WPS keeps its new documents", unwalled)
    assert new.name == "名单.docx" and not new.remark
    assert refused("网页.doc", b"<html><img src='http://example.org/a'>") == words.NOT_A_DOCUMENT
    assert refused("密.doc", OLE + "EncryptedPackage".encode("utf-16-le")) == words.LOCKED
    assert turned("a.txt", b"text", unwalled).content == b"text"


def test_without_the_program_the_way_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert refused("a.doc", OLE) == words.NO_OFFICE and refused("a.heic", b"....ftypheic") == words.NO_HEIF
    (tmp_path / "a.mov").write_bytes(b"\0\0\0\x08ftyp")
    with pytest.raises(NotTurned, match="ffmpeg"):
        film(tmp_path / "a.mov", tmp_path / "b.mp4", unwalled)


def test_a_list_of_other_files_is_no_film(tmp_path: Path) -> None:
    """ffmpeg would open what it names, if it was left to guess."""
    (tmp_path / "a.mp4").write_bytes(b"#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n")
    with pytest.raises(NotTurned) as caught:
        film(tmp_path / "a.mp4", tmp_path / "b.mp4", unwalled)
    assert str(caught.value) == words.NOT_A_FILM
    assert [format_of(head) for head in (b"\x1aE\xdf\xa3", b"RIFF....AVI ", b"concat:", b"")] == [
        "matroska",
        "avi",
        "",
        "",
    ]


def test_an_index_that_lies_about_its_size_is_read_no_further_than_it_goes(tmp_path: Path) -> None:
    path = tmp_path / "a.mp4"
    for size in (0, 1, 7, 8, 2**31):
        path.write_bytes(b"\0\0\0\x08ftyp" + struct.pack(">I4s", size, b"moov") + b"stsd")
        assert len(codecs_of(path)) <= 1


def test_a_program_that_hangs_ends_with_all_it_started(tmp_path: Path) -> None:
    with folder(tmp_path) as own:
        with pytest.raises(NotTurned, match="太久"):
            run(["sh", "-c", "sleep 60 & echo $! >child; sleep 60"], own, unwalled, 0.3)
        assert _has_ended(int((own / "child").read_text()))
        (own / "link").symlink_to("/etc/passwd")
        for name in ("link", "none"):
            with pytest.raises(NotTurned):
                made(own / name, 100)
    assert not list(tmp_path.iterdir())


def _has_ended(process: int) -> bool:
    try:
        handle = os.pidfd_open(process)
    except ProcessLookupError:
        return True
    try:
        return bool(select.select([handle], [], [], 10)[0])
    finally:
        os.close(handle)


@pytest.mark.skipif(shutil.which("ffmpeg") is None, reason="ffmpeg is not installed")
def test_films_of_telephones_come_out_as_h264_without_their_place(tmp_path: Path) -> None:
    pictures = ["-f", "lavfi", "-i", "testsrc=d=0.3:s=322x240:r=10", "-f", "lavfi", "-i", "sine=d=0.3"]
    where = ["-metadata", "location=+31.2304+121.4737/", "-metadata", "make=Phone 9", "-movflags", "use_metadata_tags"]
    for codec, tag in (("libx265", "hvc1"), ("libx264", "avc1")):
        source, target = tmp_path / f"{tag}.mov", tmp_path / "out.mp4"
        made_by = ["-c:v", codec, "-tag:v", tag, *where, str(source)]
        subprocess.run(["ffmpeg", "-y", "-v", "quiet", *pictures, *made_by], check=True, stdin=subprocess.DEVNULL)
        assert codecs_of(source) == {tag.encode(), b"mp4a"} and b"+31.2304" in source.read_bytes()
        said = film(source, target, unwalled)
        assert said == ((words.FROM_FILM, words.CLEANED_FILM) if codec == "libx265" else (words.CLEANED_FILM,))
        assert codecs_of(target) == {b"avc1", b"mp4a"}
        first = target.read_bytes()
        assert b"+31.2304" not in first and b"Phone 9" not in first
        film(source, target, unwalled)
        assert target.read_bytes() == first  # the same film twice is the same bytes
    assert sorted(path.name for path in tmp_path.iterdir()) == ["avc1.mov", "hvc1.mov", "out.mp4"]
    (tmp_path / "torn.mov").write_bytes((tmp_path / "hvc1.mov").read_bytes()[:2000])
    with pytest.raises(NotTurned):
        film(tmp_path / "torn.mov", tmp_path / "out.mp4", unwalled)
