"""The check of a DataFrame of documents, in the steps that Spark carries out."""

import pickle
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from civic_partnership import OptionsError, Register
from civic_partnership.rules import CATALOGUE, Rule
from civic_partnership.streaming import (
    FINDING_COLUMNS,
    find_needs,
    find_wrong_column,
    refuse_wrong_arguments,
)

from .steps import CheckLines, CheckWhole, Settings, find_shared, take_findings

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

_TYPES = {str: "string", int: "bigint"}


def check_documents(
    frame: "DataFrame",
    base: Register,
    *,
    on: date,
    rules: Sequence[Rule] = CATALOGUE,
    column: str = "document",
    line: str | None = None,
    name: str = "<stream>",
) -> "DataFrame":
    """Check documents in a column of a DataFrame; return the findings as a DataFrame.

    A document is what `civic_partnership.check_stream` takes as a line, and the findings are the same.
    Nothing is computed before they are asked for. The frame is then read twice, and must give the same
    documents both times.

    Args:
        frame: the documents. An empty value (null) counts as an empty line.
        base: the register of programmes and all else that the documents name.
        on: the day as of which they are checked; the clock is never read.
        rules: the rules to ask. Their modules must be installed on all machines.
        column: the name of the column that holds the documents.
        line: the name of a column of whole numbers that say which line of its file a document is. Without it
            the findings have no line, and those about ids that stand twice do not say where else.
        name: the name of the documents' file in findings.

    Returns:
        a DataFrame with the columns of `civic_partnership.finding_schema()`, in no order. A rule that failed
        has a row of the level `failure` for each task in which it did.

    Raises:
        OptionsError: pyspark is not installed; or a column is missing, or does not hold texts or numbers.
        TypeError: `frame` is no DataFrame, `base` is no register, or `on` is no day.
    """
    functions = _load_functions()
    if not hasattr(frame, "mapInArrow"):
        raise TypeError("the frame is a DataFrame of Spark, such as spark.read.text(path)")
    refuse_wrong_arguments(base, on)
    _refuse_wrong_columns(dict(frame.dtypes), column, line)
    needs = find_needs(base, on, rules)
    settings = pickle.dumps((base, on, tuple(rules), name, needs))
    number = functions.lit(None) if line is None else functions.col(_quote(line))
    documents = frame.select(
        functions.col(_quote(column)).alias("text"),
        number.cast("bigint").alias("number"),
        functions.xxhash64(_quote(column)).alias("hash"),
    )
    return _plan(documents, settings, is_whole_wanted=needs.everything)


def _plan(documents: Any, settings: Settings, *, is_whole_wanted: bool) -> Any:
    """Return the findings about documents: those about each, and those about the whole.

    The lines are checked once, for both halves of the plan begin with the same exchange; nothing that Spark
    could push below it, such as a filter, may come between.
    """
    columns = {name: _TYPES[each] for name, each in FINDING_COLUMNS.items()}
    findings = _write_schema(columns)
    rows = _write_schema({**columns, "shared": "bigint", "hash": "bigint", "is_needed": "boolean"})
    checked = documents.mapInArrow(CheckLines(settings), rows).repartition("shared")
    if not is_whole_wanted:
        needed = checked.mapInArrow(find_shared, "hash bigint").distinct()
        documents = documents.join(needed, "hash", "left_semi")
    documents = documents.select("text", "number")
    nothing = documents.sparkSession.range(1).selectExpr("CAST(NULL AS STRING)", "CAST(NULL AS BIGINT)")
    together = documents.union(nothing).repartition(1)  # without documents, the base is checked all the same
    of_whole = together.mapInArrow(CheckWhole(settings), findings)
    return checked.mapInArrow(take_findings, findings).union(of_whole)


def _write_schema(columns: Mapping[str, str]) -> str:
    return ", ".join(f"{_quote(name)} {each}" for name, each in columns.items())


def _quote(name: str) -> str:
    return f"`{name.replace('`', '``')}`"


def _refuse_wrong_columns(types: Mapping[str, str], column: str, line: str | None) -> None:
    names = list(types)
    if error := find_wrong_column(names, column, types.get(column), is_text=types.get(column) == "string"):
        raise error
    if line is not None and types.get(line) not in ("tinyint", "smallint", "int", "bigint"):
        raise OptionsError(
            "Kolonnen med linjenumre (line) mangler eller indeholder ikke hele tal.",
            "The column of line numbers (line) is missing, or does not hold whole numbers.",
        )


def _load_functions() -> Any:
    try:
        from pyspark.sql import functions  # noqa: PLC0415 - a cluster brings its own
    except ImportError:
        raise OptionsError(
            "Spark er ikke installeret: pip install 'civic-partnership-spark[spark]'.",
            "Spark is not installed: pip install 'civic-partnership-spark[spark]'.",
        ) from None
    return functions
