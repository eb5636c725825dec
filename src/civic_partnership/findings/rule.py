"""A rule: its name, level, source, sentences and explanation, and the question it asks."""

import inspect
import re
import string
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import Any, Literal

from attrs import field, frozen

from civic_partnership.model import KINDS, Entry, Municipality, RecordKey, Register, field_at, info
from civic_partnership.values import Answer, Label

from .finding import Finding, Level, Path
from .sentences import sentence
from .verdict import Verdict, Wording

Ask = Callable[[Any, Any], Iterator[Verdict]]

_NOTHING = Label("", "")
_CANNOT_TELL = Label("Kan ikke afgøres: ", "Cannot be told: ")
_PERHAPS = Label("Måske, men det kan ikke afgøres: ", "Perhaps, but it cannot be told: ")
_LEARN_MORE = Label(
    "Skriv det, der mangler, eller de nøjagtige datoer, når de kendes.",
    "Record what is missing, or the exact dates, once they are known.",
)
_UNRECORDED = Wording(
    Label(
        'Kan ikke afgøres, for "{label}" er ikke udfyldt: {title}',
        'Cannot be told, for "{label}" is not recorded: {title}',
    ),
    Label("Udfyld det, når det kendes.", "Record it once it is known."),
)


@frozen(kw_only=True)
class Rule:
    """One thing that must hold.

    Attributes:
        name: its stable name: `term-length`.
        about: the class of record that it asks about; `Record` for all, `Register` for the whole;
            None for the shape of files, which is asked while reading.
        level: `error` or `warning` where it is broken.
        source: what demands it: document, and place after a comma.
        title: what must hold, in a line.
        sentence: what is wrong, with `{name}` for each fact.
        remedy: what to do about it.
        explanation: its title, what it checks and why, in Markdown and English.
        ask: record and context -> verdicts; None for the shape of files.

    """

    name: str
    about: type[Entry] | type[Register] | None = field(repr=False)
    level: Literal["error", "warning"] = field(repr=False)
    source: str = field(repr=False)
    title: Label = field(repr=False)
    sentence: Label = field(repr=False)
    remedy: Label = field(repr=False)
    explanation: str = field(repr=False)
    ask: Ask | None = field(default=None, repr=False, eq=False)

    def finding(
        self,
        verdict: Verdict,
        record: RecordKey | None = None,
        *,
        level: Level | None = None,
        file: str | None = None,
        at: tuple[int, int] | None = None,
    ) -> Finding:
        """Make a verdict a finding, with the rule's level and words."""
        is_open = verdict.answer is Answer.UNDECIDED
        level = "undecided" if is_open else level or self.level
        if verdict.missing is not None:
            label = self._find_label(verdict.record or record, verdict.missing)
            message, remedy = _write_missing(verdict.wording or _UNRECORDED, label, self.title)
        else:
            own = Wording(self.sentence, _LEARN_MORE if is_open else self.remedy)
            words = verdict.wording or own
            prefix = _NOTHING if not is_open else _CANNOT_TELL if words.is_reason else _PERHAPS
            message, remedy = _write_message(words, verdict.facts, prefix)
        return Finding(
            rule=self.name,
            level=level,
            record=verdict.record or record,
            path=verdict.path,
            message=message,
            remedy=remedy,
            source=self.source,
            file=file,
            at=at,
            facts=tuple(verdict.facts.items()),
        )

    def _find_label(self, record: RecordKey | None, path: Path) -> Label | str:
        """Return the label of the field at a path."""
        attribute = field_at(KINDS.get(record.kind, Municipality) if record else self.about, path)
        return info(attribute).label if attribute else str(path[-1])


def _write_message(words: Wording, facts: Mapping[str, Any], prefix: Label) -> tuple[Label, Label]:
    """Write the message, which ends with the remedy, and the remedy alone."""
    problem, remedy = sentence(words.sentence, facts), sentence(words.remedy, facts)
    return Label(f"{prefix.da}{problem.da} {remedy.da}", f"{prefix.en}{problem.en} {remedy.en}"), remedy


@lru_cache(maxsize=1000)
def _write_missing(words: Wording, label: Label | str, title: Label) -> tuple[Label, Label]:
    """Write the message about a missing fact, which is the same for many records."""
    return _write_message(words, {"label": label, "title": title}, _NOTHING)


def rule(
    *,
    about: type[Entry] | type[Register],
    level: Literal["error", "warning"],
    source: str,
    title: str,
    da: str,
    en: str,
) -> Callable[[Ask], Rule]:
    """Make a rule of a generator over one record.

    The generator takes a record and a `Context`, and yields a verdict for each place where what
    it asks is broken or cannot be told, and nothing where it holds. Its name, with hyphens, is
    the rule's; its docstring is the page of the rule, to which `examples/<rule>.toml` beside the
    module may add a Danish text and examples.

    Args:
        about: the class of record it asks about; `Record` for all kinds, `Register` for the whole.
        level: how bad it is where it is broken.
        source: what demands it: the document, and the place after a comma.
        title: what must hold, in a line of Danish; the docstring begins with the same in English.
        da: two lines of Danish, what is wrong and what to do, with `{name}` for each fact, and
            `{name:kr}` for kroner.
        en: the same in English.

    Raises:
        ValueError: it is about no kind of record, the level is none, a sentence is missing, or the
            languages name other facts.

    """
    kind: object = about
    known = (*KINDS.values(), Municipality, Register)
    if not isinstance(kind, type) or not any(issubclass(cls, kind) for cls in known):
        raise ValueError("a rule is about a kind of record, or the register")
    if level not in ("error", "warning"):
        raise ValueError("a rule's level is error or warning")
    (sentence_da, remedy_da), (sentence_en, remedy_en) = _split_lines(da), _split_lines(en)
    if _find_facts(da) != _find_facts(en):
        raise ValueError("the Danish and the English of a rule name the same facts")

    def decorate(ask: Ask) -> Rule:
        explanation = inspect.getdoc(ask) or ""
        return Rule(
            name=ask.__name__.replace("_", "-"),
            about=about,
            level=level,
            source=source,
            title=Label(title, explanation.partition("\n")[0]),
            sentence=Label(sentence_da, sentence_en),
            remedy=Label(remedy_da, remedy_en),
            explanation=explanation,
            ask=ask,
        )

    return decorate


def _split_lines(text: str) -> tuple[str, str]:
    """Split a text into the sentence and the remedy."""
    lines = inspect.cleandoc(text).split("\n")
    if len(lines) != 2:
        raise ValueError("a rule says two lines in each language: what is wrong, and what to do")
    return re.sub(r" +", " ", lines[0]), re.sub(r" +", " ", lines[1])


def _find_facts(text: str) -> set[str]:
    """Return the names of the facts in a text."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def at(record: RecordKey, verdict: Verdict) -> Verdict:
    """Add to a verdict the record it is about; for rules that ask about the whole register."""
    return verdict._replace(record=record)


def as_warning(verdict: Verdict) -> Verdict:
    """Return the verdict as a warning though the rule is an error."""
    return verdict._replace(is_warning=True)
