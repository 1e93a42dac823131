"""Passages: what stands at given places of documents, however long these are."""

import numpy as np
import polars as pl

_GOES_ON = 0b1000_0000
"""The two high bits of every byte of a character in UTF-8 but its first."""


def passages(documents: pl.DataFrame, rows: pl.DataFrame, start: pl.Expr, end: pl.Expr) -> pl.Series:
    """Cut a passage out of each row's document; where a bound leads out of it, as much as there is.

    A string is sliced at the cost of the way to the slice, and a text joined to each of its rows may be copied for each
    of them: both go by the square of an article's length. Here all texts lie end to end, once.

    Parameters
    ----------
    documents
        doc_id, text.
    rows
        doc_id, and what the bounds are made of.
    start, end
        The bounds in the document's text, half-open, in code points.

    Returns
    -------
    pl.Series
        A string a row; NULL where a bound is, or where there is no such document.
    """
    lengths = pl.col("text").str.len_chars().cast(pl.Int64)
    places = documents.select("doc_id", first=lengths.cum_sum() - lengths, length=lengths)
    joined = "".join(documents["text"]).encode()
    begins = np.flatnonzero((np.frombuffer(joined, dtype=np.uint8) & 0b1100_0000) != _GOES_ON)
    offsets = pl.lit(pl.Series(np.append(begins, len(joined))))
    begin = pl.col("start").clip(0, pl.col("length"))
    bounds = (
        rows.select("doc_id", start=start.cast(pl.Int64), end=end.cast(pl.Int64))
        .join(places, on="doc_id", how="left", maintain_order="left")
        .select("first", start=begin, end=pl.col("end").clip(begin, pl.col("length")))
        .select(
            offset=offsets.gather(pl.col("first") + pl.col("start")),
            stop=offsets.gather(pl.col("first") + pl.col("end")),
        )
    )
    cut = pl.lit(joined).bin.slice("offset", pl.col("stop") - pl.col("offset"))
    return bounds.select(cut.cast(pl.String)).to_series()
