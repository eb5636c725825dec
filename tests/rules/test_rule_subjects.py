from collections.abc import Iterator

import pytest

from civic_partnership.findings import WRONG_TYPE, Verdict, rule
from civic_partnership.model import Record
from civic_partnership.rules import CATALOGUE, find_subject
from civic_partnership.rules.plans import plan_length
from civic_partnership.rules.rule_pages import SUBJECTS
from civic_partnership.values import Label


def ask(_: object, __: object) -> Iterator[Verdict]:
    """Accept everything."""
    yield from ()


def test_every_module_of_rules_has_a_subject() -> None:
    """The table names the modules that rules stand in, and no other."""
    modules = {each.ask.__module__.rpartition(".")[2] for each in CATALOGUE if each.ask}

    assert set(SUBJECTS) == modules


def test_the_subject_comes_from_the_module() -> None:
    """Several modules may share a subject; the rules about shape have one of their own."""
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
    monkeypatch.setattr(ask, "__module__", module)
    plugin_rule = rule(about=Record, level="error", source="x", title="x", da="x\ny", en="x\ny")(ask)

    assert Label(name, name) == find_subject(plugin_rule)
