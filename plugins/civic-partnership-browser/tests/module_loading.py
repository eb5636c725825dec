"""Modules of the page, loaded beside the installed packages that they stand for."""

import importlib.util
from pathlib import Path
from typing import Any

import civic_partnership_browser


def load_page_module(name: str) -> Any:
    """Load a module of the page from its file: its name is that of the package that it stands for."""
    path = Path(civic_partnership_browser.__file__).parent / "page_modules" / f"{name}.py"
    spec = importlib.util.spec_from_file_location(f"page_{name}", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
