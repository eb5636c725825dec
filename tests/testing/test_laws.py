"""Properties of all rules, shown on registers in which one is broken."""

from collections import Counter
from datetime import date, timedelta
from typing import Any

import attrs
import pytest
from hypothesis import assume, given, settings, strategies as st
from model.places import map_fields, value_at
from rules.uncertain_dates import add_tilde

from civic_partnership.findings import Path
from civic_partnership.model import Partnership, RecordKey, Register, info
from civic_partnership.rules import CATALOGUE, check
from civic_partnership.testing import registers
from civic_partnership.testing.breaker import FAR
from civic_partnership.testing.breakers import BREAKERS
from civic_partnership.testing.broken_register import BrokenRegister, broken_by
from civic_partnership.values import Table

NAMES = sorted({breaker.rule for breaker in BREAKERS})
ABOUT_PARTNERSHIPS = sorted(
    (
        each
        for each in BREAKERS
        if each.rule in {rule.name for rule in CATALOGUE if rule.about is Partnership}
    ),
    key=lambda each: (each.rule, each.change.__name__),
)
DAY = timedelta(days=1)

some = settings(max_examples=settings().max_examples // 2)
broken_somehow = st.sampled_from(NAMES).flatmap(broken_by)

FindingKey = tuple[str, RecordKey | None, Path]


def collect_levels(register: Register, on: date) -> dict[FindingKey, set[str]]:
    """Check a register, and return the levels of its findings by rule, record and path."""
    report = check(register, on=on)
    assert report.failures == ()
    levels: dict[FindingKey, set[str]] = {}
    for each in report.findings:
        levels.setdefault((each.rule, each.record, each.path), set()).add(each.level)
    return levels


def test_every_rule_has_a_breaker() -> None:
    """Whoever adds a rule adds a way to break it; no breaker breaks a rule that is not there."""
    assert {rule.name for rule in CATALOGUE} == set(NAMES)


def test_a_rule_without_a_breaker_is_refused() -> None:
    """Refuse to break a rule that no breaker breaks, and say what to do."""
    with pytest.raises(LookupError, match="no breaker breaks no-such-rule: write one"):
        broken_by("no-such-rule")


@attrs.frozen
class TwiceBroken:
    """A register, and what was broken in it: rule, record, path, and day.

    The register does not show in its text: it would be too much to read.
    """

    register: Register = attrs.field(repr=False)
    violations: list[tuple[str, RecordKey, Path, date]]


@st.composite
def break_two_rules(draw: st.DrawFn) -> TwiceBroken:
    """Break a rule in each of the two partnerships of a register."""
    register = draw(registers(partnerships=2, complete=True))
    violations = []
    for id in sorted(register.partnerships):
        breaker = draw(st.sampled_from(ABOUT_PARTNERSHIPS))
        # Grants for the same days are told where the programme fixes no amount: that is for both partnerships.
        assume(breaker.rule != "grant-duplicate-year")
        change = breaker.change(draw, register, register.partnerships[id])
        violations.append((breaker.rule, change.record, change.path, change.on))
        register = change.register
    return TwiceBroken(register, violations)


@some
@given(break_two_rules())
def test_nothing_masks_anything(broken: TwiceBroken) -> None:
    """Two rules broken in two partnerships are both found, whatever they are."""
    for *key, on in broken.violations:
        assert tuple(key) in collect_levels(broken.register, on)


@some
@given(broken_somehow, st.data())
def test_the_order_of_records_changes_nothing(broken: BrokenRegister, data: st.DataObject) -> None:
    """Records that come in another order give the same findings."""
    records = data.draw(st.permutations([record for _, record in broken.broken]))

    assert check(broken.broken, on=broken.on) == check(Register().replace(*records), on=broken.on)


def reverse_id(id: str) -> str:
    """Return another id, which stands elsewhere in the order of all."""
    return f"x{id[::-1]}x"


def replace_ids(register: Register) -> Register:
    """Return the same register with every id changed, wherever it stands."""

    def change(field: Any, value: Any) -> Any:
        if field.name == "focus_areas":
            return Table({area.id: area for area in value.values()})
        if value is None or (field.name != "id" and info(field).refers_to is None):
            return value
        return reverse_id(value) if isinstance(value, str) else tuple(map(reverse_id, value))

    return Register().replace(*(map_fields(record, change) for _, record in register))


@some
@given(broken_somehow)
def test_the_names_of_records_change_nothing(broken: BrokenRegister) -> None:
    """With every id renamed throughout, the same is found in the same records under their new names."""
    expected = Counter(
        (each.rule, each.level, each.record and each.record.id and reverse_id(each.record.id))
        for each in check(broken.broken, on=broken.on).findings
    )
    again = check(replace_ids(broken.broken), on=broken.on)

    assert expected == Counter(
        (each.rule, each.level, each.record and each.record.id) for each in again.findings
    )


@some
@given(broken_somehow, st.data())
def test_a_tilde_more_makes_nothing_more_certain(broken: BrokenRegister, data: st.DataObject) -> None:
    """With `~` at any one date, what was found stays or is undecided, and nothing else is certain.

    But for an exemption that nothing needed: it sets aside what has become undecided.
    """
    marked = [changed for _, record in broken.broken for changed in add_tilde(record)]
    clear = collect_levels(broken.broken, broken.on)
    vague = collect_levels(broken.broken.replace(data.draw(st.sampled_from(marked))), broken.on)

    assert {each for each in vague if vague[each] != {"undecided"}} <= clear.keys()
    assert {each[:2] for each in clear if each[0] != "unused-exemption"} <= {each[:2] for each in vague}


@some
@given(broken_somehow)
def test_every_finding_leads_somewhere(broken: BrokenRegister) -> None:
    """Whatever is broken, each finding's record is there, and its path in it."""
    for each in check(broken.broken, on=broken.on).findings:
        assert each.record is not None
        value_at(broken.broken.get(each.record), each.path)


@some
@given(broken_somehow, st.integers(1, 20_000))
def test_long_after_everything_nothing_changes_any_more(broken: BrokenRegister, days: int) -> None:
    """Once the last duty is due, what is found is found on every later day."""
    assert collect_levels(broken.broken, FAR) == collect_levels(broken.broken, FAR + days * DAY)
