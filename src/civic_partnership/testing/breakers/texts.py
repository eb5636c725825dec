"""Ways to break the rules about what free texts must not hold: CPR numbers, and personal data."""

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from civic_partnership.model import Partnership, Register, field_at, info, parts
from civic_partnership.rules.grants import RESOURCE_PERSON
from civic_partnership.rules.meetings import BOARD
from civic_partnership.rules.staffing import GRANT
from civic_partnership.rules.texts import find_texts
from civic_partnership.testing.breaking import Change, breaks, placed
from civic_partnership.testing.values import cprs, mail_addresses, phone_numbers

_WORDS = {RESOURCE_PERSON, BOARD, GRANT}
"""Texts that other rules look for."""


def _told(draw: DrawFn, register: Register, what: SearchStrategy[str]) -> Change:
    """The register with something said in a free text of a record, or in a note of one of its parts."""
    key, record = draw(st.sampled_from(list(register)))
    free = [each for each in find_texts(record) if each.kind == "free" and each.text not in _WORDS]
    free = [each for each in free if not info(field_at(type(record), each.path)).personal]
    places = [each.path for each in free] + [(*path, "note") for path, _ in parts(record)]
    path = draw(st.sampled_from(places))
    return Change(register.replace(placed(record, path, f"Se {draw(what)} i sagen")), key, path)


@breaks("cpr-number")
def with_a_number(draw: DrawFn, register: Register, _: Partnership) -> Change:
    """A free text holds a civil registration number."""
    return _told(draw, register, cprs())


@breaks("personal-data-in-text")
def with_an_address(draw: DrawFn, register: Register, _: Partnership) -> Change:
    """A free text that is not personal holds a mail address or a phone number."""
    return _told(draw, register, mail_addresses() | phone_numbers())
