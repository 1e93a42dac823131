"""Boilerplate: whole paragraphs that are no part of the report, and what hangs on the last one's end."""

import polars as pl

from transforms.clean.patterns import spelled
from transforms.clean.tape import Tape, cut, texts

BREAK = 2  # code points between two paragraphs, as set_paragraphs leaves them
TAIL = 600  # code points; what a tail's patterns may look at
CLOSING = 4  # so many paragraphs at the end of a text are near its end


def cut_boilerplate(tape: Tape) -> Tape:
    """Cut promotions, links to other articles, captions, credits and notes that are paragraphs.

    Texts are as ``set_paragraphs`` leaves them. With a paragraph goes the break after it or, at the end of
    a text, the one before it.
    """
    paragraphs = _paragraphs(texts(tape))
    rules = spelled("boilerplate").filter(pl.col("part") == "whole").with_row_index("order")
    found = [
        paragraphs.filter(
            (pl.col("length") <= rule["longest"])
            & (pl.col("is_closing") | pl.lit(rule["near"] is None))
            & pl.col("text").str.contains(rule["pattern"])
            & ~_vetoed(rule["unless"])
        ).select("row", "start", kind=pl.lit(rule["kind"]), rule=pl.lit(rule["name"]))
        for rule in rules.iter_rows(named=True)
    ]
    first = pl.concat(found).unique(["row", "start"], keep="first", maintain_order=True)
    paragraphs = paragraphs.join(first, on=["row", "start"], how="left", maintain_order="left")
    last_kept = pl.col("start").filter(pl.col("rule").is_null()).max().over("row")
    is_after = pl.col("start") > last_kept
    end = pl.col("start") + pl.col("length")
    return cut(
        tape,
        paragraphs.with_columns(
            end=pl.when(is_after | pl.col("is_last")).then(end).otherwise(end + BREAK),
            start=pl.when(is_after).then(pl.col("start") - BREAK).otherwise("start"),
            inserted=pl.lit(""),
        )
        .filter(pl.col("rule").is_not_null())
        .select("row", "start", "end", "inserted", "kind", "rule"),
    )


def _vetoed(pattern: str | None) -> pl.Expr:
    return pl.lit(False) if pattern is None else pl.col("text").str.contains(pattern)


def cut_tails(tape: Tape) -> Tape:
    """Cut credits and marks from the end of the last paragraph."""
    for rule in spelled("boilerplate").filter(pl.col("part") == "tail").iter_rows(named=True):
        text = texts(tape)
        tails = pl.DataFrame({"tail": text.str.tail(TAIL), "end": text.str.len_chars()}).with_row_index("row")
        gone = pl.col("tail").str.extract_groups(rule["pattern"]).struct["cut"].str.len_chars()
        found = tails.with_columns(pl.col("row", "end").cast(pl.Int64), start=pl.col("end").cast(pl.Int64) - gone)
        labels = {"inserted": "", "kind": rule["kind"], "rule": rule["name"]}
        found = found.filter(pl.col("start").is_not_null()).with_columns(
            pl.lit(value).alias(name) for name, value in labels.items()
        )
        tape = cut(tape, found.select("row", pl.col("start").cast(pl.Int64), "end", *labels))
    return tape


def _paragraphs(text: pl.Series) -> pl.DataFrame:
    """List the paragraphs of each text: row, start, length, text, is_last, is_closing."""
    listed = (
        pl.DataFrame({"text": text})
        .with_row_index("row")
        .with_columns(pl.col("row").cast(pl.Int64), pl.col("text").str.split("\n\n"))
        .explode("text")
        .with_columns(length=pl.col("text").str.len_chars().cast(pl.Int64))
    )
    place = pl.int_range(pl.len()).over("row")
    count = pl.len().cast(pl.Int64).over("row")
    return listed.with_columns(
        start=((pl.col("length") + BREAK).cum_sum() - pl.col("length") - BREAK).over("row"),
        is_last=place == count - 1,
        is_closing=place >= count - CLOSING,
    )
