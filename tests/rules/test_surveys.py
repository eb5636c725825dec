from decimal import Decimal
from typing import Any

import pytest
from rules.found import findings

from civic_partnership.model import AnswerShare, Question, Survey
from civic_partnership.rules.surveys import survey_shares

ANSWERS = ("questions", 0, "answers")


@pytest.mark.parametrize(
    ("exclusive", "shares", "expected"),
    [
        (True, ["60", "40"], []),
        (True, ["60", "40.000001"], [(ANSWERS, "100.000001")]),
        (True, [], []),
        (False, ["0", "100", "100"], []),
        (False, ["-0.5"], [((*ANSWERS, 0, "share"), "-0.5")]),
        (False, ["50", "100.5"], [((*ANSWERS, 1, "share"), "100.5")]),
        (True, ["101", "-1"], [((*ANSWERS, 0, "share"), "101"), ((*ANSWERS, 1, "share"), "-1")]),
        (True, ["101"], [(ANSWERS, "101"), ((*ANSWERS, 0, "share"), "101")]),
    ],
)
def test_shares_are_parts_of_all_who_answered(exclusive: Any, shares: list[str], expected: list[Any]) -> None:
    """A share lies within 0 to 100; shares of a single choice add up to at most 100."""
    answers = tuple(AnswerShare(answer="Ja", share=Decimal(share)) for share in shares)
    question = Question(text="Går det godt?", exclusive=exclusive, answers=answers)
    reported = findings(survey_shares, Survey(id="s", title="Spørgeskema", questions=(question,)))

    assert {"error"} >= {finding.level for finding in reported}
    assert [(path, Decimal(share)) for path, share in expected] == [
        (finding.path, dict(finding.facts)["share"]) for finding in reported
    ]
