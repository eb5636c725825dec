"""Rules: what they demand, how they are explained, and the findings that their verdicts become."""

import inspect
import pkgutil
import string
import sys
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import Any, Literal, SupportsIndex

import attrs
from attrs import field, frozen

from civic_partnership.model import (
    KINDS,
    Entry,
    Municipality,
    Programme,
    RecordKey,
    Register,
    Source,
    field_at,
    info,
)
from civic_partnership.values import Answer, Label, Path

from .finding import Finding, Level, UsedParameter
from .personal_data import format_text
from .sentences import sentence
from .verdict import Verdict, Wording, wording

Ask = Callable[[Any, Any], Iterator[Verdict]]

_NOTHING = Label("", "")
_CANNOT_TELL = Label("Det kan ikke afgøres: ", "It cannot be told: ")
_PERHAPS = Label("Det kan ikke afgøres, men måske gælder: ", "It cannot be told, but perhaps: ")
_LEARN_MORE = Label(
    "Skriv det, der mangler, eller de nøjagtige datoer, når de kendes.",
    "Record what is missing, or the exact dates, once they are known.",
)
_UNRECORDED = wording(
    da="""{label} er ikke registreret, så det kan ikke afgøres, om reglen er overholdt: {title}
          Udfyld det, når det kendes.""",
    en="""{label} not recorded, so it cannot be told if the rule is kept: {title}
          Record it once it is known.""",
)


@frozen(kw_only=True)
class Rule:
    """One demand on records, with everything that is needed to check and to explain it.

    Attributes:
        name: the name of the rule, which never changes: `term-length`.
        about: the class of record that the rule checks: `Record` for all classes, `Register` for the whole
            register. None for a rule about the shape of files, which is checked while reading.
        level: `error` or `warning`, for a finding that the rule is broken.
        source: the document that demands the rule; then, after a comma, the place in that document.
        title: what must hold, in one line.
        sentence: what is wrong, with `{name}` for each fact.
        remedy: what to do about the finding.
        explanation: the page of the rule: title, what it checks and why, in Markdown and English.
        ask: the function from a record and a `Context` to verdicts; None for a rule about the shape of files.
        parameters: the fields of the programme whose values the rule asks for: `term_years`.
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
    parameters: tuple[str, ...] = field(default=(), repr=False)

    def __reduce_ex__(self, protocol: SupportsIndex) -> Any:
        """Return the module and the name under which another process finds this rule, as for a function."""
        module, name = getattr(self.ask, "__module__", ""), getattr(self.ask, "__name__", "")
        if getattr(sys.modules.get(module), name, None) is self:
            return pkgutil.resolve_name, (f"{module}:{name}",)
        return super().__reduce_ex__(protocol)

    def finding(
        self,
        verdict: Verdict,
        record: RecordKey | None = None,
        *,
        level: Level | None = None,
        file: str | None = None,
        at: tuple[int, int] | None = None,
        parameters: tuple[UsedParameter, ...] = (),
        cited: Source | None = None,
    ) -> Finding:
        """Return the finding for a verdict; the verdict's own record and sentences go first.

        Args:
            verdict: the verdict; if it is undecided, so is the level of the finding.
            record: the key of the record that the rule has checked.
            level: the level for this record, if it differs from the level of the rule.
            file: the file, if the finding is made while reading.
            at: line and column in that file.
            parameters: the values that the rule has asked for.
            cited: the document that demands these values, if it is not the source of the rule.
        """
        is_open = verdict.answer is Answer.UNDECIDED
        level = "undecided" if is_open else level or self.level
        if verdict.missing is not None:
            key = verdict.record or record
            about: Any = KINDS.get(key.kind, Municipality) if key else self.about
            *steps, last = verdict.missing
            path = (*[0 if isinstance(step, int) else step for step in steps], last)
            message, remedy = _write_missing(verdict.wording or _UNRECORDED, about, path, self.title)
        else:
            own = Wording(self.sentence, _LEARN_MORE if is_open else self.remedy)
            words = verdict.wording or own
            prefix = _NOTHING if not is_open else _CANNOT_TELL if words.is_reason else _PERHAPS
            message, remedy = _write_message(words, verdict.facts, prefix)
        document, _, place = self.source.partition(", ")
        if cited is not None:
            document, place = format_text(cited.document), format_text(cited.place or "")
        return Finding(
            rule=self.name,
            level=level,
            record=verdict.record or record,
            path=verdict.path,
            message=message,
            remedy=remedy,
            document=document,
            place=place or None,
            parameters=parameters,
            missing=None if verdict.wording else verdict.missing,
            file=file,
            at=at,
            facts=tuple(verdict.facts.items()),
        )


def _write_message(words: Wording, facts: Mapping[str, Any], prefix: Label) -> tuple[Label, Label]:
    problem, remedy = sentence(words.sentence, facts), sentence(words.remedy, facts)
    return Label(f"{prefix.da}{problem.da} {remedy.da}", f"{prefix.en}{problem.en} {remedy.en}"), remedy


@lru_cache(maxsize=1000)
def _write_missing(words: Wording, about: Any, path: Path, title: Label) -> tuple[Label, Label]:
    """Write that the field at a path is missing, whichever row of a list it belongs to."""
    attribute = field_at(about, path)
    label = info(attribute).label.capitalized if attribute else Label(str(path[-1]), str(path[-1]))
    return _write_message(words, {"label": label, "title": title}, _NOTHING)


def rule(
    *,
    about: type[Entry] | type[Register],
    level: Literal["error", "warning"],
    source: str,
    title: str,
    da: str,
    en: str,
    parameters: tuple[str, ...] = (),
) -> Callable[[Ask], Rule]:
    """Turn a function that checks one record into a `Rule`; use this as a decorator.

    The function takes a record and a `Context`, and yields a verdict for each place that breaks the rule or
    cannot be decided. Its name, with hyphens, becomes the name of the rule, and its docstring the page of the
    rule. The file `examples/<rule>.toml` beside the module can add a Danish text and examples.

    Args:
        about, level, source, parameters: the attributes of the rule.
        title: what must hold, in one line of Danish; the docstring starts with the same line in English.
        da: two lines of Danish: what is wrong, and what to do. `{name}` stands for a fact, and `{name:kr}`
            for a fact in kroner.
        en: the same two lines in English.

    Raises:
        ValueError: `about`, `level` or `parameters` is invalid; a text does not have two lines; or the two
            languages use different facts.
    """
    kind: object = about
    known = (*KINDS.values(), Municipality, Register)
    if not isinstance(kind, type) or not any(issubclass(cls, kind) for cls in known):
        raise ValueError("a rule is about a kind of record, or the register")
    if level not in ("error", "warning"):
        raise ValueError("a rule's level is error or warning")
    if not set(parameters) <= set(attrs.fields_dict(Programme)):
        raise ValueError("the parameters of a rule are fields of a programme")
    words = wording(da=da, en=en)
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
            sentence=words.sentence,
            remedy=words.remedy,
            explanation=explanation,
            ask=ask,
            parameters=parameters,
        )

    return decorate


def _find_facts(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}
