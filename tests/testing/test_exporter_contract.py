"""The contract of exporters catches each exporter that breaks it, and lets good ones pass."""

import contextlib
import importlib.util
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar

import pytest
from hypothesis import settings
from testing import broken_exporters as broken
from testing.broken_exporters import Cutting, Good, Table

from civic_partnership import parse, testing
from civic_partnership.exporting import AnyExporter
from civic_partnership.exporting.builtin_formats import JSON, NDJSON, TOML
from civic_partnership.exporting.csv_format import CSV
from civic_partnership.model import Association, RecordKey
from civic_partnership.plugins import Loss, NoOptions
from civic_partnership.testing import ExporterContract, readable_registers
from civic_partnership.testing.exporter_contract import ExporterCheck

PROPERTIES = [name for name in vars(ExporterContract) if name.startswith("test_")]
PAGE = Path(testing.__file__).parent / "README.md"


@pytest.fixture(autouse=True)
def _briefly() -> Iterator[None]:
    """Draw few registers: most broken exporters break at the first."""
    before = settings.get_current_profile_name()
    settings.register_profile("briefly", max_examples=10, database=None)
    settings.load_profile("briefly")
    yield
    settings.load_profile(before)


@pytest.mark.parametrize("exporter", [CSV, TOML, JSON, NDJSON, Good(), Table(), Cutting()], scope="class")
class TestGood(ExporterContract):
    """The formats of the package, and what the broken ones are made of, hold the contract; so does one that reports its losses."""


class TestChosenRegisters(ExporterContract):
    """An exporter with options that refuses many registers holds the contract for those that it takes."""

    registers = readable_registers(2).map(lambda register: register.without(*register.departments.values()))

    @pytest.fixture
    def exporter(self) -> AnyExporter:
        """Return the exporter."""
        return broken.OnlyA(options=broken.Width)

    @pytest.fixture
    def options(self) -> broken.Width:
        """Return options that are not the default."""
        return broken.Width(width=20)


@pytest.mark.parametrize("exporter", [Good(line=broken.lose_id)], scope="class")
class TestExcused(ExporterContract):
    """A property that is excused is skipped with its reason."""

    EXCUSED: ClassVar = {"loss_law": "it loses ids on purpose"}


def test_only_a_property_can_be_excused() -> None:
    """A reason is given for the property that is excused, and an unknown name is refused."""

    class Misspelt(ExporterContract):
        EXCUSED: ClassVar = {"loss_la": "?"}

    assert "it loses ids on purpose" == TestExcused.reason_excused("test_loss_law")
    assert TestExcused.reason_excused("test_same_bytes") is None
    with pytest.raises(LookupError, match="EXCUSED names loss_la, but there is no test_loss_la"):
        Misspelt.reason_excused("test_loss_law")


def describe_failure(exporter: AnyExporter, name: str, options: Any = None) -> str:
    """Return how an exporter fails a property; an empty text where it holds."""
    options = exporter.options() if options is None else options
    checker = ExporterCheck(exporter, options, getattr(ExporterContract, name).__doc__)
    try:
        getattr(ExporterContract(), name)(checker)
    except AssertionError as error:
        return str(error)
    return ""


NOWHERE = Loss(record=RecordKey("departments", "nowhere"), path=(), reason=broken.REASON)
TELLING = Good(contact=lambda contact: [contact.id, contact.role, contact.name])
EMPTY = "].\n\nThe smallest register that shows it:\n\n    # a register without any record\n"

BROKEN: list[tuple[str, Any, str]] = [
    ("says_what_it_is", Good(title="for tests"), "good has no title that is a Label"),
    ("says_what_it_is", Good(carries=lambda _: {"departments.nam"}), "no field departments.nam; did you mean departments.name?"),
    ("says_what_it_is", Good(carries=broken.fail), "['carries']"),
    ("says_what_it_is", Good(options=broken.Unlabelled), "the option width lacks about(…)"),
    ("strict_options", Good(options=broken.NamesNothing), "a wrong no_such_option without naming"),
    ("strict_options", Good(options=broken.TakesAnything), "the option no_such_option takes whatever it is given"),
    ("does_not_fail", Good(lines=lambda register: next(iter(register.departments.values()))), EMPTY),
    ("does_not_fail", Good(lines=lambda register: [each.department.upper() for each in register.programmes.values()]), "'NoneType' object has no attribute 'upper'"),
    ("does_not_fail", Good(export_checked=lambda _, report, __: report.findings[0]), EMPTY),
    ("does_not_fail", Good(export=broken.refuse), "it refused every register, the last one so: Write a chart"),
    ("does_not_fail", broken.write_file("../a.txt", b""), 'the file name "../a.txt" is not one that all systems take'),
    ("does_not_fail", broken.write_file("a", "text"), "chunks gave str, not bytes"),
    ("does_not_fail", broken.giving(NOWHERE), "a loss names what is not there"),
    ("does_not_fail", broken.encode("utf-8", "iso-8859-1"), "(text/plain; charset=utf-8) cannot be decoded: 'utf-8' codec"),
    ("does_not_fail", broken.encode("no-such", "utf-8"), "cannot be decoded: unknown encoding: no-such"),
    ("same_bytes", broken.count_exports(), "exported twice, lines.txt differs from byte"),
    ("same_bytes", Good(content=broken.change_register), "it changes the register"),
    ("same_bytes_elsewhere", Good(content=broken.forget_order), "in a process with PYTHONHASHSEED=4242, LC_ALL=C, TZ=Asia/Tokyo"),
    ("same_bytes_elsewhere", Good(content=broken.fail_elsewhere), "it cannot be made again in another process ("),
    ("same_bytes_elsewhere", Good(line=lambda row: json.dumps(row, default=str)), "define its class and that of its options at the top of a module"),
    ("personal_data_absent", TELLING, "personal data that it does not carry change what it gives: lines.txt"),
    ("personal_data_absent", Good(export=broken.repeat_names, carries=lambda _: broken.PERSONAL), "the reason of a loss repeats personal data"),
    ("personal_data_absent", broken.Remembering(), "lines.txt holds personal data that the host took out"),
    ("personal_data_absent", broken.RememberingInZip(), "lines.zip holds personal data that the host took out"),
    ("loss_law", Good(line=broken.lose_id), "in departments.a, id is 'a' in one and 'ax' in the other"),
    ("loss_law", Cutting(tells_aliases=False), "in associations.a, aliases."),
    ("loss_law", Good(export=broken.lose_others), "it gave a loss of contacts.note, which it does not carry"),
    ("loss_law", broken.write_file("a.txt", b""), "the record is in one and not in the other"),
    ("no_formula", Table(cell=str), "departments.csv has the cell '=navn æøå 1', which a spreadsheet may run"),
    ("no_formula", Table(cell=str, file="departments.TSV", media_type="application/octet-stream", delimiter="\t"), "departments.TSV has the cell '="),
    ("reads_back", broken.leave_out_municipality(), "its importer reads another register"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "exporter", "expected"),
    BROKEN,
    ids=lambda each: each if type(each) is str else "",
)
def test_each_property_catches_a_broken_exporter(name: str, exporter: AnyExporter, expected: str) -> None:
    """The failure says what the exporter did, and what the contract asks in two languages."""
    failure = describe_failure(exporter, f"test_{name}")

    assert expected in failure
    assert failure.startswith(f"{exporter.name}: ")
    english, danish = re.split(r"\n\n *", str(getattr(ExporterContract, f"test_{name}").__doc__).strip())
    assert failure.endswith(f"The contract asks: {english}\nKontrakten kræver: {danish}")
    assert len(failure) < 6000


def test_every_property_catches_something() -> None:
    """Each property is there for a broken exporter."""
    assert set(PROPERTIES) == {f"test_{name}" for name, _, _ in BROKEN}


@pytest.mark.parametrize("what", broken.LOSSY)
def test_every_silent_loss_is_found(what: str) -> None:
    """The failure names the value."""
    failure = describe_failure(broken.lose(what), "test_loss_law")

    assert re.search(r"in (departments|associations|programmes|partnerships)\.\S+, .* the other", failure)


def test_the_smallest_register_is_small() -> None:
    """A failure shows a register without what is not needed."""
    failure = describe_failure(broken.lose("whether citywide"), "test_loss_law")

    assert "in associations.a, citywide is True in one and absent in the other" in failure
    shown = re.search(r"shows it:\n\n(.*?)\n\nThe contract", failure, re.DOTALL)
    assert shown
    (association,) = parse(re.sub("^ {4}", "", shown[1], flags=re.MULTILINE)).register.associations.values()
    assert Association(id="a", name=association.name, citywide=True) == association


def test_its_own_options_come_back() -> None:
    """Options of another class are refused, and options that change when they are read are reported."""
    creeping = describe_failure(
        Good(options=broken.Creeping), "test_strict_options", broken.Creeping(width=5)
    )

    assert "its own options come back otherwise" in creeping
    other = describe_failure(Good(options=broken.Width), "test_strict_options", NoOptions())
    assert "its own options are refused: Options of good" in other


@pytest.mark.parametrize("name", PROPERTIES[3:])
@pytest.mark.parametrize(
    "exporter", [broken.giving(None), Good(export=broken.refuse)], ids=["fails", "refuses"]
)
def test_a_property_that_cannot_be_checked_is_skipped(exporter: AnyExporter, name: str) -> None:
    """It does not pass for a property that holds."""
    with pytest.raises(pytest.skip.Exception):
        describe_failure(exporter, name)


def test_the_loss_law_is_skipped_where_nobody_says_what_is_carried() -> None:
    """Another property fails, and says why."""
    with pytest.raises(pytest.skip.Exception, match="it does not say what it carries"):
        describe_failure(Good(carries=broken.fail), "test_loss_law")


def test_the_exporter_must_be_given() -> None:
    """The fixture says what is missing."""
    function = vars(ExporterContract)["exporter"]

    with pytest.raises(NotImplementedError, match="write a fixture `exporter` in the class"):
        getattr(function, "__wrapped__", function)(ExporterContract())


def test_the_page_names_every_property() -> None:
    """The table of the page has each test with its demand."""
    rows = dict(re.findall(r"^\| `(test_\w+)` \| (.*) \|$", PAGE.read_text(encoding="utf-8"), re.MULTILINE))

    assert {
        name: str(getattr(ExporterContract, name).__doc__).partition("\n")[0] for name in PROPERTIES
    } == rows


def test_the_page_works_as_it_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The example holds each property, and the broken one fails as the page shows."""
    blocks = re.findall(
        r"^```(\w+) ?(\S*)\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
    )
    *code, shown = (text for _, _, text in blocks)
    assert [("python", "test_names.py")] * len(code) + [("text", "")] == [block[:2] for block in blocks]
    file = tmp_path / "test_names.py"
    file.write_text("\n\n".join(code), encoding="utf-8")
    spec: Any = importlib.util.spec_from_file_location("test_names", file)
    page = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "test_names", page)
    spec.loader.exec_module(page)

    for name in PROPERTIES:
        with contextlib.suppress(pytest.skip.Exception):
            assert "" == describe_failure(page.Names(), name)
    assert shown.strip() == describe_failure(page.Silent(), "test_loss_law")
    assert "the format is written for people, who know the names" == page.TestExcused.reason_excused(
        "test_loss_law"
    )
