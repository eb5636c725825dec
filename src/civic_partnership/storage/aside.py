"""What stands beside a folder while another takes its place, and what is left there after a kill.

Beside `register` it is the folder `.register.0123456789abcdef.civic-partnership-import`. Where the system
cannot exchange two folders in one step, the one that was there is `old` in it for a moment.
"""

import contextlib
import hashlib
import os
import re
import secrets
from pathlib import Path

_ENDING = "civic-partnership-import"
_LONGEST_NAME = 48


def new_beside(folder: Path) -> Path:
    """A path for a folder beside one, where nothing is yet."""
    return folder.with_name(f"{_label(folder)}{secrets.token_hex(8)}.{_ENDING}")


def beside_of(folder: Path) -> list[Path]:
    """What stands beside a folder and was left there by kills; nothing where that may not be looked at."""
    ours = re.compile(rf"{re.escape(_label(folder))}[0-9a-f]{{16}}\.{re.escape(_ENDING)}")
    try:
        return [
            each for each in folder.parent.iterdir() if ours.fullmatch(each.name) and not each.is_symlink()
        ]
    except (FileNotFoundError, PermissionError):
        return []


def restore(folder: Path) -> None:
    """Put a folder back that was moved aside, and never replaced; nobody is about to replace it."""
    if not folder.exists():
        for each in beside_of(folder):
            with contextlib.suppress(OSError):
                (each / "old").rename(folder)
                return


def _label(folder: Path) -> str:
    """How the names of what stands beside a folder begin."""
    name = os.fsencode(folder.name)
    short = folder.name if len(name) <= _LONGEST_NAME else hashlib.sha256(name).hexdigest()[:_LONGEST_NAME]
    return f".{short}."
