"""The contract of importers: the package's own hold it, and each property catches one that does not."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest
from attrs import frozen

from civic_partnership.errors import OptionsError
from civic_partnership.exporting import Artifact, NoOptions
from civic_partnership.exporting.builtin_formats import NDJSON
from civic_partnership.importing import IMPORTERS, Imported
from civic_partnership.model import Area, Register
from civic_partnership.testing import ImporterContract, registers
from civic_partnership.testing.importer_contract import ImporterCheck
from civic_partnership.values import Label

OWN = {each.name: each for each in IMPORTERS}


@pytest.mark.parametrize("importer", [OWN["csv"], OWN["toml"], OWN["json"]], scope="class")
class TestOwn(ImporterContract):
    """The importers of the package hold the contract."""


@pytest.mark.parametrize("importer", [OWN["ndjson"]], scope="class")
class TestNdjson(ImporterContract):
    """The importer of NDJSON holds the contract for valid registers."""

    registers = registers(partnerships=1)


@frozen(kw_only=True)
class Unlabelled:
    """Options without a label."""

    mode: str = "x"


class Broken:
    """An importer of NDJSON with a fault."""

    name: Any = "ndjson"
    title: Any = Label("ødelagt", "broken")
    options: Any = NoOptions

    def __init__(self, read: Callable[[Any], Any] | None = None, **more: Any) -> None:
        self._read = read or read_well
        vars(self).update(more)

    def read(self, files: Mapping[str, bytes], _: Any, /) -> Any:
        """Return what the function returns."""
        return self._read(files)


def read_well(files: Mapping[str, bytes]) -> Imported:
    """Read as the package's own importer does."""
    return OWN["ndjson"].read(files, NoOptions())


def forget_departments(files: Mapping[str, bytes]) -> Imported:
    """Read everything but the departments."""
    register = read_well(files).register
    return Imported(register=register.without(*register.departments.values()))


def complain(files: Mapping[str, bytes]) -> Imported:
    """Find fault with every file."""
    return read_well({**files, "x.ndjson": b"["})


def read_first(files: Mapping[str, bytes]) -> Imported:
    """Read the first file only."""
    return read_well(dict([*files.items()][:1]))


def empty_files(files: Any) -> Imported:
    """Take each file out while it is read."""
    return read_well({name: files.pop(name) for name in list(files)})


def refuse(_: Mapping[str, bytes]) -> Imported:
    """Refuse every file."""
    raise OptionsError("Nej.", "No.")


def read_all(files: Mapping[str, bytes]) -> Imported:
    """Take every file for one of the format."""
    return read_well({f"{name}.ndjson": data for name, data in files.items()})


def invent_area(files: Mapping[str, bytes]) -> Imported:
    """Make an area where there is none."""
    register = read_well(files).register
    return Imported(register=register if list(register) else Register().replace(Area(id="a", name="A")))


def trust_encoding(files: Mapping[str, bytes]) -> Imported:
    """Take every file for UTF-8."""
    for name, data in files.items():
        if name.endswith(".ndjson"):
            data.decode()
    return read_well(files)


BROKEN: list[tuple[str, Any]] = [
    ("says_what_it_is", Broken(title="broken")),
    ("says_what_it_is", Broken(name="other")),
    ("strict_options", Broken(options=Unlabelled)),
    ("reads_back", Broken(forget_departments)),
    ("reads_back", Broken(complain)),
    ("reads_back", Broken(refuse)),
    ("ignores_order", Broken(read_first)),
    ("ignores_order", Broken(empty_files)),
    ("ignores_other_files", Broken(read_all)),
    ("ignores_other_files", Broken(invent_area)),
    ("survives_damage", Broken(trust_encoding)),
]


class TwoFiles:
    """NDJSON in two files, so that there is an order."""

    name = "ndjson"
    title = NDJSON.title
    options = NoOptions

    def carries(self, options: NoOptions) -> frozenset[str]:
        """Carry everything."""
        return NDJSON.carries(options)

    def export(self, register: Register, options: NoOptions) -> Any:
        """Give the file, and an empty one."""
        yield from NDJSON.export(register, options)
        yield Artifact(name="z.ndjson", media_type="application/x-ndjson", chunks=(b"",))


def check_property(name: str, importer: Any) -> None:
    """Check one property of an importer."""
    demand = getattr(ImporterContract, f"test_{name}").__doc__
    checker = ImporterCheck(importer, importer.options(), TwoFiles(), demand)
    getattr(ImporterContract(), f"test_{name}")(checker)


@pytest.mark.parametrize(("name", "importer"), BROKEN, ids=lambda each: each if isinstance(each, str) else "")
def test_each_property_catches_a_broken_importer(name: str, importer: Any) -> None:
    """The failure says what the contract asks, in two languages."""
    with pytest.raises(AssertionError, match=r"The contract asks: .*\nKontrakten kræver: "):
        check_property(name, importer)


def test_every_property_catches_something() -> None:
    """Each property is there for a broken importer, and a good one holds all."""
    names = {name.removeprefix("test_") for name in vars(ImporterContract) if name.startswith("test_")}
    assert {name for name, _ in BROKEN} == names
    for name in names:
        check_property(name, Broken())


def test_the_importer_must_be_given() -> None:
    """A class without the fixture says what is missing."""
    fixture: Any = ImporterContract.importer
    with pytest.raises(NotImplementedError, match="write a fixture `importer`"):
        fixture.__wrapped__(ImporterContract())
