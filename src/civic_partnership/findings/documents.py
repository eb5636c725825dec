"""The documents that rules rest on: their short names, as a rule's source names them, and titles."""

from types import MappingProxyType

from civic_partnership.values import Label

DOCUMENTS: MappingProxyType[str, Label] = MappingProxyType(
    {
        "copenhagen-experience-report-2023": Label(
            "Københavns Kommune: Erfaringsopsamling om Sociale partnerskaber, marts 2023",
            "City of Copenhagen: experience report on social partnerships, March 2023",
        ),
        "copenhagen-social-partnerships-page": Label(
            "Københavns Kommune: siden Sociale partnerskaber",
            "City of Copenhagen: the page on social partnerships",
        ),
        "cvr-register": Label(
            "Det Centrale Virksomhedsregister (CVR)", "the central business register of Denmark (CVR)"
        ),
        "full-time-week": Label(
            "Den almindelige arbejdsuge på fuld tid i danske overenskomster, 37 timer",
            "the normal full-time week of Danish collective agreements, 37 hours",
        ),
        "file-format": Label("Registerets filformat, version 1", "the file format of registers, version 1"),
    }
)


def cited(source: str) -> Label:
    """A rule's source as people read it: the document's title, then the place in it."""
    document, comma, place = source.partition(", ")
    title = DOCUMENTS.get(document, Label(document, document))
    return Label(title.da + comma + place, title.en + comma + place)
