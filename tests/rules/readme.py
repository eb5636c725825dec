"""The page of all rules and the table in the README: `python tests/rules/readme.py` writes both anew."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from civic_partnership.findings import Rule, citation
from civic_partnership.rules import ALL_RULES
from civic_partnership.values import Label

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "src" / "civic_partnership" / "rules" / "README.md"
COMMAND = "python tests/rules/readme.py"

_HEAD = """\
# The rules

What must hold of a register: {number} rules, each with its source, what it says in Danish and English, and examples.
The page is generated from the rules themselves: change these, then run `{command}`.

`civic-partnership explain RULE` prints one of them, `civic-partnership rules` lists them. In what a rule says, … stands for the
facts of the case. Every example is run as a test, checked as of 1 March 2025; where there are two blocks, each is a file.

## Three answers

Rules are asked as of a day, and a duty only up to that day.

- What **holds** is passed over.
- What is **broken** is told at its place, with what to do about it.
- What is **undecided** cannot be told from what is recorded: an amount is missing, or an end is only known as `2024~`. It is
  counted, and never an error.

## Levels and exemptions

What is broken is an **error** or a **warning**. With an error `civic-partnership check` ends with the exit status 1; with
`--strict` it does so with anything found.

`rule_levels` of the municipality or of a programme makes a rule an `error`, a `warning`, or turns it `off`. The programme's
level wins for what belongs to it; `off` silences what is undecided too, and nothing makes that an error.
`exempt` sets a rule aside for one record, or for one row of it, and gives the reason; `unused-exemption` tells of one that is
not needed. Neither concerns the rules about the shape of files, for these are asked before there is a record.

```toml
[municipality]
name = "Nordby Kommune"
rule_levels = {{ handover-missing = "error", employment-gap = "off" }}

[programmes.sociale-partnerskaber]
name = "Sociale partnerskaber"
annual_amount = 200_000
rule_levels = {{ network-meetings = "off" }}

[partnerships.nordby-boldklub]
programme = "sociale-partnerskaber"
associations = ["nordby-boldklub"]
grants = [
  {{ year = 2024, amount = 180_000, exempt = {{ grant-annual-amount = "Aftalt med forvaltningen" }} }},
]
```

## Contents
"""


def rules_page(rules: Sequence[Rule]) -> str:
    """All rules as one document in Markdown: a head, the contents by subject, and the page of each.

    Args:
        rules: in the order of their pages; those of one subject stand together, where its first stands.

    """
    return "\n".join(_parts(rules))


def _parts(rules: Sequence[Rule]) -> Iterator[str]:
    subjects: dict[str, list[Rule]] = {}
    for rule in rules:
        subjects.setdefault(rule.subject, []).append(rule)
    yield _HEAD.format(number=len(rules), command=COMMAND)
    for subject, members in subjects.items():
        yield f"- [{subject}](#{_anchor(subject)})"
        for rule in members:
            yield f"  - [`{rule.name}`](#{rule.name}) ({rule.level}): {rule.title.en}"
    for subject, members in subjects.items():
        yield f"\n## {subject.capitalize()}"
        for rule in members:
            yield f"\n### {rule.name}\n\n{_page(rule)}"
    yield ""


def _anchor(subject: str) -> str:
    """Where a link to the heading of a subject leads."""
    return subject.replace(" ", "-")


def _page(rule: Rule) -> str:
    """A rule's title, level, source and sentences, and then the rest of its page."""
    rest = rule.page.removeprefix(rule.title.en).strip("\n")
    said = "\n>\n".join(_said(rule, language) for language in ("da", "en"))
    return f"{rule.title.en}\n\n**{rule.level}** · {citation(rule.source).en}\n\n{said}\n\n{_under(rest)}"


def _said(rule: Rule, language: str) -> str:
    """What is wrong and what to do, in one language, with dots where the facts stand."""
    labels: tuple[Label, Label] = rule.sentence, rule.remedy
    return "\n".join(f"> {re.sub(r'{[^}]*}', '…', getattr(label, language))}" for label in labels)


def _under(page: str) -> str:
    """A page with its headings two levels down, below the heading of the rule; what is in a block stays."""
    blocks = re.split(r"(^```.*?^```$)", page, flags=re.MULTILINE | re.DOTALL)
    shifted = [re.sub(r"^(#+ .*)$", r"##\1\n", text, flags=re.MULTILINE) for text in blocks[::2]]
    blocks[::2] = shifted
    return "".join(blocks)


def with_table(readme: str, rules: Sequence[Rule]) -> str:
    """The README with a row for each rule in its table; those about the shape of files share one."""
    head, mark, rest = readme.partition("| rule | what must hold |\n|---|---|\n")
    shape = ", ".join(f"`{rule.name}`" for rule in rules if rule.ask is None)
    rows = [f"| {shape} | the shape of the files |"]
    for rule in rules:
        if rule.ask is not None:
            title = rule.title.en.rstrip(".")
            rows.append(f"| `{rule.name}` | {title[0].lower()}{title[1:]} |")
    _, end, after = rest.partition("\n\n")
    return f"{head}{mark}{chr(10).join(rows)}{end}{after}"


def main() -> None:
    """Write the page and the table anew."""
    PAGE.write_text(rules_page(ALL_RULES), encoding="utf-8", newline="\n")
    readme = ROOT / "README.md"
    readme.write_text(
        with_table(readme.read_text(encoding="utf-8"), ALL_RULES), encoding="utf-8", newline="\n"
    )


if __name__ == "__main__":
    main()
