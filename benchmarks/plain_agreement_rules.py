"""Plain rules about associations, terms and consultants."""

from plain_case import Case, years_after


def cvr_checksum(case: Case) -> bool:
    for partner in case.partnership.partners:
        association = case.associations.get(partner.association)
        if association and association.cvr:
            total = sum(
                weight * int(digit)
                for weight, digit in zip((2, 7, 6, 5, 4, 3, 2, 1), association.cvr, strict=True)
            )
            if total % 11 or association.cvr[0] == "0":
                return True
    return False


def term_length(case: Case) -> bool:
    cancelled = case.partnership.cancelled
    for term in case.partnership.terms:
        first, last = term.period
        if cancelled and last >= cancelled.effective.toordinal():
            continue
        due = years_after(first, case.programme.term_years)
        if (last + 1 != due) if term.kind == "initial" else (last + 1 > due):
            return True
    return False


def term_sequence(case: Case) -> bool:
    previous = None
    for term in sorted(case.partnership.terms, key=lambda term: term.period.first):
        if (term.kind == "initial") != (previous is None):
            return True
        if previous and term.period.first != previous.period.last + 1:
            return True
        previous = term
    return False


def extension_decision(case: Case) -> bool:
    return any(
        term.kind == "extension"
        and term.period.first <= case.until
        and term.decision is not None
        and term.decision.on is not None
        and term.decision.on.toordinal() >= term.period.first
        for term in case.partnership.terms
    )


def term_within_appropriation(case: Case) -> bool:
    partnership = case.partnership
    for term in partnership.terms:
        first, last = term.period
        appropriation = case.base.appropriations.get(term.appropriation or partnership.appropriation or "")
        if appropriation is None or first > case.until:
            continue
        if partnership.cancelled:
            last = min(last, partnership.cancelled.effective.toordinal())
        paid = appropriation.period
        if not paid.first <= first <= paid.last or paid.last < last < case.on:
            return True
    return False


def partnership_eligibility_members(case: Case) -> bool:
    if not case.terms:
        return False
    start = min(case.terms).first
    for partner in case.partnership.partners:
        begins = max(start, partner.since.first) if partner.since else start
        association = case.associations.get(partner.association)
        if association is None or begins > case.on:
            continue
        counts = [(count.on, count) for count in association.member_counts if count.on.toordinal() < begins]
        if not counts:
            continue
        _, count = max(counts, key=lambda each: each[0])
        number = None if count.approximate else count.under_25
        if number is not None and number < case.programme.min_youth_members:
            return True
    return False


def consultant_assigned(case: Case) -> bool:
    if case.until < case.on or not any(first <= case.on <= last for first, last in case.terms):
        return False
    for consultant in case.partnership.consultants:
        contact = case.base.contacts.get(consultant.contact)
        begun = consultant.since is None or consultant.since.first <= case.on
        goes_on = consultant.until is None or consultant.until.last >= case.on
        if begun and goes_on and (contact is None or contact.department):
            return False
    return True
