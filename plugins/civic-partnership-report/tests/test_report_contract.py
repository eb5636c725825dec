"""What every exporter holds."""

import pytest

from civic_partnership.testing import ExporterContract
from civic_partnership_report import HtmlReport, Options


class TestReport(ExporterContract):
    """The report with the default options."""

    @pytest.fixture
    def exporter(self) -> HtmlReport:
        """Return the exporter that is proved."""
        return HtmlReport()


class TestPartOfRegister(TestReport):
    """A report in English of one programme, which the filled register has, and of some years."""

    @pytest.fixture
    def options(self) -> Options:
        """Return the programme and the years."""
        return Options(lang="en", programme="a", years="2020/2030")


class TestAppropriation(TestReport):
    """A report of what one appropriation of the filled register pays."""

    @pytest.fixture
    def options(self) -> Options:
        """Return the appropriation."""
        return Options(appropriation="a")


class TestStatus(TestReport):
    """The page about one partnership of the filled register."""

    @pytest.fixture
    def options(self) -> Options:
        """Return the partnership."""
        return Options(partnership="a")
