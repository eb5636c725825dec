"""The commands `rules` and `explain`."""

import pytest
from cli.terminal import Run

from civic_partnership.rules import ALL_RULES
from civic_partnership.values import Language


@pytest.mark.parametrize("lang", ["da", "en"])
def test_rules_lists_every_rule(run: Run, lang: Language) -> None:
    """Every rule is listed under its subject, which stands there once, with its title."""
    status, out, _ = run("rules", "--lang", lang)

    assert 0 == status
    for rule in ALL_RULES:
        assert 1 == f"\n{out}".count(f"\n{rule.subject}\n")
        assert rule.title.in_language(lang) in " ".join(out.split())


@pytest.mark.parametrize("rule", ALL_RULES, ids=lambda rule: rule.name)
def test_explain_shows_the_page(run: Run, rule: object) -> None:
    """In a pipe, the page of a rule is printed as it was written."""
    name, page = rule.name, rule.page  # type: ignore[attr-defined]

    status, out, _ = run("explain", name)

    assert 0 == status
    assert out.startswith(f"# {name}\n")
    assert out.endswith(f"\n{page}\n")
