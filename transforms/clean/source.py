"""The way back: from documents and their edits to the decoded source texts."""

import polars as pl


def rebuild(documents: pl.DataFrame, edits: pl.DataFrame) -> pl.DataFrame:
    """Apply ``edits`` (Edits) backwards to ``documents`` (Documents): doc_id, raw, sorted by doc_id.

    ``raw`` equals ``articles.raw`` of the same doc_id, to the character.
    """
    after = pl.col("char_start") + pl.col("inserted").str.len_chars().cast(pl.Int32)
    kept_from = after.shift(1, fill_value=0).over("doc_id")
    pieces = (
        edits.sort("doc_id", "raw_start", "raw_end")
        .join(documents.select("doc_id", "text"), on="doc_id", how="inner", maintain_order="left")
        .with_columns(
            piece=pl.col("text").str.slice(kept_from, pl.col("char_start") - kept_from) + pl.col("removed"), after=after
        )
        .group_by("doc_id", maintain_order=True)
        .agg(pl.col("piece").str.join(""), pl.col("after").last())
    )
    return (
        documents.select("doc_id", "text")
        .join(pieces, on="doc_id", how="left", maintain_order="left")
        .select(
            "doc_id",
            raw=pl.col("piece").fill_null("") + pl.col("text").str.slice(pl.col("after").fill_null(0)),
        )
        .sort("doc_id")
    )
