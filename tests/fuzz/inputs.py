"""What is mutated: real inputs of every kind, each as the files of one folder."""

import tempfile
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path

from civic_partnership import Host, load, to_text
from civic_partnership.files import MANIFEST

Files = Mapping[str, bytes]
"""Name inside a folder -> content."""

DAY = date(2025, 3, 1)
EXAMPLES = Path(__file__).parents[2] / "examples"
KINDS = ("toml", "json", "ndjson", "csv", "csv-da", "xlsx", "foreign-csv", "foreign-xlsx")
"""Files and folders of a register; exports that are imported; tables and workbooks with their mapping."""
SOURCE = "source"
"""The name, without its suffix, of a foreign file; that of its mapping is `mapping.toml`."""


@cache
def seeds(kind: str) -> tuple[Files, ...]:
    """Return the inputs of a kind."""
    match kind:
        case "toml":
            folders = [[path] for path in sorted(EXAMPLES.glob("*/*.toml"))]
            folders += [
                [*(EXAMPLES / name).glob("*.toml")] for name in ("aarhus", "nordby-broken", "slagelse")
            ]
            return tuple({path.name: path.read_bytes() for path in paths} for paths in folders)
        case "json" | "ndjson":
            return tuple(
                {f"register.{kind}": to_text(load(EXAMPLES / name), kind).encode()}
                for name in ("aarhus", "nordby", "slagelse")
            )
        case "csv" | "csv-da" | "xlsx":
            return tuple(_exported(kind, name) for name in ("nordby", "aarhus"))
        case "foreign-csv":
            return tuple(_foreign(name, ".csv") for name in ("foreninger", "tilskud"))
        case _:
            return (_foreign("ressourcepersoner", ".xlsx"),)


def _exported(format: str, name: str) -> Files:
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder, "out")
        Host().export(load(EXAMPLES / name), format, out, on=DAY, allow_errors=True)
        return {path.name: path.read_bytes() for path in sorted(out.iterdir()) if path.name != MANIFEST}


def _foreign(name: str, suffix: str) -> Files:
    """Return a foreign file with its mapping."""
    return {
        f"{SOURCE}{suffix}": (EXAMPLES / "foreign" / f"{name}{suffix}").read_bytes(),
        "mapping.toml": (EXAMPLES / "foreign" / f"{name}.toml").read_bytes(),
    }
