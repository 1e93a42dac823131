"""The data dictionary: every column of every table, as its definition has it."""

import dataframely as dy
import polars as pl

from warehouse.tables import TABLES

DICTIONARY = {
    "table": pl.String,
    "column": pl.String,
    "type": pl.String,
    "is_nullable": pl.Boolean,
    "is_key": pl.Boolean,
    "references": pl.String,
    "meaning": pl.String,
}

_SQL_TYPES = {
    pl.String: "VARCHAR",
    pl.Int32: "INTEGER",
    pl.Int64: "BIGINT",
    pl.Float64: "DOUBLE",
    pl.Boolean: "BOOLEAN",
    pl.Date: "DATE",
    pl.Datetime: "TIMESTAMP",
}


def dictionary() -> pl.DataFrame:
    """The published tables' columns: table, column, SQL type, is_nullable, is_key, references, meaning."""
    return pl.DataFrame(
        [
            (
                table,
                name,
                sql_type(column.dtype),
                column.nullable,
                name in schema.primary_key(),
                (column.metadata or {}).get("references"),
                column.description,
            )
            for table, schema in TABLES.items()
            for name, column in schema.columns().items()
        ],
        schema=DICTIONARY,
        orient="row",
    )


def table_meaning(schema: type[dy.Schema]) -> str:
    """What a table holds: the first paragraph of its definition."""
    return " ".join((schema.__doc__ or "").strip().split("\n\n")[0].split())


def sql_type(dtype: pl.DataType) -> str:
    """The name in DuckDB's SQL of a column's type."""
    if isinstance(dtype, pl.List):
        return f"{sql_type(dtype.inner)}[]"  # type: ignore[arg-type]
    return _SQL_TYPES[dtype.base_type()]
