"""Rules of plugins: their verdicts are checked, and they must not change any record."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from civic_partnership.findings import Rule, Verdict, format_fact
from civic_partnership.isolation import fingerprint, iterate_isolated
from civic_partnership.model import KINDS, RecordKey
from civic_partnership.values import Answer

from .catalogue import ALL_RULES
from .context import Context

MAX_VERDICTS = 100_000
"""The most verdicts that a rule may yield when it is asked once."""
_OWN = frozenset(id(rule.ask) for rule in ALL_RULES)


class RecordChanged(Exception):  # noqa: N818 - a report shows the name of the class
    """A failure of a rule that changed the record, or the register, that it was checking."""


class TooManyVerdicts(Exception):  # noqa: N818 - the same
    """A failure of a rule that does not end."""


class InvalidVerdict(Exception):  # noqa: N818 - the same
    """A failure of a rule that yielded something that is no valid verdict."""


def is_own(rule: Rule) -> bool:
    """Return whether the function of a rule belongs to this package."""
    return id(rule.ask) in _OWN


def ask_foreign_rule(rule: Rule, subject: Any, context: Context) -> Iterator[Verdict]:
    """Ask a rule of a plugin about a record, or about the register; raise whatever the rule raises.

    Raises:
        RecordChanged: the rule changed the record or the register.
        TooManyVerdicts: the rule yields too many verdicts.
        InvalidVerdict: the rule yielded something that is no valid verdict.
    """
    assert rule.ask is not None  # noqa: S101 - only such rules are asked
    before = fingerprint(subject)
    try:
        for number, verdict in enumerate(iterate_isolated(partial(rule.ask, subject, context))):
            if number == MAX_VERDICTS:
                raise TooManyVerdicts
            if not _is_valid(verdict):
                raise InvalidVerdict
            yield verdict
    finally:
        if fingerprint(subject) != before:
            raise RecordChanged


def _is_valid(verdict: object) -> bool:
    """Return whether something is a verdict that can be sorted, located and shown."""
    if not isinstance(verdict, Verdict) or verdict.answer not in (Answer.BROKEN, Answer.UNDECIDED):
        return False
    paths = (verdict.path, verdict.missing or (), *verdict.paths)
    if not all(type(path) is tuple and all(type(step) in (str, int) for step in path) for path in paths):
        return False
    try:
        for fact in verdict.facts.values():
            format_fact(fact, "da")
    except TypeError:
        return False
    key = verdict.record
    is_record = isinstance(key, RecordKey) and key.kind in KINDS and type(key.id) is str
    return is_record or key in (None, RecordKey("municipality", None))
