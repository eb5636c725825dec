"""The rule about references from one record to another."""

from collections.abc import Iterator

import attrs

from civic_partnership.findings import Verdict, broken, closest_match, rule, verdict, wording
from civic_partnership.model import (
    KINDS,
    RECORD_IDS,
    LeftOut,
    Record,
    Register,
    collect_fields,
    find_fields,
    info,
)
from civic_partnership.values import Answer, Label

from .context import Context

_LEFT_OUT = wording(
    da="""Posten "{id}" blandt {kind} kunne ikke læses.
          Ret først den post.""",
    en="""The record "{id}" among the {kind} could not be read.
          Correct that record first.""",
    is_reason=True,
)
_MAYBE_UNREAD = wording(
    da=""""{id}" blandt {kind} kan stå i det, der ikke kunne læses.
          Ret først det, der ikke kunne læses.""",
    en=""""{id}" among the {kind} may stand in what could not be read.
          Correct first what could not be read.""",
    is_reason=True,
)


@rule(
    about=Record,
    level="error",
    source="file-format",
    title="Hvert id, som en post nævner, findes i registeret.",
    da="""Der findes intet id "{id}" blandt {kind}.
          {hint}""",
    en="""There is no id "{id}" among the {kind}.
          {hint}""",
)
def unknown_reference(record: Record, context: Context) -> Iterator[Verdict]:
    """Every id that a record names exists in the register.

    ## What it checks
    Every id of another record: the programme of a partnership, the department of a contact, the associations
    of an application. If that record could not be built, the reference is undecided. As long as a file cannot
    be read, every reference to an unknown record is undecided.

    ## Why
    A reference that leads nowhere is a misspelling, or its record was not delivered.
    """
    register = context.register
    named = collect_fields(record, RECORD_IDS)
    if not [kind for kind, ids in named.items() if ids and not context.holds_all(kind, ids)]:
        return
    for path, kind, id in find_fields(record, RECORD_IDS):
        if id in getattr(register, kind):
            continue
        if register.may_hold(kind, id):
            words = _LEFT_OUT if LeftOut(kind, id) in register.left_out else _MAYBE_UNREAD
            yield verdict(Answer.UNDECIDED, *path, id=id, kind=_kind_label(kind))._replace(wording=words)
        else:
            yield broken(*path, id=id, kind=_kind_label(kind), hint=_hint(context, kind, id))


def _kind_label(kind: str) -> Label:
    return info(attrs.fields_dict(Register)[kind]).label


def _hint(context: Context, kind: str, id: str) -> Label:
    register = context.register
    elsewhere = [other for other in KINDS if id in getattr(register, other)]
    if elsewhere:
        other, wanted = _kind_label(elsewhere[0]), _kind_label(kind)
        return Label(
            f"Tilføj det blandt {wanted.da}, eller ret id'et: det findes kun blandt {other.da}.",
            f"Add it to the {wanted.en}, or correct the id: it stands only among the {other.en}.",
        )
    otherwise = Label("Ret id'et, eller tilføj posten.", "Correct the id, or add the record.")
    return closest_match(id, context.names(kind), otherwise)
