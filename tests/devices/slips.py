"""The slips that the tests print."""

from devices.printer import Align, Columns, Document, Feed, Qr, Rule, Text


def ticket(number: str = "A015", *, reprint: bool = False) -> list[Text | Columns | Rule | Feed | Qr]:
    """A ticket as the hall prints it; a reprint says so."""
    return [
        Text("云溪里社区党群服务中心", size=2, bold=True, align=Align.CENTER, fit=True),
        Rule(),
        *([Text("补打", size=2, align=Align.CENTER)] if reprint else []),
        Text(number, size=8, bold=True, align=Align.CENTER, fit=True),
        Text("前面还有 3 人，约 8–15 分钟", align=Align.CENTER),
        Rule(dashed=True),
        Text("请在休息区等候，留意叫号和大屏。"),
        Columns("2026-11-17 10:26", "1 号终端"),
    ]


def ticket_text(number: str = "A015", *, reprint: bool = False, columns: int = 48) -> str:
    """The exact text of that ticket, line by line."""
    return "\n".join(
        [
            "云溪里社区党群服务中心",
            *(["补打"] if reprint else []),
            number,
            "前面还有 3 人，约 8–15 分钟",
            "请在休息区等候，留意叫号和大屏。",
            "2026-11-17 10:26" + " " * (columns - 24) + "1 号终端",
        ]
    )


def long_ticket() -> Document:
    """A ticket with a drawn line and a QR code: every kind of byte a slip can have."""
    return [*ticket(), Text("𠮷祥路 2 号"), Qr("https://example.invalid/A015", module_dots=2)]
