"""The contract of exporters for both formats, the workbook also with findings."""

from datetime import date
from typing import ClassVar

import pytest

from civic_partnership.testing import ExporterContract
from civic_partnership_danish_excel.csv_da import CsvDa
from civic_partnership_danish_excel.xlsx import Xlsx, XlsxOptions


class TestCsvDa(ExporterContract):
    """The tables of CSV."""

    @pytest.fixture
    def exporter(self) -> CsvDa:
        """Return the exporter."""
        return CsvDa()


class TestXlsx(ExporterContract):
    """The contract of the workbook."""

    @pytest.fixture
    def exporter(self) -> Xlsx:
        """Return the exporter."""
        return Xlsx()


class TestXlsxWithFindings(TestXlsx):
    """The workbook with all that is not in the tables."""

    EXCUSED: ClassVar = {"loss_law": "the findings differ too, and would hide what the tables lose"}

    @pytest.fixture
    def options(self) -> XlsxOptions:
        """Return options of which none is the default."""
        return XlsxOptions(on=date(2025, 3, 1), function=("3.38.73",))
