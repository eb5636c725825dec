"""The formats of `civic-partnership check`, each read as its receiver reads it."""

import csv
import io
import json
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import attrs
import pytest
from hosting.plugin_code import FAILING, RULE, Installed
from hypothesis import given, strategies as st

from civic_partnership import Finding, Host, Location, Reading, Register, read
from civic_partnership.checking import CheckedRegister, CheckResult, format_csv, format_github
from civic_partnership.cli import main
from civic_partnership.findings import format_path, mask_path, remove_control_characters
from civic_partnership.plugins import unguard_cell
from civic_partnership.values import Label

Shown = Callable[..., str]
HEADER = "Fil;Linje;Kolonne;Post;Felt;Niveau;Hvad;Hvad skal gøres;Regel;Kilde;Krav;Gælder siden"


@pytest.fixture
def shown(
    capsysbinary: pytest.CaptureFixture[bytes], examples: Path, monkeypatch: pytest.MonkeyPatch
) -> Shown:
    """Return a function that checks the example with slips, and gives the answer in a format."""
    monkeypatch.chdir(examples)

    def shown(format_: str, *arguments: object) -> str:
        given = [str(each) for each in arguments] or ["nordby-broken"]
        with pytest.raises(SystemExit):
            main(["check", *given, "--on", "2025-03-01", "--format", format_])
        return capsysbinary.readouterr().out.decode()

    return shown


def findings(shown: Shown, *arguments: object) -> list[dict[str, Any]]:
    """All findings, as JSON has them."""
    rows: list[dict[str, Any]] = json.loads(shown("json", *arguments))["findings"]
    return rows


@pytest.mark.parametrize("name", ["nordby", "nordby-broken"])
def test_json_is_what_the_library_gives(shown: Shown, installed: Installed, name: str) -> None:
    """A report with the findings of reading, as a dict, is the JSON of the command, rules that failed and all."""
    installed("nordby-rules", FAILING)
    reading = read(name)
    report = Host().check(reading.register, on=date(2025, 3, 1))
    whole = attrs.evolve(report, findings=(*reading.findings, *report.findings))

    assert whole.to_dict(reading.locate) == json.loads(shown("json", name))
    assert len(report.failures) == len(whole.to_dict()["problems"])


def test_ndjson_holds_the_same_as_json(shown: Shown) -> None:
    """A line is a finding."""
    assert findings(shown) == [json.loads(line) for line in shown("ndjson").splitlines()]


def test_sarif_holds_every_finding(shown: Shown) -> None:
    """Rule, level and place are those of JSON; what cannot be told is open and has no level."""
    document = json.loads(shown("sarif"))
    (run,) = document["runs"]
    rules = run["tool"]["driver"]["rules"]

    assert "2.1.0" == document["version"]
    for row, result in zip(findings(shown), run["results"], strict=True):
        (place,) = result["locations"]
        region = place["physicalLocation"]["region"]
        level = {"undecided": ("open", "none")}.get(row["level"], ("fail", row["level"]))
        assert row["rule"] == result["ruleId"] == rules[result["ruleIndex"]]["id"]
        assert level == (result["kind"], result["level"])
        assert row["file"] == place["physicalLocation"]["artifactLocation"]["uri"]
        assert (row["line"], row["column"]) == (region["startLine"], region["startColumn"])
        assert row["message"]["da"] == result["message"]["text"]


def test_sarif_is_taken_by_the_tools_for_it(shown: Shown, tmp_path: Path) -> None:
    """The independent tools read it, and count as many errors."""
    file = tmp_path / "found.sarif"
    file.write_text(shown("sarif"), encoding="utf-8")
    number = sum(row["level"] == "error" for row in findings(shown))

    done = subprocess.run(
        [sys.executable, "-m", "sarif", "summary", str(file)], capture_output=True, text=True, check=True
    )

    assert f"error: {number}\n" in done.stdout


def test_sarif_names_files_by_uris(shown: Shown, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever letters a path has it is a URI, and relative where the path is; what cannot be read has no line."""
    folder = tmp_path / "en mappe, 100% ø"
    folder.mkdir()
    monkeypatch.chdir(tmp_path)

    for path, uri in ((folder, folder.as_uri()), ("æ b", "%C3%A6%20b"), (".", ".")):
        (result,) = json.loads(shown("sarif", path))["runs"][0]["results"]
        (place,) = result["locations"]
        assert place == {"physicalLocation": {"artifactLocation": {"uri": uri}}}


def test_github_annotates_lines(shown: Shown) -> None:
    """Each finding is a workflow command at its place."""
    rows = findings(shown)
    lines = shown("github").splitlines()

    assert len(rows) == len(lines)
    for row, line in zip(rows, lines, strict=True):
        command, where, message = re.fullmatch(r"::(\w+) (.*?)::(.*)", line).groups()  # type: ignore[union-attr] # each is one
        assert {"error": "error", "warning": "warning", "undecided": "notice"}[row["level"]] == command
        assert f"file={row['file']}" in where
        assert f"line={row['line']},col={row['column']}" in where
        assert row["message"]["da"] == message.replace("%25", "%")


def test_csv_is_for_whoever_delivered_the_records(shown: Shown) -> None:
    """A spreadsheet opens it: byte order mark, semicolons, Danish words, one row a finding in the order of lines."""
    text = shown("csv")
    header, *rows = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=";")

    assert text.startswith(f"\ufeff{HEADER}\r\n")
    assert len(header) == 12
    told = [dict(zip(header, row, strict=True)) for row in rows]
    in_order = sorted(findings(shown), key=lambda each: (each["file"], each["line"], each["column"] or 0))
    for finding, row in zip(in_order, told, strict=True):
        where = row["Fil"], row["Linje"], row["Regel"]
        assert (finding["file"], str(finding["line"]), finding["rule"]) == where
        assert finding["message"]["da"] == f"{row['Hvad']} {row['Hvad skal gøres']}"
    assert {
        "CVR-nummer (cvr)",
        "actvity",
        "tilskud 2, beløb (amount)",
        "konsulenter 1, kontakt (contact)",
    } < {row["Felt"] for row in told}


def test_a_finding_about_no_record_stands_nowhere(shown: Shown, installed: Installed) -> None:
    """What a rule says of the whole register has no place in a file, and is told all the same."""
    whole = RULE.replace("Association", "Register").replace("if association.cvr is None:", "if True:")
    installed("nordby-rules", whole.replace('broken("cvr")', "broken()").format(rules="cvr_missing"))

    results = json.loads(shown("sarif", "slagelse"))["runs"][0]["results"]

    assert [] in [result["locations"] for result in results]
    assert "::error title=cvr-missing::Intet CVR. Skriv det.\n" in shown("github", "slagelse")
    assert "\r\n;;;;;fejl;Intet CVR.;Skriv det.;cvr-missing;x;;\r\n" in shown("csv", "slagelse")


letters = st.text(st.characters(exclude_categories=["Cs"]))


def told(text: str, file: str, remedy: str = "") -> CheckedRegister:
    """Make a register with a finding of this text, in a file of this name."""
    finding = Finding(
        rule="term-length",
        level="error",
        message=Label(text + remedy, text + remedy),
        remedy=Label(remedy, remedy),
        document="x",
    )
    reading = Reading(
        register=Register(),
        findings=(finding,),
        locate=lambda _: Location(file=file, line=3, column=7),
        excerpt=lambda _: None,
    )
    return CheckedRegister(reading, (finding,))


@given(letters, letters)
def test_github_reads_back_what_was_told(text: str, file: str) -> None:
    """Whatever a message or a name holds is one command, and comes back as the runner reads it.

    Of a name, what would steer a terminal is replaced; line ends are named as the runner does.
    """
    lines = re.split(r"([\r\n])", mask_path(file))
    shown = "".join(each if each in ("\r", "\n") else remove_control_characters(each) for each in lines)
    (line,) = format_github(CheckResult([told(text, file)]), "da")
    command, properties, message = re.fullmatch(r"::(\w+) ([^\r\n]*?)::([^\r\n]*)\n", line).groups()  # type: ignore[union-attr] # it is one
    values = dict(each.split("=", 1) for each in properties.split(","))

    assert ("error", {"title", "file", "line", "col"}) == (command, set(values))
    assert text == _read(message)
    assert shown == _read(values["file"].replace("%3A", ":").replace("%2C", ","))
    assert not {":", ","} & set(values["file"])


def _read(escaped: str) -> str:
    """Decode a text as GitHub's runner does."""
    return escaped.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%")


@given(letters, letters)
def test_csv_reads_back_what_was_told(text: str, file: str) -> None:
    """Whatever a message or a name holds is one row with twelve cells, guarded where a spreadsheet would run it."""
    document = "".join(format_csv(CheckResult([told(text, file)]), "da")).removeprefix("\ufeff")
    _, row = csv.reader(io.StringIO(document, newline=""), delimiter=";")

    assert 12 == len(row)
    assert (format_path(file), text.strip()) == (unguard_cell(row[0]), unguard_cell(row[6]))
    assert not row[0].startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
