import datetime
import tracemalloc
from decimal import Decimal
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given, settings, strategies as st

from civic_partnership.errors import RecordsError
from civic_partnership.findings import Finding
from civic_partnership.model import (
    Area,
    Association,
    Grant,
    LeftOut,
    Partner,
    Partnership,
    Programme,
    Register,
    Term,
)
from civic_partnership.storage import Format, ensure_writable, from_dict, parse, to_text, write
from civic_partnership.testing.any_registers import readable_registers as registers
from civic_partnership.values import Dated, PartialDate, Period, Range, Table
from civic_partnership.values.immutable import set_field

FORMATS: tuple[Format, ...] = ("toml", "json", "ndjson")
HAVNEN = Area(id="havnen", name="Havnen")
SMALL = Register().replace(HAVNEN)


def folder_contents(folder: Path) -> dict[str, bytes]:
    """Read all files under a folder: name -> content."""
    return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def partnership(**fields: Any) -> Register:
    """Return a register with one partnership that holds these fields."""
    return Register().replace(
        Partnership(**{"id": "p", "programme": "a", "partners": (Partner(association="a"),), **fields})
    )


def find_faults(register: Register) -> tuple[Finding, ...]:
    """Return the findings that keep a register from being written."""
    try:
        ensure_writable(register)
    except RecordsError as error:
        return error.findings
    return ()


def programme(**fields: Any) -> Register:
    """Return a register with one programme that holds these fields."""
    return Register().replace(Programme(**{"id": "a", "name": "A", **fields}))


def association(**fields: Any) -> Register:
    """Return a register with one association that holds these fields."""
    return Register().replace(Association(**{"id": "a", "name": "A", **fields}))


UNWRITABLE: dict[str, Register] = {
    "blank name": Register().replace(Area(id="a", name=" ")),
    "bad id": Register().replace(Area(id="A b", name="A")),
    "float amount": partnership(grants=(Grant(year=2021, amount=200_000.0),)),  # type: ignore[arg-type]
    "left out": Register(left_out=frozenset({LeftOut("areas", "a")})),
}


@pytest.mark.parametrize("name", UNWRITABLE)
def test_refuses_what_would_not_read_back(tmp_path: Path, name: str) -> None:
    """Refuse a register with values that no file can hold, and touch nothing."""
    write(SMALL, tmp_path / "folder")
    write(SMALL, tmp_path / "one.toml")
    before = folder_contents(tmp_path)
    for target in ("folder", "one.toml", "new.json", "new"):
        with pytest.raises(RecordsError) as raised:
            write(UNWRITABLE[name], tmp_path / target)
        assert raised.value.da != raised.value.en
    with pytest.raises(RecordsError):
        to_text(UNWRITABLE[name])

    assert before == folder_contents(tmp_path)
    assert not (tmp_path / "new").exists()


WRONG_VALUES: dict[str, tuple[Register, tuple[str | int, ...], str]] = {
    "plain amount": (programme(annual_amount=Decimal(200_000)), ("annual_amount",),
        "annual_amount is of type Decimal, but must be Dated.always(…) or Dated.since({…})."),
    "text for a date": (programme(since="2020"), ("since",), 'since is of type str, but must be PartialDate("2024-01").'),
    "text in a list": (association(aliases=("l", 5)), ("aliases", 1), "aliases 2 is of type int, but must be a text."),
    "dict": (association(exempt={"a": "b"}), ("exempt",), "exempt is of type dict, but must be Table({…})."),
    "name of an exemption": (association(exempt=Table({5: Dated.always("b")})), ("exempt",),  # type: ignore[dict-item]
        "exempt cannot be used: all names in the table must be texts in quotation marks."),
    "blank name of an exemption": (association(exempt=Table({" ": Dated.always("b")})), ("exempt", " "), "cannot be used: the text is empty"),
    "another word": (partnership(terms=(Term(period=Period("2020/2021"), kind="first"),)), ("terms", 0, "kind"),  # type: ignore[arg-type]
        "kind cannot be used: it may be initial or extension."),
    "no number": (programme(annual_amount=Dated.always(Decimal("NaN"))), ("annual_amount",),
        "annual_amount cannot be used: infinity and NaN are no numbers here."),
    "amount of a year": (programme(annual_amount=Dated.since({"2020": Decimal("1.005")})), ("annual_amount", "2020"),
        "2020 cannot be used: an amount may have two decimals at most"),
    "range": (programme(network_meetings_per_year=Dated.always(Range(1, -1))), ("network_meetings_per_year", 1),
        "network_meetings_per_year 2 cannot be used: the number must not be negative."),
    "truth value": (association(citywide=1), ("citywide",), "citywide is of type int, but must be True or False."),
    "no name": (association(name=None), ("name",), "name is of type NoneType, but must be a text."),
    "empty name": (association(name=""), ("name",), "name cannot be used: the text is empty"),
    "short cvr": (association(cvr="123"), ("cvr",), "cvr cannot be used: a CVR number has 8 digits."),
    "no record": (Register(associations=Table({"a": "n"})), (), "a is of type str, but must be Association(…)."),  # type: ignore[dict-item]
    "no municipality": (Register(municipality="Nordby"), (), "municipality is of type str, but must be Municipality(…)."),  # type: ignore[arg-type]
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG_VALUES)
def test_says_which_field_what_is_wrong_and_what_to_write(name: str) -> None:
    """Report a wrong value with its record, its field and how it is written in Python."""
    register, path, message = WRONG_VALUES[name]
    with pytest.raises(RecordsError) as raised:
        to_text(register)
    (finding,) = raised.value.findings
    kind, id = finding.record
    place = "/".join(filter(None, (kind, id)))

    assert path == finding.path
    assert message in finding.message.en
    assert finding.message.en in raised.value.en
    assert finding.message.da in raised.value.da
    assert finding.message.da != finding.message.en
    assert raised.value.en.startswith(f"Records that no file can hold as they are: {place}. First {place}")


def test_a_value_changed_behind_its_back_is_told() -> None:
    """Report the record of a value that fits its field, and yet reads back as something else."""
    period = Period("2020/2021")
    set_field(period, "text", "2021/2020")
    with pytest.raises(
        RecordsError, match="partnerships/p: The record cannot be used: it does not read back as it is"
    ):
        to_text(partnership(terms=(Term(period=period, kind="initial"),)))


odd = st.sampled_from(
    [
        *[None, 0, 1, -1, 2021, True, 1.5, "", "a", "2021", (), [], {}, ("a",), (None,)],
        *[Decimal("1.5"), Decimal("1.234"), Decimal("NaN"), Range(1, 2), Period("2021/2021")],
        *[Table(), Table({"a": "b"}), Dated.always("a"), Dated.always(Decimal(1))],
        *[PartialDate("2021"), datetime.date(2021, 1, 1), datetime.time(1, 0, 0, 1)],
    ]
)


@settings(max_examples=100, deadline=None)
@given(registers(3), st.data())
def test_what_is_not_refused_reads_back(register: Register, data: st.DataObject) -> None:
    """Refuse a register with anything in any field, with a finding of that record, or read it back."""
    key, record = data.draw(st.sampled_from(list(register) or list(SMALL)))
    fields: Any = attrs.fields_dict(type(record))
    name = data.draw(st.sampled_from([each for each in fields if each != "id"]))
    changed: Any = {name: data.draw(odd)}
    register = register.replace(attrs.evolve(record, **changed))
    faults = find_faults(register)

    assert {key} >= {finding.record for finding in faults}
    for format in FORMATS if not faults else ():
        assert register == parse(to_text(register, format), format).register


def test_makes_sure_in_little_memory() -> None:
    """Check a register of many records in less memory than a few of them take."""
    register = from_dict(
        {"areas": {f"a{n}": {"name": "A", "note": "x" * 1000} for n in range(2000)}}
    ).register
    ensure_writable(register)
    tracemalloc.start()
    ensure_writable(register)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert peak < 100_000


def test_refuses_a_register_with_records_left_out() -> None:
    """Say how many records were left out of a register, because they would be lost."""
    with pytest.raises(RecordsError, match="2 records could not be read"):
        to_text(Register(left_out=frozenset({LeftOut("areas", "a"), LeftOut(None, None)})))


def test_a_record_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    """Name the records that hold values of a wrong type, and write nothing."""
    wrong = [Area(id=f"a{n}", name=5) for n in range(6)]  # type: ignore[arg-type]

    with pytest.raises(RecordsError, match=r"areas/a0, areas/a1, areas/a2, areas/a3, areas/a4 …") as raised:
        write(SMALL.replace(*wrong), tmp_path / "x.toml")
    assert "areas/a0" in raised.value.da
    assert not list(tmp_path.iterdir())
