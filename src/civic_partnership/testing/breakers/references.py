"""Ways to break the rules about what records say of each other."""

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from civic_partnership.model import Partnership, Register, references
from civic_partnership.testing.breaking import Change, breaks, placed

_FOLLOWED = {
    "programmes": {"department"},
    "appropriations": {"programme"},
    "rounds": {"programme", "applications"},
    "partnerships": {"programme", "appropriation", "associations", "action_plans"},
    "meetings": {"partnership", "programme"},
    "feeder_chains": {"stages"},
    "initiatives": {"programme"},
    "alliances": {"contacts"},
    "frameworks": {"hearing"},
}
"""The fields of each kind of record whose references other rules follow."""


@breaks("unknown-reference")
def leads_nowhere(draw: DrawFn, register: Register, _: Partnership) -> Change:
    """A reference that no other rule follows leads to no record."""
    places = [
        (key, record, each)
        for key, record in register
        for each in references(record)
        if each.path[0] not in _FOLLOWED.get(key.kind, ())
    ]
    key, record, reference = draw(st.sampled_from(places))
    id = draw(st.sampled_from(["nowhere", f"{reference.id}-nowhere"]))
    return Change(register.replace(placed(record, reference.path, id)), key, reference.path)
