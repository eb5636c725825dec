"""Imports inside the package: through the faces of rooms, and in no circle."""

import ast
from pathlib import Path

import grimp
import pytest

SOURCE = Path(__file__).parent.parent / "src" / "civic_partnership"
ROOMS = sorted(path.parent.name for path in SOURCE.glob("*/__init__.py"))


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
