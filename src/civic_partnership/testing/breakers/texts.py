"""Ways to break the rules about what free texts must not hold: CPR numbers, and personal data."""

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from civic_partnership.model import Partnership, Record, Register
from civic_partnership.testing.breaking import Change, breaks, changed

_CIVIL_REGISTRATION_NUMBERS = st.builds(
    "{:02}{:02}{:02}{}{:04}".format,
    st.integers(1, 31),
    st.integers(1, 12),
    st.integers(0, 99),
    st.sampled_from(["-", " ", ""]),
    st.integers(0, 9999),
)
_MAIL_ADDRESSES = st.builds("{}@{}.example".format, *[st.text("abcæøå", min_size=1, max_size=8)] * 2)
_PHONE_NUMBERS = st.integers(40_000_000, 89_999_999).map(str) | st.integers(40_00, 89_99).map(
    lambda four: f"{four // 100} {four % 100:02} 12 {four % 100:02}"
)


def _noted(draw: DrawFn, register: Register, told: SearchStrategy[str]) -> Change:
    """The register with something said in the note of one of its records."""
    records = [record for _, record in register if isinstance(record, Record)]
    record = draw(st.sampled_from(records))
    return changed(register, record, ("note",), f"Se {draw(told)} i sagen")


@breaks("cpr-number")
def with_a_number(draw: DrawFn, register: Register, _: Partnership) -> Change:
    """A note holds a civil registration number."""
    return _noted(draw, register, _CIVIL_REGISTRATION_NUMBERS)


@breaks("personal-data-in-text")
def with_an_address(draw: DrawFn, register: Register, _: Partnership) -> Change:
    """A note holds a mail address or a phone number."""
    return _noted(draw, register, _MAIL_ADDRESSES | _PHONE_NUMBERS)
