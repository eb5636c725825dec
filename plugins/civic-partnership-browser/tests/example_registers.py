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


def load(name: str) -> list[dict[str, Any]]:
    """Return path and bytes of the files of an example."""
    files = sorted(path for path in (EXAMPLES / name).rglob("*") if path.is_file())
    return [{"path": path.relative_to(EXAMPLES).as_posix(), "bytes": path.read_bytes()} for path in files]


def run(*arguments: str) -> str:
    """Return what the command line prints."""
    command = [sys.executable, "-m", "civic_partnership", *arguments]
    return subprocess.run(command, cwd=EXAMPLES, capture_output=True, check=False).stdout.decode()
