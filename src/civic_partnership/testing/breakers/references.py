"""Ways to break the rules about what records say of each other."""

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from civic_partnership.findings import Path
from civic_partnership.model import Partnership, Record, Register
from civic_partnership.testing.breaking import Change, breaks, changed


@breaks("unknown-reference")
def leads_nowhere(draw: DrawFn, register: Register, _: Partnership) -> Change:
    """A reference on which nothing else rests leads to no record."""
    places: list[tuple[Record, Path]] = [
        (register.rounds["round-1"], ("areas", 0)),
        (register.surveys["survey"], ("audience",)),
        (register.agreements["agreement"], ("parties", 0, "department")),
        (register.agreements["agreement"], ("parties", 1, "association")),
    ]
    record, path = draw(st.sampled_from(places))
    return changed(register, record, path, "nowhere")
