"""Names of a package that are loaded when somebody first asks for them."""

import ast
from collections.abc import Callable
from importlib import import_module
from typing import Any


def attach_names(
    package: str, folder: str
) -> tuple[Callable[[str], Any], Callable[[], list[str]], list[str]]:
    """Return `__getattr__`, `__dir__` and `__all__` for a package whose names stand in its stub.

    Type checkers read the same stub, `__init__.pyi`, so that each name stands in one place.

    Args:
        package: the name of the package.
        folder: the folder that holds its stub.

    """
    with open(f"{folder}/__init__.pyi", encoding="utf-8") as file:  # noqa: PTH123 - pathlib is slow to import
        stub = ast.parse(file.read())
    modules = {
        alias.name: f".{node.module}"
        for node in stub.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }

    def load_name(name: str) -> Any:
        if name not in modules:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        return getattr(import_module(modules[name], package), name)

    return load_name, lambda: sorted(modules), list(modules)
