"""Which records a rule sees, so that what it has found holds as long as they stay the same.

A *document* is a partnership with everything that belongs to it: its meetings, its associations, and their
contacts. All records that name each other, however far, are in the same document. All other records are the
*base*: programmes, appropriations, rounds, and also the contacts and meetings that belong to no association
and no partnership. A rule sees one document and the base. A *wide* rule sees the base, and of every document
the part that `wide_part` returns.
"""

from collections import defaultdict
from collections.abc import Collection
from functools import cache
from typing import Any, NamedTuple, TypeVar

import attrs

from civic_partnership.findings import Rule
from civic_partnership.model import (
    DOCUMENT_KINDS,
    KINDS,
    RECORD_IDS,
    Contact,
    Entry,
    Meeting,
    Municipality,
    Partnership,
    RecordKey,
    Register,
    collect_fields,
)
from civic_partnership.rules import CATALOGUE, find_exempt_rules

from .encoding import compute_content_digest

_BASE_CLASSES: tuple[type[Entry], ...] = (
    Municipality,
    *(cls for kind, cls in KINDS.items() if kind not in DOCUMENT_KINDS),
)
_IN_DOCUMENT = frozenset({"one-partnership-at-a-time", "unused-exemption"})
"""Rules about the register that see no more than one document and the base at a time."""
_OF_CATALOGUE = frozenset(id(rule) for rule in CATALOGUE)


def is_known(rule: Rule) -> bool:
    """Tell whether a rule is one of the package, of which it is known what it sees."""
    return rule.ask is None or id(rule) in _OF_CATALOGUE


def is_wide(rule: Rule) -> bool:
    """Tell whether a rule of the package sees a part of every document."""
    if rule.about is Register:
        return rule.name not in _IN_DOCUMENT
    return rule.about in _BASE_CLASSES


R = TypeVar("R", bound=Entry)

Key = tuple[str, str | None]
"""The kind and the id of a record."""


class Node(NamedTuple):
    """What is kept of a record to know what it belongs to.

    Attributes:
        key: the key of the record.
        is_base: whether it belongs to no document.
        names: the keys of the records of documents that it names.
        exempt: the names of the rules from which it is exempt.
        digest: a hash of the record.
        wide_digest: a hash of what wide rules see of it.
    """

    key: Key
    is_base: bool
    names: tuple[tuple[str, str], ...]
    exempt: tuple[str, ...]
    digest: bytes
    wide_digest: bytes


def make_node(key: RecordKey, record: Entry) -> Node:
    """Return what is kept of a record."""
    ids = collect_fields(record, RECORD_IDS)
    names = dict.fromkeys((kind, id) for kind in DOCUMENT_KINDS for id in ids.get(kind, ()))
    is_base = _is_base(record)
    digest = compute_content_digest(record)
    wide = None if is_base else wide_part(record)
    return Node(
        key=(key.kind, key.id),
        is_base=is_base,
        names=tuple(names),
        exempt=tuple(sorted(find_exempt_rules(record))),
        digest=digest,
        wide_digest=digest if wide is record else compute_content_digest(wide),
    )


def _is_base(record: Entry) -> bool:
    match record:
        case Contact():
            return record.association is None
        case Meeting():
            others = (record.programme, record.alliance, record.agreement, record.framework)
            return record.partnership is None or any(others)
    return isinstance(record, _BASE_CLASSES)


def find_documents(changed: Collection[Key], nodes: Collection[Node]) -> set[Key]:
    """Return the keys of all records in the documents of some records, of which some may be gone.

    Args:
        changed: the keys of these records, none of which belongs to the base.
        nodes: all records of the register, as they are and as they were.
    """
    base = {node.key for node in nodes if node.is_base}
    beside: dict[Key, list[Key]] = defaultdict(list)
    for node in nodes:
        if not node.is_base:
            for name in node.names:
                if name not in base:
                    beside[node.key].append(name)
                    beside[name].append(node.key)
    found, waiting = set(changed), list(changed)
    while waiting:
        for key in beside.get(waiting.pop(), ()):
            if key not in found:
                found.add(key)
                waiting.append(key)
    return found


def wide_part(record: Entry) -> Entry | None:
    """Return what wide rules see of a record of a document: the record without the rest; None for nothing."""
    match record:
        case Partnership():
            grants = tuple(_without(each, *_REST_OF_GRANT) for each in record.grants)
            return attrs.evolve(_without(record, *_REST_OF_PARTNERSHIP), grants=grants)
        case Contact():
            return _without(record, "title", "name", "email", "phone", "sources", "note")
        case Meeting():
            return None
    return record


_REST_OF_PARTNERSHIP = ("consultants", "case", "employments", "action_plans", "sources", "note")
_REST_OF_GRANT = ("payments", "spending", "carried_over", "repayments", "accounts", "awarded_on")


def _without(record: R, *names: str) -> R:
    """Return a record without the values of some fields."""
    cls: Any = type(record)
    return attrs.evolve(record, **_defaults(cls, names))


@cache
def _defaults(cls: Any, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: attrs.fields_dict(cls)[name].default for name in names}
