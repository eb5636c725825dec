"""The six rules about the shape of files, which are checked before records are built."""

import inspect

from civic_partnership.values import Label

from .rule import Rule
from .verdict import Wording


def _make_rule(name: str, *, title: str, da: tuple[str, str], en: tuple[str, str], explanation: str) -> Rule:
    """Return a rule about the shape of files, which has no function of its own."""
    explanation = inspect.cleandoc(explanation)
    return Rule(
        name=name,
        about=None,
        level="error",
        source="file-format",
        title=Label(title, explanation.partition("\n")[0]),
        sentence=Label(da[0], en[0]),
        remedy=Label(da[1], en[1]),
        explanation=explanation,
    )


UNKNOWN_FIELD = _make_rule(
    "unknown-field",
    title="Formatet kender hvert felt og hver tabel.",
    da=('"{field}" findes ikke her.', "{hint}"),
    en=('There is no "{field}" here.', "{hint}"),
    explanation="""
    Every field and every table is one that the format knows.

    ## What it checks
    Each name in a file is compared with the names that may stand there. The nearest of these is
    suggested. A record with an unknown field is left out, for what was meant by it is not known.

    ## Why
    A misspelt name would otherwise drop a fact without a word.
    """,
)

WRONG_TYPE = _make_rule(
    "wrong-type",
    title="Hvert felt har en værdi af den type, som det er lavet til.",
    da=("{field} er {found}, men skal være {expected}.", "Skriv {expected}."),
    en=("{field} is {found}, but must be {expected}.", "Write {expected}."),
    explanation="""
    Every field holds the type of value that it is made for.

    ## What it checks
    A whole number is no text, a list is no text, `true` is no number. Nothing is converted: what
    was written is what counts. Days are written `2024-01-31`; partial dates, periods and codes
    are texts.

    ## Why
    A program that converts values has to guess, and two programs guess differently.
    """,
)

MISSING_FIELD = _make_rule(
    "missing-field",
    title="Alle felter, der skal være der, er der.",
    da=("{field} mangler.", "Tilføj {field}."),
    en=("{field} is missing.", "Add {field}."),
    explanation="""
    Every required field is there.

    ## What it checks
    A record's name or title; the programme and associations of a partnership; the period and kind
    of a term; the amount and one of year and period of a grant; and so on for each kind. All else
    may be absent: an unknown fact is left out, never invented.

    ## Why
    A record that lacks these cannot be told from another or placed in time.
    """,
)

INVALID_VALUE = _make_rule(
    "invalid-value",
    title="Hver værdi er en, som feltet kan have.",
    da=("{field} kan ikke bruges: {reason}.", "Ret værdien."),
    en=("{field} cannot be used: {reason}.", "Correct the value."),
    explanation="""
    Every value is one that its field can hold.

    ## What it checks
    Dates that exist, periods that do not end before they start, years from 1900 to 2199, amounts of
    at most two decimals that are not negative, ids and codes in their form, words that are on the
    list of those allowed, texts that are not empty.

    ## Why
    A rule can only judge what is possible at all.
    """,
)

UNREADABLE_FILE = _make_rule(
    "unreadable-file",
    title="Alle filer kan læses.",
    da=("Kan ikke læses: {reason}.", "{remedy}"),
    en=("Cannot be read: {reason}.", "{remedy}"),
    explanation="""
    Every file can be read.

    ## What it checks
    A file is UTF-8, is TOML or JSON, is not larger than the limit, is a file at all, and is of a
    format version that this version of the program knows. Everything else that can be read is still
    read. A reference to a record found nowhere else is then undecided, because the record may be in
    the unreadable file.

    ## Why
    A file that is silently passed over looks like records that do not exist.
    """,
)

DUPLICATE_ID = _make_rule(
    "duplicate-id",
    title="Ikke to poster af samme slags har samme id.",
    da=('"{id}" står også i {other}.', "Behold det ene sted, eller giv det andet et nyt id."),
    en=('"{id}" also stands in {other}.', "Keep it in one place, or give the other a new id."),
    explanation="""
    No two records of a kind have the same id.

    ## What it checks
    All files of a register together: an id stands once in each kind. Neither of two records with
    one id enters the register, for it cannot be told which of them is meant. The municipality
    stands once.

    ## Why
    Two files that were edited apart would otherwise overwrite each other by the order of their
    names.
    """,
)

SECOND_MUNICIPALITY = Wording(
    Label("Kommunen står også i {other}.", "The municipality also stands in {other}."),
    Label(
        "Behold den ene; to kommuner er to registre.",
        "Keep one of them; two municipalities are two registers.",
    ),
)
"""The sentences of `duplicate-id` for a second municipality. A municipality has no id."""

SHAPE_RULES = (UNKNOWN_FIELD, WRONG_TYPE, MISSING_FIELD, INVALID_VALUE, UNREADABLE_FILE, DUPLICATE_ID)
"""All rules about the shape of files."""
