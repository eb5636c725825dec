"""The examples in the docstrings of the hooks work as they stand."""

import inspect
import re
import tomllib
from datetime import date
from pathlib import Path
from types import ModuleType

from civic_partnership import Host, load
from civic_partnership.hosting import hookspecs

DAY = date(2025, 3, 1)


def example(hook: object, language: str = "python") -> str:
    """Return the block of a hook's docstring in a language."""
    found = re.search(rf"^```{language}\n(.*?)^```$", inspect.getdoc(hook) or "", re.MULTILINE | re.DOTALL)
    assert found
    return found[1]


def module(code: str) -> ModuleType:
    """Make a module of this code."""
    made = ModuleType("names_plugin")
    exec(code, vars(made))
    return made


def test_the_example_of_exporters_exports(examples: Path, tmp_path: Path) -> None:
    """The whole plugin in the docstring brings a format with an option."""
    host = Host([module(example(hookspecs.civic_partnership_exporters))], discover=False)

    host.export(load(examples / "nordby"), "names", tmp_path / "out", on=DAY, options={"sorted": False})

    assert "Nordby Boldklub\nNordby GF\nNordby Svømmeklub\n" == (tmp_path / "out" / "names.txt").read_text()
    assert () == host.problems


def test_the_example_of_exporters_names_the_group() -> None:
    """Its entry point stands in the group that is looked through."""
    table = tomllib.loads(example(hookspecs.civic_partnership_exporters, "toml"))

    assert {"names": "names_plugin"} == table["project"]["entry-points"][hookspecs.PROJECT]


def test_the_example_of_rules_is_asked(examples: Path) -> None:
    """The rule in the docstring finds what it asks for."""
    host = Host([module(example(hookspecs.civic_partnership_rules))], discover=False)

    report = host.check(load(examples / "copenhagen"), on=DAY)

    assert "cvr-missing" in {finding.rule for finding in report.findings if finding.level == "warning"}
    assert () == host.problems
