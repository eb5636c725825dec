"""Breakers of all rules of the package, one module a subject."""

from civic_partnership.testing.breaker import Breaker

from . import cooperation, grants, partnerships, plans, programmes, records, staffing, terms

BREAKERS: tuple[Breaker, ...] = tuple(
    each
    for subject in (cooperation, grants, partnerships, plans, programmes, records, staffing, terms)
    for each in vars(subject).values()
    if isinstance(each, Breaker)
)
"""The breakers that `broken_by` knows by default."""
