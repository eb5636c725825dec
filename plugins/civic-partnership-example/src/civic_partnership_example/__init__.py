"""The smallest exporter to copy: a Markdown list of partnerships."""

from collections.abc import Iterable

from civic_partnership import Register
from civic_partnership.model import Partnership, RecordKey
from civic_partnership.plugins import Artifact, Loss, NoOptions, hookimpl
from civic_partnership.values import Label

_APART = Label("foreningen står ikke i noget partnerskab", "the association stands in no partnership")


class Markdown:
    """A line for each partnership: its id, its programme, and its associations by name and id."""

    name = "markdown"
    title = Label("Markdown, en liste over partnerskaber", "Markdown, a list of partnerships")
    options = NoOptions

    def carries(self, _: NoOptions, /) -> frozenset[str]:
        """Return the fields in the lines, and the name and id of every association."""
        partnerships = {"partnerships.id", "partnerships.programme", "partnerships.partners.association"}
        return frozenset({*partnerships, "associations.id", "associations.name"})

    def export(self, register: Register, _: NoOptions, /) -> Iterable[Artifact | Loss]:
        """Yield one file, and a loss for each association that stands in no line."""
        partnerships = register.partnerships.values()
        lines = (_line(partnership, register).encode() for partnership in partnerships)
        yield Artifact(name="partnerships.md", media_type="text/markdown; charset=utf-8", chunks=lines)
        listed = {each.association for partnership in partnerships for each in partnership.partners}
        for id in register.associations:
            if id not in listed:
                yield Loss(record=RecordKey("associations", id), path=(), reason=_APART)


def _line(partnership: Partnership, register: Register) -> str:
    associations = ", ".join(_named(each.association, register) for each in partnership.partners)
    return f"- **{_text(partnership.id)}** ({_text(partnership.programme)}): {associations}\n"


def _named(id: str, register: Register) -> str:
    association = register.associations.get(id)
    return f"({_text(id)})" if association is None else f"{_text(association.name)} ({_text(id)})"


def _text(value: str) -> str:
    """Escape a text, so that it means nothing to Markdown and differs from every other."""
    return "".join(letter if letter.isalnum() or letter in " .-" else f"&#{ord(letter)};" for letter in value)


@hookimpl
def civic_partnership_exporters() -> Iterable[Markdown]:
    """Return the exporters of this plugin: one."""
    return [Markdown()]
