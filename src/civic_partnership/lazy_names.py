"""Lazy loading: the names of a package are imported only when they are first used."""

import ast
from collections.abc import Callable
from importlib import import_module
from typing import Any


def attach_names(
    package: str, folder: str
) -> tuple[Callable[[str], Any], Callable[[], list[str]], list[str]]:
    """Return `__getattr__`, `__dir__` and `__all__` for a package with a stub file.

    The stub is the file `__init__.pyi`, which lists the names of the package and their modules. Type checkers
    read the same file, so each name is written only once.

    Args:
        package: the name of the package.
        folder: the folder that contains the stub.
    """
    with open(f"{folder}/__init__.pyi", encoding="utf-8") as file:  # noqa: PTH123 - pathlib is slow to import
        stub = ast.parse(file.read())
    modules = {
        alias.name: f"{'.' * node.level}{node.module}"
        for node in stub.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }

    def load_name(name: str) -> Any:
        if name not in modules:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        return getattr(import_module(modules[name], package), name)

    return load_name, lambda: sorted(modules), list(modules)
