"""The same exports in other processes: with another hash seed, locale, time zone and working directory.

Run as a program with two paths, it makes the exports that the first file tells of, and writes them into
the second.
"""

import contextlib
import importlib.util
import locale
import os
import pickle
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType, ModuleType
from typing import Any

from civic_partnership.errors import OptionsError, PluginError
from civic_partnership.model import Register

from .subject import Export, Subject

WORLDS: tuple[Mapping[str, str], ...] = tuple(
    map(
        MappingProxyType,
        (
            {
                "PYTHONHASHSEED": "0",
                "LC_ALL": "C",
                "TZ": "Asia/Tokyo",
                "PYTHONUTF8": "0",
                "PYTHONCOERCECLOCALE": "0",
            },
            {"PYTHONHASHSEED": "4242", "LC_ALL": "da_DK.UTF-8", "TZ": "America/St_Johns", "PYTHONUTF8": "1"},
        ),
    )
)
"""What is set in the environment of each process."""

Outcome = Export | str
"""An export, or in words why there is none."""


class CannotPassError(Exception):
    """The exporter cannot be handed to another process."""


def outcome(subject: Subject, register: Register) -> Outcome:
    """What an exporter makes of a register, or why it makes nothing."""
    try:
        return subject.export(register)
    except (OptionsError, PluginError) as error:
        return str(error)


def outcomes(
    subject: Subject, registers: Sequence[Register], worlds: Sequence[Mapping[str, str]] = WORLDS
) -> list[list[Outcome]]:
    """For each world what an exporter makes there of some registers.

    Raises:
        CannotPassError: the exporter or its options cannot be pickled, or not be found again.

    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        try:
            pickled = pickle.dumps((subject, registers))
        except Exception as error:
            raise CannotPassError(f"{type(error).__name__}: {error}") from error
        task = pickle.dumps((_modules(subject), pickled))
        (folder / "task").write_bytes(task)
        running = []
        for number, world in enumerate(worlds):
            place = folder / f"world {number}"
            place.mkdir()
            running.append(_started(place, world))
        told = [process.communicate()[1] for process in running]
        for process, text in zip(running, told, strict=True):
            if process.returncode:
                raise CannotPassError(text.strip().rpartition("\n")[2])
        return [
            pickle.loads((folder / f"world {number}" / "made").read_bytes())  # noqa: S301 - made just now
            for number in range(len(worlds))
        ]


def _started(place: Path, world: Mapping[str, str]) -> subprocess.Popen[str]:
    """The program, running in a folder of its own."""
    paths = [str(Path(each).absolute()) for each in sys.path]
    return subprocess.Popen(  # noqa: S603 - this very module
        [sys.executable, "-m", __name__, str(Path("..", "task")), "made"],
        cwd=place,
        env={**os.environ, **world, "PYTHONPATH": os.pathsep.join(paths)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        errors="replace",
    )


def _modules(subject: Subject) -> dict[str, str]:
    """Where the code of an exporter and of its options lies, should its name not lead there."""
    names = {type(subject.exporter).__module__, type(subject.options).__module__}
    files = {name: getattr(sys.modules.get(name), "__file__", None) for name in sorted(names)}
    return {name: str(Path(file).absolute()) for name, file in files.items() if file}


def main(arguments: Sequence[str]) -> None:
    """Make the exports of a task."""
    source, target = map(Path, arguments)
    with contextlib.suppress(locale.Error):  # not every machine has every locale
        locale.setlocale(locale.LC_ALL, "")
    modules, pickled = pickle.loads(source.read_bytes())  # noqa: S301 - written by the process that waits
    for name, file in modules.items():
        _import(name, file)
    subject, registers = pickle.loads(pickled)  # noqa: S301 - the same
    target.write_bytes(pickle.dumps([outcome(subject, register) for register in registers]))


def _import(name: str, file: str) -> None:
    """Load a module under its name, from its file where the name does not lead there: test modules are so."""
    found: Any = None
    with contextlib.suppress(ImportError, ValueError):
        found = importlib.util.find_spec(name)
    if found is not None and found.origin == file:
        return
    above = name.split(".")[:-1]
    for length in range(1, len(above) + 1):
        package = ".".join(above[:length])
        sys.modules.setdefault(package, ModuleType(package))
    spec: Any = importlib.util.spec_from_file_location(name, file)
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)


if __name__ == "__main__":
    main(sys.argv[1:])
