"""Compile the modules that a start of the page loads: run by `compile_parts.mjs` in the Python of the page.

All other modules stay as they are, because bytecode is larger than source.
"""

import importlib
import importlib.util
import sys
import zipfile
from importlib import _bootstrap_external
from pathlib import Path

STANDARD_LIBRARY, PACKAGES = "/python_stdlib.zip", "/packages.zip"
LOADED = (
    "attrs",
    "cattrs",
    "csv",
    "ctypes",
    "datetime",
    "decimal",
    "difflib",
    "email.parser",
    "encodings.cp1252",
    "encodings.cp850",
    "encodings.mac_roman",
    "fractions",
    "hashlib",
    "hmac",
    "importlib.metadata",
    "importlib.resources",
    "ipaddress",
    "pluggy",
    "quopri",
    "secrets",
    "sysconfig",
    "tomli",
    "tomli_w",
    "tomllib",
    "typing_extensions",
    "urllib.parse",
    "xml.parsers.expat",
)
"""What the package and its plugins import for a check, beside what Python itself has loaded."""


def main() -> None:
    """Import the modules, and replace the source of all that are loaded then."""
    sys.path.append(PACKAGES)
    for name in LOADED:
        importlib.import_module(name)
    files = {str(getattr(module, "__file__", "")) for module in [*sys.modules.values()]}
    inside = {Path(file).as_posix().partition(".zip/")[2] for file in files}
    for archive in (STANDARD_LIBRARY, PACKAGES):
        _compile(archive, inside)


def _compile(path: str, loaded: set[str]) -> None:
    with zipfile.ZipFile(path) as archive:
        files = {entry.filename: archive.read(entry) for entry in archive.infolist() if not entry.is_dir()}
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in sorted(files.items()):
            if name in loaded:
                code = compile(data, name, "exec", dont_inherit=True, optimize=2)
                digest = importlib.util.source_hash(data)
                compiled = _bootstrap_external._code_to_hash_pyc(code, digest, checked=False)  # type: ignore[attr-defined] # noqa: SLF001 - py_compile's own way, without a file
                archive.writestr(zipfile.ZipInfo(f"{name}c"), compiled)
            else:
                archive.writestr(zipfile.ZipInfo(name), data)


main()
