"""The check of a DataFrame finds what the check of a stream finds."""

import os
import random
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from spark_documents import BASES, DOCUMENTS, ON, failing, make_document

from civic_partnership import OptionsError, Register, check_batches, parse
from civic_partnership.rules import CATALOGUE, Rule

pytest.importorskip("pyspark", reason="pyspark is not installed: pip install 'civic-partnership-spark[test]'")

import pyarrow as pa
from pyspark.sql import SparkSession

from civic_partnership_spark import check_documents

if shutil.which("java") is None and "JAVA_HOME" not in os.environ:
    pytest.skip("Spark needs Java 17 or newer, and there is none", allow_module_level=True)

pytestmark = [
    pytest.mark.enable_socket,  # on loopback, to the Java machine
    pytest.mark.filterwarnings("ignore:unclosed <socket:ResourceWarning"),  # pyspark leaves them so
]

Row = tuple[Any, ...]


@pytest.fixture(scope="module")
def spark(pytestconfig: pytest.Config) -> Iterator[SparkSession]:
    """Return a session of Spark on this machine; it listens on loopback only."""
    os.environ["PYSPARK_PYTHON"] = sys.executable
    os.environ["SPARK_LOCAL_IP"] = "127.0.0.1"
    builder: Any = SparkSession.builder
    session = (
        builder.master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "3")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.ui.showConsoleProgress", "false")
        .getOrCreate()
    )
    session.sparkContext.setLogLevel("OFF")
    session.sparkContext.addPyFile(str(Path(__file__).parent / "spark_documents.py"))  # has a rule
    yield session
    session.stop()


def make_frame(spark: SparkSession, documents: Sequence[str | None], partitions: int) -> Any:
    """Return the documents in any order, with their lines, in so many partitions."""
    rows = list(enumerate(documents, 1))
    random.Random(partitions).shuffle(rows)
    return spark.sparkContext.parallelize(rows, partitions).toDF("line bigint, document string")


def list_expected(
    base: Register, documents: Sequence[str | None], rules: Sequence[Rule] = CATALOGUE
) -> list[Row]:
    """Return the findings of a stream, sorted."""
    table = pa.table({"document": pa.array(documents, pa.string())})
    batches = check_batches(table, base, on=ON, rules=rules)
    return sort_rows(tuple(row.values()) for batch in batches for row in batch.to_pylist())


def sort_rows(rows: Any) -> list[Row]:
    """Sort rows, some of whose values are empty."""
    return sorted(map(tuple, rows), key=repr)


@pytest.mark.parametrize("reaching", BASES)
def test_it_finds_what_the_check_of_a_stream_finds(spark: SparkSession, reaching: str) -> None:
    """Documents of every kind, whatever of the base register reaches into them."""
    base = parse(BASES[reaching]).register
    frame = make_frame(spark, DOCUMENTS, 3)

    findings = check_documents(frame, base, on=ON, line="line")

    expected = list_expected(base, DOCUMENTS)
    assert len(expected) > 20
    assert expected == sort_rows(findings.collect())


@pytest.mark.parametrize("partitions", [1, 8])
def test_partitions_and_order_make_no_difference(spark: SparkSession, partitions: int) -> None:
    """One partition, or more than there are threads; each with the documents in another order."""
    base = parse(BASES["nothing"]).register

    findings = check_documents(make_frame(spark, DOCUMENTS, partitions), base, on=ON, line="line")

    assert list_expected(base, DOCUMENTS) == sort_rows(findings.collect())


def test_without_documents_the_base_register_is_checked(spark: SparkSession) -> None:
    """Its own findings come once, as they do for an empty stream."""
    base = parse(BASES["a round"]).register

    findings = check_documents(make_frame(spark, [], 2), base, on=ON, line="line")

    assert list_expected(base, []) == sort_rows(findings.collect())
    assert list_expected(base, [])


def test_without_lines_findings_have_none(spark: SparkSession) -> None:
    """Ids that stand twice are told without saying where else."""
    base = parse(BASES["nothing"]).register
    frame = make_frame(spark, [make_document(1), make_document(1)], 2).drop("line")

    findings = check_documents(frame, base, on=ON).where("rule = 'duplicate-id'").collect()

    assert ["associations"] * 2 + ["meetings"] * 2 + ["partnerships"] * 2 == sorted(
        row.kind for row in findings
    )
    assert {None} == {row.line for row in findings}


def test_only_what_is_shared_comes_together(spark: SparkSession) -> None:
    """The lines are checked once, and of sound documents only one for each key reaches the last task."""
    base = parse(BASES["nothing"]).register
    frame = make_frame(spark, [make_document(number) for number in range(100)], 1)

    findings = check_documents(frame, base, on=ON, line="line")
    findings.collect()

    plan = findings._jdf.queryExecution().executedPlan().toString()
    final = plan.partition("Initial Plan")[0]
    assert 1 == final.count("MapInArrow CheckLines")


def test_a_rule_that_failed_is_told(spark: SparkSession) -> None:
    """Its row has a level of its own; all others are asked."""
    base = parse(BASES["nothing"]).register
    frame = make_frame(spark, [], 1)

    rows = check_documents(frame, base, on=ON, rules=[failing]).collect()

    assert [("failing", "failure")] == [(row.rule, row.level) for row in rows]


WRONG: dict[str, Callable[[Any, Register], object]] = {
    "one column text": lambda frame, base: check_documents(frame, base, on=ON, column="text"),
    "does not hold texts": lambda frame, base: check_documents(frame, base, on=ON, column="line"),
    "column of line numbers": lambda frame, base: check_documents(frame, base, on=ON, line="document"),
}


@pytest.mark.parametrize("message", WRONG)
def test_a_wrong_column_is_refused(spark: SparkSession, message: str) -> None:
    """Before anything is computed."""
    base = parse(BASES["nothing"]).register

    with pytest.raises(OptionsError, match=message) as error:
        WRONG[message](make_frame(spark, [], 1), base)
    assert error.value.da != error.value.en


def test_wrong_arguments_are_refused(spark: SparkSession) -> None:
    """What is no DataFrame, no register or no day."""
    base = parse(BASES["nothing"]).register
    frame: Any = make_frame(spark, [], 1)
    nothing: Any = None

    with pytest.raises(TypeError, match="DataFrame"):
        check_documents(nothing, base, on=ON)
    with pytest.raises(TypeError, match="base"):
        check_documents(frame, nothing, on=ON)
    with pytest.raises(TypeError, match=r"datetime\.date"):
        check_documents(frame, base, on=nothing)
    assert isinstance(ON, date)


def test_without_pyspark_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """A cluster brings its own; elsewhere it is an extra."""
    monkeypatch.setitem(sys.modules, "pyspark.sql", None)
    base = parse(BASES["nothing"]).register
    nothing: Any = None

    with pytest.raises(OptionsError, match=r"civic-partnership-spark\[spark\]"):
        check_documents(nothing, base, on=ON)
