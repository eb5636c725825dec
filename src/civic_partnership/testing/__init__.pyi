from .any_registers import (
    readable_registers as readable_registers,
    records as records,
    texts as texts,
)
from .breaking import (
    Break as Break,
    Breaker as Breaker,
    Broken as Broken,
    Change as Change,
    breaks as breaks,
    broken_by as broken_by,
    changed as changed,
    placed as placed,
)
from .contract.importing import ImporterContract as ImporterContract
from .contract.proving import ExporterContract as ExporterContract
from .sound import (
    programmes as programmes,
    registers as registers,
)
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
