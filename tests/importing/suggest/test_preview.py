"""What the first rows of a file would become, with personal data covered."""

from pathlib import Path

import pytest

from civic_partnership.errors import MappingError
from civic_partnership.importing import preview_file, read_mapping

MAPPING = """\
[file]
until = ["I alt"]

[[records]]
kind = "associations"
fields = { name = "Klub", activity = "Sport" }

[[records]]
kind = "contacts"
fields = { name = "Formand", email = "Mail", role.value = "chair", association.record = "associations" }
"""
TABLE = """\
Klub;Formand;Mail;Sport
Nordby;Anna Eksempel;anna@eksempel.dk;dans
;Bo Eksempel;;dans
Sydby;Bo Eksempel;;skriv til bo@eksempel.dk
I alt;;;
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return a table with two rows and a total."""
    (tmp_path / "map.toml").write_text(MAPPING, encoding="utf-8")
    (tmp_path / "list.csv").write_text(TABLE, encoding="utf-8")
    return tmp_path / "list.csv"


def test_rows_are_shown_as_records_without_personal_data(file: Path) -> None:
    """A row that is rejected is told with the reason, and one that is no record as such."""
    shown = preview_file(file, file.with_name("map.toml"))

    assert shown.startswith("Linje 2:\n  [contacts.")
    assert '  name = "●●●"\n' in shown
    assert '  email = "●●●"\n' in shown
    assert '  name = "Nordby"\n' in shown
    assert "Linje 3: afvises. Kolonnen Klub: der skal stå noget." in shown
    assert "Linje 5: ingen post\n" in shown
    assert shown.endswith("Intet er skrevet.")
    assert '  activity = "skriv til ***' in shown
    assert "eksempel" not in shown.casefold()


def test_the_preview_may_be_english(file: Path) -> None:
    """A mapping that was read may be given."""
    shown = preview_file(file, read_mapping(file.with_name("map.toml")), lang="en")

    assert "Line 3: rejected. The column Klub: something must stand here." in shown
    assert shown.endswith("Nothing was written.")


def test_without_a_mapping_the_suggested_one_is_shown(file: Path) -> None:
    """It leaves persons out."""
    shown = preview_file(file)

    assert '  name = "Nordby"\n  activity = "dans"\n' in shown
    assert "●" not in shown


def test_a_suggestion_without_records_shows_nothing(tmp_path: Path) -> None:
    """What is missing is told."""
    (tmp_path / "list.csv").write_text("CVR;Mail\n29188505;a@b.dk\n", encoding="utf-8")

    with pytest.raises(MappingError, match="--suggest: records is missing"):
        preview_file(tmp_path / "list.csv")
