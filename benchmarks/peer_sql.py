"""Seven of the rules as SQL over the lines, by DuckDB: they flag ids, and look at one row of a list at a time."""

from pathlib import Path

import duckdb

_TABLE = """
SELECT unnest(map_keys(partnerships)) AS id, unnest(map_values(partnerships)) AS p, unnest(map_values(associations)).cvr AS cvr
FROM read_json(?, format = 'newline_delimited', columns = {
  associations: 'MAP(VARCHAR, STRUCT(cvr VARCHAR))',
  partnerships: 'MAP(VARCHAR, STRUCT(
    grants STRUCT(
      amount DOUBLE, awarded_on DATE,
      payments STRUCT("on" DATE, amount DOUBLE)[], spending STRUCT(purpose VARCHAR, amount DOUBLE)[]
    )[],
    employments STRUCT(weekly_hours DOUBLE)[]
  ))'
})
"""

CONDITIONS = {
    "cvr-checksum": "list_sum(list_transform([2, 7, 6, 5, 4, 3, 2, 1], lambda w, i: w * cvr[i]::INT)) % 11 <> 0",
    "weekly-hours": "list_bool_or(list_transform(p.employments, lambda e: e.weekly_hours < 20))",
    "full-time-exceeded": "list_bool_or(list_transform(p.employments, lambda e: e.weekly_hours > 37))",
    "payments-exceed-grant": (
        "list_bool_or(list_transform(p.grants,"
        " lambda g: list_sum(list_transform(g.payments, lambda x: x.amount)) > g.amount))"
    ),
    "payment-before-award": (
        "list_bool_or(list_transform(p.grants,"
        ' lambda g: list_bool_or(list_transform(g.payments, lambda x: x."on" < g.awarded_on))))'
    ),
    "grant-purpose": (
        "list_bool_or(list_transform(p.grants,"
        " lambda g: list_bool_or(list_transform(g.spending, lambda x: x.purpose <> 'resource-person' AND x.amount > 0))))"
    ),
    "grant-overspent": (
        "list_bool_or(list_transform(p.grants,"
        " lambda g: list_sum(list_transform(g.spending, lambda x: x.amount)) > g.amount))"
    ),
}
"""Name of a rule -> the condition in SQL under which a partnership breaks it."""


def flag(connection: duckdb.DuckDBPyConnection, file: Path) -> list[tuple[str, str]]:
    """Return the id of each partnership in a file with the name of each rule that it breaks."""
    flags = ", ".join(f"CASE WHEN {condition} THEN '{rule}' END" for rule, condition in CONDITIONS.items())
    query = f"SELECT id, unnest([{flags}]) AS rule FROM ({_TABLE})"
    return connection.execute(
        f"SELECT id, rule FROM ({query}) WHERE rule IS NOT NULL", [str(file)]
    ).fetchall()
