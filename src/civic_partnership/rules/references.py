"""Rules about what records say of each other."""

from collections.abc import Iterator

import attrs

from civic_partnership.findings import Verdict, Wording, broken, closest_match, rule, verdict
from civic_partnership.model import (
    KINDS,
    FieldFinder,
    LeftOut,
    Record,
    Register,
    collect_fields,
    find_fields,
    info,
)
from civic_partnership.values import Answer, Label

from .context import Context

_RECORDS = FieldFinder(lambda field: kind if (kind := info(field).refers_to) in KINDS else None)
"""Finds the ids of records by their kind; focus areas are no records."""
_LEFT_OUT = Wording(
    Label(
        'Posten "{id}" blandt {kind} kunne ikke læses.',
        'The record "{id}" among the {kind} could not be read.',
    ),
    Label("Ret først den post.", "Correct that record first."),
    is_reason=True,
)
_MAYBE_UNREAD = Wording(
    Label(
        '"{id}" blandt {kind} kan stå i det, der ikke kunne læses.',
        '"{id}" among the {kind} may stand in what could not be read.',
    ),
    Label("Ret først det, der ikke kunne læses.", "Correct first what could not be read."),
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
    Wherever a record names another by its id: the programme of a partnership, the department of a
    contact, the associations of an application. If the record is there but could not be taken into
    the register, the reference is undecided. A reference that leads nowhere is undecided too, as
    long as a file cannot be read.

    ## Why
    A reference that leads nowhere is a misspelling, or a record that was not delivered; the rules
    that follow the reference would have nothing to check.
    """
    register = context.register
    if all(
        id in getattr(register, kind) for kind, ids in collect_fields(record, _RECORDS).items() for id in ids
    ):
        return
    for path, kind, id in find_fields(record, _RECORDS):
        if id in getattr(register, kind):
            continue
        if register.may_hold(kind, id):
            words = _LEFT_OUT if LeftOut(kind, id) in register.left_out else _MAYBE_UNREAD
            yield verdict(Answer.UNDECIDED, *path, id=id, kind=_kind_label(kind))._replace(wording=words)
        else:
            yield broken(*path, id=id, kind=_kind_label(kind), hint=_hint(context, kind, id))


def _kind_label(kind: str) -> Label:
    """Return the name of a kind of records."""
    return info(attrs.fields_dict(Register)[kind]).label


def _hint(context: Context, kind: str, id: str) -> Label:
    """Return what to do about an id that is not there."""
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
