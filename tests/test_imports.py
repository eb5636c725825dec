"""Imports inside the package: through the faces of rooms, and in no circle."""

import ast
import subprocess
import sys
from pathlib import Path

import grimp
import pytest

SOURCE = Path(__file__).parent.parent / "src" / "civic_partnership"
ROOMS = sorted(path.parent.name for path in SOURCE.glob("*/__init__.py"))
LAZY_ROOMS = sorted(path.parent for path in SOURCE.rglob("__init__.pyi"))
EXAMPLES = SOURCE.parents[1] / "examples"


@pytest.mark.parametrize("room", ROOMS)
def test_other_rooms_are_imported_by_their_face(room: str) -> None:
    """Import `civic_partnership.<room>`, never a module inside another room."""
    past_the_face = {
        f"{path.relative_to(SOURCE)}:{node.lineno} {node.module}"
        for path in SOURCE.glob(f"{room}/**/*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and not node.level
        for package, other, *inside in [[*(node.module or "").split("."), ""]]
        if package == "civic_partnership" and other != room and inside[:-1]
    }

    assert set() == past_the_face


def test_no_files_import_each_other_in_a_circle() -> None:
    """Sort the files so that each imports only files before it."""
    graph = grimp.build_graph("civic_partnership")
    circle = set(graph.modules)
    before = None
    while before != circle:
        before = set(circle)
        circle -= {
            module for module in circle if not graph.find_modules_directly_imported_by(module) & circle
        }
        circle -= {
            module for module in circle if not graph.find_modules_that_directly_import(module) & circle
        }

    assert set() == circle


@pytest.mark.parametrize("folder", LAZY_ROOMS, ids=lambda folder: folder.name)
def test_a_name_that_is_loaded_when_asked_for_is_no_name_of_a_file(folder: Path) -> None:
    """Python would give the file `schema.py` instead of the function `schema` once the file is imported."""
    stub = ast.parse((folder / "__init__.pyi").read_text(encoding="utf-8"))
    names = {alias.name for node in stub.body if isinstance(node, ast.ImportFrom) for alias in node.names}
    files = {path.stem for path in folder.glob("*.py")} | {path.name for path in folder.iterdir()}

    assert set() == names & files


def _list_loaded(program: str) -> set[str]:
    """Return the modules that a program loads."""
    program += "\nimport sys; print('\\n' + '\\n'.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    return set(done.stdout.splitlines())


def test_help_is_shown_without_the_libraries_for_records() -> None:
    """The help needs only click and texts; completion, which runs at each press of a key, needs no more."""
    program = (
        "import contextlib\n"
        "from civic_partnership.cli import main\n"
        "with contextlib.suppress(SystemExit):\n"
        "    main(['--help'])"
    )
    slow = {"attrs", "cattrs", "importlib.metadata", "json", "pathlib", "pluggy", "rich.console", "tomli"}
    loaded = _list_loaded(program)

    assert "click" in loaded
    assert set() == slow & loaded
    assert {"cli", "hosting", "values", "errors", "lazy_names"} == {
        name.split(".")[1]
        for name in loaded
        if name.startswith("civic_partnership.") and "_version" not in name
    }


def test_a_check_loads_nothing_that_only_other_commands_need() -> None:
    """A check needs neither foreign tables, formats to export, merging, nor changes in files."""
    program = (
        "from datetime import date\n"
        "from civic_partnership.hosting import Host\n"
        "from civic_partnership.storage import read\n"
        f"register = read({str(EXAMPLES / 'copenhagen')!r}).register\n"
        "assert Host(discover=False).check(register, on=date(2023, 3, 31)).findings"
    )
    unneeded = (
        "hosting.provided_formats",
        "importing",
        "exporting.builtin_formats",
        "exporting.run",
        "merging",
        "storage.editing",
        "storage.json_schema",
        "storage.register_folder",
        "storage.writing",
    )
    loaded = _list_loaded(program)

    assert "civic_partnership.rules.checking" in loaded
    assert set() == {f"civic_partnership.{name}" for name in unneeded} & loaded
    assert set() == {"ctypes", "difflib", "importlib.metadata", "rich", "tomli_w", "tree_sitter"} & loaded
