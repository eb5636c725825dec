import json
from datetime import date
from decimal import Decimal
from typing import Any, cast

import attrs
import pytest
from hypothesis import given, strategies as st

from civic_partnership.findings import Finding, Level, Location, Path, UsedParameter, finding_sort_key
from civic_partnership.model import RecordKey
from civic_partnership.values import Label, PartialDate, Range


def test_a_location_is_written_as_far_as_it_is_known() -> None:
    """File, line and column are written with colons, so that editors find the place."""
    assert "a.toml:3:7" == str(Location(file="a.toml", line=3, column=7))
    assert "a.toml:3" == str(Location(file="a.toml", line=3))
    assert "a.toml" == str(Location(file="a.toml"))


def found(
    rule: str = "term-length",
    record: RecordKey | None = None,
    path: Path = (),
    level: Level = "error",
    file: str | None = None,
) -> Finding:
    """Make a finding."""
    words = Label("Ret.", "Ret.")
    return Finding(
        rule=rule, level=level, record=record, path=path, message=words, remedy=words, document="x", file=file
    )


kinds = st.sampled_from(["areas", "contacts", "municipality"])
keys = st.builds(RecordKey, kinds, st.none() | st.sampled_from("ab"))


def test_order_is_by_record_then_place_then_rule() -> None:
    """Findings about files come first, then those about records: by place, rows counted, and by rule."""
    b = RecordKey("contacts", "b")
    expected = [
        found(file="a.toml"),
        found(file="b.toml"),
        found(record=RecordKey("areas", "z")),
        found(record=RecordKey("contacts", "a"), path=("role",)),
        found(record=b),
        found("a", b, ("terms",)),
        found("b", b, ("terms",)),
        found("b", b, ("terms",), "undecided"),
        found("a", b, ("terms", 2)),
        found("a", b, ("terms", 10)),
        found("a", b, ("terms", "2")),
    ]

    assert expected == sorted([*expected[1::2], *expected[::2]], key=finding_sort_key)


steps = st.integers(0, 12) | st.text() | st.dates() | st.none() | st.booleans()


@given(st.none() | keys, st.lists(steps).map(tuple))
def test_any_finding_is_json(record: RecordKey | None, path: Any) -> None:
    """Whatever a finding's path was made of, as JSON it holds texts and whole numbers alone."""
    row = found(record=record, path=cast("Path", path)).to_dict()

    assert row == json.loads(json.dumps(row))
    assert all(type(step) in (str, int) for step in row["path"])
    assert len(path) == len(row["path"])


def test_a_finding_as_a_dict_tells_its_place_as_far_as_it_is_known() -> None:
    """Its own file and line, or what `locate` finds of it, even where that is nothing."""
    day = cast("str", date(2020, 1, 1))
    alone = found(file="a.toml", record=RecordKey("areas", "a"), path=("changes", day))
    place = Location(file="b.toml", line=3, column=7)

    assert {
        "rule": "term-length",
        "level": "error",
        "record": {"kind": "areas", "id": "a"},
        "path": ["changes", "2020-01-01"],
        "file": "a.toml",
        "line": None,
        "column": None,
        "message": {"da": "Ret.", "en": "Ret."},
        "source": "x",
        "document": "x",
        "place": None,
        "parameters": [],
        "missing": None,
    } == alone.to_dict()
    assert ("a.toml", 2, 5) == where(attrs.evolve(alone, at=(2, 5)).to_dict())
    assert ("b.toml", 3, 7) == where(alone.to_dict(lambda _: place))
    assert (None, None, None) == where(alone.to_dict(lambda _: None))
    assert (None, None, None) == where(found(record=RecordKey("areas", "a")).to_dict())


def where(row: dict[str, Any]) -> tuple[Any, ...]:
    """File, line and column of a finding as a dict."""
    return row["file"], row["line"], row["column"]


def test_a_finding_as_a_dict_covers_what_looks_personal() -> None:
    """An id or a step that is a civil registration number or a mail address is stars."""
    row = found(record=RecordKey("areas", "010203-1234"), path=("x", 1, "a@b.dk")).to_dict()

    assert {"kind": "areas", "id": "***********"} == row["record"]
    assert ["x", 1, "******"] == row["path"]


@pytest.mark.parametrize(
    ("value", "plain"),
    [
        (4, 4),
        (Decimal(200_000), 200_000),
        (Decimal("28.50"), "28.5"),
        (Range(3, 4), [3, 4]),
        ((2, 3), [2, 3]),
        (("child-protection",), ["child-protection"]),
    ],
)
def test_a_used_value_is_told_as_data(value: Any, plain: Any) -> None:
    """An amount that is not whole is a text, a range a list; the date since when is as it is written."""
    used = UsedParameter("x", value, PartialDate("2021-07~"))

    assert {"name": "x", "value": plain, "since": "2021-07~"} == used.to_dict()
    assert used._replace(since=None).to_dict()["since"] is None
