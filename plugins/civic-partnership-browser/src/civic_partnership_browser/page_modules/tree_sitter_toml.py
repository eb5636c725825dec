"""The grammar of TOML, as the package `tree_sitter_toml` gives it: for the page only."""


def language() -> str:
    """Return the name by which the page knows the grammar."""
    return "toml"
