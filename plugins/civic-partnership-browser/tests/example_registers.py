"""The registers among the examples, as a page gives them and as the command line checks them."""

import subprocess
import sys
from pathlib import Path
from typing import Any

EXAMPLES = next(
    folder / "examples" for folder in Path(__file__).resolve().parents if (folder / "examples").is_dir()
)
REGISTERS = sorted(path.parent.name for path in EXAMPLES.glob("*/municipality.toml"))
ON = "2025-03-01"


def load(name: str, beside: Path = EXAMPLES) -> list[dict[str, Any]]:
    """Return path and bytes of the files of a register, or of the one file that it is."""
    top = beside / name
    files = [top] if top.is_file() else sorted(path for path in top.rglob("*") if path.is_file())
    return [{"path": path.relative_to(beside).as_posix(), "bytes": path.read_bytes()} for path in files]


def run(*arguments: str, beside: Path = EXAMPLES) -> str:
    """Return what the command line prints in the folder of the registers."""
    command = [sys.executable, "-m", "civic_partnership", *arguments]
    return subprocess.run(command, cwd=beside, capture_output=True, check=False).stdout.decode()
