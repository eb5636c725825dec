import inspect
import json
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import example, given, settings, strategies as st
from jsonschema import Draft202012Validator
from model.places import classes
from registers import Way, places, planted
from storage.schema_examples import RIGHT, UNSAID, WRONG, grant

from civic_partnership.model import KINDS, Municipality, Record, Register, description, info
from civic_partnership.storage import FORMAT_VERSION, load, parse, to_text
from civic_partnership.storage.json_schema import schema
from civic_partnership.testing.any_registers import readable_registers as registers
from civic_partnership.values import InvalidValue, Label, PartialDate

EXAMPLES = Path(__file__).parents[2] / "examples"
FILES = sorted(file for file in EXAMPLES.glob("*/*.toml") if file.parent.name != "foreign")
WHOLE = ("aarhus", "copenhagen", "nordby", "slagelse")


@cache
def validator() -> Draft202012Validator:
    """Return a validator for the schema."""
    return Draft202012Validator(schema())


def is_valid(document: Any) -> bool:
    """Return whether the schema accepts a document."""
    return validator().is_valid(document)


def read_messages(document: Any) -> list[str]:
    """Read the document; return the messages of the findings."""
    return [finding.message.en for finding in parse(json.dumps(document), "json").findings]


def assert_agreement(document: Any) -> None:
    """Assert that schema and reading agree; only the faults in `UNSAID` may pass the schema."""
    messages = read_messages(document)

    if is_valid(document):
        assert [] == [message for message in messages if not any(reason in message for reason in UNSAID)]
    else:
        assert messages


def definition(name: str) -> dict[str, Any]:
    """Return a part of the schema by its name."""
    return schema()["$defs"][name]  # type: ignore[no-any-return]


def fields_in_file(cls: Any) -> Iterator[Any]:
    """Yield the fields of a class that stand in a file."""
    yield from (each for each in attrs.fields(cls) if not (each.name == "id" and issubclass(cls, Record)))


def test_is_a_schema() -> None:
    """The schema is valid by the draft of 2020-12."""
    Draft202012Validator.check_schema(schema())


def test_is_the_callers_own() -> None:
    """Changing a schema does not change the next one."""
    before = json.dumps(schema())
    changed = schema()
    for _, part in [*places(changed)]:
        if isinstance(part, dict | list):
            part.clear()

    assert before == json.dumps(schema())


def join_languages(label: Label) -> str:
    """Join the Danish and the English text, or return one where both are the same."""
    return " / ".join(dict.fromkeys((label.da, label.en)))


@pytest.mark.parametrize("cls", [Municipality, *KINDS.values()])
def test_names_every_field_in_both_languages(cls: Any) -> None:
    """Each class and each field has its label as title."""
    part = definition(cls.__name__)

    assert join_languages(cls.LABEL) == part["title"]
    assert (inspect.getdoc(cls) or "").startswith(part["description"] + "\n")
    assert {each.name: join_languages(info(each).label) for each in fields_in_file(cls)} == {
        name: field["title"] for name, field in part["properties"].items()
    }
    assert {e.name for e in fields_in_file(cls) if e.default is attrs.NOTHING} == set(
        part.get("required", [])
    )


@pytest.mark.parametrize("cls", [Register, *classes()], ids=lambda cls: cls.__name__)
def test_says_of_every_field_what_it_is(cls: Any) -> None:
    """Each field is described in both languages, and so is each word that it allows."""
    part = schema() if cls is Register else definition(cls.__name__)
    fields = {each.name: each for each in fields_in_file(cls) if each.name in part["properties"]}

    for name, field in fields.items():
        sentences, *words = part["properties"][name]["description"].split("\n")
        assert join_languages(description(cls, name)) == sentences
        assert [f"- `{word}`: {join_languages(label)}" for word, label in info(field).words.items()] == words


def test_goes_by_an_identifier_that_nobody_fetches() -> None:
    """The identifier names the version of the format; it is no address."""
    assert f"urn:civic-partnership:register:{FORMAT_VERSION}" == schema()["$id"]


def test_every_object_is_closed() -> None:
    """No object of the schema allows unknown fields."""
    parts = [part for _, part in places(schema()) if isinstance(part, dict)]
    objects = [part for part in parts if part.get("type") == "object" and part != {"type": "object"}]

    assert len(objects) > len(KINDS)
    assert all("additionalProperties" in part for part in objects)
    assert all(part["additionalProperties"] is False for part in objects if "properties" in part)


def as_json(file: Path) -> Any:
    """Read a TOML file as JSON would hold it, with days and times as texts."""
    return json.loads(json.dumps(tomllib.loads(file.read_text("utf-8")), default=str))


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}-{file.stem}")
def test_agrees_on_every_file_of_the_examples(file: Path) -> None:
    """Schema and reading agree on each file of the examples."""
    assert_agreement(as_json(file))


def test_refuses_the_broken_example() -> None:
    """Only the broken example has files that do not fit the schema."""
    assert {"nordby-broken"} == {file.parent.name for file in FILES if not is_valid(as_json(file))}


@settings(max_examples=25)
@given(registers())
def test_takes_every_register(register: Any) -> None:
    """The JSON of any register fits the schema."""
    document = json.loads(to_text(register, "json"))

    assert [] == [error.message for error in validator().iter_errors(document)]


@pytest.mark.parametrize("what", WRONG)
def test_refuses_what_reading_refuses(what: str) -> None:
    """Schema and reading both refuse each kind of fault."""
    assert [] == [each for each in WRONG[what] if is_valid(each)]
    assert [] == [each for each in WRONG[what] if not read_messages(each)]


@pytest.mark.parametrize("what", RIGHT)
def test_takes_what_reading_takes(what: str) -> None:
    """Schema and reading both accept what is odd but right."""
    assert [] == [each for each in RIGHT[what] if not is_valid(each)]
    assert [] == [read_messages(each) for each in RIGHT[what] if read_messages(each)]


@pytest.mark.parametrize(("reason", "document"), UNSAID.items())
def test_takes_what_a_schema_cannot_refuse(reason: str, document: Any) -> None:
    """Reading refuses, for the named reason, what the schema cannot refuse."""
    (message,) = read_messages(document)

    assert reason in message
    assert is_valid(document)


def test_takes_amounts_that_are_the_limit_to_a_reader_of_floats() -> None:
    """The largest amount fits, although a float rounds it up beyond the limit."""
    text = json.dumps(grant(year=2021, amount=0)).replace('"amount": 0', '"amount": 999999999999999.99')

    assert () == parse(text, "json").findings
    assert is_valid(json.loads(text))


def test_dates_are_those_of_the_calendar() -> None:
    """The patterns accept exactly the years, months and days of the calendar."""
    fields = definition("Evaluation")["properties"]
    partial = re.compile(fields["planned"]["pattern"])
    day = re.compile(fields["held_on"]["pattern"])
    years = range(1899, 2201)
    texts = [f"{year}" for year in (*range(0, 10_000, 97), *years)]
    texts += [f"{year}-{month:02}" for year in years for month in range(14)]
    texts += [f"{text}-{number:02}" for text in texts if "-" in text for number in range(33)]

    def exists(text: str) -> bool:
        try:
            return bool(PartialDate(text))
        except InvalidValue:
            return False

    real = [text for text in texts if exists(text)]
    assert 109_572 < len(real) < len(texts)
    assert real == [text for text in texts if partial.search(text)]
    assert [text for text in real if len(text) == 10] == [text for text in texts if day.search(text)]


def test_times_are_those_of_the_clock() -> None:
    """The pattern accepts exactly the hours, minutes and seconds of the clock."""
    pattern = re.compile(definition("AgendaItem")["properties"]["at"]["pattern"])
    forms = ("{:02}:00:00", "00:{:02}:00", "00:00:{:02}")
    accepted = [
        [n for n in range(100) if pattern.search(form.format(n) + zone)]
        for form in forms
        for zone in ("", "Z")
    ]

    assert [list(range(last)) for last in (24, 24, 60, 60, 60, 60)] == accepted


RECORDS = [
    {kind: table if kind == "municipality" else {id: record}}
    for kind, table in json.loads(to_text(load(EXAMPLES / "nordby"), "json")).items()
    if kind != "format_version"
    for id, record in ({"": table} if kind == "municipality" else table).items()
]
"""Every record of the example that uses every field, each a document of its own."""
PLACES = [(document, way) for document in RECORDS for way, _ in places(document)]
NAMES = sorted({str(way[-1]) for _, way in PLACES} | {"id", "<id>", "x", "", "2024", "2024~", "A"})
LEAVES = [
    value for document in RECORDS for _, value in places(document) if not isinstance(value, dict | list)
]
ODD: list[Any] = [
    *(None, True, False, 0, 1, -1, 1.0, 2018.9, 0.001, -0.0, 10**15, 1e15, 1e300),
    *("", " ", "\ufeff", "\x1c", "\ud800", "a", "A", "20", "1.50", "24:00:00", "12:00:00"),
    *("2024", "2024~", "2024-13", "2023-02-29", "2024-02-29", "9998", "2024/2023", "2024/.."),
    *([], [1, 2], [2, 1], ["a"], [{}], {}, {"name": "A"}, {"a": {}}),
    *({"2024": 1}, {"2024": 1, "2024~": 1}, {"2024": [1, 2]}),
]  # fmt: skip


def remove_value(document: Any, way: Way) -> Any:
    """Remove the value at one place of the document."""
    holder = document
    for step in way[:-1]:
        holder = holder[step]
    kept = {k: v for k, v in holder.items() if k != way[-1]} if isinstance(holder, dict) else holder[:-1]
    return planted(document, way[:-1], kept)


@st.composite
def edited_texts(draw: st.DrawFn, text: str) -> str:
    """Insert, remove or replace one character of a text."""
    at = draw(st.integers(0, len(text)))
    character = draw(st.sampled_from([*"0123456789-/.~:aAØ \n", ""]) | st.characters())
    return text[:at] + character + text[at + draw(st.integers(0, 1)) :]


@st.composite
def mutants(draw: st.DrawFn) -> Any:
    """Draw a record of the example with one value replaced, removed or added."""
    document, way = draw(st.sampled_from(PLACES))
    value = dict(places(document))[way]
    match draw(st.sampled_from(["replace", "replace", "nudge", "remove", "add"])):
        case "remove":
            return remove_value(document, way)
        case "add" if isinstance(value, dict):
            return planted(
                document, (*way, draw(st.sampled_from(NAMES))), draw(st.sampled_from([*LEAVES, *ODD]))
            )
        case "nudge" if isinstance(value, str):
            return planted(document, way, draw(edited_texts(value)))
        case _:
            numbers = st.integers() | st.floats(allow_nan=False, allow_infinity=False)
            return planted(document, way, draw(st.sampled_from(ODD) | st.sampled_from(LEAVES) | numbers))


@settings(max_examples=500)
@given(mutants())
@example(RECORDS[0])
def test_agrees_with_reading(document: Any) -> None:
    """Schema and reading agree on a record with any one change."""
    assert_agreement(document)
