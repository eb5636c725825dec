"""Ways to break the rules about what associations are called and known by."""

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from civic_partnership.model import Partnership, Register
from civic_partnership.testing.breaking import Change, breaks, changed


@breaks("duplicate-association")
def known_by_the_same_name(draw: DrawFn, register: Register, _: Partnership) -> Change:
    """An association is also known by the name of another, perhaps written in another way."""
    one, other = draw(st.permutations(list(register.associations.values())))[:2]
    name = draw(st.sampled_from([other.name, other.name.upper(), f"{other.name} Boldklub"]))
    return changed(register, one, ("aliases",), (name,))._replace(path=("aliases", 0))


@breaks("duplicate-association")
def with_the_same_number(draw: DrawFn, register: Register, _: Partnership) -> Change:
    """Two associations have one CVR number."""
    one, other = draw(st.permutations(list(register.associations.values())))[:2]
    return changed(register, one, ("cvr",), other.cvr)
