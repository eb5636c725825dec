"""The same exports in another process, with another hash seed, locale and time zone.

Run as a program with the paths of a task and of a result, it makes the exports of the task.
"""

import importlib.util
import os
import pickle
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any

from civic_partnership.exporting import AnyExporter
from civic_partnership.model import Register

from .contract import Violation
from .memory_export import MemoryExport, export_to_memory

ENVIRONMENT: Mapping[str, str] = MappingProxyType(
    {"PYTHONHASHSEED": "4242", "LC_ALL": "C", "TZ": "Asia/Tokyo", "PYTHONUTF8": "0"}
)
"""What is set in the environment of the other process."""
_WHERE = ", ".join(f"{name}={value}" for name, value in ENVIRONMENT.items())
_HINT = "define its class and that of its options at the top of a module, with no lambda or open file in them"


def check_in_subprocess(
    exporter: AnyExporter, options: Any, exports: Sequence[tuple[Register, MemoryExport]]
) -> None:
    """Check that registers give in another process the exports that they gave in this one.

    Raises:
        Violation: they do not, or the exporter cannot be handed over.
    """
    elsewhere = _export_elsewhere(exporter, options, [register for register, _ in exports])
    for (register, here), there in zip(exports, elsewhere, strict=True):
        if difference := here.describe_difference(there):
            raise Violation(f"in a process with {_WHERE} {difference}", register)


def _export_elsewhere(
    exporter: AnyExporter, options: Any, registers: Sequence[Register]
) -> list[MemoryExport]:
    """Return what another process makes of the registers.

    Raises:
        Violation: the exporter or its options cannot be pickled, or not be found again; or it fails there.
    """
    modules = {type(each).__module__ for each in (exporter, options)}
    files = {name: getattr(sys.modules.get(name), "__file__", None) for name in sorted(modules)}
    with tempfile.TemporaryDirectory() as name:
        task, result = Path(name, "task"), Path(name, "result")
        try:
            task.write_bytes(pickle.dumps((files, pickle.dumps((exporter, options, registers)))))
        except Exception as error:
            raise Violation(f"it cannot be pickled ({type(error).__name__}: {error}): {_HINT}") from error
        paths = os.pathsep.join(str(Path(path).absolute()) for path in sys.path)
        run = subprocess.run(  # noqa: S603 - this very module
            [sys.executable, "-m", __name__, str(task), str(result)],
            cwd=name,
            env={**os.environ, **ENVIRONMENT, "PYTHONPATH": paths},
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
        if run.returncode:
            reason = run.stderr.strip().rpartition("\n")[2]
            raise Violation(f"it cannot be made again in another process ({reason}): {_HINT}")
        return pickle.loads(result.read_bytes())  # type: ignore[no-any-return] # noqa: S301 - made just now


def main(task: str, result: str) -> None:
    """Make the exports of a task."""
    files, pickled = pickle.loads(Path(task).read_bytes())  # noqa: S301 - written by the process that waits
    for name, file in files.items():
        _import_from(name, file)
    exporter, options, registers = pickle.loads(pickled)  # noqa: S301 - the same
    exports = [export_to_memory(exporter, options, register) for register in registers]
    Path(result).write_bytes(pickle.dumps(exports))


def _import_from(name: str, file: str) -> None:
    """Import a module, from its file where its name does not lead there, as that of a test module."""
    try:
        importlib.import_module(name)
    except ImportError:
        spec: Any = importlib.util.spec_from_file_location(name, file)
        sys.modules[name] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(sys.modules[name])


if __name__ == "__main__":
    main(*sys.argv[1:])
