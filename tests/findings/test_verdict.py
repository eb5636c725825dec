import pytest

from civic_partnership.findings import Undecidable, Verdict, as_warning, at, broken, missing, verdict
from civic_partnership.model import RecordKey
from civic_partnership.values import Answer


def test_says_what_is_broken_or_undecided_where_and_why() -> None:
    """A verdict holds the answer, the path and the facts by name."""
    assert Verdict(Answer.BROKEN, ("terms", 0), {"years": 4}) == broken("terms", 0, years=4)
    undecided = verdict(Answer.UNDECIDED, "terms", 0, years=4)
    assert Verdict(Answer.UNDECIDED, ("terms", 0), {"years": 4}) == undecided
    assert broken() == verdict(Answer.BROKEN)


def test_what_is_not_recorded_is_undecided() -> None:
    """What cannot be told for want of a fact is undecided, and is no other verdict on that place."""
    undecided = missing("grants", 0, "spending")

    assert (Answer.UNDECIDED, ("grants", 0, "spending")) == (undecided.answer, undecided.path)
    assert undecided != verdict(Answer.UNDECIDED, "grants", 0, "spending")


@pytest.mark.parametrize("verdict", [broken("terms", years=4), missing("terms"), verdict(Answer.UNDECIDED)])
def test_a_verdict_can_be_softened_and_said_of_a_record(verdict: Verdict) -> None:
    """Softened, or said of a record, a verdict is otherwise as it was."""
    key = RecordKey("areas", "havnen")

    expected = verdict._replace(is_warning=True, record=key)
    assert expected == as_warning(at(key, verdict)) == at(key, as_warning(verdict))
    assert not verdict.is_warning
    assert verdict.record is None


def test_a_rule_that_cannot_be_asked_says_for_want_of_what() -> None:
    """The exception that ends a rule holds the path of what is not there."""
    assert Undecidable("programme").path == ("programme",)
