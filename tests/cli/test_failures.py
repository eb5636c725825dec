"""Wrong use that has no sentence of its own."""

import click
import pytest

from civic_partnership.cli.failures import print_usage_error
from civic_partnership.values import Language


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        ("da", "Kommandoen kan ikke forstås. Se civic-partnership --help.\n"),
        ("en", "So it is. See civic-partnership --help.\n"),
    ],
)
def test_whatever_is_wrong_is_told_with_where_help_is(
    capsys: pytest.CaptureFixture[str], lang: Language, expected: str
) -> None:
    """What a later click finds wrong is told in one language too."""
    print_usage_error(click.UsageError("So\nit is."), lang)

    assert ("", expected) == tuple(capsys.readouterr())
