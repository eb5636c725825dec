"""Asking rules of plugins: what they yield is checked, and so is that they change nothing."""

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


class RecordChanged(Exception):  # noqa: N818 - named after what happened, for it is told by its name
    """A rule changed the record, or the register, that it was asked about."""


class TooManyVerdicts(Exception):  # noqa: N818 - the same
    """A rule does not end."""


class InvalidVerdict(Exception):  # noqa: N818 - the same
    """A rule yielded what is no verdict, or one that cannot be shown."""


def is_own(rule: Rule) -> bool:
    """Return whether a rule asks what one of the package's rules asks."""
    return id(rule.ask) in _OWN


def ask_foreign_rule(rule: Rule, subject: Any, context: Context) -> Iterator[Verdict]:
    """Ask a rule of a plugin about a record, or about the register.

    Raises:
        RecordChanged: it changed what it was asked about.
        TooManyVerdicts: it does not end.
        InvalidVerdict: it yielded something that is no verdict.
        BaseException: whatever else it raised.

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
    """Return whether a verdict can be sorted, located and shown."""
    return (
        isinstance(verdict, Verdict)
        and verdict.answer in (Answer.BROKEN, Answer.UNDECIDED)
        and all(map(_is_path, (verdict.path, verdict.missing or (), *verdict.paths)))
        and (verdict.record is None or _is_key(verdict.record))
        and all(map(_can_be_shown, verdict.facts.values()))
    )


def _is_path(path: object) -> bool:
    return type(path) is tuple and all(type(step) in (str, int) for step in path)


def _is_key(key: object) -> bool:
    is_record = isinstance(key, RecordKey) and key.kind in KINDS and type(key.id) is str
    return is_record or key == RecordKey("municipality", None)


def _can_be_shown(fact: object) -> bool:
    try:
        format_fact(fact, "da")
    except TypeError:
        return False
    return True
