import re
import runpy
import shutil
import subprocess
import sys
from datetime import date
from itertools import pairwise
from pathlib import Path

import attrs
import pytest
from rich.markdown import Markdown
from rules.readme import COMMAND, PAGE, rules_page

from civic_partnership.findings import SHAPE_RULES, Rule, citation
from civic_partnership.rules import ALL_RULES, CATALOGUE, check
from civic_partnership.storage import parse
from civic_partnership.values import Label

SCRIPT = Path(__file__).with_name("readme.py")
ROOT = PAGE.parents[3]
TEXT = rules_page(ALL_RULES)
TOKENS = Markdown(TEXT).parsed
HEADINGS = [
    (int(token.tag[1:]), TOKENS[i + 1].content)
    for i, token in enumerate(TOKENS)
    if token.type == "heading_open"
]
FENCES = [token for token in TOKENS if token.type == "fence"]
ONE = CATALOGUE[0]


def blocks(page: str) -> list[str]:
    """The TOML files that a page shows."""
    return re.findall(r"^```toml\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)


def test_the_page_in_the_repository_is_the_one_of_the_rules() -> None:
    """What people read is what the rules say now."""
    assert PAGE.read_text(encoding="utf-8") == TEXT, f"the page of the rules is stale: run `{COMMAND}`"


def test_the_command_writes_page_and_table_from_any_directory(tmp_path: Path) -> None:
    """The command that the page names finds its place by itself, and writes what the test compares with."""
    script, page = (tmp_path / "copy" / path.relative_to(ROOT) for path in (SCRIPT, PAGE))
    for folder in (script.parent, page.parent):
        folder.mkdir(parents=True)
    shutil.copy(SCRIPT, script)
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    stale = readme.replace("| `cvr-checksum` |", "| `cvr-check` |")
    (tmp_path / "copy" / "README.md").write_text(stale, encoding="utf-8")

    subprocess.run([sys.executable, str(script)], cwd=tmp_path, check=True)

    assert f"python {SCRIPT.relative_to(ROOT).as_posix()}" == COMMAND
    assert TEXT.encode() == page.read_bytes()
    assert stale != readme == (tmp_path / "copy" / "README.md").read_text(encoding="utf-8")


def test_importing_the_script_writes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the command writes: a test that asks for the page leaves the stale one to be found."""
    monkeypatch.setattr(Path, "write_text", None)

    assert "main" in runpy.run_path(str(SCRIPT))


def test_the_page_is_one_document() -> None:
    """One title, no level of heading left out, and every block closed, in a language, and of TOML."""
    levels = [level for level, _ in HEADINGS]

    assert 1 == levels[0]
    assert 1 == levels.count(1)
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert {"toml"} == {fence.info for fence in FENCES}
    assert 2 * len(FENCES) == len(re.findall("^```", TEXT, re.MULTILINE))
    assert TEXT.endswith("```\n")
    assert "\n\n\n" not in TEXT


def test_every_rule_has_its_page_below_its_subject() -> None:
    """Each rule stands once, under its subject, and those about shape come first."""
    subject, found = "", []
    for level, heading in HEADINGS:
        if level == 2:
            subject = heading
        elif level == 3:
            found.append((subject.lower(), heading))

    assert sorted((rule.subject, rule.name) for rule in ALL_RULES) == sorted(found)
    assert [rule.name for rule in SHAPE_RULES] == [name for _, name in found[: len(SHAPE_RULES)]]


def test_the_contents_lead_to_every_rule() -> None:
    """Every link inside the page leads to a heading of its own, in order; the contents leave none out."""
    links = re.findall(r"\(#([^)]*)\)", TEXT)
    contents = HEADINGS.index((2, "Contents"))
    headings = [heading for level, heading in HEADINGS[contents + 1 :] if level <= 3]
    anchors = [heading.lower().replace(" ", "-") for heading in headings]

    assert anchors == links
    assert len(anchors) == len(set(anchors))
    assert set(anchors).isdisjoint({heading.lower() for level, heading in HEADINGS if level == 4})
    for rule in ALL_RULES:
        assert f"[`{rule.name}`](#{rule.name}) ({rule.level}): {rule.title.en}\n" in TEXT


def section(rule: Rule) -> str:
    """What stands below the heading of a rule."""
    return TEXT.partition(f"\n### {rule.name}\n")[2].partition("\n## ")[0].partition("\n### ")[0]


@pytest.mark.parametrize("rule", ALL_RULES, ids=lambda rule: rule.name)
def test_a_rule_s_page_says_all_of_it(rule: Rule) -> None:
    """Title, level, source, both sentences in both languages, every line of the page, and its examples as they are."""
    told = section(rule)
    lines = set(told.splitlines())

    assert told.startswith(f"\n{rule.title.en}\n\n**{rule.level}** · {citation(rule.source).en}\n\n")
    for label in (rule.sentence, rule.remedy):
        for said in (label.da, label.en):
            assert f"> {re.sub(r'{[^}]*}', '…', said)}" in lines
    assert {f"##{line}" if line.startswith("#") else line for line in rule.page.splitlines()} <= lines
    assert blocks(rule.page) == blocks(told)


@pytest.mark.parametrize(
    "changed",
    [
        attrs.evolve(ONE, name="another-name"),
        attrs.evolve(ONE, level="warning"),
        attrs.evolve(ONE, source="cvr-register, another place"),
        attrs.evolve(ONE, sentence=Label("Et andet.", ONE.sentence.en)),
        attrs.evolve(ONE, sentence=Label(ONE.sentence.da, "Another.")),
        attrs.evolve(ONE, remedy=Label("Ret det.", ONE.remedy.en)),
        attrs.evolve(ONE, remedy=Label(ONE.remedy.da, "Correct it.")),
        attrs.evolve(ONE, page=ONE.page.replace(".", "!", 1)),
        attrs.evolve(ONE, page=f"{ONE.page}\n"[:-5] + "x\n```"),
    ],
)
def test_a_rule_that_is_changed_makes_the_page_stale(changed: Rule) -> None:
    """Whatever is changed of a rule, the page changes with it; so it does when a rule comes or goes."""
    others = [rule for rule in ALL_RULES if rule is not ONE]

    assert 3 == len({rules_page([ONE, *others]), rules_page([changed, *others]), rules_page(others)})


def test_what_stands_in_a_block_is_no_heading() -> None:
    """A comment in TOML begins as a heading does, and stays as it is."""
    page = "One line.\n\n## Passes\n```toml\n# a comment\nformat_version = 1\n```"

    assert "# a comment\nformat_version = 1\n" == blocks(rules_page([attrs.evolve(ONE, page=page)]))[-1]


def test_the_example_in_the_head_does_what_it_says() -> None:
    """The exemption sets the finding aside, and is needed; the levels read well."""
    block = blocks(TEXT)[0]
    reading, without = parse(block), parse(re.sub(r", exempt = {.*?}", "", block))
    found, told = (
        {finding.rule for finding in check(each.register, on=date(2025, 3, 1)).findings}
        for each in (reading, without)
    )

    assert () == reading.findings == without.findings
    assert {"grant-annual-amount"} == told - found
    assert set() == found - told


def test_every_other_block_is_an_example_of_a_rule() -> None:
    """Beside that of the head there are only the examples that are run with the rules."""
    ordered = sorted(
        ALL_RULES, key=lambda rule: next(i for i, each in enumerate(HEADINGS) if each == (3, rule.name))
    )

    assert [block for rule in ordered for block in blocks(rule.page)] == blocks(TEXT)[1:]
