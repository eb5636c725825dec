import datetime
import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st
from registers import minimal

from civic_partnership.model import Area
from civic_partnership.storage import from_dict, parse
from civic_partnership.storage.structure_errors import find_structure_errors

MANY = ",".join(f'"f{number}":1' for number in range(300))


@pytest.mark.parametrize(
    ("text", "last"),
    [
        (f'{{"areas":{{"a":{{"name":"A",{MANY}}}}}}}', "There are 100 more names that are not known here."),
        (f"{{{MANY}}}", "There are 100 more names that are not known here."),
        ('{"associations":{"a":{"name":"A","aliases":[' + "[]," * 299 + "[]]}}}", "aliases cannot be used: 200 of its values are wrong, and the last 100 were not read."),
        (f'{{"programmes":{{"a":{{"name":"A","annual_amount":{{{MANY}}}}}}}}}', "annual_amount cannot be used: 200 of its values are wrong, and the last 100 were not read."),
    ],
    ids=["fields", "tables", "list", "dated"],
)  # fmt: skip
def test_of_very_many_errors_of_one_list_the_number_is_told(text: str, last: str) -> None:
    """Report the first two hundred errors of a list, and the number of all."""
    findings = parse(text, "json").findings

    assert 201 == len(findings)
    assert findings[-1].message.en.startswith(last)


def test_two_hundred_errors_are_all_told() -> None:
    """Report all of two hundred errors, without a number."""
    text = '{"associations":{"a":{"name":"A","aliases":[' + "[]," * 199 + "[]]}}}"

    assert 200 == len(parse(text, "json").findings)


@pytest.mark.parametrize("given", [None, "text", [1], 5, [], object(), [("areas", {})], b"x", 1.5])
def test_whatever_else_is_given_is_a_finding(given: Any) -> None:
    """Report any other argument as a finding; raise no exception, and return no empty register."""
    reading = from_dict(given)

    assert ["unreadable-file"] == [finding.rule for finding in reading.findings]
    assert "and no table" in reading.findings[0].message.en
    assert reading.register.left_out


@pytest.mark.parametrize("given", [None, {}, [1], 5, b"[areas]"])
def test_what_is_no_text_is_a_finding(given: Any) -> None:
    """Report anything but a text as a finding under its name; raise no exception."""
    reading = parse(given, name="brev")

    assert [("unreadable-file", "brev")] == [(each.rule, each.file) for each in reading.findings]
    assert "and no text" in reading.findings[0].message.en
    assert reading.register.left_out


@pytest.mark.parametrize("key", [datetime.date(2024, 1, 1), None, 1, 1.5, True, b"x", (1,), frozenset()])
@pytest.mark.parametrize(
    "tables",
    [
        lambda key: {key: {"a": {"name": "A"}}},
        lambda key: {"areas": {key: {"name": "A"}}},
        lambda key: {"areas": {"a": {"name": "A", key: 1}}},
        lambda key: {"programmes": {"p": {"name": "x", "annual_amount": {key: "hest"}}}},
        lambda key: {"areas": {"a": {"name": "A", "exempt": {key: "x"}}}},
    ],
)
def test_paths_hold_texts_and_whole_numbers_alone(key: Any, tables: Any) -> None:
    """Write any finding as JSON, whatever is used as a key."""
    reading = from_dict(tables(key))

    assert reading.findings
    for finding in reading.findings:
        assert {str, int}.issuperset(map(type, finding.path))
        json.dumps(finding.path)


@pytest.mark.parametrize(
    ("toml", "da", "en"),
    [
        ('areas.a = { name = "A", nam = 1 }', '"nam" findes ikke her. Mente du name?', 'There is no "nam" here. Did you mean name?'),
        ('areas.a = { name = "A", xyz = 1 }', '"xyz" findes ikke her. Her kan stå sources, note, exempt, name.',
            'There is no "xyz" here. What may stand here: sources, note, exempt, name.'),
        ("[asociations]", '"asociations" findes ikke her. Mente du associations?', 'There is no "asociations" here. Did you mean associations?'),
        ("municipalities = 1", '"municipalities" findes ikke her. Mente du municipality?',
            'There is no "municipalities" here. Did you mean municipality?'),
        ('surveys.a = { title = "A", respondents = "2" }',
            "respondents (respondenter) er en tekst, men skal være et helt tal uden anførselstegn. Skriv et helt tal uden anførselstegn.",
            "respondents is a text, but must be a whole number without quotation marks. Write a whole number without quotation marks."),
        ('associations.a = { name = "A", aliases = ["A", 2] }',
            "aliases 2 (andre navne) er et helt tal, men skal være en tekst i anførselstegn. Skriv en tekst i anførselstegn.",
            "aliases 2 is a whole number, but must be a text in quotation marks. Write a text in quotation marks."),
        ("areas.a = 5", "Posten er et helt tal, men skal være en tabel som { navn = … }. Skriv en tabel som { navn = … }.",
            "The record is a whole number, but must be a table such as { name = … }. Write a table such as { name = … }."),
        ("areas = 5", "areas er et helt tal, men skal være en tabel som { navn = … }. Skriv en tabel som { navn = … }.",
            "areas is a whole number, but must be a table such as { name = … }. Write a table such as { name = … }."),
        ("areas.a = {}", "name (navn) mangler. Tilføj name (navn).", "name is missing. Add name."),
        ('rounds.a = { programme = "a" }', "opens (åbner) eller closes (lukker) mangler. Tilføj opens (åbner) eller closes (lukker).",
            "opens or closes is missing. Add opens or closes."),
        ('agreements.a = { title = "A", parties = [{}] }',
            "association (forening), department (forvaltning), name (navn) eller person (person) mangler. Tilføj association (forening), department (forvaltning), name (navn) eller person (person).",
            "association, department, name or person is missing. Add association, department, name or person."),
        ('appropriations.a = { programme = "a", name = "A", period = "2024/2023" }',
            "period (periode) kan ikke bruges: perioden slutter, før den begynder. Ret værdien.",
            "period cannot be used: the period ends before it starts. Correct the value."),
        ('contacts.a = { department = "a", association = "a" }', "Posten kan ikke bruges: department og association må ikke stå sammen. Ret værdien.",
            "The record cannot be used: department and association may not stand together. Correct the value."),
        ('meetings.a = { on = 2024-01-31, kind = "fest" }',
            "kind (art) kan ikke bruges: der kan stå status, network, theme, study-trip, conference eller alliance. Ret værdien.",
            "kind cannot be used: it may be status, network, theme, study-trip, conference or alliance. Correct the value."),
    ],
)  # fmt: skip
def test_says_what_is_wrong_in_danish_and_english(toml: str, da: str, en: str) -> None:
    """Each finding says what is wrong and what to do, by the names in the file and the Danish words."""
    (finding,) = parse(toml).findings

    assert da == finding.message.da
    assert en == finding.message.en


@pytest.mark.parametrize(
    ("value", "da", "en"),
    [
        (True, "true eller false", "true or false"),
        (1, "et helt tal", "a whole number"),
        (Decimal("0.5"), "et decimaltal", "a decimal number"),
        (0.5, "et unøjagtigt kommatal (float)", "an inexact number (float)"),
        ([], "en liste", "a list"),
        ({}, "en tabel", "a table"),
        (datetime.date(2024, 1, 31), "en dag", "a day"),
        (datetime.datetime(2024, 1, 31, tzinfo=datetime.UTC), "et tidspunkt", "a date with a time"),
        (datetime.time(12), "et klokkeslæt", "a time"),
        (None, "null", "null"),
        (b"x", "noget andet", "something else"),
        ((), "noget andet", "something else"),
    ],
)
def test_says_what_was_found(value: object, da: str, en: str) -> None:
    """Name the type of a wrong value, and never the value."""
    (finding,) = from_dict(minimal("areas", name=value)).findings

    assert (
        f"name (navn) er {da}, men skal være en tekst i anførselstegn. Skriv en tekst i anførselstegn."
        == finding.message.da
    )
    assert (
        f"name is {en}, but must be a text in quotation marks. Write a text in quotation marks."
        == finding.message.en
    )


def test_finds_the_source_of_every_shape_rule() -> None:
    """Findings about shape are errors that rest on the file format."""
    findings = from_dict({"areas": {"A": {"x": 1, "note": 1}}, "x": 1}).findings

    assert {("error", "file-format")} == {(f.level, f.source) for f in findings}


@settings(max_examples=50, deadline=None)
@given(st.text(st.sampled_from("\x1b[31m\r\n\x00\x7f\u202e\u2028a")))
@pytest.mark.parametrize("field", ["exempt", "rule_levels", "annual_amount", "focus_areas", None])
def test_no_name_in_a_file_reaches_the_terminal_raw(field: str | None, name: str) -> None:
    """A message holds no control character, whatever names a file gives its fields and tables."""
    fields: dict[str, Any] = {field: {name: []}} if field else {name: 1}
    tables = minimal("programmes", **fields)
    findings = [*from_dict(tables).findings, *from_dict({name: tables["programmes"]}).findings]

    assert findings
    assert all(
        finding.message.in_language(lang).isprintable() for finding in findings for lang in ("da", "en")
    )


@pytest.mark.parametrize("name", ["010203-1234", "anna@example.org"])
def test_names_in_a_file_are_covered_where_they_look_personal(name: str) -> None:
    """A civil registration number or a mail address that stands as a name is not repeated."""
    for tables in (minimal("areas", exempt={name: 1}), minimal("areas", **{name: 1}), {name: 1}):
        (finding,) = from_dict(tables).findings
        assert name not in f"{finding.message.da} {finding.message.en}"


def test_faults_of_the_program_are_not_told_as_findings() -> None:
    """What is not about shape is raised as it is, not hidden in a finding."""
    fault = ZeroDivisionError("a fault")
    fault.add_note("with a note of its own")
    with pytest.raises(ZeroDivisionError, match="a fault"):
        list(find_structure_errors(ExceptionGroup("in Area", [fault]), {}, Area))
