"""The devices are usable without the application, and cost it nothing before they are used."""

import ast
import subprocess
import sys
from pathlib import Path

DEVICES = Path(__file__).parents[2] / "devices"


def imported(path: Path) -> set[str]:
    """The top names of everything a file imports, wherever in it."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module.split(".")[0])
    return names


def test_nothing_of_the_application_is_imported() -> None:
    allowed = set(sys.stdlib_module_names) | {"devices", "serial", "PIL", "qrcode"}
    for path in DEVICES.rglob("*.py"):
        assert imported(path) <= allowed, path


def test_drivers_and_emulators_share_no_protocol_code() -> None:
    for path in (DEVICES / "emulators").rglob("*.py"):
        modules = {
            node.module
            for node in ast.walk(ast.parse(path.read_text("utf-8")))
            if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("devices")
        }
        assert {module for module in modules if not module.startswith("devices.emulators")} <= {
            "devices.printer.fonts"  # where Debian keeps the font
        }, path


def test_nothing_heavy_is_loaded_before_it_is_drawn() -> None:
    code = (
        "import sys, devices.id_card, devices.printer, devices.emulators;"
        "heavy = {'PIL', 'qrcode', 'kiosk'} & set(sys.modules);"
        "assert not heavy, heavy"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=DEVICES.parent)
