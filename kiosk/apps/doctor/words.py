"""What `kiosk doctor` says: what was found, then what to do."""

from __future__ import annotations

from typing import Final

TITLES: Final = {
    "hall": "大厅服务",
    "certificate": "证书",
    "database": "数据库",
    "key": "档案密钥",
    "records": "档案",
    "recovery": "恢复码",
    "fonts": "字体",
    "gl": "显卡",
    "panel": "屏幕尺寸",
    "reach": "屏幕挂的高度",
    "theme": "配色",
    "printer": "小票打印机",
    "card_reader": "读卡器",
    "board": "叫号大屏",
    "sound": "声音和语音",
    "pinyin": "拼音输入",
    "packs": "内容包",
    "delivered": "大厅发来的内容",
    "preview": "内容预览",
    "pack_room": "内容包的空间",
    "stick": "U 盘",
    "children": "打开文件的隔离",
    "clock": "时钟",
    "date": "大厅的日期",
    "disk": "硬盘空间",
    "ballast": "预留空间",
}

RUN_SETUP: Final = "运行 deploy/setup"


def check_broke(error: BaseException) -> str:
    return f"没能查完：{type(error).__name__}: {error}"


REPORT_THIS: Final = "把这一行发给维护人员"


# packs of the hall
PREVIEW_DRAWS: Final = "预览画得出来"
PREVIEW_SILENT: Final = "预览的服务没有开，编辑点“看”不会有画面"
START_PREVIEW: Final = "systemctl enable --now kiosk-preview.socket"
LOOK_AT_PREVIEW: Final = "用 root 再查一次；还不行就看日志：journalctl -u 'kiosk-preview@*' -n 50"
FREE_PACK_ROOM: Final = "清出硬盘空间，不然新的内容存不进来：先看 journalctl --disk-usage 和备份的旧文件"


def preview_fails(trouble: str) -> str:
    return f"预览画不出来：{trouble}"


def pack_room(files: int, used: int, free: int) -> str:
    return f"内容包 {files} 个文件，{used / 1e6:.0f} MB；硬盘还空着 {free / 1e6:.0f} MB"


# hall service
def hall_answers(address: str) -> str:
    return f"{address} 有应答"


def hall_silent(address: str, reason: str) -> str:
    return f"{address} 没有应答（{reason}）；取号和查档案暂时用不了"


WANTS_HTTPS: Final = "那里只用 https"
START_HALL: Final = "在大厅服务的机器上运行 systemctl start kiosk-hall；地址不对就改 kiosk.toml 的 terminal.hall_url"


# certificate
def certificate_good(names: str) -> str:
    return f"在用，写着：{names}"


def certificate_lacks(names: str) -> str:
    return f"里面没有现在的 {names}：用它打开网页，浏览器每次都提醒"


def certificate_lacks_earlier(names: str) -> str:
    return f"{certificate_lacks(names)}。它是以前的版本做的：以前的版本的终端和大屏只认这一张，所以没有自己换"


def certificate_over(day: str) -> str:
    return f"{day} 到期，过了就打不开网页（终端和大屏照常）"


RENEW_CERTIFICATE: Final = "先把终端和大屏都换成新版本，再 sudo kiosk certificate renew"
CERTIFICATE_IS_MADE: Final = "大厅服务开着，一分钟内自己换：systemctl start kiosk-hall"
MEND_CERTIFICATE: Final = "改好 kiosk.toml 的 hall.certificate，再 systemctl restart kiosk-hall"
SIGN_CERTIFICATE: Final = "请签它的单位换一张；文件换好，大厅服务一分钟内自己换上"
CLOSE_KEY: Final = "只让大厅服务读得到：chown root:kiosk-hall，chmod 640"


# database
NO_DATABASE: Final = "还没有数据库"
FIRST_START_MAKES_IT: Final = "第一次启动大厅服务时会建好：systemctl start kiosk-hall"
DATABASE_SOUND: Final = "完好（quick_check）"
RESTORE: Final = "先停大厅服务，再用最近的备份恢复：kiosk restore"
NOT_SQLITE: Final = "不是 SQLite，由数据库服务器自己检查"


def database_in_use(owner: str) -> str:
    return f"正由大厅服务使用（进程 {owner or '未知'}），启动时已查过"


def database_damaged(findings: str) -> str:
    return f"已损坏：{findings}"


def database_unreadable(path: str, reason: str) -> str:
    return f"打不开 {path}：{reason}"


LOOK_INTO_FOLDER: Final = "弄清是谁放的；没有弄清以前，root 的命令在这个文件夹里什么也不做"
RUN_AS_ROOT: Final = "用 sudo 再运行一次"

# key
KEY_IN_TPM: Final = (
    "由本机 TPM 封存。拆走硬盘的人读不出档案；抱走整机、又能用别的盘开机的人，可能读得出（给 BIOS 设口令）"
)
KEY_ON_CRYPT: Final = "在加密的硬盘上。拆走硬盘读不出档案；开着机被抱走就能读"
KEY_ON_SAME_DISK: Final = "和档案在同一块硬盘上。偷走这台机器或硬盘的人，能读出全部档案、姓名和证件号"
KEY_WITH_PASSPHRASE: Final = (
    "要口令才能打开。拆走硬盘或关机抱走整机的人，不知道口令就读不出档案；开着机被抱走、又登得进去的，读得出"
)
STICK_AWAY: Final = "在 U 盘上，现在没有插。关机抱走这台机器的人，读不出档案；开着机被抱走、又登得进去的，读得出"
STICK_IN: Final = "在 U 盘上，U 盘还插着。连机器带 U 盘一起偷走的人，能读出全部档案、姓名和证件号"
PULL_STICK: Final = "档案打开以后就拔下 U 盘，锁起来；下次启动再插"
KEY_LEFT_BEHIND: Final = "密钥已放到别处，可旧的密钥文件还躺在这块硬盘上。偷走硬盘的人，能读出全部档案、姓名和证件号"
KEY_ON_OTHER_DISK: Final = "和档案不在同一块盘上。两样都偷走的人，能读出全部档案"
BIND_KEY: Final = (
    "先打印恢复码（kiosk keys recovery），再运行 deploy/seal-key（要有 TPM 2.0）；"
    "没有 TPM 就设口令（kiosk keys passphrase），或把密钥放 U 盘（hall.key_file）"
)
NO_KEY_YET: Final = "还没有密钥：第一次导入档案时生成"
NO_KEY_NEEDED: Final = "这台机器不存档案，也没有密钥"


RECORDS_SHUT: Final = "没有打开：查档案时说“暂时查不到”，取号照常"
OPEN_RECORDS: Final = "插上密钥 U 盘或备好口令，运行 sudo kiosk keys unlock；原因在 kiosk keys status"
VERSION_LACKING: Final = "恢复的备份里，有档案要用密钥文件里没有的旧版密钥"
RECOVER_VERSION: Final = "sudo kiosk keys recover --from 那份备份，输入当时的恢复码"
ROTATION_UNFINISHED: Final = "上次换密钥没有做完"
ROTATE_ON: Final = "sudo kiosk keys rotate，会接着做"
NO_RECOVERY: Final = "没有打印过。密钥文件一丢，全部档案就再也打不开"
MAKE_RECOVERY: Final = "sudo kiosk keys recovery，抄在纸上锁进保险柜"
NEVER_REHEARSED: Final = "打印过，没有演练过：抄错一个字也不会有人知道"
REHEARSE: Final = "从保险柜里取出那张纸：sudo kiosk keys rehearse（什么也不改）"


def rehearsed(at: str) -> str:
    return f"{at[:10]} 演练过，能打开全部档案"


def shred(path: str) -> str:
    return f"先确认另一处的密钥打得开，再 shred -u {path}"


def key_open(path: str, mode: int) -> str:
    return f"{path} 的权限是 {mode:03o}，别的用户也能打开"


def close_key(path: str) -> str:
    return f"chmod 600 {path}"


# limited children
def children_shut_in(landlock: int) -> str:
    return f"别人给的名册和扫描件由隔离的子进程打开，内核有 Landlock（第 {landlock} 版）和 seccomp"


NO_LANDLOCK: Final = "内核没有 Landlock。打开名册和扫描件的子进程由 seccomp 关住，也够；只是少了第二道"
NO_SECCOMP: Final = (
    "内核没有 seccomp。打开名册和扫描件的子进程读不到密钥，也连不上网；"
    "可是专门做坏的文件要是攻破了它，也许能改动大厅服务名下的文件"
)
NEWER_KERNEL: Final = "换 5.13 以上、开了 CONFIG_SECURITY_LANDLOCK 和 CONFIG_SECCOMP_FILTER 的内核（Debian 12 起自带）"


# fonts
def fonts_found(folder: str) -> str:
    return f"中文字体和图标齐全（{folder}）"


def fonts_wrong(names: str, folder: str) -> str:
    return f"{folder} 里缺少或损坏：{names}"


# gl
def gl_found(renderer: str) -> str:
    return renderer


def gl_software(renderer: str) -> str:
    return f"{renderer}：用处理器画图，动画会慢，机器会热"


GL_MEND: Final = "装显卡驱动（firmware-amd-graphics、intel-media-va-driver 等），确认有 /dev/dri/renderD128"
GL_UNKNOWN_MEND: Final = "接好屏幕，在终端的图形界面里再运行一次"


def gl_unknown(reason: str) -> str:
    return f"画不出图：{reason}"


# devices
DEVICE_IN_USE: Final = "正被终端使用"
PRINTER_READY: Final = "有纸，能打印"
PRINTER_WRITE_ONLY: Final = "端口打得开；这种打印机不报告状态"
READER_READY: Final = "有应答"
CHECK_CABLE: Final = "查电源和数据线；再用 deploy/name-device 核对端口名字"
PRINTER_MENDS: Final = {
    "paper_out": ("没有纸了", "换一卷纸，热敏面朝外"),
    "cover_open": ("盖子开着", "合上盖子"),
    "paper_near_end": ("纸快用完了", "备好一卷纸"),
    "cutter_jammed": ("切刀卡住了", "关电源，打开盖子取出碎纸"),
}


def device_missing(port: str) -> str:
    return f"没有 {port}"


def device_silent(port: str, reason: str) -> str:
    return f"{port} 没有应答（{reason}）"


def no_permission(port: str) -> str:
    return f"没有权限打开 {port}"


JOIN_DIALOUT: Final = "用 sudo 再运行一次；终端的用户要在 dialout 组里"


# typing
PINYIN_WELL: Final = "词典打得开"
PINYIN_ODD: Final = "词典读出来的字不对；屏幕照常用，只是打字不准"
REINSTALL_PINYIN: Final = "apt-get install --reinstall libgooglepinyin0"


def pinyin_missing(what: str) -> str:
    return f"没有 {what}，或者文件不完整；屏幕照常用，要写字的地方改成点现成的话、请人帮忙"


# sound
SOUND_OFF: Final = "设置里关了（sound.enabled = false）"
SOUND_WELL: Final = "能读屏，能出声"
NO_SOUND_CARD: Final = "没有声卡：屏幕照常用，只是不读不响；插上 USB 音箱或耳机就好"
INSTALL_VOICE: Final = "apt-get install espeak-ng alsa-utils"
PLUG_SPEAKER: Final = "接音箱；多块声卡时把 sound.device 写成 plughw:1 这样的名字（aplay -l 能看到）"


def sounds_missing(names: str, folder: str) -> str:
    return f"{folder} 里缺少：{names}"


def voice_missing(reason: str) -> str:
    return f"{reason}；屏幕照常用，只是不读不响"


def clip_rejected(reason: str) -> str:
    return f"录好的一句不能用：{reason}"


MEND_CLIP: Final = "另存为 16 位 PCM 的 WAV，一句不超过 30 秒；不能用的由 espeak-ng 代读"


# packs
def pack_good(title: str, version: str, exhibits: int, banks: int) -> str:
    return f"{title} {version}：{exhibits} 件展品，{banks} 个题库"


def word_not_typed(place: str, word: str, pinyin: str) -> str:
    return f"{place}：“{word}”的拼音“{pinyin}”里有拼不出来的音节"


def theme_refused(reason: str) -> str:
    return f"配色没有用上：{reason}"


def paper_taken(place: str, title: str, name: str, other: str) -> str:
    return f"{place}：试卷“{title}”的编号 {name} 和内容包 {other} 里的一样，只出 {other} 的那一张"


def pack_flawed(title: str, count: int, first: str) -> str:
    return f"{title}：{count} 处有问题，已跳过，其余照常。{first}"


def pack_reminded(title: str, first: str) -> str:
    return f"{title}：都能放，有一处请看看。{first}"


def pack_to_change(title: str, count: int) -> str:
    return f"{title}：{count} 项还写着“请改”，屏上看得到"


def pack_to_check(title: str, count: int, first: str) -> str:
    return f"{title}：都能放，{count} 项过了“核对到”，请核对。第一项：{first}"


def pack_refused(folder: str, reason: str) -> str:
    return f"{folder} 不能用：{reason}"


PUBLISH_AGAIN: Final = "在大厅的“内容”里看检查报告，改好再发布"
MEND_PACK: Final = "改好文件再装一次"
CHECK_SOURCE: Final = "对照来源看一遍：还对，把“核对到”改后；不对了，改内容；自带的，更新程序"
RENAME_PAPER: Final = "给其中一张换一个编号"
STARTER_BROKEN: Final = "起步包是程序的一部分：重新取一份程序"


# sticks
STICK_NOT_NEEDED: Final = "这里不用 U 盘"
STICK_READ: Final = "维护屏能读 U 盘，能把诊断存上去"
STICK_UNREAD: Final = "读 U 盘的服务没有开；内容包照样从大厅来"
START_STICK: Final = "systemctl enable --now kiosk-stick.socket；没有这个单元就再运行一次 deploy/install"


# clock
def clock_right(now: str) -> str:
    return f"{now}，已和网络对时"


def clock_unsynced(now: str) -> str:
    return f"{now}，没有和网络对时；号码按日期编，时间要准"


def clock_wrong(now: str) -> str:
    return f"{now}，比程序安装的时间还早"


SYNC_CLOCK: Final = "timedatectl set-ntp true；没有网络就手工校准：timedatectl set-time '2026-11-21 08:30:00'"
NO_BATTERY_CLOCK: Final = "这台机器没有带电池的时钟，断电后时间会错；加一块 RTC，或保证联网"


# the hall's date
def date_settled(now: str) -> str:
    return f"{now}，大厅照此发号"


def date_offset(now: str, machine: str) -> str:
    return f"{now}，是人写的；机器自己是 {machine}"


def date_asked(now: str) -> str:
    return f"{now}，还没有人说对不对；先照此发号"


def date_undecided(machine: str, before: str) -> str:
    return f"机器是 {machine}，大厅上一次记下的是 {before}：不知道今天是哪一天，先不发新号"


DATE_ANSWER: Final = "在窗口页面上答一下；没有窗口人员的，在终端上用员工口令进去答"
DATE_DECIDE: Final = "管理员在管理页“今天”上按一下；没有窗口人员的，在终端上用员工口令进去定"


# disk
def disk_free(folder: str, free: str, total: str) -> str:
    return f"{folder}：剩 {free}，共 {total}"


FREE_DISK: Final = "删掉不用的内容包和旧备份；journalctl --vacuum-size=100M"
BALLAST_THERE: Final = "预留了 64 MB，盘满时删掉它就能恢复"
BALLAST_MISSING: Final = "没有预留 64 MB；盘满时连删除都做不了"


def make_ballast(path: str) -> str:
    return f"fallocate -l 64M {path}"


def panel_found(ppi: float, source: str) -> str:
    """`source`: settings, panel or assumed (kiosk/ui/screen_ppi.py)."""
    told = {"settings": "按 kiosk.toml", "panel": "屏幕自己报的", "assumed": "不知道，按 21.5 英寸算"}[source]
    return f"{ppi:g} 像素/英寸，{told}"


PANEL_MEND: Final = "在 kiosk.toml 的 [panel] 里写 panel_ppi：横向像素 ÷ 屏宽（毫米）× 25.4"


def hangs(bottom_mm: float, lowest_mm: int, highest_mm: int) -> str:
    return f"下沿离地 {bottom_mm:g} 毫米；这块屏挂在 {lowest_mm} 到 {highest_mm} 毫米，人人够得着"


def hang(rise_mm: int) -> str:
    """`rise_mm`: higher, or less than 0: lower."""
    return f"往{'上' if rise_mm > 0 else '下'}移 {abs(rise_mm)} 毫米，再改 kiosk.toml 里 [panel] panel_bottom_mm"


def small_targets(target_mm: float, scale: float) -> str:
    return f"屏幕小，页面按 {scale:.0%} 画，最小的按钮 {target_mm:g} 毫米（应有 20 毫米）"


def upright_or_larger(*, lying: bool) -> str:
    return "把屏幕竖过来，或换大一点的屏" if lying else "换大一点的屏"


THEME_OWN: Final = "用本来的颜色"
THEME_MEND: Final = "终端先用本来的颜色；照上面的说法改好配色文件，或删掉 [panel] theme"


def theme_used(path: str) -> str:
    return f"用 {path}"


# call board
BOARD_NOT_ENROLLED: Final = "这块大屏还没有加入大厅"
BOARD_REVOKED: Final = "大厅不认这块大屏了（已撤销，或同名的又领了一次）"
ENROL_BOARD: Final = '大厅机器上 kiosk hall enrol-code --board "一楼大屏"，这台机器上 kiosk enrol --board 代码'
MEND_BOARD_WINDOWS: Final = "改 kiosk.toml 里 [board] windows，名字要和大厅的一字不差"
BOARD_PPI: Final = "在 kiosk.toml 的 [board] 里写 panel_ppi：横向像素 ÷ 屏宽（毫米）× 25.4"


def board_joined(url: str) -> str:
    return f"已加入 {url}"


def board_windows(missing: list[str], known: list[str]) -> str:
    if not missing:
        return "大厅的应答读不懂，两边的版本可能不一样"
    return f"大厅没有{'、'.join(missing)}；有的是{'、'.join(known)}"


def board_distance(metres: list[float], ppi: float, source: str) -> str:
    """Metres for the smallest words, the windows' numbers, the number called."""
    words, numbers, called = (f"{one:.1f}" for one in metres)
    return f"被叫的号 {called} 米、窗口的号 {numbers} 米、小字 {words} 米以内看得清（{panel_found(ppi, source)}）"


def board_too_far(metres: float) -> str:
    return f"最远的人站在 {metres:g} 米：换大些的屏，挂近些，或让等候的人往前坐"
