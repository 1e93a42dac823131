"""The day of each document on the rows of the tables that are asked about days most."""

import polars as pl

from warehouse import layout

DATED = tuple(
    table for table, schema in layout.STORED_TABLES.items() if {"doc_id", "told_on"} <= set(schema.column_names())
)
"""The tables whose rows have their document's day."""


def dated(table: str, rows: pl.LazyFrame, documents: pl.LazyFrame) -> pl.LazyFrame:
    """Fill ``told_on`` of a table's rows, where it has that column, out of their documents' ``published_on``."""
    if table not in DATED:
        return rows
    days = documents.select("doc_id", told_on="published_on")
    return (
        rows.drop("told_on", strict=False)
        .join(days, on="doc_id", how="left", maintain_order="left")
        .select(layout.STORED_TABLES[table].column_names())
    )


def undated(table: str, rows: pl.DataFrame) -> pl.DataFrame:
    """Rows as the stages give them, which know of no day."""
    return rows.drop("told_on") if table in DATED else rows
