"""What a rule yields: facts, never text, and nothing where it holds."""

from typing import Any, NamedTuple

from civic_partnership.model import RecordKey
from civic_partnership.values import Answer, Label

from .finding import Path


class Wording(NamedTuple):
    """What is said in place of a rule's own words, where these would not be true.

    Attributes:
        sentence: what is wrong, or why it cannot be told, with `{name}` for each fact; of what is not
            recorded the facts are `label` and `title`, what is missing and what must hold.
        remedy: what to do about it, in the same way.
        is_reason: whether the sentence says why it cannot be told, and not what may be wrong.

    """

    sentence: Label
    remedy: Label
    is_reason: bool = False


class Verdict(NamedTuple):
    """What a rule has to say of one place.

    Attributes:
        answer: broken or undecided; what holds is passed over.
        path: where in the record.
        facts: what the rule's sentences name.
        is_warning: whether it is a warning though the rule is an error.
        record: the record it concerns, for rules about the whole register.
        unrecorded: the way to what is missing, where it cannot be told for want of that.
        paths: the places that are asked together, where there are several: an exemption at one of
            them is for that one alone, and the finding is at the first that is left.
        wording: what is said of it, where the rule's own sentences are not true of it.

    """

    answer: Answer
    path: Path
    facts: dict[str, Any]
    is_warning: bool = False
    record: RecordKey | None = None
    missing: Path | None = None
    paths: tuple[Path, ...] = ()
    wording: Wording | None = None


def verdict(answer: Answer, *path: str | int, **facts: Any) -> Verdict:
    """A verdict at a place, with the facts that the rule's sentences name."""
    return Verdict(answer, path, facts)


def broken(*path: str | int, **facts: Any) -> Verdict:
    """What is certainly broken."""
    return Verdict(Answer.BROKEN, path, facts)


def missing(*path: str | int) -> Verdict:
    """What cannot be told, for the fact or list that would stand at the end of the path is not recorded."""
    return Verdict(Answer.UNDECIDED, path, {}, missing=path)


def missing_in_each(*paths: Path) -> Verdict:
    """What cannot be told, for what would stand in one of some places of the same kind stands in none."""
    return Verdict(Answer.UNDECIDED, paths[0], {}, missing=paths[0], paths=paths)


_NOT_THERE = Wording(
    Label(
        'Kan ikke afgøres, for "{label}" nævner en post, der ikke er i registeret: {title}',
        'Cannot be told, for "{label}" names a record that is not in the register: {title}',
    ),
    Label("Ret id'et, eller tilføj posten.", "Correct the id, or add the record."),
)


_MAYBE_UNREAD = Wording(
    Label(
        'Kan ikke afgøres, for "{label}" nævner en post, der måske ikke kunne læses: {title}',
        'Cannot be told, for "{label}" names a record that perhaps could not be read: {title}',
    ),
    Label("Ret først det, der ikke kunne læses.", "First correct what could not be read."),
)


def dangling(*path: str | int, may_be_unread: bool) -> Verdict:
    """What cannot be told, for the reference at the end of the path leads nowhere.

    Args:
        path: the way to the reference.
        may_be_unread: whether what it names may be among what could not be read.

    """
    wording = _MAYBE_UNREAD if may_be_unread else _NOT_THERE
    return Verdict(Answer.UNDECIDED, path, {}, missing=path, wording=wording)


class Undecidable(Exception):  # noqa: N818 - no error: the rule's own answer
    """Raised in a rule that cannot even be asked, for what it needs is not there.

    Attributes:
        path: the reference that is not there, or leads nowhere.

    """

    def __init__(self, *path: str | int) -> None:
        super().__init__(*path)
        self.path: Path = path
