"""Which records a suggested mapping makes, and what they lack."""

import tomllib
from pathlib import Path

from importing.suggest.trying import suggest, take_in, unwrap


def test_the_year_of_a_list_may_stand_in_its_title(tmp_path: Path) -> None:
    """It is used if there is one year only, and said."""
    table = "Klub;Beløb;Udbetalt 2024\nNordby Boldklub;5000;1.2.2024\nSydby Boldklub;6000;\n"

    assert "year.value = 2024   # året i titlen" in suggest(tmp_path, f"Tilskud i 2024;;\n{table}")
    assert "year.value" not in suggest(tmp_path, f"Tilskud 2023 og 2024;;\n{table}")
    assert "et tilskud skal have et beløb og et år eller en periode" in suggest(tmp_path, table)


def test_columns_whose_record_lacks_something_are_left_out(tmp_path: Path) -> None:
    """The comment says what is missing."""
    text = suggest(
        tmp_path,
        "Forening;Medlemmer;Ansat til;Timer;Aftale til;Journalnr.;Bemærkning;År;Ordning\n"
        "Nordby Boldklub;20;1.2.2024;20;1.3.2025;18.15.05-P20-1-21;ok;2024;Puljen\n",
    )
    assert text.count("# kolonne") == 9
    for sentence in (
        "medlemstal skal have den dag, de er talt",
        "en ansættelse skal have en første dag",
        "en aftale skal have en første dag",
        "et tilskud skal have et beløb",
        "så her er intet partnerskab",
    ):
        assert sentence in unwrap(text)
    raw = tomllib.loads(text)
    assert ["associations"] == [each["kind"] for each in raw["records"]]
    assert {"name": "Forening", "note": "Bemærkning"} == raw["records"][0]["fields"]


def test_terms_employments_and_programmes_have_columns(tmp_path: Path) -> None:
    """A period stands in one column or in two."""
    file = tmp_path / "list.csv"
    file.write_text(
        "Klub;Pulje;Aftaleperiode;Ansat fra;Timer pr. uge;Netværk\n"
        "Nordby Boldklub;Puljen;2021-2024;1.2.2021;20;get2sport, DIF\n",
        encoding="utf-8",
    )
    text, register, _ = take_in(file, tmp_path)
    partnership = register.partnerships["nordby-boldklub"]

    assert "puljen" == partnership.programme
    assert ["2021/2024"] == [str(term.period) for term in partnership.terms]
    assert ["2021-02-01/"] == [str(each.period) for each in partnership.employments]
    assert ("get2sport", "DIF") == register.associations["nordby-boldklub"].networks
    assert "Usikkert: 1 uden sidste dag" in text


def test_a_wide_grant_has_no_single_payment(tmp_path: Path) -> None:
    """Nor has a single grant payments in wide columns: each is left out."""
    wide = suggest(tmp_path, "Klub;Tilskud 2023;Tilskud 2024;Udbetalt\nNordby Klub;1;2;1.2.2023\n")
    single = suggest(tmp_path, "Klub;År;Tilskud;Udbetalt 2023\nNordby Klub;2023;2;1.2.2023\n")

    assert ["Udbetalt"] == tomllib.loads(wide)["file"]["skip"]
    assert ["Udbetalt 2023"] == tomllib.loads(single)["file"]["skip"]
