"""The public face of the package."""

import re
import subprocess
import sys
from importlib import import_module
from pkgutil import iter_modules

import pytest

import civic_partnership


def test_every_name_is_there() -> None:
    """Every public name can be imported, is listed, and is loaded from the room that defines it."""
    for name in dir(civic_partnership):
        assert getattr(civic_partnership, name) is not None


@pytest.mark.parametrize("room", ["", ".deadlines", ".rules", ".plugins", ".testing"])
def test_its_docstring_lists_all_names(room: str) -> None:
    """The docstring of each public module names all that it offers."""
    module = import_module(f"civic_partnership{room}")
    public = {name for name in dir(module) if not name.startswith("_")}
    rooms = {each.name for each in iter_modules(module.__path__)} if hasattr(module, "__path__") else set()

    assert set() == public - rooms - set(re.findall(r"`(\w+)`", module.__doc__ or ""))


def test_an_unknown_name_is_refused() -> None:
    """Asking for a name that is not there is an AttributeError, as of any module."""
    with pytest.raises(AttributeError, match="Registers"):
        civic_partnership.Registers  # type: ignore[attr-defined]  # noqa: B018


def test_importing_it_is_cheap() -> None:
    """Importing the package, its values and its records loads none of the libraries that work with them."""
    heavy = ("cattrs", "click", "hypothesis", "pluggy", "rich", "stdnum", "tomli_w", "tree_sitter")
    program = (
        "import sys, civic_partnership, civic_partnership.model\n"
        f"print([name for name in {heavy!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert "[]\n" == done.stdout
