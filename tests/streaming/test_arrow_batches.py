"""The check of documents in tables of Arrow."""

import json
import sys
from collections.abc import Iterator
from datetime import date
from typing import Any

import pyarrow as pa
import pytest

from civic_partnership import OptionsError, check_batches, check_stream, finding_schema, parse
from civic_partnership.model import Programme
from civic_partnership.rules import Context, Verdict, rule

ON = date(2025, 3, 1)
BASE = parse("""
[programmes.social]
name = "Sociale partnerskaber"
term_years = 4
""").register


def make_document(number: int, **changed: Any) -> str:
    """Return a document with a partnership that is two years too short, or changed in another way."""
    partnership = {
        "programme": "social",
        "partners": [{"association": f"a-{number}"}],
        "terms": [{"period": "2021/2022", "kind": "initial"}],
    }
    return json.dumps(
        {
            "associations": {f"a-{number}": {"name": f"Forening {number}"}},
            "partnerships": {f"p-{number}": partnership | changed},
        }
    )


DOCUMENTS = [
    make_document(1),
    make_document(2, terms=[]),
    make_document(2),
    make_document(3, programme="socal"),
]


def list_rows(batches: Iterator[Any]) -> list[dict[str, Any]]:
    """Return the rows of batches."""
    return [row for batch in batches for row in batch.to_pylist()]


def test_the_rows_are_the_findings_of_a_stream() -> None:
    """In the same order, each with its line, what is wrong and what to do."""
    findings = list(check_stream(DOCUMENTS, BASE, on=ON))

    batches = list(check_batches(pa.table({"document": DOCUMENTS}), BASE, on=ON))

    rows = list_rows(iter(batches))
    assert {finding_schema()} == {batch.schema for batch in batches}
    assert [finding.message.da for finding in findings] == [row["message_da"] for row in rows]
    assert [finding.remedy.en for finding in findings] == [row["remedy_en"] for row in rows]
    assert [finding.at and finding.at[0] for finding in findings] == [row["line"] for row in rows]
    length = next(row for row in rows if row["rule"] == "term-length")
    assert ("partnerships", "p-1", "terms.0.period") == (length["kind"], length["id"], length["path"])
    assert "error" == length["level"]


@pytest.mark.parametrize(
    "table",
    [
        pa.table({"document": DOCUMENTS}).to_reader(),
        pa.table({"document": DOCUMENTS}).to_batches(max_chunksize=1),
        pa.table({"document": pa.array(DOCUMENTS, pa.large_string())}),
        pa.table({"document": pa.array(DOCUMENTS, pa.string_view())}),
        pa.table({"document": pa.ExtensionArray.from_storage(pa.json_(), pa.array(DOCUMENTS))}),
    ],
    ids=["a reader", "batches", "large texts", "views of texts", "JSON"],
)
def test_tables_of_all_kinds_are_taken(table: Any) -> None:
    """Whatever gives batches, and whatever kind of text they hold."""
    expected = list_rows(check_batches(pa.table({"document": DOCUMENTS}), BASE, on=ON))

    assert expected == list_rows(check_batches(table, BASE, on=ON))


def test_empty_values_and_line_breaks_keep_the_lines() -> None:
    """The line of a finding is the place of its document in the table."""
    laid_out = json.dumps(json.loads(make_document(1)), indent=2)

    rows = list_rows(check_batches(pa.table({"json": [None, "", laid_out]}), BASE, on=ON, column="json"))

    assert {3} == {row["line"] for row in rows if row["file"]}
    assert "term-length" in {row["rule"] for row in rows}


def test_personal_data_is_masked() -> None:
    """An id that holds a civil registration number is told with stars."""
    document = make_document(1).replace('"p-1"', '"070761-4285"')

    rows = list_rows(check_batches(pa.table({"document": [document]}), BASE, on=ON))

    assert not any("070761" in str(value) for row in rows for value in row.values())
    assert any("*" in str(row["id"]) for row in rows)


@rule(
    about=Programme,
    level="error",
    source="En prøve",
    title="En regel, der fejler.",
    da="Nej.\nRet det.",
    en="No.\nCorrect it.",
)
def failing(programme: Programme, context: Context) -> Iterator[Verdict]:
    """A rule that fails."""
    raise ValueError(programme.name)


def test_a_rule_that_failed_has_a_row() -> None:
    """It comes last, with a level of its own."""
    rows = list_rows(check_batches(pa.table({"document": DOCUMENTS}), BASE, on=ON, rules=[failing]))

    last = rows[-1]
    assert ("failing", "failure", "programmes") == (last["rule"], last["level"], last["kind"])
    assert "failing" in last["message_en"]


def test_a_table_without_the_column_is_refused_at_once() -> None:
    """The message names the columns that there are."""
    with pytest.raises(OptionsError, match=r"one column document\. It has: text\.") as error:
        check_batches(pa.table({"text": DOCUMENTS}), BASE, on=ON)
    assert "Den har: text." in error.value.da


def test_a_column_of_numbers_is_refused() -> None:
    """Batches have no schema of their own, so it is told when the first one comes."""
    batches = pa.table({"document": [1, 2]}).to_batches()

    with pytest.raises(OptionsError, match="does not hold texts, but int64"):
        next(check_batches(batches, BASE, on=ON))


@pytest.mark.parametrize("wrong", [1, [1]])
def test_what_is_no_table_is_refused(wrong: Any) -> None:
    """A number, a list of numbers."""
    with pytest.raises(TypeError, match="pyarrow"):
        next(check_batches(wrong, BASE, on=ON))


def test_without_the_extra_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing else needs pyarrow."""
    monkeypatch.setitem(sys.modules, "pyarrow", None)

    with pytest.raises(OptionsError, match=r"pip install 'civic-partnership\[arrow\]'") as error:
        check_batches([], BASE, on=ON)
    assert "kræver udvidelsen arrow" in error.value.da
