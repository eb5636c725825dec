"""Records that may be missing only because they could not be read."""

from civic_partnership.model import Register


def may_lack(register: Register, kind: str) -> bool:
    """Whether records of a kind may be among what could not be built, so that none of them is missed."""
    return any(row.kind in (kind, None) for row in register.left_out)
