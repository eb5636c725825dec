"""A rule of one municipality: Sønderhavn pays a grant in the first thirty days of its time."""

from collections.abc import Iterable, Iterator
from datetime import timedelta

from civic_partnership.model import Partnership
from civic_partnership.plugins import hookimpl
from civic_partnership.rules import Context, Rule, Verdict, broken, missing, rule


@rule(
    about=Partnership,
    level="warning",
    source="Sønderhavn Kommune: Tilskudsvejledning, side 4",
    title="Sønderhavn betaler et tilskud i de første tredive dage af dets tid.",
    da="Tilskuddet blev udbetalt {paid}, efter fristen {due}.\nRet datoen, eller skriv grunden i exempt.",
    en="The grant was paid on {paid}, later than {due}.\nCorrect the date, or say why in exempt.",
)
def grant_paid_late(partnership: Partnership, context: Context) -> Iterator[Verdict]:
    """Sønderhavn pays a grant in the first thirty days of its time."""
    municipality = context.register.municipality
    if municipality is None or municipality.name != "Sønderhavn Kommune":
        return
    for i, grant in enumerate(partnership.grants):
        due = grant.days.latest_start + timedelta(days=29)
        for j, payment in enumerate(grant.payments):
            if payment.on > due:
                yield broken("grants", i, "payments", j, "on", paid=payment.on, due=due)
        if not grant.payments and due <= context.on:
            yield missing("grants", i, "payments")


@hookimpl
def civic_partnership_rules() -> Iterable[Rule]:
    """Return the one rule of this plugin."""
    return [grant_paid_late]
