"""Words of the page in the place of options of the command line, which is not there."""

from civic_partnership.values import Label, Language

_OPTIONS = (
    (
        Label(" (--include-personal tager dem med)", " (--include-personal takes them along)"),
        Label("", ""),
    ),
    (
        Label("Tillad det med --update.", "Allow it with --update."),
        Label(
            "Sæt hak ved “Ret også det, der allerede står i registeret”, og læs ind igen.",
            "Tick “Change what is already recorded as well”, and read once more.",
        ),
    ),
)
"""What the command line says -> what the page says."""


def use_page_words(text: str, lang: Language) -> str:
    """Return a summary in which no option of the command line is named."""
    for option, words in _OPTIONS:
        text = text.replace(option.in_language(lang), words.in_language(lang))
    return text
