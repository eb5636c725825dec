import unicodedata
from itertools import combinations, permutations

import attrs
import pytest
from hypothesis import example, given, strategies as st
from rules.found import HOLDS, FoundAt, broken, find, findings
from stdnum.dk import cvr

from civic_partnership.model import Association, FormerName
from civic_partnership.rules.associations import cvr_checksum, duplicate_association
from civic_partnership.values import PartialDate


@given(st.integers(0, 10**8 - 1))
@example(29188505)
@example(31435327)
@example(10150817)
@example(0)
def test_the_check_digit_is_that_of_the_register(number: int) -> None:
    """Find the same numbers wrong as python-stdnum does: a misprint on a real page, but no real organisation."""
    digits = f"{number:08}"
    expected = HOLDS if cvr.is_valid(digits) else broken("cvr")

    assert expected == find(cvr_checksum, Association(id="a", name="A", cvr=digits))


def sharing_with(*associations: Association) -> set[tuple[str | None, FoundAt]]:
    """Return the associations, and the places, that are reported for sharing something."""
    reported = findings(duplicate_association, *associations)
    places = [(each.record and each.record.id, FoundAt(each.level, each.path)) for each in reported]
    assert len(set(places)) == len(places)
    return set(places)


def club(id: str, name: str, *aliases: str, cvr: str | None = None) -> Association:
    """Make an association."""
    return Association(id=id, name=name, aliases=aliases, cvr=cvr)


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("IF Nordby-Sønderby", "Sønderby, Nordby (IF)", True),
        ("Café Müller", "Cafe Muller", True),
        ("Cafe\u0301", "Café", True),
        ("Ærø Å-klub", "ÆRØ A\u030a-KLUB", True),
        ("BK", "B.K.", True),
        ("!", "!", True),
        # the common words for a football club do not make another name, before or after it
        *(("Nordby Boldklub", other, True) for other in ("Nordby", "NORDBY BOLDKLUB", "Boldklubben Nordby")),
        *(
            ("Nordby Boldklub", other, True)
            for other in ("BK Nordby", "B.K. Nordby", "b.k Nordby", "Nordby B.K.")
        ),
        ("Nordby Boldklub", "Nordbyboldklub", False),
        ("Nordby Boldklub", "Nordby B.K.F.", False),
        ("Nordby Boldklub", "A.B.K. Nordby", False),
        ("Ærø", "Aero", False),
        ("Ålborg", "Alborg", False),
        ("Boldklubben", "Boldklub", False),
        ("!", "?", False),
    ],
)
def test_the_same_words_are_the_same_name(one: str, other: str, is_same: object) -> None:
    """Case, order, accents and marks make no other name; a word more, and æ, ø or å for another letter, do."""
    assert is_same == bool(sharing_with(club("a", one), club("b", other)))


def test_aliases_count_as_names() -> None:
    """An alias of one that is the name or an alias of another is told where it stands in each."""
    clubs = club("a", "Nordby Boldklub", "NB"), club("b", "Natteravnene", "x", "nb"), club("c", "NB", "Nb")

    assert {("a", ("aliases", 0)), ("b", ("aliases", 1)), ("c", ("name",))} == {
        (id, path) for id, (_, path) in sharing_with(*clubs)
    }


def test_one_association_shares_nothing_with_itself() -> None:
    """Two spellings of its own name are no duplicate."""
    assert set() == sharing_with(club("a", "Nordby Boldklub", "BK Nordby", "Nordby Boldklub", cvr="12345674"))


def test_a_cvr_number_belongs_to_one_association() -> None:
    """Those who share a number are told of it, and apart from it of a name; another number and none are not."""
    a, b = club("a", "Nordby", cvr="12345674"), club("b", "BK Nordby", cvr="12345674")
    reported = sharing_with(
        a, b, club("c", "c", cvr="12345674"), club("d", "d", cvr="87654321"), club("e", "e")
    )
    shared = [*((id, "cvr") for id in "abc"), *((id, "name") for id in "ab")]

    assert {(id, FoundAt("warning", (field,))) for id, field in shared} == reported


def test_says_whom_it_shares_with() -> None:
    """Each is told the name of another, never its own."""
    clubs = [club("a", "Nordby", "x"), club("b", "Sønderby", "x"), club("c", "Vesterby", "x")]

    assert [("a", "Sønderby"), ("b", "Nordby"), ("c", "Nordby")] == [
        (each.record and each.record.id, dict(each.facts)["other"])
        for each in findings(duplicate_association, *clubs)
    ]


def test_former_names_and_numbers_count() -> None:
    """A number or a name that an association had before is no other association's."""
    former = (
        FormerName(name="Nordby IF", cvr="12345674", until=PartialDate("2018")),
        FormerName(name="NIF"),
        FormerName(cvr="55133018"),
    )
    old = attrs.evolve(club("a", "Nordby"), former=former)
    clubs = old, club("b", "IF Nordby", cvr="12345674"), club("c", "c", "NIF"), club("d", "d", cvr="55133018")

    assert {
        ("a", ("former", 0, "cvr")),
        ("b", ("cvr",)),
        ("a", ("former", 0, "name")),
        ("b", ("name",)),
        ("a", ("former", 1, "name")),
        ("c", ("aliases", 0)),
        ("a", ("former", 2, "cvr")),
        ("d", ("cvr",)),
    } == {(id, path) for id, (_, path) in sharing_with(*clubs)}


def continued(id: str, by: str | None) -> Association:
    """Make an association of one name that another carries on."""
    return attrs.evolve(club(id, "Nordby", cvr="12345674"), succeeded_by=by)


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        # one after another they carry on the same work; two that a third carries on are no succession
        ({"a": "b", "b": "c", "c": None}, ""),
        ({"a": "c", "b": "c", "c": None}, "ab"),
        ({"a": "b", "b": None, "c": None}, "abc"),
        ({"a": "nowhere", "b": None}, "ab"),
        ({"a": "b", "b": "a"}, ""),
    ],
)
def test_whoever_carries_on_another_may_share_its_name(by: dict[str, str | None], expected: str) -> None:
    """A successor keeps name and number; two associations that nothing connects do not share them."""
    reported = sharing_with(*(continued(*each) for each in by.items()))

    assert set(expected) == {id for id, _ in reported}


WORDS = ["nordby", "NORDBY", "Østby", "østby", "BK", "Boldklubben", "B.K.", "é", "e"]
names = st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(" ".join)


def spellings(name: str) -> set[str]:
    """Return every order of a name's words once, without the common words where others are left."""
    words = {
        unicodedata.normalize("NFC", word).lower().replace("é", "e").replace("b.k.", "bk")
        for word in name.split()
    }
    left = words - {"bk", "boldklub", "boldklubben"} or words
    return {" ".join(order) for order in permutations(left)}


@given(st.lists(st.lists(names, min_size=1, max_size=2), max_size=4))
def test_who_is_told_is_who_shares_a_name_with_another(rows: list[list[str]]) -> None:
    """An association is told exactly when one of its names is one of another's, compared pair by pair."""
    clubs = [club(f"c{n}", *row) for n, row in enumerate(rows)]
    written = [set().union(*map(spellings, row)) for row in rows]
    pairs = combinations(range(len(rows)), 2)
    sharing = {f"c{n}" for pair in pairs for n in pair if written[pair[0]] & written[pair[1]]}

    assert sharing == {id for id, _ in sharing_with(*clubs)}
