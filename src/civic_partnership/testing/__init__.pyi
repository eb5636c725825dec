from .any_registers import (
    readable_registers as readable_registers,
    records as records,
    texts as texts,
)
from .breaker import (
    Breaker as Breaker,
    RegisterChange as RegisterChange,
    breaks as breaks,
    change_field as change_field,
    set_in as set_in,
)
from .broken_register import BrokenRegister as BrokenRegister, broken_by as broken_by
from .exporter_contract import ExporterContract as ExporterContract
from .importer_contract import ImporterContract as ImporterContract
from .valid_programmes import programmes as programmes
from .valid_registers import registers as registers
from .values import (
    amounts as amounts,
    cprs as cprs,
    cvrs as cvrs,
    dated as dated,
    mail_addresses as mail_addresses,
    partial_dates as partial_dates,
    periods as periods,
    phone_numbers as phone_numbers,
    ranges as ranges,
    slugs as slugs,
    tables as tables,
)
