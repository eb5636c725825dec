import pytest

from civic_partnership.findings import (
    DUPLICATE_ID,
    SECOND_MUNICIPALITY,
    SHAPE_RULES,
    Rule,
    broken,
    shape_rules,
)
from civic_partnership.model import RecordKey
from civic_partnership.storage import parse
from civic_partnership.values import Label

AREA = '[areas.havnen]\nname = "Havnen"\n'


@pytest.mark.parametrize("rule", SHAPE_RULES, ids=lambda rule: rule.name)
def test_shape_rules_are_errors_asked_while_reading(rule: Rule) -> None:
    """A shape rule demands the file format, is an error, is about no class and stands under its own name."""
    assert (rule.about, rule.ask, rule.level, rule.source) == (None, None, "error", "file-format")
    assert getattr(shape_rules, rule.name.replace("-", "_").upper()) is rule


@pytest.mark.parametrize(
    ("rule", "text", "da", "en"),
    [
        (
            "unknown-field",
            AREA + "nam = 1",
            '"nam" findes ikke her. Mente du name?',
            'There is no "nam" here. Did you mean name?',
        ),
        (
            "wrong-type",
            "[areas.havnen]\nname = 2",
            "name (navn) er et helt tal, men skal være en tekst i anførselstegn. Skriv en tekst i anførselstegn.",
            "name is a whole number, but must be a text in quotation marks. Write a text in quotation marks.",
        ),
        (
            "missing-field",
            "[areas.havnen]",
            "name (navn) mangler. Tilføj name (navn).",
            "name is missing. Add name.",
        ),
        (
            "invalid-value",
            AREA.replace("havnen", "-"),
            "Id'et kan ikke bruges: et id har små bogstaver",
            "The id cannot be used: an id has small letters",
        ),
        (
            "unreadable-file",
            AREA + "name",
            "Kan ikke læses: filen er ikke gyldig TOML. Ret ",
            "Cannot be read: the file is not valid TOML. Correct ",
        ),
    ],
)
def test_shape_rules_say_what_is_wrong_and_what_to_do(rule: str, text: str, da: str, en: str) -> None:
    """What is wrong with a file is told in whole sentences in both languages, with what to do about it."""
    (finding,) = parse(text).findings

    assert rule == finding.rule
    assert da in finding.message.da
    assert en in finding.message.en
    assert finding.message.da.endswith((".", "?"))
    assert finding.message.en.endswith((".", "?"))


def test_a_second_municipality_is_not_told_to_take_another_id() -> None:
    """The municipality has no id; where it stands twice, one of the two is kept."""
    verdict = broken(id="municipality", other="b.toml")._replace(wording=SECOND_MUNICIPALITY)
    finding = DUPLICATE_ID.finding(verdict, RecordKey("municipality", None), file="a.toml")

    da = "Kommunen findes også i b.toml. Behold den ene; hver kommune har sit eget register."
    en = "The municipality also stands in b.toml. Keep one of them; two municipalities are two registers."

    assert ("error", Label(da, en)) == (finding.level, finding.message)
