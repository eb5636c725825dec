"""Tell the rows of notes and legends: `* foreløbige tal`, `Kilde: …`, `Rød = stoppet`, also in two cells."""

import re
from collections.abc import Sequence

_SUBJECT = (
    r"noter?|kilder?|obs|bemærk|(?:signatur|tegn|farve)?forklaring(?:er)?|farve(?:r|koder?)|forkortelser?|"
    r"sources?|legend|udarbejdet(?: af)?|udskrevet|opdateret"
)
_NOTE = re.compile(rf"[*†‡]|[0-9]\) |.+ = |(?:{_SUBJECT})\s*:")
"""The beginning of a note in one cell."""
_TITLE = re.compile(
    r"(?:noter?|(?:signatur|tegn|farve)?forklaring(?:er)?|farve(?:r|koder?)|forkortelser?|legend)\W*"
)
"""A title of notes that stand below it."""
_SUBJECT_ALONE = re.compile(rf"(?:{_SUBJECT})\s*:")
_COLOUR = (
    "(?:lyse?|mørke?)?(?:rødt?|gult?|grøn(?:t|n(?=e))?|blåt?|gråt?|hvidt?|sort|brunt?|orange|lilla|pink|fed|"
    "kursiv)e?"
)
_THING = "(?:skrift|tekst|farve|felt|celle|række|linje|markering|baggrund)[a-z]*"
_MARK = re.compile(rf"(?:[*†‡§]+|\(?[0-9a-z]\)|{_COLOUR}(?: {_THING})?)\s*[:=]?")
"""What a legend explains: a sign or a colour."""
_MEANING = re.compile(r"= .*[a-zæøå]{2}")
_WORD = re.compile("[a-zæøå]{2}")


def is_note(cells: Sequence[str], *, may_be_name: bool) -> bool:
    """Tell whether the filled cells of a row are a note or a legend, and no record.

    Args:
        cells: the texts, normalized as headings are.
        may_be_name: whether the first text is the name of a record, if the row is one. A sign or a colour is
            no such name; in another column it may be a fact about a record.
    """
    if all(map(_NOTE.match, cells)):
        return True
    match cells:
        case [title]:
            return is_title_of_notes(title)
        case [_, "=", meaning]:
            return _WORD.search(meaning) is not None
        case [first, meaning]:
            is_mark = may_be_name and _MARK.fullmatch(first) and _WORD.search(meaning)
            return bool(is_mark or _MEANING.match(meaning) or _SUBJECT_ALONE.fullmatch(first))
        case _:
            return False


def is_title_of_notes(text: str) -> bool:
    """Tell whether a text, normalized as headings are, is a title such as `Signaturforklaring`."""
    return _TITLE.fullmatch(text) is not None
