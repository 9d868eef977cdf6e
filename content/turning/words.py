"""What a keeper reads of a file that must be turned, or cannot be. Chinese, in one place."""

from __future__ import annotations

NO_OFFICE = (
    "旧式文档（.doc、.wps、.rtf、.odt）要先转成 .docx：在 Word 或 WPS 里“另存为”.docx；"
    "或请管理员在大厅主机上装 Debian 的 libreoffice-writer-nogui"
)
NO_HEIF = (
    "HEIC 照片要先转成 JPEG：手机上改成“兼容性最佳”再拍，或在电脑上另存为 .jpg；"
    "或请管理员在大厅主机上装 Debian 的 libheif-examples"
)
NO_FFMPEG = (
    "视频要先转成 H.264 的 .mp4：手机上改成“兼容性最佳”再拍，或用视频软件导出；"
    "或请管理员在大厅主机上装 Debian 的 ffmpeg"
)
NOT_A_DOCUMENT = "不是 Word 或 WPS 文档（可能是改了名的网页），请在 Word 或 WPS 里另存为 .docx"
LOCKED = "文档有密码，请先在 Word 或 WPS 里去掉密码"
NOT_TURNED = "转换没有成功，请在原来的软件里另存为 .docx、.jpg 或 H.264 的 .mp4"
TOO_SLOW = "转换太久，已停下，请在电脑上转换好再放进来"
NOT_A_FILM = "不是能认的视频，请用 .mp4、.mov、.mkv、.avi、.3gp、.webm 或 .ts"
FROM_DOCUMENT = "由旧式文档转换而来，请核对"
FROM_HEIC = "由 HEIC 照片转换而来"
FROM_FILM = "视频已转成 H.264"
CLEANED_FILM = "已去掉视频里的拍摄地点、设备和时间"
READER_STOPPED = "读不了这个文件：它可能损坏，或太大太复杂。请在原来的软件里另存一次再试"


def too_large(megabytes: int) -> str:
    return f"文件超过 {megabytes} MB"
