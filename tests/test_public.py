"""The public face of the package."""

import ast
import inspect
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

import civic_partnership


def test_every_name_is_there() -> None:
    """Every public name can be imported, is listed, and is loaded from the room that defines it."""
    for name in civic_partnership.__all__:
        assert getattr(civic_partnership, name) is not None
        assert name in dir(civic_partnership)


def test_type_checkers_see_the_same_names() -> None:
    """The names for type checkers and the names at run time come from the same rooms."""
    tree = ast.parse(Path(inspect.getfile(civic_partnership)).read_text(encoding="utf-8"))
    imported = {
        alias.asname: node.module
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.level == 1
        for alias in node.names
    }

    assert imported == civic_partnership._ROOMS


def test_an_unknown_name_is_refused() -> None:
    """Asking for a name that is not there is an AttributeError, as of any module."""
    with pytest.raises(AttributeError, match="Registers"):
        civic_partnership.Registers  # noqa: B018


def test_importing_it_is_cheap() -> None:
    """Importing the package, its values and its records loads none of the libraries that work with them."""
    heavy = ("cattrs", "click", "hypothesis", "pluggy", "rich", "stdnum", "tomli_w", "tree_sitter")
    program = (
        "import sys, civic_partnership, civic_partnership.model\n"
        f"print([name for name in {heavy!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert "[]\n" == done.stdout


@pytest.mark.parametrize("room", ["values", "model", "findings", "rules", "storage"])
def test_a_room_lists_what_it_offers(room: str) -> None:
    """Each room's `__all__` is complete, sorted as ruff sorts it, and all of it is documented."""
    module = import_module(f"civic_partnership.{room}")

    for name in module.__all__:
        thing = getattr(module, name)
        if inspect.isclass(thing) or inspect.isfunction(thing):
            assert inspect.getdoc(thing)
