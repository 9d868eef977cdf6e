"""What the pages of people, timelines and trees show: their states, the longest of everything. Invented people only."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from content.kinds.people import MEMBER, Person
from content.kinds.timeline import Entry, When
from kiosk.features.exhibition.terminal.modules.people.views import PEOPLE, PeopleView
from kiosk.features.exhibition.terminal.modules.timeline.views import TIMELINE, TimelineView
from kiosk.features.exhibition.terminal.modules.tree.views import TREE, NodeRow, TreeView
from kiosk.ui.pixels import Frame

Made = tuple[str, str, object]
LONG = "管三栋楼的报修。停水停电，楼里的人先打他的电话。" * 12
SHEN = Person(
    "沈长河", "第二网格网格员，党龄 21 年", MEMBER, "管三栋楼的报修。停水停电，楼里的人先打他的电话。",
    "有事敲门，一小时里上门看。", "2026 年 10 月，居民推荐", "photo",
)  # fmt: skip
OTHERS = (
    Person("许知夏", "代办员", "党员先锋岗", "先问到我，我就管到底。", "先问到我，我就管到底", "", "photo"),
    Person("顾守田", "退休教师"),
    Person("欧阳阿依古丽·买买提江·吐尔逊别克演示甲", "二楼东侧综合便民服务区第十二号窗口的负责人", MEMBER, LONG,
           "说到做到。" * 12,
           "2026 年 10 月，居民推荐，社区党委审核，公示五天没有不同意见"),
    Person("𠮷田", "食堂厨师", "", "", "饭菜热着等您。"),
    Person("一", "", "", ""),
)  # fmt: skip

ENTRIES = (
    Entry(When(1921), "第一个年份，只知道年"),
    Entry(When(1922, 7, 16), "社区有了第一间活动室", "七月十六日至二十三日，云溪里",
          "居民自己搬来桌椅，写明了开放的时间、值班的人和借书的办法。",
          "picture", "《云溪里大事记》"),
    Entry(When(1923, 6), "活动室搬到一楼，门口修了坡道，轮椅和婴儿车都能进来"),
    Entry(When(1925, 12, 31), "两行才写得下的标题：社区食堂、图书角和四点半课堂在同一天开门，来了三百多人看热闹",
          "云溪里社区新时代文明实践站的一楼大厅", LONG, "picture",
          "《云溪里社区大事记》第三卷，社区档案室保存的原件和居民口述记录"),
    Entry(When(1927, 6), "修路"),
    Entry(When(1928, 7), "通车"),
)  # fmt: skip


def timeline() -> Iterator[Made]:
    view = TimelineView("云溪里是怎样来的", ENTRIES, 1, "来源：社区档案", True, frame(420, 300))
    yield TIMELINE, "", view
    yield TIMELINE, "a year alone", replace(view, at=0, picture=None)
    yield TIMELINE, "the longest of everything", replace(view, at=3)
    plain = replace(ENTRIES[3], picture="")
    yield TIMELINE, "long, no picture, many", replace(view, entries=(*ENTRIES, plain) * 42, at=6, picture=None)
    yield TIMELINE, "one alone", replace(view, entries=ENTRIES[1:2], at=0)


def tree() -> Iterator[Made]:
    names = ("云溪街道党工委", "云溪里社区党委")
    rows = tuple(NodeRow(f"第 {n} 网格党支部", "党支部", n % 3, n == 2, n == 3) for n in range(1, 5))
    view = TreeView(
        "三级体系", names[:1], names[1], "社区党委",
        "管云溪里的七个小区。服务台在一楼，找许知夏（演示）。", (4, 9), False, rows,
        is_top=False, to_here=True, source="人物和地方都是演示",
    )  # fmt: skip
    yield TREE, "", view
    leaf = replace(view, path=names, name=rows[1].name, level="党支部", note="", below=(0, 0), here=True, chosen=1,
                   to_here=False)  # fmt: skip
    yield TREE, "a leaf", leaf
    yield TREE, "several at the top", replace(view, path=(), name="三级体系", level="", note="", is_top=True)
    long = NodeRow(
        "云溪里街道清水湾社区新时代文明实践站暨党群服务中心的演示支部委员会第一党小组四十个字",
        "街道党工委所属党支部一",
        12,
    )
    deep = replace(
        view, path=(long.name,) * 5, name=long.name, level=long.level, note=LONG, rows=(long,) * 199, at=150, here=True,
    )  # fmt: skip
    yield TREE, "six levels, the longest of everything", deep


def frame(wide: int = 440, high: int = 612) -> Frame:
    """A photograph of one colour."""
    from PIL import Image

    from kiosk.ui.pixels import frame_of

    return frame_of(Image.new("RGB", (wide, high), "#BFD0C8"))


def people() -> Iterator[Made]:
    some = (SHEN, *OTHERS)
    small = {number: frame(300, 230) for number in (0, 1)}
    view = PeopleView("身边的党员", some, demo=True, source="来源：社区党委", large=frame(), small=small)
    yield PEOPLE, "", view
    yield PEOPLE, "no photograph, the longest of everything", replace(view, at=3, large=None)
    yield PEOPLE, "a name alone", replace(view, at=5, large=None)
    yield PEOPLE, "in pages", replace(view, people=some * 10, at=8, title="云溪里社区优秀共产党员和先进志愿者的风采")
    long_with_photo = replace(OTHERS[2], picture="photo")
    yield PEOPLE, "in pages, cut", replace(view, people=(long_with_photo, *some * 50))
    yield PEOPLE, "one alone", replace(view, people=(SHEN,), demo=False)
