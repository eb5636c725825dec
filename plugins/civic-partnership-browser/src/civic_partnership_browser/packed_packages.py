"""The Python packages in the page: those that the build fetched, the core, and plugins that are installed."""

import importlib.util
import re
from collections.abc import Iterable, Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import Final

from civic_partnership.errors import PluginError
from civic_partnership.findings import sanitize

HOME: Final = "civic-partnership"
OWN: Final = (HOME, "civic-partnership-browser", "civic-partnership-danish-excel", "civic-partnership-report")
"""The distributions that are always in the page."""

_TAKEN = frozenset(
    {".py", ".pyi", ".toml", ".json", ".csv", ".txt", ".html", ".css", ".svg", ".jinja", ".j2"}
)
"""The endings of the files of a package that are taken."""
_COMPILED = frozenset({".so", ".pyd", ".dylib", ".dll"})
_LEFT_OUT = (
    "civic_partnership/cli/",
    "civic_partnership/testing/",
    "civic_partnership_browser/page_modules/",
    "civic_partnership_browser/parts/",
    "civic_partnership_browser/web/",
)
"""Folders that no page needs: commands, tools for tests, and what the page is made of."""
_REQUIREMENT = re.compile(r"[A-Za-z0-9._-]+")
_MODULES = Path(__file__).parent / "page_modules"
"""The modules that stand in the page for compiled packages, and are named like these."""


def collect_packages(plugins: Iterable[str], fetched: Iterable[str]) -> dict[str, bytes]:
    """Return name -> bytes of the files of the core and of plugins.

    Args:
        plugins: the distributions of further plugins.
        fetched: the names of the files that the build fetched.

    Raises:
        PluginError: a plugin is not installed, or cannot run in a browser.
    """
    modules = {path.name: path.read_bytes() for path in sorted(_MODULES.glob("*.py"))}
    present = {_normalize(name.partition("-")[0]) for name in fetched if ".dist-info/" in name}
    present.update(_normalize(Path(name).stem) for name in modules)
    names = dict.fromkeys([*OWN, *map(_normalize, plugins)])
    files: dict[str, bytes] = {}
    for name in names:
        try:
            found = distribution(name)
        except PackageNotFoundError:
            raise PluginError(
                f"Pakken {sanitize(name)} er ikke installeret. Installér den, eller ret navnet.",
                f"The package {sanitize(name)} is not installed. Install it, or correct the name.",
                name,
            ) from None
        _refuse_missing(found, present.union(names))
        files.update(_list_metadata(found))
        for package in _find_packages(found):
            files.update(_read_package(package, found.name))
    return files | modules


def _normalize(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _refuse_missing(found: Distribution, present: Iterable[str]) -> None:
    """Refuse a plugin that requires something that is not in the page."""
    required = {
        _normalize(match[0])
        for each in found.requires or ()
        if "extra ==" not in each and (match := _REQUIREMENT.match(each))
    }
    if missing := ", ".join(sorted(required.difference(present))):
        raise PluginError(
            f"Pluginet {found.name} kan ikke komme med: det kræver {missing}, som siden ikke har.",
            f"The plugin {found.name} cannot be taken along: it requires {missing}, which the page has not.",
            found.name,
        )


def _list_metadata(found: Distribution) -> Iterator[tuple[str, bytes]]:
    """Yield what says in the page that a distribution is installed, and what it brings."""
    folder = f"{found.name.replace('-', '_')}-{found.version}.dist-info"
    yield (
        f"{folder}/METADATA",
        f"Metadata-Version: 2.1\nName: {found.name}\nVersion: {found.version}\n".encode(),
    )
    if text := found.read_text("entry_points.txt"):
        yield f"{folder}/entry_points.txt", text.encode()


def _find_packages(found: Distribution) -> list[str]:
    """Return the packages at the top of a distribution: those that its entry points name."""
    if found.name == HOME:
        return ["civic_partnership"]
    hooks = [each for each in found.entry_points if each.group.startswith("civic_partnership")]
    if not hooks:
        raise PluginError(
            f"{found.name} er ikke et plugin til civic-partnership. Ret navnet.",
            f"{found.name} is no plugin of civic-partnership. Correct the name.",
            found.name,
        )
    return sorted({each.module.partition(".")[0] for each in hooks})


def _read_package(package: str, distribution: str) -> Iterator[tuple[str, bytes]]:
    spec = importlib.util.find_spec(package)
    for folder in map(Path, (spec and spec.submodule_search_locations) or ()):
        for path in sorted(folder.rglob("*")):
            name = path.relative_to(folder.parent).as_posix()
            if path.suffix in _COMPILED:
                raise PluginError(
                    f"Pluginet {distribution} kan ikke komme med: {name} er ikke skrevet i Python.",
                    f"The plugin {distribution} cannot be taken along: {name} is not written in Python.",
                    distribution,
                )
            if path.suffix in _TAKEN and path.is_file() and not name.startswith(_LEFT_OUT):
                yield name, path.read_bytes()
