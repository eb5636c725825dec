import importlib
import re
import sys
from collections.abc import Iterator
from pathlib import Path as File
from typing import Any

import pytest
from hypothesis import given, settings
from model.places import map_fields, value_at
from rules.found import ON

from civic_partnership.findings import (
    SHAPE_RULES,
    SOURCE_DOCUMENTS,
    WRONG_TYPE,
    Ask,
    Rule,
    Verdict,
    rule as make_rule,
)
from civic_partnership.model import Record, Register, info
from civic_partnership.rules import ALL_RULES, CATALOGUE, check, find_subject, format_page
from civic_partnership.rules.plans import plan_length
from civic_partnership.rules.rule_pages import load_page_file
from civic_partnership.storage import read
from civic_partnership.testing.any_registers import readable_registers as registers
from civic_partnership.values import Label

KINDS_OF_EXAMPLES = ["passes", "fails", "undecided"]
EXAMPLES = File(__file__).parents[2] / "examples"
MARKER = "Rigmor Kvistgård"
"""Stands in every personal field, and nowhere else."""


def examples(rule: Rule, kind: str) -> tuple[str, ...]:
    """Return the TOML files of one kind of example on a rule's page."""
    return getattr(load_page_file(rule), kind)  # type: ignore[no-any-return]


each_rule = pytest.mark.parametrize("rule", ALL_RULES, ids=lambda rule: rule.name)
each_example = pytest.mark.parametrize(
    ("rule", "kind"),
    [
        pytest.param(rule, kind, id=f"{rule.name} {kind}")
        for rule in ALL_RULES
        for kind in KINDS_OF_EXAMPLES
        if examples(rule, kind)
    ],
)


@each_rule
def test_an_explanation_is_a_title_and_two_parts(rule: Rule) -> None:
    """In both languages a rule has a title of one sentence, and says what it checks, and why."""
    title, *parts = re.split(r"^## (.*)$", rule.explanation, flags=re.MULTILINE)
    page_file = load_page_file(rule)

    assert title.strip() == rule.title.en != rule.title.da
    assert parts[::2] == ["What it checks", "Why"]
    assert all(
        text.strip().endswith(".")
        for text in (*parts[1::2], rule.title.en, rule.title.da, page_file.checks, page_file.why)
    )


@each_rule
def test_a_page_shows_its_examples_in_both_languages(rule: Rule) -> None:
    """A page has an example that passes and one that fails; each stands there as it is run."""
    english, danish = format_page(rule, "en"), format_page(rule, "da")

    assert examples(rule, "passes")
    assert examples(rule, "fails")
    assert english.startswith(f"{rule.explanation}\n\n## Example that passes\n```toml\n")
    assert "\n\n## Eksempel, der består\n```toml\n" in danish
    for text in (text for kind in KINDS_OF_EXAMPLES for text in examples(rule, kind)):
        assert f"\n```toml\n{text}```" in english
        assert f"\n```toml\n{text}```" in danish


def test_a_page_in_danish_has_the_same_parts() -> None:
    """All words of a page in Danish are Danish."""
    page_file = load_page_file(plan_length)
    title, *parts = re.split(r"^## (.*)$", format_page(plan_length, "da"), flags=re.MULTILINE)

    assert title.strip() == plan_length.title.da
    assert [text.strip() for text in parts[1:4:2]] == [page_file.checks.strip(), page_file.why.strip()]
    assert parts[::2] == [
        "Hvad den kontrollerer",
        "Hvorfor",
        "Eksempel, der består",
        "Eksempel, der fejler",
        "Eksempel, der ikke kan afgøres",
    ]


def nothing_wrong(_: object, __: object) -> Iterator[Verdict]:
    """Accept everything."""
    yield from ()


def rule_of(ask: Ask) -> Rule:
    """Make a rule about every record."""
    words: dict[str, Any] = {"title": "Godt.", "da": "Galt.\nRet.", "en": "Wrong.\nCorrect."}
    return make_rule(about=Record, level="error", source="x", **words)(ask)


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("other-rule.toml", "", "Accept everything."),
        ("nothing-wrong.toml", "passes = [", "Accept everything."),
        ("nothing-wrong.toml", "passer = []", "Accept everything."),
        (
            "nothing-wrong.toml",
            r'passes = ["a = 1\n"]',
            "Accept everything.\n\n## Eksempel, der består\n```toml\na = 1\n```",
        ),
        (
            "nothing-wrong.toml",
            "checks = 'Intet.'\nwhy = 'For testen.'",
            "Godt.\n\n## Hvad den kontrollerer\nIntet.\n\n## Hvorfor\nFor testen.",
        ),
    ],
)
def test_a_plugin_may_bring_the_file_of_its_page(
    name: str, text: str, expected: str, tmp_path: File, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file is looked for beside the module; without one that can be read, the docstring is the page."""
    package = tmp_path / "ebeltoft_rules"
    (package / "examples").mkdir(parents=True)
    (package / "__init__.py").touch()
    (package / "grants.py").touch()
    (package / "examples" / name).write_text(text, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    for module in ("ebeltoft_rules", "ebeltoft_rules.grants"):
        monkeypatch.setitem(sys.modules, module, None)
        del sys.modules[module]
        importlib.import_module(module)
    monkeypatch.setattr(nothing_wrong, "__module__", "ebeltoft_rules.grants")

    assert format_page(rule_of(nothing_wrong), "da") == expected


def test_a_module_without_a_package_has_no_page_file(monkeypatch: pytest.MonkeyPatch) -> None:
    """The page of a rule that was written in a script is its docstring."""
    monkeypatch.setattr(nothing_wrong, "__module__", "nowhere")
    page_rule = rule_of(nothing_wrong)

    assert format_page(page_rule, "da") == format_page(page_rule, "en") == page_rule.explanation


@each_rule
def test_a_rule_goes_by_the_name_of_what_it_is(rule: Rule) -> None:
    """A rule has its function's name, with hyphens for underscores; no other rule has it."""
    assert [rule.name] == [other.name for other in ALL_RULES if other.name == rule.name]
    assert rule.ask is None or rule.name == rule.ask.__name__.replace("_", "-")
    assert re.fullmatch("[a-z]+(-[a-z]+)+", rule.name)


@each_rule
def test_a_rule_rests_on_a_document(rule: Rule) -> None:
    """A rule's source is one of the documents, and perhaps the place in it."""
    document, comma, place = rule.source.partition(", ")

    assert document in SOURCE_DOCUMENTS
    assert bool(comma) == bool(place)


@each_rule
@pytest.mark.parametrize("part", ["sentence", "remedy"])
def test_both_languages_speak_in_sentences(rule: Rule, part: str) -> None:
    """Danish and English differ and end with a full stop, or are one fact that does."""
    words: Label = getattr(rule, part)

    if not re.fullmatch(r"\{\w+\}", words.da):
        assert words.da != words.en
        assert words.da.endswith(".")
        assert words.en.endswith(".")


def is_told_well(register: Register, rules: tuple[Rule, ...] = CATALOGUE) -> None:
    """Fail for a finding with a wrong path, no full sentence, or personal data."""
    personal: Register = map_fields(
        register, lambda field, value: f"{MARKER} {value}" if value and info(field).personal else value
    )
    report = check(personal, on=ON, rules=rules)
    assert report.failures == ()
    for finding in report.findings:
        assert finding.record is not None
        value_at(personal.get(finding.record), finding.path)
        assert finding.message.da.endswith((".", "?"))
        assert finding.message.en.endswith((".", "?"))
        assert MARKER not in repr((finding, finding.facts))
    assert report == check(register, on=ON, rules=rules)


@each_example
def test_an_example_of_a_page_is_what_it_is_called(rule: Rule, kind: str, tmp_path: File) -> None:
    """An example gives findings of its rule at the level of its kind, and each finding in it is told well.

    It reads without any about its shape, unless the rule is about that, or about what could not be read.
    """
    for number, text in enumerate(examples(rule, kind)):
        (tmp_path / f"{number}.toml").write_text(text, encoding="utf-8")
    reading = read(tmp_path)
    findings = [*reading.findings, *check(reading.register, on=ON).findings]
    levels = {finding.level for finding in findings if finding.rule == rule.name}

    assert levels == {"passes": set(), "fails": {rule.level}, "undecided": {"undecided"}}[kind]
    assert rule in SHAPE_RULES or kind == "undecided" or reading.findings == ()
    is_told_well(reading.register)


@pytest.mark.parametrize(
    "folder", [each.parent for each in EXAMPLES.glob("*/municipality.toml")], ids=lambda each: each.name
)
def test_findings_in_the_examples_are_told_well(folder: File) -> None:
    """Each finding in an example has a real place, full sentences and no personal data."""
    is_told_well(read(folder).register)


@settings(max_examples=settings().max_examples // 2)
@given(registers(max_size=4))
def test_findings_in_any_register_are_told_well(register: Register) -> None:
    """Other names change no finding, as long as the same are alike; no finding shows them."""
    is_told_well(register)


def test_a_rule_is_listed_under_its_subject() -> None:
    """The rules about shape have a subject of their own."""
    assert Label("Handleplaner", "Action plans") == find_subject(plan_length)
    assert Label("Filernes form", "Shape of files") == find_subject(WRONG_TYPE)


@pytest.mark.parametrize(
    ("module", "name"),
    [("hypothesis.strategies", "hypothesis"), ("stdnum.dk", "python-stdnum"), ("nordby.a", "nordby.a")],
)
def test_the_subject_of_a_plugin_s_rule_is_its_distribution(
    module: str, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A module that no distribution brings stands under its own name."""
    monkeypatch.setattr(nothing_wrong, "__module__", module)

    assert Label(name, name) == find_subject(rule_of(nothing_wrong))
