import attrs
import pytest

from civic_partnership.model import LeftOut, Register
from civic_partnership.rules.unread import may_lack


@pytest.mark.parametrize(
    ("left_out", "expected"),
    [
        ([], False),
        ([LeftOut("meetings", "spring")], True),
        ([LeftOut("meetings", None)], True),
        ([LeftOut(None, None)], True),
        ([LeftOut("contacts", "spring")], False),
    ],
)
def test_what_could_not_be_read_may_be_of_any_kind_it_stood_in(
    left_out: list[LeftOut], expected: object
) -> None:
    """Records of a kind may be missing where one of them was left out, or a file of who knows what."""
    assert expected == may_lack(attrs.evolve(Register(), left_out=frozenset(left_out)), "meetings")
