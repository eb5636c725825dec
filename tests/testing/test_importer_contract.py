"""The contract of importers: the package's own hold it, and each property catches one that does not."""

import os
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from attrs import frozen

from civic_partnership.exporting import Artifact, NoOptions
from civic_partnership.exporting.plain_formats import NDJSON
from civic_partnership.importing import AnyImporter, Imported, builtin
from civic_partnership.model import Area, Register
from civic_partnership.testing import ImporterContract, registers
from civic_partnership.testing.contract.subject import Subject
from civic_partnership.testing.contract.trial import Trial
from civic_partnership.values import Label


class TestCsv(ImporterContract):
    """Tables."""

    @pytest.fixture
    def importer(self) -> AnyImporter:
        """The package's own."""
        return builtin.CSV


class TestToml(ImporterContract):
    """Files of a folder."""

    @pytest.fixture
    def importer(self) -> AnyImporter:
        """The package's own."""
        return builtin.TOML


class TestJson(ImporterContract):
    """One document."""

    @pytest.fixture
    def importer(self) -> AnyImporter:
        """The package's own."""
        return builtin.JSON


class TestNdjson(ImporterContract):
    """A line for each record, of registers that hang together."""

    registers = registers(partnerships=1)

    @pytest.fixture
    def importer(self) -> AnyImporter:
        """The package's own."""
        return builtin.NDJSON


Read = Callable[[Mapping[str, bytes]], Any]


@frozen(kw_only=True)
class Loose:
    """Options of an importer.

    Attributes:
        mode: a text that nobody knows what it is called.

    """

    mode: str = "x"


class Broken:
    """An importer of NDJSON with a fault."""

    name: Any = "ndjson"
    title: Any = Label("ødelagt", "broken")
    options: Any = NoOptions

    def __init__(self, read: Read | None = None, **more: Any) -> None:
        self._read = read or good
        vars(self).update(more)

    def read(self, files: Mapping[str, bytes], _: Any, /) -> Any:
        """What the function gives."""
        return self._read(files)


def good(files: Mapping[str, bytes]) -> Imported:
    """What the package's own gives."""
    return builtin.NDJSON.read(files, NoOptions())


def forgets(files: Mapping[str, bytes]) -> Imported:
    """Everything but the departments."""
    register = good(files).register
    return Imported(register=register.without(*register.departments.values()))


def complains(files: Mapping[str, bytes]) -> Imported:
    """Finds fault with every file."""
    return builtin.NDJSON.read({**files, "x.ndjson": b"["}, NoOptions())


def goes_by_order(files: Mapping[str, bytes]) -> Imported:
    """Looks at the first file only."""
    return good(dict([*files.items()][:1]))


def changes_the_files(files: Any) -> Imported:
    """Takes each file out as it reads it."""
    return good({name: files.pop(name) for name in list(files)})


def reads_the_environment(files: Mapping[str, bytes]) -> Imported:
    """Asks where it is."""
    os.environ.get("HOME")
    return good(files)


def takes_all_for_its_own(files: Mapping[str, bytes]) -> Imported:
    """Reads whatever there is."""
    return good({f"{name}.ndjson": data for name, data in files.items()})


def invents(files: Mapping[str, bytes]) -> Imported:
    """An area of its own, where there is none."""
    register = good(files).register
    return Imported(register=register if list(register) else Register().replace(Area(id="a", name="A")))


def trusts(files: Mapping[str, bytes]) -> Imported:
    """Takes every file for UTF-8."""
    for name, data in files.items():
        if name.endswith(".ndjson"):
            data.decode()
    return good(files)


PROPERTIES: dict[str, list[AnyImporter]] = {
    "test_it_says_what_it_is": [Broken(title="broken"), Broken(name="other")],
    "test_options_are_read_strictly": [Broken(options=Loose)],
    "test_what_is_exported_comes_back": [Broken(forgets), Broken(complains)],
    "test_the_same_files_give_the_same": [Broken(goes_by_order), Broken(changes_the_files)],
    "test_it_touches_nothing_but_the_files": [Broken(reads_the_environment)],
    "test_what_is_none_of_its_format_is_passed_over": [Broken(takes_all_for_its_own), Broken(invents)],
    "test_damaged_files_are_told": [Broken(trusts)],
}


class Pair:
    """NDJSON in two files, so that there is an order."""

    name = "ndjson"
    title = NDJSON.title
    options = NoOptions

    def carries(self, options: NoOptions) -> frozenset[str]:
        """Everything."""
        return NDJSON.carries(options)

    def export(self, register: Register, options: NoOptions) -> Any:
        """The file, and an empty one of its format."""
        yield from NDJSON.export(register, options)
        yield Artifact(name="z.ndjson", media_type="application/x-ndjson", chunks=(b"",))


def proved(name: str, importer: Any) -> None:
    """Run one property of the contract."""
    contract = ImporterContract()
    test = getattr(contract, name)
    trial = Trial(Subject(Pair(), NoOptions()), test.__doc__, f"{name}-{id(importer)}")
    given = {
        "trial": trial,
        "importer": importer,
        "options": importer.options(),
    }
    make: Any = ImporterContract.provided
    needed = test.__func__.__code__.co_varnames[1 : test.__func__.__code__.co_argcount]
    if "provided" in needed:
        given["provided"] = make.__wrapped__(contract, importer)
    test(**{each: given[each] for each in needed})


@pytest.mark.parametrize(
    ("name", "importer"),
    [(name, each) for name, some in PROPERTIES.items() for each in some],
    ids=lambda each: each.removeprefix("test_") if isinstance(each, str) else "",
)
def test_each_property_catches_what_it_is_for(name: str, importer: Any) -> None:
    """With a message that says what was done and what is asked."""
    with pytest.raises(AssertionError, match=r"The contract asks: .*\nKontrakten kræver: "):
        proved(name, importer)


def test_every_property_has_something_that_it_catches() -> None:
    """And a good importer passes all."""
    assert PROPERTIES.keys() == {name for name in vars(ImporterContract) if name.startswith("test_")}
    for name in PROPERTIES:
        proved(name, Broken())


def test_the_importer_must_be_given() -> None:
    """A class without the fixture says which one is missing."""
    fixture: Any = ImporterContract.importer
    with pytest.raises(NotImplementedError, match="write a fixture `importer`"):
        fixture.__wrapped__(ImporterContract())
