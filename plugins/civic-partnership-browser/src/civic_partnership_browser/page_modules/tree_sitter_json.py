"""The grammar of JSON, as the package `tree_sitter_json` gives it: for the page only."""


def language() -> str:
    """Return the name by which the page knows the grammar."""
    return "json"
