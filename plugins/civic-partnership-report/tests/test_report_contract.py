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
    """A report in English of one programme and appropriation of the filled register, and of some years."""

    @pytest.fixture
    def options(self) -> Options:
        """Return every option, but the partnership."""
        return Options(lang="en", programme="a", appropriation="a", years="2020/2030")


class TestStatus(TestReport):
    """The page about one partnership of the filled register."""

    @pytest.fixture
    def options(self) -> Options:
        """Return the partnership."""
        return Options(partnership="a")
