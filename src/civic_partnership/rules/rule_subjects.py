"""The subjects of rules: each module of rules has one, and so has each plugin."""

from importlib.metadata import packages_distributions

from civic_partnership.findings import Rule
from civic_partnership.values import Label

_SHAPE = Label("Filernes form", "Shape of files")
_ASSOCIATIONS = Label("Foreninger", "Associations")
_PARTNERSHIPS = Label("Partnerskaber", "Partnerships")
_TERMS = Label("Aftaleperioder", "Terms")
_GRANTS = Label("Tilskud", "Grants")
_EMPLOYMENTS = Label("Ansættelser", "Employments")
_PLANS = Label("Handleplaner", "Action plans")

SUBJECTS = {
    "references": Label("Henvisninger", "References"),
    "association_names": _ASSOCIATIONS,
    "associations": _ASSOCIATIONS,
    "texts": Label("Tekster", "Texts"),
    "exemptions": Label("Fravigelser", "Exemptions"),
    "programmes": Label("Ordninger", "Programmes"),
    "funding": Label("Finansiering", "Funding"),
    "rounds": Label("Ansøgningsrunder", "Application rounds"),
    "partnerships": _PARTNERSHIPS,
    "eligibility": _PARTNERSHIPS,
    "terms": _TERMS,
    "term_grounds": _TERMS,
    "grants": _GRANTS,
    "grant_years": _GRANTS,
    "spending": _GRANTS,
    "staffing": _EMPLOYMENTS,
    "employments": _EMPLOYMENTS,
    "plans": _PLANS,
    "plan_times": _PLANS,
    "objectives": _PLANS,
    "meetings": Label("Møder", "Meetings"),
    "feeder_chain": Label("Fødekæden", "Feeder chain"),
    "alliances": Label("Alliancer", "Alliances"),
    "agreements": Label("Samarbejdsaftaler", "Cooperation agreements"),
    "cooperation_frameworks": Label("Mål for samarbejde", "Cooperation frameworks"),
    "hearings": Label("Høringer", "Hearings"),
    "surveys": Label("Undersøgelser", "Surveys"),
}
"""The subject of each module of rules."""


def find_subject(rule: Rule) -> Label:
    """Return the subject of a rule: of a plugin's rule, the name of the distribution."""
    if rule.ask is None:
        return _SHAPE
    package, _, module = rule.ask.__module__.rpartition(".")
    if package == __package__:
        return SUBJECTS[module]
    name = find_distribution(rule)
    return Label(name, name)


def find_distribution(rule: Rule) -> str:
    """Return the name of the distribution that a rule comes from, else the name of its module."""
    module = rule.ask.__module__ if rule.ask else __name__
    return ", ".join(packages_distributions().get(module.partition(".")[0], [module]))
