"""The module that stands for python-calamine in the page gives what python-calamine gives."""

import sys
from datetime import date
from typing import Any

import pytest
from example_registers import EXAMPLES
from hypothesis import given, settings
from module_loading import load_page_module

from civic_partnership import Host, Register
from civic_partnership.testing import readable_registers

HOST = Host()

MODULE = load_page_module("python_calamine")


def assert_read_alike(files: dict[str, bytes]) -> None:
    """Assert that the importer of workbooks reads the same with the package and with the module."""
    with_package = HOST.importer("xlsx").read(files, {})
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(sys.modules, "python_calamine", MODULE)
        with_module = HOST.importer("xlsx").read(files, {})
    assert with_package == with_module


def export(register: Register) -> dict[str, bytes]:
    """Return the workbook of a register, with what the check finds in it."""
    exporter: Any = HOST.exporter("xlsx").format
    options = exporter.options(on=date(2025, 3, 1))
    artifacts = [each for each in exporter.export(register, options) if hasattr(each, "chunks")]
    return {each.name: b"".join(each.chunks) for each in artifacts}


@settings(deadline=None)
@given(register=readable_registers())
def test_any_workbook_that_was_exported_is_read_alike(register: Register) -> None:
    """Whatever letters, days and numbers stand in it."""
    assert_read_alike(export(register))


@pytest.mark.parametrize("name", ["oversigt.xlsx", "ressourcepersoner.xlsx"])
def test_a_workbook_of_somebody_else_is_read_alike(name: str) -> None:
    """It holds no table of a register."""
    assert_read_alike({name: (EXAMPLES / "foreign" / name).read_bytes()})


def test_a_damaged_workbook_is_read_alike() -> None:
    """The importer says that it is damaged."""
    assert_read_alike({"a.xlsx": b"PK"})
