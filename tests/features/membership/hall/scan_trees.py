"""Random folders of scans of invented people, as branches hand them in, with the truth of whose each file is.

Branches and names are chosen to be mistaken for each other (`一党支部` and `十一党支部`, `李小` and `李小一`), many
people have no record, and whoever names a folder writes the branch short only where it is clear among these branches.
"""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from dataclasses import dataclass

from kiosk.features.membership.commands.scan_client import readable
from kiosk.features.membership.hall.scans.branches import spelled
from kiosk.features.membership.hall.scans.matching import Person
from kiosk.features.membership.hall.scans.names import name_key

ABOVE = (
    "",
    "",
    "云溪里",
    "云溪里街道",
    "东街道",
    "西街道",
    "机关",
    "演示大学",
    "朝阳村",
    "阳村",
    "八里庄",
    "一汽",
    "档案局",
)
BODIES = (
    "第{cn}",
    "{cn}",
    "第{n}",
    "{n}号楼",
    "202{d}级学生",
    "离退休",
    "退休",
    "老干部",
    "三里屯",
    "{cn}号楼第{cn}",
    "管理",
    "",
)
ENDS = ("党支部", "支部", "党支部委员会")
CHINESE = ("一", "二", "三", "十", "十一", "十二", "二十一", "三十一")
ARABIC = ("1", "2", "3", "10", "11", "12", "21", "31")
_NAMES = """
张三 张三丰 李小 李小一 李小二 李小二页 欧阳 欧阳演示 欧阳书一 王志愿 王建 王建材 王建材料 买买提·吐尔逊 买买提 吐尔逊
陈建国 建国 党建国 高清 一鸣 赵一鸣 云溪 东街 𠮷田芳
"""
NAMES = _NAMES.split()
PAPERS = ("入党申请书", "申请书", "入党志愿书", "志愿书", "转正申请书", "转正")
AFTER = ("", "", "_1", " 2", "（扫描件）", "-第三页", "（二）", "第2页", "_IMG_2031", "最终版")


@dataclass(frozen=True)
class Owner:
    """A person of the tree; `recorded`: the hall has them."""

    person: Person
    recorded: bool


@dataclass(frozen=True)
class Tree:
    owners: tuple[Owner, ...]
    branches: tuple[str, ...]
    files: tuple[tuple[str, Owner, bool], ...]
    """Path, whose it is, and whether it says so plainly: the whole branch and the name, nothing else."""

    def recorded(self) -> list[Person]:
        return [owner.person for owner in self.owners if owner.recorded]


def tree(seed: int) -> Tree:
    chance = random.Random(seed)
    branches = tuple(dict.fromkeys(_branch(chance) for _ in range(chance.randint(2, 6))))
    owners = tuple(_owners(chance, branches))
    files = [_file(chance, owner, owners, branches) for owner in owners for _ in range(2)]
    return Tree(owners, branches, tuple((readable(_as_on_a_stick(chance, path)), owner, plain)
                                        for path, owner, plain in files))  # fmt: skip


def _branch(chance: random.Random) -> str:
    body = chance.choice(BODIES)
    for mark, words in (("{cn}", CHINESE), ("{n}", ARABIC), ("{d}", ARABIC[:3])):
        while mark in body:
            body = body.replace(mark, chance.choice(words), 1)
    above = chance.choice(ABOVE)
    return (above + body or "第一") + chance.choice(ENDS)


def _owners(chance: random.Random, branches: tuple[str, ...]) -> Iterator[Owner]:
    """Of two of one name in one branch either both have a record, or there is one."""
    pool, seen = chance.sample(NAMES, 6), set()
    for serial in range(chance.randint(3, 9)):
        name, branch = chance.choice(pool), chance.choice(branches)
        place = (name_key(name), spelled(branch))
        if place in seen:
            continue
        seen.add(place)
        joined = chance.choice(branches) if chance.random() < 0.2 else ""
        person = Person(b"%d" % serial, name, branch, joined, f"{serial:04d}")
        recorded = chance.random() < 0.6
        yield Owner(person, recorded)
        if recorded and chance.random() < 0.15:
            yield Owner(Person(b"%d twin" % serial, name, branch, "", f"9{serial:03d}"), recorded=True)


def _file(
    chance: random.Random, owner: Owner, owners: tuple[Owner, ...], branches: tuple[str, ...]
) -> tuple[str, Owner, bool]:
    branch, plain = _branch_told(chance, owner.person.branch, branches)
    name = _name_told(chance, owner.person.name)
    paper, after = chance.choice(PAPERS), chance.choice(AFTER)
    layouts = (
        f"{branch}/{name}/{paper}{after}.jpg", f"{branch}/{name}_{paper}{after}.pdf", f"{branch}{name}{paper}.pdf",
        f"{name}（{branch}）{paper}{after}.png", f"{branch}/{paper}/{name}{after}.jpg", f"{branch}/{name}的{paper}.jpg",
        f"03 {name}/{branch}/{paper}.tif", f"扫描/2021年/{branch}/12、{name}/{paper}{after}.jpg",
    )  # fmt: skip
    at = chance.randrange(len(layouts))
    path = layouts[at]
    if chance.random() < 0.25:  # somebody else is named as well: who scanned it, who introduced them
        other = chance.choice(owners).person.name
        path = chance.choice((f"{other}/{path}", f"{branch}/{other}/{name}_{paper}.jpg",
                              f"{branch}/{name}/介绍人{other}_{paper}.jpg", f"{branch}/{name}/{other}/{paper}.jpg",
                              f"{branch}/{name}{other}{paper}.jpg"))  # fmt: skip
        plain = False
    return path, owner, plain and at in (0, 1, 3, 7)


def _branch_told(chance: random.Random, branch: str, branches: tuple[str, ...]) -> tuple[str, bool]:
    way = chance.random()
    if way < 0.45:
        return branch, True
    if way < 0.6:  # the number in other figures
        for cn, n in zip(reversed(CHINESE), reversed(ARABIC), strict=True):
            if f"第{cn}" in branch:
                return branch.replace(f"第{cn}", f"第{n}"), True
        return branch, True
    if way < 0.7:
        return "", False
    start = chance.randrange(len(branch))
    short = branch[start:]
    clear = [one for one in branches if spelled(one).endswith(spelled(short))]
    if len({spelled(one) for one in clear}) == 1 and spelled(short) not in ("支部", ""):
        return (short, False) if chance.random() < 0.7 else (f"{branch[:start]}/{short}".strip("/"), False)
    return branch, True


def _name_told(chance: random.Random, name: str) -> str:
    way = chance.random()
    if way < 0.15:
        return " ".join(name)
    if "·" in name and way < 0.6:
        return name.replace("·", chance.choice("．.•・ 。-"))
    return name


def _as_on_a_stick(chance: random.Random, path: str) -> str:
    """Some sticks were written under Windows: GBK, for each name that it can say."""
    if chance.random() < 0.15:
        path = "/".join(os.fsdecode(part.encode("gb18030")) for part in path.split("/"))
    return path
