"""Verdicts: the answers that the function of a rule yields for each place that does not keep the rule."""

import inspect
import re
from typing import Any, NamedTuple

from civic_partnership.model import RecordKey
from civic_partnership.values import Answer, Label, Path


class Wording(NamedTuple):
    """Other sentences for one finding, if the sentences of the rule would be untrue there.

    Attributes:
        sentence: what is wrong, or why the rule is undecided, with `{name}` for each fact. If a fact is
            missing, `{label}` is the name of its field and `{title}` the title of the rule.
        remedy: what to do, with the same facts.
        is_reason: true if the sentence tells why the rule is undecided; false if it tells what may be wrong.
    """

    sentence: Label
    remedy: Label
    is_reason: bool = False


def wording(*, da: str, en: str, is_reason: bool = False) -> Wording:
    """Make a wording from two lines in each language: what is wrong, and what to do.

    Raises:
        ValueError: a text does not have two lines.
    """
    texts = [re.sub(r" +", " ", inspect.cleandoc(text)).split("\n") for text in (da, en)]
    if any(len(lines) != 2 for lines in texts):
        raise ValueError("a rule says two lines in each language: what is wrong, and what to do")
    sentence, remedy = (Label(*lines) for lines in zip(*texts, strict=True))
    return Wording(sentence, remedy, is_reason)


class Verdict(NamedTuple):
    """The answer of a rule for one place in a record.

    Attributes:
        answer: broken or undecided.
        path: the path to the place in the record.
        facts: the facts for the sentences: name -> value.
        is_warning: whether the finding is a warning although the level of the rule is error.
        record: the key of the record, if the rule checks the whole register.
        missing: the path to the missing fact, if the verdict is undecided for lack of that fact.
        paths: all places, if the verdict is about several. An exemption at one place removes that place. The
            finding names the first place that remains.
        wording: other sentences, if the sentences of the rule would be untrue here.
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
    """Return a verdict about a path, with the facts for the sentences."""
    return Verdict(answer, path, facts)


def broken(*path: str | int, **facts: Any) -> Verdict:
    """Return a verdict that the rule is certainly broken at a path."""
    return Verdict(Answer.BROKEN, path, facts)


def missing(*path: str | int) -> Verdict:
    """Return an undecided verdict: the fact or list at the end of the path is not recorded."""
    return Verdict(Answer.UNDECIDED, path, {}, missing=path)


def missing_in_each(*paths: Path) -> Verdict:
    """Return an undecided verdict: a fact is recorded at none of several paths."""
    return Verdict(Answer.UNDECIDED, paths[0], {}, missing=paths[0], paths=paths)


_NOT_THERE = wording(
    da="""{label} henviser til en post, der ikke er i registeret, så reglen kan ikke afgøres: {title}
          Ret id'et, eller tilføj posten.""",
    en="""{label} names a record that is not in the register, so the rule cannot be decided: {title}
          Correct the id, or add the record.""",
)
_MAYBE_UNREAD = wording(
    da="""{label} henviser til en post, der måske ikke kunne læses, så reglen kan ikke afgøres: {title}
          Ret først det, der ikke kunne læses.""",
    en="""{label} names a record that perhaps could not be read, so the rule cannot be decided: {title}
          First correct what could not be read.""",
)


def dangling(*path: str | int, may_be_unread: bool) -> Verdict:
    """Return an undecided verdict: the reference at the end of the path names an unknown record.

    If `may_be_unread` is true, that record may be one of those that could not be read.
    """
    words = _MAYBE_UNREAD if may_be_unread else _NOT_THERE
    return Verdict(Answer.UNDECIDED, path, {}, missing=path, wording=words)


def at(record: RecordKey, verdict: Verdict) -> Verdict:
    """Return the verdict with a record added to it, for a rule that checks the whole register."""
    return verdict._replace(record=record)


def as_warning(verdict: Verdict) -> Verdict:
    """Return the verdict as a warning, for a rule whose level is error."""
    return verdict._replace(is_warning=True)


class Undecidable(Exception):  # noqa: N818 - no error: the rule's own answer
    """The exception that a rule raises if it needs a record that is missing; `path` is the reference."""

    def __init__(self, *path: str | int) -> None:
        super().__init__(*path)
        self.path: Path = path
