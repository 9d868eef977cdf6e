"""Sentences for keepers about the hall's certificate, as commands, the service and the doctor tell them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

CERTIFICATE, KEY = "hall.certificate", "hall.certificate_key"  # the settings

PLAIN = "大厅服务只在这台机器上用（hall.address），不加密，没有证书"
NOT_YET = "还没有证书：第一次启动大厅服务时会做"
NO_PEM = "里面没有 PEM 格式的证书（-----BEGIN CERTIFICATE-----）"
NO_PEM_KEY = "里面没有 PEM 格式的私钥（-----BEGIN PRIVATE KEY-----）"
KEY_LOCKED = "私钥加了口令，大厅服务启动的时候没有人来输；请换成不带口令的，只让大厅服务读得到"
KEY_UNKNOWN = "是大厅服务用不了的一种钥匙；请用 EC（P-256）或 RSA（2048 位以上）"
KEY_UNFIT = f"和 {CERTIFICATE} 里的证书不是一对"
LEAF_FIRST = f"里大厅自己的证书要放在最前面，签它的那些跟在后面（fullchain）；{KEY} 对得上的不是第一张"
NOT_FOR_HALL_KEY = f"不是给大厅自己的钥匙签的证书。用 kiosk certificate request 做的申请去签，或者把它的私钥写在 {KEY}"


def setting_wrong(setting: str, path: Path, why: str) -> str:
    return f"{setting} = {str(path)!r}：{why}"


def unreadable(why: str) -> str:
    return f"打不开（{why}）；要让大厅服务（kiosk-hall）读得到，/home 和 /root 里的它看不见"


def tls_refuses(why: str) -> str:
    return f"TLS 不肯用它（{why}）"


def hall_key_unreadable(path: Path, why: str) -> str:
    return (
        f"{path}：大厅的钥匙读不出来（{why}）。有别处留的一份就放回来；没有就删掉它再启动，会做一把新的，"
        "每台终端和大屏都要重新接入（kiosk hall enrol-code）"
    )


def key_open(path: Path, mode: int) -> str:
    return f"{path} 的权限是 {mode:03o}，这台机器上的别的用户也读得到：chmod 640 {path}"


def other_key(path: Path) -> str:
    return (
        f"{path} 用的不是大厅自己的钥匙：换上它以前接入的终端和大屏，要重新接入。"
        "想让它们照旧，用 kiosk certificate request 做的申请去签"
    )


# -- the command ------------------------------------------------------------------------------

FILE, NAMES, FINGERPRINT, KEY_FINGERPRINT, UNTIL = (
    "证书",
    "名称和地址",
    "证书的 SHA-256 指纹",
    "公钥的 SHA-256 指纹",
    "到期",
)
FOR_EVER = "不到期"
OWN = "是单位自己的证书（hall.certificate）"
EARLIER = "是以前的版本做的：以前的版本的终端只认这一张，所以没有自己换"
RENEW_OWN = "用的是单位自己的证书（hall.certificate），由签它的单位换；换好文件，大厅服务一分钟内自己换上"
TERMINALS_FIRST = (
    "现在这张是以前的版本做的。还在用以前的版本的终端和大屏只认它，一换就连不上：先把它们都换成新版本（deploy/update）"
)
ASK_TERMINALS = "都换成新版本了吗"
NOT_RENEWED = "没有换"
RENEWED = "换好了，钥匙没有变，接入过的终端照旧。开着的大厅服务一分钟内自己换上；浏览器会再提醒一次，对一下指纹"
REQUEST_EARLIER = "签好换上以后，还在用以前的版本的终端和大屏就连不上了：先把它们都换成新版本"


def lacking(names: Sequence[str]) -> str:
    return f"证书里没有：{'、'.join(names)}"


def request_written(path: Path) -> str:
    return f"{path}：交给单位的 CA 去签，签好的证书写在 {CERTIFICATE}，{KEY} 不用写"
