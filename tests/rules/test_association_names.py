import unicodedata
from itertools import combinations, permutations

import pytest
from hypothesis import given, strategies as st
from rules.partnerships import ON, FoundAt

from civic_partnership.model import Association, Register
from civic_partnership.rules import check
from civic_partnership.rules.associations import duplicate_association
from civic_partnership.testing.any_registers import records


def find(*associations: Association) -> set[tuple[str | None, FoundAt]]:
    """Return the associations, and the places, that are reported for sharing something."""
    report = check(Register().replace(*associations), on=ON, rules=(duplicate_association,))
    assert report.failures == ()
    findings = [(each.record and each.record.id, FoundAt(each.level, each.path)) for each in report.findings]
    assert len(set(findings)) == len(findings)
    return set(findings)


def club(id: str, name: str, *aliases: str, cvr: str | None = None) -> Association:
    """Make an association."""
    return Association(id=id, name=name, aliases=aliases, cvr=cvr)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Nordby Boldklub", "Nordby Boldklub"),
        ("Nordby Boldklub", "NORDBY BOLDKLUB"),
        ("Nordby Boldklub", "Boldklubben Nordby"),
        ("Nordby Boldklub", "BK Nordby"),
        ("Nordby Boldklub", "B.K. Nordby"),
        ("Nordby Boldklub", "b.k Nordby"),
        ("Nordby Boldklub", "Nordby B.K."),
        ("Nordby Boldklub", "Nordby"),
        ("IF Nordby-Sønderby", "Sønderby, Nordby (IF)"),
        ("Café Müller", "Cafe Muller"),
        ("Cafe\u0301", "Café"),
        ("Ærø Å-klub", "ÆRØ A\u030a-KLUB"),
        ("Boldklubben", "boldklubben"),
        ("BK", "B.K."),
        ("!", "!"),
    ],
)
def test_the_same_name_written_in_another_way_is_the_same(one: str, other: str) -> None:
    """Case, order, accents, marks and the common words for a football club do not make another name."""
    expected = {("a", FoundAt("warning", ("name",))), ("b", FoundAt("warning", ("name",)))}

    assert expected == find(club("a", one), club("b", other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Nordby Boldklub", "Nordby Svømmeklub"),
        ("Nordby Boldklub", "Nordby IF"),
        ("Nordby Boldklub", "Nordbyboldklub"),
        ("Nordby Boldklub", "Nordby B.K.F."),
        ("Nordby Boldklub", "A.B.K. Nordby"),
        ("Ærø", "Aero"),
        ("Bønner", "Bonner"),
        ("Ålborg", "Alborg"),
        ("Boldklubben", "Boldklub"),
        ("Boldklubben", "Nordby Boldklubben"),
        ("!", "?"),
    ],
)
def test_other_words_are_another_name(one: str, other: str) -> None:
    """A word more or less, and æ, ø or å in place of another letter, make another name."""
    assert set() == find(club("a", one), club("b", other))


def test_aliases_count_as_names() -> None:
    """An alias of one that is the name or an alias of another is told where it stands in each."""
    findings = find(
        club("a", "Nordby Boldklub", "NB"), club("b", "Natteravnene", "x", "nb"), club("c", "NB", "Nb")
    )

    assert {("a", ("aliases", 0)), ("b", ("aliases", 1)), ("c", ("name",))} == {
        (id, path) for id, (_, path) in findings
    }


def test_one_association_shares_nothing_with_itself() -> None:
    """Two spellings of its own name are no duplicate."""
    assert set() == find(club("a", "Nordby Boldklub", "BK Nordby", "Nordby Boldklub", cvr="12345674"))


def test_a_cvr_number_belongs_to_one_association() -> None:
    """Three associations with one number are told once each; another number and none at all are not."""
    findings = find(
        *(club(id, id, cvr="12345674") for id in "abc"), club("d", "d", cvr="87654321"), club("e", "e")
    )

    assert {(id, FoundAt("warning", ("cvr",))) for id in "abc"} == findings


def test_a_number_and_a_name_are_told_apart() -> None:
    """Associations that share both are told of both."""
    findings = find(club("a", "Nordby", cvr="12345674"), club("b", "BK Nordby", cvr="12345674"))

    assert {(id, FoundAt("warning", path)) for id in "ab" for path in [("cvr",), ("name",)]} == findings


def test_says_whom_it_shares_with() -> None:
    """Each is told the name of another, never its own."""
    clubs = [club("a", "Nordby", "x"), club("b", "Sønderby", "x"), club("c", "Vesterby", "x")]
    report = check(Register().replace(*clubs), on=ON, rules=(duplicate_association,))

    assert [("a", "Sønderby"), ("b", "Nordby"), ("c", "Nordby")] == [
        (each.record and each.record.id, dict(each.facts)["other"]) for each in report.findings
    ]


WORDS = ["nordby", "NORDBY", "Østby", "østby", "BK", "Boldklubben", "B.K.", "é", "e"]
names = st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(" ".join)


def same(one: str, other: str) -> bool:
    """Compare two names: in any order, letter by letter, without some of the common words."""
    return bool(spellings(one) & spellings(other))


def spellings(name: str) -> set[str]:
    """Yield every order of a name's words once, without the common words where others are left."""
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
    pairs = combinations(enumerate(rows), 2)
    sharing = {f"c{n}" for (i, a), (j, b) in pairs if any(same(x, y) for x in a for y in b) for n in (i, j)}

    assert sharing == {id for id, _ in find(*clubs)}


@given(st.lists(records(Association), max_size=4), st.permutations(["p", "q", "r", "s"]))
def test_ids_and_their_order_do_not_matter(associations: list[Association], ids: list[str]) -> None:
    """With other ids in another order the same associations are told at the same places."""
    here: dict[str, Association] = {}
    there: dict[str, Association] = {}
    for n, association in enumerate(associations):
        for which, id in ((here, "pqrs"[n]), (there, ids[n])):
            which[id] = Association(
                id=id, name=association.name, aliases=association.aliases, cvr=association.cvr
            )
    renamed = dict(zip("pqrs", ids, strict=True))

    assert {(renamed[str(id)], place) for id, place in find(*here.values())} == find(*there.values())
