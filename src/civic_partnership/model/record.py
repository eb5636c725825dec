"""The base of all records, and the metadata of their fields."""

import inspect
import re
from collections.abc import Mapping
from typing import Any, ClassVar, NamedTuple

import attrs
from attrs import field, frozen

from civic_partnership.values import Label, Slug, Table


class FieldInfo(NamedTuple):
    """The metadata of a field: all that is known beyond its type.

    Attributes:
        label: its name in Danish and English.
        personal: whether it holds personal data.
        refers_to: the kind of record whose id it holds, such as `"departments"`.
        words: the labels of the words, where only some are allowed.

    """

    label: Label
    personal: bool
    refers_to: str | None
    words: Table[Label] = Table()


def about(
    da: str,
    en: str,
    *,
    personal: bool = False,
    refers_to: str | None = None,
    words: Mapping[str, Label] | None = None,
) -> dict[Any, Any]:
    """Return the metadata of a field: `field(metadata=about("navn", "name"))`."""
    return {FieldInfo: FieldInfo(Label(da, en), personal, refers_to, Table(dict(words or {})))}


def info(attribute: Any) -> FieldInfo:
    """Return the metadata of an `attrs.Attribute`."""
    return attribute.metadata[FieldInfo]  # type: ignore[no-any-return]


def word_label(cls: type, name: str, word: str) -> Label:
    """Return the label of a word that a field allows: `word_label(Term, "kind", "extension")`."""
    return info(getattr(attrs.fields(cls), name)).words[word]


def description(cls: type, name: str) -> Label:
    """Describe a field by its line under `Attributes:`: English, and Danish behind a slash.

    A field without such a line, or without Danish in it, is described by its label.
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
    """Where a fact stands (kilde).

    Attributes:
        document: the document that the fact stands in. / Dokumentet, som oplysningen står i.
        place: the place in the document: a page, a heading. / Stedet i dokumentet, fx en side eller en
            overskrift.

    """

    document: str = field(metadata=about("dokument", "document"))
    place: str | None = field(default=None, metadata=about("sted", "place"))


@frozen(kw_only=True)
class Entry:
    """The fields that records and their larger parts have in common.

    Attributes:
        sources: where its facts stand, document by document. / Hvor oplysningerne står, dokument for
            dokument.
        note: a remark in plain words. / En bemærkning i fri tekst.
        exempt: rules that are set aside here: rule name -> the reason. / Regler, der ikke gælder her:
            regelnavn = begrundelse.

    """

    LABEL: ClassVar[Label] = Label("post", "entry")
    EXACTLY_ONE: ClassVar[tuple[str, ...]] = ()
    """Fields of which one and only one is filled."""
    AT_LEAST_ONE: ClassVar[tuple[str, ...]] = ()
    """Fields of which one or more are filled."""
    AT_MOST_ONE: ClassVar[tuple[str, ...]] = ()
    """Fields of which no two are filled."""

    sources: tuple[Source, ...] = field(default=(), metadata=about("kilder", "sources"))
    note: str | None = field(default=None, metadata=about("bemærkning", "note"))
    exempt: Table[str] = field(default=Table(), metadata=about("fravigelser", "exemptions"))


@frozen(kw_only=True)
class Record(Entry):
    """A record of a register, unique within its kind by its id.

    Attributes:
        id: small letters, digits and hyphens: `broenshoej-boldklub`. / Små bogstaver, cifre og bindestreger,
            fx broenshoej-boldklub.

    """

    id: Slug = field(metadata=about("id", "id"))
