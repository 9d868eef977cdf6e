"""What a printer model can do. A profile is chosen in the settings by its name."""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final


class Barrier(StrEnum):
    """How a printer says that everything sent before is done."""

    NONE = "none"  # write-only printers
    GS_R = "gs_r"  # `1D 72 01`: one byte, without a job's id
    GS_H = "gs_h"  # `1D 28 48`: replies with the job's own four characters


@dataclass(frozen=True, slots=True)
class Profile:
    """One printer model. Widths are in dots of 1/8 mm."""

    name: str
    width_dots: int  # multiple of 8
    barrier: Barrier = Barrier.GS_R
    native_qr: bool = False
    cuts: bool = True  # False: paper is fed to the tear bar
    charset: str = "gbk"  # the Python codec of the printer's Chinese font
    margin_seconds: float = 5.0  # beyond the serial time, for the paper to move and the knife to fall
    reply_seconds: float = 0.8  # for one real-time status byte

    @property
    def answers(self) -> bool:
        """Whether the printer ever sends a byte back."""
        return self.barrier is not Barrier.NONE

    @property
    def columns(self) -> int:
        """Half-width characters of size 1 on a line."""
        return self.width_dots // 12


_80MM: Final = Profile("80mm", width_dots=576)
_58MM: Final = Profile("58mm", width_dots=384)

PROFILES: Final[dict[str, Profile]] = {
    profile.name: profile
    for profile in (
        _80MM,
        replace(_80MM, name="80mm-jobid", barrier=Barrier.GS_H, native_qr=True),
        replace(_80MM, name="80mm-writeonly", barrier=Barrier.NONE),
        _58MM,
        replace(_58MM, name="58mm-tear", cuts=False),
        replace(_58MM, name="58mm-writeonly", barrier=Barrier.NONE),
    )
}
