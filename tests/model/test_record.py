import inspect
import re
from typing import Any, Literal, get_args, get_origin

import attrs
import pytest
from attrs.exceptions import FrozenInstanceError
from model.places import classes, least

from civic_partnership.model import (
    KINDS,
    Contact,
    Entry,
    FieldInfo,
    Grant,
    Objective,
    Partnership,
    Programme,
    Record,
    Register,
    description,
    info,
    unwrap_type,
    word_spellings,
)
from civic_partnership.values import Label

CLASSES = [*classes(), Entry, Record]
BY_NAME = {cls.__name__: cls for cls in CLASSES}
PERSONAL = {
    ("Contact", "name"),
    ("Contact", "email"),
    ("Contact", "phone"),
    ("Employment", "person"),
    ("Leave", "reason"),
    ("Person", "name"),
}


def fields(*more: type[Any]) -> list[tuple[str, "attrs.Attribute[Any]"]]:
    """Yield every field of every class of record, with the name of the class."""
    return [(cls.__name__, each) for cls in (*CLASSES, *more) for each in attrs.fields(cls)]


def own_fields(cls: type[Any]) -> list[str]:
    """Return the names of the fields that a class adds to those of its base, in order."""
    return [each.name for each in attrs.fields(cls) if not each.inherited]


def test_personal_fields_are_those_of_the_design() -> None:
    """A contact's name, mail and phone, the person and the leave of an employment and the person of a party are personal."""
    assert PERSONAL == {(cls, field.name) for cls, field in fields(Register) if info(field).personal}


def test_references_name_kinds_that_there_are() -> None:
    """Every id refers to a table of the register, or to the focus areas of a programme."""
    kinds = {refers_to for _, field in fields() if (refers_to := info(field).refers_to)}

    assert kinds - {"focus_areas"} <= KINDS.keys()
    assert "focus_areas" in kinds & attrs.fields_dict(Programme).keys()


@pytest.mark.parametrize("cls", CLASSES, ids=BY_NAME)
def test_docstring_names_exactly_the_fields(cls: type[Any]) -> None:
    """The part "Attributes" of a docstring names the class's own fields, all of them, in order."""
    _, _, attributes = (inspect.getdoc(cls) or "").partition("Attributes:\n")
    listed = re.findall(r"^    ([a-z_0-9]+): \S", attributes, flags=re.MULTILINE)

    assert own_fields(cls) == listed


@pytest.mark.parametrize(
    ("cls", "name", "da", "en"),
    [
        (Grant, "awarded_on", "Dagen, hvor tilsagnet blev givet.", "The day it was awarded."),
        (Grant, "note", "En bemærkning i fri tekst.", "A remark in plain words."),
        (
            Objective,
            "status",
            "Hvor langt målsætningen er.",
            "How far it is: planned, under-way, reached or given-up.",
        ),
        (
            Partnership,
            "terms",
            "Aftalens perioder: den første og forlængelserne.",
            "The terms of the agreement: the initial one and its extensions.",
        ),
        (Register, "areas", "Udsatte byområder.", "Areas."),
    ],
)
def test_says_what_a_field_is(cls: type[Any], name: str, da: str, en: str) -> None:
    """A field is described by its line in the docstring of the class that has it, or by its label."""
    assert Label(da, en) == description(cls, name)


@pytest.mark.parametrize(("cls", "field"), fields(Register), ids=lambda each: getattr(each, "name", each))
def test_every_field_is_named_and_described_in_both_languages(
    cls: str, field: "attrs.Attribute[Any]"
) -> None:
    """A field has a name, and one sentence or more that say what it is."""
    label, sentence = info(field).label, description({**BY_NAME, "Register": Register}[cls], field.name)

    for name, text in ((label.da, sentence.da), (label.en, sentence.en)):
        assert re.fullmatch(r"\S(.*\S)?", name)
        assert re.fullmatch(r"[^a-z ].*[^. ]\.", text)


@pytest.mark.parametrize("cls", [cls for cls in CLASSES if issubclass(cls, Entry) and cls is not Record])
def test_every_entry_is_called_something_of_its_own(cls: type[Entry]) -> None:
    """No two kinds of entry have the same name in a language."""
    others = {each.LABEL for each in CLASSES if issubclass(each, Entry) and each not in (cls, Record)}

    assert not {label.da for label in others} & {cls.LABEL.da}
    assert not {label.en for label in others} & {cls.LABEL.en}


@pytest.mark.parametrize("cls", CLASSES, ids=BY_NAME)
def test_what_excludes_each_other_are_optional_fields(cls: type[Any]) -> None:
    """Fields that exclude each other exist, are several, and are optional."""
    fields = attrs.fields_dict(cls)

    for names in (getattr(cls, name, ()) for name in ("EXACTLY_ONE", "AT_LEAST_ONE", "AT_MOST_ONE")):
        assert len(names) != 1
        assert all(fields[name].default is None for name in names)


@pytest.mark.parametrize("cls", classes(), ids=lambda cls: cls.__name__)
def test_records_do_not_change_and_are_made_by_keyword(cls: type[Any]) -> None:
    """A record or part of one is frozen, has no room for more, takes keywords only, compares and hashes."""
    record, first = least(cls), attrs.fields(cls)[0].name

    with pytest.raises(FrozenInstanceError):
        setattr(record, first, getattr(record, first))
    with pytest.raises(FrozenInstanceError):
        record.anything = 1
    with pytest.raises(TypeError):
        cls(*[None] * len(attrs.fields(cls)))
    assert not hasattr(record, "__dict__")
    assert (record, hash(record)) == (least(cls), hash(least(cls)))


def test_says_what_a_field_is_once() -> None:
    """The metadata of a field gives its known facts; a personal field does not show in the `repr`."""
    person = attrs.fields(Contact).name

    assert FieldInfo(Label("navn", "name"), personal=True, refers_to=None) == info(person)
    assert FieldInfo(Label("forvaltning", "department"), personal=False, refers_to="departments") == info(
        attrs.fields(Contact).department
    )
    assert not person.repr


@pytest.mark.parametrize("cls", classes(), ids=lambda each: each.__name__)
def test_every_word_of_a_fixed_list_is_said_in_both_languages(cls: type[Any]) -> None:
    """Each word of a fixed list has a name of its own in each language."""
    for attribute in attrs.fields(cls):
        kind = unwrap_type(attribute.type)
        kind = get_args(kind)[0] if get_origin(kind) is tuple else kind
        words = info(attribute).words
        assert set(words) == (set(get_args(kind)) if get_origin(kind) is Literal else set())
        for names in ([label.da for label in words.values()], [label.en for label in words.values()]):
            assert len(words) == len(set(names))


WORD_FIELDS = [
    (cls, field)
    for cls in classes()
    for field in attrs.fields(cls)
    if info(field).words or info(field).synonyms
]


@pytest.mark.parametrize(
    ("cls", "field"), WORD_FIELDS, ids=lambda each: each.__name__ if isinstance(each, type) else each.name
)
def test_each_spelling_stands_for_one_word(cls: type[Any], field: "attrs.Attribute[Any]") -> None:
    """Give each word its labels, and let no synonym stand for two words or for a label of another word."""
    facts, spellings = info(field), word_spellings(field)

    for word, label in facts.words.items():
        assert {word} == {spellings[text.casefold()] for text in (word, label.da, label.en)}
    for synonym, word in facts.synonyms.items():
        assert (synonym, word) == (synonym.casefold(), spellings[synonym])
