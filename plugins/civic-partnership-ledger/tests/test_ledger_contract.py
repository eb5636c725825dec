"""All formats hold the contract of exporters, with every kind of text and recipient."""

from datetime import date

import pytest
from attrs import evolve

from civic_partnership.testing import ExporterContract
from civic_partnership_ledger.g69 import G69, G69Accounts, G69Options
from civic_partnership_ledger.opus import Opus, OpusAccounts, OpusOptions, OpusSide
from civic_partnership_ledger.payments_csv import PaymentsCsv, PaymentsOptions

OPUS_ACCOUNTS = OpusAccounts(
    debit=OpusSide(art="12345678", cost_centre="1000"), credit=OpusSide(art="87654321", order="7")
)
OPTIONS = G69Options(
    other_programmes=G69Accounts(debit="123456789012345", credit="543210987654321"),
    registration_place="012",
    machine_number=123,
    municipality="0999",
)


class TestOpus(ExporterContract):
    """The voucher with the default options."""

    @pytest.fixture
    def exporter(self) -> Opus:
        """Return the format."""
        return Opus()

    @pytest.fixture
    def options(self) -> OpusOptions:
        """Return an account for every programme."""
        return OpusOptions(other_programmes=OPUS_ACCOUNTS)


class TestG69(ExporterContract):
    """The postings with the default options."""

    @pytest.fixture
    def exporter(self) -> G69:
        """Return the format."""
        return G69()

    @pytest.fixture
    def options(self) -> G69Options:
        """Return an account for every programme, and what no municipality can do without."""
        return evolve(OPTIONS, posted_on=date(2024, 1, 31))


class TestG69ByPartnership(TestG69):
    """The postings of one year, with ids for names, in an envelope and in UTF-8."""

    @pytest.fixture
    def options(self) -> G69Options:
        """Return all that can be asked for."""
        return evolve(
            OPTIONS,
            year=2024,
            only="paid",
            text="partnership",
            encoding="utf-8",
            fiscal_year_field=True,
            first_line="Z300",
        )


class TestPaymentsCsv(ExporterContract):
    """The list of all payments."""

    @pytest.fixture
    def exporter(self) -> PaymentsCsv:
        """Return the format."""
        return PaymentsCsv()


class TestPaymentsOfAPeriod(TestPaymentsCsv):
    """The list of the payments of some years, of which the filled register has some."""

    @pytest.fixture
    def options(self) -> PaymentsOptions:
        """Return the years."""
        return PaymentsOptions(period="2012/2024")
