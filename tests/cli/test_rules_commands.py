"""The commands `rules` and `explain`."""

import pytest
from cli.terminal import Run

from civic_partnership.rules import ALL_RULES, Rule, find_subject, format_page
from civic_partnership.values import Language


@pytest.mark.parametrize("lang", ["da", "en"])
def test_rules_lists_every_rule(run: Run, lang: Language) -> None:
    """List every rule with its title under its subject, which stands there once."""
    status, out, _ = run("rules", "--lang", lang)

    assert 0 == status
    for rule in ALL_RULES:
        assert 1 == f"\n{out}".count(f"\n{find_subject(rule).in_language(lang)}\n")
        assert rule.title.in_language(lang) in " ".join(out.split())


@pytest.mark.parametrize("lang", ["da", "en"])
@pytest.mark.parametrize("rule", ALL_RULES, ids=lambda rule: rule.name)
def test_explain_shows_the_page(run: Run, rule: Rule, lang: Language) -> None:
    """Print the page of a rule into a pipe as it is, in the language asked for."""
    status, out, _ = run("explain", rule.name, "--lang", lang)

    assert 0 == status
    assert out.startswith(f"# {rule.name}\n")
    assert out.endswith(f"\n{format_page(rule, lang)}\n")
