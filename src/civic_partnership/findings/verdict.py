"""The verdicts that a rule yields: facts and never text; where the rule holds, nothing."""

from typing import Any, NamedTuple

from civic_partnership.model import RecordKey
from civic_partnership.values import Answer, Label

from .finding import Path


class Wording(NamedTuple):
    """Sentences that replace those of the rule, where these would not be true.

    Attributes:
        sentence: what is wrong, or why it cannot be told, with `{name}` for each fact. Where a fact is
            missing, `{label}` is the name of its field and `{title}` the title of the rule.
        remedy: what to do about it, with the same facts.
        is_reason: whether the sentence says why it cannot be told, and not what may be wrong.

    """

    sentence: Label
    remedy: Label
    is_reason: bool = False


class Verdict(NamedTuple):
    """The answer of a rule at one place.

    Attributes:
        answer: broken or undecided.
        path: the place in the record.
        facts: the facts in the rule's sentences.
        is_warning: whether it is a warning though the rule is an error.
        record: the record, where the rule is about the whole register.
        missing: the path to the missing fact, where the verdict is undecided because of it.
        paths: all places, where several are asked together. An exemption at one place sets aside that place;
            the finding is at the first that is left.
        wording: other sentences, where those of the rule are not true of it.

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
    """Make a verdict at a place, with the facts in the rule's sentences."""
    return Verdict(answer, path, facts)


def broken(*path: str | int, **facts: Any) -> Verdict:
    """Make a verdict that the rule is certainly broken."""
    return Verdict(Answer.BROKEN, path, facts)


def missing(*path: str | int) -> Verdict:
    """Make an undecided verdict, because the fact or list at the end of the path is not recorded."""
    return Verdict(Answer.UNDECIDED, path, {}, missing=path)


def missing_in_each(*paths: Path) -> Verdict:
    """Make an undecided verdict, because a fact stands in none of several places of the same kind."""
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
    """Make an undecided verdict, because the reference at the end of the path leads nowhere.

    Args:
        path: the path to the reference.
        may_be_unread: whether the record may be among those that could not be read.

    """
    wording = _MAYBE_UNREAD if may_be_unread else _NOT_THERE
    return Verdict(Answer.UNDECIDED, path, {}, missing=path, wording=wording)


class Undecidable(Exception):  # noqa: N818 - no error: the rule's own answer
    """Raised in a rule that cannot be asked, because a record that it needs is not there.

    Attributes:
        path: the reference that is missing, or leads nowhere.

    """

    def __init__(self, *path: str | int) -> None:
        super().__init__(*path)
        self.path: Path = path
