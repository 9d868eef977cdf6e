"""What the check of a pack says of itself."""

CHECK_BROKE = "看这个内容包的时候出了错，没有看完；里面也许有坏了的文件"
CHECK_MEMORY = "这个内容包里有文件太大，打不开"

NOTHING_TO_SHOW = "内容包里没有能放的内容"
