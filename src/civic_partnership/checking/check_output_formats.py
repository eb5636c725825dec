"""The result of `check` with all findings, as JSON, NDJSON, SARIF, workflow commands of GitHub, and CSV."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from civic_partnership._version import __version__
from civic_partnership.findings import (
    Finding,
    Rule,
    citation,
    format_fact,
    format_path,
    format_text,
    mask,
    remove_control_characters,
)
from civic_partnership.model import KINDS, LeftOut, Municipality, Register, field_at, info
from civic_partnership.rules import format_page
from civic_partnership.values import Label, Language

from .check_result import (
    LEVELS,
    CheckedRegister,
    CheckResult,
    format_parameter,
    format_record,
    split_message,
)
from .json_and_csv import BYTE_ORDER_MARK, format_document, format_row

_SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_SARIF_LEVELS = {"error": ("fail", "error"), "warning": ("fail", "warning"), "undecided": ("open", "none")}
"""Level of a finding -> kind and level of a result in SARIF."""
_GITHUB_COMMANDS = {"error": "error", "warning": "warning", "undecided": "notice"}
"""Level of a finding -> the workflow command that annotates a line."""
_CSV_HEADER = Label(
    "Fil;Linje;Kolonne;Post;Felt;Niveau;Hvad;Hvad skal gøres;Regel;Kilde;Krav;Gælder siden",
    "File;Line;Column;Record;Field;Level;What;What to do;Rule;Source;Requirement;In force since",
)


def format_json(result: CheckResult, _: Language) -> Iterator[str]:
    """Yield one document with all findings, their counts, what to fill in, and the problems of rules."""
    tally = result.tally
    before = '{\n  "findings": ['
    for number, register in enumerate(result.registers):
        for finding in register.findings:
            tally.add(finding, number)
            row = format_document(finding.to_dict(register.reading.locate), indent=2).replace("\n", "\n    ")
            yield f"{before}\n    {row}"
            before = ","
    yield f"{before}]" if before != "," else "\n  ]"
    rest = {
        "counts": tally.counts,
        "to_fill_in": [fact.to_dict() for fact in tally.missing_facts.list()],
        "problems": [{"da": problem.da, "en": problem.en} for problem in result.problems],
    }
    yield f",{format_document(rest, indent=2).removeprefix('{')}\n"


def format_ndjson(result: CheckResult, _: Language) -> Iterator[str]:
    """Yield a line for each finding, in the form that it has in JSON."""
    for register in result.registers:
        for finding in register.findings:
            yield f"{format_document(finding.to_dict(register.reading.locate))}\n"


def format_sarif(result: CheckResult, lang: Language) -> Iterator[str]:
    """Yield SARIF 2.1.0; undecided findings are open and have no level, problems are notifications."""
    index = {rule.name: number for number, rule in enumerate(result.rules)}
    is_unread = any(each.reading.left_out == {LeftOut(None, None)} for each in result.registers)
    run = {
        "tool": {
            "driver": {
                "name": "civic-partnership",
                "version": __version__,
                "rules": [_sarif_rule(rule, lang) for rule in result.rules],
            }
        },
        "invocations": [
            {
                "executionSuccessful": not (result.problems or is_unread),
                "toolExecutionNotifications": [
                    {"level": "error", "message": {"text": problem.in_language(lang)}}
                    for problem in result.problems
                ],
            }
        ],
        "columnKind": "unicodeCodePoints",
        "results": [
            _sarif_result(register, finding, index, lang)
            for register in result.registers
            for finding in register.findings
        ],
    }
    yield f"{format_document({'$schema': _SARIF_SCHEMA, 'version': '2.1.0', 'runs': [run]}, indent=2)}\n"


def format_github(result: CheckResult, lang: Language) -> Iterator[str]:
    """Yield workflow commands that annotate the lines of a pull request."""
    for register in result.registers:
        for finding in register.findings:
            values: dict[str, Any] = {"title": finding.rule}
            if location := register.locate(finding):
                values |= {"file": location.file, "line": location.line, "col": location.column}
            properties = ",".join(
                f"{name}={_escape_property(str(value))}"
                for name, value in values.items()
                if value is not None
            )
            message = _escape(finding.message.in_language(lang))
            yield f"::{_GITHUB_COMMANDS[finding.level]} {properties}::{message}\n"


def format_csv(result: CheckResult, lang: Language) -> Iterator[str]:
    """Yield a table for Danish spreadsheets: byte order mark, semicolons, no formulas, a row a finding."""
    yield BYTE_ORDER_MARK
    yield format_row(_CSV_HEADER.in_language(lang).split(";"))
    for register in result.registers:
        for finding in register.sort_by_place(register.findings):
            location = register.reading.locate(finding)
            cells = (
                location and format_path(location.file),
                location and location.line,
                location and location.column,
                format_record(finding.record, lang),
                _format_path(finding, lang),
                LEVELS[finding.level][0].in_language(lang),
                *split_message(finding, lang),
                finding.rule,
                citation(finding.source).in_language(lang),
                " · ".join(format_parameter(each, lang) for each in finding.parameters),
                " · ".join(format_fact(each.since, lang) for each in finding.parameters if each.since),
            )
            yield format_row(cells)


FORMATS: dict[str, Callable[[CheckResult, Language], Iterable[str]]] = {
    "json": format_json,
    "ndjson": format_ndjson,
    "sarif": format_sarif,
    "github": format_github,
    "csv": format_csv,
}
"""Name of a format -> the function that yields its texts."""


def _format_path(finding: Finding, lang: Language) -> str:
    """Return the place of a finding in its record, such as `tilskud 1, år (year)`."""
    cls = KINDS.get(finding.record.kind, Municipality) if finding.record else Register
    words: list[str] = []
    for n, step in enumerate(finding.path):
        attribute = field_at(cls, finding.path[: n + 1])
        if isinstance(step, int):
            words[-1:] = [" ".join([*words[-1:], str(step + 1)])]
        elif attribute and attribute.name == step:
            words.append(info(attribute).label.in_language(lang))
        else:
            words.append(format_text(step))
    if words and isinstance(step := finding.path[-1], str) and words[-1] != step:
        words[-1] += f" ({format_text(step)})"
    return ", ".join(words)


def _sarif_rule(rule: Rule, lang: Language) -> dict[str, Any]:
    page = format_page(rule, lang)
    return {
        "id": rule.name,
        "shortDescription": {"text": rule.title.in_language(lang)},
        "help": {"text": page, "markdown": page},
        "defaultConfiguration": {"level": rule.level},
        "properties": {"source": citation(rule.source).in_language(lang)},
    }


def _sarif_result(
    register: CheckedRegister, finding: Finding, index: dict[str, int], lang: Language
) -> dict[str, Any]:
    kind, level = _SARIF_LEVELS[finding.level]
    place: dict[str, Any] = {}
    if location := register.locate(finding):
        place["physicalLocation"] = {"artifactLocation": {"uri": _make_uri(location.file)}}
        if location.line is not None:
            region = {"startLine": location.line, "startColumn": location.column}
            place["physicalLocation"]["region"] = region
    if finding.record:
        steps = (*finding.record, *finding.path)
        name = "/".join(mask(str(step)) for step in steps if step is not None)
        place["logicalLocations"] = [{"fullyQualifiedName": name}]
    return {
        "ruleId": finding.rule,
        "ruleIndex": index[finding.rule],
        "kind": kind,
        "level": level,
        "message": {"text": finding.message.in_language(lang)},
        "locations": [place] if place else [],
        "properties": {
            "document": finding.document,
            "place": finding.place,
            "parameters": [parameter.to_dict() for parameter in finding.parameters],
        },
    }


def _make_uri(file: str) -> str:
    """Return a path as a URI, which is relative if the path is relative."""
    path = Path(file)
    if path.is_absolute():
        return path.as_uri()
    return Path("/", path).as_uri().removeprefix("file:///") or "."


def _escape_property(text: str) -> str:
    return remove_control_characters(_escape(text)).replace(":", "%3A").replace(",", "%2C")


def _escape(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
