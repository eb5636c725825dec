import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path as File
from string import Formatter

import pytest
from hypothesis import given
from model.places import mapped, there

from civic_partnership.findings import (
    DOCUMENTS,
    SHAPE_RULES,
    Ask,
    Finding,
    Rule,
    Verdict,
    broken,
    rule as make_rule,
)
from civic_partnership.model import Contact, Record, Register, info
from civic_partnership.rules import ALL_RULES, CATALOGUE, check
from civic_partnership.storage import Reading, read
from civic_partnership.testing.any_registers import readable_registers as registers
from civic_partnership.values import Label

ON = date(2025, 3, 1)
SECTIONS = ["What it checks", "Why", "Passes", "Fails", "Undecided"]
EXAMPLES = File(__file__).parents[2] / "examples"
MARKER = "Rigmor Kvistgård"
"""Stands in every personal field, and nowhere else."""

each_rule = pytest.mark.parametrize("rule", ALL_RULES, ids=lambda rule: rule.name)


def sections(rule: Rule) -> dict[str, str]:
    """The parts of a rule's page by their headings, in order; the title under none."""
    title, *parts = re.split(r"^## ", rule.page, flags=re.MULTILINE)
    return {"": title} | {heading: text for heading, _, text in (part.partition("\n") for part in parts)}


def blocks(rule: Rule, heading: str) -> list[str]:
    """The TOML files that a part of a rule's page shows."""
    return re.findall(
        r"^```toml\n(.*?)^```$", sections(rule).get(heading, ""), flags=re.MULTILINE | re.DOTALL
    )


SHOWN = [
    pytest.param(rule, heading, id=f"{rule.name} {heading}")
    for rule in ALL_RULES
    for heading in SECTIONS[2:]
    if blocks(rule, heading)
]


def reading(rule: Rule, heading: str, folder: File) -> Reading:
    """What is read of the files that a part of a rule's page shows."""
    for number, block in enumerate(blocks(rule, heading)):
        (folder / f"{number}.toml").write_text(block, encoding="utf-8")
    return read(folder)


def found(rule: Rule, heading: str, folder: File) -> list[Finding]:
    """What a rule finds in the files of a part of its own page."""
    shown = reading(rule, heading, folder)
    report = check(shown.register, on=ON)
    assert report.failures == ()
    return [finding for finding in (*shown.findings, *report.findings) if finding.rule == rule.name]


@each_rule
def test_every_page_has_its_parts_in_order(rule: Rule) -> None:
    """A page is a title of one sentence and its parts; those that show files show one or more."""
    title, *headings = sections(rule)
    expected = SECTIONS if "Undecided" in headings else SECTIONS[:-1]

    assert (title, expected) == ("", headings)
    assert sections(rule)[""] == f"{rule.title.en}\n\n"
    assert rule.title.en.endswith(".")
    assert rule.title.da.endswith(".")
    assert rule.title.da != rule.title.en
    assert all(sections(rule)[heading].strip() for heading in headings)
    assert all(blocks(rule, heading) for heading in headings[2:])
    assert rule.page.count("```") == 2 * sum(len(blocks(rule, heading)) for heading in headings)


@each_rule
def test_what_a_page_says_passes_passes(rule: Rule, tmp_path: File) -> None:
    """The files under "Passes" give no finding of the rule, and read without any about their shape."""
    assert found(rule, "Passes", tmp_path) == []
    assert rule in SHAPE_RULES or reading(rule, "Passes", tmp_path).findings == ()


@each_rule
def test_what_a_page_says_fails_fails(rule: Rule, tmp_path: File) -> None:
    """The files under "Fails" give the rule's level, and read well unless the rule is about that."""
    assert rule.level in {finding.level for finding in found(rule, "Fails", tmp_path)}
    assert rule in SHAPE_RULES or reading(rule, "Fails", tmp_path).findings == ()


@pytest.mark.parametrize(
    "rule", [rule for rule in ALL_RULES if "Undecided" in sections(rule)], ids=lambda rule: rule.name
)
def test_what_a_page_says_cannot_be_told_is_undecided(rule: Rule, tmp_path: File) -> None:
    """The files under "Undecided" give one or more undecided findings of the rule, and no other."""
    assert {"undecided"} == {finding.level for finding in found(rule, "Undecided", tmp_path)}


@each_rule
def test_a_rule_goes_by_the_name_of_what_it_is(rule: Rule) -> None:
    """A rule's name is its own, and that of its function with hyphens for underscores."""
    assert [rule.name] == [other.name for other in ALL_RULES if other.name == rule.name]
    assert rule.ask is None or rule.name == rule.ask.__name__.replace("_", "-")
    assert re.fullmatch("[a-z]+(-[a-z]+)+", rule.name)


@each_rule
def test_a_rule_rests_on_a_document(rule: Rule) -> None:
    """A rule's source is one of the documents, and perhaps the place in it."""
    document, comma, place = rule.source.partition(", ")

    assert document in DOCUMENTS
    assert bool(comma) == bool(place)


def names(template: str) -> set[str]:
    """The facts that a template names."""
    return {name for _, name, _, _ in Formatter().parse(template) if name is not None}


@each_rule
@pytest.mark.parametrize("part", ["sentence", "remedy"])
def test_both_languages_say_the_same_in_sentences(rule: Rule, part: str) -> None:
    """Danish and English name the same facts, differ, and end with a full stop or are one fact that does."""
    words: Label = getattr(rule, part)

    assert names(words.da) == names(words.en)
    assert words.da != words.en or words.da == f"{{{''.join(names(words.da))}}}"
    for template in (words.da, words.en):
        assert template.endswith(".") or template == f"{{{''.join(names(template))}}}"


def test_the_catalogue_is_all_rules_but_those_about_shape() -> None:
    """What is asked of a register and what is asked of files are all there is, and no rule is both."""
    assert (*SHAPE_RULES, *CATALOGUE) == ALL_RULES
    assert all((rule.ask is None) == (rule in SHAPE_RULES) for rule in ALL_RULES)


def is_told_well(register: Register, rules: tuple[Rule, ...] = CATALOGUE) -> None:
    """Fail where a finding leads nowhere, is no sentence, or holds or depends on what is personal."""
    personal: Register = mapped(register, lambda field, value: MARKER if info(field).personal else value)
    report = check(personal, on=ON, rules=rules)
    assert report.failures == ()
    for finding in report.findings:
        assert finding.record is not None
        there(personal.get(finding.record), finding.path)
        assert finding.message.da.endswith((".", "?"))
        assert finding.message.en.endswith((".", "?"))
        assert MARKER not in repr((finding, finding.facts))
    assert report == check(register, on=ON, rules=rules)


@pytest.mark.parametrize(
    "folder", [each.parent for each in EXAMPLES.glob("*/municipality.toml")], ids=lambda each: each.name
)
def test_findings_in_the_examples_are_told_well(folder: File) -> None:
    """What is found in an example is told of a place that is there, in sentences, and of nobody."""
    is_told_well(read(folder).register)


@pytest.mark.parametrize(("rule", "heading"), SHOWN)
def test_findings_on_the_pages_are_told_well(rule: Rule, heading: str, tmp_path: File) -> None:
    """What all rules find in the files of a page is told of a place that is there, in sentences, and of nobody."""
    is_told_well(reading(rule, heading, tmp_path).register)


@given(registers(max_size=5))
def test_findings_in_any_register_are_told_well(register: Register) -> None:
    """Whatever stands in the personal fields of a register, the same is found, and none of it is told."""
    is_told_well(register)


def tells_names(record: Record, _: object) -> Iterator[Verdict]:
    """A rule that tells what is personal."""
    if isinstance(record, Contact) and record.name:
        yield broken("name", name=record.name)


def leads_nowhere(record: Record, _: object) -> Iterator[Verdict]:
    """A rule whose findings stand nowhere."""
    yield broken("name", "of", record.id)


@pytest.mark.parametrize("ask", [tells_names, leads_nowhere])
def test_a_finding_told_badly_would_be_seen(ask: Ask) -> None:
    """The proof holds: a rule that names people, or a place that is not there, does not get through it."""
    said = {"title": "Godt.", "da": "Galt.\nRet.", "en": "Wrong.\nCorrect."}
    bad = make_rule(about=Record, level="error", source="x", **said)(ask)

    with pytest.raises((AssertionError, ValueError)):
        is_told_well(Register().replace(Contact(id="a", name="A")), (bad,))
