"""The opening: header, headline, byline and dateline, read off the head of a text one after another."""

from typing import Any

import polars as pl

from transforms.clean.patterns import spelled
from transforms.clean.tape import Tape, cut, texts

HEAD = 2000  # code points; what an opening's patterns may look at
ROUNDS = 10
FIRST_PARAGRAPH = pl.col("head").str.extract(r"^([^\n]+\n\n)")
FIELDS = ("published", "title", "publisher", "byline", "dateline", "agency", "status")


def cut_opening(tape: Tape, record: pl.DataFrame) -> tuple[Tape, pl.DataFrame]:
    """Cut what stands before the report.

    ``record`` has a row for each text, with what the article's record says of FIELDS, NULL where nothing.
    Returned are the tape, and a frame of the same shape with what the text itself said, as printed.
    """
    text = texts(tape)
    empty = [pl.lit(None, dtype=pl.String).alias(field) for field in FIELDS]
    heads = record.select(pl.col(FIELDS).name.suffix("_given")).with_columns(*empty, head=text.str.head(HEAD))
    heads = heads.with_row_index("row").with_columns(pl.col("row").cast(pl.Int64), place=pl.lit(0, pl.Int64))
    fields = heads.select("row", *FIELDS)
    cuts = []
    for _ in range(ROUNDS):
        found = _first_fits(heads)
        if found.is_empty():
            break
        cuts.append(found.select("row", "place", "width", "kind", "rule"))
        fields = fields.join(found.select("row", *FIELDS), on="row", how="left", suffix="_now", maintain_order="left")
        fields = fields.select("row", *(pl.coalesce(field, f"{field}_now").alias(field) for field in FIELDS))
        heads = (
            heads.drop(FIELDS)
            .join(found.select("row", "width"), on="row", how="inner", maintain_order="left")
            .join(fields, on="row", how="left", maintain_order="left")
            .with_columns(head=pl.col("head").str.slice(pl.col("width")), place=pl.col("place") + pl.col("width"))
            .drop("width")
        )
    if cuts:
        spans = pl.concat(cuts).with_columns(start="place", end=pl.col("place") + pl.col("width"))
        tape = cut(tape, spans.select("row", "start", "end", pl.lit("").alias("inserted"), "kind", "rule"))
    return tape, fields.drop("row")


def _first_fits(heads: pl.DataFrame) -> pl.DataFrame:
    """Find for each head the first rule that fits: row, place, width, kind, rule and what it says of FIELDS."""
    found = [_repeated_titles(heads)]
    for rule in spelled("opening").iter_rows(named=True):
        heads = heads.join(found[-1], on="row", how="anti", maintain_order="left")
        # Compiling a pattern costs more than matching it: what nothing can fit is left alone.
        fits = heads.filter(_conditions(rule))
        fits = fits if fits.is_empty() else fits.filter(pl.col("head").str.contains(rule["pattern"]))
        if fits.is_empty():
            found.append(found[0].clear())
            continue
        said = fits.select("row", "place", "head", groups=pl.col("head").str.extract_groups(rule["pattern"]))
        said = said.unnest("groups").with_columns(width=pl.col("cut").str.len_chars().cast(pl.Int64))
        said = said.filter(pl.col("width") <= rule["longest"])
        if rule["unless"] is not None:
            said = said.filter(~pl.col("head").str.slice(pl.col("width")).str.contains(rule["unless"]))
        found.append(_as_found(said, rule["kind"], rule["name"]))
    return pl.concat(found)


def _conditions(rule: dict[str, Any]) -> pl.Expr:
    """Say which heads a rule may look at. Behind the dateline stands the report, and little before it."""
    conditions = [pl.lit(True)]
    if rule["needs"] != "dateline":
        conditions.append(pl.col("dateline").is_null())
    if rule["needs"]:
        conditions.append(pl.coalesce(rule["needs"], f"{rule['needs']}_given").is_not_null())
    if rule["absent"]:
        conditions.append(pl.coalesce(rule["absent"], f"{rule['absent']}_given").is_null())
    if rule["once"]:
        conditions.append(pl.col(rule["once"]).is_null())
    return pl.all_horizontal(conditions)


def _repeated_titles(heads: pl.DataFrame) -> pl.DataFrame:
    """Find the heads whose first paragraph is the title that is known already, letter for letter."""
    first = heads.select("row", "place", "dateline", title=pl.coalesce("title_given", "title"), cut=FIRST_PARAGRAPH)
    letters = pl.col("title", "cut").str.to_lowercase().str.replace_all(r"[^\p{L}\p{N}]+", "")
    same = first.with_columns(letters.name.prefix("bare_")).filter(
        pl.col("dateline").is_null() & (pl.col("bare_title") == pl.col("bare_cut")) & (pl.col("bare_cut") != "")
    )
    widths = same.select("row", "place", width=pl.col("cut").str.len_chars().cast(pl.Int64))
    return _as_found(widths, "header", "title_repeated")


def _as_found(said: pl.DataFrame, kind: str, rule: str) -> pl.DataFrame:
    """Give what a rule found the columns that all rules' findings have."""
    silent = [pl.lit(None, dtype=pl.String).alias(field) for field in FIELDS if field not in said.columns]
    labelled = said.with_columns(*silent, kind=pl.lit(kind), rule=pl.lit(rule))
    return labelled.select("row", "place", "width", "kind", "rule", *FIELDS)
