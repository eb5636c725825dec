import pytest

from civic_partnership.rules.lengths import describe_length
from civic_partnership.values import Label, Period


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        ("2022/2025", Label("4 år", "4 years")),
        ("2022/2022", Label("1 år", "1 year")),
        ("2022/2024-06", Label("2½ år", "2½ years")),
        ("2022/2023-06", Label("1½ år", "1½ years")),
        ("2022-01/2022-06", Label("6 måneder", "6 months")),
        ("2022-01/2022-01", Label("1 måned", "1 month")),
        ("2022/2024-02", Label("2 år og 2 måneder", "2 years and 2 months")),
        ("2022/2024-06-01", Label("2 år, 5 måneder og 1 dag", "2 years, 5 months and 1 day")),
        ("2024-01-31/2024-03-01", Label("1 måned og 2 dage", "1 month and 2 days")),
        ("2022/2024~", Label("et uvist antal år", "an uncertain number of years")),
        ("2022/..", Label("et uvist antal år", "an uncertain number of years")),
    ],
)
def test_the_length_of_a_term_is_told(period: str, expected: Label) -> None:
    """A length is told in years, half years, months and days."""
    assert expected == describe_length(Period(period))
