"""Whom a deadline concerns, and who looks after it."""

from datetime import date

import pytest
from deadlines.year_of_everything import find

HEAD = """
[associations.a]
name = "A"
[associations.b]
name = "B"
[programmes.p]
name = "Ordningen"
[alliances.l]
name = "Alliancen"
contacts = ["cy"]
[agreements.g]
title = "Aftalen"
[frameworks.f]
title = "Målene"
[partnerships.x]
programme = "p"
partners = [{ association = "a", until = "2024-06-30" }, { association = "b", since = "2024-07-01" }, { association = "lost", since = "2024-07-01" }]
consultants = [{ contact = "ane", until = "2024-05" }, { contact = "bo", since = "2024-06" }]
[partnerships.alone]
programme = "other"
partners = []
"""


@pytest.mark.parametrize(
    ("field", "owner", "partnership", "contacts"),
    [
        ('partnership = "x"', "B / lost", "x", ("bo",)),
        ('partnership = "alone"', "alone", "alone", ()),
        ('partnership = "lost"', "m", None, ()),
        ('programme = "p"', "Ordningen", None, ("bo",)),
        ('programme = "lost"', "m", None, ()),
        ('alliance = "l"', "Alliancen", None, ("cy",)),
        ('agreement = "g"', "Aftalen", None, ()),
        ('framework = "f"', "Målene", None, ()),
        ("", "m", None, ()),
    ],
)
def test_a_deadline_tells_whom_it_concerns(
    field: str, owner: str, partnership: str | None, contacts: tuple[str, ...]
) -> None:
    """A meeting concerns what it belongs to, else itself."""
    (found,) = find(f'{HEAD}[meetings.m]\non = 2024-08-01\nkind = "status"\n{field}', date(2024, 3, 1))

    assert (owner, partnership, contacts) == (found.owner, found.partnership, found.contacts)


GRANTS = 'grants = [{ period = "2023/2024~", amount = 5, payments = [{ on = 2023-01-15, amount = 1 }] }]\n'


@pytest.mark.parametrize(
    ("grants", "on", "owner", "contacts"),
    [
        (GRANTS.replace("~", "-05"), "2024-03-01", "A", ("ane",)),
        (GRANTS.replace("2024~", "2023"), "2024-03-01", "A", ("ane",)),
        (GRANTS.replace("2024~", "2023"), "2024-08-01", "B / lost", ("bo",)),
        (GRANTS, "2024-03-01", "A / B / lost", ("ane", "bo")),
        (GRANTS.replace("2024~", ""), "2024-03-01", "A", ("ane",)),
    ],
)
def test_partners_and_consultants_of_the_day_are_told(
    grants: str, on: str, owner: str, contacts: tuple[str, ...]
) -> None:
    """Of what is overdue, those of today; if the day is uncertain, all of whom it may concern."""
    text = HEAD.replace("[partnerships.x]\n", f"[partnerships.x]\n{grants}")
    (found,) = find(text, date.fromisoformat(on))

    assert (owner, contacts) == (found.owner, found.contacts)


def test_partners_who_all_left_are_told_all() -> None:
    """Where none is left on the day, the name is that of all there were."""
    text = HEAD.replace(
        ', { association = "b", since = "2024-07-01" }, { association = "lost", since = "2024-07-01" }', ""
    )
    (found,) = find(
        f'{text}[meetings.m]\non = 2024-08-01\nkind = "status"\npartnership = "x"', date(2024, 3, 1)
    )

    assert "A" == found.owner
