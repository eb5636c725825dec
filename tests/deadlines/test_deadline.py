"""What a deadline is in JSON."""

from deadlines.year_of_everything import EVERYTHING, find


def test_a_deadline_as_json_holds_it() -> None:
    """Everything is there, the last day only if there is one; no personal data stand in an id."""
    first, *_, last = find(EVERYTHING.replace("s.x]", "s.k-010170-1234]"))

    assert {
        "first": "2024-12-31",
        "last": "2024-12-31",
        "is_overdue": True,
        "may_be_overdue": False,
        "kind": "payment",
        "text": {"da": "Udbetaling af 2 kr. af tilskuddet for 2024", "en": "Payment of 2 kr. of the grant for 2024"},
        "record": {"kind": "partnerships", "id": "k-***********"},
        "path": ["grants", 1, "payments"],
        "partnership": "k-***********",
        "owner": "Nordby Boldklub",
        "contacts": ["ane"],
    } == first.to_dict()  # fmt: skip
    assert None is last.to_dict()["last"]
