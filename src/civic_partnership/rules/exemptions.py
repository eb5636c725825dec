"""Exemptions: what they set aside, and the rule that each of them is needed."""

from collections.abc import Collection, Iterator

from civic_partnership.findings import (
    SHAPE_RULES,
    Path,
    Verdict,
    broken,
    closest_match,
    rule,
    verdict,
    wording,
)
from civic_partnership.model import (
    Entry,
    FieldFinder,
    RuleLevel,
    collect_fields,
    find_fields,
    key_of,
    walk_path,
)
from civic_partnership.values import Answer, Dated, Interval, Label

from .concerned_days import find_concerned_days
from .context import Context

_SHAPE = frozenset(rule.name for rule in SHAPE_RULES)
_EXEMPTIONS = FieldFinder(lambda attribute: attribute.name if attribute.name == "exempt" else None)
_HINT = Label(
    "Ret reglens navn, eller installér det plugin, som reglen hører til.",
    "Correct the name of the rule, or install the plugin that it belongs to.",
)
_FIXED = wording(
    da="Niveauet for {rule} kan ikke ændres.\nSlet linjen.",
    en="The level of {rule} cannot be changed.\nDelete the line.",
)
_FAILED = wording(
    da="{rule} kunne ikke gennemføres i denne kontrol.\nMeld det til dem, der udgiver reglen.",
    en="{rule} failed in this check.\nReport it to those who publish the rule.",
    is_reason=True,
)
_NOT_ASKED = wording(
    da="{rule} er ikke med i denne kontrol.\n{hint}",
    en="{rule} is not part of this check.\n{hint}",
    is_reason=True,
)


def find_exempt_rules(record: Entry) -> set[str]:
    """Return the names of the rules from which a record or a part of it is exempt."""
    if not collect_fields(record, _EXEMPTIONS).get("exempt"):
        return set()
    return {str(path[-1]) for path, _, _ in find_fields(record, _EXEMPTIONS)}


def find_set_level(rule: str, record: Entry | None, context: Context) -> RuleLevel | None:
    """Return the level that the programme of a record, else the municipality, gives a rule; None if none."""
    programme = context.programme_of(record) if record else None
    levels = (holder.rule_levels.get(rule) for holder in (programme, context.register.municipality) if holder)
    return next(filter(None, levels), None)


def is_set_aside(rule: str, record: Entry, path: Path, concerned: object, context: Context) -> bool:
    """Return whether a rule is off for a record, or does not apply to the part at a path on some days.

    An exemption of anything that the path leads through counts. `concerned` is the day, the days or the year
    that is asked about; None stands for the days of the part.
    """
    parts = list(walk_path(record, path))
    days = find_concerned_days({"days": concerned}, parts)
    reasons = [part.exempt.get(rule) for part in parts if isinstance(part, Entry)]
    is_exempt = any(find_used_keys(reason, days) for reason in reasons if reason)
    return is_exempt or find_set_level(rule, record, context) == "off"


def find_used_keys(reason: Dated[str], days: Interval | None) -> list[str | None]:
    """Return the periods of an exemption that set some days aside, as texts; none if it does not.

    A period does so if one of the days may be in it. A reason without periods always does so; its key is
    None.
    """
    if reason.changes[0][0] is None:
        return [None]
    return [
        str(key)
        for (key, _), entry in zip(reason.changes, reason.entries, strict=True)
        if days is not None and entry.days.overlap(days).possible != 0
    ]


@rule(
    about=Entry,
    level="warning",
    source="file-format, exempt",
    title="Hver dispensation har en virkning.",
    da="""Dispensationen fra {rule} har ingen virkning.
          Slet den, eller flyt den til den post, som reglens meldinger handler om.""",
    en="""The exemption from {rule} sets nothing aside.
          Delete it, or move it to the record that the rule has something to say about.""",
)
def unused_exemption(record: Entry, context: Context) -> Iterator[Verdict]:
    """Every exemption sets aside a finding.

    ## What it checks
    For every rule named in an `exempt`, this check has a finding, of any level, that the exemption sets
    aside. Findings about the shape of files cannot be set aside, and an exemption from this rule is not
    checked. An exemption for periods sets aside what concerns their days. It cannot be told while some
    records could not be read, or if the named rule is not part of the check: its plugin is not installed, or
    its name is misspelt. Such a name in `rule_levels` gives a finding too, and so does a rule about the shape
    of files, because its level is fixed.

    ## Why
    An exemption that is no longer needed hides the next mistake, and one in the wrong place hides nothing.
    """
    for name in getattr(record, "rule_levels", ()):  # of the municipality, or of a programme
        if name in _SHAPE:
            yield broken("rule_levels", name, rule=name)._replace(wording=_FIXED)
        elif name not in context.answered:
            yield _not_asked(name, ("rule_levels", name), context)
    if not collect_fields(record, _EXEMPTIONS).get("exempt"):
        return
    answer = Answer.UNDECIDED if context.register.left_out else Answer.BROKEN
    key = key_of(record)
    for path, _, reason in find_fields(record, _EXEMPTIONS):
        name = str(path[-1])
        unused = list(_find_unused(reason, name, context.exemptions_used[key, path[:-2]]))
        if not unused or name == unused_exemption.name:
            continue
        if name in context.answered or name in _SHAPE:
            yield from (verdict(answer, *path, *period, rule=name) for period in unused)
        else:
            yield _not_asked(name, path, context)


def _find_unused(reason: Dated[str], name: str, used: Collection[tuple[str, str | None]]) -> Iterator[Path]:
    """Yield the path from an exemption to each of its periods that was not used; `()` for the whole of it."""
    keys = [str(start) if start else None for start, _ in reason.changes]
    unused = [key for key in keys if (name, key) not in used]
    if len(unused) == len(keys):
        yield ()
    else:
        yield from ((key,) for key in unused if key)


def _not_asked(name: str, path: Path, context: Context) -> Verdict:
    if name in context.failed:
        return verdict(Answer.UNDECIDED, *path, rule=name)._replace(wording=_FAILED)
    hint = closest_match(name, context.answered, _HINT)
    return verdict(Answer.UNDECIDED, *path, rule=name, hint=hint)._replace(wording=_NOT_ASKED)
