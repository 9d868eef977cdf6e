"""What stands on the screen of a machine whose settings cannot be used: words, never a black picture."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from kiosk.settings import DEFAULT_FILE, SettingsRefused
from kiosk.ui.window import NoScreen, prepare


def refused_settings(
    command: str, refused: SettingsRefused, path: Path, *, size: tuple[int, int], shown: bool = True
) -> int:
    """Say it on stderr; of the machine's own file also on its screen, until that file is another. The exit status."""
    print(f"{command}: {refused}", file=sys.stderr)
    if not shown or path != DEFAULT_FILE:
        return 1
    try:
        return show(str(refused), path, size=size)
    except NoScreen as error:
        print(f"{command}: {error}", file=sys.stderr)
        return 1


def show(refusal: str, path: Path, *, size: tuple[int, int]) -> int:
    """Stand until `path` has changed or somebody ends the program; its exit status. Raises NoScreen."""
    with tempfile.TemporaryDirectory(prefix="kiosk-refused-") as home:
        prepare(size, Path(home), fullscreen=True)
        from kiosk.apps.refused.app import RefusedApp

        app = RefusedApp(refusal, path)
        app.run()
        return app.exit_status
