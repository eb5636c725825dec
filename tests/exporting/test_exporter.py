from typing import Any

import pytest
from exporting.exporters import GOOD

from civic_partnership.exporting import EVERYTHING, EXPORTERS, AnyExporter, NoOptions, check_exporter
from civic_partnership.values import InvalidValue, Label


class Plain:
    """A class with all that an exporter needs."""

    name = "plain-1"
    title = Label("enkel", "plain")
    options = NoOptions

    def carries(self, _: NoOptions, /) -> frozenset[str]:
        """Return everything."""
        return EVERYTHING

    def export(self, *_: object) -> tuple[()]:
        """Return nothing."""
        return ()


class Checked(Plain):
    """The same, but for a method that takes the report too."""

    def __getattribute__(self, name: str) -> Any:
        """Lack `export`."""
        if name == "export":
            raise AttributeError
        return super().__getattribute__(name)

    def export_checked(self, *_: object) -> tuple[()]:
        """Return nothing."""
        return ()


def change_attributes(**changes: Any) -> Any:
    """Copy the exporter with other attributes."""
    return type("Changed", (Plain,), changes)()


@pytest.mark.parametrize("exporter", [*EXPORTERS, GOOD, Plain(), Checked()], ids=lambda each: each.name)
def test_any_object_with_these_five_is_an_exporter(exporter: AnyExporter) -> None:
    """Accept any object with these five attributes, whatever its class."""
    assert exporter is check_exporter(exporter)


@pytest.mark.parametrize(
    ("thing", "expected"),
    [
        (Plain, "it gave the class Plain itself; write Plain()"),
        ("csv", "it gave a str that lacks name"),
        (None, "it gave a NoneType that lacks name"),
        (type("Half", (), {"name": "half", "title": Label("h", "h")})(), "it gave a Half that lacks options"),
        *(
            (
                change_attributes(name=name),
                "the name of a format has small letters a-z, digits and single hyphens",
            )
            for name in ("", "CSV", "my_format", "a--b", "-a", "a-", "æ", "a\n", "a b", "../a", 3, None)
        ),
        (change_attributes(title="A title"), "plain-1 has no title that is a Label"),
    ],
)
def test_what_is_no_exporter_is_told_what_it_lacks(thing: Any, expected: str) -> None:
    """Say what is missing, in both languages."""
    with pytest.raises(InvalidValue) as caught:
        check_exporter(thing)

    assert expected == caught.value.reason.en
    assert caught.value.reason.da not in ("", expected)
