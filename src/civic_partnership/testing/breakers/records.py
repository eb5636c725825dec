"""Breakers of the rules about all records: references, exemptions, texts, and names of associations."""

from itertools import permutations

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from civic_partnership.model import Association, Partnership, Register, field_at, info, parts, references
from civic_partnership.rules import ALL_RULES, BOARD, GRANT, RESOURCE_PERSON, find_texts
from civic_partnership.testing.breaker import RegisterChange, breaks, change_field, set_in
from civic_partnership.testing.values import cprs, mail_addresses, phone_numbers
from civic_partnership.values import Dated

_OTHER_RULES = [rule.name for rule in ALL_RULES if rule.name != "unused-exemption"]
_KEYWORDS = {RESOURCE_PERSON, BOARD, GRANT}
"""Texts that other rules look for."""
_FOLLOWED = {
    "programmes": {"department"},
    "appropriations": {"programme"},
    "associations": {"areas"},
    "rounds": {"programme", "applications", "areas"},
    "partnerships": {"programme", "appropriation", "partners", "terms", "action_plans"},
    "meetings": {"partnership", "programme"},
    "feeder_chains": {"stages"},
    "initiatives": {"programme"},
    "alliances": {"contacts"},
    "frameworks": {"hearing"},
}
"""The fields of each kind of record whose references other rules follow."""


@breaks("unknown-reference")
def name_unknown_record(draw: DrawFn, register: Register, _: Partnership) -> RegisterChange:
    """Name an unknown record in a reference that no other rule follows."""
    places = [
        (key, record, each)
        for key, record in register
        for each in references(record)
        if each.path[0] not in _FOLLOWED.get(key.kind, ())
    ]
    key, record, reference = draw(st.sampled_from(places))
    id = draw(st.sampled_from(["nowhere", f"{reference.id}-nowhere"]))
    return RegisterChange(register.replace(set_in(record, reference.path, id)), key, reference.path)


@breaks("unused-exemption")
def exempt_without_need(draw: DrawFn, register: Register, _: Partnership) -> RegisterChange:
    """Exempt a record, or a part of one, from a rule that finds nothing in it."""
    key, record = draw(st.sampled_from(list(register)))
    part, _entry = draw(st.sampled_from(list(parts(record))))
    path = (*part, "exempt", draw(st.sampled_from(_OTHER_RULES)))
    return RegisterChange(register.replace(set_in(record, path, Dated.always("Aftalt"))), key, path)


def _write_in_text(draw: DrawFn, register: Register, values: SearchStrategy[str]) -> RegisterChange:
    """Write a value into a free text of a record, or into the note of one of its parts."""
    key, record = draw(st.sampled_from(list(register)))
    free = [each for each in find_texts(record) if each.kind == "free" and each.text not in _KEYWORDS]
    free = [each for each in free if not info(field_at(type(record), each.path)).personal]
    places = [each.path for each in free] + [(*path, "note") for path, _ in parts(record)]
    path = draw(st.sampled_from(places))
    return RegisterChange(register.replace(set_in(record, path, f"Se {draw(values)} i sagen")), key, path)


@breaks("cpr-number")
def write_cpr_number(draw: DrawFn, register: Register, _: Partnership) -> RegisterChange:
    """Write a civil registration number into a free text."""
    return _write_in_text(draw, register, cprs())


@breaks("personal-data-in-text")
def write_mail_or_phone(draw: DrawFn, register: Register, _: Partnership) -> RegisterChange:
    """Write a mail address or a phone number into a free text that is not personal."""
    return _write_in_text(draw, register, mail_addresses() | phone_numbers())


@breaks("cvr-checksum")
def change_check_digit(draw: DrawFn, register: Register, _: Partnership) -> RegisterChange:
    """Change the last digit of a CVR number."""
    association = draw(st.sampled_from(list(register.associations.values())))
    number = str(association.cvr)
    digit = (int(number[-1]) + draw(st.integers(1, 9))) % 10
    return change_field(register, association, ("cvr",), f"{number[:-1]}{digit}")


def _draw_two(draw: DrawFn, register: Register) -> tuple[Association, Association]:
    """Draw two associations, neither of which carries on the other."""
    associations = list(register.associations.values())
    pairs = [
        (one, other)
        for one, other in permutations(associations, 2)
        if one.succeeded_by != other.id and other.succeeded_by != one.id
    ]
    return draw(st.sampled_from(pairs))


@breaks("duplicate-association")
def share_name(draw: DrawFn, register: Register, _: Partnership) -> RegisterChange:
    """Give an association the name of another as an alias, perhaps written in another way."""
    one, other = _draw_two(draw, register)
    name = draw(st.sampled_from([other.name, other.name.upper(), f"{other.name} Boldklub"]))
    return change_field(register, one, ("aliases",), (name,), at=("aliases", 0))


@breaks("duplicate-association")
def share_cvr_number(draw: DrawFn, register: Register, _: Partnership) -> RegisterChange:
    """Give two associations one CVR number."""
    one, other = _draw_two(draw, register)
    return change_field(register, one, ("cvr",), other.cvr)
