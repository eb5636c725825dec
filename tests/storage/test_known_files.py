"""Registers that are read together: as each alone, but the same bytes are parsed once."""

from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import given, strategies as st

from civic_partnership.findings import INVALID_VALUE, Finding, broken
from civic_partnership.model import RecordKey
from civic_partnership.storage import KnownFiles, Reading, read
from civic_partnership.storage.parsing import decode

FILES = {
    "havnen.toml": '[areas.havnen]\nname = "Havnen"\n',
    "byen.toml": '[areas.byen]\nname = "Byen"\n[municipality]\nname = "Nordby"\n',
    "wrong.toml": '[areas.havnen]\nnavn = "Havnen"\n',
    "broken.toml": "[areas.",
    "empty.toml": "",
}


def read_together(*paths: Path) -> list[Reading]:
    """Read several registers, the same bytes once."""
    known: KnownFiles = {}
    return [read(path, known=known) for path in paths]


def describe(reading: Reading) -> list[tuple[Finding, str]]:
    """Return the findings of a reading, each with its place."""
    return [(finding, str(reading.locate(finding))) for finding in reading.findings]


@given(st.lists(st.lists(st.sampled_from([*FILES]), min_size=1, max_size=4), min_size=1, max_size=3))
def test_each_is_read_as_if_alone(tmp_path_factory: pytest.TempPathFactory, folders: list[list[str]]) -> None:
    """The register, the findings and their places are the same, also if a folder has a file twice."""
    paths = []
    for names in folders:
        paths.append(tmp_path_factory.mktemp("register"))
        for number, name in enumerate(names):
            Path(paths[-1], f"{number}-{name}").write_text(FILES[name], encoding="utf-8")

    for together, alone in zip(read_together(*paths), map(read, paths), strict=True):
        assert alone.register == together.register
        assert describe(alone) == describe(together)


def test_the_same_bytes_are_parsed_once(tmp_path: Path) -> None:
    """A file that stands in three registers is parsed once; a line of NDJSON is found again in its file."""
    for name in ("base", "ours", "theirs"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "areas.toml").write_text(FILES["havnen.toml"], encoding="utf-8")
    with patch("civic_partnership.storage.register_builder.decode", side_effect=decode) as parse:
        readings = read_together(*(tmp_path / name for name in ("base", "ours", "theirs")))

    assert 1 == parse.call_count
    assert readings[0].register.areas["havnen"] is readings[2].register.areas["havnen"]


def test_files_of_lines_are_read_anew(tmp_path: Path) -> None:
    """A record in NDJSON is found again in its own line, whatever was read before."""
    path = tmp_path / "a.ndjson"
    path.write_text('{"areas": {"a": {"name": "A"}}}\n\n{"areas": {"b": {"name": "B"}}}\n', encoding="utf-8")
    *_, reading = read_together(path, path)
    finding = INVALID_VALUE.finding(broken("name", field="name", reason="x"), RecordKey("areas", "b"))

    assert f"{path}:3:" in str(reading.locate(finding))
