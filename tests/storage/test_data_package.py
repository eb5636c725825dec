import pytest

from civic_partnership.storage import missing_tables

DESCRIPTION = (
    b'{"resources": [{"path": "areas.csv"}, {"path": "programmes.csv"}, {"data": []}, {"path": ["x"]}]}'
)


def test_tables_that_are_described_and_not_there_are_told() -> None:
    """Find missing tables beside each description, whatever the case of names."""
    files = {"datapackage.json": DESCRIPTION, "AREAS.csv": b"", "below/DataPackage.JSON": DESCRIPTION}

    assert ["below/areas.csv", "below/programmes.csv", "programmes.csv"] == sorted(missing_tables(files))
    assert {} == missing_tables({"areas.csv": b""})


@pytest.mark.parametrize(
    "data", [b"", b"[]", b"{}", b"1", b'{"resources": 1}', b'{"resources": [1]}', b"[" * 100_000, b"\xff"]
)
def test_what_is_no_description_says_nothing(data: bytes) -> None:
    """Pass over a description of another kind."""
    assert {} == missing_tables({"datapackage.json": data})
