"""What every exporter holds."""

from datetime import date

import pytest

from civic_partnership.testing import ExporterContract
from civic_partnership_calendar.ical import Ical
from civic_partnership_calendar.options import Options


class TestIcal(ExporterContract):
    """The calendar with the default options."""

    @pytest.fixture
    def exporter(self) -> Ical:
        """Return the exporter that is proved."""
        return Ical()


class TestChosenDays(TestIcal):
    """A calendar of some years, in English, with reminders, of the contact `a` whom the filled register has."""

    @pytest.fixture
    def options(self) -> Options:
        """Return every option, none of them at its default."""
        return Options(
            since=date(2000, 1, 1),
            until=date(2099, 12, 31),
            alarm_days=(30, 7),
            consultant="a",
            lang="en",
            stamp=date(2025, 3, 1),
        )
