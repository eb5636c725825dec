"""The table of rules on the page of the rules: `python tests/rules/readme.py` writes it anew."""

from collections.abc import Sequence
from pathlib import Path

from civic_partnership.findings import Rule
from civic_partnership.rules import ALL_RULES

PAGE = Path(__file__).parents[2] / "src" / "civic_partnership" / "rules" / "README.md"


def with_table(page: str, rules: Sequence[Rule]) -> str:
    """Return the page with one table row for each rule; rules about shape share one row."""
    head, mark, rest = page.partition("| rule | what must hold |\n|---|---|\n")
    shape = ", ".join(f"`{rule.name}`" for rule in rules if rule.ask is None)
    rows = [f"| {shape} | the shape of the files |"]
    for rule in rules:
        if rule.ask is not None:
            title = rule.title.en.rstrip(".")
            rows.append(f"| `{rule.name}` | {title[0].lower()}{title[1:]} |")
    _, end, after = rest.partition("\n\n")
    return f"{head}{mark}{chr(10).join(rows)}{end}{after}"


if __name__ == "__main__":
    table = with_table(PAGE.read_text(encoding="utf-8"), ALL_RULES)
    PAGE.write_text(table, encoding="utf-8", newline="\n")
