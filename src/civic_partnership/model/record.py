"""The base classes of all records, and the metadata of their fields."""

import inspect
import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, ClassVar, NamedTuple

import attrs
from attrs import field, frozen

from civic_partnership.values import Label, Reason, Slug, Table


class FieldInfo(NamedTuple):
    """The facts about a field that its Python type does not tell.

    Attributes:
        label: the name of the field in Danish and English.
        personal: whether the field holds personal data.
        refers_to: the kind of record whose id the field holds, such as `"departments"`; None if it holds no
            id.
        words: the allowed words, each with its label; empty if the field is not limited to certain words.
        synonyms: other words that people write for these: written word -> allowed word.

    """

    label: Label
    personal: bool
    refers_to: str | None
    words: Table[Label] = Table()
    synonyms: Table[str] = Table()


def about(
    da: str,
    en: str,
    *,
    personal: bool = False,
    refers_to: str | None = None,
    words: Mapping[str, tuple[str, ...]] = MappingProxyType({}),
    synonyms: Mapping[str, str] = MappingProxyType({}),
) -> dict[Any, Any]:
    """Return the metadata of a field that must be filled.

    Write `name: str = field(metadata=about("navn", "name"))`. The arguments are the attributes of
    `FieldInfo`, with the Danish and the English text of the label. In `words`, synonyms may follow the two
    texts of a word: `{"own": ("egne midler", "own means", "egenfinansiering")}`.
    """
    labels = {word: Label(in_danish, in_english) for word, (in_danish, in_english, *_) in words.items()}
    others = {other: word for word, (_, _, *others) in words.items() for other in others}
    facts = FieldInfo(Label(da, en), personal, refers_to, Table(labels), Table({**others, **synonyms}))
    return {FieldInfo: facts}


def optional(da: str, en: str, *, default: Any = None, personal: bool = False, **facts: Any) -> Any:
    """Return a field that may be left out.

    Write `note: str | None = optional("bemærkning", "note")`. The arguments are those of `about`, and the
    value of a field that is left out. The `repr` of a record does not show personal data.
    """
    return field(default=default, repr=not personal, metadata=about(da, en, personal=personal, **facts))


def info(attribute: Any) -> FieldInfo:
    """Return the `FieldInfo` of a field, which is an `attrs.Attribute`."""
    return attribute.metadata[FieldInfo]  # type: ignore[no-any-return]


def word_label(cls: type, name: str, word: str) -> Label:
    """Return the label of an allowed word of a field: `word_label(Term, "kind", "extension")`."""
    return info(getattr(attrs.fields(cls), name)).words[word]


def word_spellings(attribute: Any) -> dict[str, str]:
    """Return all that people write for the allowed words of a field, in small letters: spelling -> word.

    The Danish and the English label of a word are such spellings, and so are its synonyms.
    """
    facts = info(attribute)
    labels = ((text, word) for word, label in facts.words.items() for text in (label.en, label.da))
    words = ((word, word) for word in (*facts.synonyms.values(), *facts.words))
    return {text.casefold(): word for text, word in (*facts.synonyms.items(), *labels, *words)}


def description(cls: type, name: str) -> Label:
    """Return the description of a field from its class docstring, in Danish and English.

    The line under `Attributes:` holds the English text, then ` / `, then the Danish text. If a text is
    missing, the label of the field takes its place.
    """
    label = info(getattr(attrs.fields(cls), name)).label
    written = rf"^    {name}: (.+(?:\n {{8}}.+)*)"
    lines = (re.search(written, inspect.cleandoc(each.__doc__ or ""), re.MULTILINE) for each in cls.__mro__)
    line = next((" ".join(found[1].split()) for found in lines if found), "")
    en, _, da = line.partition(" / ")
    return Label(_sentence(da or label.da), _sentence(en or label.en))


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:].removesuffix('.')}."


@frozen(kw_only=True)
class Source:
    """A document that states a fact, and the place in that document (kilde).

    Attributes:
        document: the name of the document that states the fact. / Dokumentet, som oplysningen står i.
        place: the place in the document, such as a page or a heading. / Stedet i dokumentet, fx en side eller
            en overskrift.

    """

    document: str = field(metadata=about("dokument", "document"))
    place: str | None = optional("sted", "place")


class _Confirmed:
    """The place for a remark about a record that is no part of it: whether its shape is known to be right."""

    __slots__ = ("_shape_is_right",)


@frozen(kw_only=True)
class Entry(_Confirmed):
    """The base class of records and of their larger parts, such as terms and grants.

    Attributes:
        sources: the documents that state the facts. / Hvor oplysningerne står, dokument for dokument.
        note: a remark in plain words. / En bemærkning i fri tekst.
        exempt: rules that do not apply here: rule name -> the reason, or period -> the reason. / Regler, der
            ikke gælder her: regelnavn = begrundelse, eller periode = begrundelse.

    """

    LABEL: ClassVar[Label] = Label("post", "entry")
    EXACTLY_ONE: ClassVar[tuple[str, ...]] = ()
    """The names of fields; exactly one of these fields must be filled."""
    AT_LEAST_ONE: ClassVar[tuple[str, ...]] = ()
    """The names of fields; at least one of these fields must be filled."""
    AT_MOST_ONE: ClassVar[tuple[str, ...]] = ()
    """The names of fields; at most one of these fields may be filled."""

    sources: tuple[Source, ...] = optional("kilder", "sources", default=())
    note: str | None = optional("bemærkning", "note")
    exempt: Table[Reason] = optional("dispensationer", "exemptions", default=Table())


@frozen(kw_only=True)
class Record(Entry):
    """The base class of all kinds of record. No two records of a kind have the same id.

    Attributes:
        id: the id of the record: small letters, digits and hyphens, as in `broenshoej-boldklub`. / Små
            bogstaver, cifre og bindestreger, fx broenshoej-boldklub.

    """

    id: Slug = field(metadata=about("id", "id"))
