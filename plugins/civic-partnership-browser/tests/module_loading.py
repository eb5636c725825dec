"""Modules that are no part of a package, loaded from their files."""

import importlib.util
from pathlib import Path
from typing import Any

import civic_partnership_browser


def load_page_module(name: str) -> Any:
    """Load a module of the page: its name is that of the package that it stands for."""
    return load_module(Path(civic_partnership_browser.__file__).parent / "page_modules" / f"{name}.py")


def load_module(path: Path) -> Any:
    """Load a module from its file, under a name of its own."""
    spec = importlib.util.spec_from_file_location(f"loaded_{path.stem}", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
