import inspect
import pickle
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import attrs
import pytest

from civic_partnership.findings import (
    Finding,
    Rule,
    UsedParameter,
    Verdict,
    broken,
    missing,
    rule,
    verdict,
    wording,
)
from civic_partnership.model import (
    Association,
    Entry,
    Grant,
    Partnership,
    Record,
    RecordKey,
    Register,
    Source,
)
from civic_partnership.values import Answer, Label, PartialDate

KEY = RecordKey("partnerships", "nordby-boldklub")


@rule(
    about=Partnership,
    level="error",
    source="nordby-budget-2021, side 3",
    title="Et partnerskab har ingen perioder.",
    da="""Der er  {number} perioder.
          Fjern {number:kr}.""",
    en="""There are   {number} terms.
          Remove {number:kr}.""",
)
def no_terms_at_all(partnership: Partnership, context: object) -> Iterator[Verdict]:
    """No partnership has terms.

    ## Why
    For the test.
    """
    yield broken("terms", number=len(partnership.terms))


def test_a_rule_is_made_of_a_generator_and_its_words() -> None:
    """Its name is the function's with hyphens, its page the docstring, its title in English the first line of that."""
    made = no_terms_at_all

    assert (made.name, made.about, made.level) == ("no-terms-at-all", Partnership, "error")
    assert made.source == "nordby-budget-2021, side 3"
    assert Label("Der er {number} perioder.", "There are {number} terms.") == made.sentence
    assert Label("Fjern {number:kr}.", "Remove {number:kr}.") == made.remedy
    assert made.explanation == "No partnership has terms.\n\n## Why\nFor the test."
    assert Label("Et partnerskab har ingen perioder.", "No partnership has terms.") == made.title
    assert made.ask is not None
    assert inspect.isgeneratorfunction(made.ask)


@pytest.mark.parametrize("text", ["", "Kun hvad er galt.", "Galt.\nRet.\nMere.", "Galt.\n\nRet."])
@pytest.mark.parametrize("lang", ["da", "en"])
def test_a_rule_needs_what_is_wrong_and_what_to_do(lang: str, text: str) -> None:
    """Each language takes exactly two lines; neither a missing remedy nor a line too many is passed over."""
    words: dict[str, Any] = {"da": "Galt.\nRet.", "en": "Wrong.\nCorrect."} | {lang: text}

    with pytest.raises(ValueError, match="two lines"):
        rule(about=Record, level="error", source="x", title="Godt.", **words)


def test_what_is_broken_has_the_level_of_the_rule_and_its_words() -> None:
    """The message is what is wrong and then what to do, with the facts said in both languages."""
    finding = no_terms_at_all.finding(broken("terms", number=1000), KEY)

    expected = Finding(
        rule="no-terms-at-all",
        level="error",
        record=KEY,
        path=("terms",),
        message=Label("Der er 1000 perioder. Fjern 1.000.", "There are 1000 terms. Remove 1,000."),
        remedy=Label("Fjern 1.000.", "Remove 1,000."),
        document="nordby-budget-2021",
        place="side 3",
        facts=(("number", 1000),),
    )

    assert expected == finding


def test_a_finding_has_the_place_and_level_that_it_is_given() -> None:
    """Who asks may give another level, a file and a place in it; a verdict's own record goes before."""
    other = RecordKey("partnerships", "other")
    verdict = broken("terms", number=1)._replace(record=other)
    finding = no_terms_at_all.finding(verdict, KEY, level="warning", file="a.toml", at=(3, 7))

    assert (finding.level, finding.file, finding.at, finding.record) == ("warning", "a.toml", (3, 7), other)


def test_a_finding_cites_what_demands_the_value_that_was_used() -> None:
    """The document that the programme names goes before the source of the rule, with what is personal covered."""
    used = (UsedParameter("annual_amount", Decimal(200_000), PartialDate("2021")),)
    document = Source(document="Budget 2021, bilag 2\x1b, a@b.dk", place="side 3")
    finding = no_terms_at_all.finding(broken("terms", number=1), KEY, parameters=used, cited=document)
    placeless = no_terms_at_all.finding(broken("terms", number=1), KEY, cited=Source(document="Budget"))

    assert ("Budget 2021, bilag 2\N{REPLACEMENT CHARACTER}, ******", "side 3") == (
        finding.document,
        finding.place,
    )
    assert f"{finding.document}, side 3" == finding.source
    assert used == finding.parameters
    assert ("Budget", None, "Budget") == (placeless.document, placeless.place, placeless.source)


@pytest.mark.parametrize("level", [None, "error", "warning"])
def test_what_is_undecided_says_so_and_how_to_learn_more(level: Any) -> None:
    """An undecided verdict is never anything else, says what cannot be told, and asks for what is missing."""
    finding = no_terms_at_all.finding(verdict(Answer.UNDECIDED, "terms", number=2), KEY, level=level)

    assert finding.level == "undecided"
    assert finding.remedy.da.startswith("Skriv det, der mangler")
    assert finding.remedy.en.startswith("Record what is missing")
    assert (
        f"Det kan ikke afgøres, men måske gælder: Der er 2 perioder. {finding.remedy.da}"
        == finding.message.da
    )
    assert f"It cannot be told, but perhaps: There are 2 terms. {finding.remedy.en}" == finding.message.en


@pytest.mark.parametrize(
    ("answer", "is_reason", "level", "da", "en"),
    [
        (Answer.BROKEN, False, "error", "", ""),
        (
            *(Answer.UNDECIDED, False, "undecided"),
            *("Det kan ikke afgøres, men måske gælder: ", "It cannot be told, but perhaps: "),
        ),
        (Answer.UNDECIDED, True, "undecided", "Det kan ikke afgøres: ", "It cannot be told: "),
    ],
)
def test_a_verdict_may_bring_its_own_words(
    answer: Answer,
    is_reason: bool,  # noqa: FBT001 - a parameter
    level: str,
    da: str,
    en: str,
) -> None:
    """Where the rule's sentences would not be true, a verdict says its own, with its facts in them."""
    words = wording(
        da="{number} er skrevet.\nLæs {number}.",
        en="{number} are written.\nRead {number}.",
        is_reason=is_reason,
    )
    finding = no_terms_at_all.finding(verdict(answer, "terms", number=2)._replace(wording=words), KEY)

    assert level == finding.level
    assert Label(f"{da}2 er skrevet. Læs 2.", f"{en}2 are written. Read 2.") == finding.message
    assert Label("Læs 2.", "Read 2.") == finding.remedy


def about(cls: type[Entry] | type[Register]) -> Rule:
    """Make a rule about a class of record."""

    def asked(_: object, __: object) -> Iterator[Verdict]:
        """Good."""
        yield missing()

    return rule(about=cls, level="error", source="x", title="Godt.", da="A.\nB.", en="A.\nB.")(asked)


@pytest.mark.parametrize(
    ("cls", "key", "path", "da", "en"),
    [
        (Partnership, KEY, ("terms",), "Aftaleperioder", "Terms"),
        (Partnership, KEY, ("grants", 0, "spending"), "Forbrug", "Spending"),
        (Partnership, KEY, ("grants", 0), "Tilskud", "Grants"),
        (Association, RecordKey("associations", "a"), ("cvr",), "CVR-nummer", "CVR number"),
        (Record, KEY, ("note",), "Bemærkning", "Note"),
        (Record, KEY, ("terms",), "Aftaleperioder", "Terms"),
        (Register, None, ("partnerships",), "Partnerskaber", "Partnerships"),
        (Register, KEY, ("terms",), "Aftaleperioder", "Terms"),
        (Register, KEY, ("programme",), "Ordning", "Programme"),
    ],
)
def test_what_is_not_recorded_is_named_in_both_languages(
    cls: type[Entry] | type[Register], key: RecordKey | None, path: Any, da: str, en: str
) -> None:
    """A missing fact is called by the name of its field, whatever the rule is about."""
    verdict = missing(*path)._replace(record=key if cls is Register else None)
    finding = about(cls).finding(verdict, key)

    assert (finding.level, finding.missing) == ("undecided", path)
    assert finding.message.da.startswith(
        f"{da} er ikke registreret, så det kan ikke afgøres, om reglen er overholdt: Godt. "
    )
    assert finding.message.en.startswith(
        f"{en} not recorded, so it cannot be told if the rule is kept: Good. "
    )


def test_what_is_not_recorded_and_not_known_is_named_as_it_is_written() -> None:
    """A place that is no field of the record goes by the last step of its path."""
    finding = about(Partnership).finding(missing("terms", 0, "colour"), KEY)

    assert finding.message.da.startswith("colour er ikke registreret, så ")


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ({"level": "info"}, "error or warning"),
        ({"parameters": ("term_years", "colour")}, "fields of a programme"),
        *(({"about": other}, "a kind of record") for other in (None, "areas", int, Grant)),
        ({"da": "Galt {a}.\nRet."}, "same facts"),
        ({"en": "Wrong {a:kr}.\nMend {b}."}, "same facts"),
    ],
)
def test_a_rule_is_refused_where_it_is_written_wrong(wrong: dict[str, Any], reason: str) -> None:
    """A kind or level that is none, or facts that only one language names, are told when the rule is made."""
    right: dict[str, Any] = {"about": Record, "level": "error", "da": "Galt.\nRet.", "en": "Wrong.\nMend."}

    with pytest.raises(ValueError, match=reason):
        rule(source="x", title="Godt.", **(right | wrong))


def test_another_process_finds_a_rule_by_its_name() -> None:
    """A rule that was changed is not found by it, and is not taken for the other one."""
    assert no_terms_at_all is pickle.loads(pickle.dumps(no_terms_at_all))
    changed = attrs.evolve(no_terms_at_all, ask=None, level="warning")
    assert changed == pickle.loads(pickle.dumps(changed))
