"""The text of a posting, fitted to the width and the letters of a format."""

import re
from collections.abc import Mapping

from attrs import frozen

from civic_partnership import Register
from civic_partnership.values import Label

from .grant_selection import Posting

CUT = Label(
    "posteringens tekst er for kort til det hele", "the text of the posting is too short for all of it"
)
LETTERS = Label(
    "posteringens tekst kan ikke indeholde alle tegnene", "the text of the posting cannot hold every letter"
)

_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
"""Characters that end a line or control a terminal."""


@frozen(kw_only=True)
class Room:
    """The text field of a format.

    Attributes:
        width: the largest number of letters.
        encoding: the encoding of the file.
        instead: character that the format cannot hold -> its substitute.
    """

    width: int
    encoding: str
    instead: Mapping[int, str]

    def fit(self, text: str) -> tuple[str, Label | None]:
        """Return the text that fits, and the reason if anything is lost; None if nothing is."""
        plain = _CONTROL.sub(" ", text.translate(self.instead))
        plain = plain.encode(self.encoding, "replace").decode(self.encoding)
        if len(plain) > self.width:
            return plain[: self.width], CUT
        return plain, None if plain == text else LETTERS


def make_text(posting: Posting, register: Register, text: str) -> str:
    """Return the year of a grant, and its partnership: `2024 Nordby Boldklub, Nordby Dans`.

    The year comes first, so that it is never cut and no text begins like a formula. An association that is
    not recorded gets an empty name.
    """
    partnership = posting.partnership
    names = [partnership.id]
    if text == "associations" and partnership.associations:
        known = register.associations
        names = [known[id].name if id in known else "" for id in partnership.associations]
    return f"{posting.year} {', '.join(names)}"
