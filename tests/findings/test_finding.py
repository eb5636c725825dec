import pickle

import pytest
from hypothesis import given, strategies as st

from civic_partnership.findings import Finding, Level, Location, Path, in_order
from civic_partnership.model import RecordKey
from civic_partnership.values import Label


@pytest.mark.parametrize(
    ("location", "text"),
    [
        (Location(file="a.toml", line=3, column=7), "a.toml:3:7"),
        (Location(file="a.toml", line=3), "a.toml:3"),
        (Location(file="a.toml"), "a.toml"),
    ],
)
def test_a_location_is_written_as_far_as_it_is_known(location: Location, text: str) -> None:
    """File, line and column are written with colons, so that editors find the place."""
    assert text == str(location)


def found(
    rule: str = "term-length",
    record: RecordKey | None = None,
    path: Path = (),
    level: Level = "error",
    text: str = "Ret.",
    file: str | None = None,
) -> Finding:
    """A finding."""
    said = Label(text, text)
    return Finding(
        rule=rule, level=level, record=record, path=path, message=said, remedy=said, source="x", file=file
    )


keys = st.builds(
    RecordKey, st.sampled_from(["areas", "contacts", "municipality"]), st.none() | st.sampled_from("ab")
)
paths = st.lists(st.integers(0, 12) | st.sampled_from(["terms", "grants", "2"]), max_size=3).map(tuple)
levels: st.SearchStrategy[Level] = st.sampled_from(["error", "warning", "undecided"])
findings = st.builds(
    found,
    st.sampled_from(["a", "b"]),
    st.none() | keys,
    paths,
    levels,
    st.sampled_from(["x", "y"]),
    st.none() | st.sampled_from(["a.toml", "b.toml"]),
)


@given(st.data())
def test_any_findings_have_one_order(data: st.DataObject) -> None:
    """Findings of all kinds, about records, files or the municipality, sort to one order from any other."""
    some = data.draw(st.lists(findings))
    others = data.draw(st.permutations(some))

    assert sorted(some, key=in_order) == sorted(others, key=in_order)


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

    shuffled = [*expected[1::2], *expected[::2]]

    assert expected == sorted(shuffled, key=in_order)


@given(findings)
def test_findings_are_values(finding: Finding) -> None:
    """A finding compares by what it says, hashes and pickles."""
    assert finding == pickle.loads(pickle.dumps(finding))
    assert hash(finding) == hash(pickle.loads(pickle.dumps(finding)))
