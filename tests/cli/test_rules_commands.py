"""The commands `rules` and `explain`."""

import pytest
from cli.terminal import Run, shown

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
@pytest.mark.parametrize("rule", ALL_RULES[::20], ids=lambda rule: rule.name)
def test_explain_shows_the_page(run: Run, rule: Rule, lang: Language) -> None:
    """Print the page of a rule into a pipe as it is, in the language asked for."""
    status, out, _ = run("explain", rule.name, "--lang", lang)

    assert 0 == status
    assert out.startswith(f"# {rule.name}\n")
    assert out.endswith(f"\n{format_page(rule, lang)}\n")


@pytest.mark.parametrize("columns", [20, 60])
def test_no_name_of_a_rule_is_cut_on_a_narrow_terminal(columns: int) -> None:
    """However narrow the terminal, every rule is listed by its whole name."""
    words = shown(columns, "rules").split()

    assert {rule.name for rule in ALL_RULES} <= set(words)
    assert "…" not in "".join(words)


def test_on_a_terminal_a_page_is_set_for_reading() -> None:
    """The page of a rule is set as a page, not shown as its source."""
    text = shown(80, "explain", "term-length", "--lang", "en")

    (title,) = (rule.title.en for rule in ALL_RULES if rule.name == "term-length")
    assert title in " ".join(text.split())
    assert "```" not in text
