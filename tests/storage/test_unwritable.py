from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from civic_partnership.errors import RecordsError
from civic_partnership.model import Area, Association, Grant, LeftOut, Partnership, Programme, Register
from civic_partnership.storage import to_text, write
from civic_partnership.values import Dated, Period, Table

HAVNEN = Area(id="havnen", name="Havnen")
SMALL = Register().replace(HAVNEN)


def held(folder: Path) -> dict[str, bytes]:
    """Everything under a folder: name -> content."""
    return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def partnership(**fields: Any) -> Register:
    """A register with one partnership that holds these fields."""
    return Register().replace(Partnership(**{"id": "p", "programme": "a", "associations": ("a",), **fields}))


def grant(amount: Any) -> Register:
    """A register with one grant of this amount."""
    return partnership(grants=(Grant(year=2021, amount=amount),))


UNWRITABLE: dict[str, Register] = {
    "blank name": Register().replace(Area(id="a", name=" ")),
    "no name": Register().replace(Area(id="a", name=None)),  # type: ignore[arg-type]
    "surrogate": Register().replace(Area(id="a", name="\ud800")),
    "cvr": Register().replace(Association(id="a", name="A", cvr="12")),
    "bad id": Register().replace(Area(id="A b", name="A")),
    "three decimals": grant(Decimal("1.005")),
    "negative": grant(Decimal(-1)),
    "many digits": grant(Decimal("1.00000000000000000000000000000000000001")),
    "float amount": grant(200_000.0),
    "text amount": grant("200000"),
    "infinite amount": grant(Decimal("Infinity")),
    "nan amount": grant(Decimal("NaN")),
    "signalling amount": grant(Decimal("sNaN")),
    "list": partnership(associations=["a"]),
    "row of another class": partnership(grants=(Period("2021/2022"),)),
    "row that is none": partnership(grants=(None,)),
    "plain amount": Register().replace(Programme(id="a", name="A", annual_amount=Decimal(1))),  # type: ignore[arg-type]
    "plain range": Register().replace(
        Programme(id="a", name="A", network_meetings_per_year=Dated.always(3))  # type: ignore[arg-type]
    ),
    "text period": Register().replace(Programme(id="a", name="A", since="2021")),  # type: ignore[arg-type]
    "two of one": partnership(grants=(Grant(year=2021, period=Period("2021/2021"), amount=Decimal(1)),)),
    "other key": Register(areas=Table({"a": HAVNEN})),
    "no record": Register(areas=Table({"a": "Havnen"})),  # type: ignore[dict-item]
    "plain table": Register(areas={"havnen": HAVNEN}),  # type: ignore[arg-type]
    "left out": Register(left_out=frozenset({LeftOut("areas", "a")})),
}


@pytest.mark.parametrize("name", UNWRITABLE)
def test_refuses_what_would_not_read_back(tmp_path: Path, name: str) -> None:
    """A register with values that no file can hold is refused with what was found, and nothing is touched."""
    write(SMALL, tmp_path / "folder")
    write(SMALL, tmp_path / "one.toml")
    before = held(tmp_path)
    for target in ("folder", "one.toml", "new.json", "new"):
        with pytest.raises(RecordsError) as raised:
            write(UNWRITABLE[name], tmp_path / target)
        assert raised.value.da != raised.value.en
    with pytest.raises(RecordsError):
        to_text(UNWRITABLE[name])

    assert before == held(tmp_path)
    assert not (tmp_path / "new").exists()


def test_says_what_no_file_can_hold() -> None:
    """The findings of a register that is refused name record and field."""
    with pytest.raises(RecordsError) as raised:
        to_text(grant(Decimal("1.005")))
    assert [("invalid-value", ("partnerships", "p"), ("grants", 0, "amount"))] == [
        (f.rule, f.record, f.path) for f in raised.value.findings
    ]
    assert "partnerships/p" in raised.value.da
    assert "partnerships/p" in raised.value.en
    assert raised.value.findings[0].message.en in raised.value.en
    with pytest.raises(RecordsError, match="2 records could not be read"):
        to_text(Register(left_out=frozenset({LeftOut("areas", "a"), LeftOut(None, None)})))


def test_a_record_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    """Of a register with values of a wrong type, the records that hold them are named, and nothing is written."""
    wrong = [Area(id=f"a{n}", name=5) for n in range(6)]  # type: ignore[arg-type]

    with pytest.raises(RecordsError, match=r"areas/a0, areas/a1, areas/a2, areas/a3, areas/a4 …") as raised:
        write(SMALL.replace(*wrong), tmp_path / "x.toml")
    assert "areas/a0" in raised.value.da
    assert not list(tmp_path.iterdir())
