"""Findings for programs, and for whoever delivered the records: every format holds all of them."""

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import PurePath
from typing import Any

from civic_partnership._version import __version__
from civic_partnership.findings import Finding, Rule, citation, format_text, mask, remove_control_characters
from civic_partnership.model import KINDS, LeftOut, Municipality, Register, field_at, info
from civic_partnership.rules import counts
from civic_partnership.storage.cells import SEMICOLON_TABLE
from civic_partnership.values import Label, Language

from .report import LEVELS, Checked, about, by_place, located

Written = Callable[[Sequence[Checked], Sequence[Rule], Sequence[Label], Language], Iterable[str]]
"""Registers, all rules, what kept some from being asked, and a language -> the texts of an answer."""

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_KINDS = {"error": ("fail", "error"), "warning": ("fail", "warning"), "undecided": ("open", "none")}
"""Level of a finding -> kind and level of a result in SARIF."""
_COMMANDS = {"error": "error", "warning": "warning", "undecided": "notice"}
"""Level of a finding -> the workflow command that annotates a line."""
_PLAIN = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/")
_STEERING = re.compile("[\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
"""What JSON need not write by number, and some terminals obey."""
_HEADER = (
    Label("Fil", "File"),
    Label("Linje", "Line"),
    Label("Kolonne", "Column"),
    Label("Post", "Record"),
    Label("Felt", "Field"),
    Label("Niveau", "Level"),
    Label("Hvad", "What"),
    Label("Hvad skal gøres", "What to do"),
    Label("Regel", "Rule"),
    Label("Kilde", "Source"),
)


def as_json(
    checked: Sequence[Checked], _: Sequence[Rule], problems: Sequence[Label], __: Language
) -> Iterator[str]:
    """One document with all findings, their counts, and the rules that could not be asked."""
    document = {
        "findings": [finding.to_dict(each.reading.locate) for each in checked for finding in each.findings],
        "counts": counts(finding for each in checked for finding in each.findings),
        "problems": [{"da": problem.da, "en": problem.en} for problem in problems],
    }
    yield _dumped(document, indent=2)
    yield "\n"


def as_ndjson(
    checked: Sequence[Checked], _: Sequence[Rule], __: Sequence[Label], ___: Language
) -> Iterator[str]:
    """A line for each finding, of the same shape as in JSON."""
    for each in checked:
        for finding in each.findings:
            yield _dumped(finding.to_dict(each.reading.locate))
            yield "\n"


def as_sarif(
    checked: Sequence[Checked], rules: Sequence[Rule], problems: Sequence[Label], lang: Language
) -> Iterator[str]:
    """SARIF 2.1.0: what cannot be told is open, and of no level; rules that were not asked are notified."""
    index = {rule.name: place for place, rule in enumerate(rules)}
    driver = {
        "name": "civic-partnership",
        "version": __version__,
        "rules": [_rule(rule, lang) for rule in rules],
    }
    told = [{"level": "error", "message": {"text": problem.in_language(lang)}} for problem in problems]
    is_unread = any(each.reading.register.left_out == {LeftOut(None, None)} for each in checked)
    ran = {"executionSuccessful": not (problems or is_unread), "toolExecutionNotifications": told}
    run = {
        "tool": {"driver": driver},
        "invocations": [ran],
        "columnKind": "unicodeCodePoints",
        "results": [_result(each, finding, index, lang) for each in checked for finding in each.findings],
    }
    document = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    yield _dumped(document, indent=2)
    yield "\n"


def as_github(
    checked: Sequence[Checked], _: Sequence[Rule], __: Sequence[Label], lang: Language
) -> Iterator[str]:
    """Workflow commands that annotate the lines of a pull request."""
    for each in checked:
        for finding in each.findings:
            where: dict[str, Any] = {"title": finding.rule}
            if location := located(each.reading, finding):
                where |= {"file": location.file, "line": location.line, "col": location.column}
            place = ",".join(
                f"{name}={_property(str(value))}" for name, value in where.items() if value is not None
            )
            message = _escaped(finding.message.in_language(lang))
            yield f"::{_COMMANDS[finding.level]} {place}::{message}\n"


def as_csv(
    checked: Sequence[Checked], _: Sequence[Rule], __: Sequence[Label], lang: Language
) -> Iterator[str]:
    """A row for each finding, for Danish spreadsheets: byte order mark, semicolons, no formulas."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow([label.in_language(lang) for label in _HEADER])
    for each in checked:
        for finding in by_place(each.reading, each.findings):
            location = located(each.reading, finding)
            whole, remedy = finding.message.in_language(lang), finding.remedy.in_language(lang)
            cells = (
                location and remove_control_characters(location.file),
                location and location.line,
                location and location.column,
                about(finding.record, lang),
                _field(finding, lang),
                LEVELS[finding.level][0].in_language(lang),
                whole.removesuffix(remedy).strip(),
                remedy,
                finding.rule,
                citation(finding.source).in_language(lang),
            )
            writer.writerow(
                [SEMICOLON_TABLE.guard(cell) if isinstance(cell, str) else cell for cell in cells]
            )
    yield "\ufeff"
    yield out.getvalue()


def _field(finding: Finding, lang: Language) -> str:
    """Where in its record a finding is, as people call it, and as its file does: `tilskud 1, år (year)`."""
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


FORMATS: dict[str, Written] = {
    "json": as_json,
    "ndjson": as_ndjson,
    "sarif": as_sarif,
    "github": as_github,
    "csv": as_csv,
}
"""Name of a format -> what writes it."""


def _dumped(document: Any, indent: int | None = None) -> str:
    """JSON as people read it, with what would steer a terminal named by number."""
    text = json.dumps(document, ensure_ascii=False, indent=indent)
    return _STEERING.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _rule(rule: Rule, lang: Language) -> dict[str, Any]:
    return {
        "id": rule.name,
        "shortDescription": {"text": rule.title.in_language(lang)},
        "help": {"text": rule.page, "markdown": rule.page},
        "defaultConfiguration": {"level": rule.level},
        "properties": {"source": citation(rule.source).in_language(lang)},
    }


def _result(checked: Checked, finding: Finding, index: dict[str, int], lang: Language) -> dict[str, Any]:
    kind, level = _KINDS[finding.level]
    place: dict[str, Any] = {}
    if location := located(checked.reading, finding):
        place["physicalLocation"] = {"artifactLocation": {"uri": _uri(location.file)}}
        if location.line is not None:
            region = {"startLine": location.line, "startColumn": location.column}
            place["physicalLocation"]["region"] = region
    if finding.record:
        way = (*finding.record, *finding.path)
        name = "/".join(mask(str(step)) for step in way if step is not None)
        place["logicalLocations"] = [{"fullyQualifiedName": name}]
    return {
        "ruleId": finding.rule,
        "ruleIndex": index[finding.rule],
        "kind": kind,
        "level": level,
        "message": {"text": finding.message.in_language(lang)},
        "locations": [place] if place else [],
    }


def _uri(file: str) -> str:
    """A path as a URI: relative where it is, with all but plain letters in per cent."""
    path = PurePath(file)
    if path.is_absolute():
        return path.as_uri()
    letters = path.as_posix().encode(errors="surrogateescape")
    return "".join(chr(each) if chr(each) in _PLAIN else f"%{each:02X}" for each in letters)


def _property(text: str) -> str:
    return remove_control_characters(_escaped(text)).replace(":", "%3A").replace(",", "%2C")


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
