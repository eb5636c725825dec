"""The part of a register that a report is about."""

from collections.abc import Collection, Iterator

from civic_partnership import Register
from civic_partnership.model import DOCUMENT_KINDS, RECORD_IDS, Partnership, RecordKey, collect_fields
from civic_partnership.plugins import Label, Loss
from civic_partnership.rules import Report, payers

from .options import Options

_OUTSIDE = Label(
    "rapporten er kun om en del af registeret", "the report is about a part of the register only"
)
_CHOSEN = ("partnerships", "programmes", "appropriations")
"""Records of these kinds are in a report because they are chosen, not because another record names them."""


def find_scope(register: Register, options: Options) -> frozenset[RecordKey]:
    """Return the keys of the records that a report is about.

    That is the municipality, the partnerships that are chosen, with the programme and the appropriations
    that pay for them, the records that name one of these, and whatever they name themselves.
    """
    if (options.programme, options.appropriation, options.partnership) == (None, None, None):
        return frozenset(key for key, _ in register)
    chosen = _choose(register, options)
    naming = {
        key
        for key, record in register
        if key.kind not in _CHOSEN
        and any(_belongs(key, each, options) for each in chosen & _find_named(record))
    }
    found: set[RecordKey] = set()
    waiting = [*chosen, *naming]
    while waiting:
        key = waiting.pop()
        record = register.get(key)
        if record is not None and key not in found:
            found.add(key)
            waiting += [each for each in _find_named(record) if each.kind not in _CHOSEN]
    return frozenset({key for key, _ in register if key.kind == "municipality"} | found)


def _belongs(key: RecordKey, named: RecordKey, options: Options) -> bool:
    """Tell whether a record belongs to a report because it names a chosen one.

    What names the programme concerns all its partnerships; on the page of one only its meetings matter.
    """
    return options.partnership is None or named.kind == "partnerships" or key.kind == "meetings"


def _choose(register: Register, options: Options) -> set[RecordKey]:
    """Return the chosen partnerships, with the programme and the appropriations that pay for them."""
    partnerships = [each for each in register.partnerships.values() if _is_chosen(each, options)]
    chosen = {RecordKey("partnerships", each.id) for each in partnerships}
    for each in partnerships:
        chosen |= {RecordKey("programmes", each.programme)}
        if options.appropriation is None:
            chosen |= payers(each)
    if options.appropriation is not None:
        appropriation = register.appropriations[options.appropriation]
        chosen |= {RecordKey("appropriations", appropriation.id)}
        chosen |= {RecordKey("programmes", appropriation.programme)}
    if options.programme is not None:
        chosen |= {RecordKey("programmes", options.programme)}
        if options.appropriation is None:
            own = (each for each in register.appropriations.values() if each.programme == options.programme)
            chosen |= {RecordKey("appropriations", each.id) for each in own}
    return chosen


def _is_chosen(partnership: Partnership, options: Options) -> bool:
    if options.partnership is not None:
        return partnership.id == options.partnership
    appropriation = RecordKey("appropriations", options.appropriation)
    return (options.programme in (None, partnership.programme)) and (
        options.appropriation is None or appropriation in payers(partnership)
    )


def _find_named(record: object) -> set[RecordKey]:
    """Return the keys of the records that a record names."""
    ids = collect_fields(record, RECORD_IDS)
    return {RecordKey(kind, id) for kind, several in ids.items() for id in several}


def restrict_register(register: Register, scope: frozenset[RecordKey]) -> Register:
    """Return the register without the records outside the scope."""
    return register.without(*(record for key, record in register if key not in scope))


def restrict_report(report: Report, scope: frozenset[RecordKey], options: Options) -> Report:
    """Return the report without findings and failures about records outside the scope.

    The page of one partnership has no findings about its programme, or about what else others share.
    """
    about = {key for key in scope if options.partnership is None or key.kind in DOCUMENT_KINDS}
    return Report(
        on=report.on,
        findings=tuple(each for each in report.findings if each.record is None or each.record in about),
        failures=tuple(each for each in report.failures if each.record is None or each.record in about),
    )


def find_losses(register: Register, scope: frozenset[RecordKey], kinds: Collection[str]) -> Iterator[Loss]:
    """Yield a loss for each record of some kinds outside the scope."""
    for key, _ in register:
        if key not in scope and key.kind in kinds:
            yield Loss(record=key, path=(), reason=_OUTSIDE)
