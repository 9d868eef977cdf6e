"""A pack as one file: the same bytes from the same folder, and nothing that a stranger's file says is believed."""

from __future__ import annotations

import errno
import os
import stat
import struct
import tempfile
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from content.pack.build import build
from content.pack.entry import MANIFEST, PackRejected
from content.pack.names import checked_names
from content.pack.open import STARTER, open_pack
from content.pack.unpack import MOST_FILES, Caps, unpacked

HEAD = 'format = 1\nname = "demo"\nversion = "1.0"\ntitle = "演示"\n'
MANIFEST_TEXT = HEAD + '[[items]]\nid = "a"\nkind = "article"\nfile = "文章.txt"\ntitle = "标题"\n'
TEXT = "第一段。\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "pack"
    (root / "voice").mkdir(parents=True)
    (root / MANIFEST).write_text(MANIFEST_TEXT, encoding="utf-8")
    (root / "文章.txt").write_text(TEXT, encoding="utf-8")
    (root / "words.txt").write_text("云溪里  yun xi li\n", encoding="utf-8")
    (root / "voice" / "a.wav").write_bytes(b"RIFF")
    (root / "~草稿.docx").write_bytes(b"not for anybody")
    return root


def packed(path: Path, *members: tuple[str | zipfile.ZipInfo, bytes], method: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, content in members:
            archive.writestr(name, content, method)
    return path


def sound(*more: tuple[str | zipfile.ZipInfo, bytes]) -> tuple[tuple[str | zipfile.ZipInfo, bytes], ...]:
    return (MANIFEST, MANIFEST_TEXT.encode()), ("文章.txt", TEXT.encode()), *more


def names_below(root: Path) -> list[str]:
    return sorted(path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file())


def test_the_same_folder_gives_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    first = build(folder, tmp_path)
    bytes_before = first.path.read_bytes()
    assert first.path.name == "demo-1.0.zip" and first.left_out == ("~草稿.docx",) and not first.problems
    for path in (folder / "文章.txt", folder / MANIFEST):  # of another day, another keeper, another disk
        os.utime(path, (0, 0))
        path.chmod(0o777)
    (folder / "late.txt").touch()
    heard: list[tuple[int, int]] = []
    assert build(folder, tmp_path, lambda done, total: heard.append((done, total))).path.read_bytes() == bytes_before
    assert heard[-1][0] == heard[-1][1] > 0
    # What the bytes are must not hang on who packs them: written down once, compared on every machine.
    assert zlib.crc32(bytes_before) == 3542895358


def test_what_is_built_is_unpacked_and_opens_as_the_folder_did(tmp_path: Path) -> None:
    built = build(STARTER, tmp_path)
    heard: list[tuple[int, int]] = []
    again = unpacked(built.path, tmp_path / "again", done=lambda done, total: heard.append((done, total)))
    assert set(again) == set(built.files) and heard[-1][0] == heard[-1][1] and len(heard) == len(again)
    before, after = open_pack(STARTER), open_pack(tmp_path / "again")
    assert [(one.key, one.title, one.size, one.showing) for one in after.exhibits] == [
        (one.key, one.title, one.size, one.showing) for one in before.exhibits
    ]
    assert not after.problems and len(after.words) == len(before.words)


def test_a_pack_of_a_mac_and_its_missing_file_are_told(folder: Path, tmp_path: Path) -> None:
    apart = unicodedata.normalize("NFD", "é.png")
    Image.new("RGB", (64, 64)).save(folder / apart)
    text = MANIFEST_TEXT + '[[items]]\nid = "b"\nkind = "image"\nfile = "é.png"\ntitle = "标题"\n'
    text += '[[items]]\nid = "c"\nkind = "image"\nfile = "gone.png"\ntitle = "标题"\n'
    (folder / MANIFEST).write_text(text, encoding="utf-8")
    built = build(folder, tmp_path)
    assert [problem.path for problem in built.problems] == ["gone.png"]
    unpacked(built.path, tmp_path / "out")
    assert unicodedata.normalize("NFC", "é.png") in names_below(tmp_path / "out")
    assert [one.id for one in open_pack(tmp_path / "out").exhibits] == ["a", "b"]


def test_a_link_is_not_built(folder: Path, tmp_path: Path) -> None:
    (folder / "words.txt").unlink()
    (folder / "words.txt").symlink_to("/etc/passwd")
    with pytest.raises(PackRejected, match="链接"):
        build(folder, tmp_path)
    assert not list(tmp_path.glob("demo*"))


def _entry(name: str, mode: int) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name)
    entry.create_system, entry.external_attr = 3, mode << 16
    return entry


HOSTILE: dict[str, tuple[tuple[str | zipfile.ZipInfo, bytes], str, str]] = {
    "above": (("../evil.txt", b"x"), "../evil.txt", "外面"),
    "deep above": (("a/b/../../../evil.txt", b"x"), "a/b/../../../evil.txt", "外面"),
    "absolute": (("/etc/evil.txt", b"x"), "/etc/evil.txt", "外面"),
    "drive": (("C:/evil.txt", b"x"), "C:/evil.txt", "外面"),
    "backslash": (("..\\evil.txt", b"x"), "..\\evil.txt", "外面"),
    "link": ((_entry("link", stat.S_IFLNK | 0o777), b"/etc/passwd"), "link", "链接"),
    "device": ((_entry("null", stat.S_IFCHR | 0o666), b""), "null", "普通文件"),
    "folder that is none": ((_entry("x", stat.S_IFDIR | 0o777), b""), "x", "普通文件"),
    "twin": (("MANIFEST.toml", b"x"), "MANIFEST.toml", "重名"),
    "twin folder": (("Voice/b.wav", b"x"), "Voice/b.wav", "重名"),
    "file as folder": (("words.txt/a", b"x"), "words.txt/a", "重名"),
    "bomb": (("bomb.txt", bytes(8 << 20)), "bomb.txt", "大得不正常"),
    "turned": (("a\u202etxt.exe", b"x"), "a?txt.exe", "字符"),
    "dot": (("./a.txt", b"x"), "./a.txt", "字符"),
    "two slashes": (("a//b.txt", b"x"), "a//b.txt", "字符"),
    "device of Windows": (("a.txt.", b"x"), "a.txt.", "字符"),
    "long": (("长" * 80, b"x"), "长" * 80, "太长"),
    "deep": (("a/" * 9 + "b", b"x"), "a/" * 9 + "b", "太深"),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_a_hostile_name_refuses_the_whole_with_its_path(tmp_path: Path, case: str) -> None:
    member, path, said = HOSTILE[case]
    file = packed(tmp_path / "x.zip", *sound(("voice/a.wav", b"x"), ("words.txt", b"#")), member)
    with pytest.raises(PackRejected, match=said) as refused:
        unpacked(file, tmp_path / "into")
    assert refused.value.path == path
    assert names_below(tmp_path) == ["x.zip"]


def test_caps_of_one_file_of_all_and_of_their_number(tmp_path: Path) -> None:
    noise = os.urandom(3 << 20)
    file = packed(tmp_path / "x.zip", *sound(("a.bin", noise), ("b.bin", noise)))
    for caps, path in ((Caps(one=2 << 20), "a.bin"), (Caps(total=5 << 20), "b.bin"), (Caps(files=3), "b.bin")):
        with pytest.raises(PackRejected) as refused:
            unpacked(file, tmp_path / "into", caps)
        assert refused.value.path == path
    assert len(unpacked(file, tmp_path / "into")) == 4
    many = packed(tmp_path / "many.zip", *sound(*((f"{n}", b"") for n in range(MOST_FILES))), method=zipfile.ZIP_STORED)
    with pytest.raises(PackRejected, match=str(MOST_FILES)):
        unpacked(many, tmp_path / "other")


def test_a_list_of_a_hundred_thousand_names_is_refused_before_it_is_read(tmp_path: Path) -> None:
    one = struct.pack("<4s4B4HL2L5H2L", b"PK\1\2", 20, 0, 20, 0, 0, 0, 0, 33, 0, 0, 0, 9, 0, 0, 0, 0, 0, 0)
    listed = b"".join(one + b"%09d" % n for n in range(200_000))
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 65535, 65535, len(listed), 0, 0)
    (tmp_path / "x.zip").write_bytes(listed + end)
    with pytest.raises(PackRejected, match=str(MOST_FILES)) as refused:
        unpacked(tmp_path / "x.zip", tmp_path / "into")
    assert refused.value.path == "x.zip"  # of no single name: none was read


def test_sizes_that_lie_come_to_nothing(tmp_path: Path) -> None:
    file = packed(tmp_path / "x.zip", *sound(("a.txt", b"0123456789" * 1000)))
    content = bytearray(file.read_bytes())
    real = struct.pack("<L", 10_000)
    for claim in (10, 9_999, 10_001, 900_000):
        lying = content.replace(real, struct.pack("<L", claim))
        assert lying != content
        file.write_bytes(lying)
        with pytest.raises(PackRejected) as refused:
            unpacked(file, tmp_path / "into")
        assert refused.value.path == "a.txt" and not (tmp_path / "into").exists()


def _in_bytes(path: Path, name: bytes, content: bytes) -> None:
    """A file whose name is in bytes of its own and not said to be UTF-8, beside a manifest."""
    stand_in = "n" * len(name)
    packed(path, (MANIFEST, MANIFEST_TEXT.encode()), (stand_in, content))
    path.write_bytes(path.read_bytes().replace(stand_in.encode(), name))


@pytest.mark.parametrize("encoding", ["gbk", "utf-8"])
@pytest.mark.parametrize("name", ["文章.txt", "联通.txt", "昞.txt", "一/二三.txt"])
def test_names_without_a_flag_are_read_as_windows_or_a_mac_wrote_them(tmp_path: Path, name: str, encoding: str) -> None:
    _in_bytes(tmp_path / "x.zip", name.encode(encoding), TEXT.encode())
    assert name in unpacked(tmp_path / "x.zip", tmp_path / "into")
    assert (tmp_path / "into" / name).read_text(encoding="utf-8") == TEXT


def test_a_name_in_no_encoding_is_refused_and_a_rare_character_is_not(tmp_path: Path) -> None:
    _in_bytes(tmp_path / "x.zip", b"\xff\xff.txt", b"")
    with pytest.raises(PackRejected, match="读不出来"):
        unpacked(tmp_path / "x.zip", tmp_path / "into")
    packed(tmp_path / "y.zip", *sound(("𠮷·é.txt", b"")))
    assert "𠮷·é.txt" in unpacked(tmp_path / "y.zip", tmp_path / "into")
    apart = unicodedata.normalize("NFD", "é")
    with pytest.raises(PackRejected, match="重名"):
        checked_names([("é", True), (apart, True)])


def test_a_folder_packed_by_a_right_click_is_the_pack(tmp_path: Path) -> None:
    file = packed(
        tmp_path / "x.zip", *((f"我的包/{name}", content) for name, content in sound()), ("__MACOSX/._a", b"x")
    )
    assert unpacked(file, tmp_path / "into") == (MANIFEST, "文章.txt")
    assert [one.id for one in open_pack(tmp_path / "into").exhibits] == ["a"]


def test_what_is_no_pack_says_so(tmp_path: Path) -> None:
    (tmp_path / "x.zip").write_bytes(b"PK")
    (tmp_path / "link.zip").symlink_to(tmp_path / "x.zip")
    os.mkfifo(tmp_path / "pipe.zip")
    bzip = packed(tmp_path / "bzip.zip", *sound(), method=zipfile.ZIP_BZIP2)
    locked = packed(tmp_path / "locked.zip", *sound())
    content = bytearray(locked.read_bytes())
    content[content.index(b"PK\1\2") + 8] |= 1
    locked.write_bytes(content)
    empty = packed(tmp_path / "empty.zip", ("a.txt", b"x"))
    cases = {
        tmp_path / "x.zip": ".zip", tmp_path / "link.zip": "链接", tmp_path / "pipe.zip": "普通文件",
        tmp_path / "gone.zip": "普通文件", bzip: "压缩的方法", locked: "密码", empty: "目录",
    }  # fmt: skip
    for file, said in cases.items():
        with pytest.raises(PackRejected, match=said):
            unpacked(file, tmp_path / "into")
    assert not (tmp_path / "into").exists()


def test_a_full_disk_is_no_fault_of_the_pack_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, real = packed(tmp_path / "x.zip", *sound()), Path.open

    def full(path: Path, mode: str = "r", *rest: object) -> object:
        if mode == "xb" and path.name != MANIFEST:
            raise OSError(errno.ENOSPC, "No space left on device")
        return real(path, mode, *rest)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", full)
    with pytest.raises(OSError, match="No space"):
        unpacked(file, tmp_path / "into")
    assert names_below(tmp_path) == ["x.zip"]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Iterator[bytes]:
    file = tmp_path_factory.mktemp("fuzz") / "x.zip"
    yield packed(file, *sound(("图/a.txt", b"abc" * 50), ("words.txt", b"#"))).read_bytes()


@given(
    st.lists(
        st.tuples(st.integers(0, 10_000), st.one_of(st.binary(min_size=1, max_size=6), st.just(b"../"))), max_size=6
    ),
    st.integers(0, 10_000),
)
@settings(max_examples=400, deadline=None)
def test_fuzzed_files_are_unpacked_or_refused_and_never_leave_anything_elsewhere(
    whole: bytes, changes: list[tuple[int, bytes]], cut: int
) -> None:
    content = bytearray(whole)
    for at, change in changes:
        at %= len(content)
        content[at : at + len(change)] = change
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "x.zip").write_bytes(content[:-cut] if 0 < cut < 60 else content)
        try:
            files = unpacked(folder / "x.zip", folder / "into")
        except PackRejected as refused:
            assert refused.path and refused.reason
            assert names_below(folder) == ["x.zip"]
        else:
            assert {*names_below(folder)} == {"x.zip", *(f"into/{file}" for file in files)}
