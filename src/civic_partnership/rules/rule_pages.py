"""The page of each rule in Danish and English, and the subject under which the rule is listed."""

import sys

import tomli
from attrs import field, frozen

from civic_partnership.findings import Rule
from civic_partnership.values import Label, Language

from .catalogue import SUBJECTS

_CHECKS = Label("Hvad den kontrollerer", "What it checks")
_WHY = Label("Hvorfor", "Why")
_EXAMPLES = {
    "passes": Label("Eksempel, der består", "Example that passes"),
    "fails": Label("Eksempel, der fejler", "Example that fails"),
    "undecided": Label("Eksempel, der ikke kan afgøres", "Example that is undecided"),
}


@frozen(kw_only=True)
class PageFile:
    """The contents of the file of a rule in `examples/`.

    Attributes:
        checks: what the rule checks, in Danish.
        why: why it checks that, in Danish.
        passes: TOML texts that together make a register that passes.
        fails: TOML texts that together make a register that fails.
        undecided: the same for an undecided finding; empty if the rule always decides.
    """

    checks: str = ""
    why: str = ""
    passes: tuple[str, ...] = field(default=(), converter=tuple)
    fails: tuple[str, ...] = field(default=(), converter=tuple)
    undecided: tuple[str, ...] = field(default=(), converter=tuple)


def load_page_file(rule: Rule) -> PageFile:
    """Read `examples/<rule>.toml` beside the module of a rule; if that is impossible, return an empty one."""
    from importlib.resources import files  # noqa: PLC0415 - it is slow to import, and a check needs no pages

    if rule.ask is None:
        package: str | None = __package__
    else:
        package = getattr(sys.modules.get(rule.ask.__module__), "__package__", None)
    if not package:
        return PageFile()
    try:
        text = files(package).joinpath("examples", f"{rule.name}.toml").read_text(encoding="utf-8")
        return PageFile(**tomli.loads(text))
    except (OSError, ValueError, TypeError):
        return PageFile()


def format_page(rule: Rule, lang: Language) -> str:
    """Write the page of a rule in Markdown; without a Danish text it is in English."""
    page_file = load_page_file(rule)
    parts = [rule.explanation]
    if lang == "da" and page_file.checks:
        parts = [
            rule.title.da,
            f"## {_CHECKS.da}\n{page_file.checks.rstrip()}",
            f"## {_WHY.da}\n{page_file.why.rstrip()}",
        ]
    for name, heading in _EXAMPLES.items():
        if shown := getattr(page_file, name):
            blocks = "\n".join(f"```toml\n{toml}```" for toml in shown)
            parts.append(f"## {heading.in_language(lang)}\n{blocks}")
    return "\n\n".join(parts)


def find_subject(rule: Rule) -> Label:
    """Return the subject of a rule; for a rule of a plugin, return the name of the distribution."""
    if rule.ask is None:
        return Label("Filernes form", "Shape of files")
    for subject, rules in SUBJECTS.items():
        if any(each.ask is rule.ask for each in rules):
            return subject
    name = find_distribution(rule)
    return Label(name, name)


def find_distribution(rule: Rule) -> str:
    """Return the name of the distribution that a rule comes from; if unknown, the name of its module."""
    from importlib.metadata import packages_distributions  # noqa: PLC0415 - the same

    module = rule.ask.__module__ if rule.ask else __name__
    return ", ".join(packages_distributions().get(module.partition(".")[0], [module]))
