"""What a backup says to a keeper of the place where it is to lie."""

FULL = "写满了，备份没有做完；已经写好的文件都是完整的，换大一点的地方，再来一次"


def lacking(total: int, free: int) -> str:
    """In bytes."""
    return (
        f"放不下：要 {total / 1e6:.1f} MB，只空着 {free / 1e6:.1f} MB，什么也没有写。换大一点的地方，"
        "或者加 --without-packs：内容包的文件不带，别的照旧"
    )
