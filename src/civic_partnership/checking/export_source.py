"""The register that an export is made of."""

from civic_partnership.errors import RecordsError
from civic_partnership.model import Register
from civic_partnership.storage import Reading


def ensure_exportable(reading: Reading, *, allow_errors: bool) -> Register:
    """Return the register that was read; refuse one of which something would be missing in an export.

    Args:
        reading: what was read.
        allow_errors: whether errors in the files are allowed if every record could be read all the same.

    Raises:
        RecordsError: there are errors in the files.
    """
    number = len(reading.findings)
    errors = "error" if number == 1 else "errors"
    if reading.register.left_out:
        raise RecordsError(
            f"Registeret er ikke eksporteret: {number} fejl i filerne, så noget ville mangle.",
            f"The register was not exported: {number} {errors} in the files, so something would be missing.",
            reading.findings,
        )
    if reading.findings and not allow_errors:
        raise RecordsError(
            f"Registeret er ikke eksporteret: {number} fejl i filerne. Ret dem, og afgør åbne "
            "konflikter med civic-partnership resolve, eller giv --allow-errors.",
            f"The register was not exported: {number} {errors} in the files. Correct them, and settle open "
            "conflicts with civic-partnership resolve, or give --allow-errors.",
            reading.findings,
        )
    return reading.register
