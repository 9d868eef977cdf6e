"""A file that does nothing but take room, so that a full disk still has a way out.

On a full disk even DELETE fails: SQLite writes its log first. The moment the database says so, the ballast is thrown
off, and the hall goes on with that room and a banner, until somebody makes more.
"""

import os
import shutil
from pathlib import Path

FREE_BEFORE_LAYING = 4  # times its own size: laid on a nearly full disk it would be the fault it guards against


class Ballast:
    """``megabytes`` 0: none is kept."""

    def __init__(self, path: Path, megabytes: int) -> None:
        self.path, self._bytes = path, megabytes * 1024 * 1024

    @property
    def is_laid(self) -> bool:
        """Whether all is well: it lies there, or none is wanted."""
        return self._bytes == 0 or (self.path.exists() and self.path.stat().st_size >= self._bytes)

    def lay(self) -> bool:
        """Take the room when there is plenty. True: it lies there. Blocks; not for the database's thread."""
        if self.is_laid:
            return True
        if shutil.disk_usage(self.path.parent).free < self._bytes * FREE_BEFORE_LAYING:
            return False
        descriptor = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_NOFOLLOW, 0o600)
        try:
            os.posix_fallocate(descriptor, 0, self._bytes)
        finally:
            os.close(descriptor)
        return True

    def release(self) -> None:
        """Throw it off."""
        self.path.unlink(missing_ok=True)
