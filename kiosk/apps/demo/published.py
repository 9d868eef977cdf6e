"""A small pack as a keeper would make it, published in the demonstration's hall: what the terminal then shows.

publish(stand.settings_file, stand.folder)      # blocks for some seconds; raises NotPublished
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from content.pack.build import build
from content.pack.entry import MANIFEST
from content.pack.open import STARTER

PICTURE = "lane.png"
NAME = "yunxi"
ITEM = f"{NAME}/lane"
_SECONDS = 60
_MANIFEST = f"""format = 2
name = "{NAME}"
version = "1"
title = "云溪里近期活动（演示）"

[[items]]
id = "lane"
kind = "image"
file = "{PICTURE}"
title = "老街改造完工"
heading = "社区新貌"
source = "云溪里社区"
source_date = 2026-11-28
demo = true

[[items]]
id = "clinic"
kind = "article"
file = "clinic.md"
title = "本周六上午义诊"
heading = "活动预告"
source = "云溪里社区"
source_date = 2026-11-28
demo = true
"""
_ARTICLE = """# 本周六上午义诊

上午九点到十一点半，一楼多功能厅。量血压、测血糖，请空腹来。

带上身份证或医保卡，不用预约。腿脚不便的，打服务台电话，志愿者上门接。

这是演示内容，不是真的通知。
"""


class NotPublished(Exception):
    """The hall did not take it; the message is the command's own."""


def publish(settings: Path, place: Path) -> None:
    """By the command that a keeper types. Raises NotPublished."""
    root = place / "published"
    root.mkdir(exist_ok=True)
    shutil.copyfile(STARTER / "pictures" / PICTURE, root / PICTURE)
    (root / "clinic.md").write_text(_ARTICLE, encoding="utf-8")
    (root / MANIFEST).write_text(_MANIFEST, encoding="utf-8")
    built = build(root, place)
    command = [sys.executable, "-m", "kiosk", "pack", "publish", str(built.path), "--settings", str(settings)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=_SECONDS)
    if done.returncode:
        raise NotPublished(done.stderr.strip()[-400:])
