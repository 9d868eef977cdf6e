"""Sentences for keepers about the key, the recovery code and the audit chain, as commands and pages tell them."""

from __future__ import annotations

RECORDS_SHUT = "档案没有打开：kiosk keys status 会说明原因"
ROTATION_RUNNING = "正在换密钥，请等它做完"
KEY_NOT_OURS = "密钥由 systemd 保管，大厅服务不能改写它：先 deploy/seal-key --open，换好再 deploy/seal-key"
PASSPHRASE_TOO_SHORT = "口令太短：至少 12 个字，最好是四五个不相干的词"
RECORD_UNSOUND = "这一份档案被动过，打不开；请从备份恢复"
VERSION_GONE = "这一份档案是用旧的一版密钥封存的，密钥文件里没有那一版：kiosk keys recover"
LETTER_MISSING = "有一页扫描件的文件不见了；请从备份恢复"
DISK_FULL = "硬盘满了，没有改动"
HALL_BROKE_OFF = "大厅服务中途断开；再运行一次，会接着做"
HALL_REFUSED = "大厅服务没有接受"

ASK_PASSPHRASE = "密钥的口令"
ASK_NEW_PASSPHRASE = "新口令（至少 12 个字）"
ASK_CODE = "恢复码"
NO_RECOVERY_THERE = "这份备份里没有为恢复码封存的密钥"
RECORDS_OPEN = "档案打开了"
RECORDS_WERE_OPEN = "档案本来就开着"
PASSPHRASE_SET = "从下次启动起，密钥要口令才能打开：启动后运行 kiosk keys unlock。口令丢了只有恢复码能救"
PASSPHRASE_REMOVED = "密钥不再要口令"
WRITE_DOWN_NOW = "这是恢复码，只显示这一次。用笔抄下来，锁进保险柜，别拍照，别存进电脑："
REHEARSE_NEXT = "抄好以后马上演练一次：kiosk keys rehearse"
REHEARSED = "恢复码是对的，能打开现在的全部档案；什么也没有改动"
RECOVERED = "密钥文件已重建：{file}"
CHAIN_WHOLE = "审计链完好：{entries} 条。把链尾记在别处，以后可以核对：\n{head}"
CHAIN_BROKEN = "审计链断了："
CHAIN_WHY = {
    "link": "第 {id} 条和前面对不上",
    "place": "第 {id} 条的序号不接着前面：有一条插进来，或者有一条不见了",
    "cells": "第 {id} 条有一格不是当初写的那种类型",
    "former": "第 {id} 条用的是旧规则，却排在新规则的后面",
    "table": "审计表不是当初建的那张",
    "guards": "审计表不许改、不许删的保护被动过",
}
"""Why a chain does not hold."""
CHAIN_ROW = "这一条写的是：{at}，{actor}，{action}"
ROW_UNSOUND = "（这一条被动过）"
NOTED_GONE = "记下的链尾已不在链里：在那之后有记录被删掉了"
NOTED_HELD = "记下的链尾还在链里"

ACTORS = {
    "card": "刷卡",
    "pin": "一次性密码",
    "clerk": "窗口",
    "editor": "内容编辑",
    "keeper": "管理员",
    "service": "大厅服务",
}
PLACES = {"credential": "由 systemd 保管（TPM 封存）", "chosen": "在指定的位置", "beside": "在大厅数据旁边"}


def chain_broken(row_id: int, why: str, entries: int) -> str:
    """`why` is a key of CHAIN_WHY."""
    return f"{CHAIN_WHY[why].format(id=row_id)}；前 {entries} 条完好"


def cannot_write(file: str, reason: str) -> str:
    return f"{file}: {reason}。密钥在 U 盘上时，先停大厅服务再用 sudo 运行"


def rotated(version: int, records: int, letters: int) -> str:
    return f"已换成第 {version} 版密钥：重新封存 {records} 份档案、{letters} 页扫描件。现在把新的密钥文件再备份一份"


def kept_versions(versions: str) -> str:
    return (
        f"第 {versions} 版还留在密钥文件里：夜间备份还要用它，或者还没有印恢复码。"
        "印好恢复码，半个月后再运行一次 kiosk keys rotate 就会去掉"
    )


def broken_rows(count: int) -> str:
    return f"有 {count} 处打不开，原样留着，旧版密钥也留着："


def status_lines(state: dict[str, object]) -> list[str]:
    opened = "开着" if state["open"] else "关着"
    lines = [
        f"密钥 {state['ring'] or '（还没有）'}，档案{opened}",
        f"位置：{state['file']}，{PLACES[str(state['place'])]}",
    ]
    if state["open"]:
        versions = "、".join(str(version) for version in state["versions"])  # type: ignore[attr-defined]
        lines.append(f"版本：{versions}，现在用第 {state['current']} 版" + ("，有口令" if state["passphrase"] else ""))
    if state["unfinished"]:
        lines.append("上次换密钥没有做完：kiosk keys rotate")
    if state["lacking"]:
        lines.append("有档案要用密钥文件里没有的旧版：kiosk keys recover --from 当时的备份")
    made, rehearsed = state["recovery_made_at"], state["recovery_rehearsed_at"]
    lines.append(f"恢复码：{str(made)[:10]} 打印" if made else "恢复码：还没有，kiosk keys recovery")
    if made:
        lines.append(f"演练：{str(rehearsed)[:10]}" if rehearsed else "演练：还没有，kiosk keys rehearse")
    return lines
