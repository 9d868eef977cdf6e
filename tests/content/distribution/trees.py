"""Small packs, releases of them, and the tree in which a hall would hand them on."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from content.distribution.release import Blob, Down, Offer, PackHead, Release, contents_bytes
from content.distribution.tree import write_tree

Files = Mapping[str, bytes]


def pack_files(version: str, *, name: str = "spring", items: int = 2, more: Files | None = None) -> dict[str, bytes]:
    """Of a pack with `items` articles, whose texts name their version."""
    lines = [f'format = 2\nname = "{name}"\nversion = "{version}"\ntitle = "春天"\n']
    files = {}
    for number in range(items):
        file = f"texts/{number}.md"
        lines.append(
            f'[[items]]\nid = "item-{number}"\nkind = "article"\nfile = "{file}"\ntitle = "第{number}篇"\n'
            'source = "演示"\nsource_date = 2026-11-30\n'
        )
        files[file] = f"# 第{number}篇\n\n{name} 第 {version} 版\n".encode()
    return {"manifest.toml": "\n".join(lines).encode(), **files, **(more or {})}


class Published:
    """What a hall would keep: releases, and every blob of them."""

    def __init__(self) -> None:
        self.blobs: dict[str, bytes] = {}
        self.releases: list[Release] = []

    def add(self, *packs: tuple[str, str, Files]) -> Release:
        """Name, version and files of each."""
        heads = []
        for name, version, files in sorted(packs, key=lambda one: one[0]):
            blobs = {path: self._keep(content) for path, content in files.items()}
            contents = self._keep(contents_bytes(blobs))
            heads.append(PackHead(name, version, "春天", len(self.releases) + 1, contents))
        release = Release(tuple(heads))
        self.releases.append(release)
        return release

    def offer(self, release: Release, serial: int, down: tuple[Down, ...] = (), published: int = 0) -> Offer:
        known = frozenset(one.id for one in self.releases)
        return Offer(serial, release, published or serial, down, known)

    def tree(self, release: Release, folder: Path) -> Path:
        def place(name: str, content: BinaryIO) -> None:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(content.read())

        write_tree(release, self.opened, place)
        return folder

    @contextmanager
    def opened(self, digest: str) -> Iterator[tuple[BinaryIO, int, int]]:
        yield BytesIO(self.blobs[digest]), 0, len(self.blobs[digest])

    def _keep(self, content: bytes) -> Blob:
        digest = hashlib.sha256(content).hexdigest()
        self.blobs[digest] = content
        return Blob(digest, len(content))
