"""What the slip says, and that every printer's Chinese font can say it."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from devices.printer.document import Columns, Document, Text
from kiosk.features.tickets.terminal.slip import slip
from kiosk.features.tickets.wire import Ticket

TICKET = Ticket(
    id=29,
    number="A015",
    service_id=1,
    service="党员服务",
    business_date="2026-11-17",
    taken_at="2026-11-17T10:26:03.120+08:00",
    ahead=3,
    wait_low_minutes=8,
    wait_high_minutes=15,
    windows=("1 号窗口",),
    notes=("过号请到服务台，再叫 3 个号以内有效。",),
    print_state="reserved",
    service_state="waiting",
)


def words(ticket: Ticket, *, demo: bool = False, reprint: bool = False) -> list[str]:
    document = slip(ticket, hall="云溪里社区党群服务中心", terminal="1 号终端", demo=demo, reprint=reprint)
    return [line for item in document for line in _lines(item)]


def _lines(item: object) -> list[str]:
    if isinstance(item, Text):
        return [item.line]
    return [item.left, item.right] if isinstance(item, Columns) else []


def test_a_slip_reads_as_drawn() -> None:
    assert words(TICKET) == [
        "云溪里社区党群服务中心",
        "党员服务",
        "A015",
        "前面还有 3 人",
        "约 8-15 分钟",
        "请在休息区等候，留意叫号和大屏。",
        "过号请到服务台，再叫 3 个号以内有效。",
        "2026-11-17 10:26",
        "1 号终端",
    ]


def test_a_reprint_and_a_demonstration_are_marked() -> None:
    assert "补打" in words(TICKET, reprint=True)
    assert words(TICKET, demo=True)[-1] == "演示，不作办事凭证"


def test_nobody_ahead() -> None:
    free = replace(TICKET, ahead=0, wait_low_minutes=0, wait_high_minutes=0)
    assert "不用等，现在就能办" in words(free)
    assert "下一个就是您" in words(replace(free, wait_high_minutes=4))


def test_the_number_is_the_largest_thing_on_the_paper() -> None:
    document: Document = slip(TICKET, hall="大厅", terminal="1 号终端", demo=False, reprint=False)
    sizes = {item.line: item.size for item in document if isinstance(item, Text)}
    assert sizes["A015"] == max(sizes.values()) == 8


@given(st.integers(0, 200), st.integers(0, 60), st.integers(0, 120))
def test_every_line_of_ours_is_in_the_printers_font(ahead: int, low: int, high: int) -> None:
    ticket = replace(TICKET, ahead=ahead, wait_low_minutes=low, wait_high_minutes=max(low, high))
    for line in words(ticket, demo=True, reprint=True):
        line.encode("gb2312")


def test_a_priority_number_and_the_ratio_are_explained() -> None:
    notes = (*TICKET.notes, "每叫 2 个普通号，叫 1 个优先号。")
    lines = words(replace(TICKET, number="A901", lane="priority", notes=notes))
    assert lines.index("优先号") < lines.index("A901")
    assert "每叫 2 个普通号，叫 1 个优先号。" in lines


def test_a_number_of_the_training_says_so_twice() -> None:
    lines = words(replace(TICKET, training=True), demo=True)
    assert "演练" in lines[:2]
    assert lines[-1] == "演练，不作办事凭证"
    assert "演示，不作办事凭证" not in lines
