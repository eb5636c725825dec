"""One way or more to break each rule, one module a subject."""

from types import ModuleType

from civic_partnership.testing.breaking import Breaker

from . import (
    agreements,
    alliances,
    associations,
    chain,
    eligibility,
    employments,
    exemptions,
    extensions,
    frameworks,
    funding,
    grant_years,
    grants,
    hearings,
    meetings,
    names,
    objectives,
    partnerships,
    plan_times,
    plans,
    programmes,
    references,
    rounds,
    spending,
    staffing,
    surveys,
    terms,
    texts,
)

_SUBJECTS: tuple[ModuleType, ...] = (
    agreements,
    alliances,
    associations,
    chain,
    eligibility,
    employments,
    exemptions,
    extensions,
    frameworks,
    funding,
    grant_years,
    grants,
    hearings,
    meetings,
    names,
    objectives,
    partnerships,
    plan_times,
    plans,
    programmes,
    references,
    rounds,
    spending,
    staffing,
    surveys,
    terms,
    texts,
)

BREAKERS: tuple[Breaker, ...] = tuple(
    each for subject in _SUBJECTS for each in vars(subject).values() if isinstance(each, Breaker)
)
"""Asked by `broken_by` unless it is told otherwise."""
