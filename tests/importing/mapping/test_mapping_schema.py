"""The JSON Schema of mapping files."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from importing.making import MAPPING
from jsonschema import Draft202012Validator

from civic_partnership.importing import mapping_schema, suggest_mapping
from civic_partnership.importing.mapping.mapping_reader import parse_mapping

SCHEMA = mapping_schema()
VALID = Draft202012Validator(SCHEMA)
CLUB = '[[records]]\nkind = "associations"\n'


def test_it_is_a_schema() -> None:
    """Of draft 2020-12, with a title for every key."""
    Draft202012Validator.check_schema(SCHEMA)
    settings = SCHEMA["$defs"]["FileSettings"]["properties"]

    assert "ark / sheet" == settings["sheet"]["title"]
    assert "id" == SCHEMA["$defs"]["RecordMapping"]["properties"]["id"]["title"]
    assert mapping_schema() is not SCHEMA


def test_it_takes_mappings_that_are_in_order(examples: Path) -> None:
    """Those of the examples, those that are suggested, and one with a column of each sort."""
    files = sorted((examples / "foreign").glob("*.toml"))
    mappings: list[Any] = [tomllib.loads(file.read_text(encoding="utf-8")) for file in files]
    tables = [file for file in (examples / "foreign").iterdir() if file.suffix in (".csv", ".xlsx")]
    mappings += [tomllib.loads(suggest_mapping(file)) for file in sorted(tables)]

    assert 7 <= len(mappings) + 1
    for mapping in (*mappings, MAPPING):
        parse_mapping(mapping)
        assert [] == list(VALID.iter_errors(mapping))


@pytest.mark.parametrize(
    "text",
    [
        "",
        'sheet = "Ark1"',
        '[[records]]\nkind = "clubs"\nfields.name = "Klub"',
        f'{CLUB}fields.nam = "Klub"',
        f"{CLUB}fields.name = []",
        f"{CLUB}fields.name = 1",
        f'{CLUB}fields.name = {{ columns = "Klub", value = "x" }}',
        f'{CLUB}fields.name = {{ column = "Klub" }}',
        f'{CLUB}fields.name = {{ columns = "Klub", words = {{ a = 1 }} }}',
        f'{CLUB}fields.name = "Klub"\nparts = [{{ list = "grants", fields = {{}} }}]',
        f'{CLUB}fields.name = "Klub"\n[file]\nheader = "4"',
    ],
)
def test_it_refuses_what_reading_refuses(text: str) -> None:
    """So that an editor shows it while one writes."""
    assert not VALID.is_valid(tomllib.loads(text))
