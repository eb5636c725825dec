"""The seven rules about the shape of files, which are checked before records are built."""

import inspect

from civic_partnership.values import Label

from .rule import Rule
from .verdict import wording


def _shape_rule(name: str, *, title: str, da: str, en: str, explanation: str) -> Rule:
    words, explanation = wording(da=da, en=en), inspect.cleandoc(explanation)
    return Rule(
        name=name,
        about=None,
        level="error",
        source="file-format",
        title=Label(title, explanation.partition("\n")[0]),
        sentence=words.sentence,
        remedy=words.remedy,
        explanation=explanation,
    )


UNKNOWN_FIELD = _shape_rule(
    "unknown-field",
    title="Alle felter og tabeller findes i formatet.",
    da='"{field}" findes ikke her.\n{hint}',
    en='There is no "{field}" here.\n{hint}',
    explanation="""Every field and every table is one that the format knows.

    ## What it checks
    Each name in a file is one of the names that may stand there; the closest of these is suggested. A record
    with an unknown field is left out, because its meaning is not known.

    ## Why
    A misspelt name would otherwise drop a fact without a word.
    """,
)
WRONG_TYPE = _shape_rule(
    "wrong-type",
    title="Alle felter har en værdi af den rigtige type.",
    da="{field} er {found}, men skal være {expected}.\nSkriv {expected}.",
    en="{field} is {found}, but must be {expected}.\nWrite {expected}.",
    explanation="""Every field holds the type of value that it is made for.

    ## What it checks
    A whole number is no text, a list is no text, `true` is no number. Nothing is converted. Days are written
    `2024-01-31`; partial dates, periods and codes are texts.

    ## Why
    A program that converts values has to guess, and two programs guess differently.
    """,
)
MISSING_FIELD = _shape_rule(
    "missing-field",
    title="Alle felter, der skal udfyldes, er udfyldt.",
    da="{field} mangler.\nTilføj {field}.",
    en="{field} is missing.\nAdd {field}.",
    explanation="""Every required field is there.

    ## What it checks
    A record's name or title; the programme and associations of a partnership; the period and kind of a term;
    the amount and one of year and period of a grant; and so on for each kind. All other fields may be absent:
    an unknown fact is left out, never invented.

    ## Why
    A record that lacks these cannot be told from another or placed in time.
    """,
)
INVALID_VALUE = _shape_rule(
    "invalid-value",
    title="Alle værdier er gyldige.",
    da="{field} kan ikke bruges: {reason}.\nRet værdien.",
    en="{field} cannot be used: {reason}.\nCorrect the value.",
    explanation="""Every value is one that its field can hold.

    ## What it checks
    Dates that exist, periods that do not end before they start, years from 1900 to 2199, amounts of at most
    two decimals that are not negative, ids and codes in their form, words of the list that is allowed, texts
    that are not empty.

    ## Why
    A rule can only judge what is possible at all.
    """,
)
UNREADABLE_FILE = _shape_rule(
    "unreadable-file",
    title="Alle filer kan læses.",
    da="Kan ikke læses: {reason}.\n{remedy}",
    en="Cannot be read: {reason}.\n{remedy}",
    explanation="""Every file can be read.

    ## What it checks
    A file is UTF-8, is TOML or JSON, is not larger than the limit, is a file at all, and is of a format
    version that this version of the program knows. Everything else is still read. A reference to a record
    found nowhere else is then undecided, because the record may be in the unreadable file.

    ## Why
    A file that is silently passed over looks like records that do not exist.
    """,
)
DUPLICATE_ID = _shape_rule(
    "duplicate-id",
    title="Ikke to poster af samme slags har samme id.",
    da='"{id}" findes også i {other}.\nBehold den ene post, eller giv den anden et nyt id.',
    en='"{id}" also stands in {other}.\nKeep it in one place, or give the other a new id.',
    explanation="""No two records of a kind have the same id.

    ## What it checks
    In all files of a register together, an id stands once in each kind, and the municipality stands once.
    Neither of two records with one id enters the register, because nobody can tell which of them is meant.

    ## Why
    Two files that were edited apart would otherwise overwrite each other by the order of their names.
    """,
)
OPEN_CONFLICT = _shape_rule(
    "open-conflict",
    title="Ingen konflikt fra en fletning er åben.",
    da="To har skrevet hver sit i {address}, og kun det ene står i registeret.\n"
    "Afgør det med civic-partnership resolve.",
    en="Two desks wrote different values in {address}, and only one of them stands in the register.\n"
    "Settle it with civic-partnership resolve.",
    explanation="""No conflict of a merge is open.

    ## What it checks
    A merge that finds one place changed in two ways keeps our value in the record, and all three values in
    `conflicts.toml` beside the register. Each of these places is told here until somebody has settled it. The
    values of personal fields are not shown.

    ## Why
    Only one of the two values stands in the register, and nobody has decided yet which one is right.
    """,
)
OPEN_CONFLICT_OF_VALUES = wording(
    da="To har skrevet hver sit i {address}: i registeret står {ours}, den anden skrev {theirs}.\n"
    "Afgør det med civic-partnership resolve.",
    en="Two desks wrote different values in {address}: the register holds {ours}, the other desk wrote "
    "{theirs}.\nSettle it with civic-partnership resolve.",
)
"""The sentences of `open-conflict` for two values that a sentence can show."""
SECOND_MUNICIPALITY = wording(
    da="Kommunen findes også i {other}.\nBehold den ene; hver kommune har sit eget register.",
    en="The municipality also stands in {other}.\nKeep one of them; two municipalities are two registers.",
)
"""The sentences of `duplicate-id` for a second municipality. A municipality has no id."""

SHAPE_RULES = (
    UNKNOWN_FIELD,
    WRONG_TYPE,
    MISSING_FIELD,
    INVALID_VALUE,
    UNREADABLE_FILE,
    DUPLICATE_ID,
    OPEN_CONFLICT,
)
"""All rules about the shape of files."""
