"""What concerns the whole of a stream, and the base register."""

from collections.abc import Iterator
from datetime import date

import pytest
from streaming.streams import difference, split_register

from civic_partnership.model import Association, Partnership, Programme, Register
from civic_partnership.rules import Context, Verdict, broken, check, rule
from civic_partnership.storage import parse
from civic_partnership.streaming import check_stream

ON = date(2025, 3, 1)
BUDGET = """
[programmes.a]
name = "Sociale partnerskaber"
annual_budget = 100000
[associations.klub]
name = "Nordby Boldklub"
"""
PARTNERSHIP = """
[partnerships.%s]
programme = "a"
partners = [{ association = "klub" }]
terms = [{ kind = "initial", period = "2022/2024" }]
"""


def test_what_concerns_the_whole_has_the_place_of_its_record() -> None:
    """A finding about a partnership of a stream names file and line, whichever rule found it."""
    register = parse(BUDGET + PARTNERSHIP % "p" + PARTNERSHIP % "q").register
    base, lines = split_register(register)
    found = [each for each in check_stream(lines, base, on=ON) if each.rule == "budget-overspent"]

    assert [("<stream>", 1), ("<stream>", 2)] == [(each.file, each.at and each.at[0]) for each in found]


def test_a_base_made_in_python_is_checked_for_its_shape_too() -> None:
    """What no file can hold gives a finding, as in the check of a register, and no rule is asked about it."""
    base = Register().replace(Programme(id="a", name=7))  # type: ignore[arg-type]
    stream = check_stream([], base, on=ON)

    assert ["wrong-type"] == [each.rule for each in stream]
    assert () == stream.failures


def by_name(association: Association, _: object) -> set[str]:
    """Return the name of an association, a key that no rule of the package has."""
    return {association.name}


@rule(about=Register, level="error", source="test", title="…", da="{seen}\n…", en="{seen}\n…")
def see_everything(register: Register, context: Context) -> Iterator[Verdict]:
    """Tell all that a rule of a plugin can ask of a register and its context."""
    table = register.associations
    yield broken(
        seen=repr(
            (
                [*register],
                [*table],
                len(table),
                [*table.values()],
                [(key, [*some]) for key, some in context.sharing("associations", by_name)],
                [*context.counts("associations", by_name)],
                [*context.having("associations", by_name, "Nordby Boldklub")],
                [len(context.partnerships("a")), register.partnerships["p"] in context.partnerships("a")],
            )
        )
    )


@rule(about=Partnership, level="error", source="test", title="…", da="{seen}\n…", en="{seen}\n…")
def see_associations(_: Partnership, context: Context) -> Iterator[Verdict]:
    """Tell the associations in the document and the base."""
    table = context.register.associations
    yield broken(seen=repr(([*table.items()], len(table), "klub" in table)))


@pytest.mark.parametrize("shared", [False, True], ids=["own", "shared"])
def test_a_rule_of_a_plugin_sees_the_whole_as_a_register(*, shared: bool) -> None:
    """Tables, keys of its own and records are those of the whole; a document and the base are a register too."""
    other = '[associations.other]\nname = "Nordby Boldklub"\n'
    partnership = (PARTNERSHIP % "p").replace('"klub" }', '"klub" }, { association = "other" }')
    register = parse(BUDGET + other + partnership).register

    rules = [see_everything, see_associations]

    assert [each.rule for each in check(register, on=ON, rules=rules).findings] == [
        "see-everything",
        "see-associations",
    ]
    assert difference(register, ON, shared=shared, rules=rules) == ({}, {})
