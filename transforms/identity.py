"""Ids that are the same on any machine, in any batch and for any number of workers."""

import polars as pl


def with_ids(frame: pl.DataFrame, column: str, letter: str, *, by: list[str]) -> pl.DataFrame:
    """Sort ``frame`` by document and ``by``, and give each row an id out of its place in its document.

    The id is ``<doc_id>-<letter><ordinal>``: it depends on the document and the rules alone.
    """
    ordered = frame.sort("doc_id", *by, maintain_order=True)
    ordinal = pl.int_range(pl.len()).over("doc_id").cast(pl.String)
    return ordered.with_columns((pl.col("doc_id") + "-" + letter + ordinal).alias(column))
