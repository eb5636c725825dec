"""Rules about the associations of a partnership, their shares, and its consultant in the municipality."""

from collections.abc import Iterator
from decimal import Decimal

from civic_partnership.findings import Verdict, missing, rule, verdict, wording
from civic_partnership.model import Partner, Partnership
from civic_partnership.values import Answer, Bounds, Days, Interval, Present, sweep

from .context import Context
from .requirement import last_day_asked
from .runs_of_days import find_repeats, find_uncovered, join_runs

_ALL = Decimal(100)
"""All of a grant, in per cent."""
_NO_PARTNER = wording(
    da="""Partnerskabet har ingen partner i en del af aftaleperioden ({days}).
          Tilføj den forening, der mangler (partners), eller ret datoerne (since og until).""",
    en="""The partnership has no partner in a part of the terms ({days}).
          Add the association that is missing (partners), or correct the dates (since and until).""",
)


@rule(
    about=Partnership,
    level="error",
    source="copenhagen-social-partnerships-page, Foreningerne i de Sociale partnerskaber",
    title="Der er hele tiden en partner, og ingen forening er partner to gange på samme tid.",
    da="""Foreningen {association} er registreret flere gange som partner i samme tidsrum.
          Ret datoerne (since og until), slet gentagelsen, eller skriv den rigtige forening.""",
    en="""The association {association} is recorded several times as a partner at the same time.
          Correct the dates (since and until), delete the row, or name the right association.""",
)
def shared_partnership(partnership: Partnership, context: Context) -> Iterator[Verdict]:
    """There is always a partner, and no association is a partner twice at a time.

    ## What it checks
    On no day up to the day of checking does an association stand twice in `partners`. On every day of the
    terms, up to the day of checking or the last day of a cancelled agreement, there is a partner. If there
    are no partners at all, the rule is undecided.

    ## Why
    An association named twice takes the place of another that is missing. Somebody must answer for the grant.
    """
    if not partnership.partners:
        yield missing("partners")
    elif not all([each.since is each.until is None for each in partnership.partners]):
        until = last_day_asked(partnership, context.on)
        for days, answer in find_uncovered(partnership.terms, partnership.partners, until=until):
            yield verdict(answer, "partners", days=days)._replace(wording=_NO_PARTNER)
    if len({each.association for each in partnership.partners}) == len(partnership.partners):
        return
    rows = [(i, each.association, each.days) for i, each in enumerate(partnership.partners)]
    for i, answer in find_repeats(rows, context.on).items():
        yield verdict(answer, "partners", i, association=partnership.partners[i].association)


@rule(
    about=Partnership,
    level="error",
    source="file-format, partners",
    title="Partnernes andele er tilsammen 100 procent.",
    da="""Partnernes andele er tilsammen {shares} procent ({days}); de skal være 100 procent.
          Ret andelene (share), eller de datoer, hvor en partner kom med eller gik ud (since og until).""",
    en="""The shares of the partners add up to {shares} per cent ({days}); they must be 100 per cent.
          Correct the shares (share), or the dates when a partner came or left (since and until).""",
)
def partner_shares(partnership: Partnership, context: Context) -> Iterator[Verdict]:
    """The shares of the partners add up to 100 per cent.

    ## What it checks
    On every day of the terms on which a partner has a `share`, up to the day of checking or the last day of a
    cancelled agreement, the shares add up to 100; without terms, on the day of checking. Each run of other
    days is one finding. Shares with decimals may be rounded: three of 33.3 are 100. If one of the partners
    has no share, it cannot be told.

    ## Why
    The shares divide the grant. If they are not 100 per cent, money is missing or is promised twice.
    """
    if all([each.share is None for each in partnership.partners]):
        return
    until = last_day_asked(partnership, context.on)
    terms = partnership.terms or (Interval((until, until), (until, until)),)
    runs: list[tuple[Days, tuple[Answer, Bounds | None, int | None]]] = []
    sums: list[tuple[Days, Bounds]] = []
    for days, (running, partners) in sweep(terms, partnership.partners, until=until):
        if running.possible and any(each.share is not None for each in partners.possible.values()):
            shares, answer = _add_shares(partners)
            if running.any is Answer.UNDECIDED:
                answer = Answer.agreed([answer, Answer.HOLDS])
            unknown = min((i for i, each in partners.possible.items() if each.share is None), default=None)
            sums.append((days, shares))
            runs.append((days, (answer, None if answer is Answer.UNDECIDED else shares, unknown)))
    without_share: set[int] = set()
    for days, (answer, _, unknown) in join_runs(runs):
        if answer is Answer.UNDECIDED and unknown is not None:
            without_share.add(unknown)
        elif answer is not Answer.HOLDS:
            found = tuple(dict.fromkeys(each for run, each in sums if days.first <= run.first <= days.last))
            yield verdict(answer, "partners", shares=found, days=days)
    for i in sorted(without_share):
        yield missing("partners", i, "share")


def _add_shares(partners: Present[Partner]) -> tuple[Bounds, Answer]:
    """Add up the shares of the partners, and answer whether they are 100; rounding is allowed for."""
    certain = [each.share or Decimal(0) for each in partners.certain.values()]
    possible = [each.share for each in partners.possible.values()]
    known = [each for each in possible if each is not None]
    least, most = sum(certain, Decimal(0)), sum(known, Decimal(0))
    rounding = sum([_rounding(each) for each in known], Decimal(0))
    shares = Bounds(least, None if None in possible else most)
    answer = Answer.every((shares.at_least(_ALL - rounding), shares.at_most(_ALL + rounding)))
    if all(each.share is None for each in partners.certain.values()):
        answer = Answer.agreed([answer, Answer.HOLDS])
    return shares, answer


def _rounding(share: Decimal) -> Decimal:
    """Return half a unit of the last decimal of a share; a whole number is not rounded."""
    exponent = share.as_tuple().exponent
    return Decimal(1).scaleb(exponent) / 2 if isinstance(exponent, int) and exponent < 0 else Decimal(0)


@rule(
    about=Partnership,
    level="warning",
    source="copenhagen-experience-report-2023, Metode",
    title="Et partnerskab, der er i gang, har en konsulent i kommunen.",
    da="""Partnerskabet er i gang uden en tilknyttet konsulent.
          Tilføj konsulenten (consultants), som er foreningens indgang til kommunen.""",
    en="""The partnership is running without a consultant.
          Add the consultant (consultants) who is the association's way into the municipality.""",
)
def consultant_assigned(partnership: Partnership, context: Context) -> Iterator[Verdict]:
    """A running partnership has a consultant in the municipality.

    ## What it checks
    While a term runs on the day of checking, one of the `consultants` of that day is a contact of a
    department. It cannot be told of a contact that belongs to neither a department nor an association. A
    partnership that was cancelled is not asked after its last day.

    ## Why
    A consultant advises the association and is its one way into the municipality.
    """
    named = Answer.some(
        [
            Answer.every((each.days.covers(context.on), context.contact_belongs(each.contact, "department")))
            for each in partnership.consultants
        ]
    )
    if named is Answer.HOLDS or last_day_asked(partnership, context.on) < context.on:
        return
    runs = Answer.some(term.days.covers(context.on) for term in partnership.terms)
    if not partnership.terms:
        runs = Answer.UNDECIDED
    answer = Answer.possibly(
        holds=runs is not Answer.HOLDS or named is not Answer.BROKEN,
        fails=runs is not Answer.BROKEN,
    )
    if answer is Answer.HOLDS:
        return
    for i, consultant in enumerate(partnership.consultants):
        if consultant.contact not in context.register.contacts:
            yield context.dangling("consultants", i, "contact")
            return
    yield verdict(answer, *(("consultants",) if partnership.consultants else ()))
