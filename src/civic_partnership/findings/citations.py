"""The documents on which rules are based: short name -> title in Danish and English."""

from types import MappingProxyType

from civic_partnership.values import Label

SOURCE_DOCUMENTS: MappingProxyType[str, Label] = MappingProxyType(
    {
        "copenhagen-experience-report-2023": Label(
            "Københavns Kommune: Erfaringsopsamling om Sociale partnerskaber, marts 2023",
            "City of Copenhagen: experience report on social partnerships, March 2023",
        ),
        "copenhagen-social-partnerships-page": Label(
            "Københavns Kommune: siden Sociale partnerskaber",
            "City of Copenhagen: the page on social partnerships",
        ),
        "copenhagen-binding-cooperation-goals-2012": Label(
            "Styrket samarbejde mellem skoler, institutioner og klubber (København, 2012)",
            "Stronger cooperation between schools, institutions and clubs (Copenhagen, 2012)",
        ),
        "slagelse-cooperation-agreement-2024": Label(
            "Slagelse Kommune: Samarbejdsaftale mellem klubdistrikter og Børn og unge, januar 2024",
            "Slagelse: cooperation agreement between club districts and Children and Youth, January 2024",
        ),
        "aarhus-children-and-youth-alliance-2018": Label(
            "Aarhus Kommune: Børne- og ungealliancen, 2018",
            "City of Aarhus: the children and youth alliance, 2018",
        ),
        "cvr-register": Label(
            "Det Centrale Virksomhedsregister (CVR)", "the central business register of Denmark (CVR)"
        ),
        "general-data-protection-regulation": Label(
            "Databeskyttelsesforordningen, forordning (EU) 2016/679",
            "the General Data Protection Regulation, Regulation (EU) 2016/679",
        ),
        "data-protection-act": Label(
            "Databeskyttelsesloven, lov nr. 502 af 23. maj 2018",
            "the Danish Data Protection Act, act no. 502 of 23 May 2018",
        ),
        "full-time-week": Label(
            "Den almindelige arbejdsuge på fuld tid i danske overenskomster, 37 timer",
            "the normal full-time week of Danish collective agreements, 37 hours",
        ),
        "file-format": Label("Registerets filformat, version 1", "the file format of registers, version 1"),
    }
)


def citation(source: str) -> Label:
    """Return the source of a rule with the full title of the document; an unknown short name stays.

    A source is the short name of a document, or that name, a comma and a place in the document.
    """
    document, comma, place = source.partition(", ")
    title = SOURCE_DOCUMENTS.get(document, Label(document, document))
    return Label(title.da + comma + place, title.en + comma + place.replace("artikel", "article"))
