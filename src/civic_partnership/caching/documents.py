"""Which records a rule sees, so that what it has found holds as long as they stay the same.

A *document* is a partnership with everything that belongs to it: its meetings, its associations, and their
contacts. All records that name each other, however far, are in the same document. All other records are the
*base*: programmes, appropriations, rounds, and also the contacts and meetings that belong to no association
and no partnership. A rule sees one document and the base. A *wide* rule may see all records.
"""

from civic_partnership.findings import Rule
from civic_partnership.model import (
    DOCUMENT_KINDS,
    KINDS,
    Contact,
    Entry,
    Meeting,
    Municipality,
    Register,
)
from civic_partnership.rules import CATALOGUE

_BASE_CLASSES: tuple[type[Entry], ...] = (
    Municipality,
    *(cls for kind, cls in KINDS.items() if kind not in DOCUMENT_KINDS),
)
_OF_CATALOGUE = frozenset(id(rule) for rule in CATALOGUE)


def is_known(rule: Rule) -> bool:
    """Tell whether a rule is one of the package, of which it is known what it sees."""
    return rule.ask is None or id(rule) in _OF_CATALOGUE


def is_wide(rule: Rule) -> bool:
    """Tell whether a rule of the package is about the register, or about records of the base."""
    return rule.about is Register or rule.about in _BASE_CLASSES


def is_base(record: Entry) -> bool:
    """Tell whether a record belongs to no document."""
    match record:
        case Contact():
            return record.association is None
        case Meeting():
            others = (record.programme, record.alliance, record.agreement, record.framework)
            return record.partnership is None or any(others)
    return isinstance(record, _BASE_CLASSES)
