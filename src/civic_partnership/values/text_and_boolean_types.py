"""The value types of free texts, of words from a fixed list, and of true and false.

A text may come with its letters in another encoding; `normalize` makes such texts comparable.
"""

import unicodedata
from collections.abc import Callable
from typing import Any, Literal

from .value_type import Cell, Dialect, InvalidValue, ValueType, WrongType, type_schema

_PIECE = 256
"""The most characters that are normalized at once.

The time to sort many marks on one letter grows with the square of their number.
"""


def normalize(form: Literal["NFC", "NFD", "NFKC", "NFKD"], text: str) -> str:
    """Return a text in a Unicode normal form.

    A long text is split into pieces, so that the time grows only with the length of the text.
    """
    if text.isascii():
        return text
    if len(text) <= _PIECE:
        return unicodedata.normalize(form, text)
    pieces = (text[start : start + _PIECE] for start in range(0, len(text), _PIECE))
    return "".join(unicodedata.normalize(form, piece) for piece in pieces)


def no_text() -> WrongType:
    """Return the error for a value that is no text."""
    return WrongType("en tekst i anførselstegn", "a text in quotation marks")


class TextType(ValueType[str]):
    """The value type of texts that are not blank and can be written as UTF-8."""

    is_text = True
    python_types = (str,)
    # To JavaScript, not to Python, a byte order mark is white space.
    plain_schema = type_schema("string", pattern="[\\S\ufeff]")

    def read(self, raw: Any, _: Any = None) -> str:
        """Return a text unchanged; refuse blank texts and texts that UTF-8 cannot hold."""
        if type(raw) is not str:
            raise no_text()
        if not raw or raw.isspace():
            raise InvalidValue(
                "teksten er tom; skriv noget, eller udelad feltet",
                "the text is empty; write something, or leave it out",
            )
        if not raw.isascii() and not raw.isprintable():
            try:
                raw.encode()
            except UnicodeEncodeError:
                raise InvalidValue(
                    "teksten har tegn, der ikke findes i Unicode",
                    "the text has characters that Unicode lacks",
                ) from None
        return raw

    def cell(self, dialect: Dialect) -> Cell:
        """Return the functions that write and read a text in a table cell, protected against formulas."""
        return Cell("string", dialect.guard, dialect.unguard)

    def samples(self, st: Any, _: Callable[[Any], Any]) -> Any:
        """Return a Hypothesis strategy for Unicode texts that are not blank."""
        part = st.text(st.characters(codec="utf-8"), max_size=3)
        ink = st.characters(exclude_categories=("Cs", "Cc", "Zs", "Zl", "Zp"))
        return st.builds("{}{}{}".format, part, ink, part)


class ChoiceType(TextType):
    """The value type of a `Literal`: one word from a fixed list."""

    def __init__(self, *words: str) -> None:
        self.words = words
        self.hint = "|".join(words)
        self.plain_schema = {"enum": list(words)}

    def read(self, raw: Any, _: Any = None) -> str:
        """Return the word if it is on the list; refuse any other text."""
        if type(raw) is not str:
            raise no_text()
        if raw not in self.words:
            *others, last = self.words
            some = ", ".join(others)
            raise InvalidValue(
                f"der kan stå {some} eller {last}" if some else f"der kan kun stå {last}",
                f"it may be {some} or {last}" if some else f"it may only be {last}",
            )
        return raw

    def parse(self, text: str) -> str:
        """Find a word of the list, in capital or small letters; return any other text unchanged."""
        folded = text.casefold()
        return next((word for word in self.words if word.casefold() == folded), text)

    def samples(self, st: Any, _: Callable[[Any], Any]) -> Any:
        """Return a Hypothesis strategy for the words of the list."""
        return st.sampled_from(self.words)


_YES = frozenset({"ja", "j", "x", "sand", "true", "yes", "1"})
_NO = frozenset({"nej", "n", "falsk", "false", "no", "0"})


class BooleanType(ValueType[bool]):
    """The value type of true and false."""

    in_python = ("True eller False", "True or False")
    hint = "true|false"
    python_types = (bool,)
    plain_schema = type_schema("boolean")

    def read(self, raw: Any, _: Any = None) -> bool:
        """Return `True` or `False`; refuse any other type."""
        if type(raw) is not bool:
            raise WrongType("true eller false", "true or false")
        return raw

    def cell(self, dialect: Dialect) -> Cell:
        """Return the functions that write and read true and false in a table cell, as two words."""
        words = {dialect.yes: True, dialect.no: False}
        return Cell(
            "boolean",
            lambda value: dialect.yes if value else dialect.no,
            lambda cell: words.get(cell, cell),
        )

    def parse(self, text: str) -> bool:
        """Read a Danish or English word for true or false, such as `ja`, `nej`, `x` or `1`.

        Raises:
            InvalidValue: the text is no such word.

        """
        folded = text.casefold()
        if folded not in _YES | _NO:
            raise InvalidValue("der skal stå ja eller nej", "it must be ja or nej")
        return folded in _YES
